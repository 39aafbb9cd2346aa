// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/index.hpp"

#include <algorithm>
#include <mutex>
#include <shared_mutex>
#include <span>
#include <unordered_map>

#include "base/error.hpp"
#include "search/facets.hpp"
#include "search/figures.hpp"
#include "search/match.hpp"
#include "search/query_text.hpp"
#include "search/words.hpp"

namespace entente::search {
namespace {

constexpr std::array<std::string_view, 4> kOrderNames = {"relevance", "title", "newest", "updated"};

/// Documents that go in under one lock: a large load lets readers through in between.
constexpr std::size_t kBatch = 500;

/// What results are ordered by, one for each document.
struct Card {
  base::Uuid id;
  std::int64_t start = 0, updated = 0;
  std::uint64_t title_begin = 0;  // its first eight bytes, big-endian: most comparisons end here
  std::string title;
};

std::uint64_t begin_of(std::string_view title) {
  std::uint64_t begin = 0;
  for (std::size_t i = 0; i < 8; ++i)
    begin = begin << 8 | (i < title.size() ? static_cast<unsigned char>(title[i]) : 0U);
  return begin;
}

bool later(const Card& a, const Card& b) {
  return a.updated != b.updated ? a.updated > b.updated : a.id < b.id;
}

bool by_title(const Card& a, const Card& b) {
  if (a.title_begin != b.title_begin) return a.title_begin < b.title_begin;
  if (const auto order = a.title.compare(b.title); order != 0) return order < 0;
  return later(a, b);
}

bool by_start(const Card& a, const Card& b) {
  if ((a.start == 0) != (b.start == 0)) return b.start == 0;  // unknown last
  return a.start != b.start ? a.start > b.start : later(a, b);
}

template <class Before>
std::vector<base::Uuid> page(std::vector<Hit>& hits, const std::vector<Card>& cards, std::size_t offset,
                             std::size_t limit, const Before& before) {
  if (offset >= hits.size()) return {};
  const auto end = offset + std::min(limit, hits.size() - offset);
  const auto first = hits.begin() + static_cast<std::ptrdiff_t>(offset);
  std::ranges::nth_element(hits, first, before);  // what comes earlier stays unsorted
  const auto last = hits.begin() + static_cast<std::ptrdiff_t>(end);
  std::ranges::partial_sort(first, last, hits.end(), before);
  std::vector<base::Uuid> ids;
  for (auto hit = first; hit != last; ++hit) ids.push_back(cards[hit->doc].id);
  return ids;
}

/// What a page marks in its results: the words wanted, each once, a prefix with its star, and of others that
/// will do as well the most frequent.
std::vector<std::string> marked(const QueryText& query, const WordIndex& words) {
  constexpr std::size_t kMarkedAlike = 20;
  std::vector<std::string> all;
  const auto add = [&](std::string word) {
    if (std::ranges::find(all, word) == all.end()) all.push_back(std::move(word));
  };
  for (const auto* word : words_wanted(query.tree)) {
    add(word->prefix ? word->text + "*" : word->text);
    if (!word->alike) continue;
    auto alike = words.alike(word->text);
    std::ranges::stable_sort(alike, std::greater{}, [&](TermId id) { return words.live(id); });
    if (alike.size() > kMarkedAlike) alike.resize(kMarkedAlike);
    for (const auto id : alike) add(std::string(words.text(id)));
  }
  return all;
}

}  // namespace

std::optional<Facet> facet_named(std::string_view name) {
  const auto at = std::ranges::find(kFacetNames, name);
  if (at == kFacetNames.end()) return std::nullopt;
  return static_cast<Facet>(at - kFacetNames.begin());
}

std::optional<Order> order_named(std::string_view name) {
  const auto at = std::ranges::find(kOrderNames, name);
  if (at == kOrderNames.end()) return std::nullopt;
  return static_cast<Order>(at - kOrderNames.begin());
}

struct Index::State {
  WordIndex words;
  FacetColumns facets;
  Figures figures;
  PartiesNamed parties;
  std::vector<Card> cards;
  std::unordered_map<base::Uuid, Doc> numbers;

  mutable std::shared_mutex mutex;
  // The writer holds the gate while it waits, so that a stream of readers cannot keep it waiting.
  mutable std::mutex gate;

  std::shared_lock<std::shared_mutex> reading() const {
    const std::lock_guard turn(gate);
    return std::shared_lock(mutex);
  }
  std::unique_lock<std::shared_mutex> writing() {
    const std::lock_guard turn(gate);
    return std::unique_lock(mutex);
  }

  void take_out(const base::Uuid& id) {
    const auto at = numbers.find(id);
    if (at == numbers.end()) return;
    words.remove(at->second);
    facets.remove(at->second);
    numbers.erase(at);
  }

  /// The document's texts are folded.
  void put(Document document) {
    take_out(document.id);
    if (words.size() >= kMaxDocs) compact();
    if (words.size() >= kMaxDocs)
      throw base::Error("the index", "it holds 16,777,216 documents, as many as it can number",
                        "Report this limit to the authors of Entente.");
    const auto number = static_cast<Doc>(words.size());
    words.add(document.texts);
    facets.add(document.facets);
    figures.add(document);
    const auto begin = begin_of(document.sort_title);
    cards.push_back({document.id, document.start, document.updated, begin, std::move(document.sort_title)});
    numbers.emplace(document.id, number);
  }

  void compact() {
    std::vector<bool> alive(words.size());
    std::size_t kept = 0;
    for (Doc doc = 0; doc < words.size(); ++doc) {
      alive[doc] = words.alive(doc);
      if (!alive[doc]) continue;
      numbers[cards[doc].id] = static_cast<Doc>(kept);
      if (kept != doc) cards[kept] = std::move(cards[doc]);
      ++kept;
    }
    cards.resize(kept);
    facets.compact(alive);
    figures.compact(alive);
    words.compact();
  }
};

Index::Index(PartiesNamed parties) : state_(std::make_unique<State>()) {
  state_->parties = std::move(parties);
}
Index::~Index() = default;

void Index::apply(std::vector<Document> documents, const std::vector<base::Uuid>& removed) {
  for (std::size_t begin = 0; begin < documents.size(); begin += kBatch) {
    const auto batch = std::span(documents).subspan(begin, std::min(kBatch, documents.size() - begin));
    for (auto& document : batch) {
      for (auto& passage : document.texts) passage.text = fold(passage.text);
      document.sort_title = fold(document.sort_title);
    }
    const auto lock = state_->writing();
    for (auto& document : batch) state_->put(std::move(document));
    state_->facets.settle();
  }
  const auto lock = state_->writing();
  for (const auto& id : removed) state_->take_out(id);
  const auto dead = state_->words.size() - state_->words.live();
  if (dead > state_->words.size() / 3) state_->compact();
}

Answer Index::search(const Query& query) const {
  auto text = read_query(query.text, state_->parties);
  Answer answer;
  answer.complaints = std::move(text.complaints);

  const auto lock = state_->reading();
  answer.words = marked(text, state_->words);
  const auto& cards = state_->cards;
  auto hits = match({state_->words, state_->facets, state_->figures, query.today}, text.tree);
  const bool all = text.tree == Node{} && query.filters.empty();
  answer.facets = all ? state_->facets.counts() : state_->facets.narrow(hits, query.filters);
  answer.total = hits.size();

  const auto paged = [&](const auto& before) { return page(hits, cards, query.offset, query.limit, before); };
  const auto carded = [&](const auto& before) {
    return paged([&](const Hit& a, const Hit& b) { return before(cards[a.doc], cards[b.doc]); });
  };
  switch (query.order) {
    case Order::relevance:
      answer.results = paged([&](const Hit& a, const Hit& b) {
        return a.score != b.score ? a.score > b.score : later(cards[a.doc], cards[b.doc]);
      });
      break;
    case Order::title:
      answer.results = carded(by_title);
      break;
    case Order::newest:
      answer.results = carded(by_start);
      break;
    case Order::updated:
      answer.results = carded(later);
      break;
  }
  return answer;
}

std::size_t Index::size() const {
  const auto lock = state_->reading();
  return state_->words.live();
}

}  // namespace entente::search
