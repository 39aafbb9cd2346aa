// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "cli/command.hpp"

#include <CLI/CLI.hpp>
#include <utility>

#include "cli/cli.hpp"

namespace entente::cli {

Option Option::required() {
  option_->required();
  return *this;
}

Option Option::one_of(const std::vector<std::string>& values) {
  option_->check(CLI::IsMember(values));
  return *this;
}

Option Option::between(std::uint64_t least, std::uint64_t most) {
  option_->check(CLI::Range(least, most));
  return *this;
}

Option Option::one_value_each() {
  option_->allow_extra_args(false);
  return *this;
}

Option Option::excludes(Option other) {
  option_->excludes(other.option_);
  return *this;
}

Option Command::option(const std::string& names, std::string& into, const std::string& help) {
  return Option(app_->add_option(names, into, help));
}

Option Command::option(const std::string& names, std::filesystem::path& into, const std::string& help) {
  return Option(app_->add_option(names, into, help));
}

Option Command::option(const std::string& names, std::size_t& into, const std::string& help) {
  return Option(app_->add_option(names, into, help));
}

Option Command::option(const std::string& names, unsigned& into, const std::string& help) {
  return Option(app_->add_option(names, into, help));
}

Option Command::option(const std::string& names, std::vector<std::string>& into, const std::string& help) {
  return Option(app_->add_option(names, into, help));
}

Option Command::option(const std::string& names, std::vector<std::filesystem::path>& into,
                       const std::string& help) {
  return Option(app_->add_option(names, into, help));
}

Option Command::flag(const std::string& names, bool& into, const std::string& help) {
  return Option(app_->add_flag(names, into, help));
}

namespace {

void add_place(CLI::App& app, Place& into, std::size_t least) {
  auto* where = app.add_option_group("Where the register is");
  where->add_option("--data", into.data, "Folder of the register.");
  where->add_option("--database", into.database,
                    "PostgreSQL database of the register: postgresql://USER@HOST/NAME.");
  where->require_option(least, 2);
}

}  // namespace

void Command::place(Place& into) {
  add_place(*app_, into, 1);
}

void Command::place_if_any(Place& into) {
  add_place(*app_, into, 0);
}

Command Command::other(const std::string& name, const std::string& help) {
  app_->require_subcommand(0, 1);
  return Command(app_->add_subcommand(name, help));
}

void Command::run(std::function<void()> what) {
  app_->callback([app = app_, what = std::move(what)] {
    if (app->get_subcommands().empty()) what();
  });
}

Command Commands::add(const std::string& name, const std::string& help) {
  return Command(app_.add_subcommand(name, help));
}

Commands Commands::group(const std::string& name, const std::string& help) {
  auto* group = app_.add_subcommand(name, help);
  group->require_subcommand(1);
  return Commands(*group);
}

void missing(const std::string& what) {
  throw CLI::RequiredError(what);
}

}  // namespace entente::cli
