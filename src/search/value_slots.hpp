// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "search/matcher.hpp"

namespace entente::search {

/// Values that words of a query stand for, and the documents that have any of them.
struct ValueSlot {
  std::vector<std::vector<Doc>> holders;  ///< by piece: those living, in the order of their numbers
  std::size_t documents = 0;
  std::size_t number = 0;  ///< as Slot::number
};
ValueSlot slot_for(const Corpus&, const Values&);

/// What such a value weighs in a document: what a word of its purpose does.
inline constexpr std::uint32_t kNamedWeight = 2;

}  // namespace entente::search
