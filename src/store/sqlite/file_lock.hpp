// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace entente::store::sqlite {

/// The claim of one process on a register: FILE.lock, locked for as long as this lives, holding the
/// process's number. A second holder (in this process too) gets base::Conflict. The file stays behind:
/// removing it would race with whoever waits for it.
class FileLock {
 public:
  explicit FileLock(const std::filesystem::path& database);
  ~FileLock();
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

 private:
  int descriptor_ = -1;
};

}  // namespace entente::store::sqlite
