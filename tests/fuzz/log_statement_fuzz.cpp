// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Any bytes as an entry of the register's log: what is read is written again as it stood.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/error.hpp"
#include "ledger/statement.hpp"

namespace ledger = entente::ledger;

namespace {

void must(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  try {
    const auto read = ledger::read_statement(bytes);
    must(ledger::bytes_of(read) == bytes && read.version >= 1 && read.event_seq >= 1);
  } catch (const entente::base::BadInput&) {
  }
  return 0;
}
