// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "access/scope.hpp"

#include <algorithm>

namespace entente::access {

std::string_view name_of(Scope scope) {
  switch (scope) {
    case Scope::read:
      return "read";
    case Scope::write:
      return "write";
    case Scope::office:
      break;
  }
  return "office";
}

std::optional<Scope> scope_named(std::string_view name) {
  for (const auto scope : kScopes)
    if (name == name_of(scope)) return scope;
  return std::nullopt;
}

std::string text_of(const std::vector<Scope>& scopes) {
  std::string text;
  for (const auto scope : kScopes)
    if (has_scope(scopes, scope)) text += (text.empty() ? "" : " ") + std::string(name_of(scope));
  return text;
}

std::vector<Scope> read_scopes(std::string_view text) {
  std::vector<Scope> scopes;
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    if (const auto scope = scope_named(text.substr(0, end))) scopes.push_back(*scope);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return scopes;
}

bool has_scope(const std::vector<Scope>& scopes, Scope scope) {
  return std::ranges::find(scopes, scope) != scopes.end();
}

}  // namespace entente::access
