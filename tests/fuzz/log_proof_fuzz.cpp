// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Any bytes as a receipt: what is read is written again as it stood, and proves nothing without a key that is
// trusted.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/error.hpp"
#include "ledger/proof.hpp"

namespace ledger = entente::ledger;

namespace {

void must(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  static const std::vector kKeys{ledger::SignerKey::make("log.example", ledger::KeyKind::log).verifier()};
  ledger::Proof proof;
  try {
    proof = ledger::read_proof(bytes);
  } catch (const entente::base::BadInput&) {
    return 0;
  }
  must(ledger::bytes_of(proof) == bytes);
  const ledger::Hash leaf = ledger::leaf_hash(proof.extra.value_or(""));
  for (const std::uint64_t count : {proof.index, proof.index + 1, proof.index * 2 + 1, ledger::kMaxSize})
    ledger::proves_inclusion(proof.hashes, proof.index, count, leaf, leaf);
  try {
    ledger::verify(proof, "entry", "log.example", kKeys);
    std::abort();
  } catch (const entente::base::BadInput&) {
  }
  return 0;
}
