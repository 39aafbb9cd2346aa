// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Any bytes as a bundle of entries, the first of which says how many: what is read is written again as it
// stood.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/error.hpp"
#include "ledger/tiles.hpp"

namespace ledger = entente::ledger;

namespace {

void must(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (bytes.empty()) return 0;
  const auto width = static_cast<unsigned>(data[0]) + 1;
  try {
    const auto entries = ledger::entries_of(bytes.substr(1), width);
    must(entries.size() == width);
    std::string again;
    for (const auto entry : entries) ledger::append_entry(again, entry);
    must(again == bytes.substr(1));
  } catch (const entente::base::BadInput&) {
  }
  return 0;
}
