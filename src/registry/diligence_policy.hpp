// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.hpp"
#include "base/text.hpp"

/// What due diligence looks at, as an institution sets it: one TOML file (docs/reference/due-diligence.md).
namespace entente::registry {

/// What is found out of an organisation, in the order in which pages show it.
inline constexpr std::array<std::string_view, 6> kDiligenceSections{
    "identity", "ownership", "exclusion", "controversies", "screening", "experience"};
/// Of each criterion a finding of its own; any number of them, each with its source; not for the one
/// assessed.
inline constexpr std::string_view kSectionExclusion = "exclusion", kSectionControversies = "controversies",
                                  kSectionScreening = "screening";

struct DiligenceSection {
  std::string key;
  bool required = true;
  std::int64_t valid_days = 365;  ///< for which a finding holds at most
};

struct DiligenceCriterion {
  std::string key;
  base::Text name, text;
  std::string basis;  ///< what it follows from, by name
};

struct DiligenceGrade {
  std::string key;
  base::Text name;
};

struct DiligencePolicy {
  std::int64_t hearing_days = 0, remind_days = 0;
  std::vector<DiligenceSection> sections;  ///< in the order of kDiligenceSections
  std::vector<DiligenceCriterion> criteria;
  std::vector<DiligenceGrade> grades;  ///< from the lowest risk to the highest
  std::string source;                  ///< the file's bytes
  base::Sha256 hash{};                 ///< of those

  const DiligenceSection* section(std::string_view key) const;
  const DiligenceCriterion* criterion(std::string_view key) const;
  const DiligenceGrade* grade(std::string_view key) const;
};

/// Throws base::BadInput with name, line and key.
DiligencePolicy read_diligence_policy(std::string_view text, const std::string& name);
/// The one the program brings, where no file is named. Throws base::NotFound and base::BadInput.
DiligencePolicy load_diligence_policy(const std::filesystem::path& file);

}  // namespace entente::registry
