// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "screening/listed.hpp"

/// What the entries of lists are, counted.
namespace entente::screening {

inline constexpr std::size_t kKindCount = 5;

/// Topics of an entry: those that its list gives, or that of the kind of list.
std::vector<std::string> topics_of(const List&, const Listed&);
/// Whether a word is one of the topics that lists of Follow-the-Money entities use: "sanction", "crime.fin".
bool is_topic(std::string_view word);

/// How many entries there are of each country (capitals), topic and kind.
struct ListFacets {
  std::size_t entries = 0;
  std::map<std::string, std::size_t, std::less<>> countries, topics;
  std::array<std::size_t, kKindCount> kinds{};

  void add(const List&, const Listed&);
  void add(const ListFacets&);
  bool operator==(const ListFacets&) const = default;
};

}  // namespace entente::screening
