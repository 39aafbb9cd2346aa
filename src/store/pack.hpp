// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "store/packed.hpp"
#include "store/store.hpp"

/// Internal to store: packs. What one unit of work writes is alike, and much smaller as one frame than as
/// many; so a unit that writes more than a few bodies, or blobs, puts them behind one another into packs. A
/// pack is a row of its own and never goes, and all that changes in it is what is erased; a body's row says
/// its place in it.
namespace entente::store {

/// Most bytes of a pack's content.
inline constexpr std::size_t kMostPack = 1UL << 20;

/// The packs of one unit of work. What hangs on partnerships stands together, in the order it came in: it is
/// read together. Other records stand with their like, so that going through all partnerships, or looking up
/// organisations, unpacks nothing else. Blobs have packs of their own.
class Packing {
 public:
  /// What an engine does: gives the number of the next pack, and keeps one that is full.
  struct Engine {
    std::function<std::int64_t()> next_id;
    std::function<void(std::int64_t id, const Packed&)> keep;
  };
  explicit Packing(Engine);

  /// The text as it is to be kept: its place, or by itself, where it is one of the unit's first few (what a
  /// person writes is read without unpacking neighbours) or large. It must outlive what is returned.
  Packed body(const NewRevision&);
  Packed blob(std::string_view bytes);
  /// The content of a pack that is still open, else null.
  const std::string* open(std::int64_t id) const;
  /// Keeps what is open.
  void close();

 private:
  struct Open {
    std::int64_t id = 0;  ///< 0: none
    std::string content;
  };
  Packed add(Kind, Open&, std::string_view text);
  void close(Kind, Open&);

  Engine engine_;
  std::map<std::string, Open, std::less<>> bodies_;  ///< by type; "" is what hangs on partnerships
  Open blobs_;
  std::array<std::size_t, 2> alone_{};  ///< texts that were kept by themselves, by kind
};

/// A pack's content without the text that stood there: zeros, so that the others keep their places.
std::string without(std::string pack, const Place&);

/// Packs lately unpacked, the longest unused forgotten first; the readers of a store share them, from
/// whatever thread.
class PackCache {
 public:
  using Pack = std::shared_ptr<const std::string>;

  Pack find(std::int64_t id);
  void keep(std::int64_t id, Pack);
  void clear();

 private:
  static constexpr std::size_t kMostBytes = 4UL << 20;

  std::mutex mutex_;
  std::list<std::pair<std::int64_t, Pack>> packs_;  ///< the last used first
  std::unordered_map<std::int64_t, decltype(packs_)::iterator> by_id_;
  std::size_t bytes_ = 0;
};

/// Texts by what their rows keep of them.
class Texts {
 public:
  /// `load` gives the content of a pack that is kept; `open` are the packs of the unit that reads, if one
  /// does.
  using Load = std::function<std::string(std::int64_t id)>;
  Texts(std::shared_ptr<PackCache>, Load load, const Packing* open = nullptr);

  /// The text as it was taken in. Throws base::BadInput where what is kept is broken, or it would pass
  /// `limit`.
  std::string text(std::int64_t encoding, std::string_view kept, std::size_t limit) const;
  PackCache& cache() const { return *cache_; }

 private:
  std::shared_ptr<PackCache> cache_;
  Load load_;
  const Packing* open_;
};

}  // namespace entente::store
