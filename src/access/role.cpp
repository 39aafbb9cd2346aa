// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "access/role.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"

namespace entente::access {

namespace {

struct RoleLine {
  Role role;
  std::string_view name;
  Reach reach;
  bool second_factor;
};
constexpr std::array kRoleLines{
    RoleLine{Role::administrator, "administrator", Reach::whole_register, true},
    RoleLine{Role::steward, "steward", Reach::whole_register, true},
    RoleLine{Role::reviewer, "reviewer", Reach::whole_register, false},
    RoleLine{Role::auditor, "auditor", Reach::whole_register, false},
    RoleLine{Role::representative, "representative", Reach::organisation, false},
    RoleLine{Role::contributor, "contributor", Reach::organisation, false},
    RoleLine{Role::focal_point, "focal point", Reach::country, false},
    RoleLine{Role::invited_party, "invited party", Reach::record, false},
};

const RoleLine& line_of(Role role) {
  return kRoleLines.at(static_cast<std::size_t>(role));
}

bool is_country_code(std::string_view text) {
  return text.size() == 2 && std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

}  // namespace

std::string_view name_of(Role role) {
  return line_of(role).name;
}

std::optional<Role> role_of(std::string_view name) {
  const auto found = std::ranges::find(kRoleLines, name, &RoleLine::name);
  if (found == kRoleLines.end()) return std::nullopt;
  return found->role;
}

Reach reach_of(Role role) {
  return line_of(role).reach;
}

bool is_office(Role role) {
  return reach_of(role) == Reach::whole_register;
}

bool needs_second_factor(Role role) {
  return line_of(role).second_factor;
}

void require_form(const Grant& grant) {
  const auto thing = "role " + std::string(name_of(grant.role));
  switch (reach_of(grant.role)) {
    case Reach::whole_register:
      if (!grant.of.empty()) throw base::BadInput(thing, "is held in the register, and in nothing else");
      return;
    case Reach::country:
      if (!is_country_code(grant.of))
        throw base::BadInput(thing, "names no country", "Give its code of two letters: 'focal point of KE'.");
      return;
    case Reach::organisation:
    case Reach::record:
      if (const auto id = base::Uuid::parse(grant.of); !id || id->str() != grant.of)
        throw base::BadInput(thing, "names no record", "Give the record's id, as its page shows it.");
      return;
  }
}

std::string text_of(const Grant& grant) {
  return std::string(name_of(grant.role)) + (grant.of.empty() ? "" : " of " + grant.of);
}

Grant read_grant(std::string_view text) {
  text = base::trimmed(text);
  const auto parted = text.find(" of ");
  std::string name(text.substr(0, parted));
  std::ranges::replace(name, '-', ' ');
  const auto role = role_of(name);
  if (!role) {
    std::string known;
    for (const auto& line : kRoleLines) known += (known.empty() ? "" : ", ") + std::string(line.name);
    throw base::BadInput("role '" + name + "'", "is none", "There are: " + known + ".");
  }
  Grant grant{*role, parted == text.npos ? std::string() : std::string(text.substr(parted + 4))};
  require_form(grant);
  return grant;
}

bool Actor::holds(Role role) const {
  return std::ranges::any_of(grants, [role](const Grant& each) { return each.role == role; });
}

bool Actor::holds(const Grant& grant) const {
  return std::ranges::find(grants, grant) != grants.end();
}

}  // namespace entente::access
