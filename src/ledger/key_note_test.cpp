// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "ledger/key_note.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "ledger/checkpoint.hpp"
#include "ledger/note.hpp"

namespace entente::ledger {
namespace {

TEST(KeyNote, LeadsFromTheOldKeyToTheNew) {
  for (const auto kind : {KeyKind::log, KeyKind::witness}) {
    const auto now = SignerKey::make("a.example", kind), next = SignerKey::make("a.example", kind);
    const std::vector trusted{now.verifier()};
    const auto note = key_note(now, next, 1'700'000'000);
    EXPECT_EQ(read_key_note(note, trusted), next.verifier());
    EXPECT_THROW(read_checkpoint(read_note(note).text), base::BadInput) << "it passes for a checkpoint";
    for (std::size_t i = 0; i < note.size(); ++i) {
      auto changed = note;
      changed[i] = static_cast<char>(changed[i] ^ 1);
      EXPECT_THROW(read_key_note(changed, trusted), base::BadInput) << "byte " << i;
    }
  }
}

TEST(KeyNote, ByAnybodyElseIsRefused) {
  const auto now = SignerKey::make("a.example", KeyKind::log),
             next = SignerKey::make("a.example", KeyKind::log),
             other = SignerKey::make("b.example", KeyKind::log),
             witness = SignerKey::make("a.example", KeyKind::witness);
  const std::vector trusted{now.verifier(), other.verifier(), witness.verifier()};
  EXPECT_THROW(read_key_note(key_note(next, next), trusted), base::BadInput)
      << "nobody who is trusted signed";
  EXPECT_THROW(read_key_note(key_note(other, next), trusted), base::BadInput) << "a key of another name";
  EXPECT_THROW(read_key_note(key_note(witness, next, 1), trusted), base::BadInput) << "a key of another kind";
  auto note = read_note(key_note(now, next));
  note.signatures.pop_back();
  EXPECT_THROW(read_key_note(bytes_of(note), trusted), base::BadInput) << "the new key has not signed";
  const std::vector both{now.verifier(), next.verifier()};
  note = read_note(key_note(now, next));
  note.signatures.erase(note.signatures.begin());
  EXPECT_THROW(read_key_note(bytes_of(note), both), base::BadInput) << "the new key vouches for itself";
}

}  // namespace
}  // namespace entente::ledger
