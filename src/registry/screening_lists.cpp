// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/screening_lists.hpp"

#include <utility>

#include "screening/lists.hpp"

namespace entente::registry {

namespace {

std::vector<ListVersionUsed> used_now(store::ListReader& lists) {
  std::vector<ListVersionUsed> used;
  for (const auto& version : lists.newest())
    if (!version.format.empty())
      used.push_back({version.dataset, version.version, version.hash, version.brought});
  return used;
}

screening::List read_kept(store::ListReader& lists, const ListVersionUsed& used) {
  const auto version = lists.version(used.dataset, used.version);
  const auto kept = lists.files(used.dataset, used.version);
  std::vector<screening::ListFile> files;
  for (const auto& file : kept) files.push_back({file.name, file.bytes});
  return screening::read_list(files, version ? version->format : "", used.dataset).list;
}

}  // namespace

LoadedLists::LoadedLists(std::vector<ListVersionUsed> used, std::vector<screening::List> read)
    : versions(std::move(used)), lists(std::move(read)), screener(lists) {}

ScreeningLists::ScreeningLists(Register& reg)
    : reg_(reg),
      loaded_(std::make_shared<const LoadedLists>(std::vector<ListVersionUsed>{},
                                                  std::vector<screening::List>{})) {}

std::shared_ptr<const LoadedLists> ScreeningLists::current() const {
  const std::scoped_lock lock(held_);
  return loaded_;
}

bool ScreeningLists::refresh() {
  const std::scoped_lock turn(turn_);
  std::vector<screening::List> lists;
  std::vector<ListVersionUsed> used;
  {
    const auto reader = reg_.read();
    used = used_now(reader->lists());
    if (used == current()->versions) return false;
    for (const auto& version : used) lists.push_back(read_kept(reader->lists(), version));
  }
  auto loaded = std::make_shared<const LoadedLists>(std::move(used), std::move(lists));
  const std::scoped_lock lock(held_);
  loaded_ = std::move(loaded);
  return true;
}

}  // namespace entente::registry
