// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <vector>

#include "search/counting.hpp"

namespace entente::search {

/// A query as it is taken in the end.
struct Forgiven {
  Node tree;    ///< its words
  Found found;  ///< what it finds, or what has most of its words
  Reading reading = Reading::every_word;
  std::vector<Correction> corrections;  ///< taken; of one read as it was written, offered
};

/// How a query is asked.
struct Asking {
  std::function<Node(Node)> widened;
  std::function<Found(const Node&)> find;
  bool filtered = false;  ///< filters leave something of what a text finds, or nothing
};

/// What to do with a query, as `written` and as `tree`, which is `widened` of it and has found something or
/// nothing. One whose text finds something is left as it is; where it finds hardly anything, corrections are
/// offered. Where it finds nothing, slips are mended, and if there is still nothing, most of the words will
/// do.
Forgiven forgive(const Corpus&, const Node& written, Node tree, Found found, const Asking&);

}  // namespace entente::search
