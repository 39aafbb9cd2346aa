// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Webhooks: the addresses that are told of what is published, and a form for another one.
#include "base/error.hpp"
#include "http/form.hpp"
#include "pages/format.hpp"
#include "pages/hook_views.hpp"
#include "pages/in_language.hpp"
#include "pages/place_views.hpp"
#include "pages/record_views.hpp"
#include "pages/visitor.hpp"

namespace entente::pages {

namespace {

/// Whose webhooks a page shows: the register's, or an organisation's.
struct HookPlace {
  base::Uuid organisation;  ///< nil: the register
  std::string name, path;   ///< of that organisation, and of the page behind the language
};

std::optional<HookPlace> asked_hooks(const Context& context, std::string_view language,
                                     const http::Captures& captures) {
  if (captures["id"].empty()) return HookPlace{.organisation = {}, .name = {}, .path = "/webhooks"};
  const auto place = asked_place(context, captures, language);
  if (!place || place->path.empty()) return std::nullopt;
  return HookPlace{.organisation = base::Uuid::parse(place->of).value_or(base::Uuid()),
                   .name = place->name,
                   .path = place->path + "/webhooks"};
}

View hook_row(const registry::HookView& hook, const HookPlace& place, const base::Messages& messages) {
  auto row = hook_view(hook, messages);
  row["href"] = View(href(messages.language(), "/webhooks/" + hook.hook.id.str()));
  row["whose"] =
      place.organisation.is_nil() ? text_view(hook.organisation, messages.language()) : View(false);
  return row;
}

http::Response list_of_hooks(const Context& context, const http::Request& request, std::string_view language,
                             const HookPlace& place, const registry::WantedHook& typed,
                             const std::optional<View>& fault, int status = 422) {
  const auto& messages = base::Messages::in(language);
  const auto hooks = context.hooks->list(visitor_of(context, request).actor, place.organisation);
  const bool own = !place.organisation.is_nil();
  auto frame = private_frame(
      language, own ? messages.get("hooks.of", {{"name", place.name}}) : messages.get("hooks.title"),
      place.path);
  View view;
  view["heading"] = View(frame.title);
  view["lede"] = View(messages.get(own ? "hooks.lede_of" : "hooks.lede"));
  view["account"] = View(href(language, "/account"));
  view["action"] = View(href(language, frame.path) + "#new");
  view["key"] = View(key_of_forms(context, request));
  view["id"] = View(base::Uuid::v7(context.reg.clock().now()).str());
  view["taken"] = View(context.hooks->taken());
  view["rows"] = list_view();
  for (const auto& each : hooks) view["rows"].push_back(hook_row(each, place, messages));
  view["some"] = View(!hooks.empty());
  set_hook_fields(view, typed, messages);
  view["claim_fault"] = fault.value_or(View(false));
  if (fault) {
    frame.title = messages.get("hooks.not_saved") + " – " + frame.title;
    frame.status = status;
  }
  return page(context, request, frame, "hooks", view);
}

http::Response hooks_shown(const Context& context, const http::Request& request, std::string_view language,
                           const http::Captures& captures) {
  const auto place = asked_hooks(context, language, captures);
  if (!place) return error_page(context, request, language, 404);
  return list_of_hooks(context, request, language, *place, {}, {});
}

http::Response hook_wanted(const Context& context, const http::Request& request, std::string_view language,
                           const http::Captures& captures) {
  const auto place = asked_hooks(context, language, captures);
  if (!place) return error_page(context, request, language, 404);
  const auto fields = own_form(context, request);
  if (!fields) return error_page(context, request, language, 403);
  const auto& messages = base::Messages::in(language);
  const auto typed = typed_hook(*fields);
  registry::MadeHook made;
  try {
    made = context.hooks->make(visitor_of(context, request).actor, typed,
                               base::Uuid::parse(http::value_of(*fields, "id")), place->organisation);
  } catch (const base::Conflict&) {
    const auto* key = place->organisation.is_nil() ? "hooks.fault.many" : "hooks.fault.many_of";
    return list_of_hooks(context, request, language, *place, typed, hook_fault_view("url", messages.get(key)),
                         409);
  }
  if (made.fault)
    return list_of_hooks(context, request, language, *place, typed, hook_fault_view(*made.fault, messages));
  return hook_secret_page(context, request, language, made.id, made.secret);
}

}  // namespace

std::vector<http::Route> hooks_routes(const Context& context) {
  return {
      {"GET", "/{lang}/webhooks", "The webhooks of the register, and how each fares.",
       in_language(context, hooks_shown)},
      {"POST", "/{lang}/webhooks", "Adds a webhook, and shows its secret once.",
       in_language(context, hook_wanted)},
      {"GET", "/{lang}/organisations/{id}/webhooks", "The webhooks of an organisation, and how each fares.",
       in_language(context, hooks_shown)},
      {"POST", "/{lang}/organisations/{id}/webhooks",
       "Adds a webhook of that organisation, and shows its secret once.", in_language(context, hook_wanted)},
  };
}

}  // namespace entente::pages
