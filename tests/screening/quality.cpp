// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "quality.hpp"

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "screening/token.hpp"

namespace entente::screening_sets {
namespace {

using screening::Hit;
using screening::List;
using screening::Screener;

double f1_of(const std::vector<const ScoredPair*>& pairs, double threshold, bool peer) {
  double hits = 0;
  double wrong = 0;
  for (const auto* pair : pairs) {
    const bool said = peer ? pair->peer_match : pair->ours >= threshold;
    hits += said && pair->match ? 1 : 0;
    wrong += said != pair->match ? 1 : 0;
  }
  return hits > 0 ? 2 * hits / (2 * hits + wrong) : 0;
}

/// The chance that a match has the higher score than what is none, by ranks.
double auc_of(const std::vector<const ScoredPair*>& pairs, bool peer) {
  std::vector<std::pair<double, bool>> all;
  for (const auto* pair : pairs) all.emplace_back(peer ? pair->peer : pair->ours, pair->match);
  std::ranges::sort(all);
  double ranks = 0;
  double matches = 0;
  for (std::size_t i = 0; i < all.size();) {
    auto end = i;
    while (end < all.size() && all[end].first == all[i].first) ++end;
    const double rank = static_cast<double>(i + end + 1) / 2;
    for (; i < end; ++i) {
      ranks += all[i].second ? rank : 0;
      matches += all[i].second ? 1 : 0;
    }
  }
  const auto others = static_cast<double>(all.size()) - matches;
  return matches > 0 && others > 0 ? (ranks - matches * (matches + 1) / 2) / (matches * others) : 0;
}

std::pair<double, double> middle_of(std::vector<double> all) {
  constexpr double kOutside = 0.025;
  std::ranges::sort(all);
  const auto at = [&all](double share) {
    return all[static_cast<std::size_t>(share * static_cast<double>(all.size() - 1))];
  };
  return {at(kOutside), at(1 - kOutside)};
}

struct Best {
  double score = 0, evidence = 0;
  auto operator<=>(const Best&) const = default;
};

/// `ids` with a bar between them, where one name is of several entries.
bool is_one_of(const std::string& id, const std::string& ids) {
  return ('|' + ids + '|').find('|' + id + '|') != std::string::npos;
}

screening::Settings loose() {
  screening::Settings settings;
  settings.threshold = 0.5;
  settings.limit = 500;
  return settings;
}

}  // namespace

std::vector<ScoredPair> score_pairs(const std::vector<LabelledPair>& pairs) {
  std::vector<ScoredPair> out;
  for (const auto& pair : pairs) {
    const auto kind = kind_of_schema(pair.schema);
    const auto hit = screening::compare(party_of(pair.a, kind), party_of(pair.b, kind));
    out.push_back({pair.match, hit.score, pair.peer_score, pair.peer_match});
  }
  return out;
}

PairFigures figures_of(const std::vector<ScoredPair>& pairs, double threshold) {
  constexpr int kResamplings = 2000;
  PairFigures out;
  out.pairs = pairs.size();
  std::vector<const ScoredPair*> all;
  for (const auto& pair : pairs) all.push_back(&pair);
  out.ours = {f1_of(all, threshold, false), auc_of(all, false)};
  out.peer = {f1_of(all, threshold, true), auc_of(all, true)};
  std::mt19937 random(1);  // NOLINT: the same resamplings in every run
  std::vector<double> f1;
  std::vector<double> auc;
  for (int i = 0; i < kResamplings; ++i) {
    std::vector<const ScoredPair*> some;
    for (std::size_t k = 0; k < pairs.size(); ++k) some.push_back(&pairs[random() % pairs.size()]);
    f1.push_back(f1_of(some, threshold, false) - f1_of(some, threshold, true));
    auc.push_back(auc_of(some, false) - auc_of(some, true));
  }
  std::tie(out.f1_least, out.f1_most) = middle_of(std::move(f1));
  std::tie(out.auc_least, out.auc_most) = middle_of(std::move(auc));
  return out;
}

RecallFigures recall_at(const Screener& screener, const List& list, const std::vector<Asked>& asked,
                        const std::vector<std::string>& negatives, double rate) {
  RecallFigures out;
  std::vector<Best> wrong;
  for (const auto& name : negatives) {
    Best best;
    for (const auto& hit : screener.screen(party_of(name), loose()))
      best = std::max(best, Best{hit.score, hit.evidence});
    wrong.push_back(best);
  }
  std::ranges::sort(wrong, std::greater<>{});
  out.negatives = negatives.size();
  out.allowed = static_cast<std::size_t>(rate * static_cast<double>(negatives.size()));
  const Best least = out.allowed < wrong.size() ? wrong[out.allowed] : Best{};
  out.threshold = least.score;
  for (const auto& one : asked) {
    ++out.asked;
    bool found = false;
    for (const auto& hit : screener.screen(party_of(one.name, one.kind), loose()))
      found =
          found || (is_one_of(list.entries[hit.entry].id, one.id) && Best{hit.score, hit.evidence} > least);
    out.found += found ? 1 : 0;
    if (!found) out.missed.push_back(one.id + " " + one.name);
  }
  return out;
}

RecallFigures recall_first(const Screener& screener, const List& list, const std::vector<Asked>& asked) {
  RecallFigures out;
  for (const auto& one : asked) {
    ++out.asked;
    screening::Settings settings;
    settings.threshold = 0.3;  // the first hit of all, however far away
    settings.limit = 1;
    const auto hits = screener.screen(party_of(one.name, one.kind), settings);
    const bool found = !hits.empty() && is_one_of(list.entries[hits[0].entry].id, one.id);
    out.found += found ? 1 : 0;
    if (!found)
      out.missed.push_back(one.id + " " + one.name + " -> " +
                           (hits.empty() ? "nothing" : hits[0].listed_name));
  }
  return out;
}

RecallFigures recall_of_index(const Screener& screener, const std::vector<std::string>& names,
                              double threshold) {
  RecallFigures out;
  screening::Settings settings;
  settings.threshold = threshold;
  settings.limit = 500;
  for (const auto& name : names) {
    const auto party = party_of(name);
    std::set<std::tuple<std::size_t, std::size_t, double>> found;
    for (const auto& hit : screener.screen(party, settings)) found.emplace(hit.list, hit.entry, hit.score);
    for (const auto& hit : screener.scan(party, settings)) {
      ++out.asked;
      const bool has = found.contains({hit.list, hit.entry, hit.score});
      out.found += has ? 1 : 0;
      if (!has) out.missed.push_back(name + " -> " + hit.listed_name);
    }
  }
  return out;
}

std::vector<Asked> not_listed_as_they_stand(const List& list, const std::vector<Asked>& asked) {
  std::set<std::string> words;
  for (const auto& entry : list.entries) {
    for (const auto& name : entry.party.names) {
      for (const auto& token : screening::tokens_of(name.text, entry.party.kind)) words.insert(token.folded);
    }
  }
  std::vector<Asked> out;
  for (const auto& one : asked) {
    const auto tokens = screening::tokens_of(one.name, one.kind);
    if (std::ranges::any_of(tokens, [&words](const auto& token) { return !words.contains(token.folded); }))
      out.push_back(one);
  }
  return out;
}

std::vector<LanguageFigures> organisations_by_language(const std::string& folder) {
  std::map<std::string, std::map<std::string, std::string>>
      names;  // the first name of each language, by organisation
  for (const auto& row : read_tsv(folder + "/organisations_six_languages.tsv")) {
    if (row.size() > 3 && row[0] != "ror_id" && row[2].find("label") != std::string::npos)
      names[row[0]].try_emplace(row[1], row[3]);
  }
  std::vector<LanguageFigures> out;
  constexpr std::string_view kListed = "en";  // nearly all of them have one
  List list;
  for (const auto& [id, by_language] : names) {
    if (const auto at = by_language.find(std::string(kListed)); at != by_language.end()) {
      screening::Listed entry;
      entry.id = id;
      entry.party = party_of(at->second, screening::Kind::organisation);
      list.entries.push_back(std::move(entry));
    }
  }
  const Screener screener(std::span(&list, 1));
  for (const std::string language : {"ar", "es", "fr", "ru", "zh"}) {
    std::vector<Asked> asked;
    for (const auto& [id, by_language] : names) {
      const auto at = by_language.find(language);
      if (at != by_language.end() && by_language.contains(std::string(kListed)))
        asked.push_back({id, at->second, screening::Kind::organisation});
    }
    out.push_back({language, std::string(kListed), recall_first(screener, list, asked)});
  }
  return out;
}

std::vector<Asked> un_positives(const std::string& folder) {
  std::vector<Asked> out;
  for (const auto& row : read_tsv(folder + "/un_positives.tsv")) out.push_back({row.at(0), row.at(1)});
  return out;
}

std::vector<std::string> un_negatives(const std::string& folder) {
  std::vector<std::string> out;
  for (const auto& row : read_tsv(folder + "/un_negatives.tsv")) out.push_back(row.at(1));
  return out;
}

std::vector<Asked> un_original_script(const std::string& folder, const std::string& kind,
                                      const std::string& script) {
  std::vector<Asked> out;
  for (const auto& row : read_tsv(folder + "/un_original_script.tsv")) {
    if ((kind.empty() || row.at(1) == kind) && (script.empty() || row.at(2) == script))
      out.push_back({row.at(0), row.at(3),
                     row.at(1) == "person" ? screening::Kind::person : screening::Kind::organisation});
  }
  return out;
}

}  // namespace entente::screening_sets
