// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/list_folder.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <chrono>
#include <fstream>
#include <optional>
#include <system_error>
#include <utility>

#include "base/error.hpp"
#include "base/json.hpp"

namespace entente::registry {

namespace {

namespace json = boost::json;
namespace fs = std::filesystem;

/// The note in the store under which faults stand: by node {seen, faults: [{item, fault, since}]}.
constexpr std::string_view kFolderNote = "screening_folder";
/// A server that has faults says so anew after an hour; what one has not said for a day is no more.
constexpr std::int64_t kSaidAnewMs = 3'600'000, kForgottenMs = 86'400'000;
/// More than a folder of lists holds: what lies behind them is not looked at.
constexpr std::size_t kMostItems = 200, kMostFiles = 20;

json::object nodes_in(store::Reader& reader) {
  const auto note = reader.note(kFolderNote);
  return note && !note->empty() ? base::parse_json(*note, kFolderNote).as_object() : json::object();
}

std::int64_t seen_at(const json::value& node) {
  return base::parse_instant(node.at("seen").as_string()).ms;
}

std::vector<FolderFault> faults_of(const json::value& node) {
  std::vector<FolderFault> faults;
  for (const auto& item : node.at("faults").as_array()) {
    const auto text = [&](const char* name) { return std::string(item.at(name).as_string()); };
    faults.push_back({text("item"), text("fault"), base::parse_instant(text("since"))});
  }
  return faults;
}

json::object form_of_faults(const std::vector<FolderFault>& faults, base::Instant now) {
  json::array all;
  for (const auto& fault : faults)
    all.push_back({{"item", fault.item}, {"fault", fault.fault}, {"since", base::to_string(fault.since)}});
  return {{"seen", base::to_string(now)}, {"faults", std::move(all)}};
}

base::Instant written_at(const fs::path& file) {
  const auto time = std::chrono::file_clock::to_sys(fs::last_write_time(file));
  return {std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count()};
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
    for (const auto& file : item.files)
      item.written = std::max(item.written, std::optional(written_at(file)));
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
    ListBrought brought{.dataset = item.dataset, .by = std::string(kByFolder), .fetched = item.written};
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

/// Those of this server, in the place of what it said before. What others say is theirs, as long as they do.
void ListFolder::keep_faults(const std::vector<FolderFault>& faults) {
  const auto now = reg_.clock().now();
  const auto is_stale = [&](const json::value& node, std::int64_t after) {
    return now.ms - seen_at(node) >= after;
  };
  const auto nodes = nodes_in(*reg_.read());
  const auto* own = nodes.if_contains(node_);
  const bool as_before =
      own == nullptr ? faults.empty() : faults_of(*own) == faults && !is_stale(*own, kSaidAnewMs);
  if (as_before &&
      std::ranges::none_of(nodes, [&](const auto& node) { return is_stale(node.value(), kForgottenMs); }))
    return;
  reg_.store().write({.author = "system"}, [&](store::UnitOfWork& unit) {
    json::object kept;
    for (const auto& node : nodes_in(unit))
      if (node.key() != node_ && !is_stale(node.value(), kForgottenMs)) kept.insert(node);
    if (!faults.empty()) kept[node_] = form_of_faults(faults, now);
    unit.set_note(kFolderNote, kept.empty() ? std::string() : json::serialize(kept));
  });
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
  const auto nodes = nodes_in(*reg_.read());
  const auto* own = nodes.if_contains(node_);
  const auto stood = own == nullptr ? std::vector<FolderFault>() : faults_of(*own);
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
  keep_faults(faults);
  return told;
}

std::vector<FolderFault> faults_in_folder(store::Reader& reader) {
  std::vector<FolderFault> all;
  for (const auto& node : nodes_in(reader))
    for (auto& fault : faults_of(node.value())) {
      const auto same = std::ranges::find_if(all, [&](const FolderFault& known) {
        return known.item == fault.item && known.fault == fault.fault;
      });
      if (same == all.end())
        all.push_back(std::move(fault));
      else
        same->since = std::min(same->since, fault.since);
    }
  return all;
}

}  // namespace entente::registry
