// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/index.hpp"

#include <algorithm>
#include <limits>
#include <span>

#include "search/counting.hpp"
#include "search/day_facets.hpp"
#include "search/explaining.hpp"
#include "search/forgiving.hpp"
#include "search/groups.hpp"
#include "search/index_state.hpp"
#include "search/like.hpp"
#include "search/ordering.hpp"
#include "search/query_text.hpp"
#include "search/slots.hpp"
#include "search/suggesting.hpp"
#include "search/widening.hpp"

namespace entente::search {
namespace {

constexpr std::array<std::string_view, 4> kOrderNames = {"relevance", "title", "newest", "updated"};

/// Documents that go in under one lock: a large load lets readers through in between.
constexpr std::size_t kBatch = 500;

/// What a page marks in its results: the words wanted, each once, a prefix with its star, and of others that
/// will do as well the most frequent.
std::vector<std::string> marked(const Corpus& corpus, const Node& tree) {
  constexpr std::size_t kMarkedAlike = 20;
  std::vector<std::string> all;
  const auto add = [&](const std::string& word) {
    if (std::ranges::find(all, word) == all.end()) all.push_back(word);
  };
  for (const auto* word : words_wanted(tree)) {
    add(word->prefix ? word->text + "*" : word->text);
    if (!word->alike) continue;
    const auto others = alike(corpus, word->text);
    std::vector<std::pair<std::size_t, const std::string*>> frequent;
    for (const auto& [other, documents] : others) frequent.emplace_back(documents, &other);
    std::ranges::stable_sort(frequent, std::greater{}, [](const auto& one) { return one.first; });
    if (frequent.size() > kMarkedAlike) frequent.resize(kMarkedAlike);
    for (const auto& [documents, other] : frequent) add(*other);
  }
  return all;
}

/// Says so of a prefix (folded) that more words begin with than are looked for.
Complaint cut_short(std::string_view text, const std::string& prefix) {
  std::size_t at = 1;
  for (const auto& word : written_words(text)) {
    const auto begin = static_cast<std::size_t>(word.written.data() - text.data());
    if (word.folded == prefix && text.substr(begin + word.written.size()).starts_with('*'))
      at = 1 + static_cast<std::size_t>(
                   std::ranges::count_if(text.substr(0, begin), [](char c) { return (c & 0xC0) != 0x80; }));
  }
  return {.key = "query.many_words", .at = at, .part = prefix + "*", .field = {}};
}

/// Whether something depends on what the documents are on the day of the query: filters and counts of the
/// day, or the order.
bool needs_day(const Query& query) {
  return query.of_day || (!query.text.empty() && query.order == Order::relevance) ||
         std::ranges::any_of(query.filters, [](const auto& filter) { return is_of_day(filter.first); });
}

}  // namespace

std::string_view name_of(Reading reading) {
  constexpr std::array<std::string_view, 3> kReadings = {"every_word", "corrected", "most_words"};
  return kReadings[static_cast<std::size_t>(reading)];
}

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

Index::Index(std::function<std::vector<std::string>(std::string_view)> parties, IndexOptions options)
    : state_(std::make_unique<State>(std::move(parties), std::move(options))) {}
Index::~Index() = default;

void Index::apply(std::vector<Document> documents, const std::vector<base::Uuid>& removed,
                  std::optional<std::int64_t> reached) {
  const std::scoped_lock turn(state_->turn);
  for (std::size_t begin = 0; begin < documents.size(); begin += kBatch) {
    const auto batch = std::span(documents).subspan(begin, std::min(kBatch, documents.size() - begin));
    for (auto& document : batch) {
      for (auto& passage : document.texts) passage.text = fold(passage.text);
      document.sort_title = fold(document.sort_title);
    }
    const auto lock = state_->writing();
    for (auto& document : batch) state_->put(std::move(document));
    state_->follow_day();
  }
  if (!removed.empty()) {
    const auto lock = state_->writing();
    for (const auto& id : removed) state_->take_out(id);
    state_->follow_day();
  }
  if (reached && state_->is_due()) state_->begin_merge(*reached);
}

void Index::merge(std::int64_t reached) {
  const std::scoped_lock turn(state_->turn);
  state_->begin_merge(reached);
  state_->wait_for_merge();
}

void Index::clear() {
  const std::scoped_lock turn(state_->turn);
  state_->wait_for_merge();
  const auto lock = state_->writing();
  state_->clear();
}

Answer Index::search(const Query& query) const {
  auto text = read_query(query.text, state_->parties);
  Answer answer;
  answer.complaints = std::move(text.complaints);
  const auto widened = [&](Node tree) {
    if (query.forgiving) tree = widen(std::move(tree), state_->options.parties_of_body);
    return with_groups_of(std::move(tree), query.today);
  };
  auto tree = widened(text.tree);

  const auto lock = state_->reading();
  auto corpus = state_->corpus();
  corpus.today = query.today;
  corpus.slots = std::make_shared<SlotStore>();
  if (needs_day(query))
    for (const auto* live : corpus.pieces) corpus.day.push_back(state_->day_marks.of(corpus, *live));
  const auto most = std::numeric_limits<std::size_t>::max() - query.offset;
  const Wanted wanted{query.order, query.offset + std::min(query.limit, most)};
  const auto find_in = [&](const Node& node) {
    return find(corpus, node, query.filters, state_->living, wanted);
  };
  auto found = find_in(tree);
  for (const auto& prefix : found.cut) answer.complaints.push_back(cut_short(query.text, prefix));
  if (query.forgiving) {
    auto taken = forgive(corpus, text.tree, std::move(tree), std::move(found),
                         {.widened = widened, .find = find_in, .filtered = !query.filters.empty()});
    tree = std::move(taken.tree);
    found = std::move(taken.found);
    answer.reading = taken.reading;
    answer.corrections = std::move(taken.corrections);
  }
  answer.words = marked(corpus, tree);
  answer.total = found.total;
  answer.facets = listed(*state_->values, found.tally.values, query.values);
  if (query.of_day) tell_marks(found.tally.marks, answer.facets);
  // Without a text nothing is more relevant than what changed last: every score is 0.
  answer.results = page(corpus, found.hits, query.order, query.offset, query.limit);
  if (query.explain) answer.reasons = reasons(corpus, tree, answer.results);
  return answer;
}

std::vector<base::Uuid> Index::suggest(std::string_view text, std::size_t limit) const {
  const auto lock = state_->reading();
  return suggested(state_->corpus(), text, limit);
}

std::vector<base::Uuid> Index::like(const Document& document, std::size_t limit) const {
  const auto lock = state_->reading();
  return search::like(state_->corpus(), document, limit);
}

std::size_t Index::size() const {
  const auto lock = state_->reading();
  return state_->documents;
}

std::int64_t Index::sequence() const {
  const auto lock = state_->reading();
  return state_->base.base->sequence();
}

std::string Index::kept() const {
  const auto lock = state_->reading();
  return std::string(state_->base.base->kept());
}

void Index::each_kept(const std::function<void(const base::Uuid&, std::string_view)>& visit) const {
  const auto lock = state_->reading();
  const auto& base = *state_->base.base;
  for (Doc doc = 0; doc < base.size(); ++doc)
    if (!state_->base.removed.has(doc)) visit(base.id(doc), base.kept(doc));
}

std::string Index::fault() {
  const auto lock = state_->writing();
  return std::exchange(state_->fault, {});
}

}  // namespace entente::search
