// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "access/common_passwords.hpp"

namespace entente::access {

inline constexpr std::size_t kShortestPassword = 12, kLongestPassword = 128;  ///< characters

enum class PasswordFault : std::uint8_t {
  not_text,   ///< no UTF-8, or a control character in it
  too_short,  ///< fewer than kShortestPassword characters
  too_long,   ///< more than kLongestPassword
  common      ///< made of little else than what everybody tries first
};

/// What speaks against a new password. Nothing else is asked of it: no capitals, no digits, no signs.
/// `about` are words that an attacker knows: the person's name and address, the register's name.
std::optional<PasswordFault> fault_of_password(std::string_view password, const CommonPasswords&,
                                               std::span<const std::string> about);

/// What one guess costs whoever has stolen the hashes (Argon2id, RFC 9106).
struct PasswordCost {
  std::uint64_t passes = 3;
  std::size_t memory = 64UL << 20;  ///< bytes
};

inline constexpr unsigned kHashesAtOnce = 2;

/// The hash, with its salt and its cost in it. Letters that Unicode writes in two ways are one. At most
/// kHashesAtOnce are made at once, which bounds the memory; others wait.
std::string hash_password(std::string_view password, const PasswordCost& = {});
/// A hash that no password has, to be compared with where there is no account: that takes as long.
std::string hash_of_nobody(const PasswordCost& = {});
bool password_fits(const std::string& hash, std::string_view password);
/// Whether it was made with another cost than new ones are: it is made anew when the password is at hand.
bool is_outdated(const std::string& hash, const PasswordCost& = {});

}  // namespace entente::access
