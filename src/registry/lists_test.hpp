// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "registry/list_keeping.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace entente::registry {

/// A register without anything in it, on 2026-12-01, that may be given lists.
class ListsTest : public testing::Test {
 protected:
  ListsTest() : clock_(base::parse_instant("2026-12-01T12:00:00Z")) {
    auto name = (std::filesystem::temp_directory_path() / "entente-lists-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    reg_ = std::make_unique<Register>(
        store::open_sqlite({.file = folder_ / "register.db", .create = true, .clock = &clock_}), clock_);
    keeping_ = std::make_unique<ListKeeping>(*reg_, 30);
  }
  ~ListsTest() override {
    reg_.reset();
    std::filesystem::remove_all(folder_);
  }

  /// A list of the Security Council's form: XXi.1, XXi.2 … by these names.
  static std::string un_list(const std::string& day, const std::vector<std::string>& names) {
    std::string all = "<CONSOLIDATED_LIST dateGenerated=\"" + day + "T00:00:00Z\"><INDIVIDUALS>";
    std::size_t number = 0;
    for (const auto& name : names)
      all += "<INDIVIDUAL><REFERENCE_NUMBER>XXi." + std::to_string(++number) +
             "</REFERENCE_NUMBER><FIRST_NAME>" + name + "</FIRST_NAME></INDIVIDUAL>";
    return all + "</INDIVIDUALS></CONSOLIDATED_LIST>";
  }
  static ListBrought brought(const std::string& bytes) {
    return {.files = {{"list.xml", bytes}}, .format = {}, .dataset = {}, .by = std::string(kByCommand)};
  }
  /// What speaks against taking it; empty where it was taken.
  std::string refusal(const ListBrought& list) {
    try {
      keeping_->take(list);
    } catch (const base::Error& fault) {
      return fault.what();
    }
    return "";
  }

  base::ManualClock clock_;
  std::filesystem::path folder_;
  std::unique_ptr<Register> reg_;
  std::unique_ptr<ListKeeping> keeping_;
};

}  // namespace entente::registry
