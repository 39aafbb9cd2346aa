// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/checkpoint.hpp"
#include "ledger/key.hpp"
#include "store/store.hpp"

/// The keys that the log is signed with. They lie in a file outside the database, a line each, for its owner
/// alone: whoever has the database, or a backup of it, can sign nothing.
namespace entente::registry {

/// Those in a file, which all sign, as ledger::read_key_file reads them; those of a witness are refused.
/// Nothing where there is no such file.
std::vector<ledger::SignerKey> read_log_keys(const std::filesystem::path& file);

/// Makes a file with a new key of that name. Throws base::Conflict where there is a file, and base::BadInput
/// where no log can be called so.
void make_log_key(const std::filesystem::path& file, std::string_view origin);

/// Beside the file of keys: the text of the checkpoint that they signed last.
std::filesystem::path log_signed_file(const std::filesystem::path& keys);
/// Nothing where there is no such file.
std::optional<ledger::Checkpoint> read_log_signed(const std::filesystem::path& file);

/// What a log is called whose register is reached at `public_url`: by the address of the log, without the
/// scheme. A register that has none gets a name that no other has.
std::string log_origin(std::string_view public_url);

/// What checks the signatures of every key that has signed a checkpoint of this register.
std::vector<ledger::VerifierKey> log_keys_in(store::Reader&);

}  // namespace entente::registry
