// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <unicode/utf8.h>

#include <utility>

#include "screening/letters.hpp"
#include "screening/skeleton.hpp"
#include "screening/token.hpp"

namespace entente::screening {
namespace {

/// Han and the scripts that are written beside it without a space part where another begins.
bool parts(Script before, Script after) {
  return before != after;
}

void finish(Token& token, std::vector<Token>& out) {
  if (!token.folded.empty()) {
    token.forms.push_back(token.script == Script::latin ? token.folded : latin_of(token.folded));
    if (token.forms.front().empty()) token.forms.front() = "x";
    token.skeleton = skeleton_of(token.forms.front());
    out.push_back(std::move(token));
  }
  token = {};
}

}  // namespace

std::vector<Token> tokens_of(std::string_view name, Kind) {
  std::vector<Token> out;
  Token token;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(name.data());
  std::size_t characters = 0;
  for (std::size_t i = 0; i < name.size() && characters < kCharactersRead && out.size() < kTokensRead;
       ++characters) {
    const auto from = i;
    UChar32 c = 0;
    U8_NEXT(bytes, i, name.size(), c);
    const auto role = c < 0 ? Role::divider : role_of(c);
    if (role == Role::nothing || role == Role::apostrophe) continue;
    if (role != Role::letter) {
      finish(token, out);
      continue;
    }
    const auto script = c >= '0' && c <= '9' && !token.folded.empty() ? token.script : script_of(c);
    if (!token.folded.empty() && parts(token.script, script)) finish(token, out);
    if (token.folded.empty()) token.script = script;
    token.written += name.substr(from, i - from);
    append_folded(c, token.folded);
  }
  if (out.size() < kTokensRead) finish(token, out);
  return out;
}

}  // namespace entente::screening
