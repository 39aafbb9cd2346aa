// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <ostream>

#include "base/error.hpp"
#include "base/whole_file.hpp"
#include "cli/log_commands.hpp"
#include "cli/log_trust.hpp"
#include "registry/log.hpp"

namespace entente::cli {

namespace {

void tell_status(const Place& place, const Environment& env) {
  const auto reg = env.open(place);
  const registry::Log log(*reg);
  const auto keys = log.keys();
  const auto published = log.published();
  if (!published) {
    env.out << "No checkpoint of the log is published yet.\nNext: entente serve, which signs it.\n";
    return;
  }
  env.out << "The log " << shown(published->checkpoint.origin) << " has " << published->checkpoint.size
          << " published entries, with the root " << ledger::base64_of(published->checkpoint.root) << ".\n";
  for (const auto& key : keys)
    for (const auto& one : published->note.signatures)
      if (key.is_named_by(one)) env.out << "Signed with " << key.text() << "\n";
  const auto witnessed = log.witnessed();
  if (!witnessed) return;
  for (const auto& one : witnessed->note.signatures)
    if (const auto seconds = ledger::time_of(one)) {
      env.out << "Witnessed by " << shown(one.key_name) << " at " << moment_of(*seconds);
      if (witnessed->checkpoint.size != published->checkpoint.size)
        env.out << ", with " << witnessed->checkpoint.size << " entries";
      env.out << "\n";
    }
}

struct EntriesOptions {
  Place place;
  std::size_t from = 0, limit = 100;
};

void write_entries(const EntriesOptions& options, const Environment& env) {
  constexpr std::size_t kAtOnce = 1'000;
  const auto reg = env.open(options.place);
  const registry::Log log(*reg);
  for (std::size_t done = 0; done < options.limit;) {
    const auto entries =
        log.entries(options.from + done, std::min<std::size_t>(kAtOnce, options.limit - done));
    if (entries.empty()) return;
    for (std::size_t i = 0; i < entries.size(); ++i)
      env.out << options.from + done + i << "\t" << shown(entries[i]) << "\n";
    done += entries.size();
  }
}

struct ProveOptions {
  Place place;
  std::string record;
  std::size_t version = 0, entry = 0;
  std::filesystem::path output;
};

std::uint64_t entry_to_prove(const ProveOptions& options, const registry::Log& log) {
  if (options.record.empty()) return options.entry;
  if (options.version == 0) missing("--version");
  const auto id = base::Uuid::parse(options.record);
  if (!id)
    throw base::BadInput("--record " + options.record, "is no id",
                         "Copy it from the address of the record's page.");
  const auto entry = log.entry_of(*id, static_cast<std::int64_t>(options.version));
  if (!entry)
    throw base::NotFound(
        "version " + std::to_string(options.version) + " of " + options.record,
        "is no published entry of the log",
        "Drafts are none; what was just published is one within seconds of a running server.");
  return *entry;
}

void prove(const ProveOptions& options, const Environment& env) {
  const auto reg = env.open(options.place);
  const registry::Log log(*reg);
  const auto entry = entry_to_prove(options, log);
  auto receipt = log.receipt(entry);
  if (!receipt)
    throw base::NotFound("entry " + std::to_string(entry), "is not in the tree of the last checkpoint",
                         "See how many there are with 'entente log status'.");
  receipt->proof.extra = receipt->entry;
  const auto bytes = ledger::bytes_of(receipt->proof);
  if (options.output.empty()) {
    env.out << bytes;
    return;
  }
  base::WholeFile file(options.output);
  file.out() << bytes;
  file.commit();
}

}  // namespace

void add_log_status(Commands& commands, const Environment& env) {
  auto place = std::make_shared<Place>();
  auto command = commands.add("status", "Say what of a register's log is published, and who has signed it.");
  command.place(*place);
  command.run([place, &env] { tell_status(*place, env); });
}

void add_log_entries(Commands& commands, const Environment& env) {
  auto options = std::make_shared<EntriesOptions>();
  auto command = commands.add("entries", "Write entries of a register's log, one a line behind its number.");
  command.place(options->place);
  command.option("--from", options->from, "The number of the first; 0 unless told.");
  command.option("--limit", options->limit, "How many at most; 100 unless told.").between(1, 1'000'000'000);
  command.run([options, &env] { write_entries(*options, env); });
}

void add_log_prove(Commands& commands, const Environment& env) {
  auto options = std::make_shared<ProveOptions>();
  auto command =
      commands.add("prove", "Write the receipt of an entry (tlog-proof), to be checked offline by anybody.");
  command.place(options->place);
  command.option("--entry", options->entry, "The number of the entry.");
  command.option("--record", options->record, "Or the id of a record,");
  command.option("--version", options->version, "and its version.");
  command.option("-o,--output", options->output, "The file to write; standard output unless told.");
  command.run([options, &env] { prove(*options, env); });
}

}  // namespace entente::cli
