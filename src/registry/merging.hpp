// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "access/permission.hpp"
#include "base/text.hpp"
#include "registry/register.hpp"

namespace entente::registry {

/// Two records that may be of one organisation.
struct LikelyDuplicate {
  base::Uuid one, other;  ///< the older comes first
  base::Text one_name, other_name;
  bool by_identifier = false;  ///< else by their names
  std::string value;           ///< the identifier, or the name as it is compared
};
struct LikelyDuplicates {
  std::vector<LikelyDuplicate> found;
  bool whole = true;  ///< every organisation was looked at
};

/// What a merge changes.
struct MergeView {
  base::Uuid kept, other;
  base::Text kept_name, other_name;
  std::int64_t partnerships = 0;         ///< that name the one that goes
  std::vector<std::string> moving = {};  ///< names of those who would speak or write for the one that is kept
  bool both_assessed = false;  ///< each has an assessment under way: they are not merged until one ends
};

struct MergeLine {
  base::Uuid other, kept;
  base::Text other_name, kept_name;
  base::Instant at;
};

inline constexpr std::size_t kMostMoved = 20'000;  ///< records that one merge may change
inline constexpr std::size_t kMostMergesKept = 200;

/// Making two records of one organisation one. What named the one that goes names the one that is kept, each
/// in a new revision; it is withdrawn itself, keeps its revisions and its address, which leads on; its
/// identifiers lead to the one that is kept, also from files that are imported later. The table of
/// permissions says who may: others get access::Refused.
class Merging {
 public:
  explicit Merging(Register& reg) : reg_(reg) {}

  /// Organisations with the same identifier, or with the same name and no two countries; at most `limit`.
  LikelyDuplicates likely(const access::Actor&, std::size_t limit) const;
  /// Throws base::NotFound where one of them does not stand, base::BadInput where they are one.
  MergeView look(const access::Actor&, const base::Uuid& kept, const base::Uuid& other) const;
  /// Throws the same, and base::Conflict where more than kMostMoved records would change, or something that
  /// one organisation has one of is under way for both.
  void merge(const access::Actor&, const base::Uuid& kept, const base::Uuid& other);
  /// Has `other` stand by itself again, and what the merge changed name it; roles that moved and are held
  /// still move back. Throws base::NotFound where it was not merged, base::Conflict where the one that was
  /// kept stands no more.
  void undo(const access::Actor&, const base::Uuid& other);
  /// The last merges that were not undone, the newest first.
  std::vector<MergeLine> merges(const access::Actor&) const;

 private:
  Register& reg_;
};

}  // namespace entente::registry
