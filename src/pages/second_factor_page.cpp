// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/second_factor_page.hpp"

#include "access/base32.hpp"
#include "access/totp.hpp"
#include "http/form.hpp"
#include "pages/account_page.hpp"
#include "pages/format.hpp"
#include "pages/visitor.hpp"
#include "pages/way_back.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kTotpBytes = 20;

http::Response factor_page(const Context& context, const http::Request& request, std::string_view language,
                           const registry::Visitor& visitor, const std::string& secret,
                           const std::string& back, const std::string& fault) {
  const auto& messages = base::Messages::in(language);
  auto frame =
      private_frame(language, messages.get("factor.title"), with_way_back("/account/second-factor", back));
  View view;
  view["to"] = text_or_nothing(back);
  view["key"] = View(key_of_forms(context, request));
  view["action"] = View(href(language, "/account/second-factor"));
  view["account"] = View(href(language, "/account"));
  view["letters"] = View(access::totp_letters(secret));
  view["address"] = View(
      access::totp_address(secret, name_of(context, visitor.account->language), visitor.account->address));
  view["needed"] = View(visitor.lacks_second_factor);
  view["fault"] = text_or_nothing(fault);
  if (!fault.empty()) {
    frame.title = fault + " – " + frame.title;
    frame.status = 422;
  }
  return page(context, request, frame, "second_factor", view);
}

http::Response codes_page(const Context& context, const http::Request& request, std::string_view language,
                          const std::vector<std::string>& codes, const std::string& back) {
  const auto& messages = base::Messages::in(language);
  View view;
  view["next"] = View(back.empty() ? href(language, "/account") : back);
  view["codes"] = list_view();
  for (const auto& code : codes) view["codes"].push_back(View(code));
  return page(context, request, private_frame(language, messages.get("factor.codes.title"), "/account"),
              "recovery_codes", view);
}

}  // namespace

http::Response second_factor_form(const Context& context, const http::Request& request,
                                  std::string_view language) {
  const auto visitor = visitor_of(context, request);
  if (!visitor.actor.account) return not_let_in(context, request, visitor);
  return factor_page(context, request, language, visitor, access::new_totp_secret(),
                     own_way(request.parameter(kWayBack)), {});
}

http::Response second_factor_sent(const Context& context, const http::Request& request,
                                  std::string_view language) {
  const auto fields = own_form(context, request);
  if (!fields) return error_page(context, request, language, 403);
  const auto visitor = visitor_of(context, request);
  // It has come back from the form that showed it: nothing is kept before the telephone has learnt it.
  const auto secret = access::read_base32(http::value_of(*fields, "secret"));
  if (!secret || secret->size() != kTotpBytes) return error_page(context, request, language, 400);
  const auto done = context.accounts.enrol(visitor, *secret, http::value_of(*fields, "code"),
                                           http::value_of(*fields, "password"), origin_of_client(request));
  const auto back = own_way(http::value_of(*fields, kWayBack));
  if (!done)
    return factor_page(context, request, language, visitor, *secret, back,
                       base::Messages::in(language).get("factor.refused"));
  auto response = codes_page(context, request, language, done->recovery_codes, back);
  keep_session(response, context, done->secret);
  return response;
}

http::Response recovery_codes_sent(const Context& context, const http::Request& request,
                                   std::string_view language) {
  const auto fields = own_form(context, request);
  if (!fields) return error_page(context, request, language, 403);
  const auto visitor = visitor_of(context, request);
  const auto codes = context.accounts.renew_recovery_codes(visitor, http::value_of(*fields, "password"),
                                                           origin_of_client(request));
  if (!codes)
    return own_page(context, request, language, visitor, base::Messages::in(language).get("password.wrong"));
  return codes_page(context, request, language, *codes, {});
}

}  // namespace entente::pages
