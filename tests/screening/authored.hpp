// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "screening/listed.hpp"

/// The pairs of names that were written before anything was measured
/// (tests/data/screening/authored_pairs.tsv).
namespace entente::screening_sets {

struct AuthoredPair {
  std::string language, script;
  screening::Kind kind{};
  std::string a, b;
  bool match = false;
  std::string about;
};
/// Throws base::Error where the file is not there, BadInput naming the line that is no pair.
std::vector<AuthoredPair> authored_pairs(const std::string& path);

/// What became of the pairs of one language, or of one script.
struct AuthoredFigures {
  std::string of;
  std::size_t matches = 0, found = 0;  ///< pairs that are one name, and those said to be
  std::size_t others = 0, taken = 0;   ///< pairs that are two names, and those said to be one
  double auc = 0;                      ///< the chance that a match has the higher score than what is none
  double f1() const;
};
struct AuthoredScores {
  std::vector<AuthoredPair> pairs;
  std::vector<double> scores;
  /// All, then by language, then by script, each in the order of its name.
  std::vector<AuthoredFigures> figures(double threshold) const;
};
AuthoredScores score_authored(const std::string& path);

}  // namespace entente::screening_sets
