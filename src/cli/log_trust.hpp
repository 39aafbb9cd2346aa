// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command.hpp"
#include "ledger/audit.hpp"
#include "ledger/key.hpp"
#include "ledger/note.hpp"

namespace entente::cli {

/// Whom somebody believes who checks a log: its keys, those of witnesses, and how many of these it takes.
struct LogTrust {
  std::vector<std::string> keys;             ///< as they are given on the command line
  std::vector<std::filesystem::path> files;  ///< with one such key a line
  unsigned witnesses = 0;

  void options(Command&);
};

/// The same, read.
struct TrustedKeys {
  std::string origin;  ///< the name of the log
  std::vector<ledger::VerifierKey> keys;
  unsigned witnesses = 0;
};
/// Throws BadInput where no key of a log is among them, or keys of two logs.
TrustedKeys trusted_keys(const LogTrust&);

/// Throws BadInput where too few of the witnesses have signed; else says who has, and when.
void tell_signers(std::ostream&, const TrustedKeys&, const ledger::Note&,
                  const std::vector<const ledger::VerifierKey*>& signers);

/// Whether as many witnesses as are asked for have signed within so many hours.
bool is_signed_within(const TrustedKeys&, const ledger::SignedCheckpoint&, unsigned hours);
/// Throws BadInput where they have not.
void must_be_signed_within(const TrustedKeys&, const ledger::SignedCheckpoint&, unsigned hours);

/// As a witness's signature says it; one that lies beyond the calendar as a number.
std::string moment_of(std::int64_t seconds);

/// At most `most` bytes of a file. Throws BadInput where it cannot be read or is longer.
std::string read_bounded(const std::filesystem::path& file, std::size_t most);

/// Bytes of a stranger as a terminal may show them: what is no text, what would move the cursor, and what
/// would turn the direction of what follows, as \xNN.
std::string shown(std::string_view bytes);

}  // namespace entente::cli
