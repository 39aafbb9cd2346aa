// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/sign_in_page.hpp"

#include <algorithm>
#include <array>

#include "http/form.hpp"
#include "pages/format.hpp"
#include "pages/visitor.hpp"
#include "pages/way_back.hpp"

namespace entente::pages {

namespace {

/// What may stand behind "?done=" after somebody has asked for something.
constexpr std::array<std::string_view, 4> kAskedFor{"handed", "password", "register", "waiting"};

/// What {{>lost}} asks for.
void set_lost(View& view, const Context& context, std::string_view language, bool code) {
  view["code"] = View(code);
  view["forgotten"] = context.accounts.mails() ? View(href(language, "/new-password")) : View(false);
  view["about"] = View(href(language, "/about"));
}

std::string words_of(const registry::SignIn& done, std::string_view refused, const base::Messages& messages) {
  if (done.state == registry::SignInState::wait)
    return messages.get("sign_in.wait", {{"time", messages.moment(done.heard_at)}});
  return messages.get(refused);
}

http::Response sign_in_page(const Context& context, const http::Request& request, std::string_view language,
                            const std::string& address, const std::string& back, const std::string& fault) {
  const auto& messages = base::Messages::in(language);
  auto frame = private_frame(language, messages.get("sign_in.title"), with_way_back("/sign-in", back));
  View view;
  view["action"] = View(href(language, "/sign-in"));
  view["key"] = View(key_of_forms(context, request));
  view["address"] = View(address);
  view["to"] = text_or_nothing(back);
  view["spoken"] = View(href(language, "/code"));
  set_lost(view, context, language, false);
  view["register"] = context.accounts.registration() == registry::Registration::off
                         ? View(false)
                         : View(href(language, "/register"));
  const auto done = request.parameter("done");
  const bool told = std::ranges::find(kAskedFor, done) != kAskedFor.end();
  view["done"] = told ? View(messages.get("sign_in.done." + std::string(done))) : View(false);
  view["fault"] = text_or_nothing(fault);
  if (!fault.empty()) {
    frame.title = fault + " – " + frame.title;
    frame.status = 422;
  }
  return page(context, request, frame, "sign_in", view);
}

http::Response code_page(const Context& context, const http::Request& request, std::string_view language,
                         const std::string& back, const std::string& fault) {
  const auto& messages = base::Messages::in(language);
  auto frame =
      private_frame(language, messages.get("sign_in.code.title"), with_way_back("/sign-in/code", back));
  View view;
  view["action"] = View(href(language, "/sign-in/code"));
  view["out"] = View(href(language, "/sign-out"));
  view["to"] = text_or_nothing(back);
  set_lost(view, context, language, true);
  view["key"] = View(key_of_forms(context, request));
  view["fault"] = text_or_nothing(fault);
  if (!fault.empty()) {
    frame.title = fault + " – " + frame.title;
    frame.status = 422;
  }
  return page(context, request, frame, "sign_in_code", view);
}

}  // namespace

http::Response sign_in_form(const Context& context, const http::Request& request, std::string_view language) {
  const auto visitor = visitor_of(context, request);
  const auto back = way_back_of(context, request);
  if (visitor.code_wanted) return see(language, with_way_back("/sign-in/code", back));
  // The link in the masthead leads here, whoever follows it: whoever has signed in is at home in the account.
  if (visitor.account) return go_back(language, own_way(request.parameter(kWayBack)));
  return sign_in_page(context, request, language, {}, back, {});
}

http::Response sign_in_sent(const Context& context, const http::Request& request, std::string_view language) {
  const auto fields = own_form(context, request);
  if (!fields) return error_page(context, request, language, 403);
  const std::string address(http::value_of(*fields, "address"));
  const auto back = own_way(http::value_of(*fields, kWayBack));
  const auto before = visitor_of(context, request);
  const auto done =
      context.accounts.sign_in(address, http::value_of(*fields, "password"), origin_of_client(request));
  if (done.secret.empty())
    return sign_in_page(context, request, language, address, back,
                        words_of(done, "sign_in.refused", base::Messages::in(language)));
  context.accounts.sign_out(before);  // the browser forgets it, so that nobody could end it there
  const bool code = done.state == registry::SignInState::code;
  auto response = code ? see(language, with_way_back("/sign-in/code", back)) : go_back(language, back);
  keep_session(response, context, done.secret);
  // The account may have been closed, or the session ended, in this moment.
  const auto person = context.accounts.visitor(done.secret).account;
  if (!code && person) keep_low_data(response, context, person->low_data);
  return response;
}

http::Response code_form(const Context& context, const http::Request& request, std::string_view language) {
  if (!visitor_of(context, request).code_wanted) return see(language, "/sign-in");
  return code_page(context, request, language, own_way(request.parameter(kWayBack)), {});
}

http::Response code_sent(const Context& context, const http::Request& request, std::string_view language) {
  const auto visitor = visitor_of(context, request);
  if (!visitor.code_wanted) return see(language, "/sign-in");
  const auto fields = own_form(context, request);
  if (!fields) return error_page(context, request, language, 403);
  const auto done =
      context.accounts.give_code(visitor, http::value_of(*fields, "code"), origin_of_client(request));
  const auto back = own_way(http::value_of(*fields, kWayBack));
  if (done.secret.empty())
    return code_page(context, request, language, back,
                     words_of(done, "sign_in.code.refused", base::Messages::in(language)));
  auto response = go_back(language, back);
  keep_session(response, context, done.secret);
  keep_low_data(response, context, visitor.account->low_data);
  return response;
}

http::Response sign_out_sent(const Context& context, const http::Request& request,
                             std::string_view language) {
  const auto fields = own_form(context, request);
  if (!fields) return error_page(context, request, language, 403);
  context.accounts.sign_out(visitor_of(context, request));
  auto response = see(language, with_way_back("/sign-in", own_way(http::value_of(*fields, kWayBack))));
  drop_session(response, context);
  return response;
}

}  // namespace entente::pages
