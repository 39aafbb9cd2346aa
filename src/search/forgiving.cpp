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

}  // namespace

Forgiven forgive(const Corpus& corpus, const Node& written, Node tree, Found found, const Asking& asking) {
  Forgiven out{.tree = std::move(tree), .found = std::move(found), .corrections = {}};
  const auto total = out.found.total;
  if (total > kHardlyAnything) return out;
  if (total > 0) {
    out.corrections = corrections(corpus, out.tree, kHardlyAnything);
    return out;
  }
  // Where the filters alone leave nothing, the words are good.
  const auto is_good = [&](const Node& node) { return asking.filtered && count_hits(corpus, node) > 0; };
  if (is_good(out.tree)) return out;
  auto better = corrections(corpus, out.tree, 0);
  auto mended = better.empty() ? std::nullopt : std::optional(asking.widened(corrected(written, better)));
  if (mended) {
    auto now = asking.find(*mended);
    if (now.total > 0 || is_good(*mended)) {
      out.tree = std::move(*mended);
      out.found = std::move(now);
      out.corrections = std::move(better);
      out.reading = Reading::corrected;
      return out;
    }
  }
  const auto most = most_of(corpus, mended ? *mended : out.tree);
  if (!most) return out;
  auto now = asking.find(*most);
  if (now.total == 0 && !is_good(*most)) return out;
  if (mended) {
    out.tree = std::move(*mended);
    out.corrections = std::move(better);
  }
  out.found = std::move(now);
  out.reading = Reading::most_words;
  return out;
}

}  // namespace entente::search
