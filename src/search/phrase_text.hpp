// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "search/slots.hpp"

namespace entente::search {

/// Words that follow one another, looked for in the texts of documents of one piece.
class PhraseText {
 public:
  PhraseText(const Live&, std::size_t piece, const std::vector<const Slot*>& phrase);
  /// The places of the documents in whose texts it is.
  void find(const std::vector<Doc>&, std::vector<std::uint32_t>& places);

 private:
  bool is_in(std::span<const TermId> sequence) const;
  bool is_in(std::string_view packed_sequence) const;

  const Live& live_;
  std::size_t piece_;
  std::vector<TermId> run_;
  const Slot* last_;  ///< what stands for several words, which only the last can
  std::string packed_;
  std::vector<TermId> buffer_;
  unsigned touched_ = 0;
};

}  // namespace entente::search
