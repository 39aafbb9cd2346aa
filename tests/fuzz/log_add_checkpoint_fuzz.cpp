// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Any bytes as a request to sign a checkpoint: what is read is written again as it stood, and nothing is
// signed that the log has not.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/error.hpp"
#include "ledger/witness.hpp"

namespace ledger = entente::ledger;

namespace {

void must(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  static const std::vector<ledger::KnownLog> kKnown{
      {"log.example", {ledger::SignerKey::make("log.example", ledger::KeyKind::log).verifier()}}};
  try {
    const auto wanted = ledger::read_add_checkpoint(bytes);
    must(ledger::bytes_of(wanted) == bytes && wanted.proof.size() <= ledger::kMaxProof);
    ledger::log_of(wanted, kKnown);
    must(ledger::judge(wanted, kKnown.front(), {}) != ledger::Judged::sign);
  } catch (const entente::base::BadInput&) {
  }
  return 0;
}
