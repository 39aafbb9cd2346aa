// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <iosfwd>
#include <memory>

#include "app/config.hpp"
#include "base/clock.hpp"
#include "cli/cli.hpp"

namespace entente::app {

/// The commands' view of everything else.
cli::Environment environment(std::ostream& out, std::ostream& err, bool terminal);

/// What a register is opened for. A folder's register has one server at a time; a database may have several.
enum class Opened : std::uint8_t {
  to_read,
  to_index,  ///< makes new bases of the index, as a server does
  to_serve,
};
std::unique_ptr<registry::Register> open_register(const cli::Place&, const Config&, Opened);
/// Makes an empty one.
void init_register(const cli::Place&, std::string_view marked);
/// The same, made where there is none yet.
std::unique_ptr<registry::Register> open_or_make_register(const cli::Place&);
/// Whether it is kept in a folder, which one process at a time serves.
bool is_in_folder(const cli::Place&, const Config&);
/// See store::failover_warning; empty of a register in a folder.
std::string failover_warning(const cli::Place&, const Config&);
/// How a person is told of it, without a password.
std::string name_of(const cli::Place&, const Config&);
/// The settings file that stands for a folder, or the one named; empty where there is none.
std::filesystem::path settings_file(const std::filesystem::path& data, const std::filesystem::path& named);

const base::Clock& system_clock();

}  // namespace entente::app
