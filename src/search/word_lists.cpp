// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/word_lists.hpp"

#include <algorithm>

#include "base/error.hpp"

namespace entente::search {

WordLists::WordLists(std::span<const Source> sources, const MergedWords& words,
                     const DocumentOrder& documents)
    : sources_(sources), words_(words) {
  for (std::size_t s = 0; s < sources.size(); ++s) numbers_.push_back(documents.new_numbers(s));
}

std::span<const Posting> WordLists::of(std::uint32_t rank) {
  list_.clear();
  for (std::size_t s = 0; s < sources_.size(); ++s) {
    const auto id = words_.old_id(s, rank);
    if (id == 0) continue;
    const auto& numbers = numbers_[s];
    const auto middle = static_cast<std::ptrdiff_t>(list_.size());
    bool ascends = true;
    Doc before = 0;
    PostingCursor cursor(sources_[s].piece->postings(id));
    for (auto block = cursor.next(); !block.empty(); block = cursor.next())
      for (const auto p : block) {
        const auto doc = numbers[doc_of(p)];
        if (doc == DocumentOrder::kGone) continue;
        ascends = ascends && doc >= before;
        before = doc;
        list_.push_back(posting(doc, weight_of(p)));
      }
    const auto begin = list_.begin() + middle;
    if (!ascends) std::sort(begin, list_.end());
    if (middle > 0) std::inplace_merge(list_.begin(), begin, list_.end());
  }
  if (list_.size() != words_.documents(rank))
    throw base::Error("the base of the index", "counts documents of a word that it does not have",
                      "Run 'entente index rebuild'.");
  return list_;
}

}  // namespace entente::search
