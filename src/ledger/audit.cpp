// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "ledger/audit.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "ledger/tiles.hpp"

namespace entente::ledger {

namespace {

/// A tile or bundle of this width. One that was partial may be gone once it is full: then its beginning is
/// meant.
struct Fetched {
  std::string bytes;
  unsigned width = 0;
  std::string path;
};

Fetched fetch_tile(const Fetch& fetch, TileName name) {
  const auto path = path_of(name);
  if (auto bytes = fetch(path)) return {std::move(*bytes), name.tile.width, path};
  if (name.tile.width != kTileWidth) {
    name.tile.width = kTileWidth;
    if (auto bytes = fetch(path_of(name))) return {std::move(*bytes), kTileWidth, path_of(name)};
  }
  throw base::BadInput(path, "the log does not serve it, though its checkpoint says that it is there");
}

/// The tiles of one level, which fill up from the left as the levels below give whole ones.
class Levels {
 public:
  Levels(const Fetch& fetch, std::uint64_t& compared) : fetch_(fetch), compared_(compared) {}

  void add(unsigned level, const Hash& hash) {
    if (level == building_.size()) building_.emplace_back();
    append_hash(building_[level].hashes, hash);
    if (building_[level].hashes.size() == kTileWidth * hash.size()) close(level);
  }
  /// What is partial at the end.
  void finish() {
    for (unsigned level = 0; level < building_.size(); ++level)
      if (!building_[level].hashes.empty()) close(level);
  }

 private:
  struct Building {
    std::string hashes;
    std::uint64_t index = 0;
  };

  void close(unsigned level) {
    const auto hashes = std::exchange(building_[level].hashes, {});
    const auto width = static_cast<unsigned>(hashes.size() / Hash{}.size());
    const auto index = building_[level].index++;
    const auto served =
        fetch_tile(fetch_, {.entries = false, .tile = {.level = level, .index = index, .width = width}});
    if (served.bytes.size() != served.width * Hash{}.size() || !served.bytes.starts_with(hashes))
      throw base::BadInput(served.path, "its hashes are not those of what the log serves below it");
    ++compared_;
    if (width != kTileWidth) return;
    Edge edge;
    for (unsigned place = 0; place < width; ++place) edge.add(hash_at(hashes, place));
    add(level + 1, edge.root());
  }

  const Fetch& fetch_;
  std::uint64_t& compared_;
  std::vector<Building> building_;
};

/// A checkpoint of this log, signed by itself. Nothing where there is none at the path.
std::optional<SignedCheckpoint> signed_at(const Fetch& fetch, const std::string& path,
                                          std::string_view origin, std::span<const VerifierKey> keys) {
  const auto bytes = fetch(path);
  if (!bytes) return {};
  SignedCheckpoint out;
  out.note = read_note(*bytes);
  out.signers = signers_of(out.note, keys);
  out.checkpoint = read_checkpoint(out.note.text);
  if (out.checkpoint.origin != origin)
    throw base::BadInput(path,
                         "it is of the log " + out.checkpoint.origin + ", not of " + std::string(origin));
  if (std::none_of(out.signers.begin(), out.signers.end(), [&](const VerifierKey* key) {
        return key->kind() == KeyKind::log && key->name() == origin;
      }))
    throw base::BadInput(path, "the log itself has not signed it with a key that is trusted");
  return out;
}

/// The checkpoint that the log has now, and one before it, where that is the one that witnesses have signed.
Audited checkpoints_of(const Fetch& fetch, std::string_view origin, std::span<const VerifierKey> keys,
                       std::size_t witnesses) {
  auto now = signed_at(fetch, "checkpoint", origin, keys);
  if (!now)
    throw base::BadInput("checkpoint", "the log serves none",
                         "Check the address: a register's log is at its own with /log behind it");
  if (witnesses_among(now->signers) >= witnesses) return {std::move(*now), {}, {}, 0};
  auto witnessed = signed_at(fetch, "witnessed", origin, keys);
  if (!witnessed) return {std::move(*now), {}, {}, 0};
  // What lies between may keep the one for a moment longer than the other: the later one is that of now.
  if (witnessed->checkpoint.size > now->checkpoint.size)
    return {std::move(*witnessed), {}, std::move(now), 0};
  return {std::move(*now), std::move(witnessed), {}, 0};
}

/// What the log has to begin with.
class Beginnings {
 public:
  void add(const Checkpoint& one, std::string_view cause) { all_.push_back({one.size, one.root, cause}); }

  void look(const Edge& edge) const {
    for (const auto& one : all_)
      if (edge.size() == one.size && edge.root() != one.root)
        throw base::BadInput("the first " + std::to_string(edge.size()) + " entries", std::string(one.cause));
  }

 private:
  struct Beginning {
    std::uint64_t size = 0;
    Hash root{};
    std::string_view cause;  ///< where they are others
  };
  std::vector<Beginning> all_;
};

}  // namespace

std::size_t witnesses_among(const std::vector<const VerifierKey*>& signers) {
  std::set<std::string_view> names;
  for (const auto* key : signers)
    if (key->kind() == KeyKind::witness) names.insert(key->name());
  return names.size();
}

Audited audit(const Fetch& fetch, std::string_view origin, std::span<const VerifierKey> keys,
              const std::optional<Checkpoint>& last, const EachEntry& each, std::size_t witnesses) {
  auto out = checkpoints_of(fetch, origin, keys, witnesses);
  if (last && last->size > out.checkpoint.size)
    throw base::BadInput("checkpoint", "it is of " + std::to_string(out.checkpoint.size) +
                                           " entries, and one of " + std::to_string(last->size) +
                                           " was seen before: the log went back");

  Edge edge;
  Levels levels(fetch, out.tiles);
  Beginnings beginnings;
  if (last)
    beginnings.add(*last, "they are not those of the checkpoint seen before: the log has rewritten its past");
  if (out.witnessed)
    beginnings.add(out.witnessed->checkpoint,
                   "they are not those that its witnesses have signed: the log has two histories");
  if (out.behind)
    beginnings.add(out.behind->checkpoint,
                   "they are not those of its checkpoint, though witnesses have signed more: the log has two "
                   "histories");
  beginnings.look(edge);
  for (std::uint64_t index = 0; index * kTileWidth < out.checkpoint.size; ++index) {
    const auto width = width_in(out.checkpoint.size, 0, index);
    const auto bundle =
        fetch_tile(fetch, {.entries = true, .tile = {.level = 0, .index = index, .width = width}});
    std::vector<std::string_view> entries;
    try {
      entries = entries_of(bundle.bytes, bundle.width);
    } catch (const base::BadInput& e) {
      throw base::BadInput(bundle.path, e.cause());
    }
    for (unsigned place = 0; place < width; ++place) {
      const auto leaf = leaf_hash(entries[place]);
      edge.add(leaf);
      levels.add(0, leaf);
      beginnings.look(edge);
      if (each) each(index * kTileWidth + place, entries[place]);
    }
  }
  levels.finish();
  if (edge.root() != out.checkpoint.root)
    throw base::BadInput("checkpoint", "the root that was signed is not that of the entries the log serves");
  return out;
}

}  // namespace entente::ledger
