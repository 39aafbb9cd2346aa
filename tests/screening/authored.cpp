// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "authored.hpp"

#include <map>
#include <utility>

#include "base/error.hpp"
#include "screening/screener.hpp"
#include "sets.hpp"

namespace entente::screening_sets {
namespace {

constexpr std::size_t kColumns = 7;

double share_in_order(const std::vector<std::pair<double, bool>>& scored) {
  double right = 0, compared = 0;
  for (const auto& [score, match] : scored) {
    if (!match) continue;
    for (const auto& [other, is_match] : scored) {
      if (is_match) continue;
      compared += 1;
      right += score > other ? 1 : score == other ? 0.5 : 0;
    }
  }
  return compared > 0 ? right / compared : 0;
}

}  // namespace

double AuthoredFigures::f1() const {
  const auto hits = static_cast<double>(found);
  return hits > 0 ? 2 * hits / (hits + static_cast<double>(taken + matches)) : 0;
}

std::vector<AuthoredPair> authored_pairs(const std::string& path) {
  std::vector<AuthoredPair> out;
  for (const auto& row : read_tsv(path)) {
    if (!row.empty() && row.front() == "language") continue;
    const auto kind = row.size() == kColumns ? screening::kind_named(row[2]) : std::nullopt;
    if (!kind || (row[5] != "true" && row[5] != "false"))
      throw base::BadInput(path + ", row " + std::to_string(out.size() + 2), "is no pair of names",
                           "write language, script, kind, two names, true or false, and what it is about");
    out.push_back({row[0], row[1], *kind, row[3], row[4], row[5] == "true", row[6]});
  }
  return out;
}

std::vector<AuthoredFigures> AuthoredScores::figures(double threshold) const {
  // The key puts all first, then languages, then scripts.
  std::map<std::pair<int, std::string>, std::pair<AuthoredFigures, std::vector<std::pair<double, bool>>>>
      parts;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const auto& pair = pairs[i];
    for (const auto& key :
         {std::pair(0, std::string("all")), std::pair(1, pair.language), std::pair(2, pair.script)}) {
      auto& [part, scored] = parts[key];
      part.of = key.second;
      const bool said = scores[i] >= threshold;
      ++(pair.match ? part.matches : part.others);
      if (said) ++(pair.match ? part.found : part.taken);
      scored.emplace_back(scores[i], pair.match);
    }
  }
  std::vector<AuthoredFigures> out;
  for (auto& [key, part] : parts) {
    part.first.auc = share_in_order(part.second);
    out.push_back(std::move(part.first));
  }
  return out;
}

AuthoredScores score_authored(const std::string& path) {
  AuthoredScores out{authored_pairs(path), {}};
  for (const auto& pair : out.pairs)
    out.scores.push_back(screening::compare(party_of(pair.a, pair.kind), party_of(pair.b, pair.kind)).score);
  return out;
}

}  // namespace entente::screening_sets
