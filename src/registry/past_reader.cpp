// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/past_reader.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

#include "model/record.hpp"
#include "registry/merged.hpp"

namespace entente::registry {

namespace {
/// Commits that are looked through in one go: one of an import has thousands of changes.
constexpr std::int64_t kAtOnce = 50;

/// Goes through all changes of the commits behind `after` up to `last`.
void each_change(store::Reader& reader, std::int64_t after, std::int64_t last,
                 const std::function<void(const store::Change&)>& each) {
  for (; after < last; after = std::min(last, after + kAtOnce))
    for (const auto& change : reader.changes(after, std::min(kAtOnce, last - after))) each(change);
}

/// Where one of these is withdrawn, today shows none of its versions. What a government published or answered
/// can be read in each of its versions once it is withdrawn, and a promise, a party or a result that a
/// partnership no longer has is part of what the partnership said.
constexpr std::array<std::string_view, 4> kTakenBackWhole = {
    model::Agreement::kType, model::Organisation::kType, model::Partnership::kType, model::Report::kType};

bool is_taken_back(store::Reader& now, const store::Revision& head) {
  if (head.visibility != store::Visibility::withdrawn ||
      std::ranges::find(kTakenBackWhole, head.type) == kTakenBackWhole.end())
    return false;
  // A merged one was not taken back: another stands for it.
  return head.type != model::Organisation::kType || !merged_into(now, head.id);
}

/// Concerns are rows that are written over, not revisions: what they were on another day nobody knows.
class NoConcerns final : public store::ConcernReader {
 public:
  std::optional<store::Concern> numbered(std::int64_t) override { return std::nullopt; }
  std::optional<store::Concern> raised_with(const base::Sha256&) override { return std::nullopt; }
  std::array<std::int64_t, store::kConcernStates> counts_about(const base::Uuid&) override { return {}; }
  std::int64_t count_in(store::ConcernState) override { return 0; }
  std::int64_t overdue(base::Instant) override { return 0; }
  std::vector<store::Concern> published_about(const base::Uuid&, std::size_t) override { return {}; }
  std::vector<store::Concern> in_state(store::ConcernState, base::Instant, std::int64_t,
                                       std::size_t) override {
    return {};
  }
  std::vector<store::Concern> after(std::int64_t, std::size_t) override { return {}; }
  std::vector<store::Concern> handed_to(std::string_view, std::size_t) override { return {}; }
  bool is_handed_to(const base::Uuid&, std::string_view) override { return false; }
  std::vector<store::ConcernStep> steps(const base::Uuid&) override { return {}; }
  std::vector<store::ConcernStep> written_by(const base::Uuid&, std::size_t) override { return {}; }
};

[[noreturn]] void refuse() {
  throw std::logic_error("a register as it stood at a moment that has passed takes no writes");
}
}  // namespace

std::optional<store::Revision> PastMemory::as_was(store::Reader& now, store::Revision head) const {
  if (head.event_seq <= event_) return head;
  // Versions of a record follow each other, and so do their commits.
  std::optional<store::Revision> found;
  std::int64_t low = 1, high = head.version - 1;
  while (low <= high) {
    const auto middle = low + (high - low) / 2;
    auto revision = now.revision(head.id, middle);
    if (revision && revision->event_seq <= event_) {
      found = std::move(revision);
      low = middle + 1;
    } else {
      high = middle - 1;
    }
  }
  return found;
}

std::optional<store::Revision> PastMemory::as_then(store::Reader& now, store::Revision head) const {
  if (head.event_seq <= event_) return head;
  auto found = as_was(now, head);
  if (found && found->visibility == store::Visibility::open && is_taken_back(now, head)) return head;
  return found;
}

void PastMemory::look_for_moved(store::Reader& now, const store::Change& change) {
  if (change.version == 1 || change.type == model::Partnership::kType ||
      change.type == model::Organisation::kType || !model::is_record_type(change.type) ||
      !seen_.insert(change.id).second)
    return;
  auto head = now.head(change.id);
  const auto then = head ? as_then(now, std::move(*head)) : std::nullopt;
  if (!then) return;
  if (const auto on = model::keys_of(model::read_body(then->type, then->body)).organisation)
    moved_[*on].push_back(change.id);
}

void PastMemory::look_for_withdrawn(store::Reader& now, const store::Change& change) {
  if (change.version == 1 || change.type != model::Partnership::kType || !seen_.insert(change.id).second)
    return;
  auto head = now.head(change.id);
  if (!head || head->visibility != store::Visibility::withdrawn) return;
  const auto then = as_was(now, std::move(*head));
  if (then && then->visibility == store::Visibility::open) ++withdrawn_since_;
}

void PastMemory::gather(store::Reader& now) {
  const std::scoped_lock lock(mutex_);
  if (looked_) return;
  counts_.clear();
  seen_.clear();
  moved_.clear();
  withdrawn_since_ = 0;
  each_change(now, 0, event_, [&](const store::Change& change) {
    told(change);
    if (change.version == 1) ++counts_[change.type];
  });
  const auto last = now.last_event();
  each_change(now, event_, last, [&](const store::Change& change) {
    told(change);
    look_for_moved(now, change);
    look_for_withdrawn(now, change);
  });
  looked_ = last;
}

std::optional<std::vector<base::Uuid>> PastMemory::hung_then(store::Reader& now,
                                                             const base::Uuid& organisation) {
  const std::scoped_lock lock(mutex_);
  if (!looked_) return std::nullopt;
  // What was written while the moment is kept.
  const auto last = now.last_event();
  each_change(now, *looked_, last, [&](const store::Change& change) { look_for_moved(now, change); });
  looked_ = std::max(last, *looked_);
  const auto found = moved_.find(organisation);
  return found == moved_.end() ? std::vector<base::Uuid>() : found->second;
}

std::int64_t PastMemory::withdrawn_since() {
  const std::scoped_lock lock(mutex_);
  return withdrawn_since_;
}

std::int64_t PastMemory::count(std::string_view type) {
  const std::scoped_lock lock(mutex_);
  if (!looked_) throw std::logic_error("what a register of a moment holds is counted once it has followed");
  const auto found = counts_.find(type);
  return found == counts_.end() ? 0 : found->second;
}

std::vector<store::Revision> PastReader::as_then(std::vector<store::Revision> heads) {
  std::vector<store::Revision> then;
  then.reserve(heads.size());
  for (auto& head : heads) {
    // What has been erased since is told, or nobody would know why it is not there.
    if (head.type == model::Erasure::kType)
      then.push_back(std::move(head));
    else if (auto revision = memory_->as_then(*now_, std::move(head)))
      then.push_back(std::move(*revision));
  }
  return then;
}

std::optional<store::Revision> PastReader::head(const base::Uuid& id) {
  auto head = now_->head(id);
  return head ? memory_->as_then(*now_, std::move(*head)) : std::nullopt;
}

std::optional<store::Revision> PastReader::revision(const base::Uuid& id, std::int64_t version) {
  auto revision = now_->revision(id, version);
  if (revision && revision->event_seq > memory_->event()) return std::nullopt;
  return revision;
}

bool PastReader::was_open(const base::Uuid& id, std::int64_t before) {
  const auto last = head(id);
  return last && now_->was_open(id, std::min(before, last->version + 1));
}

std::vector<store::Revision> PastReader::history(const base::Uuid& id) {
  auto all = now_->history(id);
  if (all.empty()) return all;
  auto then = memory_->as_then(*now_, all.front());
  std::erase_if(all, [&](const store::Revision& each) { return each.event_seq > memory_->event(); });
  if (then && then->event_seq > memory_->event()) all.insert(all.begin(), std::move(*then));
  return all;
}

std::vector<store::Revision> PastReader::of_partnership(const base::Uuid& partnership) {
  return as_then(now_->of_partnership(partnership));
}

std::vector<store::Revision> PastReader::of_partnership(const base::Uuid& partnership,
                                                        std::string_view type) {
  return as_then(now_->of_partnership(partnership, type));
}

std::vector<store::Revision> PastReader::of_organisation(const base::Uuid& organisation,
                                                         std::string_view type) {
  std::map<base::Uuid, store::Revision> all;
  const auto add_those_on = [&](const base::Uuid& today) {
    for (auto& head : now_->of_organisation(today, type)) {
      auto then = memory_->as_then(*now_, std::move(head));
      if (then && model::keys_of(model::read_body(then->type, then->body)).organisation == organisation)
        all.emplace(then->id, std::move(*then));
    }
  };
  add_those_on(organisation);
  if (const auto moved = memory_->hung_then(*now_, organisation)) {
    for (const auto& id : *moved)
      if (!all.contains(id))
        if (auto then = head(id); then && then->type == type) all.emplace(id, std::move(*then));
  } else if (const auto kept = standing_for(*now_, organisation); kept != organisation) {
    add_those_on(kept);
  }
  std::vector<store::Revision> by_id;
  by_id.reserve(all.size());
  for (auto& [id, revision] : all) by_id.push_back(std::move(revision));
  return by_id;
}

std::vector<store::Revision> PastReader::heads(std::string_view type, const base::Uuid& after,
                                               std::size_t limit) {
  std::vector<store::Revision> page;
  auto from = after;
  while (page.size() < limit) {
    // A whole page each time: where few of many were there then, one asked for by one would be many queries.
    auto more = now_->heads(type, from, limit);
    if (more.empty()) break;
    from = more.back().id;
    for (auto& head : more) {
      if (page.size() == limit) break;
      if (auto then = memory_->as_then(*now_, std::move(head))) page.push_back(std::move(*then));
    }
  }
  return page;
}

store::ConcernReader& PastReader::concerns() {
  static NoConcerns none;
  return none;
}

std::int64_t PastReader::count(std::string_view type) {
  return memory_->count(type);
}

std::optional<base::Uuid> PastReader::find_key(std::string_view scheme, std::string_view value) {
  const auto owner = now_->find_key(scheme, value);
  return owner && head(*owner) ? owner : std::nullopt;
}

std::vector<store::Change> PastReader::changes_in(std::int64_t event_seq, std::int64_t skip,
                                                  std::size_t limit) {
  if (event_seq > memory_->event()) return {};
  return now_->changes_in(event_seq, skip, limit);
}

std::vector<store::Change> PastReader::changes(std::int64_t after, std::int64_t commits) {
  if (after >= memory_->event()) return {};
  auto all = now_->changes(after, std::min(commits, memory_->event() - std::max<std::int64_t>(after, 0)));
  for (const auto& change : all) memory_->told(change);
  return all;
}

std::optional<std::string> PastReader::note(std::string_view name) {
  if (const auto other = merged_in_note(name)) {
    const auto then = head(*other);
    if (!then || then->visibility != store::Visibility::withdrawn) return std::nullopt;
  }
  return now_->note(name);
}

store::Committed PastStore::write(const store::WriteOptions&,
                                  const std::function<void(store::UnitOfWork&)>&) {
  refuse();
}
std::unique_ptr<store::Reader> PastStore::read() {
  return std::make_unique<PastReader>(now_.read(), memory_);
}
std::string PastStore::maintain() {
  refuse();
}
std::unique_ptr<store::Dump> PastStore::dump() {
  refuse();
}
std::unique_ptr<store::Fill> PastStore::fill() {
  refuse();
}

}  // namespace entente::registry
