// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <iosfwd>
#include <memory>

#include "base/clock.hpp"
#include "cli/cli.hpp"

namespace entente::app {

/// The commands' view of everything else.
cli::Environment environment(std::ostream& out, std::ostream& err, bool terminal);

/// Opens the register in a folder; `exclusive` for the one server it may have.
std::unique_ptr<registry::Register> open_register(const std::filesystem::path& data, bool exclusive);
/// Makes an empty one.
void init_register(const std::filesystem::path& data, std::string_view marked);
/// The settings file that stands for a folder, or the one named; empty where there is none.
std::filesystem::path settings_file(const std::filesystem::path& data, const std::filesystem::path& named);

const base::Clock& system_clock();

}  // namespace entente::app
