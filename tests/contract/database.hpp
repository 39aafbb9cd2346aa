// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <stdexcept>
#include <string>

#include "store/postgres/connection.hpp"

namespace entente::store::contract {

/// A schema of its own in the database that tests/support/postgres made; gone with this object.
class Database {
 public:
  Database() : schema_("contract_" + std::to_string(::getpid()) + "_" + std::to_string(++made_)) {
    administer("CREATE SCHEMA " + schema_);
  }
  ~Database() {
    try {
      administer("DROP SCHEMA " + schema_ + " CASCADE");
    } catch (const std::exception&) {
      // It goes with its server.
    }
  }
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  std::string url() const { return server() + "?options=-csearch_path%3D" + schema_; }
  /// The same through another port of this machine.
  std::string url_at(std::uint16_t port) const {
    auto through = url();
    const auto at = through.find("127.0.0.1:") + std::string_view("127.0.0.1:").size();
    return through.replace(at, through.find('/', at) - at, std::to_string(port));
  }
  static std::uint16_t port() {
    const auto all = server();
    return static_cast<std::uint16_t>(std::stoi(all.substr(all.find("127.0.0.1:") + 10)));
  }
  static void administer(const std::string& sql) {
    postgres::Connection({.url = server(), .name = "the tests' database"}).run(sql);
  }
  /// Runs a statement in the schema.
  void run(const std::string& sql) const {
    postgres::Connection({.url = url(), .name = "the tests' database"}).run(sql);
  }

 private:
  static std::string server() {
    const char* url = std::getenv("ENTENTE_TEST_DATABASE");
    if (url == nullptr)
      throw std::runtime_error("no PostgreSQL: run this through 'tests/support/postgres run', or ctest");
    return url;
  }

  static inline std::atomic<int> made_ = 0;
  const std::string schema_;
};

}  // namespace entente::store::contract
