// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/screening_lists.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <iterator>
#include <numeric>
#include <utility>

#include "base/error.hpp"
#include "base/json.hpp"
#include "registry/list_keeping.hpp"

namespace entente::registry {

namespace json = boost::json;

namespace {

/// The note under which they stand: an array of {dataset, version, fault, since}.
constexpr std::string_view kUnreadNote = "screening_unread";

}  // namespace

std::vector<ListVersionUsed> lists_in_use(store::ListReader& lists) {
  std::vector<ListVersionUsed> used;
  for (const auto& version : lists.newest())
    if (!version.format.empty())
      used.push_back({version.dataset, version.version, version.hash, version.brought});
  return used;
}

LoadedLists::LoadedLists(std::vector<ListVersionUsed> all, std::vector<screening::List> read,
                         std::vector<UnreadList> not_read)
    : in_use(std::move(all)), unread(std::move(not_read)), lists(std::move(read)), screener(lists) {
  std::ranges::copy_if(in_use, std::back_inserter(versions), [&](const ListVersionUsed& version) {
    return std::ranges::find(unread, version, &UnreadList::used) == unread.end();
  });
  for (const auto& list : lists) {
    auto& counted = facets.emplace_back();
    for (const auto& entry : list.entries) counted.add(list, entry);
    auto& order = by_reference_.emplace_back(list.entries.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::sort(order, {}, [&](std::uint32_t at) { return std::string_view(list.entries[at].id); });
  }
}

bool LoadedLists::has(std::string_view dataset, std::string_view entry) const {
  const auto list = std::ranges::find(lists, dataset, &screening::List::dataset);
  return list != lists.end() && find(static_cast<std::size_t>(list - lists.begin()), entry) != nullptr;
}

const screening::Listed* LoadedLists::find(std::size_t list, std::string_view reference) const {
  const auto& entries = lists.at(list).entries;
  const auto& order = by_reference_.at(list);
  const auto at = std::ranges::lower_bound(
      order, reference, {}, [&](std::uint32_t entry) { return std::string_view(entries[entry].id); });
  return at == order.end() || entries[*at].id != reference ? nullptr : &entries[*at];
}

ScreeningLists::ScreeningLists(Register& reg)
    : reg_(reg),
      loaded_(std::make_shared<const LoadedLists>(
          std::vector<ListVersionUsed>{}, std::vector<screening::List>{}, std::vector<UnreadList>{})) {}

std::shared_ptr<const LoadedLists> ScreeningLists::current() const {
  const std::scoped_lock lock(held_);
  return loaded_;
}

std::shared_ptr<const LoadedLists> ScreeningLists::loaded() const {
  const std::scoped_lock lock(held_);
  return read_ ? loaded_ : nullptr;
}

bool ScreeningLists::refresh() {
  const std::scoped_lock turn(turn_);
  std::vector<screening::List> lists;
  std::vector<UnreadList> unread;
  auto used = lists_in_use(reg_.read()->lists());
  const auto before = current();
  if (used == before->in_use) {
    const std::scoped_lock lock(held_);
    read_ = true;
    return false;
  }
  for (const auto& version : used) {
    const auto same = std::ranges::find(before->versions, version);
    try {
      if (same != before->versions.end()) {
        lists.push_back(before->lists[static_cast<std::size_t>(same - before->versions.begin())]);
      } else {
        // A reader for each: one that is held for as long as all take holds up the store.
        const auto reader = reg_.read();
        lists.push_back(
            read_kept_list(reader->lists(), *reader->lists().version(version.dataset, version.version)));
      }
    } catch (const base::BadInput& fault) {
      unread.push_back({version, fault.what()});
    }
  }
  auto loaded = std::make_shared<const LoadedLists>(std::move(used), std::move(lists), std::move(unread));
  const std::scoped_lock lock(held_);
  loaded_ = std::move(loaded);
  read_ = true;
  return true;
}

void ScreeningLists::keep_unread() {
  const auto loaded = current();
  const auto standing = unread_in(*reg_.read());
  std::vector<FolderFault> faults;
  json::array all;
  for (const auto& list : loaded->unread) {
    const auto same = std::ranges::find_if(standing, [&](const FolderFault& fault) {
      return fault.item == list.used.dataset && fault.fault == list.fault;
    });
    const auto since = same == standing.end() ? reg_.clock().now() : same->since;
    faults.push_back({list.used.dataset, list.fault, since});
    all.push_back({{"dataset", list.used.dataset},
                   {"version", list.used.version},
                   {"fault", list.fault},
                   {"since", base::to_string(since)}});
  }
  if (faults == standing) return;
  reg_.store().write({.author = "system"}, [&](store::UnitOfWork& unit) {
    unit.set_note(kUnreadNote, all.empty() ? std::string() : json::serialize(all));
  });
}

std::vector<FolderFault> unread_in(store::Reader& reader) {
  std::vector<FolderFault> faults;
  const auto note = reader.note(kUnreadNote);
  if (!note || note->empty()) return faults;
  const auto used = lists_in_use(reader.lists());
  const auto read = base::parse_json(*note, kUnreadNote);
  for (const auto& item : read.as_array()) {
    const auto text = [&](const char* name) { return std::string(item.at(name).as_string()); };
    const auto version = item.at("version").as_int64();
    // Of one that another version has followed nothing is said, whether or not a server has seen that.
    if (std::ranges::any_of(used, [&](const ListVersionUsed& list) {
          return list.dataset == text("dataset") && list.version == version;
        }))
      faults.push_back({text("dataset"), text("fault"), base::parse_instant(text("since"))});
  }
  return faults;
}

}  // namespace entente::registry
