// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/hook_words.hpp"

#include <algorithm>
#include <utility>

#include "base/hmac.hpp"
#include "registry/public_events.hpp"
#include "registry/sealed.hpp"

namespace entente::registry {

std::string hook_signature(const std::vector<std::string>& secrets, base::Instant now,
                           std::string_view body) {
  constexpr std::int64_t kSecondMs = 1'000;
  const auto seconds = std::to_string(now.ms / kSecondMs);
  const auto signed_text = seconds + "." + std::string(body);
  auto text = "t=" + seconds;
  for (const auto& secret : secrets) text += ",v1=" + base::hex(base::hmac_sha256(secret, signed_text));
  return text;
}

std::string sealed_hook_secret(const access::Key& key, const base::Uuid& hook, std::string_view secret) {
  return key.seal(purpose_of_hook(hook), secret);
}

std::vector<std::string> hook_secrets(const access::Key& key, const store::Hook& hook, base::Instant now) {
  std::vector<std::string> secrets;
  if (auto present = key.open(purpose_of_hook(hook.id), hook.secret)) secrets.push_back(std::move(*present));
  if (!secrets.empty() && !hook.former.empty() && now < hook.former_ends)
    if (auto former = key.open(purpose_of_hook(hook.id), hook.former)) secrets.push_back(std::move(*former));
  return secrets;
}

std::size_t seal_hooks(store::HookWriter& hooks, const access::Key& present, const access::Key& next) {
  std::size_t count = 0;
  for (auto hook : hooks.hooks()) {
    const auto before = count;
    for (auto* sealed : {&hook.secret, &hook.former})
      if (const auto plain = present.open(purpose_of_hook(hook.id), *sealed)) {
        *sealed = sealed_hook_secret(next, hook.id, *plain);
        ++count;
      }
    if (count != before) hooks.put(hook);
  }
  return count;
}

std::string_view word_of(outbound::HookFault fault) {
  using enum outbound::HookFault;
  switch (fault) {
    case address:
      return "address";
    case inner:
      return "inner";
    case unknown:
      return "unknown";
    case unreachable:
      return "unreachable";
    case tls:
      return "tls";
    case late:
      return "late";
    case status:
      return "status";
    case none:
      break;
  }
  return {};
}

std::vector<std::string> topics_in(std::string_view kinds) {
  std::vector<std::string> topics;
  for (const auto topic : kEventTopics)
    if ((" " + std::string(kinds) + " ").find(" " + std::string(topic) + " ") != std::string::npos)
      topics.emplace_back(topic);
  return topics;
}

std::string kinds_of(const std::vector<std::string>& topics) {
  std::string kinds;
  for (const auto topic : kEventTopics)
    if (std::ranges::find(topics, topic) != topics.end())
      kinds += (kinds.empty() ? "" : " ") + std::string(topic);
  return kinds;
}

}  // namespace entente::registry
