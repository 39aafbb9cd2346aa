// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/lists.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "base/error.hpp"
#include "screening/eu.hpp"
#include "screening/ftm.hpp"
#include "screening/list_entry.hpp"
#include "screening/ofac.hpp"
#include "screening/own.hpp"
#include "screening/un.hpp"

namespace entente::screening {

namespace {

template <ListReading (*Read)(const ListFile&)>
ListReading read_one(std::span<const ListFile> files) {
  return Read(files.front());
}

constexpr std::array kFormats{
    ListFormat{"un", kUnDataset, "United Nations Security Council Consolidated List", 1, looks_like_un,
               read_one<read_un>},
    ListFormat{"eu", kEuDataset, "European Union consolidated list of financial sanctions", 1, looks_like_eu,
               read_one<read_eu>},
    ListFormat{"ofac", kOfacDataset, "OFAC Specially Designated Nationals", 2, looks_like_ofac, read_ofac},
    ListFormat{"ftm", kFtmDataset, "Follow the Money", kFtmFiles, looks_like_ftm, read_ftm, changes_in_ftm},
    ListFormat{"own", kOwnDataset, "The register's own list of whom it excludes", 1, looks_like_own,
               read_one<read_own>},
};

std::string names_of_formats() {
  std::string all;
  for (const auto& format : kFormats) {
    if (!all.empty()) all += ", ";
    all += format.name;
  }
  return all;
}

const ListFormat& format_of(std::span<const ListFile> files, std::string_view name) {
  if (!name.empty()) {
    if (const auto* format = find_list_format(name)) return *format;
    throw base::BadInput("Format \"" + std::string(name) + "\"", "no list is read in it",
                         "Name one of these: " + names_of_formats());
  }
  if (const auto* format = list_format_of(files.front().bytes)) return *format;
  throw base::BadInput(files.front().name, "it begins like no list that is known",
                       "Give a list in one of these formats: " + names_of_formats());
}

}  // namespace

std::span<const ListFormat> list_formats() {
  return kFormats;
}

const ListFormat* find_list_format(std::string_view name) {
  const auto* found = std::ranges::find(kFormats, name, &ListFormat::name);
  return found == kFormats.end() ? nullptr : found;
}

const ListFormat* list_format_of(std::string_view bytes) {
  const auto* found =
      std::ranges::find_if(kFormats, [&](const ListFormat& format) { return format.known_by(bytes); });
  return found == kFormats.end() ? nullptr : found;
}

ListReading read_list(std::span<const ListFile> files, std::string_view format, std::string_view dataset) {
  if (files.empty()) throw base::BadInput("The list", "no file was given", "Name one");
  if (!dataset.empty() && !is_dataset_name(dataset))
    throw base::BadInput("Dataset \"" + std::string(dataset) + "\"", "this is no name for one",
                         "Use up to 64 lower-case letters, digits, \"-\", \"_\" and \".\"");
  std::size_t bytes = 0;
  for (const auto& file : files) bytes += file.bytes.size();
  if (bytes > kListBytes)
    throw base::BadInput(files.front().name,
                         "the list is larger than " + std::to_string(kListBytes >> 20U) + " MB",
                         "No list known is: see whether it is the right file");
  const auto& as = format_of(files, format);
  if (files.size() > as.files)
    throw base::BadInput(files[as.files].name,
                         "a list in the format " + std::string(as.name) + " has at most " +
                             std::to_string(as.files) + (as.files == 1 ? " file" : " files"),
                         "Give each list by itself");
  auto reading = as.read(files);
  reading.list.dataset = dataset.empty() ? as.dataset : dataset;
  reading.list.title = as.title;
  reading.list.format = as.name;
  base::Sha256Stream hash;
  for (const auto& file : files) hash.add(file.bytes);
  reading.list.hash = hash.finish();
  return reading;
}

bool is_dataset_name(std::string_view name) {
  constexpr std::size_t kLongest = 64;
  const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  return !name.empty() && name.size() <= kLongest && plain(name.front()) &&
         std::ranges::all_of(name, [&](char c) { return plain(c) || c == '-' || c == '_' || c == '.'; });
}

ListDifference difference(const List& before, const List& after) {
  ListDifference changes;
  std::unordered_map<std::string_view, base::Sha256> old;
  for (const auto& entry : before.entries) old.emplace(entry.id, hash_of(entry));
  for (const auto& entry : after.entries) {
    const auto found = old.find(entry.id);
    if (found == old.end()) {
      changes.added.push_back(entry.id);
      continue;
    }
    if (found->second != hash_of(entry)) changes.changed.push_back(entry.id);
    old.erase(found);
  }
  for (const auto& entry : before.entries)
    if (old.contains(entry.id)) changes.removed.push_back(entry.id);
  return changes;
}

}  // namespace entente::screening
