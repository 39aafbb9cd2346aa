// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/look_alikes.hpp"

#include <algorithm>
#include <cctype>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "base/text.hpp"
#include "registry/likeness.hpp"
#include "search/index.hpp"

namespace entente::registry {

namespace {

/// Shares of a title's pieces that the other holds, both ways. Above the first it is alike whatever else is
/// said; above the second where a party or a country is the same.
constexpr double kSameTitle = 0.7, kNearTitle = 0.4;
constexpr std::size_t kCandidates = 40, kMostTitles = 6, kMostPartiesAsked = 5, kLongestTitle = 300;

/// A title as words alone: what the language of queries takes for its own signs is none.
std::string words_of(std::string_view title) {
  auto folded = search::fold(base::clip_utf8(title, kLongestTitle));
  for (auto& c : folded)
    if (static_cast<unsigned char>(c) < 0x80 && !std::isalnum(static_cast<unsigned char>(c))) c = ' ';
  return folded;
}

double likeness_of_titles(const base::Text& one, const base::Text& other) {
  double best = 0;
  for (const auto& a : one.narratives) {
    const auto folded = search::fold(a.value);
    const Likeness of_one(folded);
    for (const auto& b : other.narratives) {
      const auto folded_other = search::fold(b.value);
      best = std::max(best, std::min(of_one.share_in(folded_other), Likeness(folded_other).share_in(folded)));
    }
  }
  return best;
}

std::set<std::string> countries_in(const model::Partnership& partnership) {
  std::set<std::string> all;
  for (const auto& place : partnership.places)
    if (place.kind == "country") all.insert(place.code);
  return all;
}

/// What the index finds that may be alike, each once.
std::map<base::Uuid, Card> candidates(const Register& reg, const model::Partnership& partnership,
                                      const std::vector<base::Uuid>& parties) {
  std::map<base::Uuid, Card> found;
  const auto ask = [&](search::Query query) {
    query.limit = kCandidates;
    query.values = 0;
    for (auto& card : reg.list(query).cards) found.try_emplace(card.id, std::move(card));
  };
  std::size_t asked = 0;
  for (const auto& narrative : partnership.title.narratives) {
    if (asked++ == kMostTitles) break;
    search::Query query;
    query.text = words_of(narrative.value);
    query.forgiving = true;
    if (!base::trimmed(query.text).empty()) ask(std::move(query));
  }
  asked = 0;
  for (const auto& party : parties) {
    if (asked++ == kMostPartiesAsked) break;
    search::Query query;
    query.filters = {{search::Facet::party, party.str()}};
    ask(std::move(query));
  }
  return found;
}

}  // namespace

std::vector<LookAlike> look_alikes(const Register& reg, const model::Partnership& partnership,
                                   const std::vector<base::Uuid>& parties,
                                   const std::optional<base::Uuid>& except, std::size_t limit) {
  std::vector<std::pair<double, LookAlike>> ranked;
  const auto own = countries_in(partnership);
  for (auto& [id, card] : candidates(reg, partnership, parties)) {
    if (id == except) continue;
    const auto title = likeness_of_titles(partnership.title, card.partnership->title);
    LookAlike alike{.card = std::move(card), .title = title >= kNearTitle, .parties = {}, .places = false};
    for (const auto& party : *alike.card.parties)
      if (std::ranges::find(parties, party.organisation.id) != parties.end() &&
          std::ranges::find(alike.parties, party.organisation.id) == alike.parties.end())
        alike.parties.push_back(party.organisation.id);
    const auto theirs = countries_in(*alike.card.partnership);
    alike.places = std::ranges::any_of(own, [&](const auto& code) { return theirs.contains(code); });
    const bool shares = !alike.parties.empty() || alike.places;
    const bool same_circle = alike.parties.size() >= 2 && alike.places;
    if (title < kSameTitle && !(alike.title && shares) && !same_circle) continue;
    constexpr double kOfParty = 0.2, kOfPlace = 0.1;
    const auto weight =
        title + kOfParty * static_cast<double>(alike.parties.size()) + (alike.places ? kOfPlace : 0);
    ranked.emplace_back(weight, std::move(alike));
  }
  std::ranges::stable_sort(ranked, std::ranges::greater{}, [](const auto& each) { return each.first; });
  std::vector<LookAlike> all;
  for (auto& [weight, alike] : ranked) {
    if (all.size() == limit) break;
    all.push_back(std::move(alike));
  }
  return all;
}

}  // namespace entente::registry
