// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace entente::access {

/// What a token may be used for, at most: its owner's rights within these.
enum class Scope : std::uint8_t {
  read,
  write,
  office  ///< its owner's offices that ask for a second factor count, for the actions that say so
};
inline constexpr std::array kScopes{Scope::read, Scope::write, Scope::office};

std::string_view name_of(Scope);  ///< "read"
std::optional<Scope> scope_named(std::string_view);
/// "read write": as a token holds them; each once, in the order of kScopes.
std::string text_of(const std::vector<Scope>&);
/// Reads that; words this program does not know count for nothing.
std::vector<Scope> read_scopes(std::string_view);
bool has_scope(const std::vector<Scope>&, Scope);

}  // namespace entente::access
