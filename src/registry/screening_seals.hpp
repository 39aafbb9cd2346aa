// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/store.hpp"

/// Internal to registry: whether decisions on hits are what was sealed.
namespace entente::registry {

/// Whether a decision is what was sealed in the log, and the columns beside it, which pages show, say the
/// same.
bool is_decision_as_sealed(store::Reader&, const store::ScreeningStep&);

}  // namespace entente::registry
