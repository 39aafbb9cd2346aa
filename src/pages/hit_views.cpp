// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/hit_views.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "pages/format.hpp"
#include "pages/freshness_views.hpp"
#include "pages/highlight.hpp"
#include "pages/host_views.hpp"
#include "pages/party_views.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kHitTitleBytes = 300, kPurposeBytes = 320, kNameBytes = 120;
constexpr std::size_t kPartiesShown = 4, kPlacesShown = 3, kReasonValues = 3;

/// Names of the first parties, each once, with what stands between them.
View party_names(const std::vector<registry::Party>& parties, const base::Messages& messages) {
  auto names = list_view();
  std::set<base::Uuid> seen;
  for (const auto& party : parties) {
    if (seen.size() == kPartiesShown) break;
    if (!seen.insert(party.organisation.id).second) continue;
    View one;
    one["name"] = text_view(party.organisation.name, messages.language(), kNameBytes);
    one["between"] = text_or_nothing(seen.size() > 1 ? messages.get("list.between") : std::string{});
    names.push_back(std::move(one));
  }
  return names;
}

std::string places_text(const std::vector<model::Place>& places, const base::Messages& messages) {
  const auto found = place_names(places, messages.language(), kPlacesShown);
  auto names = found.names;
  if (names.empty()) return {};
  if (found.total > names.size())
    names.push_back(
        messages.get("list.more_places", {{"count", static_cast<std::int64_t>(found.total - names.size())}}));
  return messages.list(names);
}

View confirmation_view(const Confirmations& count, const base::Messages& messages) {
  const auto mark =
      mark_of_state(count.confirmed == count.parties && count.parties > 0 ? "confirmed" : "named");
  View view;
  view["label"] =
      View(messages.get("list.confirmed", {{"confirmed", count.confirmed}, {"count", count.parties}}));
  view["symbol"] = View(std::string(mark.symbol));
  view["meaning"] = View(std::string(mark.meaning));
  view["flips"] = View(false);
  return view;
}

/// Of the source that speaks for the whole record.
View attestation_of(const std::vector<model::Source>& sources, std::string_view language) {
  const auto whole = std::ranges::find_if(sources, [](const auto& s) { return s.about.empty(); });
  return whole == sources.end() ? View(false) : attestation_view(whole->attestation, language);
}

/// What its place in the list comes from, the most first.
View reason_views(std::vector<search::Reason> reasons, const base::Messages& messages) {
  std::ranges::stable_sort(reasons, std::ranges::greater{}, &search::Reason::points);
  auto all = list_view();
  for (const auto& reason : reasons) {
    std::vector<std::string> what;
    if (!reason.word.empty()) what.push_back(reason.word);
    if (!reason.attested.empty()) what.push_back(messages.get("list." + std::string(reason.attested)));
    // A party is known by many ids at once, and its names are not at hand: the facet says enough.
    if (reason.word.empty() && reason.attested.empty() && reason.facet == search::Facet::party)
      what.push_back(messages.get("facet.party"));
    else
      for (const auto& value : reason.values)
        if (what.size() < kReasonValues)
          what.push_back(facet_label(reason.facet, value, messages.language(), {}));
    const auto words = messages.list(what);
    const auto points = messages.decimal(
        base::Decimal::parse(fmt::format("{:.2f}", reason.points)).value_or(base::Decimal()));
    all.push_back(
        View(messages.get("list.reason", {{"what", std::string_view(words)},
                                          {"points", std::string_view(points)},
                                          {"count", static_cast<std::int64_t>(reason.documents)}})));
  }
  return all;
}

}  // namespace

View hit_view(const registry::Card& card, const base::Messages& messages,
              const std::vector<std::string>& words) {
  const auto language = messages.language();
  const auto& p = *card.partnership;
  View view;
  view["id"] = View(card.id.str());
  view["choose"] = View(false);
  view["href"] = View(partnership_href(language, card.id));
  view["title"] = marked_view(p.title, language, words, kHitTitleBytes);
  view["purpose"] =
      marked_view(p.purpose.empty() ? p.description : p.purpose, language, words, kPurposeBytes);
  view["has_parties"] = View(!card.parties->empty());
  view["parties"] = party_names(*card.parties, messages);
  const auto confirmations = confirmations_of(*card.parties);
  view["parties_count"] = View(messages.get("list.parties", {{"count", confirmations.parties}}));
  auto goals = goal_chips(p.goals, language);
  view["has_goals"] = View(goals.is_non_empty_list());
  view["goals"] = std::move(goals);
  view["places"] = text_or_nothing(places_text(p.places, messages));
  view["kind"] = View(term("kind", p.kind, language));
  view["status"] = View(term("status", p.status, language));
  view["dates"] = text_or_nothing(date_range(messages, start_of(p), end_of(p)));
  view["freshness"] = freshness_view(card.freshness, messages);
  view["confirmation"] = card.parties->empty() ? View(false) : confirmation_view(confirmations, messages);
  view["objecting"] = objecting_view(card.objecting, messages);
  view["attestation"] = attestation_of(p.sources, language);
  view["has_reasons"] = View(!card.reasons.empty());
  view["reasons"] = reason_views(card.reasons, messages);
  view["updated"] = View(messages.date(base::PartialDate::from_days(base::day_of(card.updated))));
  return view;
}

}  // namespace entente::pages
