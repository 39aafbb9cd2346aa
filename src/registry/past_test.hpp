// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "registry/json.hpp"
#include "registry/past.hpp"
#include "registry/writing.hpp"
#include "store/sqlite/sqlite_store.hpp"

/// A register of some days, and the register as it stood on one of them.
namespace entente::registry {

constexpr std::int64_t kOneDayMs = 86'400'000;

class PastTest : public testing::Test {
 protected:
  PastTest() {
    auto name = (std::filesystem::temp_directory_path() / "entente-past-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    reg_ = std::make_unique<Register>(
        store::open_sqlite({.file = folder_ / "register.db", .create = true, .clock = &clock_}), clock_);
  }
  ~PastTest() override {
    reg_.reset();
    std::filesystem::remove_all(folder_);
  }

  void put(const base::Uuid& id, const model::Record& record,
           store::Visibility visibility = store::Visibility::open) {
    reg_->store().write({"test"},
                        [&](store::UnitOfWork& unit) { unit.put(revision_of(id, record, visibility)); });
  }
  base::Uuid put(const model::Record& record) {
    clock_.advance(1);
    const auto id = base::Uuid::v7(clock_.now());
    put(id, record);
    return id;
  }
  base::Uuid organisation(const std::string& name) {
    model::Organisation made;
    made.name.add("en", name);
    return put(made);
  }
  static model::Partnership called(const std::string& title, const std::string& country = "KE") {
    model::Partnership made;
    made.title.add("en", title);
    made.status = "implementation";
    model::Place place;
    place.kind = "country";
    place.code = country;
    made.places.push_back(place);
    return made;
  }
  base::Uuid party(const base::Uuid& partnership, const base::Uuid& organisation) {
    model::Participation made;
    made.partnership = partnership;
    made.organisation = organisation;
    made.role = "funding";
    return put(made);
  }
  base::Uuid promise(const base::Uuid& partnership, const base::Uuid& giver, std::int64_t amount) {
    model::Commitment made;
    made.partnership = partnership;
    made.kind = "finance";
    made.giver.organisation = giver;
    made.value = base::Money{base::Decimal::from_integer(amount), "USD", {}};
    return put(made);
  }

  /// The day that it is, as an address names it; the next day begins.
  std::string end_day() {
    const auto day = base::to_string(clock_.now()).substr(0, 10);
    clock_.advance(kOneDayMs);
    return day;
  }
  std::unique_ptr<PastRegister> past(const std::string& at, PastBounds bounds = {}) {
    const auto asked = moment_of(*reg_, at);
    EXPECT_EQ(asked.state, AskedMoment::State::past) << at;
    return std::make_unique<PastRegister>(*reg_, asked.moment, bounds);
  }
  /// All that lists, pages and sums say, in JSON.
  static std::string told(Register& reg, const std::vector<base::Uuid>& partnerships,
                          const std::vector<base::Uuid>& organisations) {
    search::Query query;
    query.limit = 100;
    auto all = to_json(reg.list(query), {});
    for (const auto& id : partnerships)
      if (const auto view = reg.partnership(id)) all += to_json(*view);
    for (const auto& id : organisations)
      if (const auto view = reg.organisation(id, 0, 50)) all += to_json(*view, reg.finances(id), nullptr);
    return all;
  }

  std::filesystem::path folder_;
  base::ManualClock clock_{base::parse_instant("2024-03-01T12:00:00Z")};
  std::unique_ptr<Register> reg_;
};

}  // namespace entente::registry
