// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/index.hpp"

#include <algorithm>
#include <span>

#include "search/counting.hpp"
#include "search/index_state.hpp"
#include "search/ordering.hpp"
#include "search/query_text.hpp"
#include "search/slots.hpp"

namespace entente::search {
namespace {

constexpr std::array<std::string_view, 4> kOrderNames = {"relevance", "title", "newest", "updated"};

/// Documents that go in under one lock: a large load lets readers through in between.
constexpr std::size_t kBatch = 500;

/// What a page marks in its results: the words wanted, each once, a prefix with its star, and of others that
/// will do as well the most frequent.
std::vector<std::string> marked(const Corpus& corpus, const QueryText& query) {
  constexpr std::size_t kMarkedAlike = 20;
  std::vector<std::string> all;
  const auto add = [&](const std::string& word) {
    if (std::ranges::find(all, word) == all.end()) all.push_back(word);
  };
  for (const auto* word : words_wanted(query.tree)) {
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
  }
  if (!removed.empty()) {
    const auto lock = state_->writing();
    for (const auto& id : removed) state_->take_out(id);
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

  const auto lock = state_->reading();
  auto corpus = state_->corpus();
  corpus.today = query.today;
  answer.words = marked(corpus, text);
  const auto most = std::numeric_limits<std::size_t>::max() - query.offset;
  auto found = find(corpus, text.tree, query.filters, state_->living,
                    {query.order, query.offset + std::min(query.limit, most)});
  answer.total = found.total;
  answer.facets = listed(*state_->values, found.counts, query.values);
  // Without a text nothing is more relevant than what changed last: every score is 0.
  answer.results = page(corpus, found.hits, query.order, query.offset, query.limit);
  return answer;
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
