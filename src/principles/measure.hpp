// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

#include "principles/facts.hpp"
#include "principles/interval.hpp"

/// The port of the principles (62/211, ¶8). A principle is a name, a clause and a table of measures; each has
/// a file of its own, and one line in principles.cpp. A measure is a function of the facts alone: what status
/// follows from its value, the policy says (policy.hpp).
namespace entente::principles {

/// In what a measure is counted: how its value is written.
enum class Unit : std::uint8_t { share, count, days, months, index };

/// A number of the policy that a measure uses besides its thresholds.
struct Parameter {
  std::string_view name;
  double least, most;
};

/// The parameters of one measure, in the order in which it declares them.
using Parameters = std::span<const double>;

/// What a sentence holds: a share or a number, said as from one to another where it is not known to the
/// point; a count (with plural forms), a party by its place among the facts' parties, a day, a term of a
/// vocabulary by its place.
struct Share {
  Interval value;
};
struct Number {
  Interval value;
  int decimals;
};
struct Party {
  std::size_t place;
};
struct OnDay {
  Day day;
};
struct TermAt {
  std::string_view vocabulary;
  std::size_t place;
};
struct Word {
  std::string_view name;  ///< of the placeholder
  std::variant<std::int64_t, Share, Number, Party, OnDay, TermAt> value;
};

/// A sentence, by the key of its message behind "principle.<principle>.<measure>.".
struct Said {
  std::string_view key;
  std::vector<Word> words;
};

/// A fact that a finding rests on: a member of Facts by its name, or of one party.
struct RestsOn {
  std::string_view fact;
  std::optional<std::size_t> party;
};

/// What is said of a finding, where somebody is to read it; a measure that is given none says nothing.
struct Explanation {
  Said why;
  std::vector<Said> would_change;  ///< what would change it, the most telling first
  std::vector<RestsOn> rests_on;   ///< what was known
};

struct Measured {
  Interval value;
  double known = 0, asked = 0;  ///< inputs that are known, of those it asks for
  bool applies = true;          ///< else nothing of the rest counts

  static Measured not_applicable() { return {{}, 0, 0, false}; }
};

struct Measure {
  std::string_view name;  ///< as the policy and the messages call it
  Unit unit;
  bool more_is_better;
  std::span<const Parameter> parameters;
  Measured (*measure)(const Facts&, Parameters, Explanation*);
};

struct Principle {
  std::string_view name;
  std::string_view clause;  ///< of the resolution: "8", "4", "16" …
  std::span<const Measure> measures;
};

}  // namespace entente::principles
