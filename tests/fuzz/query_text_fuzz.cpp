// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "search/index.hpp"
#include "search/query_text.hpp"

/// What a person types is read without fault, within the limits, and can be asked.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace entente::search;
  static const Index& index = *[] {
    auto* made = new Index;
    made->apply({{.id = {},
                  .texts = {{Zone::title, "Clean water 清洁饮水"}},
                  .facets = {},
                  .sort_title = "Clean water"}});
    return made;
  }();
  const std::string_view text(reinterpret_cast<const char*>(data), size);

  const auto read = read_query(text);
  if (read.terms.size() > kQueryTerms) std::abort();
  for (const auto& term : read.terms) {
    if (term.words.empty()) std::abort();
    for (const auto& word : term.words)
      if (word.text.empty() || fold(word.text) != word.text) std::abort();
  }
  if (index.search({.text = std::string(text), .filters = {}}).total > 1) std::abort();
  return 0;
}
