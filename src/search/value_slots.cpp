// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/value_slots.hpp"

#include <algorithm>

namespace entente::search {
namespace {

std::vector<Doc> holders_in(const Segment& base, const std::vector<Code>& codes) {
  std::vector<Doc> docs;
  for (const auto code : codes) {
    if (code >= base.codes()) continue;
    const auto middle = static_cast<std::ptrdiff_t>(docs.size());
    PostingCursor cursor(base.holders(code));
    for (auto block = cursor.next(); !block.empty(); block = cursor.next())
      for (const auto p : block) docs.push_back(doc_of(p));
    std::inplace_merge(docs.begin(), docs.begin() + middle, docs.end());
  }
  const auto again = std::ranges::unique(docs);
  docs.erase(again.begin(), again.end());
  return docs;
}

std::vector<Doc> holders_in(const Piece& piece, const std::vector<Code>& codes) {
  std::vector<Doc> docs;
  std::vector<Code> buffer;
  for (Doc doc = 0; doc < piece.size(); ++doc)
    if (std::ranges::any_of(piece.values(doc, buffer),
                            [&](Code code) { return std::ranges::find(codes, code) != codes.end(); }))
      docs.push_back(doc);
  return docs;
}

}  // namespace

ValueSlot slot_for(const Corpus& corpus, const Values& values) {
  std::vector<Code> codes;
  for (const auto& value : values.any)
    if (const auto code = corpus.values->find(values.facet, value)) codes.push_back(*code);
  ValueSlot slot;
  for (const auto* live : corpus.pieces) {
    auto docs = live->base != nullptr ? holders_in(*live->base, codes) : holders_in(*live->piece, codes);
    if (live->removed.size() > 0) std::erase_if(docs, [&](Doc doc) { return live->removed.has(doc); });
    slot.documents += docs.size();
    slot.holders.push_back(std::move(docs));
  }
  return slot;
}

}  // namespace entente::search
