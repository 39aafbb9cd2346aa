// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/log.hpp"

#include <algorithm>
#include <utility>

#include "ledger/statement.hpp"
#include "registry/log_keys.hpp"
#include "registry/log_tiles.hpp"
#include "registry/reading.hpp"

namespace entente::registry {

namespace {

std::optional<PublishedLog> noted_in(store::Reader& reader, std::string_view name) {
  const auto bytes = reader.note(name);
  if (!bytes) return std::nullopt;
  auto note = ledger::read_note(*bytes);
  auto checkpoint = ledger::read_checkpoint(note.text);
  return PublishedLog{.note = std::move(note), .checkpoint = std::move(checkpoint)};
}

std::optional<PublishedLog> published_in(store::Reader& reader) {
  return noted_in(reader, kLogCheckpoint);
}

/// Whether the keys that signed `last` for its log have signed `former` too.
bool is_by_the_same(const PublishedLog& former, const PublishedLog& last) {
  const auto& signatures = former.note.signatures;
  return std::ranges::all_of(last.note.signatures, [&](const ledger::NoteSignature& one) {
    return one.key_name != last.checkpoint.origin ||
           std::ranges::any_of(signatures, [&](const ledger::NoteSignature& other) {
             return other.key_name == one.key_name && other.key_id == one.key_id;
           });
  });
}

std::optional<PublishedLog> witnessed_in(store::Reader& reader, const PublishedLog& last) {
  auto witnessed = noted_in(reader, kLogWitnessed);
  if (!witnessed || witnessed->checkpoint.origin != last.checkpoint.origin ||
      witnessed->checkpoint.size > last.checkpoint.size || !is_by_the_same(*witnessed, last))
    return std::nullopt;
  return witnessed;
}

}  // namespace

std::optional<PublishedLog> Log::published() const {
  return published_in(*reg_.store().read());
}

std::optional<PublishedLog> Log::witnessed() const {
  const auto reader = reg_.store().read();
  const auto last = published_in(*reader);
  return last ? witnessed_in(*reader, *last) : std::nullopt;
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

std::optional<std::string> Log::former() const {
  return reg_.store().read()->note(kLogFormer);
}

std::optional<std::uint64_t> Log::entry_of(const base::Uuid& id, std::int64_t version) const {
  const auto reader = reg_.store().read();
  const auto published = published_in(*reader);
  const auto entry = published ? reader->log().entry_of(id, version) : std::nullopt;
  return entry && *entry < published->checkpoint.size ? entry : std::nullopt;
}

std::optional<std::uint64_t> Log::rehashed_entry_of(const base::Uuid& id, std::int64_t version) const {
  const auto reader = reg_.store().read();
  const auto published = published_in(*reader);
  if (!published) return std::nullopt;
  for (const auto& head : reader->of_partnership(id, model::Erasure::kType)) {
    auto versions = held<model::Erasure>(head).value.versions;
    std::erase_if(versions, [](const model::ErasedVersion& each) { return each.was.empty(); });
    const auto found = std::ranges::find(versions, version, &model::ErasedVersion::version);
    const auto told = found == versions.end() ? std::nullopt : reader->log().entry_of(head.id, head.version);
    // In the commit of an erasure the entries of its versions stand before its own, in the same order.
    const auto before = static_cast<std::uint64_t>(versions.end() - found);
    if (!told || *told < before || *told - before >= published->checkpoint.size) continue;
    const auto bytes = reader->log().entries(*told - before, 1);
    if (bytes.empty()) continue;
    const auto statement = ledger::read_statement(bytes.front());
    if (statement.act == ledger::Act::rehashed && statement.id == id && statement.version == version)
      return *told - before;
  }
  return std::nullopt;
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
  if (auto witnessed = witnessed_in(*reader, *published); witnessed && entry < witnessed->checkpoint.size)
    published = std::move(witnessed);
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
