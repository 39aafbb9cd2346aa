// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/move.hpp"

#include <filesystem>
#include <memory>
#include <ostream>

#include "base/error.hpp"
#include "cli/cli.hpp"
#include "cli/command.hpp"
#include "exchange/iati/validation/tables.hpp"
#include "registry/log_witness.hpp"

namespace entente::cli {

namespace {

namespace tables = exchange::iati::validation;

/// The tables of the standard that an operator keeps with a register; empty where those compiled in hold.
std::string tables_with(const Place& place, registry::Register& reg) {
  const auto kept = place.data.empty() ? std::nullopt : tables::read_tables(tables::tables_file(place.data));
  return kept ? tables::text_of(*kept) : registry::companion(reg);
}

/// Writes them to their file; one that stands there already stays.
void put_tables(const Environment& env, const std::string& text, const std::filesystem::path& file) {
  if (std::filesystem::exists(file)) {
    env.out << file.string() << " stands there already, and stays as it is.\n";
    return;
  }
  const auto kept = tables::tables_in(text);
  if (!kept)
    throw base::BadInput("the tables of the standard that came with the register", "are not whole",
                         "The register itself is; run 'entente standard update' for it.");
  try {
    tables::write_tables(file, *kept);
  } catch (const base::Error& e) {
    throw base::Error(e.thing(), e.cause(),
                      e.next() +
                          " The register has arrived whole and still holds these updated tables of the "
                          "standard: 'entente move' carries it to another folder with them, or run 'entente "
                          "standard update' for this one.");
  }
  env.out << "The updated tables of the standard came with it: " << file.string() << ".\n";
}

/// Puts them into the register's folder, where it has one. The register lets go of them once they stand
/// there: until then nothing else has them.
void keep_tables(const Environment& env, const std::string& text, const Place& place,
                 registry::Register& reg) {
  if (place.data.empty()) return registry::set_companion(reg, text);
  if (!text.empty()) put_tables(env, text, tables::tables_file(place.data));
  registry::set_companion(reg, {});
}

Place place_of(const std::string& text) {
  return text.find("://") == std::string::npos ? Place{text, {}} : Place{{}, text};
}

registry::MoveReport carry(const Environment& env, registry::Register& from, registry::Register& to) {
  const auto report = registry::move_register(from, to, [&](std::int64_t rows) {
    if (env.terminal) env.err << "\r\033[K" << rows << " rows carried" << std::flush;
  });
  if (env.terminal) env.err << "\r\033[K" << std::flush;
  return report;
}

void tell(const Environment& env, const registry::MoveReport& report) {
  env.out << report.revisions << " revisions and " << report.rows - report.revisions
          << " other rows arrived; all were read again and are equal, and every revision has its hash.\n";
}

void back_up(const Environment& env, const Place& place, const std::filesystem::path& file) {
  std::error_code ec;
  if (std::filesystem::exists(file, ec))
    throw base::Conflict(file.string(), "exists already", "Name another file, or remove that one.");
  const auto from = env.open(place);
  const auto text = tables_with(place, *from);
  registry::MoveReport report;
  env.make_file(file, [&](registry::Register& to) {
    report = carry(env, *from, to);
    registry::set_companion(to, text);
  });
  tell(env, report);
}

}  // namespace

void add_move(Commands& commands, const Environment& env, int&) {
  struct Options {
    std::string from, to;
  };
  auto options = std::make_shared<Options>();
  auto command = commands.add(
      "move",
      "Carry a whole register to another place, whatever the engines, and compare every row and every "
      "revision's hash. The old one stays as it is.");
  command.option("--from", options->from, "Folder or PostgreSQL database of the register.").required();
  command.option("--to", options->to, "Folder or database that holds none yet, or an empty one.").required();
  command.run([options, &env] {
    const auto place = place_of(options->from), to_place = place_of(options->to);
    const auto from = env.open(place);
    const auto text = tables_with(place, *from);
    const auto to = env.open_or_make(to_place);
    tell(env, carry(env, *from, *to));
    keep_tables(env, text, to_place, *to);
  });
}

void add_backup(Commands& commands, const Environment& env, int&) {
  struct Options {
    Place place;
    std::string file;
  };
  auto options = std::make_shared<Options>();
  auto command = commands.add(
      "backup",
      "Write a whole register into one file, also while it is served, and compare what was written.");
  command.place(options->place);
  command.option("FILE", options->file, "The file to make.").required();
  command.run([options, &env] { back_up(env, options->place, options->file); });
}

void add_restore(Commands& commands, const Environment& env, int&) {
  struct Options {
    Place place;
    std::string file;
  };
  auto options = std::make_shared<Options>();
  auto command =
      commands.add("restore", "Make a register from a backup, where there is none yet or an empty one.");
  command.place(options->place);
  command.option("FILE", options->file, "The backup.").required();
  command.run([options, &env] {
    const auto from = env.open_file(options->file);
    const auto to = env.open_or_make(options->place);
    tell(env, carry(env, *from, *to));
    if (const auto stopped = registry::stop_hooks(*to); stopped > 0)
      env.out << stopped << (stopped == 1 ? " webhook is" : " webhooks are")
              << " stopped, since the register that the backup is of may tell the same addresses. Where this "
                 "one takes its place, resume each on its page.\n";
    for (const auto& key : registry::retire_witness_keys(*to))
      env.out << "The witness's key " << key
              << " signs no more here, since it may have signed later states of other logs than the backup "
                 "knows. Make another with 'entente log key make --witness', and hand it round.\n";
    keep_tables(env, registry::companion(*from), options->place, *to);
  });
}

}  // namespace entente::cli
