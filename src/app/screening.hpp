// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>

#include "app/repeating.hpp"
#include "registry/screening_rounds.hpp"

namespace entente::app {

/// Compares parties with the lists as they are written and as lists come, in a thread of its own, until it is
/// destroyed.
class Screening {
 public:
  Screening(registry::Register&, const registry::ScreeningLists&);

 private:
  registry::ScreeningRounds rounds_;
  Repeating repeating_;
};

}  // namespace entente::app
