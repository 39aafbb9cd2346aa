// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <optional>

#include "access/permission.hpp"
#include "http/form.hpp"
#include "pages/account_page.hpp"
#include "pages/account_views.hpp"
#include "pages/format.hpp"
#include "pages/handed_link.hpp"
#include "pages/in_language.hpp"
#include "pages/place_views.hpp"
#include "pages/visitor.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kAccountsAPage = 100;

std::string account_href(std::string_view language, const base::Uuid& id) {
  return href(language, "/accounts/" + id.str());
}

/// What a form says of a role and of where it is held. Throws base::BadInput.
access::Grant grant_of(const http::Parameters& fields) {
  std::string text(http::value_of(fields, "role"));
  const auto place = base::trimmed(http::value_of(fields, "place"));
  if (!place.empty()) text += " of " + std::string(place);
  return access::read_grant(text);
}

/// What comes of making a link for somebody else; `address`, where it goes to another than the account's.
http::Response handed_over(const Context& context, const http::Request& request, std::string_view language,
                           const base::Uuid& id, const std::string& secret, std::string_view address = {}) {
  const auto account = context.accounts.look(visitor_of(context, request).actor, id).account;
  return handed_link_page(context, request, language,
                          {.path = secret.empty() ? std::string() : href(account.language, "/link/" + secret),
                           .address = address.empty() ? account.address : std::string(address),
                           .name = account.name,
                           .back = "/accounts/" + id.str(),
                           .back_key = "accounts.back"});
}

/// What a form needs that gives a role; false for whoever may give none.
View appointing_view(const Context& context, const access::Actor& actor, const base::Messages& messages) {
  auto roles = role_options(actor, messages);
  if (roles.is_empty_list()) return View(false);
  View view;
  view["languages"] = language_options(context, messages.language());
  view["roles"] = std::move(roles);
  return view;
}

/// What "?state=" may say; without it, all are listed.
constexpr std::array kAccountStates{store::AccountState::active, store::AccountState::invited,
                                    store::AccountState::asked, store::AccountState::waiting,
                                    store::AccountState::closed};

std::optional<store::AccountState> asked_for(const http::Request& request) {
  const auto* found = std::ranges::find(kAccountStates, request.parameter("state"), registry::word_of);
  return found == kAccountStates.end() ? std::nullopt : std::optional(*found);
}

std::string list_path(std::optional<store::AccountState> state) {
  return state ? "/accounts?state=" + std::string(registry::word_of(*state)) : "/accounts";
}

View state_links(std::optional<store::AccountState> current, const base::Messages& messages) {
  auto links = list_view();
  const auto add = [&](std::optional<store::AccountState> state, const std::string& label) {
    View one;
    one["href"] = View(href(messages.language(), list_path(state)));
    one["label"] = View(label);
    one["current"] = View(state == current);
    links.push_back(std::move(one));
  };
  add({}, messages.get("accounts.state.all"));
  for (const auto state : kAccountStates) add(state, state_label(state, messages));
  return links;
}

http::Response list_shown(const Context& context, const http::Request& request, std::string_view language,
                          const std::string& fault, const TypedPerson& typed) {
  const auto& messages = base::Messages::in(language);
  const auto actor = visitor_of(context, request).actor;
  const auto after = base::Uuid::parse(request.parameter("after")).value_or(base::Uuid());
  const auto state = asked_for(request);
  const auto lines = context.accounts.list(actor, after, kAccountsAPage, state);
  auto frame = private_frame(language, messages.get("accounts.title"), list_path(state));
  View view;
  view["events"] =
      access::may(actor, access::Action::see_events) ? View(href(language, "/events")) : View(false);
  view["states"] = state_links(state, messages);
  view["some"] = View(!lines.empty());
  view["rows"] = list_view();
  for (const auto& line : lines) {
    View row;
    row["href"] = View(account_href(language, line.account.id));
    row["name"] = View(line.account.name);
    row["address"] = View(line.account.address);
    std::vector<std::string> roles;
    for (const auto& grant : line.grants) roles.push_back(named_role(context, grant, messages));
    row["roles"] = View(roles.empty() ? "–" : messages.list(roles));
    row["state"] = View(state_label(line.account.state, messages));
    view["rows"].push_back(std::move(row));
  }
  view["next"] = lines.size() == kAccountsAPage
                     ? View(href(language, list_path(state) + (state ? "&after=" : "?after=") +
                                               lines.back().account.id.str()))
                     : View(false);
  view["key"] = View(key_of_forms(context, request));
  view["action"] = View(href(language, "/accounts"));
  view["invite"] = appointing_view(context, actor, messages);
  view["typed_name"] = View(typed.name);
  view["typed_address"] = View(typed.address);
  view["fault"] = text_or_nothing(fault);
  if (!fault.empty()) frame.status = 422;
  return page(context, request, frame, "accounts", view);
}

http::Response accounts_page(const Context& context, const http::Request& request, std::string_view language,
                             const http::Captures&) {
  return list_shown(context, request, language, {}, {});
}

http::Response invitation_sent(const Context& context, const http::Request& request,
                               std::string_view language, const http::Captures&) {
  const auto fields = own_form(context, request);
  if (!fields) return error_page(context, request, language, 403);
  const auto& messages = base::Messages::in(language);
  const auto address = http::value_of(*fields, "address"), name = http::value_of(*fields, "name");
  const TypedPerson typed{.name = std::string(name), .address = std::string(address)};
  if (!registry::is_address(address))
    return list_shown(context, request, language, messages.get("person.address.fault"), typed);
  if (!registry::is_person_name(name))
    return list_shown(context, request, language, messages.get("person.name.fault"), typed);
  const auto invited = context.accounts.invite(visitor_of(context, request).actor, address, name,
                                               http::value_of(*fields, "language"), grant_of(*fields));
  return handed_over(context, request, language, invited.account, invited.secret);
}

http::Response one_shown(const Context& context, const http::Request& request, std::string_view language,
                         const base::Uuid& id, const std::string& fault, const std::string& typed_address) {
  const auto& messages = base::Messages::in(language);
  const auto actor = visitor_of(context, request).actor;
  const auto detail = context.accounts.look(actor, id);
  std::vector<access::Grant> grants;
  for (const auto& each : detail.roles)
    if (const auto role = access::role_of(each.role)) grants.push_back({*role, each.of});
  const access::Target target{.account = id,
                              .account_has_office = std::ranges::any_of(
                                  grants, [](const auto& g) { return access::is_office(g.role); }),
                              .sight = access::Sight::confidential};
  const bool closed = detail.account.state == store::AccountState::closed;
  View view;
  view["name"] = View(detail.account.name);
  view["address"] = View(detail.account.address);
  view["state"] = View(state_label(detail.account.state, messages));
  view["factor"] =
      View(messages.get(detail.account.second_factor.empty() ? "accounts.factor.off" : "accounts.factor.on"));
  view["roles"] = role_views(context, detail.roles, actor, messages);
  view["some_roles"] = View(!grants.empty());
  view["key"] = View(key_of_forms(context, request));
  view["action"] = View(account_href(language, id));
  view["back"] = View(href(language, "/accounts"));
  view["events"] = access::may(actor, access::Action::see_events)
                       ? View(href(language, "/events?account=" + id.str()))
                       : View(false);
  // Nobody makes such a link for themselves.
  view["may_help"] =
      View(!closed && actor.account != id && access::may(actor, access::Action::help_account, target));
  const bool waits = detail.account.state == store::AccountState::waiting &&
                     access::may(actor, access::Action::admit_account, target);
  view["may_admit"] = View(waits && !detail.account.password.empty());
  view["may_hand"] = View(waits && detail.account.password.empty());
  view["may_close"] = View(!closed && access::may(actor, access::Action::close_account, target));
  view["appoint"] = closed || actor.account == id ? View(false) : appointing_view(context, actor, messages);
  view["typed_address"] = View(typed_address);
  view["may_move"] = View(detail.account.state == store::AccountState::active);
  view["fault"] = text_or_nothing(fault);
  auto frame = private_frame(language, detail.account.name, "/accounts/" + id.str());
  if (!fault.empty()) {
    frame.title = fault + " – " + frame.title;
    frame.status = 422;
  }
  return page(context, request, frame, "account_one", view);
}

http::Response one_page(const Context& context, const http::Request& request, std::string_view language,
                        const http::Captures& captures) {
  const auto id = base::Uuid::parse(captures["id"]);
  if (!id) return error_page(context, request, language, 404);
  return one_shown(context, request, language, *id, {}, {});
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
  if (wish == "address") {
    const auto address = http::value_of(*fields, "address");
    if (!registry::is_address(address))
      return one_shown(context, request, language, *id,
                       base::Messages::in(language).get("person.address.fault"), std::string(address));
    return handed_over(context, request, language, *id, context.accounts.give_address(actor, *id, address),
                       address);
  }
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
      {"POST", "/{lang}/accounts", "Makes an invitation, and mails its link or shows it.",
       in_language(context, invitation_sent)},
      {"GET", "/{lang}/accounts/{id}", "One account: its roles, and what can be done for it.",
       in_language(context, one_page)},
      {"POST", "/{lang}/accounts/{id}",
       "Gives or withdraws a role, makes a link, lets somebody in, or closes the account.",
       in_language(context, one_sent)},
  };
}

}  // namespace entente::pages
