// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/list_folder.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <fstream>
#include <system_error>
#include <utility>

#include "base/error.hpp"
#include "base/json.hpp"

namespace entente::registry {

namespace {

namespace json = boost::json;
namespace fs = std::filesystem;

/// The note in the store under which faults stand: an array of {item, fault, since}.
constexpr std::string_view kFolderNote = "screening_folder";
/// More than a folder of lists holds: what lies behind them is not looked at.
constexpr std::size_t kMostItems = 200, kMostFiles = 20;

std::string note_of(const std::vector<FolderFault>& faults) {
  if (faults.empty()) return {};
  json::array all;
  for (const auto& fault : faults)
    all.push_back({{"item", fault.item}, {"fault", fault.fault}, {"since", base::to_string(fault.since)}});
  return json::serialize(all);
}

bool is_hidden(const fs::path& path) {
  return path.filename().string().starts_with('.');
}

std::string signature_of(const std::vector<fs::path>& files) {
  std::string all;
  for (const auto& file : files)
    all += file.filename().string() + ' ' + std::to_string(fs::file_size(file)) + ' ' +
           std::to_string(fs::last_write_time(file).time_since_epoch().count()) + '\n';
  return all;
}

std::vector<fs::path> files_in(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder))
    if (!is_hidden(entry.path()) && entry.is_regular_file() && files.size() < kMostFiles)
      files.push_back(entry.path());
  std::ranges::sort(files);
  return files;
}

std::string bytes_in(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string bytes;
  if (fs::file_size(file) > screening::kListBytes)
    throw base::BadInput(file.filename().string(), "it is larger than any list", "Remove it from the folder");
  bytes.assign(std::istreambuf_iterator<char>(in), {});
  if (!in) throw base::Error(file.filename().string(), "it could not be read", "Look at its permissions");
  return bytes;
}

}  // namespace

/// Without a signature where nothing lies there.
ListFolder::Item ListFolder::item_at(const fs::directory_entry& entry) {
  Item item;
  try {
    if (entry.is_directory()) {
      item.files = files_in(entry.path());
      item.dataset = entry.path().filename().string();
    } else if (entry.is_regular_file()) {
      item.files = {entry.path()};
    }
    item.signature = signature_of(item.files);
  } catch (const fs::filesystem_error& fault) {
    item.fault = item.signature = fault.code().message();
  }
  return item;
}

std::map<std::string, ListFolder::Item> ListFolder::items() const {
  std::map<std::string, Item> all;
  for (const auto& entry : fs::directory_iterator(folder_)) {
    if (is_hidden(entry.path()) || all.size() == kMostItems) continue;
    auto item = item_at(entry);
    if (!item.signature.empty()) all.emplace(entry.path().filename().string(), std::move(item));
  }
  return all;
}

/// Takes it; the fault where it was refused.
std::string ListFolder::settle(const std::string& name, const Item& item, FolderLook& told) {
  const auto refuse = [&](const base::Error& fault) -> std::string {
    told.refused.push_back(name + ": " + fault.what());
    return fault.what();
  };
  try {
    if (!item.fault.empty())
      throw base::Error(name, "it could not be looked at (" + item.fault + ")",
                        "Look at its permissions, or remove it from the folder");
    ListBrought brought{.dataset = item.dataset, .by = std::string(kByFolder)};
    for (const auto& file : item.files) brought.files.push_back({file.filename().string(), bytes_in(file)});
    const auto taken = keeping_.take(std::move(brought));
    if (!taken.unchanged)
      told.taken.push_back(name + " is version " + std::to_string(taken.version.version) + " of " +
                           taken.version.dataset + ", with " + std::to_string(taken.version.entries) +
                           " entries");
    return {};
  } catch (const base::Error& fault) {
    return refuse(fault);
  } catch (const fs::filesystem_error& fault) {
    return refuse(base::Error(name, "it could not be read (" + fault.code().message() + ")",
                              "Look at its permissions, or remove it from the folder"));
  } catch (const std::exception& fault) {
    // What lies behind it is taken all the same.
    return refuse(base::Error(name, "it could not be taken (" + std::string(fault.what()) + ")",
                              "See whether it is whole, and whether the machine has memory for it"));
  }
}

/// What was refused is looked at again where another version stands since: somebody took it by hand, say.
void ListFolder::forget_faults(const std::vector<FolderFault>& faults) {
  std::string standing;
  for (const auto& list : keeping_.standing())
    standing += list.version.dataset + ' ' + std::to_string(list.version.version) + '\n';
  if (standing != stood_)
    for (const auto& fault : faults) done_.erase(fault.item);
  stood_ = std::move(standing);
}

FolderLook ListFolder::look() {
  FolderLook told;
  const auto stood = keeping_.folder_faults();
  forget_faults(stood);
  std::vector<FolderFault> faults;
  std::map<std::string, std::string> seen;
  for (const auto& [name, item] : items()) {
    seen[name] = item.signature;
    const auto former = std::ranges::find(stood, name, &FolderFault::item);
    if (done_[name] == item.signature || seen_[name] != item.signature) {
      // Nothing new, or still being written: what was said of it stands.
      if (former != stood.end()) faults.push_back(*former);
      continue;
    }
    const auto before = told.refused.size();
    const auto fault = settle(name, item, told);
    done_[name] = item.signature;
    if (fault.empty()) continue;
    // A server that starts anew finds what the last one has told of already.
    const bool known = former != stood.end() && former->fault == fault;
    if (known) told.refused.resize(before);
    faults.push_back(known ? *former : FolderFault{name, fault, reg_.clock().now()});
  }
  seen_ = std::move(seen);
  std::erase_if(done_, [&](const auto& done) { return !seen_.contains(done.first); });
  if (faults != stood)
    reg_.store().write({.author = "system"},
                       [&](store::UnitOfWork& unit) { unit.set_note(kFolderNote, note_of(faults)); });
  return told;
}

std::vector<FolderFault> faults_in_folder(store::Reader& reader) {
  std::vector<FolderFault> faults;
  const auto note = reader.note(kFolderNote);
  if (!note || note->empty()) return faults;
  const auto read = base::parse_json(*note, kFolderNote);
  for (const auto& item : read.as_array()) {
    const auto text = [&](const char* name) { return std::string(item.at(name).as_string()); };
    faults.push_back({text("item"), text("fault"), base::parse_instant(text("since"))});
  }
  return faults;
}

}  // namespace entente::registry
