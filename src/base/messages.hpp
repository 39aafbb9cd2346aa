// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/clock.hpp"
#include "base/money.hpp"

/// What the register says to people, in six languages: ICU MessageFormat patterns in
/// data/messages/LANGUAGE.json. The build fails on a missing key, plural form or placeholder
/// (cmake/tools/check_messages.cpp), so that a lookup here cannot fail for want of a translation.
namespace entente::base {

using Argument = std::variant<std::string_view, std::int64_t>;
using NamedArgument = std::pair<std::string_view, Argument>;
/// What is put into a message: {{"count", 3}}, or a list made on the way. It refers to its list, and is for
/// the call that it is handed to alone.
class Arguments : public std::span<const NamedArgument> {
 public:
  Arguments(std::initializer_list<NamedArgument> list)  // NOLINT(google-explicit-constructor)
      : span(list.begin(), list.size()) {}
  Arguments(const std::vector<NamedArgument>& list)  // NOLINT(google-explicit-constructor)
      : span(list) {}
};

/// The messages and the number, date and money forms of one language. Shared and safe for many threads.
class Messages {
 public:
  /// Throws NotFound for a language the register does not speak.
  static const Messages& in(std::string_view language);

  std::string_view language() const;
  bool right_to_left() const;

  /// A message without placeholders. A key that does not exist throws Error: it is a fault of ours.
  std::string get(std::string_view key) const;
  /// A message with placeholders, formatted by ICU: {count, plural, …}, {name}.
  std::string get(std::string_view key, Arguments arguments) const;
  bool has(std::string_view key) const;

  std::string number(std::int64_t) const;
  std::string decimal(Decimal) const;
  std::string percent(Decimal) const;  ///< of a figure 0–100
  std::string money(
      const Money&) const;  ///< "NOK 14,900,000" in the language's own form; no currency: the number
  std::string date(const PartialDate&) const;  ///< as precise as it is: year, month and year, day
  /// The same behind a preposition ("from July 2003"): some languages decline the month.
  std::string date_in_phrase(const PartialDate&) const;
  std::string moment(Instant) const;  ///< day and time in UTC
  /// "A, B and C" in the language's own form.
  std::string list(const std::vector<std::string>& items) const;

 private:
  struct State;
  explicit Messages(std::string_view language);
  ~Messages();
  std::unique_ptr<State> state_;
};

}  // namespace entente::base
