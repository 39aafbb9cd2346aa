// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.hpp"

namespace entente::registry {

/// The folded names of very many organisations one after the other in memory, so that all are looked through
/// for some words in the time it takes to read them.
class NamePool {
 public:
  /// In the place of what it was called before. Without line breaks.
  void put(const base::Uuid&, std::string_view folded);
  void drop(const base::Uuid&);
  void clear();

  /// Those whose names hold each of the words, one at least.
  void each_with(const std::vector<std::string>& words,
                 const std::function<void(std::string_view folded, const base::Uuid&)>&) const;

 private:
  struct Entry {
    std::size_t begin = 0, end = 0;
    base::Uuid id;
  };
  void tidy_up();

  std::string text_;  ///< each name with a line break behind it; nothing but these where one was dropped
  std::vector<Entry> entries_;  ///< in the order of the text
  std::map<base::Uuid, std::size_t> places_;
};

}  // namespace entente::registry
