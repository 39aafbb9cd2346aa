// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/asking_page.hpp"

#include "http/form.hpp"
#include "pages/account_views.hpp"
#include "pages/format.hpp"
#include "pages/in_language.hpp"
#include "pages/visitor.hpp"

namespace entente::pages {

namespace {

std::string wait_words(base::Instant heard, const base::Messages& messages) {
  return messages.get("sign_in.wait", {{"time", messages.moment(heard)}});
}

http::Response asking_page(const Context& context, const http::Request& request, Frame frame,
                           std::string_view template_name, View view, const std::string& fault) {
  view["key"] = View(key_of_forms(context, request));
  view["action"] = View(href(frame.language, frame.path));
  view["fault"] = text_or_nothing(fault);
  if (!fault.empty()) {
    frame.title = fault + " – " + frame.title;
    frame.status = 422;
  }
  return page(context, request, frame, template_name, view);
}

http::Response password_page(const Context& context, const http::Request& request, std::string_view language,
                             const std::string& address, const std::string& fault) {
  View view;
  view["address"] = View(address);
  const auto title = base::Messages::in(language).get("ask.password.title");
  return asking_page(context, request, private_frame(language, title, "/new-password"), "ask_password",
                     std::move(view), fault);
}

http::Response password_form(const Context& context, const http::Request& request,
                             std::string_view language) {
  if (!context.accounts.mails()) return error_page(context, request, language, 404);
  return password_page(context, request, language, {}, {});
}

http::Response password_asked(const Context& context, const http::Request& request,
                              std::string_view language) {
  if (!context.accounts.mails()) return error_page(context, request, language, 404);
  const auto fields = own_form(context, request);
  if (!fields) return error_page(context, request, language, 403);
  const auto& messages = base::Messages::in(language);
  const std::string address(http::value_of(*fields, "address"));
  if (!registry::is_address(address))
    return password_page(context, request, language, address, messages.get("person.address.fault"));
  if (const auto heard = context.accounts.ask_new_password(address, origin_of_client(request)))
    return password_page(context, request, language, address, wait_words(*heard, messages));
  return see(language, "/sign-in?done=password");
}

http::Response registering_page(const Context& context, const http::Request& request,
                                std::string_view language, const registry::NewPerson& person,
                                const std::string& fault) {
  const auto& messages = base::Messages::in(language);
  const bool approved = context.accounts.registration() == registry::Registration::approved;
  View view;
  view["address"] = View(person.address);
  view["name"] = View(person.name);
  view["languages"] = language_options(context, person.language.empty() ? language : person.language);
  view["next"] = View(messages.get(context.accounts.mails() ? "register.mailed" : "register.handed"));
  view["then"] = context.accounts.mails() && approved ? View(messages.get("register.approved")) : View(false);
  return asking_page(context, request, private_frame(language, messages.get("register.title"), "/register"),
                     "register", std::move(view), fault);
}

http::Response registering_form(const Context& context, const http::Request& request,
                                std::string_view language) {
  if (context.accounts.registration() == registry::Registration::off)
    return error_page(context, request, language, 404);
  return registering_page(context, request, language, {}, {});
}

http::Response registering_sent(const Context& context, const http::Request& request,
                                std::string_view language) {
  if (context.accounts.registration() == registry::Registration::off)
    return error_page(context, request, language, 404);
  const auto fields = own_form(context, request);
  if (!fields) return error_page(context, request, language, 403);
  const auto& messages = base::Messages::in(language);
  const registry::NewPerson person{.address = std::string(http::value_of(*fields, "address")),
                                   .name = std::string(http::value_of(*fields, "name")),
                                   .language = std::string(http::value_of(*fields, "language")),
                                   .password = {}};
  if (!registry::is_address(person.address))
    return registering_page(context, request, language, person, messages.get("person.address.fault"));
  if (!registry::is_person_name(person.name))
    return registering_page(context, request, language, person, messages.get("person.name.fault"));
  if (const auto heard = context.accounts.ask_account(person, origin_of_client(request)))
    return registering_page(context, request, language, person, wait_words(*heard, messages));
  return see(language, context.accounts.mails() ? "/sign-in?done=register" : "/sign-in?done=handed");
}

}  // namespace

std::vector<http::Route> asking_routes(const Context& context) {
  return {
      {"GET", "/{lang}/new-password", "A form to ask for a link for a new password.",
       in_language(context, password_form)},
      {"POST", "/{lang}/new-password", "Has the link sent, where there is such an account.",
       in_language(context, password_asked)},
      {"GET", "/{lang}/register", "A form to ask for an account.", in_language(context, registering_form)},
      {"POST", "/{lang}/register", "Has the address confirmed by a link.",
       in_language(context, registering_sent)},
  };
}

}  // namespace entente::pages
