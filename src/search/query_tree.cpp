// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/query_tree.hpp"

#include <algorithm>
#include <utility>

namespace entente::search {
namespace {

/// Adds a part, unless it is there; of one that is an All (or Any) itself, its own parts.
template <class Same>
void add_once(Nodes& nodes, Node node) {
  if (auto* inner = std::get_if<Same>(&node.is); inner != nullptr && !node.excluded)
    for (auto& part : inner->parts) add_once<Same>(nodes, std::move(part));
  else if (std::ranges::find(nodes, node) == nodes.end())
    nodes.push_back(std::move(node));
}

void collect_words(const Node& node, std::vector<const Word*>& all) {
  if (node.excluded) return;
  const auto each = [&](const Nodes& parts) {
    for (const auto& part : parts) collect_words(part, all);
  };
  if (const auto* every = std::get_if<All>(&node.is)) each(every->parts);
  if (const auto* any = std::get_if<Any>(&node.is)) each(any->parts);
  if (const auto* phrase = std::get_if<Phrase>(&node.is))
    for (const auto& word : phrase->words)
      if (std::ranges::none_of(all, [&](const Word* known) { return *known == word; })) all.push_back(&word);
}

}  // namespace

Node together(Nodes nodes) {
  if (nodes.size() == 1) return std::move(nodes.front());
  return {.is = All{std::move(nodes)}};
}

Nodes joined_parts(std::vector<std::vector<Nodes>> choices) {
  Nodes all;
  for (auto& choice : choices) {
    if (choice.size() == 1) {
      for (auto& node : choice.front()) add_once<All>(all, std::move(node));
      continue;
    }
    Nodes any;
    for (auto& nodes : choice) add_once<Any>(any, together(std::move(nodes)));
    if (any.size() == 1)
      add_once<All>(all, std::move(any.front()));
    else
      add_once<All>(all, {.is = Any{std::move(any)}});
  }
  return all;
}

std::vector<const Word*> words_wanted(const Node& tree) {
  std::vector<const Word*> all;
  collect_words(tree, all);
  return all;
}

bool operator==(const All& a, const All& b) {
  return a.parts == b.parts;
}
bool operator==(const Any& a, const Any& b) {
  return a.parts == b.parts;
}
bool operator==(const Node& a, const Node& b) {
  return a.excluded == b.excluded && a.is == b.is;
}

}  // namespace entente::search
