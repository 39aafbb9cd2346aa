// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <memory>
#include <optional>
#include <ostream>
#include <thread>

#include "base/error.hpp"
#include "base/whole_file.hpp"
#include "cli/log_commands.hpp"
#include "cli/log_trust.hpp"
#include "ledger/audit.hpp"
#include "ledger/tiles.hpp"
#include "registry/records_in_log.hpp"

namespace entente::cli {

namespace {

namespace fs = std::filesystem;

struct AuditOptions {
  LogTrust trust;
  std::string place, records;
  fs::path state;
  unsigned witnessed_within = 24;  ///< hours
};

constexpr std::size_t kMostAnswer = std::size_t{64} << 20U;  ///< bytes: of one address of a register's API
constexpr std::size_t kMostExport = std::size_t{2} << 30U;   ///< of a file of records

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

bool is_address(const std::string& place) {
  return place.find("://") != std::string::npos;
}

std::string without_slashes(std::string address) {
  while (address.ends_with('/')) address.pop_back();
  return address;
}

ledger::Fetch from_address(const Environment& env, const std::string& place) {
  return [prefix = without_slashes(place), fetch = env.fetcher()](const std::string& path) {
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

/// What a register shows, from its API or from a file, against the entries of the log.
void compare_records(const std::string& place, registry::RecordsInLog& records, const Environment& env) {
  constexpr std::uint64_t kTold = 100;
  std::uint64_t told = 0;
  const auto tell = [&](const std::string& difference) {
    if (told++ < kTold) env.err << shown(difference) << "\n";
  };
  std::uint64_t absent = 0;
  if (is_address(place)) {
    const auto fetch = env.fetcher();
    const auto address = without_slashes(place);
    for (const auto& asked : records.addresses()) {
      if (const auto json = fetch(address + asked.path, kMostAnswer)) {
        records.compare(asked, *json, address + asked.path, tell);
        continue;
      }
      ++absent;
      tell(address + asked.path + " is not there, and the log has not withdrawn it.");
    }
  } else {
    records.compare(read_bounded(place, kMostExport), place, tell);
  }
  if (told > kTold) env.err << "And " << told - kTold << " more.\n";
  const auto seen = records.seen();
  env.out << "Records: " << seen.same << " versions have the body that the log tells of; " << seen.unseen
          << " were not shown, " << seen.newer
          << " came in after it; differences: " << seen.differences + absent << ".\n";
  if (seen.differences + absent > 0)
    throw base::BadInput(place, "what it shows is not what the log tells",
                         "Keep what was said here; what was withdrawn or erased since is in the log a few "
                         "seconds later, so ask once more.");
}

/// Who signed what the log has now; and where witnesses have signed an earlier one alone, who that.
void tell_checkpoints(const AuditOptions& options, const TrustedKeys& trusted, const ledger::Audited& found,
                      std::ostream& out) {
  if (!found.witnessed) return tell_signers(out, trusted, found.note, found.signers);
  auto by_anybody = trusted;
  by_anybody.witnesses = 0;
  tell_signers(out, by_anybody, found.note, found.signers);
  const auto& earlier = *found.witnessed;
  out << "Its first " << earlier.checkpoint.size << " entries are witnessed, in a checkpoint of before:\n";
  tell_signers(out, trusted, earlier.note, earlier.signers);
  must_be_signed_within(trusted, earlier, options.witnessed_within);
}

/// Whether witnesses sign another checkpoint within half a minute: a log that was quiet for days and has
/// grown just now is signed by them some seconds later.
bool is_signed_anew(const ledger::Fetch& fetch, const ledger::SignedCheckpoint& before) {
  constexpr int kTimes = 6;
  constexpr std::chrono::seconds kPause{5};
  for (int time = 0; time < kTimes; ++time) {
    std::this_thread::sleep_for(kPause);
    const auto bytes = fetch("witnessed");
    if (bytes && ledger::bytes_of(ledger::read_note(*bytes)) != ledger::bytes_of(before.note)) return true;
  }
  return false;
}

void audit_log(const AuditOptions& options, const Environment& env) {
  const auto trusted = trusted_keys(options.trust);
  const auto last = seen_before(options.state, trusted);
  const auto fetch =
      is_address(options.place) ? from_address(env, options.place) : from_folder(options.place);
  registry::RecordsInLog records;
  ledger::EachEntry each;
  if (!options.records.empty())
    each = [&records](std::uint64_t index, std::string_view entry) { records.take(index, entry); };
  const auto follow = [&] {
    return ledger::audit(fetch, trusted.origin, trusted.keys, last, each, trusted.witnesses);
  };
  auto found = follow();
  if (is_address(options.place) && found.witnessed &&
      !is_signed_within(trusted, *found.witnessed, options.witnessed_within) &&
      is_signed_anew(fetch, *found.witnessed)) {
    records = {};
    found = follow();
  }
  env.out << "The log " << shown(trusted.origin) << " has " << found.checkpoint.size
          << " entries, with the root " << ledger::base64_of(found.checkpoint.root) << ".\n";
  tell_checkpoints(options, trusted, found, env.out);
  env.out << "All of them and " << found.tiles << " tiles were computed anew.\n";
  if (last)
    env.out << "It begins with the " << last->size << " entries that were seen before.\n";
  else
    env.out << "No checkpoint was seen before: a later audit compares with this one.\n";
  base::WholeFile state(options.state);
  state.out() << ledger::bytes_of(found.note);
  state.commit();
  // The log itself holds, whatever the register shows beside it.
  if (!options.records.empty()) compare_records(options.records, records, env);
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
  command
      .option(
          "--witnessed-within", options->witnessed_within,
          "Where the log has grown since witnesses signed it: how many hours ago they may have done so at "
          "most; 24 unless told.")
      .between(1, 87'600);
  command.option("--records", options->records,
                 "Where the records are that the log tells of: the register's address "
                 "(https://register.example), of which each is asked for, or a file of its JSON. Each is "
                 "compared with its entry.");
  command.run([options, &env] { audit_log(*options, env); });
}

}  // namespace entente::cli
