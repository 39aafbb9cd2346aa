// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/name_index.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <tuple>

#include "screening/qualifiers.hpp"

namespace entente::screening {
namespace {

std::uint32_t hash_of_run(const std::string& key) {
  return static_cast<std::uint32_t>(std::hash<std::string>{}(key));
}

/// Words that stand for each other, or sound alike, have one.
std::uint8_t mark_of(const NameWord& word) {
  const auto& token = word.token;
  const auto hash = token.equivalents != 0       ? std::hash<std::uint32_t>{}(token.equivalents * 0x9E3779B1U)
                    : token.skeleton.size() >= 2 ? std::hash<std::string>{}(token.skeleton)
                                                 : std::hash<std::string>{}(word.form());
  return static_cast<std::uint8_t>(hash % Sketch::kMarks);
}

}  // namespace

NameIndex::NameIndex(std::span<const List> lists) {
  for (std::uint32_t list = 0; list < lists.size(); ++list) {
    const auto& those = lists[list].entries;
    for (std::uint32_t entry = 0; entry < those.size(); ++entry) {
      const Party& party = those[entry].party;
      IndexedEntry indexed{list, entry, static_cast<std::uint32_t>(names.size()), 0, {}};
      indexed.party.kind = party.kind;
      indexed.party.born = party.born;
      indexed.party.gender = party.gender;
      indexed.party.countries = party.countries;
      indexed.party.documents = party.documents;
      const auto number = static_cast<std::uint32_t>(entries.size());
      for (const auto& document : party.documents) {
        if (auto text = compared_number(document); !text.empty())
          entries_of_documents[std::move(text)].push_back(number);
      }
      entries.push_back(std::move(indexed));
      add_names(party);
      entries.back().names = static_cast<std::uint32_t>(names.size()) - entries.back().names_from;
    }
  }
  vocabulary.finish();
  weigh();
  std::vector<std::uint32_t> counts(vocabulary.size());
  std::vector<std::uint32_t> last(vocabulary.size());
  const auto each_word_once = [this, &last](const Sketch& sketch, const auto& with) {
    for (const auto id : words(names[sketch.name])) {
      if (last[id] == sketch.name + 1) continue;
      last[id] = sketch.name + 1;
      with(id);
    }
  };
  for (const auto& sketch : sketches) each_word_once(sketch, [&counts](auto id) { ++counts[id]; });
  names_of_words = Rows<Sketch>(counts);
  std::ranges::fill(last, 0);
  for (const bool initials : {true, false}) {
    for (const auto& sketch : sketches) {
      if ((sketch.initials() > 0) == initials)
        each_word_once(sketch, [&](auto id) { names_of_words.put(id, sketch); });
    }
  }
  names_of_words.finish();
  for (std::uint32_t name = 0; name < names.size(); ++name) add_runs(name);
  std::ranges::sort(runs, {}, [](const Run& run) { return std::tuple(run.hash, run.name, -run.weight); });
  const auto repeated =
      std::ranges::unique(runs, {}, [](const Run& run) { return std::pair(run.hash, run.name); });
  runs.erase(repeated.begin(), repeated.end());
}

void NameIndex::add_names(const Party& party) {
  const auto entry = static_cast<std::uint32_t>(entries.size() - 1);
  const auto first = names.size();
  for (const auto& name : party.names) {
    const auto from = static_cast<std::uint32_t>(words_of_names.size());
    for (auto& word : words_of(name.text, party.kind))
      words_of_names.push_back(vocabulary.add(std::move(word)));
    const auto count = static_cast<std::uint16_t>(words_of_names.size() - from);
    if (count == 0) continue;
    const auto mine = std::span(words_of_names).subspan(from, count);
    // The same words again say nothing new: OFAC and the UN repeat names as aliases.
    const bool repeated = std::any_of(
        names.begin() + static_cast<std::ptrdiff_t>(first), names.end(), [&](const IndexedName& other) {
          return std::ranges::equal(words(other), mine) && other.quality <= name.quality;
        });
    if (repeated) {
      words_of_names.resize(from);
      continue;
    }
    names.push_back({entry, from, count, name.quality, static_cast<std::uint32_t>(texts.size()),
                     static_cast<std::uint32_t>(name.text.size())});
    texts += name.text;
  }
}

double NameIndex::rarity(std::uint32_t entries_with_it) const {
  // So that a short list does not make every word a common one.
  constexpr double kAsManyMore = 1000;
  constexpr double kMost = 0.8;
  return 1 -
         kMost * std::log1p(entries_with_it) / std::log(kAsManyMore + static_cast<double>(entries.size()));
}

void NameIndex::weigh() {
  entries_of_words_.assign(vocabulary.size(), 0);
  std::vector<std::uint32_t> last(vocabulary.size(), 0);
  std::unordered_map<std::uint32_t, std::uint32_t> last_of_equivalents;
  for (const auto& name : names) {
    for (const auto id : words(name)) {
      if (last[id] == name.entry + 1) continue;
      last[id] = name.entry + 1;
      ++entries_of_words_[id];
      const auto equivalents = vocabulary.word(id).token.equivalents;
      if (equivalents == 0 || last_of_equivalents[equivalents] == name.entry + 1) continue;
      last_of_equivalents[equivalents] = name.entry + 1;
      ++entries_of_equivalents_[equivalents];
    }
  }
  weights.resize(vocabulary.size());
  for (Vocabulary::Id id = 0; id < vocabulary.size(); ++id) weights[id] = weight_of(vocabulary.word(id));
  for (Vocabulary::Id id = 0; id < vocabulary.size(); ++id) {
    const auto& word = vocabulary.word(id);
    briefs.push_back({word.part == Part::legal_form ? 0 : weights[id], word.begins, word.part,
                      word.form().empty() ? '\0' : word.form().front(), mark_of(word)});
  }
  for (std::uint32_t name = 0; name < names.size(); ++name) sketches.push_back(sketch_of(name));
}

Sketch NameIndex::sketch_of(std::uint32_t name) const {
  Sketch out{0, 0, name};
  std::uint64_t initials = 0;
  auto omits = entries[names[name].entry].party.kind == Kind::person ? Omits::of_person : Omits::of_others;
  double sum = 0;
  for (const auto id : words(names[name])) {
    const auto& brief = briefs[id];
    sum += brief.weight;
    if (brief.part == Part::initial)
      ++initials;
    else
      out.bits |= std::uint64_t{1} << brief.mark;
    if (vocabulary.word(id).syllables) omits = Omits::of_syllables;
  }
  out.weight = static_cast<float>(sum);
  out.bits |= static_cast<std::uint64_t>(omits) << Sketch::kMarks;
  out.bits |= std::min<std::uint64_t>(initials, Sketch::kMostInitials) << (Sketch::kMarks + 2);
  return out;
}

double NameIndex::weight_of(const NameWord& word) const {
  if (word.part != Part::word) return word.weight;
  std::uint32_t count = 0;
  if (const auto id = vocabulary.find(word); id != Vocabulary::kNone) count = entries_of_words_[id];
  if (const auto at = entries_of_equivalents_.find(word.token.equivalents);
      at != entries_of_equivalents_.end())
    count = std::max(count, at->second);
  return std::min(word.weight, rarity(count));
}

void NameIndex::add_runs(std::uint32_t name) {
  const auto mine = words(names[name]);
  for (std::size_t from = 0; from + 1 < mine.size(); ++from) {
    std::string joined = vocabulary.word(mine[from]).form();
    double weight = briefs[mine[from]].weight;
    for (std::size_t to = from + 1; to < mine.size() && to < from + kLongestRun; ++to) {
      joined += vocabulary.word(mine[to]).form();
      weight += briefs[mine[to]].weight;
      if (joined.size() > kLongestEdited) break;
      runs.push_back({hash_of_run(run_key(joined)), name, static_cast<float>(weight)});
    }
  }
}

std::span<const NameIndex::Run> NameIndex::apart(const std::string& key) const {
  const auto found = std::ranges::equal_range(runs, hash_of_run(key), {}, &Run::hash);
  return {found.begin(), found.end()};
}

}  // namespace entente::screening
