// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Any bytes as a key, private or not, or as the note of a new one: what is read is written again as it stood.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/error.hpp"
#include "ledger/key.hpp"
#include "ledger/key_note.hpp"

namespace ledger = entente::ledger;

namespace {

void must(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  static const std::vector kKeys{ledger::SignerKey::make("log.example", ledger::KeyKind::log).verifier()};
  try {
    must(ledger::VerifierKey::parse(bytes).text() == bytes);
  } catch (const entente::base::BadInput&) {
  }
  try {
    const auto key = ledger::SignerKey::parse(bytes);
    must(key.text() == bytes && key.verifier().holds("text\n", key.sign("text\n", 1)));
  } catch (const entente::base::BadInput&) {
  }
  try {
    ledger::read_key_note(bytes, kKeys);
    std::abort();
  } catch (const entente::base::BadInput&) {
  }
  return 0;
}
