// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <optional>
#include <ostream>

#include "base/error.hpp"
#include "base/whole_file.hpp"
#include "cli/log_commands.hpp"
#include "cli/log_trust.hpp"
#include "ledger/audit.hpp"
#include "ledger/tiles.hpp"

namespace entente::cli {

namespace {

namespace fs = std::filesystem;

struct AuditOptions {
  LogTrust trust;
  std::string place;
  fs::path state;
};

/// What the longest file of this name can have, so that a log cannot fill the memory of who reads it.
std::size_t most_bytes(const std::string& path) {
  constexpr std::size_t kHash = 32, kLength = 2;
  if (path == "checkpoint") return ledger::kMaxNote;
  const auto name = ledger::parse_tile_path(path);
  const std::size_t each = name && name->entries ? ledger::kMaxEntry + kLength : kHash;
  return each * (name ? name->tile.width : ledger::kTileWidth);
}

ledger::Fetch from_folder(const fs::path& folder) {
  return [folder](const std::string& path) -> std::optional<std::string> {
    std::error_code ec;
    if (!fs::exists(folder / path, ec)) return {};
    return read_bounded(folder / path, most_bytes(path));
  };
}

ledger::Fetch from_address(const Environment& env, std::string prefix) {
  while (prefix.ends_with('/')) prefix.pop_back();
  return [prefix, fetch = env.fetcher()](const std::string& path) {
    return fetch(prefix + "/" + path, most_bytes(path));
  };
}

/// The checkpoint that was seen before. Its signature is asked again: the file lay where others may write.
std::optional<ledger::Checkpoint> seen_before(const fs::path& state, const TrustedKeys& trusted) {
  std::error_code ec;
  if (!fs::exists(state, ec)) return {};
  try {
    const auto note = ledger::read_note(read_bounded(state, ledger::kMaxNote));
    ledger::signers_of(note, trusted.keys);
    auto last = ledger::read_checkpoint(note.text);
    if (last.origin == trusted.origin) return last;
  } catch (const base::BadInput& e) {
    throw base::BadInput("what was seen before, in " + state.string(), e.cause(),
                         "Put the file back from a copy; without one, nothing says what the log held then.");
  }
  throw base::BadInput("what was seen before, in " + state.string(), "is of another log",
                       "Name another file for this log.");
}

void audit_log(const AuditOptions& options, const Environment& env) {
  const auto trusted = trusted_keys(options.trust);
  const auto last = seen_before(options.state, trusted);
  const bool address = options.place.find("://") != std::string::npos;
  const auto fetch = address ? from_address(env, options.place) : from_folder(options.place);
  const auto found = ledger::audit(fetch, trusted.origin, trusted.keys, last);
  env.out << "The log " << shown(trusted.origin) << " has " << found.checkpoint.size
          << " entries, with the root " << ledger::base64_of(found.checkpoint.root) << ".\n";
  tell_signers(env.out, trusted, found.note, found.signers);
  env.out << "All of them and " << found.tiles << " tiles were computed anew.\n";
  if (last)
    env.out << "It begins with the " << last->size << " entries that were seen before.\n";
  else
    env.out << "No checkpoint was seen before: a later audit compares with this one.\n";
  base::WholeFile state(options.state);
  state.out() << ledger::bytes_of(found.note);
  state.commit();
}

}  // namespace

void add_log_audit(Commands& commands, const Environment& env) {
  auto options = std::make_shared<AuditOptions>();
  auto command = commands.add("audit",
                              "Follow a log as a stranger does: its signature, every tile, every entry, and "
                              "that it begins with what was seen before.");
  command
      .option("PLACE", options->place,
              "Its address (https://register.example/log), or a folder with its files.")
      .required();
  options->trust.options(command);
  command
      .option("--state", options->state,
              "The file in which the last checkpoint seen is remembered; made the first time.")
      .required();
  command.run([options, &env] { audit_log(*options, env); });
}

}  // namespace entente::cli
