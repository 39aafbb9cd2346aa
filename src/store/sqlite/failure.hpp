// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace entente::store::sqlite {

/// How errors name a database: "register /var/lib/entente/register.db".
std::string register_name(const std::filesystem::path& file);

/// Throws the base::Error that tells a person what an SQLite result code means. `system_errno` is what the
/// operating system said (0 where it said nothing), `message` SQLite's own words.
[[noreturn]] void throw_failure(const std::filesystem::path& file, int code, int system_errno,
                                std::string_view message);

}  // namespace entente::store::sqlite
