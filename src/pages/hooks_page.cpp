// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Webhooks: the addresses that are told of what is published, and a form for another one.
#include "base/error.hpp"
#include "http/form.hpp"
#include "pages/format.hpp"
#include "pages/hook_views.hpp"
#include "pages/in_language.hpp"
#include "pages/visitor.hpp"

namespace entente::pages {

namespace {

View hook_row(const registry::HookView& hook, const base::Messages& messages) {
  auto row = hook_view(hook, messages);
  row["href"] = View(href(messages.language(), "/webhooks/" + hook.hook.id.str()));
  return row;
}

http::Response list_of_hooks(const Context& context, const http::Request& request, std::string_view language,
                             const registry::WantedHook& typed, const std::optional<View>& fault,
                             int status = 422) {
  const auto& messages = base::Messages::in(language);
  const auto hooks = context.hooks->list(visitor_of(context, request).actor);
  auto frame = private_frame(language, messages.get("hooks.title"), "/webhooks");
  View view;
  view["account"] = View(href(language, "/account"));
  view["action"] = View(href(language, frame.path) + "#new");
  view["key"] = View(key_of_forms(context, request));
  view["id"] = View(base::Uuid::v7(context.reg.clock().now()).str());
  view["taken"] = View(context.hooks->taken());
  view["rows"] = list_view();
  for (const auto& each : hooks) view["rows"].push_back(hook_row(each, messages));
  view["some"] = View(!hooks.empty());
  set_hook_fields(view, typed, messages);
  view["claim_fault"] = fault.value_or(View(false));
  if (fault) {
    frame.title = messages.get("hooks.not_saved") + " – " + frame.title;
    frame.status = status;
  }
  return page(context, request, frame, "hooks", view);
}

http::Response hooks_shown(const Context& context, const http::Request& request, std::string_view language) {
  return list_of_hooks(context, request, language, {}, {});
}

http::Response hook_wanted(const Context& context, const http::Request& request, std::string_view language) {
  const auto fields = own_form(context, request);
  if (!fields) return error_page(context, request, language, 403);
  const auto& messages = base::Messages::in(language);
  const auto typed = typed_hook(*fields);
  registry::MadeHook made;
  try {
    made = context.hooks->make(visitor_of(context, request).actor, typed,
                               base::Uuid::parse(http::value_of(*fields, "id")));
  } catch (const base::Conflict&) {
    return list_of_hooks(context, request, language, typed,
                         hook_fault_view("url", messages.get("hooks.fault.many")), 409);
  }
  if (made.fault)
    return list_of_hooks(context, request, language, typed, hook_fault_view(*made.fault, messages));
  return hook_secret_page(context, request, language, made.id, made.secret);
}

}  // namespace

std::vector<http::Route> hooks_routes(const Context& context) {
  return {
      {"GET", "/{lang}/webhooks", "The webhooks of the register, and how each fares.",
       in_language(context, hooks_shown)},
      {"POST", "/{lang}/webhooks", "Adds a webhook, and shows its secret once.",
       in_language(context, hook_wanted)},
  };
}

}  // namespace entente::pages
