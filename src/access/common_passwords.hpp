// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "access/known_hashes.hpp"

namespace entente::access {

/// The passwords everybody tries first. The program brings words, keyboard walks and names of the months and
/// the like in six languages (data/access/common_passwords.txt); an operator may add a file of passwords
/// known from breaches.
class CommonPasswords {
 public:
  CommonPasswords();
  /// With a file beside: sorted SHA-1 (access/known_hashes.hpp), which is searched where it lies, or one
  /// password a line, UTF-8, which takes 8 bytes of memory a line; two million at most. Throws
  /// base::BadInput where it cannot be used.
  explicit CommonPasswords(const std::filesystem::path& file);

  /// Whether a password is in the file, or is made of fewer than six different things, where a common word,
  /// one of the words `about` the person, a run ("aaaa", "4567") and a year are each one thing, and so is
  /// every other character. Capitals do not count, and digits and signs that stand for letters ("p@ssw0rd")
  /// are read as those.
  bool contains(std::string_view password, std::span<const std::string> about) const;

 private:
  std::vector<std::u32string> words_;  ///< folded; sorted, longest first
  std::shared_ptr<const KnownHashes> hashes_ = {};
  std::vector<std::uint64_t> known_ = {};  ///< beginnings of the SHA-256 of the file's lines; sorted
};

}  // namespace entente::access
