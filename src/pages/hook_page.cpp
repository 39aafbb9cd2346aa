// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// One webhook: how it fares, what was sent last, and what can be done with it.
#include "http/form.hpp"
#include "pages/format.hpp"
#include "pages/hook_views.hpp"
#include "pages/in_language.hpp"
#include "pages/record_views.hpp"
#include "pages/visitor.hpp"

namespace entente::pages {

namespace {

/// What was typed into a form that was not taken.
struct TypedAtHook {
  std::optional<registry::WantedHook> wanted;
  std::string from;
  std::optional<View> fault;
};

std::string hook_path(const base::Uuid& id) {
  return "/webhooks/" + id.str();
}

/// The page on which it stands in a list.
std::string list_of(const store::Hook& hook) {
  return hook.organisation.is_nil() ? "/webhooks" : "/organisations/" + hook.organisation.str() + "/webhooks";
}

http::Response one_hook(const Context& context, const http::Request& request, std::string_view language,
                        const base::Uuid& id, const TypedAtHook& typed) {
  const auto& messages = base::Messages::in(language);
  const auto hook = context.hooks->look(visitor_of(context, request).actor, id);
  auto frame = private_frame(language, messages.get("hooks.one", {{"host", std::string_view(hook.host)}}),
                             hook_path(id));
  auto view = hook_view(hook, messages);
  view["heading"] = View(frame.title);
  view["back"] = View(href(language, list_of(hook.hook)));
  view["whose"] = text_view(hook.organisation, language);
  view["action"] = View(href(language, frame.path));
  view["key"] = View(key_of_forms(context, request));
  view["made"] = View(messages.moment(hook.hook.made));
  view["position"] = View(messages.get("hooks.position", {{"number", std::to_string(hook.hook.sequence)},
                                                          {"last", std::to_string(hook.last)}}));
  const bool waits = hook.hook.state == store::HookState::active && hook.hook.failures > 0;
  view["due"] = waits ? View(messages.moment(hook.hook.due)) : View(false);
  view["failures"] = hook.hook.failures > 0
                         ? View(messages.get("hooks.failures", {{"count", hook.hook.failures}}))
                         : View(false);
  view["resumes"] = View(hook.hook.state != store::HookState::active || hook.hook.failures > 0);
  view["stops"] = View(hook.hook.state != store::HookState::stopped);
  view["test_waits"] = View(hook.hook.test);
  const bool former = context.reg.clock().now() < hook.hook.former_ends;
  view["former"] =
      former ? View(messages.get("hooks.former", {{"time", messages.moment(hook.hook.former_ends)}}))
             : View(false);
  view["mark"] = View(hook.mark);
  view["from"] = View(typed.from);
  view["last"] = View(std::to_string(hook.last));
  set_hook_fields(view, typed.wanted.value_or(registry::WantedHook{hook.hook.url, hook.topics}), messages);
  view["tries"] = list_view();
  for (const auto& tried : hook.tries) view["tries"].push_back(hook_try_view(tried, messages));
  view["some"] = View(!hook.tries.empty());
  view["claim_fault"] = typed.fault.value_or(View(false));
  if (typed.fault) {
    frame.title = messages.get("hooks.not_saved") + " – " + frame.title;
    frame.status = 422;
  }
  return page(context, request, frame, "hook", view);
}

http::Response hook_shown(const Context& context, const http::Request& request, std::string_view language,
                          const http::Captures& captures) {
  const auto id = base::Uuid::parse(captures["id"]);
  if (!id) return error_page(context, request, language, 404);
  return one_hook(context, request, language, *id, {});
}

http::Response hook_changed(const Context& context, const http::Request& request, std::string_view language,
                            const base::Uuid& id, const http::Parameters& fields) {
  const auto wanted = typed_hook(fields);
  const auto fault = context.hooks->change(visitor_of(context, request).actor, id, wanted);
  if (!fault) return see(language, hook_path(id));
  return one_hook(context, request, language, id,
                  {wanted, {}, hook_fault_view(*fault, base::Messages::in(language))});
}

http::Response hook_replayed(const Context& context, const http::Request& request, std::string_view language,
                             const base::Uuid& id, const http::Parameters& fields) {
  const std::string typed(base::trimmed(http::value_of(fields, "from")));
  const auto from = positive_number(typed);
  const auto actor = visitor_of(context, request).actor;
  if (from && context.hooks->replay(actor, id, *from)) return see(language, hook_path(id));
  const auto last = std::to_string(context.hooks->look(actor, id).last);
  const auto& messages = base::Messages::in(language);
  return one_hook(context, request, language, id,
                  {{}, typed, hook_fault_view("from", messages.get("hooks.fault.from", {{"last", last}}))});
}

http::Response hook_renewed(const Context& context, const http::Request& request, std::string_view language,
                            const base::Uuid& id, const http::Parameters& fields) {
  const auto actor = visitor_of(context, request).actor;
  const auto secret = context.hooks->renew(actor, id, http::value_of(fields, "mark"));
  if (secret) return hook_secret_page(context, request, language, id, *secret);
  const auto& messages = base::Messages::in(language);
  return one_hook(context, request, language, id,
                  {{}, {}, hook_fault_view("secret", messages.get("hooks.fault.renewed"))});
}

http::Response hook_sent(const Context& context, const http::Request& request, std::string_view language,
                         const http::Captures& captures) {
  const auto id = base::Uuid::parse(captures["id"]);
  if (!id) return error_page(context, request, language, 404);
  const auto fields = own_form(context, request);
  if (!fields) return error_page(context, request, language, 403);
  const auto actor = visitor_of(context, request).actor;
  const auto wish = http::value_of(*fields, "do");
  auto& hooks = *context.hooks;
  // Whoever keeps it not is told so, whatever the form says.
  const auto list = list_of(hooks.look(actor, *id).hook);
  if (wish == "change") return hook_changed(context, request, language, *id, *fields);
  if (wish == "replay") return hook_replayed(context, request, language, *id, *fields);
  if (wish == "renew") return hook_renewed(context, request, language, *id, *fields);
  if (wish == "stop")
    hooks.stop(actor, *id);
  else if (wish == "resume")
    hooks.resume(actor, *id);
  else if (wish == "test")
    hooks.test(actor, *id);
  else if (wish == "remove")
    hooks.remove(actor, *id);
  else
    return error_page(context, request, language, 400);
  return see(language, wish == "remove" ? list : hook_path(*id));
}

}  // namespace

std::vector<http::Route> hook_routes(const Context& context) {
  return {
      {"GET", "/{lang}/webhooks/{id}", "One webhook: how it fares, and what was sent to it last.",
       in_language(context, hook_shown)},
      {"POST", "/{lang}/webhooks/{id}",
       "Changes, stops, resumes, tests or removes a webhook, has it told again, or gives it another secret.",
       in_language(context, hook_sent)},
  };
}

}  // namespace entente::pages
