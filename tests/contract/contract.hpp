// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "store/store.hpp"

namespace entente::store::contract {

/// The place where one engine keeps one register; gone with this object.
class Place {
 public:
  virtual ~Place() = default;
  /// Opens the register, making it the first time.
  virtual std::unique_ptr<Store> open(const base::Clock&) = 0;
};

struct Engine {
  std::string name;
  std::function<std::unique_ptr<Place>()> fresh;
};

/// A fresh register of each engine.
class ContractTest : public testing::TestWithParam<Engine> {
 protected:
  ContractTest() : place_(GetParam().fresh()), store_(place_->open(clock_)) {}

  void reopen() {
    store_.reset();
    store_ = place_->open(clock_);
  }
  base::Uuid new_id() { return base::Uuid::v7(clock_.now()); }
  /// Puts one revision in one commit; returns the commit's number.
  std::int64_t put(const NewRevision& revision) {
    return store_->write({.author = "tester"}, [&](UnitOfWork& unit) { unit.put(revision); }).event_seq;
  }
  std::int64_t last_event() { return store_->read()->last_event(); }

  base::ManualClock clock_{base::parse_instant("2026-11-24T04:05:06.789Z")};
  std::unique_ptr<Place> place_;
  std::unique_ptr<Store> store_;
};

inline NewRevision revision(const base::Uuid& id, std::string_view body = R"({"name":"one"})",
                            std::string_view type = "partnership") {
  NewRevision made;
  made.id = id;
  made.type = type;
  made.body = body;
  made.hash = base::sha256(body);
  return made;
}

inline std::vector<base::Uuid> ids_of(const std::vector<Revision>& revisions) {
  std::vector<base::Uuid> ids;
  for (const auto& each : revisions) ids.push_back(each.id);
  return ids;
}

/// Reproducible bytes that do not compress.
inline std::string noise(std::size_t size) {
  std::string bytes(size, '\0');
  std::uint64_t state = 0x9E3779B97F4A7C15U;
  for (auto& byte : bytes) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    byte = static_cast<char>(state >> 32);
  }
  return bytes;
}

}  // namespace entente::store::contract
