// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/part_views.hpp"

#include <string>
#include <vector>

#include "pages/format.hpp"
#include "pages/record_views.hpp"

namespace entente::pages {

View by_invitation_view(const model::Confirmation& said, const base::Messages& messages) {
  return said.by == registry::kByInvitedParty ? View(messages.get("part.by_invitation")) : View(false);
}

View part_facts(const registry::OwnPart& own, const base::Messages& messages) {
  const auto language = messages.language();
  const auto& part = own.part.value;
  auto facts = list_view();
  facts.push_back(fact(messages.get("part.role"), term("role", part.role, language)));
  std::vector<std::string> kinds;
  for (const auto& code : part.contributes) kinds.push_back(term("contribution_kind", code, language));
  facts.push_back(
      fact(messages.get("part.contributes"), kinds.empty() ? std::string() : messages.list(kinds)));
  facts.push_back(fact(messages.get("partnership.puts_in"), text_view(part.brings, language)));
  facts.push_back(fact(messages.get("partnership.risks"), text_view(part.risks, language)));
  facts.push_back(
      fact(messages.get("partnership.responsibilities"), text_view(part.responsibilities, language)));
  facts.push_back(fact(messages.get("partnership.benefits"), text_view(part.benefits, language)));
  return facts;
}

/// The party's word as it stands: {remark, at, corrected}.
void set_word(View& view, const registry::OwnPart& own, const base::Messages& messages) {
  view["state"] = state_view(own.state, messages.language());
  set_each(view, {"when", "said_remark", "corrected", "by_invitation"}, View(false));
  if (!own.said) return;
  const auto& said = own.said->value;
  const auto day = base::PartialDate::parse(said.at);
  if (day && said.state != "named") view["when"] = View(messages.date(*day));
  view["said_remark"] = text_view(said.remark, messages.language());
  if (const auto since = base::PartialDate::parse(said.corrected))
    view["corrected"] = View(messages.get("part.corrected", {{"date", messages.date(*since)}}));
  view["by_invitation"] = by_invitation_view(said, messages);
}

}  // namespace entente::pages
