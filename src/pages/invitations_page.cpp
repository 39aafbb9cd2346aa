// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// The parties of a partnership, and who was asked to answer for each.
#include <algorithm>

#include "access/refused.hpp"
#include "pages/claim_pages.hpp"
#include "pages/format.hpp"
#include "pages/in_language.hpp"
#include "pages/page.hpp"
#include "pages/record_views.hpp"
#include "pages/visitor.hpp"
#include "registry/part_invitations.hpp"

namespace entente::pages {

namespace {

constexpr std::int64_t kInvitedAPage = 50, kLastInvitedPage = 10'000;

View invited_row(const registry::InvitedPart& invited, const std::string& path,
                 const base::Messages& messages) {
  const auto language = messages.language();
  const auto& party = invited.party;
  View row;
  row["href"] = View(href(language, path + "/" + party.part.id.str()));
  row["name"] = text_view(party.organisation.name, language);
  row["role"] = View(term("role", party.part.value.role, language));
  row["state"] = state_view(party.state, language);
  row["when"] = View(false);
  if (party.confirmation && party.state != "named")
    if (const auto day = base::PartialDate::parse(party.confirmation->value.at))
      row["when"] = View(messages.date(*day));
  const auto count = [&](const char* key, std::size_t number) {
    return number == 0 ? View(false)
                       : View(messages.get(key, {{"count", static_cast<std::int64_t>(number)}}));
  };
  row["representatives"] = count("invitations.representatives", invited.representatives);
  row["taken"] = count("invitations.taken", invited.asked.people.size());
  row["waiting"] = count("invitations.waiting", invited.asked.offers.size());
  return row;
}

http::Response invitations_shown(const Context& context, const http::Request& request,
                                 std::string_view language, const http::Captures& captures) {
  const auto& messages = base::Messages::in(language);
  const auto id = base::Uuid::parse(captures["id"]);
  if (!id) return error_page(context, request, language, 404);
  const auto number = std::min(positive_number(request.parameter("page")).value_or(1), kLastInvitedPage);
  const auto parts =
      registry::invited_parts(context.reg, visitor_of(context, request).actor, *id,
                              static_cast<std::size_t>((number - 1) * kInvitedAPage), kInvitedAPage);
  const auto path = "/partnerships/" + id->str() + "/invitations";
  View view;
  view["record"] = View(partnership_href(language, *id));
  view["partnership"] = text_view(parts.partnership, language);
  view["some"] = View(parts.total > 0);
  view["rows"] = list_view();
  for (const auto& each : parts.rows) view["rows"].push_back(invited_row(each, path, messages));
  const auto pages = (static_cast<std::int64_t>(parts.total) + kInvitedAPage - 1) / kInvitedAPage;
  view["pager"] = pager_view(number, pages, href(language, path) + "?page=", messages);
  return page(context, request, private_frame(language, messages.get("invitations.list"), path),
              "invitations", view);
}

http::Response invitations_page(const Context& context, const http::Request& request,
                                std::string_view language, const http::Captures& captures) {
  return or_to_second_factor(context, request,
                             [&] { return invitations_shown(context, request, language, captures); });
}

}  // namespace

http::Response or_to_second_factor(const Context& context, const http::Request& request,
                                   const std::function<http::Response()>& answer) {
  try {
    return answer();
  } catch (const access::Refused&) {
    const auto visitor = visitor_of(context, request);
    if (visitor.lacks_second_factor) return not_let_in(context, request, visitor);
    throw;
  }
}

std::vector<http::Route> invitations_routes(const Context& context) {
  return {
      {"GET", "/{lang}/partnerships/{id}/invitations",
       "The parties of a partnership, and who was asked to answer for each.",
       in_language(context, invitations_page)},
  };
}

}  // namespace entente::pages
