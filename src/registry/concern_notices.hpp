// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "registry/concerns.hpp"

/// Internal to registry: the records that tell of concerns which are published (docs/decisions/0075).
namespace entente::registry {

/// Brings the record that tells of a concern in line with it; puts nothing where it is. By the hand of those
/// who answer at once, and else by the job tell_concerns: when whoever raised it did something is in no
/// record.
void put_concern_notice(store::UnitOfWork&, const store::Concern&, const ConcernSubject&);

/// Whether that record says something else than stands.
bool is_told_otherwise(store::Reader&, const store::Concern&);

}  // namespace entente::registry
