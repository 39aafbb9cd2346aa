// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>

#include "store/dump.hpp"

namespace entente::store::sqlite {

/// Both over a connection of their own.
std::unique_ptr<Dump> dump_rows(const std::filesystem::path& file);
/// Throws base::Conflict where the register is not empty.
std::unique_ptr<Fill> fill_rows(const std::filesystem::path& file);

}  // namespace entente::store::sqlite
