// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/scope.hpp"
#include "base/id.hpp"

namespace entente::access {

/// What a person is in the register, in one organisation, for one country, or for one record.
enum class Role : std::uint8_t {
  administrator,   ///< of the register: its accounts and offices
  steward,         ///< of the register: who may speak for whom
  reviewer,        ///< of the register
  auditor,         ///< of the register: sees, changes nothing
  representative,  ///< of an organisation: speaks for it, and brings colleagues in
  contributor,     ///< of an organisation
  focal_point,     ///< of a government, for its country
  invited_party    ///< for one record, by link
};
inline constexpr std::array kRoles{Role::administrator, Role::steward,        Role::reviewer,
                                   Role::auditor,       Role::representative, Role::contributor,
                                   Role::focal_point,   Role::invited_party};

/// What a role is held in.
enum class Reach : std::uint8_t { whole_register, organisation, country, record };

std::string_view name_of(Role);  ///< "focal point"
std::optional<Role> role_of(std::string_view name);
Reach reach_of(Role);
/// An office of the register: whoever holds one sees or changes what is others'.
bool is_office(Role);
/// Whether nobody may act in that role without a second factor.
bool needs_second_factor(Role);

/// A role as one person holds it. `of` is the organisation's or record's id, or the country's code; empty for
/// an office of the register.
struct Grant {
  Role role{};
  std::string of;
  auto operator<=>(const Grant&) const = default;
};

/// Throws base::BadInput where `of` does not fit the role: an id, two capital letters, or nothing.
void require_form(const Grant&);

/// "steward", "focal point of KE": what a person reads and writes.
std::string text_of(const Grant&);
/// Reads that ("focal-point" too). Throws base::BadInput.
Grant read_grant(std::string_view text);

/// Who asks: nobody the register knows (no account), or an account with what it holds.
struct Actor {
  std::optional<base::Uuid> account = {};
  std::vector<Grant> grants = {};
  bool second_factor = false;  ///< given in this session; of a token, when it was made for offices
  /// Of the token that a program brings; a person's session has no such bound.
  std::optional<std::vector<Scope>> scopes = {};
  std::string network = {};  ///< the request came from: for the record, it decides nothing
  /// What a program calls its request: what it asks again under the same name is not done again.
  std::string request = {};
  std::string request_content = {};  ///< a hash of all that it asks: the name stands for nothing else
  std::string token = {};  ///< what the owner of a program's token calls it: for the record, as `network`

  bool holds(Role) const;
  bool holds(const Grant&) const;
};

}  // namespace entente::access
