// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <ostream>

/// Files that are whole or not there: whoever looks under a name, also after a power cut, finds what stood
/// there before or all of what was written.
namespace entente::base {

/// Writes beside the name first, in the same folder; commit() gives it the name. Failures are told as Error.
class WholeFile {
 public:
  /// Who may read it; `owner` from the first byte on, for what holds a secret.
  enum class Readers : std::uint8_t { as_usual, owner };

  /// A symbolic link is followed. Refuses (BadInput) what is there and is no file: a folder, a device.
  explicit WholeFile(std::filesystem::path file, Readers readers = Readers::as_usual);
  /// Without commit(), what stood under the name stays.
  ~WholeFile();
  WholeFile(const WholeFile&) = delete;
  WholeFile& operator=(const WholeFile&) = delete;

  /// Goes bad where a write fails: whoever writes much may stop. commit() tells why.
  std::ostream& out() { return out_; }
  /// Waits for the disk, then gives the file its name. Once.
  void commit();

 private:
  class Buffer;
  std::filesystem::path file_, part_;
  std::unique_ptr<Buffer> buffer_;
  std::ostream out_;
};

/// A name in the same folder for what is not whole yet: of this process alone. `n`: another one.
std::filesystem::path beside(const std::filesystem::path& file, int n = 0);

/// Gives `part`, written by another means and in the same folder, the name `file`: waits for the disk before
/// and after. Conflict where that name is taken: nothing is replaced.
void put_in_place(const std::filesystem::path& part, const std::filesystem::path& file);

/// Waits until the names in a folder are on the disk.
void sync_folder(const std::filesystem::path& folder);

}  // namespace entente::base
