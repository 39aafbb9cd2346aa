// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Any bytes as the text of a checkpoint: what is read is written again as it stood.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/error.hpp"
#include "ledger/checkpoint.hpp"

namespace ledger = entente::ledger;

namespace {

void must(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  try {
    const auto read = ledger::read_checkpoint(bytes);
    must(ledger::text_of(read) == bytes && read.size <= ledger::kMaxSize && !read.origin.empty());
  } catch (const entente::base::BadInput&) {
  }
  return 0;
}
