// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/packed_figures.hpp"

#include <algorithm>

#include "search/bits.hpp"

namespace entente::search {

void pack_figures(std::string& out, const Figures& figures) {
  put_varint(out, zigzag(figures.changed));
  put_varint(out, figures.amounts.size());
  for (const auto& [currency, amount] : figures.amounts) {
    put_varint(out, currency.size());
    out += currency;
    put_varint(out, zigzag(amount));
  }
}

Figures unpack_figures(std::string_view bytes) {
  Figures figures;
  figures.changed = unzigzag(take_varint(bytes));
  for (auto n = take_varint(bytes); n > 0 && !bytes.empty(); --n) {
    const auto size = std::min<std::size_t>(take_varint(bytes), bytes.size());
    std::string currency(bytes.substr(0, size));
    bytes.remove_prefix(size);
    figures.amounts.emplace_back(std::move(currency), unzigzag(take_varint(bytes)));
  }
  return figures;
}

}  // namespace entente::search
