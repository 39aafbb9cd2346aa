// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "store/pack.hpp"

#include <utility>

namespace entente::store {

namespace {

struct Rule {
  std::size_t full;     ///< bytes at which a pack is closed
  std::size_t largest;  ///< text that goes into one
  std::size_t alone;    ///< texts of a unit that stand by themselves before packs begin
};

// Measured: docs/decisions/0037.
constexpr std::array kRules{Rule{64UL << 10, 32UL << 10, 8},      // bodies
                            Rule{1024UL << 10, 128UL << 10, 1}};  // blobs

// A place is not much shorter than this.
constexpr std::size_t kWorthPlacing = 16;

}  // namespace

Packing::Packing(Engine engine) : engine_(std::move(engine)) {}

Packed Packing::body(const NewRevision& revision) {
  const std::string_view group = revision.partnership ? std::string_view() : revision.type;
  auto open = bodies_.find(group);
  if (open == bodies_.end()) open = bodies_.emplace(std::string(group), Open()).first;
  return add(Kind::body, open->second, revision.body);
}

Packed Packing::blob(std::string_view bytes) {
  return add(Kind::blob, blobs_, bytes);
}

Packed Packing::add(Kind kind, Open& open, std::string_view text) {
  const auto& rule = kRules[static_cast<std::size_t>(kind)];
  if (text.size() < kWorthPlacing || text.size() > rule.largest) return Packed(kind, text);
  auto& alone = alone_[static_cast<std::size_t>(kind)];
  if (alone < rule.alone) {
    ++alone;
    return Packed(kind, text);
  }
  if (open.id != 0 && open.content.size() + text.size() > rule.full) close(kind, open);
  if (open.id == 0) open.id = engine_.next_id();
  const Place place{open.id, open.content.size(), text.size()};
  open.content += text;
  return Packed(place);
}

const std::string* Packing::open(std::int64_t id) const {
  if (id == 0) return nullptr;
  if (blobs_.id == id) return &blobs_.content;
  for (const auto& [group, open] : bodies_)
    if (open.id == id) return &open.content;
  return nullptr;
}

void Packing::close(Kind kind, Open& open) {
  if (open.id == 0) return;
  engine_.keep(open.id,
               Packed(kind == Kind::body ? Kind::pack_of_bodies : Kind::pack_of_blobs, open.content));
  open.id = 0;
  open.content.clear();
}

void Packing::close() {
  for (auto& [group, open] : bodies_) close(Kind::body, open);
  close(Kind::blob, blobs_);
}

std::string without(std::string pack, const Place& place) {
  text_in(pack, place, pack.size());  // throws where the pack ends before
  return pack.replace(place.offset, place.size, place.size, '\0');
}

PackCache::Pack PackCache::find(std::int64_t id) {
  const std::scoped_lock lock(mutex_);
  const auto found = by_id_.find(id);
  if (found == by_id_.end()) return nullptr;
  packs_.splice(packs_.begin(), packs_, found->second);
  return found->second->second;
}

void PackCache::keep(std::int64_t id, Pack pack) {
  const std::scoped_lock lock(mutex_);
  if (by_id_.contains(id)) return;  // another thread was faster
  bytes_ += pack->size();
  packs_.emplace_front(id, std::move(pack));
  by_id_.emplace(id, packs_.begin());
  while (bytes_ > kMostBytes && packs_.size() > 1) {
    bytes_ -= packs_.back().second->size();
    by_id_.erase(packs_.back().first);
    packs_.pop_back();
  }
}

void PackCache::clear() {
  const std::scoped_lock lock(mutex_);
  packs_.clear();
  by_id_.clear();
  bytes_ = 0;
}

Texts::Texts(std::shared_ptr<PackCache> cache, Load load, const Packing* open)
    : cache_(std::move(cache)), load_(std::move(load)), open_(open) {}

std::string Texts::text(std::int64_t encoding, std::string_view kept, std::size_t limit) const {
  if (encoding != kPlaced) return unpack(encoding, kept, limit);
  const auto place = place_of(kept);
  if (const auto* open = open_ == nullptr ? nullptr : open_->open(place.pack))
    return text_in(*open, place, limit);
  auto pack = cache_->find(place.pack);
  if (!pack) {
    pack = std::make_shared<const std::string>(load_(place.pack));
    cache_->keep(place.pack, pack);
  }
  auto text = text_in(*pack, place, limit);
  // What another reader unpacked may be younger than this one's view, in which the text still stands.
  if (text.starts_with('\0')) return text_in(load_(place.pack), place, limit);
  return text;
}

}  // namespace entente::store
