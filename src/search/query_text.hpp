// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "search/query_tree.hpp"
#include "search/query_value.hpp"

namespace entente::search {

inline constexpr std::size_t kQueryTerms = 50;    ///< different words, phrases and values
inline constexpr std::size_t kQueryRead = 200;    ///< the same with repetitions: reading stops here
inline constexpr std::size_t kQueryParties = 10;  ///< names of parties, each of which is looked for among all
inline constexpr std::size_t kQueryDepth = 20;    ///< parentheses inside one another
inline constexpr std::size_t kTermBytes = 1'000;  ///< of one word, phrase or value
inline constexpr std::size_t kComplaints = 5;     ///< more are not made of one query

struct QueryText {
  Node tree;  ///< an All
  std::vector<Complaint> complaints;
};

/// Reads what a person typed: words, "phrases" (any quotation marks), prefix* (from two characters), -not,
/// OR and |, (parentheses), field:value. OR binds its neighbours closer than words standing side by side.
/// Reads anything: what has no meaning is a gap; what breaks a rule is read in the likeliest way, and
/// complained of; what passes a limit is left out, and complained of.
QueryText read_query(std::string_view text, const PartiesNamed& parties = {});

}  // namespace entente::search
