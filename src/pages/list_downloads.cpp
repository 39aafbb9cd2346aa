// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/list_downloads.hpp"

#include <mutex>

namespace entente::pages {

struct ListDownloads::InHand {
  std::mutex mutex;
  std::size_t downloads = 0, ids = 0;
};

std::shared_ptr<ListDownloads::InHand> ListDownloads::make() {
  return std::make_shared<InHand>();
}

std::shared_ptr<const void> ListDownloads::enter(std::size_t ids) {
  const std::scoped_lock lock(in_hand_->mutex);
  if (in_hand_->downloads == kMost || (in_hand_->ids > 0 && in_hand_->ids + ids > kMostIds)) return nullptr;
  ++in_hand_->downloads;
  in_hand_->ids += ids;
  return {in_hand_.get(), [in_hand = in_hand_, ids](const void*) {
            const std::scoped_lock turn(in_hand->mutex);
            --in_hand->downloads;
            in_hand->ids -= ids;
          }};
}

}  // namespace entente::pages
