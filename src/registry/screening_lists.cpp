// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/screening_lists.hpp"

#include <algorithm>
#include <utility>

#include "registry/list_keeping.hpp"

namespace entente::registry {

std::vector<ListVersionUsed> lists_in_use(store::ListReader& lists) {
  std::vector<ListVersionUsed> used;
  for (const auto& version : lists.newest())
    if (!version.format.empty())
      used.push_back({version.dataset, version.version, version.hash, version.brought});
  return used;
}

LoadedLists::LoadedLists(std::vector<ListVersionUsed> used, std::vector<screening::List> read)
    : versions(std::move(used)), lists(std::move(read)), screener(lists) {
  for (const auto& list : lists) {
    auto& references = references_.emplace_back();
    references.reserve(list.entries.size());
    for (const auto& entry : list.entries) references.emplace_back(entry.id);
    std::ranges::sort(references);
  }
}

bool LoadedLists::has(std::string_view dataset, std::string_view entry) const {
  const auto list = std::ranges::find(lists, dataset, &screening::List::dataset);
  return list != lists.end() &&
         std::ranges::binary_search(references_[static_cast<std::size_t>(list - lists.begin())], entry);
}

ScreeningLists::ScreeningLists(Register& reg)
    : reg_(reg),
      loaded_(std::make_shared<const LoadedLists>(std::vector<ListVersionUsed>{},
                                                  std::vector<screening::List>{})) {}

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
  std::vector<ListVersionUsed> used;
  {
    const auto reader = reg_.read();
    used = lists_in_use(reader->lists());
    if (used == current()->versions) {
      const std::scoped_lock lock(held_);
      read_ = true;
      return false;
    }
    for (const auto& version : used)
      lists.push_back(
          read_kept_list(reader->lists(), *reader->lists().version(version.dataset, version.version)));
  }
  auto loaded = std::make_shared<const LoadedLists>(std::move(used), std::move(lists));
  const std::scoped_lock lock(held_);
  loaded_ = std::move(loaded);
  read_ = true;
  return true;
}

}  // namespace entente::registry
