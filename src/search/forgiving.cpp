// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/forgiving.hpp"

#include <algorithm>
#include <utility>

#include "search/most_words.hpp"
#include "search/spelling.hpp"

namespace entente::search {
namespace {

/// What finds no more than this may have been mistyped.
constexpr std::size_t kHardlyAnything = 3;

bool any_in(const std::vector<std::vector<Hit>>& hits) {
  return std::ranges::any_of(hits, [](const auto& some) { return !some.empty(); });
}

}  // namespace

Forgiven forgive(const Corpus& corpus, const Node& written, Node tree, std::size_t total,
                 const std::function<Node(Node)>& widened) {
  Forgiven out{.tree = std::move(tree), .finds = {}, .corrections = {}};
  if (total > kHardlyAnything) return out;
  // Where the filters alone leave nothing, the words are good.
  if (total > 0 || any_in(match(corpus, out.tree))) {
    if (total > 0) out.corrections = corrections(corpus, out.tree, kHardlyAnything);
    return out;
  }
  if (auto better = corrections(corpus, out.tree, 0); !better.empty()) {
    out.tree = widened(corrected(written, better));
    out.corrections = std::move(better);
    out.reading = Reading::corrected;
    if (any_in(match(corpus, out.tree))) return out;
  }
  auto most = most_of(corpus, out.tree);
  if (!any_in(most)) {
    out.reading = Reading::every_word;
    out.corrections.clear();
    return out;
  }
  out.reading = Reading::most_words;
  Nodes one;
  one.emplace_back().is.emplace<Chosen>(
      std::make_shared<const std::vector<std::vector<Hit>>>(std::move(most)));
  out.finds = Node{.is = All{std::move(one)}};
  return out;
}

}  // namespace entente::search
