// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/tokens_page.hpp"

#include <charconv>

#include "base/date.hpp"
#include "base/error.hpp"
#include "http/form.hpp"
#include "pages/format.hpp"
#include "pages/visitor.hpp"

namespace entente::pages {

namespace {

constexpr std::int64_t kUsualDays = 90;

View scope_options(const std::vector<access::Scope>& chosen, const access::Actor& actor,
                   const base::Messages& messages) {
  auto views = list_view();
  for (const auto scope : access::kScopes) {
    if (scope == access::Scope::office && !access::has_use_for_office(actor)) continue;
    View one;
    one["scope"] = View(access::name_of(scope));
    one["label"] = View(messages.get("tokens.scope." + std::string(access::name_of(scope))));
    one["chosen"] = View(access::has_scope(chosen, scope));
    views.push_back(std::move(one));
  }
  return views;
}

View token_views(const std::vector<store::Token>& tokens, const base::Messages& messages) {
  auto views = list_view();
  for (const auto& token : tokens) {
    std::vector<std::string> scopes;
    for (const auto scope : access::read_scopes(token.scopes))
      scopes.push_back(messages.get("tokens.scope." + std::string(access::name_of(scope))));
    const auto day = [&](base::Instant moment) {
      return messages.date(base::PartialDate::from_days(base::day_of(moment)));
    };
    View one;
    one["id"] = View(token.id.str());
    one["name"] = View(token.name);
    one["scopes"] = View(messages.list(scopes));
    one["expires"] = View(day(token.expires));
    one["used"] = View(token.used.ms == 0 ? messages.get("tokens.unused") : day(token.used));
    views.push_back(std::move(one));
  }
  return views;
}

http::Response tokens_page(const Context& context, const http::Request& request, std::string_view language,
                           const registry::NewToken& wanted, const std::string& fault, int status = 422) {
  const auto& messages = base::Messages::in(language);
  const auto visitor = visitor_of(context, request);
  const auto tokens = context.accounts.tokens(visitor.actor, visitor.account->id);
  auto frame = private_frame(language, messages.get("account.tokens"), "/account/tokens");
  View view;
  view["back"] = View(href(language, "/account"));
  view["action"] = View(href(language, frame.path));
  view["key"] = View(key_of_forms(context, request));
  view["some"] = View(!tokens.empty());
  view["tokens"] = token_views(tokens, messages);
  view["scopes"] = scope_options(wanted.scopes, visitor.actor, messages);
  view["name"] = View(wanted.name);
  view["days"] = View(std::to_string(wanted.days));
  view["fault"] = text_or_nothing(fault);
  if (!fault.empty()) {
    frame.title = fault + " – " + frame.title;
    frame.status = status;
  }
  return page(context, request, frame, "tokens", view);
}

registry::NewToken wanted_token(const http::Parameters& fields) {
  registry::NewToken wanted;
  wanted.name = http::value_of(fields, "name");
  for (const auto& [name, value] : fields)
    if (name == "scope")
      if (const auto scope = access::scope_named(value)) wanted.scopes.push_back(*scope);
  const auto days = http::value_of(fields, "days");
  const auto [end, error] = std::from_chars(days.data(), days.data() + days.size(), wanted.days);
  if (error != std::errc() || end != days.data() + days.size()) wanted.days = 0;
  return wanted;
}

}  // namespace

http::Response tokens_shown(const Context& context, const http::Request& request, std::string_view language) {
  return tokens_page(context, request, language, {{}, {access::Scope::read}, kUsualDays}, {});
}

http::Response tokens_sent(const Context& context, const http::Request& request, std::string_view language) {
  const auto fields = own_form(context, request);
  if (!fields) return error_page(context, request, language, 403);
  const auto visitor = visitor_of(context, request);
  if (const auto id = base::Uuid::parse(http::value_of(*fields, "withdraw"))) {
    context.accounts.withdraw_token(visitor.actor, visitor.account->id, *id);
    return see(language, "/account/tokens");
  }
  const auto& messages = base::Messages::in(language);
  const auto wanted = wanted_token(*fields);
  if (!registry::is_token_form(wanted))
    return tokens_page(context, request, language, wanted, messages.get("tokens.fault"));
  if (registry::outlives_office(wanted))
    return tokens_page(context, request, language, wanted, messages.get("tokens.fault.office"));
  std::optional<registry::MadeToken> made;
  try {
    made = context.accounts.make_token(visitor, wanted, http::value_of(*fields, "password"),
                                       origin_of_client(request));
  } catch (const base::Conflict&) {
    return tokens_page(context, request, language, wanted, messages.get("tokens.many"), 409);
  }
  if (!made) return tokens_page(context, request, language, wanted, messages.get("password.wrong"));
  View view;
  view["secret"] = View(made->secret);
  view["back"] = View(href(language, "/account/tokens"));
  return page(context, request, private_frame(language, messages.get("account.tokens"), "/account/tokens"),
              "token_made", view);
}

}  // namespace entente::pages
