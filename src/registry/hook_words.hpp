// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/key.hpp"
#include "outbound/hook.hpp"
#include "store/store.hpp"

/// Internal to registry: what webhooks say, and their secrets.
namespace entente::registry {

/// "t=SECONDS,v1=HEX,…": for each secret the HMAC-SHA-256 of "SECONDS.BODY".
std::string hook_signature(const std::vector<std::string>& secrets, base::Instant now, std::string_view body);

std::string sealed_hook_secret(const access::Key&, const base::Uuid& hook, std::string_view secret);
/// The secrets that sign now, the present one first; none where the present one was sealed with another key.
std::vector<std::string> hook_secrets(const access::Key&, const store::Hook&, base::Instant now);
/// Seals with `next` what was sealed with `present`. Returns how many secrets were.
std::size_t seal_hooks(store::HookWriter&, const access::Key& present, const access::Key& next);

/// "inner": the word of the messages hooks.fault.…; empty for none.
std::string_view word_of(outbound::HookFault);
/// The secret cannot be opened with the register's key.
inline constexpr std::string_view kHookSecretLost = "secret";
/// What was to be sent could not be made: the register's fault, and not the receiver's.
inline constexpr std::string_view kHookNotMade = "register";

std::vector<std::string> topics_in(std::string_view kinds);
std::string kinds_of(const std::vector<std::string>& topics);

}  // namespace entente::registry
