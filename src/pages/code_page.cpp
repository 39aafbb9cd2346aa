// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Where a code is typed in that came by a letter or on the telephone.
#include "access/secret.hpp"
#include "http/form.hpp"
#include "pages/claim_pages.hpp"
#include "pages/format.hpp"
#include "pages/in_language.hpp"
#include "pages/visitor.hpp"
#include "registry/colleagues.hpp"

namespace entente::pages {

namespace {

http::Response spoken_code_page(const Context& context, const http::Request& request,
                                std::string_view language, const std::string& typed,
                                const std::string& fault) {
  const auto& messages = base::Messages::in(language);
  auto frame = private_frame(language, messages.get("code.title"), "/code");
  View view;
  view["action"] = View(href(language, frame.path));
  view["key"] = View(key_of_forms(context, request));
  view["typed"] = View(typed);
  view["fault"] = text_or_nothing(fault);
  if (!fault.empty()) {
    frame.title = fault + " – " + frame.title;
    frame.status = 422;
  }
  return page(context, request, frame, "code", view);
}

http::Response spoken_code_form(const Context& context, const http::Request& request,
                                std::string_view language) {
  return spoken_code_page(context, request, language, {}, {});
}

http::Response spoken_code_sent(const Context& context, const http::Request& request,
                                std::string_view language) {
  const auto fields = own_form(context, request);
  if (!fields) return error_page(context, request, language, 403);
  const auto& messages = base::Messages::in(language);
  const std::string typed(http::value_of(*fields, "code"));
  const auto code = access::read_spoken_code(typed);
  if (code.empty()) return spoken_code_page(context, request, language, typed, messages.get("code.form"));
  std::string wait;
  if (!opened_offer(context, request, language, code, &wait))
    return spoken_code_page(context, request, language, typed,
                            wait.empty() ? messages.get("code.fault") : wait);
  return see(language, "/offer/" + code);
}

}  // namespace

std::optional<registry::OfferView> opened_offer(const Context& context, const http::Request& request,
                                                std::string_view language, std::string_view secret,
                                                std::string* wait) {
  if (!access::is_secret(access::SecretKind::spoken_code, secret)) return context.delegation->offered(secret);
  const auto origin = origin_of_client(request);
  if (const auto heard = context.accounts.count_code(origin)) {
    const auto& messages = base::Messages::in(language);
    if (wait != nullptr) *wait = messages.get("sign_in.wait", {{"time", messages.moment(*heard)}});
    return std::nullopt;
  }
  auto offer = context.delegation->offered(secret);
  if (offer) context.accounts.forgive_code(origin);
  return offer;
}

std::vector<http::Route> code_routes(const Context& context) {
  return {
      {"GET", "/{lang}/code", "A form for the code of an invitation.",
       in_language(context, spoken_code_form)},
      {"POST", "/{lang}/code", "Leads to what the code opens.", in_language(context, spoken_code_sent)},
  };
}

}  // namespace entente::pages
