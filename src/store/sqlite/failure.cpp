// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/failure.hpp"

#include <sqlite3.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "base/error.hpp"

namespace entente::store::sqlite {

namespace {

struct Meaning {
  int code;  ///< primary result code
  std::string_view cause, next;
};

constexpr std::array kMeanings{
    Meaning{SQLITE_NOTADB, "is not a register: the file is no SQLite database",
            "Name the register's own file, or restore it from a backup."},
    Meaning{SQLITE_CORRUPT, "is damaged", "Stop Entente and restore the last backup."},
    Meaning{SQLITE_READONLY, "cannot be written to",
            "Give the account that runs Entente the right to write the file and its folder."},
    Meaning{SQLITE_PERM, "may not be opened",
            "Give the account that runs Entente the right to read and write it."},
    Meaning{SQLITE_AUTH, "may not be opened",
            "Give the account that runs Entente the right to read and write it."},
    Meaning{SQLITE_CANTOPEN, "cannot be opened",
            "Check that its folder exists and that the account that runs Entente may read and write there."},
    Meaning{SQLITE_FULL, "cannot grow: the disk is full", "Free some space; nothing that was saved is lost."},
    Meaning{SQLITE_IOERR, "the disk failed to read or write it",
            "Look into the system's log for the disk's own words; nothing that was saved before is lost."},
    Meaning{SQLITE_NOMEM, "the machine has no memory left for it", "Stop another program, or add memory."},
    Meaning{SQLITE_TOOBIG, "a text or file is too large for it", "Make it smaller."},
};

bool means_full(int system_errno) {
  return system_errno == ENOSPC || system_errno == EDQUOT || system_errno == EFBIG;
}

}  // namespace

std::string register_name(const std::filesystem::path& file) {
  return "register " + file.string();
}

void throw_failure(const std::filesystem::path& file, int code, int system_errno, std::string_view message) {
  int primary = code & 0xff;
  if (primary == SQLITE_BUSY || primary == SQLITE_LOCKED)
    throw base::Conflict(register_name(file), "is busy: another process has kept it locked for too long",
                         "Try again, and see which other program has the file open.");
  // A quota or a limit on the size of files reaches SQLite as a failed write.
  if (primary == SQLITE_IOERR && means_full(system_errno)) primary = SQLITE_FULL;
  // Where the disk fails to give a page of the schema, SQLite calls the schema malformed.
  if (primary == SQLITE_CORRUPT && system_errno == EIO) primary = SQLITE_IOERR;
  for (const auto& meaning : kMeanings) {
    if (meaning.code != primary) continue;
    std::string cause(meaning.cause);
    const bool tell_errno = primary == SQLITE_CANTOPEN || primary == SQLITE_IOERR;
    if (tell_errno && system_errno != 0) cause.append(" (").append(std::strerror(system_errno)).append(")");
    throw base::Error(register_name(file), std::move(cause), std::string(meaning.next));
  }
  throw base::Error(register_name(file),
                    "SQLite says '" + std::string(message) + "' (code " + std::to_string(code) + ")",
                    "Report this as a fault of Entente.");
}

}  // namespace entente::store::sqlite
