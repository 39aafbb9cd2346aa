// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/value_table.hpp"

namespace entente::search {

std::optional<Code> ValueTable::find(Facet facet, std::string_view value) const {
  if (const auto code = base_->find(facet, value)) return code;
  const auto& codes = codes_[static_cast<std::size_t>(facet)];
  const auto at = codes.find(value);
  return at == codes.end() ? std::nullopt : std::optional(at->second);
}

Code ValueTable::code_of(Facet facet, std::string_view value) {
  if (const auto code = find(facet, value)) return *code;
  const auto code = size();
  added_.push_back({std::string(value), facet});
  codes_[static_cast<std::size_t>(facet)].emplace(added_.back().value, code);
  return code;
}

std::string_view ValueTable::value(Code code) const {
  return code < base_->codes() ? base_->value(code) : std::string_view(added_[code - base_->codes()].value);
}

Facet ValueTable::facet(Code code) const {
  if (code >= base_->codes()) return added_[code - base_->codes()].facet;
  for (std::size_t f = 0; f < kFacets; ++f) {
    const auto [begin, end] = base_->codes_of(static_cast<Facet>(f));
    if (begin <= code && code < end) return static_cast<Facet>(f);
  }
  return {};
}

ValueTable ValueTable::copy() const {
  ValueTable copied(base_);
  for (const auto& [value, facet] : added_) copied.code_of(facet, value);
  return copied;
}

}  // namespace entente::search
