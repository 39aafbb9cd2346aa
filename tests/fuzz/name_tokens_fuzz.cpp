// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/text.hpp"
#include "screening/token.hpp"

/// Any bytes are a name: within the limits, each token with what it is compared by, the same whenever asked.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace entente;
  using screening::Kind;
  if (size == 0) return 0;
  const auto kind = static_cast<Kind>(data[0] % 5);
  const std::string_view name(reinterpret_cast<const char*>(data + 1), size - 1);
  const auto tokens = screening::tokens_of(name, kind);
  if (tokens.size() > screening::kTokensRead) std::abort();
  std::size_t folded = 0;
  for (const auto& token : tokens) {
    if (token.folded.empty() || token.written.empty() || token.forms.empty()) std::abort();
    if (!base::is_utf8(token.folded) || !base::is_utf8(token.written)) std::abort();
    folded += token.folded.size();
    for (const auto& form : token.forms)
      if (form.empty() ||
          form.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789") != std::string_view::npos)
        std::abort();
  }
  // A character that Unicode takes apart becomes eighteen at most.
  if (folded > screening::kCharactersRead * 18 * 4) std::abort();
  const auto again = screening::tokens_of(name, kind);
  if (!std::ranges::equal(tokens, again, [](const auto& a, const auto& b) {
        return a.folded == b.folded && a.forms == b.forms && a.equivalents == b.equivalents;
      }))
    std::abort();
  return 0;
}
