// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/party_views.hpp"

#include <algorithm>
#include <utility>

#include "pages/format.hpp"
#include "pages/part_views.hpp"
#include "pages/receipt_link.hpp"
#include "pages/record_views.hpp"

namespace entente::pages {

namespace {

bool puts_in(const registry::Party& party) {
  return !party.part.value.contributes.empty() || !party.part.value.brings.empty();
}
bool shares(const registry::Party& party) {
  const auto& part = party.part.value;
  return !part.risks.empty() || !part.responsibilities.empty() || !part.benefits.empty();
}

/// Risks, responsibilities and benefits: what paragraph 2 asks partners to share.
View terms_of(const model::Participation& part, const base::Messages& messages) {
  auto terms = list_view();
  const auto add = [&](const char* key, const base::Text& text) {
    if (!text.empty()) terms.push_back(fact(messages.get(key), text_view(text, messages.language())));
  };
  add("partnership.risks", part.risks);
  add("partnership.responsibilities", part.responsibilities);
  add("partnership.benefits", part.benefits);
  return terms;
}

std::string kinds_of(const std::vector<std::string>& codes, const base::Messages& messages) {
  std::vector<std::string> labels;
  for (const auto& code : codes) labels.push_back(term("contribution_kind", code, messages.language()));
  return labels.empty() ? std::string{} : messages.list(labels);
}

/// Of the party's word, beside it, and of the part, beside what it says or beside the name; where there is no
/// word yet, the part's stands in its place. Not of `both` where a page has so many that they would weigh:
/// the word names the hash of the part.
void set_receipts(View& row, const registry::Party& party, bool both, const base::Messages& messages) {
  const std::string name(party.organisation.name.str(messages.language()));
  auto part = receipt_link(party.part, name, messages);
  set_each(row, {"of_words", "of_name"}, View(false));
  if (!party.confirmation) {
    row["receipt"] = std::move(part);
    return;
  }
  const auto state = term("confirmation_state", party.confirmation->value.state, messages.language());
  row["receipt"] = receipt_link(*party.confirmation, name + " – " + state, messages);
  if (part.is_false() || (!both && party.state == "confirmed")) return;
  View beside;
  beside["receipt"] = std::move(part);
  if (puts_in(party))
    row["of_words"] = std::move(beside);
  else
    row["of_name"] = std::move(beside);
}

View party_row(const registry::Party& party, const std::vector<model::Source>& sources,
               const StatementsAt& said_at, bool both_receipts, const base::Messages& messages) {
  const auto language = messages.language();
  const auto& part = party.part.value;
  View row;
  row["href"] = View(organisation_href(language, party.organisation.id));
  row["name"] = text_view(party.organisation.name, language);
  row["type"] = text_or_nothing(term("organisation_type", party.organisation.type, language));
  row["country"] = text_or_nothing(country_name(party.organisation.country, language));
  row["contributes"] = text_or_nothing(kinds_of(part.contributes, messages));
  row["brings"] = text_view(part.brings, language);
  row["something"] = View(puts_in(party));
  row["terms"] = terms_of(part, messages);
  const auto own_word = said_at.find(party.organisation.id);
  row["own_word"] = own_word == said_at.end() ? View(false) : View(own_word->second);
  row["state"] = state_view(party.state, language);
  row["when"] = View(false);
  set_each(row, {"remark", "by_invitation"}, View(false));
  if (party.confirmation) {
    const auto day = base::PartialDate::parse(party.confirmation->value.at);
    if (day && party.state != "named") row["when"] = View(messages.date(*day));
    row["remark"] = text_view(party.confirmation->value.remark, language);
    row["by_invitation"] = by_invitation_view(party.confirmation->value, messages);
  }
  set_receipts(row, party, both_receipts, messages);
  row["said"] = own_provenance(part.sources, sources, messages);
  row["named_by"] =
      party.state != "confirmed" && named_by_another(party)
          ? View(messages.get("partnership.named_by", {{"name", std::string_view(part.named_by)}}))
          : View(false);
  return row;
}

std::string confirmation_sentence(const Confirmations& counts, const base::Messages& messages) {
  if (counts.parties == 0) return messages.get("partnership.no_party");
  return messages.get("partnership.confirmed",
                      {{"confirmed", counts.confirmed}, {"parties", counts.parties}});
}

}  // namespace

bool named_by_another(const registry::Party& party) {
  const auto& namer = party.part.value.named_by;
  return !namer.empty() && std::ranges::none_of(party.organisation.name.narratives,
                                                [&](const auto& name) { return name.value == namer; });
}

Confirmations confirmations_of(const std::vector<registry::Party>& parties) {
  std::map<base::Uuid, bool> all_confirmed;
  for (const auto& party : parties) {
    if (party.state == "declined" || party.state == "left") continue;
    const bool confirmed = party.state == "confirmed";
    const auto [it, fresh] = all_confirmed.emplace(party.organisation.id, confirmed);
    if (!fresh) it->second = it->second && confirmed;
  }
  return {std::ssize(all_confirmed),
          std::ranges::count_if(all_confirmed, [](const auto& one) { return one.second; })};
}

std::vector<RoleGroup> group_by_role(const std::vector<registry::Party>& parties, std::size_t first,
                                     std::size_t most) {
  std::vector<RoleGroup> groups;
  first = std::min(first, parties.size());  // an address may ask for a page far beyond the last
  const auto last = first + std::min(most, parties.size() - first);
  for (std::size_t begin = 0; begin < last;) {
    const auto& role = parties[begin].part.value.role;
    std::size_t end = begin;
    while (end < parties.size() && parties[end].part.value.role == role) ++end;
    const auto from = std::max(begin, first), to = std::min(end, last);
    if (from < to) groups.push_back({role, std::span(parties).subspan(from, to - from), end - begin});
    begin = end;
  }
  return groups;
}

View parties_summary(const std::vector<registry::Party>& parties, const base::Messages& messages) {
  const auto counts = confirmations_of(parties);
  View view;
  view["confirmed"] = View(confirmation_sentence(counts, messages));
  // The same marks as a single party's: a signature line, ticked only where all have signed.
  const auto mark = mark_of_state(counts.confirmed == 0                ? "named"
                                  : counts.confirmed == counts.parties ? "confirmed"
                                                                       : "asked");
  view["symbol"] = View(std::string(mark.symbol));
  view["meaning"] = View(std::string(mark.meaning));
  return view;
}

View parties_view(const std::vector<registry::Party>& parties, std::size_t first, std::size_t most,
                  const std::vector<model::Source>& sources, const base::Messages& messages,
                  const StatementsAt& said_at) {
  auto groups = list_view();
  for (const auto& group : group_by_role(parties, first, most)) {
    auto rows = list_view();
    for (const auto& party : group.parties)
      rows.push_back(party_row(party, sources, said_at, parties.size() <= kMostRows, messages));
    View view;
    view["role"] = View(term("role", group.role, messages.language()));
    view["count"] = View(messages.number(static_cast<std::int64_t>(group.total)));
    // A column of which nobody knows anything is said once, below, and not a gap in every row.
    view["puts_in"] = View(std::ranges::any_of(group.parties, puts_in));
    view["shares"] = View(std::ranges::any_of(group.parties, shares));
    view["rows"] = std::move(rows);
    groups.push_back(view);
  }
  auto view = parties_summary(parties, messages);
  const auto shown = std::min(most, parties.size() - std::min(first, parties.size()));
  view["left_out"] =
      shown < parties.size()
          ? View(messages.get("partnership.parties_shown",
                              {{"shown", static_cast<std::int64_t>(shown)}, {"count", std::ssize(parties)}}))
          : View(false);
  view["some"] = View(!parties.empty());
  view["answer"] = View(href(messages.language(), "/account/parts"));
  view["nothing_put_in"] = View(!parties.empty() && std::ranges::none_of(parties, puts_in));
  view["nothing_shared"] = View(!parties.empty() && std::ranges::none_of(parties, shares));
  view["groups"] = std::move(groups);
  return view;
}

View party_ref(const model::PartyRef& ref,
               const std::map<base::Uuid, registry::OrganisationLine>& organisations,
               const base::Messages& messages) {
  if (!ref.organisation && ref.name.empty()) return View(false);
  View view;
  view["href"] = View(false);
  view["name"] = View(false);
  view["given"] = text_or_nothing(ref.name);
  if (!ref.organisation) return view;
  view["href"] = View(organisation_href(messages.language(), *ref.organisation));
  const auto it = organisations.find(*ref.organisation);
  if (it != organisations.end()) view["name"] = text_view(it->second.name, messages.language());
  if (view["name"].is_false() && ref.name.empty()) view["given"] = View(ref.organisation->str());
  return view;
}

}  // namespace entente::pages
