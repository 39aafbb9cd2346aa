// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/account_page.hpp"

#include <algorithm>
#include <array>

#include "access/permission.hpp"
#include "access/route_permissions.hpp"
#include "http/form.hpp"
#include "pages/account_views.hpp"
#include "pages/format.hpp"
#include "pages/in_language.hpp"
#include "pages/own_place.hpp"
#include "pages/password_fields.hpp"
#include "pages/second_factor_page.hpp"
#include "pages/tokens_page.hpp"
#include "pages/visitor.hpp"

namespace entente::pages {

namespace {

/// What may stand behind "?done=" after a change.
constexpr std::array<std::string_view, 5> kDone{"saved", "password", "session", "asked", "address"};

View session_views(const registry::AccountDetail& detail, const base::Uuid& own,
                   const base::Messages& messages) {
  auto views = list_view();
  for (const auto& session : detail.sessions) {
    View one;
    one["client"] = View(session.client.empty() ? "–" : session.client);
    one["made"] = View(messages.moment(session.made));
    one["used"] = View(messages.moment(session.used));
    one["id"] = View(session.id.str());
    one["own"] = View(session.id == own);
    views.push_back(std::move(one));
  }
  return views;
}

}  // namespace

http::Response own_page(const Context& context, const http::Request& request, std::string_view language,
                        const registry::Visitor& visitor, const std::string& fault,
                        const TypedPerson& typed) {
  const auto& messages = base::Messages::in(language);
  const auto detail = context.accounts.own(visitor);
  auto frame = private_frame(language, messages.get("account.title"), "/account");
  View view;
  view["key"] = View(key_of_forms(context, request));
  view["action"] = View(href(language, "/account"));
  view["password_action"] = View(href(language, "/account/password"));
  view["sessions_action"] = View(href(language, "/account/sessions"));
  view["codes_action"] = View(href(language, "/account/recovery-codes"));
  view["out"] = View(href(language, "/sign-out"));
  view["data"] = View(href(language, "/account/data.json"));
  view["factor"] = View(href(language, "/account/second-factor"));
  view["tokens"] = View(href(language, "/account/tokens"));
  view["events"] = View(href(language, "/account/events"));
  view["address"] = View(detail.account.address);
  view["address_action"] = context.accounts.mails() ? View(href(language, "/account/address")) : View(false);
  view["name"] = View(typed.name.empty() ? detail.account.name : typed.name);
  view["typed_address"] = View(typed.address);
  view["languages"] = language_options(context, detail.account.language);
  view["low_data"] = View(detail.account.low_data);
  view["roles"] = role_views(context, detail.roles, visitor.actor, messages);
  view["some_roles"] = View(!detail.roles.empty());
  view["needed"] = View(visitor.lacks_second_factor);
  view["has_factor"] = View(!detail.account.second_factor.empty());
  view["codes_left"] = View(messages.get("account.factor.on", {{"count", detail.recovery_codes}}));
  set_own_place(view, context, visitor, messages);
  view["sessions"] = session_views(detail, visitor.session->id, messages);
  view["others"] = View(detail.sessions.size() > 1);
  view["hint"] = View(password_hint(messages));
  view["own_roles"] = View(href(language, "/account/roles"));
  view["reviews"] = access::may(visitor.actor, access::Action::review_report)
                        ? View(href(language, "/reviews"))
                        : View(false);
  view["claims"] =
      access::may(visitor.actor, access::Action::see_claims, {.sight = access::Sight::restricted})
          ? View(href(language, "/claims"))
          : View(false);
  view["concerns"] =
      access::may(visitor.actor, access::Action::answer_concern, {.sight = access::Sight::confidential})
          ? View(href(language, "/concerns"))
          : View(false);
  view["concerns_handed"] = access::might(visitor.actor, access::Action::reply_to_concern)
                                ? View(href(language, "/account/concerns"))
                                : View(false);
  view["diligence"] = access::might(visitor.actor, access::Action::see_diligence)
                          ? View(href(language, "/due-diligence/assessments"))
                          : View(false);
  view["diligence_own"] = access::might(visitor.actor, access::Action::answer_diligence)
                              ? View(href(language, "/account/due-diligence"))
                              : View(false);
  view["screening"] =
      access::may(visitor.actor, access::Action::review_screening, {.sight = access::Sight::restricted})
          ? View(href(language, "/screening"))
          : View(false);
  view["lists"] = access::may(visitor.actor, access::Action::see_lists, {.sight = access::Sight::restricted})
                      ? View(href(language, "/screening/lists"))
                      : View(false);
  view["hooks"] =
      access::may(visitor.actor, access::Action::keep_hooks, {.sight = access::Sight::confidential})
          ? View(href(language, "/webhooks"))
          : View(false);
  view["merges"] =
      access::may(visitor.actor, access::Action::merge_organisations, {.sight = access::Sight::confidential})
          ? View(href(language, "/merges"))
          : View(false);
  view["accounts"] =
      access::may(visitor.actor, access::Action::see_accounts, {.sight = access::Sight::restricted})
          ? View(href(language, "/accounts"))
          : View(false);
  const auto done = request.parameter("done");
  const bool told = std::ranges::find(kDone, done) != kDone.end();
  view["done"] = told ? View(messages.get("account.done." + std::string(done))) : View(false);
  view["fault"] = text_or_nothing(fault);
  if (!fault.empty()) {
    frame.title = fault + " – " + frame.title;
    frame.status = 422;
  }
  return page(context, request, frame, "account", view);
}

namespace {

http::Response account_page(const Context& context, const http::Request& request, std::string_view language) {
  return own_page(context, request, language, visitor_of(context, request), {});
}

http::Response preferences_sent(const Context& context, const http::Request& request,
                                std::string_view language) {
  const auto fields = own_form(context, request);
  if (!fields) return error_page(context, request, language, 403);
  const auto visitor = visitor_of(context, request);
  const auto name = http::value_of(*fields, "name");
  if (!registry::is_person_name(name))
    return own_page(context, request, language, visitor,
                    base::Messages::in(language).get("person.name.fault"), {.name = std::string(name)});
  const bool low_data = http::value_of(*fields, "low_data") == "yes";
  notices_of(context).set_digest(visitor, http::value_of(*fields, "digest"));
  context.accounts.set_preferences(visitor, name, http::value_of(*fields, "language"), low_data);
  auto response = see(language, "/account?done=saved");
  keep_low_data(response, context, low_data);
  return response;
}

http::Response password_sent(const Context& context, const http::Request& request,
                             std::string_view language) {
  const auto fields = own_form(context, request);
  if (!fields) return error_page(context, request, language, 403);
  const auto visitor = visitor_of(context, request);
  const auto& messages = base::Messages::in(language);
  const auto done =
      context.accounts.change_password(visitor, http::value_of(*fields, "present"),
                                       http::value_of(*fields, "password"), origin_of_client(request));
  if (done.fault) return own_page(context, request, language, visitor, words_of(*done.fault, messages));
  if (done.sign_in.secret.empty())
    return own_page(context, request, language, visitor, messages.get("password.wrong"));
  auto response = see(language, "/account?done=password");
  keep_session(response, context, done.sign_in.secret);
  return response;
}

http::Response address_sent(const Context& context, const http::Request& request, std::string_view language) {
  const auto fields = own_form(context, request);
  if (!fields) return error_page(context, request, language, 403);
  if (!context.accounts.mails()) return error_page(context, request, language, 404);
  const auto visitor = visitor_of(context, request);
  const auto& messages = base::Messages::in(language);
  const auto address = http::value_of(*fields, "address");
  const TypedPerson typed{.address = std::string(address)};
  if (!registry::is_address(address))
    return own_page(context, request, language, visitor, messages.get("person.address.fault"), typed);
  if (!context.accounts.ask_new_address(visitor, address, http::value_of(*fields, "password"),
                                        origin_of_client(request)))
    return own_page(context, request, language, visitor, messages.get("password.wrong"), typed);
  return see(language, "/account?done=asked");
}

http::Response sessions_sent(const Context& context, const http::Request& request,
                             std::string_view language) {
  const auto fields = own_form(context, request);
  if (!fields) return error_page(context, request, language, 403);
  const auto visitor = visitor_of(context, request);
  if (http::value_of(*fields, "session") == "others")
    context.accounts.end_other_sessions(visitor);
  else if (const auto id = base::Uuid::parse(http::value_of(*fields, "session")))
    context.accounts.end_session(visitor, *id);
  return see(language, "/account?done=session");
}

http::Response data_file(const Context& context, const http::Request& request, std::string_view language) {
  auto response = download(context.accounts.own_data(visitor_of(context, request)), "application/json",
                           "entente-account.json", language);
  response.set("Cache-Control", "no-store");
  return response;
}

}  // namespace

std::vector<http::Route> account_routes(const Context& context) {
  return {
      {"GET", "/{lang}/account", "One's own account.", in_language(context, account_page)},
      {"POST", "/{lang}/account", "Name, language and preference for little data.",
       in_language(context, preferences_sent)},
      {"GET", "/{lang}/account/data.json", "All that the register holds about oneself.",
       in_language(context, data_file)},
      {"POST", "/{lang}/account/password", "Another password.", in_language(context, password_sent)},
      {"POST", "/{lang}/account/address", "Has a link sent that proves another address.",
       in_language(context, address_sent)},
      {"POST", "/{lang}/account/sessions", "Ends one session, or all others.",
       in_language(context, sessions_sent)},
      {"GET", "/{lang}/account/tokens", "One's tokens for programs, and a form that makes one.",
       in_language(context, tokens_shown)},
      {"POST", "/{lang}/account/tokens", "Makes a token, which is shown once, or withdraws one.",
       in_language(context, tokens_sent)},
      {"GET", "/{lang}/account/second-factor", "Setting up the second factor.",
       in_language(context, second_factor_form)},
      {"POST", "/{lang}/account/second-factor", "Takes it, and shows the recovery codes.",
       in_language(context, second_factor_sent)},
      {"POST", "/{lang}/account/recovery-codes", "New recovery codes in place of the old.",
       in_language(context, recovery_codes_sent)},
  };
}

}  // namespace entente::pages
