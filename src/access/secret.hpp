// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.hpp"

/// Secrets that stand for a person for a while. Whoever holds one is who it was made for, so that a register
/// keeps their hashes alone: a stolen database opens nothing. They are random enough (256 bits; recovery
/// codes 80, spoken ones 60) that a plain hash cannot be undone by guessing, as a password's could.
namespace entente::access {

/// What a secret opens. One made for one purpose never opens another.
enum class SecretKind : std::uint8_t { session, token, link, feed, hook, recovery_code, spoken_code };

/// 256 random bits in letters that addresses, cookies and headers carry as they are (base64url). One for a
/// token begins with "entente_", one of a webhook with "entente_hook_", by which programs that look for
/// leaked secrets know it.
std::string new_secret(SecretKind);
/// The link, or the spoken code, that 32 random bytes make.
std::string link_of(std::string_view bytes);
std::string spoken_code_of(std::string_view bytes);

/// What is written in a letter or said on the telephone: "k3wd-7qzn-5pxe".
std::string new_spoken_code();
/// As it was made, however it was typed; empty where it can be none. Read as recovery codes are.
std::string read_spoken_code(std::string_view typed);

/// Under which a secret is kept and found again.
base::Sha256 hash_of_secret(SecretKind, std::string_view secret);

/// Whether a text can be a secret of that kind at all: asked before the register is.
bool is_secret(SecretKind, std::string_view text);

/// Compares without telling by the time it takes where two differ.
bool same(std::string_view, std::string_view);
bool same(const base::Sha256&, const base::Sha256&);

/// What the forms of one session carry: another site knows neither the session's secret nor this, and it
/// tells nothing of the secret.
std::string form_key(std::string_view session_secret);
/// The same of a form for one act, which fits no form for another.
std::string act_key(std::string_view session_secret, std::string_view act);

inline constexpr std::size_t kRecoveryCodes = 10;

/// Ten codes, each of which stands in for the second factor once: "k3wd-7qzn-5pxe-2vhm".
std::vector<std::string> new_recovery_codes();

/// As it was made, whatever spaces, hyphens and capitals a person typed; empty where it can be none. 0, 1 and
/// 8, which no code has, are read as the letters they look like.
std::string read_recovery_code(std::string_view typed);

}  // namespace entente::access
