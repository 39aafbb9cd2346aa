// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <span>
#include <vector>

#include "ledger/key.hpp"

/// The file that private keys of a log, or of a witness, lie in: one a line, the newest first. While it holds
/// several, all of them sign. And the file of those that somebody trusts.
namespace entente::ledger {

inline constexpr std::size_t kMaxKeys = 8;  ///< of one file

/// Throws BadInput where the file is not there, somebody besides its owner may read or write it, or it holds
/// no key, too many, one twice, or keys of several names or kinds.
std::vector<SignerKey> read_key_file(const std::filesystem::path& file);

enum class KeyFileIs : std::uint8_t { made, replaced };
/// Written whole, for its owner alone. Conflict where it is to be made and stands there already.
void write_key_file(const std::filesystem::path& file, std::span<const SignerKey> keys, KeyFileIs is);

/// What others check with, in a file: one key a line; empty lines and those that begin with # are passed
/// over. Throws BadInput naming the line that is none, and where there are more than a hundred.
std::vector<VerifierKey> read_public_keys(const std::filesystem::path& file);

}  // namespace entente::ledger
