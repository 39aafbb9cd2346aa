// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/draft_sense.hpp"

#include <gtest/gtest.h>

#include <functional>

#include "base/error.hpp"

namespace entente::registry {

namespace {

model::Place in_country(std::string code) {
  model::Place place;
  place.kind = "country";
  place.code = std::move(code);
  return place;
}

model::Partnership rivers() {
  model::Partnership partnership;
  partnership.title = base::Text("en", "Rivers");
  partnership.goals = {{"sdg", "6.3", {}, {}}, {"mdg", "7", {}, {}}};
  partnership.places = {in_country("KE")};
  partnership.planned_start = base::PartialDate::parse("2027");
  partnership.planned_end = base::PartialDate::parse("2027-01");
  return partnership;
}

TEST(DraftSense, TakesWhatADraftMaySay) {
  EXPECT_NO_THROW(require_draft_sense(rivers(), {}));
}

TEST(DraftSense, RefusesWhatNoDraftCanSay) {
  const std::vector<std::function<void(model::Partnership&)>> faults{
      [](auto& p) { p.title = base::Text("fr", std::string(2'001, 'x')); },
      [](auto& p) { p.purpose = base::Text("en", std::string(12'001, 'x')); },
      [](auto& p) { p.governance = base::Text("en", std::string(12'001, 'x')); },
      [](auto& p) {
        p.goals.push_back({"sdg", "99", {}, {}});
      },
      [](auto& p) { p.goals.resize(201, p.goals.front()); },
      [](auto& p) { p.places.push_back(in_country("XX")); },
      [](auto& p) { p.places.front().kind = "region"; },
      [](auto& p) { p.places.resize(251, p.places.front()); },
      [](auto& p) { p.planned_end = base::PartialDate::parse("2026-12"); },
  };
  for (std::size_t i = 0; i < faults.size(); ++i) {
    auto partnership = rivers();
    faults[i](partnership);
    EXPECT_THROW(require_draft_sense(partnership, rivers()), base::BadInput) << i;
    EXPECT_NO_THROW(require_draft_sense(partnership, partnership)) << i << ": what stood before stays";
  }
}

TEST(DraftSense, BoundsWhatAPartSaysAndInHowManyLanguages) {
  model::Participation before, now;
  now.brings = base::Text("en", std::string(12'000, 'x'));
  EXPECT_NO_THROW(require_part_sense(now, before));
  now.risks = base::Text("en", std::string(12'001, 'x'));
  EXPECT_THROW(require_part_sense(now, before), base::BadInput);
  EXPECT_NO_THROW(require_part_sense(now, now)) << "what stood before stays";
  auto partnership = rivers();
  for (int i = 0; i < 12; ++i) partnership.title.add("x" + std::to_string(i), "Rivers");
  EXPECT_THROW(require_draft_sense(partnership, rivers()), base::BadInput) << "thirteen languages";
}

TEST(DraftSense, LooksAtAPartyThatTheRegisterDoesNotHold) {
  model::Organisation party;
  party.name = base::Text("en", "River Watch");
  EXPECT_NO_THROW(require_new_party(party));
  party.country = "KE";
  EXPECT_NO_THROW(require_new_party(party));
  party.country = "XX";
  EXPECT_THROW(require_new_party(party), base::BadInput);
  party.country.clear();
  party.name = base::Text("en", std::string(1'001, 'x'));
  EXPECT_THROW(require_new_party(party), base::BadInput);
}

}  // namespace

}  // namespace entente::registry
