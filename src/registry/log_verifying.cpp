// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/log_verifying.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <utility>

#include "base/error.hpp"
#include "ledger/statement.hpp"
#include "ledger/tiles.hpp"
#include "ledger/tree.hpp"
#include "model/record.hpp"
#include "registry/log.hpp"
#include "registry/log_keys.hpp"
#include "registry/log_levels.hpp"

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
  Comparing(Register& reg, const LogKeptApart& apart, const std::function<void(const std::string&)>& told)
      : reader_(reg.store().read()), apart_(apart), told_(told) {}

  LogCompared run() {
    compared_.entries = log().size();
    if (log().is_behind())
      tell(
          "Some of what was published before the register had a log is no entry yet: serve the register "
          "until it is.");
    look_at_checkpoint();
    look_at_signed_last();
    look_at_roots();
    for (std::uint64_t from = 0; from < compared_.entries; from += kTogether) {
      look_at_entries(from);
      // All entries of the commits before the newest of which one told have gone by.
      look_at_commits(newest_ - 1);
    }
    levels_.finish(std::min(compared_.published, compared_.entries));
    look_at_commits(reader_->last_event());
    tell_what_is_left();
    return compared_;
  }

 private:
  struct Entry {
    std::uint64_t index = 0;
    ledger::Statement statement;
  };
  /// That the first so many entries have this root.
  struct Root {
    std::uint64_t size = 0;
    ledger::Hash root{};
    std::string otherwise;  ///< what is told where they have not
  };

  store::LogReader& log() { return reader_->log(); }

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
      ledger::signers_of(note, log_keys_in(*reader_));
      if (!apart_.keys.empty()) ledger::signers_of(note, apart_.keys);
    } catch (const base::BadInput& e) {
      tell("The checkpoint that is published: " + e.cause() + ".");
    }
    if (compared_.published > compared_.entries)
      tell("The checkpoint says " + std::to_string(compared_.published) + " entries, and the register has " +
           std::to_string(compared_.entries) + ".");
    else if (checkpoint_)
      roots_.push_back({checkpoint_->size, checkpoint_->root,
                        "The root that was signed is not that of the first " +
                            std::to_string(compared_.published) + " entries."});
  }

  void look_at_signed_last() {
    const auto& last = apart_.signed_last;
    // What was signed for another log says nothing of this one.
    if (!last || (checkpoint_ && checkpoint_->origin != last->origin)) return;
    if (last->size > compared_.entries)
      tell("With the log's key " + std::to_string(last->size) +
           " entries were signed, and the register has " + std::to_string(compared_.entries) + ".");
    else
      roots_.push_back({last->size, last->root,
                        "The first " + std::to_string(last->size) +
                            " entries are not those that were signed last with the log's key."});
  }

  void look_at_roots() {
    for (const auto& one : roots_)
      if (one.size == edge_.size() && one.root != edge_.root()) tell(one.otherwise);
  }

  void look_at_entries(std::uint64_t from) {
    std::vector<std::string> entries;
    try {
      entries = log().entries(from, kTogether);
    } catch (const base::Error& e) {
      tell(e.thing() + ": " + e.cause() + ".");
      // Those around it are looked at one by one.
      const auto end = std::min<std::uint64_t>(from + kTogether, compared_.entries);
      levels_.pass_over(static_cast<std::size_t>(end - from));
      for (auto index = from; index < end; ++index) take_alone(index);
      return;
    }
    levels_.add(entries);
    for (std::size_t i = 0; i < entries.size(); ++i) take(from + i, entries[i]);
  }

  void take_alone(std::uint64_t index) {
    try {
      const auto entries = log().entries(index, 1);
      if (!entries.empty()) take(index, entries.front());
    } catch (const base::Error&) {
      edge_.add(ledger::empty_root());  // no entry has it: the root differs, as it must
      look_at_roots();
    }
  }

  void take(std::uint64_t index, const std::string& bytes) {
    edge_.add(ledger::leaf_hash(bytes));
    look_at_roots();
    try {
      auto statement = ledger::read_statement(bytes);
      newest_ = std::max(newest_, std::min(statement.event_seq, reader_->last_event() + 1));
      if (statement.act == ledger::Act::rehashed)
        take_rehashed(index, statement);
      else
        take_told({index, std::move(statement)});
    } catch (const base::BadInput& e) {
      tell("Entry " + std::to_string(index) + ": " + e.cause() + ".");
    }
  }

  void take_told(const Entry& entry) {
    const Version version{entry.statement.id, entry.statement.version};
    if (untold_.erase(version) != 0) {  // it comes behind a commit that was later
      const auto one = reader_->revision(version.first, version.second);
      const auto act = one ? act_of(*one) : std::nullopt;
      if (act) compare(*one, *act, entry);
      return;
    }
    const auto index = entry.index;
    const auto [at, is_first] = waiting_.try_emplace(version, entry);
    if (!is_first) tell_twice(index, at->second.index);
  }

  void tell_twice(std::uint64_t index, std::uint64_t before) {
    tell("Entry " + std::to_string(index) + " tells of a version of which entry " + std::to_string(before) +
         " has told.");
  }

  void take_rehashed(std::uint64_t index, const ledger::Statement& statement) {
    const Version version{statement.id, statement.version};
    auto* told = find_told(index, version);
    if (told == nullptr)
      return tell("Entry " + std::to_string(index) + " tells of another hash of version " +
                  std::to_string(version.second) + " of " + statement.type + " " + version.first.str() +
                  ", of which no entry before it tells.");
    if (statement.was != told->statement.hash)
      tell("Entry " + std::to_string(index) + " says another hash of before than entry " +
           std::to_string(told->index) + " did.");
    told->statement.hash = statement.hash;
  }

  /// What has been told of a version before that entry. Null: nothing.
  Entry* find_told(std::uint64_t index, const Version& version) {
    if (const auto at = waiting_.find(version); at != waiting_.end()) return &at->second;
    if (const auto at = rehashed_.find(version); at != rehashed_.end()) return &at->second;
    const auto first = log().entry_of(version.first, version.second);
    const auto one = reader_->revision(version.first, version.second);
    if (!first || *first >= index || !one) return nullptr;
    // It was found to say what the revision has.
    Entry entry{*first, {}};
    entry.statement.hash = one->hash;
    return &rehashed_.try_emplace(version, std::move(entry)).first->second;
  }

  void look_at_commits(std::int64_t last) {
    constexpr std::size_t kChanges = 500;
    for (; looked_at_ < std::min(last, reader_->last_event()); ++looked_at_)
      for (std::int64_t skip = 0;;) {
        const auto changes = reader_->changes_in(looked_at_ + 1, skip, kChanges);
        for (const auto& change : changes)
          if (const auto revision = reader_->revision(change.id, change.version)) look_at(*revision);
        if (changes.size() < kChanges) break;
        skip += static_cast<std::int64_t>(changes.size());
      }
  }

  std::optional<ledger::Act> act_of(const store::Revision& one) {
    const auto before = one.version > 1 ? reader_->revision(one.id, one.version - 1) : std::nullopt;
    return store::public_act(one.visibility, before ? std::optional(before->visibility) : std::nullopt,
                             reader_->was_open(one.id, one.version));
  }

  void look_at(const store::Revision& one) {
    ++compared_.revisions;
    if (model::hash_of_body(one.body) != one.hash) tell(name_of(one) + ": its body does not have its hash.");
    const auto act = act_of(one);
    const Version version{one.id, one.version};
    const auto at = waiting_.find(version);
    if (at == waiting_.end()) {
      if (act) untold_.insert(version);
      return;
    }
    if (act)
      compare(one, *act, at->second);
    else
      tell_not_public(one, at->second.index);
    waiting_.erase(at);
  }

  void compare(const store::Revision& one, ledger::Act act, const Entry& entry) {
    const auto& said = entry.statement;
    if (said.type != one.type || said.event_seq != one.event_seq || said.time != one.time ||
        said.act != act || said.by != store::hand_of(one.author))
      return tell_otherwise(one, entry.index);
    // A later entry may tell that it has another hash since.
    if (said.hash != one.hash) rehashed_.try_emplace({one.id, one.version}, entry);
  }

  void tell_otherwise(const store::Revision& one, std::uint64_t entry) {
    tell(name_of(one) + ": entry " + std::to_string(entry) + " says something else of it.");
  }

  void tell_not_public(const store::Revision& one, std::uint64_t entry) {
    tell(name_of(one) + ": entry " + std::to_string(entry) + " tells of it, and it is not public.");
  }

  void tell_what_is_left() {
    for (const auto& [version, entry] : rehashed_)
      if (const auto one = reader_->revision(version.first, version.second);
          one && one->hash != entry.statement.hash)
        tell_otherwise(*one, entry.index);
    for (const auto& version : untold_)
      if (const auto one = reader_->revision(version.first, version.second))
        tell(name_of(*one) + ": no entry tells of it, and it is public.");
    for (const auto& [version, entry] : waiting_) {
      const auto one = reader_->revision(version.first, version.second);
      const auto first = log().entry_of(version.first, version.second);
      if (!one)
        tell("Entry " + std::to_string(entry.index) + " tells of version " + std::to_string(version.second) +
             " of " + entry.statement.type + " " + version.first.str() +
             ", which the register does not have.");
      else if (first && *first != entry.index)
        tell_twice(entry.index, *first);
      else
        tell_not_public(*one, entry.index);
    }
  }

  const std::unique_ptr<store::Reader> reader_;
  const LogKeptApart& apart_;
  const std::function<void(const std::string&)>& told_;
  const LogLevels::Tell tell_ = [this](const std::string& sentence) { tell(sentence); };
  LogLevels levels_{reader_->log(), tell_};
  LogCompared compared_;
  std::optional<ledger::Checkpoint> checkpoint_;
  std::vector<Root> roots_;
  ledger::Edge edge_;
  std::int64_t newest_ = 0;            ///< commit of which an entry has told
  std::int64_t looked_at_ = 0;         ///< commits
  std::map<Version, Entry> waiting_;   ///< for the revision that they tell of
  std::map<Version, Entry> rehashed_;  ///< what the last of several entries says
  std::set<Version> untold_;           ///< in public view, and no entry so far
};

}  // namespace

LogCompared compare_with_log(Register& reg, const LogKeptApart& apart,
                             const std::function<void(const std::string&)>& told) {
  return Comparing(reg, apart, told).run();
}

}  // namespace entente::registry
