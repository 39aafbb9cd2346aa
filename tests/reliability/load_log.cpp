// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "load_log.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <set>
#include <utility>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "ledger/statement.hpp"
#include "ledger/tiles.hpp"
#include "registry/log.hpp"
#include "registry/log_keys.hpp"
#include "registry/log_signer.hpp"

namespace entente::load {

namespace {

/// Signs what there is, and says it where it is new.
void sign(registry::LogSigner& signer, registry::Register& reg, std::uint64_t& last,
          const std::function<void(Seen)>& say) {
  signer.round();
  const auto published = registry::Log(reg).published();
  if (!published || published->checkpoint.size <= last) return;
  last = published->checkpoint.size;
  say({last, base::hex(published->checkpoint.root)});
}

std::vector<ledger::SignerKey> keys_in(const std::filesystem::path& file) {
  try {
    registry::make_log_key(file, "load.example/log");
  } catch (const base::Conflict&) {
    // It is there from a run before.
  }
  return registry::read_log_keys(file);
}

}  // namespace

SignedMeanwhile::SignedMeanwhile(registry::Register& reg, const std::filesystem::path& folder,
                                 std::function<void(Seen)> say)
    : thread_([this, &reg, folder, say = std::move(say)] {
        registry::LogSigner signer(reg, keys_in(folder / "log.key"), folder / "log.key.signed");
        std::uint64_t last = 0;
        while (!over_) {
          try {
            sign(signer, reg, last, say);
          } catch (const std::exception& error) {
            std::fprintf(stderr, "entente_load: %s\n", error.what());  // a line that is cut, say
          }
          std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
      }) {}

SignedMeanwhile::~SignedMeanwhile() {
  over_ = true;
  thread_.join();
}

LogFaults check_log(store::Reader& reader, std::vector<Seen> seen) {
  LogFaults faults;
  auto& log = reader.log();
  if (const auto note = reader.note(registry::kLogCheckpoint)) {
    const auto checkpoint = ledger::read_checkpoint(ledger::read_note(*note).text);
    seen.push_back({checkpoint.size, base::hex(checkpoint.root)});
  }
  std::ranges::sort(seen, {}, &Seen::size);
  auto next = seen.begin();
  ledger::Edge tree, tile;
  std::set<std::pair<base::Uuid, std::int64_t>> told;
  const auto compare = [&] {
    for (; next != seen.end() && next->size == tree.size(); ++next)
      if (base::hex(tree.root()) != next->root) ++faults.forks;
  };
  compare();
  for (std::uint64_t from = 0; from < log.size(); from += ledger::kTileWidth) {
    tile = {};
    for (const auto& entry : log.entries(from, ledger::kTileWidth)) {
      const auto statement = ledger::read_statement(entry);
      const auto revision = reader.revision(statement.id, statement.version);
      if (!revision || revision->hash != statement.hash || revision->event_seq != statement.event_seq ||
          log.entry_of(statement.id, statement.version) != tree.size())
        ++faults.untold;
      told.emplace(statement.id, statement.version);
      tree.add(ledger::leaf_hash(entry));
      tile.add(ledger::leaf_hash(entry));
      compare();
    }
    const auto kept = log.tile(from / ledger::kTileWidth);
    if (kept && kept->root != tile.root()) ++faults.bad_tiles;
  }
  faults.forks += std::distance(next, seen.end());  // longer than all there is
  constexpr std::int64_t kPage = 10'000;
  for (std::int64_t after = 0; after < reader.last_event(); after += kPage)
    for (const auto& change : reader.changes(after, kPage)) {
      const auto revision = reader.revision(change.id, change.version);
      if (revision && revision->visibility == store::Visibility::open &&
          !told.contains({change.id, change.version}))
        ++faults.unlogged;
    }
  return faults;
}

}  // namespace entente::load
