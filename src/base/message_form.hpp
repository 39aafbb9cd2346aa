// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <unicode/messagepattern.h>
#include <unicode/plurrule.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/messages.hpp"

/// Internal to base.
namespace entente::base {

/// A message of ICU MessageFormat, taken apart once: ICU's own formatter takes seven times as long to fill
/// one in. Knows {name}, {name, number} and {name, plural, …} with # and no offset. Shared by threads.
class MessageForm {
 public:
  struct Grammar {
    std::unique_ptr<const icu::PluralRules> plurals;
    std::function<std::string(std::int64_t)> number;  ///< in the language's own form
  };

  /// Throws Error for a pattern that cannot be read, or is of a kind that it does not know. Most patterns do
  /// no more than put texts into places: those are read without ICU, which a program's start would feel.
  explicit MessageForm(std::string_view pattern);

  /// The text of a message without placeholders.
  std::optional<std::string> constant() const;
  /// A placeholder without its argument stays, as {name}. Throws Error for a text where a number has to be.
  std::string text(Arguments, const Grammar&) const;

 private:
  struct Case;
  struct Part {
    enum class Kind { text, argument, number, plural };
    Kind kind;
    std::string text;              ///< what is written, or the argument's name
    std::vector<Case> cases = {};  ///< of a plural
  };
  struct Case {
    std::string form;  ///< "one", "other" …
    std::optional<std::int64_t> exactly;
    std::vector<Part> parts;
  };
  bool read_simple(std::string_view pattern);
  static std::vector<Part> read(const icu::MessagePattern&, std::int32_t& at);
  static Part read_argument(const icu::MessagePattern&, std::int32_t at);
  static std::vector<Case> read_cases(const icu::MessagePattern&, std::int32_t at);
  static const Case& choose(const Part&, std::int64_t number, const Grammar&);
  /// `counted`: what # stands for.
  static void write(std::string& out, const std::vector<Part>&, Arguments, const Grammar&,
                    std::int64_t counted);

  std::vector<Part> parts_;
};

}  // namespace entente::base
