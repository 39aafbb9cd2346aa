// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/screening_views.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

#include "pages/format.hpp"
#include "pages/visitor.hpp"

namespace entente::pages {

namespace {

constexpr std::array<std::string_view, store::kHitStates> kHitStateNames{"open",     "confirming", "same",
                                                                         "not_same", "unclear",    "closed"};

using Texts = std::vector<std::string>;

/// What one side says of a field: an entry may have a thousand addresses, and the form to decide stands below
/// them, so that most are folded.
View side_view(const Texts& texts, const base::Messages& messages) {
  constexpr std::size_t kTextsUnfolded = 12;
  View side;
  side["texts"] = list_view();
  side["folded"] = list_view();
  for (const auto& text : texts)
    (side["texts"].list_value().size() < kTextsUnfolded ? side["texts"] : side["folded"])
        .push_back(View(text));
  side["gap"] = View(texts.empty());
  side["more"] = View(false);
  if (texts.size() > kTextsUnfolded)
    side["more"] = View(messages.get("list.more_places",
                                     {{"count", static_cast<std::int64_t>(texts.size() - kTextsUnfolded)}}));
  return side;
}

/// A row of what stands on both sides; none where neither says anything.
void add_side(View& rows, const std::string& label, const Texts& party, const Texts& entry,
              const base::Messages& messages) {
  if (party.empty() && entry.empty()) return;
  View row;
  row["label"] = View(label);
  row["party"] = side_view(party, messages);
  row["entry"] = side_view(entry, messages);
  rows.push_back(std::move(row));
}

Texts names_in(const screening::Party& party, const base::Messages& messages) {
  Texts all;
  for (const auto& name : party.names) {
    std::string text = name.text;
    if (name.original_script) text += " (" + messages.get("screening.original_script") + ")";
    if (name.quality == screening::NameQuality::low) text += " (" + messages.get("screening.weak") + ")";
    all.push_back(std::move(text));
  }
  return all;
}

Texts countries_in(const screening::Party& party, std::string_view language) {
  Texts all;
  for (const auto& code : party.countries) all.push_back(country_name(code, language));
  return all;
}

Texts documents_in(const screening::Party& party, std::string_view language) {
  Texts all;
  for (const auto& document : party.documents) {
    std::string text = document.type.empty() ? document.number : document.type + " " + document.number;
    if (!document.country.empty()) text += " (" + country_name(document.country, language) + ")";
    all.push_back(std::move(text));
  }
  return all;
}

Texts born_in(const screening::Party& party, const base::Messages& messages) {
  Texts all;
  for (const auto& span : party.born) {
    auto text = span.from == span.to ? messages.date(span.from) : date_range(messages, span.from, span.to);
    if (span.approximate) text += " (" + messages.get("screening.approximate") + ")";
    all.push_back(std::move(text));
  }
  return all;
}

Texts gender_in(const screening::Party& party, const base::Messages& messages) {
  if (party.gender == screening::Gender::unknown) return {};
  return {messages.get(party.gender == screening::Gender::female ? "screening.gender.female"
                                                                 : "screening.gender.male")};
}

Texts kind_in(const screening::Party& party, const base::Messages& messages) {
  return {messages.get("screening.kind." + std::string(screening::name_of(party.kind)))};
}

Texts days_in(const std::vector<base::PartialDate>& days, const base::Messages& messages) {
  Texts all;
  for (const auto& day : days) all.push_back(messages.date(day));
  return all;
}

std::string standing_words(const registry::ScreeningStanding& standing, const base::Messages& messages) {
  if (!standing.screened) return messages.get("screening.standing.never");
  std::string text;
  const auto add = [&](std::string_view key, std::int64_t count) {
    if (count > 0) text += (text.empty() ? "" : " · ") + messages.get(key, {{"count", count}});
  };
  add("screening.standing.same", standing.of(store::HitState::same));
  add("screening.standing.waits", standing.waiting());
  add("screening.standing.unclear", standing.of(store::HitState::unclear));
  return text.empty() ? messages.get("screening.standing.none") : text;
}

}  // namespace

std::string_view hit_state_name(store::HitState state) {
  return kHitStateNames.at(static_cast<std::size_t>(state));
}

std::optional<store::HitState> hit_state_named(std::string_view name) {
  const auto found = std::ranges::find(kHitStateNames, name);
  if (found == kHitStateNames.end()) return std::nullopt;
  return static_cast<store::HitState>(found - kHitStateNames.begin());
}

std::string hit_state_label(store::HitState state, const base::Messages& messages) {
  return messages.get("screening.state." + std::string(hit_state_name(state)));
}

std::string share_label(std::int64_t number, const base::Messages& messages) {
  // A percentage is a hundred times a share.
  return messages.percent(base::Decimal::from_scaled(number * 100));
}

View hit_rows(const std::vector<registry::HitRow>& hits, const base::Messages& messages) {
  const auto language = messages.language();
  auto rows = list_view();
  for (const auto& [hit, party, listed] : hits) {
    View row;
    row["href"] = View(href(language, "/screening/hits/" + hit.id.str()));
    row["listed"] = View(listed);
    row["dataset"] = View(hit.dataset);
    row["entry"] = View(hit.entry);
    row["party"] = text_view(party, language);
    row["party_href"] = View(href(language, "/screening/parties/" + hit.subject.str()));
    row["likeness"] = View(share_label(hit.score, messages));
    row["since"] = View(messages.moment(hit.since));
    row["state"] = View(hit_state_label(hit.state, messages));
    rows.push_back(std::move(row));
  }
  return rows;
}

View screening_of_parties(const Context& context, const http::Request& request,
                          const std::vector<std::pair<base::Uuid, base::Text>>& parties,
                          const base::Messages& messages) {
  const auto language = messages.language();
  const auto actor = visitor_of(context, request).actor;
  const registry::ScreeningReview screening(context.reg);
  View view;
  view["rows"] = list_view();
  for (const auto& [id, name] : parties) {
    const auto standing = screening.standing(actor, id);
    if (!standing) continue;
    View row;
    row["party"] = text_view(name, language);
    row["href"] = View(href(language, "/screening/parties/" + id.str()));
    row["text"] = View(standing_words(*standing, messages));
    view["rows"].push_back(std::move(row));
  }
  return view["rows"].is_non_empty_list() ? view : View(false);
}

View sides_view(const registry::HitDetail& detail, const base::Messages& messages) {
  const auto language = messages.language();
  const auto party = registry::party_of(detail.party);
  const auto& entry = detail.entry;
  auto rows = list_view();
  const auto add = [&](std::string_view key, const Texts& ours, const Texts& theirs) {
    add_side(rows, messages.get("screening.field." + std::string(key)), ours, theirs, messages);
  };
  add("names", names_in(party, messages), names_in(entry.party, messages));
  add("kind", kind_in(party, messages), kind_in(entry.party, messages));
  add("born", born_in(party, messages), born_in(entry.party, messages));
  add("gender", gender_in(party, messages), gender_in(entry.party, messages));
  add("countries", countries_in(party, language), countries_in(entry.party, language));
  add("documents", documents_in(party, language), documents_in(entry.party, language));
  add("addresses", detail.party.website.empty() ? Texts{} : Texts{detail.party.website}, entry.addresses);
  add("programmes", {}, entry.programmes);
  add("notes", {}, entry.notes);
  add("listed", {}, entry.listed_on ? Texts{messages.date(*entry.listed_on)} : Texts{});
  add("updated", {}, days_in(entry.updated_on, messages));
  return rows;
}

}  // namespace entente::pages
