// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/log_levels.hpp"

#include <string_view>

#include "base/error.hpp"
#include "ledger/tiles.hpp"
#include "ledger/tree.hpp"

namespace entente::registry {

namespace {

constexpr std::uint64_t kWide = ledger::kTileWidth;

std::string_view mark_in(const ledger::Hash& leaf) {
  return {reinterpret_cast<const char*>(leaf.data()), store::kLogMark};
}

/// Entries below a hash of that level, the lowest of which is 1.
std::string below(unsigned level, std::uint64_t number) {
  std::uint64_t each = 1;
  for (unsigned i = 0; i < level; ++i) each *= kWide;
  return "entries " + std::to_string(number * each) + " to " + std::to_string((number + 1) * each - 1);
}

}  // namespace

void LogLevels::add(const std::vector<std::string>& entries) {
  const auto tile = tiles_++;
  std::vector<ledger::Hash> leaves;
  ledger::Edge edge;
  for (const auto& entry : entries) {
    leaves.push_back(ledger::leaf_hash(entry));
    edge.add(leaves.back());
  }
  const auto marks = marks_of(tile);
  if (entries.size() < kWide) {
    if (marks) tell_("A tile is kept of " + below(1, tile) + ", which are not all there.");
    return;
  }
  const auto made = edge.root();
  const auto kept = log_.hashes(1, tile, 1);
  const auto root_holds = !kept.empty() && kept.front() == made;
  const auto told = marks && compare_marks(tile, entries, leaves, *marks, root_holds);
  // Entries of which a mark has told are why the hash is another.
  if (!kept.empty() && !root_holds && !told)
    tell_("The hash that is kept of " + below(1, tile) + " is not theirs.");
  if (marks && kept.empty()) tell_("The hash of " + below(1, tile) + " is not kept, though their tile is.");
  if (!marks && !kept.empty()) tell_("A hash is kept of " + below(1, tile) + ", though no tile of them is.");
  take(1, kept.empty() ? made : kept.front());
}

void LogLevels::pass_over(std::size_t entries) {
  const auto tile = tiles_++;
  if (entries < kWide) return;
  const auto kept = log_.hashes(1, tile, 1);
  take(1, kept.empty() ? ledger::empty_root() : kept.front());
}

void LogLevels::finish(std::uint64_t published) {
  const auto kept = log_.kept_tiles();
  if (kept < published / kWide)
    tell_("No tile is kept of the entries from " + std::to_string(kept * kWide) +
          " on, which are published.");
  if (kept > tiles_)
    tell_("Tiles are kept of entries from " + std::to_string(tiles_ * kWide) + " on, which are not there.");
  for (unsigned level = 1; level <= levels_.size() + 1; ++level) {
    const auto there = level <= levels_.size() ? levels_[level - 1].hashes : 0;
    if (!log_.hashes(level, there, kWide).empty())
      tell_("Hashes are kept at level " + std::to_string(level) + " from number " + std::to_string(there) +
            " on, of entries that are not there.");
  }
}

std::optional<std::string> LogLevels::marks_of(std::uint64_t tile) {
  try {
    const auto kept = log_.tile(tile);
    return kept ? std::optional(kept->marks) : std::nullopt;
  } catch (const base::Error& e) {
    tell_("What is kept of " + below(1, tile) + " cannot be read: " + e.cause() + ".");
    return std::nullopt;
  }
}

bool LogLevels::compare_marks(std::uint64_t tile, const std::vector<std::string>& entries,
                              const std::vector<ledger::Hash>& leaves, const std::string& marks,
                              bool root_holds) {
  if (marks.size() != kWide * store::kLogMark) {
    tell_("The marks that are kept of " + below(1, tile) + " have not the length that they must have.");
    return false;
  }
  bool told = false;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (marks.compare(i * store::kLogMark, store::kLogMark, mark_in(leaves[i])) == 0) continue;
    const auto index = std::to_string(tile * kWide + i);
    tell_(root_holds ? "The mark that is kept of entry " + index + " is not its own."
                     : "Entry " + index + " is not what it was when the log was signed: " + entries[i]);
    told = true;
  }
  return told;
}

void LogLevels::take(unsigned level, const ledger::Hash& hash) {
  if (levels_.size() < level) levels_.resize(level);
  auto& here = levels_[level - 1];
  ++here.hashes;
  here.partial.push_back(hash);
  if (here.partial.size() < kWide) return;
  ledger::Edge edge;
  for (const auto& each : here.partial) edge.add(each);
  here.partial.clear();
  const auto number = here.hashes / kWide - 1;
  const auto kept = log_.hashes(level + 1, number, 1);
  if (!kept.empty() && kept.front() != edge.root())
    tell_("The hash that is kept of " + below(level + 1, number) + " is not that of what is kept below it.");
  if (kept.empty() && !log_.hashes(level, here.hashes - 1, 1).empty())
    tell_("The hash of " + below(level + 1, number) + " is not kept, though all below it are.");
  take(level + 1, kept.empty() ? edge.root() : kept.front());
}

}  // namespace entente::registry
