// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/log.hpp"

#include <utility>

#include "registry/log_keys.hpp"
#include "registry/log_tiles.hpp"

namespace entente::registry {

namespace {

std::optional<PublishedLog> published_in(store::Reader& reader) {
  const auto bytes = reader.note(kLogCheckpoint);
  if (!bytes) return std::nullopt;
  auto note = ledger::read_note(*bytes);
  auto checkpoint = ledger::read_checkpoint(note.text);
  return PublishedLog{.note = std::move(note), .checkpoint = std::move(checkpoint)};
}

}  // namespace

std::optional<PublishedLog> Log::published() const {
  return published_in(*reg_.store().read());
}

std::optional<std::string> Log::checkpoint() const {
  return reg_.store().read()->note(kLogCheckpoint);
}

std::optional<std::string> Log::tile(const ledger::TileName& name) const {
  const auto reader = reg_.store().read();
  const auto published = published_in(*reader);
  if (!published || name.tile.width == 0 || (name.entries && name.tile.level != 0) ||
      ledger::width_in(published->checkpoint.size, name.tile.level, name.tile.index) < name.tile.width)
    return std::nullopt;
  return name.entries ? entries_of_tile(reader->log(), name.tile) : hashes_of_tile(reader->log(), name.tile);
}

std::vector<ledger::VerifierKey> Log::keys() const {
  return log_keys_in(*reg_.store().read());
}

std::optional<std::uint64_t> Log::entry_of(const base::Uuid& id, std::int64_t version) const {
  const auto reader = reg_.store().read();
  const auto published = published_in(*reader);
  const auto entry = published ? reader->log().entry_of(id, version) : std::nullopt;
  return entry && *entry < published->checkpoint.size ? entry : std::nullopt;
}

std::optional<std::int64_t> Log::event_of(std::uint64_t entry) const {
  const auto reader = reg_.store().read();
  const auto published = published_in(*reader);
  if (!published || entry >= published->checkpoint.size) return std::nullopt;
  return reader->log().event_of(entry);
}

std::optional<Log::Receipt> Log::receipt(std::uint64_t entry) const {
  const auto reader = reg_.store().read();
  auto published = published_in(*reader);
  if (!published || entry >= published->checkpoint.size) return std::nullopt;
  const auto size = published->checkpoint.size;
  auto& log = reader->log();
  return Receipt{.entry = log.entries(entry, 1).at(0),
                 .proof = {.extra = std::nullopt,
                           .index = entry,
                           .hashes = ledger::prove_inclusion(entry, size, hashes_of_log(log, size)),
                           .checkpoint = std::move(published->note)}};
}

std::uint64_t Log::size() const {
  return reg_.store().read()->log().size();
}

std::vector<std::string> Log::entries(std::uint64_t from, std::size_t count) const {
  return reg_.store().read()->log().entries(from, count);
}

}  // namespace entente::registry
