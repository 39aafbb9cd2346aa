// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "principles/assess.hpp"
#include "registry/register.hpp"

/// What another policy would change, before it is adopted.
namespace entente::registry {

struct ChangedStatus {
  base::Uuid partnership;
  base::Text title;
  const principles::Principle* principle = nullptr;
  principles::Status from = principles::Status::not_applicable, to = principles::Status::not_applicable;
};

struct PolicyTrial {
  std::int64_t partnerships = 0;
  /// Of each principle, in their order: how many stand so by the one, and so by the other.
  struct Counts {
    std::array<std::int64_t, principles::kStatuses> from{}, to{};
  };
  std::vector<Counts> counts;
  std::vector<ChangedStatus> changed;  ///< the first of them, as many as were asked for
  std::int64_t changes = 0;            ///< all of them
};

/// Judges every partnership that stands by both, as offices see it; nothing is kept. `each` is told of how
/// many are done.
PolicyTrial try_policy(Register&, const principles::Policy& from, const principles::Profile& from_profile,
                       const principles::Policy& to, const principles::Profile& to_profile,
                       std::size_t most_changed, const std::function<void(std::int64_t)>& each = {});

}  // namespace entente::registry
