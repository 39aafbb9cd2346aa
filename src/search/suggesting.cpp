// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/suggesting.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "search/memory_piece.hpp"
#include "search/tokens.hpp"

namespace entente::search {
namespace {

constexpr std::size_t kMostWords = 8;         ///< of what is typed; the first ones
constexpr std::size_t kWholeWords = 12;       ///< tried for the one that is not whole yet
constexpr std::size_t kMostLookedAt = 3'000;  ///< documents that have one of them, in each piece
constexpr std::uint32_t kInTitle = weight_in(end_of(Zone::title, std::nullopt));

struct Typed {
  std::vector<std::string> whole;
  std::string begun;  ///< what is not whole yet; empty where all is
};

Typed typed_words(std::string_view text) {
  const auto folded = fold(text);
  const auto pieces = split(folded);
  Typed typed;
  for (const auto& piece : pieces) {
    if (piece.kind == Token::Kind::tail || typed.whole.size() == kMostWords) continue;
    const bool last = piece.text.data() + piece.text.size() == folded.data() + folded.size();
    if (last && piece.kind != Token::Kind::pair)
      typed.begun = piece.text;
    else
      typed.whole.emplace_back(piece.text);
  }
  return typed;
}

/// The words that begin so, in most documents first.
std::vector<std::string> whole_of(const Corpus& corpus, const std::string& begun) {
  std::map<std::string, std::size_t, std::less<>> found;
  for (const auto* live : corpus.pieces)
    live->piece->each_word(begun, [&](std::string_view word, TermId id) {
      const auto n = live->piece->postings(id).size() - live->removed.of(id);
      if (n == 0) return;
      const auto at = found.find(word);
      if (at == found.end())
        found.emplace(word, n);
      else
        at->second += n;
    });
  std::vector<std::pair<std::size_t, const std::string*>> order;
  for (const auto& [word, n] : found) order.emplace_back(n, &word);
  const auto most = std::min(order.size(), kWholeWords);
  // Of equally frequent ones the first by its bytes, so that it does not depend on history.
  std::ranges::partial_sort(order, order.begin() + static_cast<std::ptrdiff_t>(most),
                            [](const auto& a, const auto& b) {
                              return a.first != b.first ? a.first > b.first : *a.second < *b.second;
                            });
  std::vector<std::string> words;
  // What was typed may be whole after all.
  if (found.contains(begun)) words.push_back(begun);
  for (std::size_t i = 0; i < most; ++i)
    if (*order[i].second != begun) words.push_back(*order[i].second);
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
