// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/move.hpp"

#include <filesystem>
#include <memory>
#include <ostream>

#include "base/error.hpp"
#include "cli/cli.hpp"
#include "cli/command.hpp"

namespace entente::cli {

namespace {

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
  registry::MoveReport report;
  env.make_file(file, [&](registry::Register& to) { report = carry(env, *from, to); });
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
    const auto from = env.open(place_of(options->from));
    tell(env, carry(env, *from, *env.open_or_make(place_of(options->to))));
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
    tell(env, carry(env, *from, *env.open_or_make(options->place)));
  });
}

}  // namespace entente::cli
