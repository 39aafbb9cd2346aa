// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/landing.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <memory>

#include "base/hash.hpp"
#include "registry/register.hpp"
#include "registry/writing.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace entente::registry {
namespace {

class LandingTest : public testing::Test {
 protected:
  LandingTest() {
    auto name = (std::filesystem::temp_directory_path() / "entente-landing-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    reg_ = std::make_unique<Register>(
        store::open_sqlite({.file = folder_ / "register.db", .create = true, .clock = &clock_}), clock_);
  }
  ~LandingTest() override {
    reg_.reset();
    std::filesystem::remove_all(folder_);
  }

  static model::Organisation ministry() {
    model::Organisation made;
    made.name.add("en", "Ministry of Water");
    return made;
  }
  base::Uuid known() {
    const auto id = base::Uuid::v7(clock_.now());
    clock_.advance(1);
    reg_->store().write({"test"}, [&](store::UnitOfWork& unit) { unit.put(revision_of(id, ministry())); });
    return id;
  }
  /// A partnership with the ministry that its own register knows by that id as its one party.
  static exchange::Bundle partnership_of(const std::string& title, const base::Uuid& party) {
    exchange::Bundle bundle;
    bundle.key_scheme = "iati-activity";
    bundle.key_value = title;
    bundle.partnership.title.add("en", title);
    exchange::NamedOrganisation named;
    named.organisation = ministry();
    named.key = "name\tministry of water";
    named.own_key = "entente\trecord/" + party.str();
    bundle.organisations.push_back(named);
    exchange::NamedRecord part;
    part.organisation = 0;
    part.record = model::Participation{.partnership = {}, .organisation = {}, .origin = "party/" + title};
    bundle.parts.push_back(part);
    return bundle;
  }

  base::ManualClock clock_{base::parse_instant("2026-11-24T04:05:06Z")};
  std::filesystem::path folder_;
  std::unique_ptr<Register> reg_;
};

TEST_F(LandingTest, TwoBodiesOfOneNameStayTwoInTwoPartnershipsOfOneFile) {
  const auto one = known(), other = known();
  auto first = partnership_of("Wells", one), second = partnership_of("Pipes", other);
  LandedIds wells, pipes;
  reg_->store().write({"test"}, [&](store::UnitOfWork& unit) {
    Landing landing(unit, clock_);
    EXPECT_EQ(landing.land(first, &wells), Landed::created);
    EXPECT_EQ(landing.land(second, &pipes), Landed::created);
  });
  const auto party = [&](const LandedIds& ids) {
    const auto head = reg_->read()->head(ids.parts.at(0)).value();
    return std::get<model::Participation>(model::read_body(head.type, head.body)).organisation;
  };
  EXPECT_EQ(party(wells), one);
  EXPECT_EQ(party(pipes), other);
}

TEST_F(LandingTest, WhatAnOlderReaderReadIsReadAnew) {
  const auto party = known();
  const auto lands = [&](std::int64_t reader, const std::string& kind) {
    auto bundle = partnership_of("Wells", party);
    bundle.original_is_all = true;
    bundle.original = "<iati-activity/>";
    // An attribute more is read, no element.
    bundle.partnership.identifiers = {{.scheme = "other", .value = "AB-1", .kind = kind}};
    bundle.partnership.kept = model::Kept{"iati-2.03", base::hex(base::sha256(bundle.original)), 3, reader};
    Landed landed{};
    reg_->store().write({"test"}, [&](store::UnitOfWork& unit) {
      Landing landing(unit, clock_);
      landed = landing.land(bundle);
    });
    return landed;
  };
  EXPECT_EQ(lands(0, ""), Landed::created);
  EXPECT_EQ(lands(0, "A1"), Landed::unchanged);
  EXPECT_EQ(lands(1, "A1"), Landed::changed);
  EXPECT_EQ(lands(1, "A1"), Landed::unchanged);
}

}  // namespace
}  // namespace entente::registry
