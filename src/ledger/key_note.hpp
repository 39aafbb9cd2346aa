// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "ledger/key.hpp"

/// The note by which the key of a log, or of a witness, hands over to the next: a text that names the new
/// one, signed with the old one and with the new one. Whoever trusts the old key can trust the new one by it.
namespace entente::ledger {

/// `next` is for the same name and of the same kind as `now`; of a witness, `seconds` says when.
std::string key_note(const SignerKey& now, const SignerKey& next, std::int64_t seconds = 0);

/// The new key. Throws BadInput unless one of `trusted`, of the new one's name and kind, has signed the note,
/// and the new one too.
VerifierKey read_key_note(std::string_view bytes, std::span<const VerifierKey> trusted);

}  // namespace entente::ledger
