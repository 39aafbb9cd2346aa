// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace entente::store::sqlite {

/// A folder of its own for each test, gone at the end.
class FolderTest : public testing::Test {
 protected:
  FolderTest() {
    auto name = (std::filesystem::temp_directory_path() / "entente-sqlite-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    folder_ = name;
    file_ = folder_ / "register.db";
  }
  ~FolderTest() override {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  std::unique_ptr<Store> open(bool create = false, bool exclusive = false) {
    return open_sqlite({.file = file_, .create = create, .exclusive = exclusive});
  }
  void write_file(std::string_view content) { std::ofstream(file_, std::ios::binary) << content; }
  /// What the failure to open says; empty where it opens.
  std::string failure_of_open(bool create = false, bool exclusive = false) {
    try {
      open(create, exclusive);
    } catch (const base::Error& error) {
      return error.what();
    }
    return {};
  }

  std::filesystem::path folder_, file_;
};

inline NewRevision small_revision(std::string_view body = "{}") {
  NewRevision made;
  made.id = base::Uuid::v7(base::SystemClock().now());
  made.type = "partnership";
  made.body = body;
  made.hash = base::sha256(body);
  return made;
}

/// Bytes that do not compress.
inline std::string dense(std::size_t size) {
  std::string out;
  for (std::size_t i = 0; out.size() < size; ++i) {
    const auto hash = base::sha256(std::to_string(i));
    out.append(hash.begin(), hash.end());
  }
  out.resize(size);
  return out;
}

/// Text that hardly compresses.
inline std::string dense_text(std::size_t size) {
  std::string out;
  for (std::size_t i = 0; out.size() < size; ++i) out += base::hex(base::sha256(std::to_string(i)));
  out.resize(size);
  return out;
}

inline std::int64_t put(Store& store, std::string_view body = "{}") {
  return store.write({.author = "tester"}, [&](UnitOfWork& unit) { unit.put(small_revision(body)); })
      .event_seq;
}

}  // namespace entente::store::sqlite
