// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/messages.hpp"

namespace entente::base {

/// A message of ICU's MessageFormat that does no more than put texts into places, as most do: filling it
/// needs no ICU.
class MessagePattern {
 public:
  /// Nothing where the pattern asks for more: plural forms, numbered arguments.
  static std::optional<MessagePattern> read(std::string_view pattern);

  bool has_places() const { return !places_.empty(); }
  /// What stands behind the last place: all of it where there is none.
  const std::string& end() const { return end_; }
  /// The message, where an argument that is a text (UTF-8) is given for each place; nothing otherwise.
  std::optional<std::string> fill(Arguments) const;

 private:
  struct Place {
    std::string before;  ///< the text between the place before and this one
    std::string name;
  };
  std::vector<Place> places_;
  std::string end_;
};

}  // namespace entente::base
