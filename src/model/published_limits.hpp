// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "model/record.hpp"

/// What the model takes of published values, for readers who leave the rest in the original.
namespace entente::model {

/// The most that the rules of Partnership let a list have: of planned payments, and of each of the others.
inline constexpr std::size_t kMostPlannedPayments = 5'000, kMostPublished = 1'000;
/// Of references, documents and places of a result, an indicator, a figure; of further means of a contact.
inline constexpr std::size_t kMostReferences = 200, kMostMeans = 100;

/// Whether a value keeps to the rules of its fields: a record that has it is not at fault for it.
bool fits(const Classification&);
bool fits(const Contact&);
bool fits(const PlannedPayment&);
bool fits(const Condition&);
bool fits(const Place&);
bool fits(const Document&);
bool fits(const Identifier&);
bool fits(const Reference&);
bool fits(const Note&);
bool fits(const Partnership&);
bool fits(const Organisation&);

/// Whether a record has no fault but that it lacks ids: those of its partnership and its organisation, which
/// the register puts in. Nothing is said of what else is wrong: check() does.
bool is_whole_but_for_ids(const Record&);

}  // namespace entente::model
