// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"

namespace entente::base {

/// Reads a TOML file into typed settings: each setting is taken by its dotted name ("server.listen"), and
/// finish() refuses whatever nobody took, so that a misspelt key cannot silently leave a default in place.
class Toml {
 public:
  /// Throws NotFound, or BadInput with line and column where the file is no TOML.
  static Toml read_file(const std::filesystem::path& file);
  static Toml read_text(std::string_view text, std::string name);
  Toml(Toml&&) noexcept;
  ~Toml();

  /// Takes a setting where the file has it; returns whether it does. Throws BadInput where its type or range
  /// is another.
  bool take(std::string_view name, std::string& into);
  bool take(std::string_view name, bool& into);
  bool take(std::string_view name, std::int64_t& into, std::int64_t least, std::int64_t most);
  /// A whole number is one too.
  bool take(std::string_view name, double& into, double least, double most);
  bool take(std::string_view name, std::vector<std::string>& into);
  /// A text in languages of Entente, one a key: name.en = "…". Throws BadInput where it is missing, empty or
  /// longer than so many bytes in one of them.
  Text words(const std::string& name, std::size_t longest);
  /// The keys of a table, in the order of their letters; none where the file does not have it. Throws
  /// BadInput where it is no table.
  std::vector<std::string> keys(std::string_view table) const;
  /// Throws BadInput naming the file, the line of a setting that it has, and the setting.
  [[noreturn]] void refuse(std::string_view name, const std::string& cause, const std::string& next) const;
  /// Throws BadInput naming the first key that was not taken, with its line.
  void finish() const;

 private:
  struct State;
  explicit Toml(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace entente::base
