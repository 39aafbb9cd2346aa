// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace entente::search {

inline constexpr std::size_t kQueryTerms = 50;
inline constexpr std::size_t kTermBytes = 1'000;

/// A folded word; with `prefix` it stands for all that begin so.
struct Word {
  std::string text;
  bool prefix = false;
  bool operator==(const Word&) const = default;
};

/// Words that follow one another: one word, a phrase, or a run of ideographs as its pairs.
/// Only the last can be a prefix.
struct Term {
  std::vector<Word> words;
  bool excluded = false;
  bool operator==(const Term&) const = default;
};

struct QueryText {
  std::vector<Term> terms;  ///< each once
  std::string complaint;    ///< the first: "query.open_quote", "query.too_long", or ""

  /// The words wanted, each once, a prefix with its star: what a page marks in its results.
  std::vector<std::string> words() const;
};

/// Reads what a person typed: words, "phrases" (any quotation marks), -not, prefix* (from two characters).
/// Reads anything: what has no meaning is a gap, what passes a limit is left out and complained of.
QueryText read_query(std::string_view text);

}  // namespace entente::search
