// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "base/id.hpp"

namespace entente::pages {

/// The ids of a long list while it is sent, in their order. No more than kPiece of them are in memory: the
/// others lie in a file without a name, which is gone with this, or with the process however it ends. One
/// reader at a time.
class ListIds {
 public:
  static constexpr std::size_t kPiece = 4'096;

  /// Throws base::Error where they are too many for the memory and the file cannot be written.
  explicit ListIds(std::span<const base::Uuid> ids);
  ~ListIds();
  ListIds(const ListIds&) = delete;
  ListIds& operator=(const ListIds&) = delete;

  bool more() const { return at_ < size_; }
  /// The next one; call it only while there are more(). Throws base::Error where the file cannot be read.
  base::Uuid next();

 private:
  std::size_t size_ = 0, at_ = 0;
  std::vector<base::Uuid> piece_;  ///< those from the last multiple of kPiece on
  int file_ = -1;                  ///< of all of them; -1 where the piece holds all
};

}  // namespace entente::pages
