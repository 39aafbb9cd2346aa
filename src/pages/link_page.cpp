// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "http/form.hpp"
#include "pages/account_views.hpp"
#include "pages/format.hpp"
#include "pages/password_fields.hpp"
#include "pages/sign_in_page.hpp"
#include "pages/visitor.hpp"

namespace entente::pages {

namespace {

/// "first", "invitation", "registration" or "new": which words a link has.
std::string_view kind_of(const registry::LinkView& link) {
  if (link.purpose == registry::kFirstLink) return "first";
  if (link.purpose == registry::kRegistration) return "registration";
  return link.purpose == registry::kInvitation ? "invitation" : "new";
}

http::Response spent(const Context& context, const http::Request& request, std::string_view language) {
  const auto& messages = base::Messages::in(language);
  auto frame = private_frame(language, messages.get("link.spent.title"), "/sign-in");
  frame.status = 404;
  View view;
  view["sign_in"] = View(href(language, "/sign-in"));
  return page(context, request, frame, "link_spent", view);
}

/// What a link for another address shows: nothing is typed there.
http::Response address_page(const Context& context, const http::Request& request, std::string_view language,
                            const registry::LinkView& link, std::string_view secret) {
  const auto& messages = base::Messages::in(language);
  View view;
  view["lede"] =
      View(messages.get("link.address.lede", {{"name", link.account->name}, {"address", link.address}}));
  view["action"] = View(href(language, "/link/" + std::string(secret)));
  view["key"] = View(key_of_forms(context, request));
  return page(context, request,
              private_frame(language, messages.get("link.address.title"), "/link/" + std::string(secret)),
              "link_address", view);
}

http::Response link_page(const Context& context, const http::Request& request, std::string_view language,
                         const registry::LinkView& link, std::string_view secret,
                         const registry::NewPerson& person, const std::string& fault) {
  const auto& messages = base::Messages::in(language);
  const auto key = "link." + std::string(kind_of(link));
  const bool first = kind_of(link) == "first";
  auto frame = private_frame(language, messages.get(key + ".title"), "/link/" + std::string(secret));
  View view;
  view["heading"] = View(frame.title);
  view["lede"] = View(first ? messages.get("link.first.lede")
                            : messages.get(key + ".lede", {{"name", link.account->name},
                                                           {"address", link.account->address}}));
  view["action"] = View(href(language, frame.path));
  view["key"] = View(key_of_forms(context, request));
  view["first"] = View(first);
  view["address"] = View(first ? person.address : link.account->address);
  view["name"] = View(person.name);
  view["languages"] = language_options(context, person.language.empty() ? language : person.language);
  view["hint"] = View(password_hint(messages));
  view["fault"] = text_or_nothing(fault);
  if (!fault.empty()) {
    frame.title = fault + " – " + frame.title;
    frame.status = 422;
  }
  return page(context, request, frame, "link", view);
}

/// The message about what the first administrator entered, or null.
const char* fault_of(const registry::NewPerson& person) {
  if (!registry::is_address(person.address)) return "person.address.fault";
  return registry::is_person_name(person.name) ? nullptr : "person.name.fault";
}

}  // namespace

http::Response link_form(const Context& context, const http::Request& request, std::string_view language,
                         const http::Captures& captures) {
  const auto link = context.accounts.link(captures["secret"]);
  if (!link) return spent(context, request, language);
  if (link->purpose == registry::kNewAddress)
    return address_page(context, request, language, *link, captures["secret"]);
  return link_page(context, request, language, *link, captures["secret"], {}, {});
}

http::Response link_sent(const Context& context, const http::Request& request, std::string_view language,
                         const http::Captures& captures) {
  const auto fields = own_form(context, request);
  if (!fields) return error_page(context, request, language, 403);
  const auto link = context.accounts.link(captures["secret"]);
  if (!link) return spent(context, request, language);
  if (link->purpose == registry::kNewAddress) {
    context.accounts.confirm_address(captures["secret"], origin_of_client(request));
    return see(language, visitor_of(context, request).account ? "/account?done=address" : "/sign-in");
  }
  const registry::NewPerson person{.address = std::string(http::value_of(*fields, "address")),
                                   .name = std::string(http::value_of(*fields, "name")),
                                   .language = std::string(http::value_of(*fields, "language")),
                                   .password = std::string(http::value_of(*fields, "password"))};
  const auto& messages = base::Messages::in(language);
  if (kind_of(*link) == "first") {
    const auto* fault = fault_of(person);
    if (fault != nullptr)
      return link_page(context, request, language, *link, captures["secret"], person, messages.get(fault));
  }
  const auto before = visitor_of(context, request);
  const auto done = context.accounts.open_link(captures["secret"], person, origin_of_client(request));
  if (done.fault)
    return link_page(context, request, language, *link, captures["secret"], person,
                     words_of(*done.fault, messages));
  if (done.sign_in.secret.empty()) return see(language, done.waits ? "/sign-in?done=waiting" : "/sign-in");
  context.accounts.sign_out(before);  // the browser forgets it, so that nobody could end it there
  auto response = see(language, "/account");
  keep_session(response, context, done.sign_in.secret);
  return response;
}

}  // namespace entente::pages
