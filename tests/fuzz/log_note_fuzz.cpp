// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Any bytes as a signed note: what is read is written again as it stood, and nobody has signed what they have
// not.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/error.hpp"
#include "ledger/key.hpp"
#include "ledger/note.hpp"

namespace ledger = entente::ledger;

namespace {

void must(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  static const std::vector kKeys{ledger::SignerKey::make("log.example", ledger::KeyKind::log).verifier(),
                                 ledger::SignerKey::make("w.example", ledger::KeyKind::witness).verifier()};
  ledger::Note note;
  try {
    note = ledger::read_note(bytes);
  } catch (const entente::base::BadInput&) {
    return 0;
  }
  must(ledger::bytes_of(note) == bytes);
  must(!note.signatures.empty() && note.signatures.size() <= ledger::kMaxSignatures);
  try {
    ledger::signers_of(note, kKeys);
    std::abort();  // the keys are new: nothing can be signed with them
  } catch (const entente::base::BadInput&) {
  }
  return 0;
}
