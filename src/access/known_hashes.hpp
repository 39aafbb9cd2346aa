// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace entente::access {

/// Passwords known from breaches as they are published: a file with one SHA-1 of a password a line in hex, in
/// ascending order, each with or without ":COUNT" behind it. It is searched where it lies, by some thirty
/// reads a password, so that a thousand million lines take no memory.
class KnownHashes {
 public:
  /// Whether a file begins as such a one does.
  static bool is_one(const std::filesystem::path&);
  /// Throws base::BadInput where it cannot be read, or a sample of its lines is not in order.
  explicit KnownHashes(const std::filesystem::path&);
  ~KnownHashes();
  KnownHashes(KnownHashes&&) noexcept;
  KnownHashes(const KnownHashes&) = delete;
  KnownHashes& operator=(const KnownHashes&) = delete;

  bool contains(std::string_view password) const;

 private:
  /// The line in which the byte `at` stands: where it begins, and its hash in capitals ("" for a line that
  /// holds none).
  struct Line {
    std::uint64_t begin = 0, next = 0;
    std::string hash;
  };
  Line line_at(std::uint64_t at) const;
  void require_order() const;

  std::string name_;
  int file_ = -1;
  std::uint64_t size_ = 0;
};

}  // namespace entente::access
