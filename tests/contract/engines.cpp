// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <stdexcept>

#include "contract.hpp"
#include "database.hpp"
#include "store/postgres/postgres_store.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace entente::store::contract {

namespace {

class SqlitePlace final : public Place {
 public:
  SqlitePlace() {
    auto name = (std::filesystem::temp_directory_path() / "entente-contract-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    folder_ = name;
  }
  ~SqlitePlace() override {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  std::unique_ptr<Store> open(const base::Clock& clock) override {
    return open_sqlite({.file = folder_ / "register.db", .create = true, .exclusive = true, .clock = &clock});
  }

 private:
  std::filesystem::path folder_;
};

class PostgresPlace final : public Place {
 public:
  std::unique_ptr<Store> open(const base::Clock& clock) override {
    return open_postgres({.url = database_.url(), .create = true, .clock = &clock});
  }

 private:
  Database database_;
};

/// The engines that the contract binds.
std::vector<Engine> engines() {
  return {
      {"sqlite", [] { return std::make_unique<SqlitePlace>(); }},
      {"postgres", [] { return std::make_unique<PostgresPlace>(); }},
  };
}

}  // namespace

INSTANTIATE_TEST_SUITE_P(Engines, ContractTest, testing::ValuesIn(engines()),
                         [](const auto& tested) { return tested.param.name; });

}  // namespace entente::store::contract
