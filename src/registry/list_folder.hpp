// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "registry/list_keeping.hpp"

/// A folder from which lists are taken by themselves: whoever fetches them puts them there.
namespace entente::registry {

/// What one look at the folder did, a line each for the log.
struct FolderLook {
  std::vector<std::string> taken;
  std::vector<std::string> refused;  ///< faults that stand since this look: each is told once
};

/// A file in the folder is a list, under its format's own name; a folder in it is one list, made of the files
/// in it, under that folder's name. Names that begin with a dot are passed over, and so is what changed since
/// the look before: it is still being written. Nothing in it is moved or removed.
class ListFolder {
 public:
  /// `node`: what this server is told from others by, the same when it starts anew.
  ListFolder(Register& reg, ListKeeping& keeping, std::filesystem::path folder, std::string node = {})
      : reg_(reg), keeping_(keeping), folder_(std::move(folder)), node_(std::move(node)) {}

  /// Takes what is new, and leaves for the others (folder_faults()) what was refused and why.
  FolderLook look();

 private:
  struct Item {
    std::vector<std::filesystem::path> files;
    std::string dataset;                   ///< empty: the format's own
    std::string signature;                 ///< names, sizes and times of the files
    std::string fault;                     ///< it cannot even be looked at
    std::optional<base::Instant> written;  ///< the newest of the files
  };
  static Item item_at(const std::filesystem::directory_entry& entry);
  std::map<std::string, Item> items() const;
  void keep_faults(const std::vector<FolderFault>& faults);
  void forget_faults(const std::vector<FolderFault>& faults);
  std::string settle(const std::string& name, const Item& item, FolderLook& told);

  Register& reg_;
  ListKeeping& keeping_;
  const std::filesystem::path folder_;
  const std::string node_;
  std::map<std::string, std::string> seen_;  ///< signatures at the look before
  std::map<std::string, std::string> done_;  ///< of what was taken or refused
  std::string stood_;                        ///< the versions that stood then
};

/// What was left by the last look of each server, each once.
std::vector<FolderFault> faults_in_folder(store::Reader& reader);

}  // namespace entente::registry
