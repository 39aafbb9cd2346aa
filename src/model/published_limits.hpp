// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "model/published_values.hpp"

/// What a partnership takes of published values, for readers who leave the rest in the original.
namespace entente::model {

/// The most that the rules of Partnership let a list have: of planned payments, and of each of the others.
inline constexpr std::size_t kMostPlannedPayments = 5'000, kMostPublished = 1'000;

/// Whether a value keeps to the rules of its fields: a record that has it is not at fault for it.
bool fits(const Classification&);
bool fits(const Contact&);
bool fits(const PlannedPayment&);
bool fits(const Condition&);

}  // namespace entente::model
