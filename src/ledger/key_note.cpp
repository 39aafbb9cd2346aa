// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "ledger/key_note.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "ledger/note.hpp"

namespace entente::ledger {

namespace {

// Its second line is no number, so that no checkpoint reads like one.
constexpr std::string_view kNextKey = "entente next key v1\n";

[[noreturn]] void refuse_key_note(const std::string& cause) {
  throw base::BadInput("the note of a new key", cause, "Take the file that 'entente log key rotate' wrote.");
}

}  // namespace

std::string key_note(const SignerKey& now, const SignerKey& next, std::int64_t seconds) {
  const auto text = std::string(kNextKey) + next.verifier().text() + "\n";
  return bytes_of(Note{text, {now.sign(text, seconds), next.sign(text, seconds)}});
}

VerifierKey read_key_note(std::string_view bytes, std::span<const VerifierKey> trusted) {
  const auto note = read_note(bytes);
  auto text = std::string_view(note.text);
  if (!text.starts_with(kNextKey)) refuse_key_note("its first line is not the one of such notes");
  text.remove_prefix(kNextKey.size());
  if (text.find('\n') + 1 != text.size()) refuse_key_note("it does not name one key, on one line");
  auto next = VerifierKey::parse(text.substr(0, text.size() - 1));
  signers_of(note, {&next, 1});
  std::vector<VerifierKey> of_name;
  std::copy_if(trusted.begin(), trusted.end(), std::back_inserter(of_name), [&](const VerifierKey& key) {
    return key.name() == next.name() && key.kind() == next.kind() && key != next;
  });
  signers_of(note, of_name);
  return next;
}

}  // namespace entente::ledger
