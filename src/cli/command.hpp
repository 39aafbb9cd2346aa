// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace entente::cli {

struct Place;

/// One option of a command, to say more about. The parser behind it is CLI11, a library of headers, each
/// inclusion of which compiles all of it: it is included in cli.cpp and command.cpp alone.
class Option {
 public:
  explicit Option(CLI::Option* option) : option_(option) {}
  Option required();
  Option one_of(const std::vector<std::string>& values);
  Option between(std::uint64_t least, std::uint64_t most);
  /// Given again for each further value; what follows its one value is not taken for another.
  Option one_value_each();
  Option excludes(Option other);

 private:
  CLI::Option* option_;
};

/// One command of the program: what may stand behind its name, and what it does.
class Command {
 public:
  explicit Command(CLI::App* app) : app_(app) {}
  // `names` as "--limit", "-o,--output", or "FILE" for what needs no name. The value arrives in `into`, which
  // outlives the parsing and keeps what it holds where the option is not given.
  Option option(const std::string& names, std::string& into, const std::string& help);
  Option option(const std::string& names, std::filesystem::path& into, const std::string& help);
  Option option(const std::string& names, std::size_t& into, const std::string& help);
  Option option(const std::string& names, unsigned& into, const std::string& help);
  Option option(const std::string& names, std::vector<std::string>& into, const std::string& help);
  Option option(const std::string& names, std::vector<std::filesystem::path>& into, const std::string& help);
  Option flag(const std::string& names, bool& into, const std::string& help);
  /// Adds --data and --database, of which at least one must be given.
  void place(Place& into);
  /// Adds them where the command does without as well.
  void place_if_any(Place& into);
  /// A command behind this one's name, which is done in its place.
  Command other(const std::string& name, const std::string& help);
  void run(std::function<void()> what);

 private:
  CLI::App* app_;
};

/// The commands of the program.
class Commands {
 public:
  explicit Commands(CLI::App& app) : app_(app) {}
  Command add(const std::string& name, const std::string& help);
  /// Commands behind a common first word, of which one must be given.
  Commands group(const std::string& name, const std::string& help);

 private:
  CLI::App& app_;
};

/// Ends a command as a line that could not be read: `what` is missing from it.
[[noreturn]] void missing(const std::string& what);

}  // namespace entente::cli
