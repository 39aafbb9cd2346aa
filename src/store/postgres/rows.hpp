// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "store/dump.hpp"
#include "store/postgres/connection.hpp"

namespace entente::store::postgres {

/// Both over a connection of their own.
std::unique_ptr<Dump> dump_rows(const Target&);
/// Throws base::Conflict where the register is not empty.
std::unique_ptr<Fill> fill_rows(const Target&);

}  // namespace entente::store::postgres
