// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "app/config.hpp"
#include "registry/log_witness.hpp"

namespace entente::app {

/// The witness of other registers' logs that the settings make of this one; null where they make it none.
/// Throws base::BadInput where their files cannot be used.
std::shared_ptr<registry::LogWitness> witness_of(registry::Register&, const Config&);

}  // namespace entente::app
