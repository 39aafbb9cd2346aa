// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "search/document_order.hpp"
#include "search/merged_words.hpp"

namespace entente::search {

/// The documents of the words of several pieces, under the numbers of a new base: the lists that the pieces
/// have, put together.
class WordLists {
 public:
  WordLists(std::span<const Source>, const MergedWords&, const DocumentOrder&);
  /// As long as no other is asked for. Throws base::Error where it is not as long as was counted.
  std::span<const Posting> of(std::uint32_t rank);

 private:
  std::span<const Source> sources_;
  const MergedWords& words_;
  std::vector<std::vector<Doc>> numbers_;  // by source
  std::vector<Posting> list_;
};

}  // namespace entente::search
