// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>

namespace entente::pages {

/// Downloads of lists under way, so that clients who read slowly do not fill the disk: each keeps the ids of
/// what it found (ListIds), 16 bytes each, until it ends. (Numbers of documents would be shorter, but each
/// would keep the whole index of its moment.) Safe for many threads.
class ListDownloads {
 public:
  static constexpr std::size_t kMost = 32;
  static constexpr std::size_t kMostIds = 4'000'000;  ///< of all together; one alone may have more

  /// A place for a download of so many ids, free again once the last copy is gone; null where there is none.
  std::shared_ptr<const void> enter(std::size_t ids);

 private:
  struct InHand;
  std::shared_ptr<InHand> in_hand_ = make();
  static std::shared_ptr<InHand> make();
};

}  // namespace entente::pages
