// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/suggesting.hpp"

#include <algorithm>
#include <set>

#include "search/memory_piece.hpp"
#include "search/tokens.hpp"

namespace entente::search {
namespace {

constexpr std::size_t kMostWords = 8;         ///< of what is typed; the first ones
constexpr std::size_t kWholeWords = 12;       ///< tried for the one that is not whole yet
constexpr std::size_t kMostWalked = 20'000;   ///< words that begin as it does, in each piece
constexpr std::size_t kMostLookedAt = 3'000;  ///< documents that have one of them, in each piece
constexpr std::uint32_t kInTitle = weight_in(end_of(Zone::title, std::nullopt));

struct Typed {
  std::vector<std::string> whole;
  std::string begun;  ///< what is not whole yet; empty where all is
};

/// A single letter says too little of what is to come; an ideograph does not.
bool is_begun(const Token& piece) {
  constexpr std::ptrdiff_t kFewest = 2;
  const auto characters = std::ranges::count_if(piece.text, [](char c) { return (c & 0xC0) != 0x80; });
  return piece.kind == Token::Kind::lone || (piece.kind == Token::Kind::word && characters >= kFewest);
}

Typed typed_words(std::string_view text) {
  const auto folded = fold(text);
  const auto pieces = split(folded);
  Typed typed;
  for (const auto& piece : pieces) {
    if (piece.kind == Token::Kind::tail || typed.whole.size() == kMostWords) continue;
    const bool last = piece.text.data() + piece.text.size() == folded.data() + folded.size();
    if (last && is_begun(piece))
      typed.begun = piece.text;
    else
      typed.whole.emplace_back(piece.text);
  }
  return typed;
}

struct Frequent {
  std::size_t documents;
  std::string word;
};
/// Of equally frequent ones the first by its bytes, so that it does not depend on history.
bool goes_before(const Frequent& a, const Frequent& b) {
  return a.documents != b.documents ? a.documents > b.documents : a.word < b.word;
}

std::size_t living_with(const Live& live, TermId id) {
  return live.piece->postings(id).size() - live.removed.of(id);
}

std::size_t documents_with(const Corpus& corpus, const std::string& word) {
  std::size_t all = 0;
  for (const auto* live : corpus.pieces)
    if (const auto id = live->piece->find(word)) all += living_with(*live, *id);
  return all;
}

/// Of the first words of a piece that begin so, those in most of its documents.
std::vector<Frequent> frequent_in(const Live& live, const std::string& begun) {
  std::vector<Frequent> best;  // a heap, what goes last in front
  std::size_t walked = 0;
  live.piece->each_word(begun, [&](std::string_view word, TermId id) {
    const auto n = living_with(live, id);
    // Words come in the order of their bytes: of equally frequent ones those that are there stay.
    if (n > 0 && (best.size() < kWholeWords || n > best.front().documents)) {
      if (best.size() == kWholeWords) {
        std::ranges::pop_heap(best, goes_before);
        best.pop_back();
      }
      best.push_back({n, std::string(word)});
      std::ranges::push_heap(best, goes_before);
    }
    return ++walked < kMostWalked;
  });
  return best;
}

/// The words that begin so, in most documents first; what was typed before all, as it may be whole.
std::vector<std::string> whole_of(const Corpus& corpus, const std::string& begun) {
  std::set<std::string> known;
  std::vector<Frequent> best;
  for (const auto* live : corpus.pieces)
    for (auto& one : frequent_in(*live, begun))
      if (known.insert(one.word).second) best.push_back({documents_with(corpus, one.word), one.word});
  std::ranges::sort(best, goes_before);
  if (best.size() > kWholeWords) best.resize(kWholeWords);
  std::vector<std::string> words;
  if (documents_with(corpus, begun) > 0) words.push_back(begun);
  for (auto& one : best)
    if (one.word != begun) words.push_back(std::move(one.word));
  return words;
}

/// Whether a document is in a list that is asked for documents in their order; and what the word weighs in
/// it.
class Asked {
 public:
  explicit Asked(const PostingList& list) : size_(list.size()), cursor_(list) {}
  std::size_t size() const { return size_; }
  std::uint32_t weight(Doc doc) {
    const auto wanted = posting(doc, 0);
    if (block_.empty() || block_.back() < wanted) block_ = cursor_.seek(doc);
    const auto at = std::ranges::lower_bound(block_, wanted);
    return at != block_.end() && doc_of(*at) == doc ? weight_of(*at) : 0;
  }

 private:
  std::size_t size_;
  PostingCursor cursor_;
  std::span<const Posting> block_;
};

struct Offered {
  bool in_title;
  Card card;
};

/// What a piece has to offer for one whole form of what was typed.
void look_at(const Live& live, const std::vector<std::string>& words, std::size_t limit,
             std::vector<Offered>& offered) {
  std::vector<PostingList> lists;
  for (const auto& word : words) {
    const auto id = live.piece->find(word);
    if (!id) return;
    lists.push_back(live.piece->postings(*id));
  }
  std::ranges::sort(lists, {}, &PostingList::size);
  std::vector<Asked> others;
  for (std::size_t i = 1; i < lists.size(); ++i) others.emplace_back(lists[i]);
  std::size_t looked = 0, titled = 0, taken = 0;
  const auto look = [&](Posting p) {
    if (live.removed.has(doc_of(p))) return;
    bool in_title = weight_of(p) >= kInTitle;
    for (auto& other : others) {
      const auto weight = other.weight(doc_of(p));
      if (weight == 0) return;
      in_title = in_title && weight >= kInTitle;
    }
    if (!in_title && taken >= limit) return;
    ++(in_title ? titled : taken);
    offered.push_back({in_title, live.piece->card(doc_of(p))});
  };
  PostingCursor cursor(lists.front());
  if (live.base == nullptr) {
    // In memory the last of the list is what changed last.
    std::vector<Posting> all;
    for (auto block = cursor.next(); !block.empty(); block = cursor.next())
      all.insert(all.end(), block.begin(), block.end());
    if (all.size() > kMostLookedAt)
      all.erase(all.begin(), all.end() - static_cast<std::ptrdiff_t>(kMostLookedAt));
    for (const auto p : all) look(p);
    return;
  }
  for (auto block = cursor.next(); !block.empty() && titled < limit && looked < kMostLookedAt;
       block = cursor.next())
    for (const auto p : block)
      if (titled < limit && looked++ < kMostLookedAt) look(p);
}

}  // namespace

std::vector<base::Uuid> suggested(const Corpus& corpus, std::string_view text, std::size_t limit) {
  const auto typed = typed_words(text);
  std::vector<std::vector<std::string>> forms;
  if (typed.begun.empty() && !typed.whole.empty()) forms.push_back(typed.whole);
  if (!typed.begun.empty())
    for (auto& word : whole_of(corpus, typed.begun)) {
      forms.push_back(typed.whole);
      forms.back().push_back(std::move(word));
    }
  std::vector<Offered> offered;
  for (const auto* live : corpus.pieces)
    for (const auto& words : forms) look_at(*live, words, limit, offered);
  std::ranges::stable_sort(offered, [](const Offered& a, const Offered& b) {
    return a.in_title != b.in_title ? a.in_title : later(a.card, b.card);
  });
  std::vector<base::Uuid> ids;
  std::set<base::Uuid> seen;
  for (const auto& [in_title, card] : offered) {
    if (ids.size() == limit) break;
    if (seen.insert(card.id).second) ids.push_back(card.id);
  }
  return ids;
}

}  // namespace entente::search
