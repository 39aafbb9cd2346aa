// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/sign_in_page.hpp"

#include <algorithm>
#include <array>

#include "http/form.hpp"
#include "pages/format.hpp"
#include "pages/visitor.hpp"

namespace entente::pages {

namespace {

/// What may stand behind "?done=" after somebody has asked for something.
constexpr std::array<std::string_view, 4> kAskedFor{"handed", "password", "register", "waiting"};

std::string words_of(const registry::SignIn& done, std::string_view refused, const base::Messages& messages) {
  if (done.state == registry::SignInState::wait)
    return messages.get("sign_in.wait", {{"time", messages.moment(done.heard_at)}});
  return messages.get(refused);
}

http::Response sign_in_page(const Context& context, const http::Request& request, std::string_view language,
                            const std::string& address, const std::string& fault) {
  const auto& messages = base::Messages::in(language);
  auto frame = private_frame(language, messages.get("sign_in.title"), "/sign-in");
  View view;
  view["action"] = View(href(language, "/sign-in"));
  view["key"] = View(key_of_forms(context, request));
  view["address"] = View(address);
  view["forgotten"] = context.accounts.mails() ? View(href(language, "/new-password")) : View(false);
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
                         const std::string& fault) {
  const auto& messages = base::Messages::in(language);
  auto frame = private_frame(language, messages.get("sign_in.code.title"), "/sign-in/code");
  View view;
  view["action"] = View(href(language, "/sign-in/code"));
  view["out"] = View(href(language, "/sign-out"));
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
  if (visitor.code_wanted) return see(language, "/sign-in/code");
  if (visitor.account) return see(language, "/account");
  return sign_in_page(context, request, language, {}, {});
}

http::Response sign_in_sent(const Context& context, const http::Request& request, std::string_view language) {
  const auto fields = own_form(context, request);
  if (!fields) return error_page(context, request, language, 403);
  const std::string address(http::value_of(*fields, "address"));
  const auto before = visitor_of(context, request);
  const auto done =
      context.accounts.sign_in(address, http::value_of(*fields, "password"), origin_of_client(request));
  if (done.secret.empty())
    return sign_in_page(context, request, language, address,
                        words_of(done, "sign_in.refused", base::Messages::in(language)));
  context.accounts.sign_out(before);  // the browser forgets it, so that nobody could end it there
  const bool code = done.state == registry::SignInState::code;
  auto response = see(language, code ? "/sign-in/code" : "/account");
  keep_session(response, context, done.secret);
  // The account may have been closed, or the session ended, in this moment.
  const auto person = context.accounts.visitor(done.secret).account;
  if (!code && person) keep_low_data(response, context, person->low_data);
  return response;
}

http::Response code_form(const Context& context, const http::Request& request, std::string_view language) {
  if (!visitor_of(context, request).code_wanted) return see(language, "/sign-in");
  return code_page(context, request, language, {});
}

http::Response code_sent(const Context& context, const http::Request& request, std::string_view language) {
  const auto visitor = visitor_of(context, request);
  if (!visitor.code_wanted) return see(language, "/sign-in");
  const auto fields = own_form(context, request);
  if (!fields) return error_page(context, request, language, 403);
  const auto done =
      context.accounts.give_code(visitor, http::value_of(*fields, "code"), origin_of_client(request));
  if (done.secret.empty())
    return code_page(context, request, language,
                     words_of(done, "sign_in.code.refused", base::Messages::in(language)));
  auto response = see(language, "/account");
  keep_session(response, context, done.secret);
  keep_low_data(response, context, visitor.account->low_data);
  return response;
}

http::Response sign_out_sent(const Context& context, const http::Request& request,
                             std::string_view language) {
  if (!own_form(context, request)) return error_page(context, request, language, 403);
  context.accounts.sign_out(visitor_of(context, request));
  auto response = see(language, "/sign-in");
  drop_session(response, context);
  return response;
}

}  // namespace entente::pages
