// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <list>
#include <mutex>
#include <unordered_map>

#include "registry/views.hpp"
#include "store/store.hpp"

/// Internal to registry.
namespace entente::registry {

/// The cards of lists, kept as they were read: most lists show the same few. Safe for many threads.
class Cards {
 public:
  /// `most`: bytes of the records' bodies that may be kept. Read, they take a few times as much.
  explicit Cards(std::size_t most = std::size_t{8} << 20) : most_(most) {}

  /// The card of a partnership as it stood at the commit `changed` or later, without its freshness; nothing
  /// where it does not stand. `changed` is the last commit known to bear on it: of the partnership, its
  /// parties, or the organisations they name.
  std::optional<Card> card(store::Reader&, const base::Uuid& id, std::int64_t changed);
  std::size_t size() const;

 private:
  struct Kept {
    Card card;
    std::int64_t seen = 0;  ///< the last commit of the view it was read in
    std::size_t bytes = 0;
  };
  std::optional<Card> find(const base::Uuid& id, std::int64_t changed);
  void keep(Kept&&);
  void drop(std::list<Kept>::iterator);

  struct Hash {
    std::size_t operator()(const base::Uuid&) const;
  };
  const std::size_t most_;
  mutable std::mutex mutex_;  ///< guards what follows
  std::list<Kept> kept_;      ///< last used first
  std::unordered_map<base::Uuid, std::list<Kept>::iterator, Hash> by_id_;
  std::size_t bytes_ = 0;
};

}  // namespace entente::registry
