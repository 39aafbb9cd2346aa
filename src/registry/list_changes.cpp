// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/list_changes.hpp"

#include <algorithm>
#include <iterator>
#include <span>
#include <string>
#include <utility>

#include "base/error.hpp"

namespace entente::registry {

namespace {

using Files = std::vector<store::KeptListFile>;

const screening::ListFormat* format_brought(const ListBrought& brought) {
  if (!brought.format.empty()) return screening::find_list_format(brought.format);
  return brought.files.empty() ? nullptr : screening::list_format_of(brought.files.front().bytes);
}

/// Whether a list begins with these very files.
bool begins_with(const Files& kept, const Files& files) {
  return files.size() <= kept.size() &&
         std::ranges::equal(files, std::span(kept).first(files.size()), {}, &store::KeptListFile::bytes,
                            &store::KeptListFile::bytes);
}

const store::ListVersion& must_stand(const std::optional<store::ListVersion>& stands,
                                     const screening::ListFormat& format, const std::string& dataset,
                                     const std::string& file) {
  if (!stands)
    throw base::NotFound("List " + dataset,
                         "is not in use, and " + file + " holds nothing but changes to a list",
                         "Bring the whole list first");
  if (stands->format != format.name)
    throw base::BadInput(file,
                         "holds changes to a list in the format " + std::string(format.name) +
                             ", where version " + std::to_string(stands->version) + " of " + dataset +
                             " is in " + stands->format,
                         "Name the list that they are changes to with --dataset");
  return *stands;
}

/// The files of the version, then those that it has not.
void join(Files kept, WholeList& whole, const screening::ListFormat& format) {
  auto& files = whole.brought.files;
  if (!whole.brought.accept)
    std::erase_if(files, [&](const store::KeptListFile& file) {
      return std::ranges::find(kept, file.bytes, &store::KeptListFile::bytes) != kept.end();
    });
  if (files.empty()) {
    whole.within = std::exchange(whole.changed, std::nullopt);
    return;
  }
  if (kept.size() + files.size() > format.files)
    throw base::BadInput(files.front().name,
                         "would make the list one of more than " + std::to_string(format.files) + " files",
                         "Bring the whole list anew; what changes after it begins again");
  kept.insert(kept.end(), std::make_move_iterator(files.begin()), std::make_move_iterator(files.end()));
  files = std::move(kept);
}

}  // namespace

std::optional<store::ListVersion> standing_in(store::ListReader& lists, std::string_view dataset) {
  auto newest = lists.versions(dataset, 1);
  if (newest.empty() || newest.front().format.empty()) return std::nullopt;
  return std::move(newest.front());
}

WholeList whole_list_of(store::ListReader& lists, ListBrought brought) {
  WholeList whole{.brought = std::move(brought)};
  auto& files = whole.brought.files;
  const auto* const format = format_brought(whole.brought);
  if (format == nullptr || format->changes_in == nullptr) return whole;
  const auto changes = std::ranges::stable_partition(files, [&](const store::KeptListFile& file) {
    const auto said = format->changes_in(file.bytes);
    if (said && said->dated > whole.changes_of) whole.changes_of = said->dated;
    return !said;
  });
  const bool only_changes = changes.size() == files.size() && !files.empty();
  const auto dataset = whole.brought.dataset.empty() ? std::string(format->dataset) : whole.brought.dataset;
  const auto stands = standing_in(lists, dataset);
  if (only_changes) {
    whole.changed = must_stand(stands, *format, dataset, files.front().name);
    whole.former_day = base::PartialDate::parse(stands->dated);
    // Removals give no day.
    if (!whole.changes_of) whole.changes_of = whole.former_day;
    join(lists.files(dataset, stands->version), whole, *format);
    return whole;
  }
  whole.changes_of.reset();
  if (stands && stands->format == format->name && !whole.brought.accept &&
      begins_with(lists.files(dataset, stands->version), files))
    whole.within = stands;
  return whole;
}

}  // namespace entente::registry
