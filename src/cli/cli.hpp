// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "registry/accounts.hpp"
#include "registry/key_change.hpp"
#include "registry/register.hpp"

/// The command line: one command a file. The help texts are the reference page.
namespace entente::cli {

class Commands;  // cli/command.hpp

/// Where a register is: a folder with its settings and, unless these name a database, the register itself;
/// or a database (postgresql://…); or both, and then the database goes before what the settings say.
struct Place {
  std::filesystem::path data;
  std::string database;
};

struct ServeOptions {
  Place place;
  std::filesystem::path config;
  std::string listen;  ///< empty: as configured
};

/// What the commands need; app hands it in.
struct Environment {
  std::ostream& out;
  std::ostream& err;
  bool terminal = false;  ///< err is a terminal: progress bars make sense
  /// Makes an empty register with its settings file. `marked` is "example" or "sample", of which every page
  /// then speaks, or empty.
  std::function<void(const Place&, std::string_view marked)> init;
  std::function<std::unique_ptr<registry::Register>(const Place&)> open;
  /// As open; the index is written beside the register.
  std::function<std::unique_ptr<registry::Register>(const Place&)> open_to_index;
  /// As open, and makes an empty register where there is none yet.
  std::function<std::unique_ptr<registry::Register>(const Place&)> open_or_make;
  /// A register in one file of that name, outside any folder of a register: a backup.
  std::function<std::unique_ptr<registry::Register>(const std::filesystem::path& file)> open_file;
  /// Makes such a file, which bears its name only when `fill` is done with it and it is on the disk. Conflict
  /// where something bears it already.
  std::function<void(const std::filesystem::path& file, const std::function<void(registry::Register&)>& fill)>
      make_file;
  std::function<int(const ServeOptions&)> serve;
  std::function<std::vector<std::string>(const std::filesystem::path& data,
                                         const std::filesystem::path& config, bool names_only)>
      config;
  std::function<std::vector<std::string>()> routes;  ///< "GET /pattern  about"
  /// What the use cases of accounts need there. A change of the register's key that was interrupted is
  /// finished in the store; the key is made where there is none.
  std::function<registry::AccountRules(const Place&, store::Store&)> account_rules;
  /// Days after which a list that is screened against is flagged, by the settings there.
  std::function<std::int64_t(const Place&)> stale_days;
  /// Gives a register another key, and seals with it what is sealed.
  std::function<registry::KeyChange(const Place&)> renew_key;
  /// Sends a mail at once by the settings of a folder, or those named; throws where the relay refuses.
  std::function<void(const std::filesystem::path& data, const std::filesystem::path& config,
                     std::string_view to, std::string_view language)>
      test_mail;
  /// Makes what fetches from addresses that the person at the command line names: at most that many bytes,
  /// nothing where there is none. It throws where no answer comes, or another one.
  std::function<std::function<std::optional<std::string>(const std::string& url, std::size_t most)>()>
      fetcher;
  std::string version;
};

/// Parses, runs one command, tells faults on err in one sentence. Returns the exit status: 0 done, 1 a fault
/// told, 2 the command line could not be read.
int run(int argc, const char* const* argv, const Environment&);

// One function a command: adds it to the application; `status` is what it ends with.
void add_init(Commands&, const Environment&, int& status);
void add_serve(Commands&, const Environment&, int& status);
void add_import(Commands&, const Environment&, int& status);
void add_validate(Commands&, const Environment&, int& status);
void add_standard(Commands&, const Environment&, int& status);
void add_check(Commands&, const Environment&, int& status);
void add_policy(Commands&, const Environment&, int& status);
void add_search(Commands&, const Environment&, int& status);
void add_screen(Commands&, const Environment&, int& status);
void add_index(Commands&, const Environment&, int& status);
void add_export(Commands&, const Environment&, int& status);
void add_move(Commands&, const Environment&, int& status);
void add_backup(Commands&, const Environment&, int& status);
void add_restore(Commands&, const Environment&, int& status);
void add_lists(Commands&, const Environment&, int& status);
void add_log(Commands&, const Environment&, int& status);
void add_verify(Commands&, const Environment&, int& status);
void add_user(Commands&, const Environment&, int& status);
void add_sign(Commands&, const Environment&, int& status);
void add_mail(Commands&, const Environment&, int& status);
void add_config(Commands&, const Environment&, int& status);
void add_routes(Commands&, const Environment&, int& status);

}  // namespace entente::cli
