// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/spelling.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>

#include "search/slots.hpp"

namespace entente::search {
namespace {

constexpr std::size_t kLongestWord = 40;            // characters
constexpr std::size_t kOneSlip = 4, kTwoSlips = 8;  // characters from which so many are forgiven
/// What is two slips away has to be so many times as frequent as what is one away.
constexpr std::size_t kNearer = 50;
/// What is corrected though somebody has it must be so many times rarer than what it is corrected to.
constexpr std::size_t kRarer = 20;

/// Where more words of a piece begin with the same letter, a slip is not looked for in the next letters
/// either.
constexpr std::size_t kLetterWalked = 50'000;
/// So many words of a query are looked for among all those of the index.
constexpr std::size_t kLookedUp = 6;

/// Nothing for what is no word of letters of common length.
std::u32string letters_of(std::string_view word) {
  std::u32string letters;
  const auto* s = reinterpret_cast<const std::uint8_t*>(word.data());
  for (std::size_t i = 0; i < word.size();) {
    UChar32 c = 0;
    U8_NEXT(s, i, word.size(), c);
    if (c < 0 || u_isdigit(c) || letters.size() == kLongestWord) return {};
    letters += static_cast<char32_t>(c);
  }
  return letters;
}

std::string first_letter(std::string_view word, std::size_t place) {
  std::size_t begin = 0;
  for (; place > 0 && begin < word.size(); --place)
    for (++begin; begin < word.size() && (word[begin] & 0xC0) == 0x80;) ++begin;
  auto end = begin;
  if (end < word.size())
    for (++end; end < word.size() && (word[end] & 0xC0) == 0x80;) ++end;
  return std::string(word.substr(begin, end - begin));
}

/// What a word begins with from a place on: one letter, or so many that no piece has more words to look at.
std::string beginning(const Corpus& corpus, const std::string& word, std::size_t place) {
  std::string begin;
  for (auto letter = first_letter(word, place); !letter.empty(); letter = first_letter(word, ++place)) {
    begin += letter;
    const bool few = std::ranges::all_of(corpus.pieces, [&](const Live* live) {
      std::size_t words = 0;
      live->piece->each_word(begin, [&](std::string_view, TermId) { return ++words <= kLetterWalked; });
      return words <= kLetterWalked;
    });
    if (few) break;
  }
  return begin;
}

struct Candidate {
  std::size_t slips = 0, documents = 0;
};

/// The word of the index that was probably meant; nothing where there is none.
std::optional<std::string> meant(const Corpus& corpus, const std::string& word, std::size_t documents) {
  const auto letters = letters_of(word);
  const auto most = slips_allowed(word);
  if (letters.empty() || most == 0) return std::nullopt;
  std::map<std::string, Candidate, std::less<>> candidates;
  const auto look = [&](const Live& live, const std::string& begin) {
    std::size_t walked = 0;
    live.piece->each_word(begin, [&](std::string_view other, TermId id) {
      if (++walked > kLetterWalked) return false;
      if (other.size() > word.size() + 4 * most || word.size() > other.size() + 4 * most || other == word)
        return true;
      const auto known = candidates.find(other);
      const auto slips =
          known != candidates.end() ? known->second.slips : slips_between(letters, letters_of(other), most);
      if (slips > most) return true;
      const auto there = live.piece->postings(id).size() - live.removed.of(id);
      if (there == 0) return true;
      auto& candidate = candidates[std::string(other)];
      candidate.slips = slips;
      candidate.documents += there;
      return true;
    });
  };
  const auto first = beginning(corpus, word, 0), second = beginning(corpus, word, 1);
  for (const auto* live : corpus.pieces) {
    look(*live, first);
    if (!second.starts_with(first)) look(*live, second);
  }
  const auto worth = [](const Candidate& c) { return c.documents * (c.slips == 1 ? kNearer : 1); };
  const auto best =
      std::ranges::max_element(candidates, {}, [&](const auto& one) { return worth(one.second); });
  if (best == candidates.end() || best->second.documents < documents * kRarer) return std::nullopt;
  return best->first;
}

/// Looks at the words of a tree that may have been mistyped.
class Speller {
 public:
  Speller(const Corpus& corpus, std::size_t rare) : corpus_(corpus), rare_(rare) {}

  void look(const Node& node) {
    if (node.excluded || found_.size() == kCorrections || looked_up_ == kLookedUp) return;
    if (const auto* all = std::get_if<All>(&node.is)) {
      for (const auto& part : all->parts) look(part);
    } else if (const auto* any = std::get_if<Any>(&node.is)) {
      // One that is found will do.
      if (count_hits(corpus_, node) <= rare_)
        for (const auto& part : any->parts) look(part);
    } else if (const auto* phrase = std::get_if<Phrase>(&node.is)) {
      if (const auto& word = phrase->words.front(); word.alike) look(word);
    }
  }
  std::vector<Correction> take() { return std::move(found_); }

 private:
  void look(const Word& word) {
    const auto documents = Slots(corpus_, {.is = Phrase{.words = {word}}}).of(word).documents;
    if (documents > rare_ || std::ranges::find(found_, word.text, &Correction::word) != found_.end()) return;
    ++looked_up_;
    if (auto better = meant(corpus_, word.text, documents)) found_.push_back({word.text, std::move(*better)});
  }

  const Corpus& corpus_;
  std::size_t rare_, looked_up_ = 0;
  std::vector<Correction> found_;
};

}  // namespace

std::size_t slips_allowed(std::string_view word) {
  const auto n =
      static_cast<std::size_t>(std::ranges::count_if(word, [](char c) { return (c & 0xC0) != 0x80; }));
  return n >= kTwoSlips ? 2 : n >= kOneSlip ? 1 : 0;
}

std::size_t slips_between(std::u32string_view a, std::u32string_view b, std::size_t most) {
  if (std::max(a.size(), b.size()) - std::min(a.size(), b.size()) > most ||
      std::max(a.size(), b.size()) > kLongestWord)
    return most + 1;
  using Row = std::array<std::size_t, kLongestWord + 1>;
  // What the first i letters of a and the first j of b take: the last three of the rows, by i.
  std::array<Row, 3> rows{};
  for (std::size_t j = 0; j <= b.size(); ++j) rows[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    auto& row = rows[i % 3];
    const auto &before = rows[(i + 2) % 3], &earlier = rows[(i + 1) % 3];
    row[0] = i;
    auto least = row[0];
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({before[j] + 1, row[j - 1] + 1, before[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], earlier[j - 2] + 1);
      least = std::min(least, row[j]);
    }
    if (least > most) return most + 1;
  }
  return std::min(rows[a.size() % 3][b.size()], most + 1);
}

std::vector<Correction> corrections(const Corpus& corpus, const Node& tree, std::size_t rare) {
  Speller speller(corpus, rare);
  speller.look(tree);
  return speller.take();
}

Node corrected(Node tree, const std::vector<Correction>& corrections) {
  const auto each = [&](Nodes& parts) {
    for (auto& part : parts) part = corrected(std::move(part), corrections);
  };
  if (auto* all = std::get_if<All>(&tree.is)) each(all->parts);
  if (auto* any = std::get_if<Any>(&tree.is)) each(any->parts);
  if (auto* phrase = std::get_if<Phrase>(&tree.is))
    for (auto& word : phrase->words)
      if (const auto at = std::ranges::find(corrections, word.text, &Correction::word);
          word.alike && at != corrections.end())
        word.text = at->better;
  return tree;
}

}  // namespace entente::search
