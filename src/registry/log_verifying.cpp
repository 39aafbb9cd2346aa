// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/log_verifying.hpp"

#include <map>
#include <optional>
#include <utility>

#include "base/error.hpp"
#include "ledger/statement.hpp"
#include "model/record.hpp"
#include "registry/log.hpp"
#include "registry/log_keys.hpp"
#include "registry/log_tiles.hpp"

namespace entente::registry {

namespace {

constexpr auto kTogether = ledger::kTileWidth;

using Version = std::pair<base::Uuid, std::int64_t>;

std::string name_of(const store::Revision& one) {
  return one.type + " " + one.id.str() + ", version " + std::to_string(one.version);
}

/// One comparison of one register, at one moment.
class Comparing {
 public:
  Comparing(Register& reg, const std::function<void(const std::string&)>& told)
      : reader_(reg.store().read()), told_(told) {}

  LogCompared run() {
    compared_.entries = reader_->log().size();
    if (reader_->log().is_behind())
      tell(
          "Some of what was published before the register had a log is no entry yet: serve the register "
          "until "
          "it is.");
    look_at_checkpoint();
    for (std::uint64_t from = 0; from < compared_.entries; from += kTogether) look_at_entries(from);
    if (checkpoint_ && compared_.published <= compared_.entries && signed_root_ != checkpoint_->root)
      tell("The root that was signed is not that of the first " + std::to_string(compared_.published) +
           " entries.");
    look_at_revisions();
    for (const auto& [version, entry] : waiting_)
      tell("Entry " + std::to_string(entry.index) + " tells of version " + std::to_string(version.second) +
           " of " + entry.statement.type + " " + version.first.str() + ", which the register does not have.");
    return compared_;
  }

 private:
  struct Entry {
    std::uint64_t index = 0;
    ledger::Statement statement;
  };

  void tell(const std::string& sentence) {
    ++compared_.differences;
    told_(sentence);
  }

  void look_at_checkpoint() {
    const auto bytes = reader_->note(kLogCheckpoint);
    if (!bytes) return;
    try {
      const auto note = ledger::read_note(*bytes);
      checkpoint_ = ledger::read_checkpoint(note.text);
      compared_.published = checkpoint_->size;
      const auto keys = log_keys_in(*reader_);
      ledger::signers_of(note, keys);
    } catch (const base::BadInput& e) {
      tell("The checkpoint that is published: " + e.cause() + ".");
    }
    if (compared_.published > compared_.entries)
      tell("The checkpoint says " + std::to_string(compared_.published) + " entries, and the register has " +
           std::to_string(compared_.entries) + ".");
    if (checkpoint_ && compared_.published == 0) signed_root_ = edge_.root();
  }

  void look_at_entries(std::uint64_t from) {
    std::vector<std::string> entries;
    try {
      entries = reader_->log().entries(from, kTogether);
    } catch (const base::Error& e) {
      tell(e.thing() + ": " + e.cause() + ".");
      // Those around it are looked at one by one.
      for (auto index = from; index < std::min(from + kTogether, compared_.entries); ++index)
        take_alone(index);
      return;
    }
    const auto kept = reader_->log().tile(from / kTogether);
    for (std::size_t i = 0; i < entries.size(); ++i) {
      const auto leaf = ledger::leaf_hash(entries[i]);
      if (kept && kept->marks.compare(
                      i * store::kLogMark, store::kLogMark,
                      std::string_view(reinterpret_cast<const char*>(leaf.data()), store::kLogMark)) != 0)
        tell("Entry " + std::to_string(from + i) +
             " is not what it was when the log was signed: " + entries[i]);
      take(from + i, entries[i], leaf);
    }
  }

  void take_alone(std::uint64_t index) {
    try {
      const auto entries = reader_->log().entries(index, 1);
      if (!entries.empty()) take(index, entries.front(), ledger::leaf_hash(entries.front()));
    } catch (const base::Error&) {
      edge_.add(ledger::empty_root());  // no entry has it: the root differs, as it must
    }
  }

  void take(std::uint64_t index, const std::string& bytes, const ledger::Hash& leaf) {
    edge_.add(leaf);
    if (checkpoint_ && edge_.size() == compared_.published) signed_root_ = edge_.root();
    try {
      auto statement = ledger::read_statement(bytes);
      const Version version{statement.id, statement.version};
      if (statement.act != ledger::Act::rehashed) {
        if (!waiting_.try_emplace(version, Entry{index, std::move(statement)}).second)
          tell("Entry " + std::to_string(index) + " tells of a version of which entry " +
               std::to_string(waiting_.at(version).index) + " has told.");
      } else if (auto at = waiting_.find(version); at != waiting_.end()) {
        if (statement.was != at->second.statement.hash)
          tell("Entry " + std::to_string(index) + " says another hash of before than entry " +
               std::to_string(at->second.index) + " did.");
        at->second.statement.hash = statement.hash;
      }
    } catch (const base::BadInput& e) {
      tell("Entry " + std::to_string(index) + ": " + e.cause() + ".");
    }
  }

  void look_at_revisions() {
    constexpr std::int64_t kCommits = 500;
    const auto last = reader_->last_event();
    for (std::int64_t after = 0; after < last; after += kCommits)
      for (const auto& change : reader_->changes(after, kCommits)) {
        const auto revision = reader_->revision(change.id, change.version);
        if (revision) look_at(*revision);
      }
  }

  void look_at(const store::Revision& one) {
    ++compared_.revisions;
    if (model::hash_of_body(one.body) != one.hash) tell(name_of(one) + ": its body does not have its hash.");
    const auto before = one.version > 1 ? reader_->revision(one.id, one.version - 1) : std::nullopt;
    const auto act =
        store::public_act(one.visibility, before ? std::optional(before->visibility) : std::nullopt,
                          reader_->was_open(one.id, one.version));
    const auto at = waiting_.find({one.id, one.version});
    if (!act && at == waiting_.end()) return;
    if (!act)
      return tell(name_of(one) + ": entry " + std::to_string(at->second.index) +
                  " tells of it, and it is not public.");
    if (at == waiting_.end()) return tell(name_of(one) + ": no entry tells of it, and it is public.");
    const auto& said = at->second.statement;
    if (said.hash != one.hash || said.type != one.type || said.event_seq != one.event_seq ||
        said.time != one.time || said.act != *act || said.by != store::hand_of(one.author))
      tell(name_of(one) + ": entry " + std::to_string(at->second.index) + " says something else of it.");
    waiting_.erase(at);
  }

  const std::unique_ptr<store::Reader> reader_;
  const std::function<void(const std::string&)>& told_;
  LogCompared compared_;
  std::optional<ledger::Checkpoint> checkpoint_;
  ledger::Hash signed_root_{};
  ledger::Edge edge_;
  std::map<Version, Entry> waiting_;  ///< for the revision that they tell of
};

}  // namespace

LogCompared compare_with_log(Register& reg, const std::function<void(const std::string&)>& told) {
  return Comparing(reg, told).run();
}

}  // namespace entente::registry
