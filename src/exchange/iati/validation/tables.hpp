// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace entente::exchange::iati::validation {

/// The official tables of IATI 2.03 as text, each in the form of its file in data/iati/2.03: what
/// 'entente standard update' makes anew. What is our own (rules, known publishers) is not among them.
struct Tables {
  std::string schema, codelists, rules, agencies;
};

/// Those of the binary.
const Tables& compiled_in();

/// All in one text, as a file keeps them, and back: nothing where it is not whole.
std::string text_of(const Tables&);
std::optional<Tables> tables_in(std::string_view text);

/// Where the folder of a register keeps those that were updated.
std::filesystem::path tables_file(const std::filesystem::path& data);
/// None where there is no such file. Throws Error for one that is not as write_tables left it.
std::optional<Tables> read_tables(const std::filesystem::path& file);
/// Whole and on the disk, or what stood there before.
void write_tables(const std::filesystem::path& file, const Tables&);

/// From now on Standard::current() is what the folder of a register keeps, or, where it keeps none, what is
/// compiled in. For the beginning of a program, before anything is validated. `data` may be empty.
void use_tables_of(const std::filesystem::path& data);

}  // namespace entente::exchange::iati::validation
