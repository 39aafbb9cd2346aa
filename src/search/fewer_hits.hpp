// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "search/postings.hpp"

namespace entente::search {

/// Documents that have one word after the other, fewer and fewer, with what each word weighs in them.
class FewerHits {
 public:
  /// To begin with.
  void begin(std::vector<Doc> docs) { docs_ = std::move(docs); }
  void weigh(std::vector<std::uint8_t> weights) { columns_.push_back(std::move(weights)); }
  /// Of the documents so far those with another mark than 0.
  void keep(const std::vector<std::uint8_t>& marks);
  /// The same; the marks are what a further word weighs.
  void keep_and_weigh(std::vector<std::uint8_t> weights);

  const std::vector<Doc>& docs() const { return docs_; }
  std::vector<Doc> take_docs() { return std::move(docs_); }
  /// By word, then as the documents.
  std::vector<std::vector<std::uint8_t>> take_columns();

 private:
  void cut_columns();

  std::vector<Doc> docs_;
  std::vector<std::vector<std::uint8_t>> columns_;
  /// Where each document is in the columns; nothing where they are as the documents. Of many words which
  /// most documents have, each column would else be copied for every word that comes after it.
  std::vector<std::uint32_t> places_;
};

}  // namespace entente::search
