// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.hpp"
#include "base/text.hpp"
#include "principles/measure.hpp"

/// By what a register judges: one TOML file, which an institution edits
/// (docs/reference/principles-policy.md). It says what of every measure; a key that it does not know, and one
/// that it lacks, are errors.
namespace entente::principles {

/// How one measure counts.
struct MeasureRule {
  bool used = true;                ///< else it applies to nobody
  bool hard = false;               ///< a principle of which it is not met is not met, whatever else is so
  double weight = 1;               ///< among the measures of its principle
  double met = 0;                  ///< its value from which it is met, and
  double partly = 0;               ///< from which it is partly so; down to which, where less is better
  std::vector<double> parameters;  ///< in the measure's order
  base::Text reason;               ///< why so
  std::string source;              ///< what that cites; empty: an unvalidated default
};

/// How one principle follows from its measures: each that is met counts its weight, each that is partly met
/// half of it.
struct PrincipleRule {
  double weight = 1;                  ///< in the composite
  double met = 0, partly = 0;         ///< the share of the weights from which it is met, or partly so
  std::vector<MeasureRule> measures;  ///< in the principle's order
};

/// Where a measure is not asked: of partnerships of a kind, level or status.
struct Exception {
  std::string_view principle, measure;
  std::string vocabulary, code;  ///< "kind", "level" or "status", and the term
  std::size_t place = 0;         ///< of that term
  base::Text reason;
};

/// A policy, as one kind of institution uses it.
struct Profile {
  std::string key;
  base::Text name;
  std::vector<PrincipleRule> principles;  ///< in the order of principles()
};

struct Policy {
  std::string version;  ///< as its institution calls it
  base::Text name;
  bool composite = false;         ///< whether one figure of all principles is shown, with its sensitivity
  std::vector<Profile> profiles;  ///< the first is the one that counts where none is named: "default"
  std::vector<Exception> exceptions;
  std::string source;   ///< the file's bytes
  base::Sha256 hash{};  ///< of those

  /// Throws base::NotFound where it has none of that name; an empty name is the default.
  const Profile& profile(std::string_view key) const;
};

/// Throws base::BadInput with name, line and key.
Policy read_policy(std::string_view text, const std::string& name);
/// The one the program brings.
const Policy& default_policy();
/// Throws base::NotFound and base::BadInput. An empty path is the program's.
Policy load_policy(const std::filesystem::path& file);

}  // namespace entente::principles
