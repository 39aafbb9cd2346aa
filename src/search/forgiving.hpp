// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "search/matcher.hpp"

namespace entente::search {

/// A query as it is taken in the end.
struct Forgiven {
  Node tree;                  ///< its words
  std::optional<Node> finds;  ///< what finds instead, where most of the words will do
  Reading reading = Reading::every_word;
  std::vector<Correction> corrections;  ///< taken; of one read as it was written, offered
};

/// What to do with a query that finds `total` documents, as `written` and as `tree`, which is `widened` of
/// it. One whose text finds something is left as it is; where it finds hardly anything, corrections are
/// offered. Where it finds nothing, slips are mended, and if there is still nothing, most of the words will
/// do.
Forgiven forgive(const Corpus&, const Node& written, Node tree, std::size_t total,
                 const std::function<Node(Node)>& widened);

}  // namespace entente::search
