// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "registry/registering.hpp"

namespace entente::registry {

/// A partnership that was withdrawn, and why.
struct Tombstone {
  base::Text title;
  std::string reason;
  base::Instant at;
};

/// The register's office at work on what was handed in. What the table of permissions does not allow throws
/// access::Refused; a `seen` or version that has passed is base::Conflict.
class Reviewing {
 public:
  explicit Reviewing(Register& reg, const ReviewRules& rules = {}) : reg_(reg), rules_(rules) {}

  /// What was handed in, the oldest first, at most so many. How much of each is odd is counted where it is
  /// asked for: that reads each of them whole.
  std::vector<DraftLine> waiting(const access::Actor&, std::size_t limit, bool with_odd = true) const;
  /// Returns the id of what is published. Under four eyes base::Conflict for whoever wrote it or handed it
  /// in.
  base::Uuid publish(const access::Actor&, const base::Uuid& draft, std::int64_t seen);
  /// Back to its writers, with a reason: base::BadInput without one.
  void give_back(const access::Actor&, const base::Uuid& draft, std::int64_t seen, std::string_view reason);
  /// A published partnership stands no more; its reason is shown in its place. base::Conflict where a file is
  /// the authority on it.
  void withdraw(const access::Actor&, const base::Uuid& partnership, std::int64_t version,
                std::string_view reason);

 private:
  Register& reg_;
  ReviewRules rules_;
};

/// Nothing where the partnership stands, or was never published.
std::optional<Tombstone> tombstone_of(const Register&, const base::Uuid& partnership);

/// How many drafts wait for review.
std::int64_t waiting_count(const Register&);

}  // namespace entente::registry
