// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "model/desk.hpp"

#include <gtest/gtest.h>

#include <set>

#include "model/record.hpp"
#include "model/vocabulary.hpp"

namespace entente::model {
namespace {

TEST(DeskRecords, HangOnTheDeskOfTheirCountry) {
  Capacity capacity;
  capacity.country = "KE";
  capacity.title.add("en", "Statisticians");
  Acknowledgement said;
  said.country = "KE";
  said.organisation = base::Uuid::v7(base::Instant{1'700'000'000'000});
  for (const Record& record : {Record(NationalPlan{.country = "KE"}), Record(Guidance{.country = "KE"}),
                               Record(capacity), Record(said)}) {
    EXPECT_EQ(keys_of(record).organisation, desk_of("KE")) << type_of(record);
    EXPECT_FALSE(keys_of(record).partnership);
  }
}

TEST(DeskRecords, AHostsAnswerHangsOnThePartnershipToo) {
  HostAnswer said;
  said.country = "KE";
  said.answer = "objects";
  said.version = 2;
  said.partnership = base::Uuid::v7(base::Instant{1'700'000'000'000});
  said.basis = said.partnership;
  said.cited.add("en", "Water Act");
  EXPECT_EQ(keys_of(said).organisation, desk_of("KE"));
  EXPECT_EQ(keys_of(said).partnership, said.partnership);
  EXPECT_EQ(read_body(HostAnswer::kType, body_of(said)), Record(said));
  EXPECT_TRUE(check(said).empty());
  said.answer = "silent";
  EXPECT_EQ(check(said).size(), 1U) << "silence is not said";
}

// Ids that are made by the clock have another version: no organisation can ever be taken for a desk.
TEST(DeskRecords, EveryCountryHasADeskOfItsOwn) {
  std::set<base::Uuid> desks;
  for (const auto& country : countries()) {
    const auto desk = desk_of(country.code);
    EXPECT_TRUE(desks.insert(desk).second) << country.code;
    EXPECT_EQ(desk.str()[14], '8') << desk.str();
  }
  EXPECT_EQ(desk_of("KE").str(), desk_of("KE").str());
}

TEST(DeskRecords, ComeBackFromTheirBodies) {
  NationalPlan plan{.country = "KE", .kind = "plan"};
  plan.title.add("en", "Vision");
  plan.start = base::PartialDate::parse("2026-05");
  plan.goals = {{"sdg", "6.1", {}, {}}};
  plan.documents = {{"https://plan.example/vision", {}, {}}};
  Acknowledgement said{
      .country = "KE", .version = 3, .guidance_hash = std::string(64, 'a'), .at = "2026-11-24"};
  said.guidance = said.organisation = desk_of("TZ");
  for (const Record& record : {Record(plan), Record(said)})
    EXPECT_EQ(read_body(type_of(record), body_of(record)), record) << body_of(record);
}

TEST(DeskRecords, KeepToTheirRules) {
  EXPECT_EQ(check(NationalPlan{.country = "KE", .kind = "wish"}).size(), 2U) << "its title is missing, too";
  Capacity capacity{.country = "KE", .field = "health"};
  capacity.title.add("en", "Statisticians");
  EXPECT_TRUE(check(capacity).empty());
  capacity.state = "lost";
  ASSERT_EQ(check(capacity).size(), 1U);
  EXPECT_EQ(check(capacity)[0].path, "state");
}

}  // namespace
}  // namespace entente::model
