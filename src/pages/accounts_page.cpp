// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "access/permission.hpp"
#include "http/form.hpp"
#include "pages/account_page.hpp"
#include "pages/account_views.hpp"
#include "pages/format.hpp"
#include "pages/in_language.hpp"
#include "pages/origin.hpp"
#include "pages/visitor.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kAccountsAPage = 100;

std::string account_href(std::string_view language, const base::Uuid& id) {
  return href(language, "/accounts/" + id.str());
}

std::string state_label(const store::Account& account, const base::Messages& messages) {
  switch (account.state) {
    case store::AccountState::invited:
      return messages.get("accounts.state.invited");
    case store::AccountState::active:
      return messages.get("accounts.state.active");
    case store::AccountState::asked:
      return messages.get("accounts.state.asked");
    case store::AccountState::waiting:
      return messages.get("accounts.state.waiting");
    case store::AccountState::closed:
      break;
  }
  return messages.get("accounts.state.closed");
}

/// What a form says of a role and of where it is held. Throws base::BadInput.
access::Grant grant_of(const http::Parameters& fields) {
  std::string text(http::value_of(fields, "role"));
  const auto place = base::trimmed(http::value_of(fields, "place"));
  if (!place.empty()) text += " of " + std::string(place);
  return access::read_grant(text);
}

/// The address that a link is handed over as; the page for it says what it is. Where mail is sent, that it is
/// on its way: nobody else need see it.
http::Response handed_over(const Context& context, const http::Request& request, std::string_view language,
                           const base::Uuid& account, const std::string& secret) {
  const auto& messages = base::Messages::in(language);
  const auto detail = context.accounts.look(visitor_of(context, request).actor, account);
  View view;
  if (context.accounts.mails()) {
    view["link"] = View(false);
    view["title"] = View(messages.get("accounts.mailed.title"));
    view["text"] = View(messages.get("accounts.mailed.text", {{"address", detail.account.address}}));
    view["back"] = View(account_href(language, account));
    return page(context, request, private_frame(language, messages.get("accounts.mailed.title"), "/accounts"),
                "account_link", view);
  }
  view["title"] = View(messages.get("accounts.link.title"));
  view["link"] = View(origin_of(context, request) + href(detail.account.language, "/link/" + secret));
  view["text"] = View(messages.get("accounts.link.text", {{"name", detail.account.name}}));
  view["back"] = View(account_href(language, account));
  return page(context, request, private_frame(language, messages.get("accounts.link.title"), "/accounts"),
              "account_link", view);
}

/// What a form needs that gives a role; false for whoever may give none.
View appointing_view(const access::Actor& actor, const base::Messages& messages) {
  auto roles = role_options(actor, messages);
  if (roles.is_empty_list()) return View(false);
  View view;
  view["languages"] = language_options(messages.language());
  view["roles"] = std::move(roles);
  return view;
}

http::Response list_shown(const Context& context, const http::Request& request, std::string_view language,
                          const std::string& fault) {
  const auto& messages = base::Messages::in(language);
  const auto actor = visitor_of(context, request).actor;
  const auto after = base::Uuid::parse(request.parameter("after")).value_or(base::Uuid());
  const auto lines = context.accounts.list(actor, after, kAccountsAPage);
  auto frame = private_frame(language, messages.get("accounts.title"), "/accounts");
  View view;
  view["events"] =
      access::may(actor, access::Action::see_events) ? View(href(language, "/events")) : View(false);
  view["rows"] = list_view();
  for (const auto& line : lines) {
    View row;
    row["href"] = View(account_href(language, line.account.id));
    row["name"] = View(line.account.name);
    row["address"] = View(line.account.address);
    std::vector<std::string> roles;
    for (const auto& grant : line.grants) roles.push_back(role_label(grant, messages));
    row["roles"] = View(roles.empty() ? "–" : messages.list(roles));
    row["state"] = View(state_label(line.account, messages));
    view["rows"].push_back(std::move(row));
  }
  view["next"] = lines.size() == kAccountsAPage
                     ? View(href(language, "/accounts?after=" + lines.back().account.id.str()))
                     : View(false);
  view["key"] = View(key_of_forms(context, request));
  view["action"] = View(href(language, "/accounts"));
  view["invite"] = appointing_view(actor, messages);
  view["fault"] = text_or_nothing(fault);
  if (!fault.empty()) frame.status = 422;
  return page(context, request, frame, "accounts", view);
}

http::Response accounts_page(const Context& context, const http::Request& request, std::string_view language,
                             const http::Captures&) {
  return list_shown(context, request, language, {});
}

http::Response invitation_sent(const Context& context, const http::Request& request,
                               std::string_view language, const http::Captures&) {
  const auto fields = own_form(context, request);
  if (!fields) return error_page(context, request, language, 403);
  const auto& messages = base::Messages::in(language);
  const auto address = http::value_of(*fields, "address"), name = http::value_of(*fields, "name");
  if (!registry::is_address(address))
    return list_shown(context, request, language, messages.get("person.address.fault"));
  if (!registry::is_person_name(name))
    return list_shown(context, request, language, messages.get("person.name.fault"));
  const auto invited = context.accounts.invite(visitor_of(context, request).actor, address, name,
                                               http::value_of(*fields, "language"), grant_of(*fields));
  return handed_over(context, request, language, invited.account, invited.secret);
}

http::Response one_page(const Context& context, const http::Request& request, std::string_view language,
                        const http::Captures& captures) {
  const auto id = base::Uuid::parse(captures["id"]);
  if (!id) return error_page(context, request, language, 404);
  const auto& messages = base::Messages::in(language);
  const auto actor = visitor_of(context, request).actor;
  const auto detail = context.accounts.look(actor, *id);
  std::vector<access::Grant> grants;
  for (const auto& each : detail.roles)
    if (const auto role = access::role_of(each.role)) grants.push_back({*role, each.of});
  const access::Target target{.account = *id,
                              .account_has_office = std::ranges::any_of(
                                  grants, [](const auto& g) { return access::is_office(g.role); }),
                              .sight = access::Sight::confidential};
  const bool closed = detail.account.state == store::AccountState::closed;
  View view;
  view["name"] = View(detail.account.name);
  view["address"] = View(detail.account.address);
  view["state"] = View(state_label(detail.account, messages));
  view["factor"] =
      View(messages.get(detail.account.second_factor.empty() ? "accounts.factor.off" : "accounts.factor.on"));
  view["roles"] = role_views(detail.roles, actor, messages);
  view["some_roles"] = View(!grants.empty());
  view["key"] = View(key_of_forms(context, request));
  view["action"] = View(account_href(language, *id));
  view["back"] = View(href(language, "/accounts"));
  view["events"] = access::may(actor, access::Action::see_events)
                       ? View(href(language, "/events?account=" + id->str()))
                       : View(false);
  // Nobody makes such a link for themselves.
  view["may_help"] =
      View(!closed && actor.account != id && access::may(actor, access::Action::help_account, target));
  const bool waits = detail.account.state == store::AccountState::waiting &&
                     access::may(actor, access::Action::admit_account, target);
  view["may_admit"] = View(waits && !detail.account.password.empty());
  view["may_hand"] = View(waits && detail.account.password.empty());
  view["may_close"] = View(!closed && access::may(actor, access::Action::close_account, target));
  view["appoint"] = closed || actor.account == id ? View(false) : appointing_view(actor, messages);
  return page(context, request, private_frame(language, detail.account.name, "/accounts/" + id->str()),
              "account_one", view);
}

http::Response one_sent(const Context& context, const http::Request& request, std::string_view language,
                        const http::Captures& captures) {
  const auto id = base::Uuid::parse(captures["id"]);
  if (!id) return error_page(context, request, language, 404);
  const auto fields = own_form(context, request);
  if (!fields) return error_page(context, request, language, 403);
  const auto actor = visitor_of(context, request).actor;
  const auto wish = http::value_of(*fields, "do");
  if (wish == "password" || wish == "start")
    return handed_over(context, request, language, *id, context.accounts.help(actor, *id, wish == "start"));
  if (wish == "give")
    context.accounts.give(actor, *id, grant_of(*fields));
  else if (wish == "withdraw")
    context.accounts.withdraw(actor, *id, access::read_grant(http::value_of(*fields, "grant")));
  else if (wish == "admit")
    context.accounts.admit(actor, *id);
  else if (wish == "close")
    context.accounts.close(actor, *id);
  else
    return error_page(context, request, language, 400);
  return see(language, "/accounts/" + id->str());
}

}  // namespace

std::vector<http::Route> accounts_routes(const Context& context) {
  return {
      {"GET", "/{lang}/accounts", "Accounts, and a form to invite somebody.",
       in_language(context, accounts_page)},
      {"POST", "/{lang}/accounts", "Makes an invitation, and shows its link.",
       in_language(context, invitation_sent)},
      {"GET", "/{lang}/accounts/{id}", "One account: its roles, and what can be done for it.",
       in_language(context, one_page)},
      {"POST", "/{lang}/accounts/{id}",
       "Gives or withdraws a role, makes a link, lets somebody in, or closes the account.",
       in_language(context, one_sent)},
  };
}

}  // namespace entente::pages
