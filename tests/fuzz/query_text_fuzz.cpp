// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <variant>
#include <vector>

#include "search/index.hpp"
#include "search/query_text.hpp"

namespace {

using namespace entente::search;

void check(const Node& node, std::size_t depth, std::size_t& leaves) {
  if (depth > 2 * kQueryDepth + 3) std::abort();
  const auto each = [&](const std::vector<Node>& parts) {
    for (const auto& part : parts) check(part, depth + 1, leaves);
  };
  if (const auto* all = std::get_if<All>(&node.is)) return each(all->parts);
  if (const auto* any = std::get_if<Any>(&node.is)) {
    if (any->parts.size() < 2) std::abort();
    return each(any->parts);
  }
  ++leaves;
  if (const auto* values = std::get_if<Values>(&node.is))
    if (values->any.empty() || !std::ranges::is_sorted(values->any)) std::abort();
  if (const auto* phrase = std::get_if<Phrase>(&node.is)) {
    if (phrase->words.empty()) std::abort();
    for (const auto& word : phrase->words)
      if (word.text.empty() || fold(word.text) != word.text || (word.alike && word.prefix)) std::abort();
  }
}

}  // namespace

/// What a person types is read without fault, within the limits, and can be asked.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Index& index = *[] {
    auto* made = new Index;
    made->apply({{.id = {},
                  .texts = {{Zone::title, "Clean water 清洁饮水"}},
                  .facets = {},
                  .sort_title = "Clean water"}});
    return made;
  }();
  const std::string_view text(reinterpret_cast<const char*>(data), size);

  const auto read = read_query(text, [](std::string_view) { return std::vector<std::string>{"id"}; });
  std::size_t leaves = 0;
  check(read.tree, 0, leaves);
  if (leaves > kQueryRead || read.complaints.size() > kComplaints) std::abort();
  for (const auto& complaint : read.complaints)
    if (complaint.at == 0 || complaint.at > text.size() + 1 || text_of(complaint, "en").empty()) std::abort();
  if (index.search({.text = std::string(text), .filters = {}}).total > 1) std::abort();
  return 0;
}
