// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/hook_views.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "pages/format.hpp"
#include "pages/visitor.hpp"
#include "registry/public_events.hpp"

namespace entente::pages {

namespace {

std::string state_words(const store::Hook& hook, const base::Messages& messages) {
  switch (hook.state) {
    case store::HookState::stopped:
      return messages.get("hooks.state.stopped");
    case store::HookState::failed:
      return messages.get("hooks.state.failed");
    case store::HookState::active:
      break;
  }
  return messages.get(hook.failures > 0 ? "hooks.state.failing" : "hooks.state.active");
}

std::string outcome_words(const store::HookTry& tried, const base::Messages& messages) {
  if (tried.fault.empty())
    return messages.get("hooks.outcome.taken", {{"status", std::to_string(tried.status)}});
  const auto key = "hooks.fault." + tried.fault;
  if (!messages.has(key)) return tried.fault;
  return messages.get(key, {{"status", std::to_string(tried.status)}});
}

std::string topic_words(const std::vector<std::string>& topics, const base::Messages& messages) {
  if (topics.empty()) return messages.get("hooks.all");
  std::vector<std::string> words;
  for (const auto& topic : topics) words.push_back(messages.get("hooks.topic." + topic));
  return messages.list(words);
}

}  // namespace

View hook_view(const registry::HookView& hook, const base::Messages& messages) {
  View view;
  view["url"] = View(hook.hook.url);
  view["host"] = View(hook.host);
  view["state"] = View(state_words(hook.hook, messages));
  view["failed"] = View(hook.hook.state == store::HookState::failed);
  view["owner"] = text_or_nothing(hook.owner);
  view["topics"] = View(topic_words(hook.topics, messages));
  view["behind"] = View(messages.get("hooks.behind", {{"count", hook.last - hook.hook.sequence}}));
  view["tried"] = View(hook.tries.empty() ? messages.get("hooks.never")
                                          : messages.moment(hook.tries.front().at) + " · " +
                                                outcome_words(hook.tries.front(), messages));
  return view;
}

View hook_try_view(const store::HookTry& tried, const base::Messages& messages) {
  View view;
  view["when"] = View(messages.moment(tried.at));
  view["what"] = View(tried.last == 0 ? messages.get("hooks.test_sent")
                                      : messages.get("hooks.sent", {{"count", tried.events},
                                                                    {"first", std::to_string(tried.first)},
                                                                    {"last", std::to_string(tried.last)}}));
  view["outcome"] = View(outcome_words(tried, messages));
  view["took"] = View(messages.get("hooks.took_ms", {{"count", tried.took_ms}}));
  return view;
}

registry::WantedHook typed_hook(const http::Parameters& fields) {
  registry::WantedHook wanted;
  wanted.url = base::trimmed(http::value_of(fields, "url"));
  for (const auto& [name, value] : fields)
    if (name == "topic" && registry::is_event_topic(value)) wanted.topics.push_back(value);
  return wanted;
}

void set_hook_fields(View& view, const registry::WantedHook& typed, const base::Messages& messages) {
  view["typed_url"] = View(typed.url);
  view["choices"] = list_view();
  for (const auto topic : registry::kEventTopics) {
    View one;
    one["topic"] = View(topic);
    one["label"] = View(messages.get("hooks.topic." + std::string(topic)));
    one["chosen"] = View(std::ranges::find(typed.topics, topic) != typed.topics.end());
    view["choices"].push_back(std::move(one));
  }
}

View hook_fault_view(std::string_view field, std::string text) {
  View one;
  one["field"] = View(field);
  one["text"] = View(std::move(text));
  return one;
}

View hook_fault_view(registry::HookFormFault fault, const base::Messages& messages) {
  return hook_fault_view(
      "url", messages.get(fault == registry::HookFormFault::url ? "hooks.fault.url" : "hooks.fault.known"));
}

http::Response hook_secret_page(const Context& context, const http::Request& request,
                                std::string_view language, const base::Uuid& hook,
                                const std::string& secret) {
  const auto& messages = base::Messages::in(language);
  View view;
  view["secret"] = View(secret);
  view["back"] = View(href(language, "/webhooks/" + hook.str()));
  return page(context, request, private_frame(language, messages.get("hooks.secret"), "/webhooks"),
              "hook_made", view);
}

}  // namespace entente::pages
