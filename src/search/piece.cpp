// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/piece.hpp"

#include <algorithm>

namespace entente::search {

std::vector<std::pair<TermId, Tongue>> bent_words(std::span<const TermId> sequence) {
  std::vector<std::pair<TermId, Tongue>> words;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < sequence.size(); ++i) {
    if (sequence[i] >= kFirstTerm) continue;
    const auto tongue = sequence[i] % (kTongues + 1);
    for (; begin < i && tongue < kTongues; ++begin)
      words.emplace_back(sequence[begin], static_cast<Tongue>(tongue));
    begin = i + 1;
  }
  std::ranges::sort(words);
  const auto again = std::ranges::unique(words);
  words.erase(again.begin(), again.end());
  return words;
}

std::string kin_key(Tongue tongue, std::string_view stem) {
  return static_cast<char>('0' + static_cast<int>(tongue)) + std::string(stem);
}

void Removed::add(const Piece& piece, Doc doc) {
  std::vector<TermId> buffer;
  const auto words = piece.sequence(doc, buffer);
  std::vector<TermId> distinct(words.begin(), words.end());
  std::ranges::sort(distinct);
  const auto again = std::ranges::unique(distinct);
  distinct.erase(again.begin(), again.end());
  for (const auto id : distinct)
    if (id >= kFirstTerm) ++terms_[id].documents;
  for (const auto& [id, tongue] : bent_words(words)) ++terms_[id].spoken[static_cast<std::size_t>(tongue)];
  if (bits_.size() <= doc / 64) bits_.resize(piece.size() / 64 + 1);
  bits_[doc / 64] |= std::uint64_t{1} << (doc % 64);
  docs_.push_back(doc);
}

}  // namespace entente::search
