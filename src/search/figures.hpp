// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "search/query_tree.hpp"
#include "search/words.hpp"

namespace entente::search {

/// What of the documents is a number: days, amounts, and the lights that the days bring.
class Figures {
 public:
  /// Those of the next document.
  void add(const Document&);
  /// Keeps the documents for which `alive` says so, in their order.
  void compact(const std::vector<bool>& alive);

  bool in(const Range&, Doc) const;
  /// `today`: days since 1970.
  bool shows(Lights, Doc, std::int64_t today) const;

 private:
  struct Amount {
    std::uint16_t currency = 0;
    std::int64_t whole = 0;
  };
  struct Turn {
    std::int32_t day = 0;
    std::uint8_t light = 0;
  };
  struct Row {
    std::int64_t start = 0, changed = 0;
    std::size_t amounts = 0, turns = 0;  // where the document's end; they begin where the one before ends
  };
  std::uint16_t currency_of(std::string_view code);

  std::vector<Row> rows_;
  std::vector<Amount> amounts_;
  std::vector<Turn> turns_;
  std::vector<std::string> currencies_;  // by number
};

}  // namespace entente::search
