// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/iati/validation/standard.hpp"

namespace entente::exchange::iati::validation {

/// A place in a file, both counted from 1; columns in characters (code points). 0 while only the offset is
/// known.
struct Position {
  std::uint64_t line = 0, column = 0;
  std::uint32_t offset = 0;  ///< in the piece of text it was found in
  bool operator==(const Position& o) const { return line == o.line && column == o.column; }
};

/// One thing that is wrong. The words are made from it in the reader's language (wording.hpp).
struct Finding {
  const Rule* rule = nullptr;
  std::string_view say;  ///< names the messages
  Position at;
  std::vector<Position> also;   ///< further places of the same finding, kMostAlso at most
  std::uint32_t also_more = 0;  ///< how many there are beyond those
  std::string activity;         ///< identifier, "" where it has none or the file as a whole is meant
  std::uint64_t number = 0;     ///< which activity of the file, from 1; 0: the file as a whole
  std::uint32_t same = 1;       ///< which activity of that identifier: 2 is the first repetition
  std::string title;            ///< of the activity
  std::string path;             ///< "/iati-activities/iati-activity[3]/transaction[2]/value/@currency"
  std::string value;            ///< what stands there
  std::string expected;         ///< what should: a type, a list of codes, an element
  std::string other;            ///< what it is compared with

  static constexpr std::size_t kMostAlso = 20;
};

}  // namespace entente::exchange::iati::validation
