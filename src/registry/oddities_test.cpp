// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/oddities.hpp"

#include <gtest/gtest.h>

#include <functional>

#include "base/date.hpp"

namespace entente::registry {
namespace {

const base::Instant kNow{base::PartialDate::parse("2026-06-15")->first_day() * 86'400'000};

DraftPart party(std::string_view digits, std::string role) {
  DraftPart part;
  part.organisation.id = *base::Uuid::parse("01890000-0000-7000-8000-0000000000" + std::string(digits));
  part.part.value.role = std::move(role);
  return part;
}

/// Nothing odd about it.
Draft plain() {
  Draft draft;
  auto& it = draft.partnership.value;
  it.title.add("en", "Lanterns for fishing villages");
  it.purpose.add("en", "Light for 200 boats @ night, at 3.5 lux");
  it.status = "implementation";
  it.planned_start = base::PartialDate::parse("2026");
  it.planned_end = base::PartialDate::parse("2026");
  draft.parts = {party("01", "lead"), party("02", "member")};
  draft.organisation = draft.parts[0].organisation.id;
  return draft;
}

TEST(Oddities, OfADraftWithNothingOddAreNone) {
  EXPECT_TRUE(oddities(plain(), kNow).empty());
}

TEST(Oddities, AreEachFoundAlone) {
  const auto date = [](std::string_view text) { return base::PartialDate::parse(text); };
  const std::vector<std::pair<Oddity, std::function<void(Draft&)>>> cases{
      {Oddity::end_before_start,
       [&](Draft& d) {
         d.partnership.value.actual_start = date("2026-07"), d.partnership.value.actual_end = date("2026-06");
       }},
      {Oddity::far_from_now, [&](Draft& d) { d.partnership.value.planned_start = date("1899"); }},
      {Oddity::far_from_now,
       [&](Draft& d) {
         d.partnership.value.planned_start = date("2062"), d.partnership.value.planned_end = {};
       }},
      {Oddity::ended,
       [&](Draft& d) {
         d.partnership.value.planned_start = date("2025"), d.partnership.value.planned_end = date("2026-05");
       }},
      {Oddity::one_party, [](Draft& d) { d.parts.pop_back(); }},
      {Oddity::party_twice, [](Draft& d) { d.parts.push_back(d.parts[1]); }},
      {Oddity::writer_no_party, [](Draft& d) { d.organisation = {}; }},
      {Oddity::unknown_party, [](Draft& d) { d.parts[1].is_new = true; }},
      {Oddity::title_as_purpose,
       [](Draft& d) { d.partnership.value.purpose = base::Text("fr", " Lanterns for fishing villages\n"); }},
      {Oddity::address_in_title,
       [](Draft& d) { d.partnership.value.title.add("es", "Compre en https://shop.example"); }},
      {Oddity::personal_data,
       [](Draft& d) { d.parts[1].part.value.risks.add("en", "Ask (amina@boats.example) about it"); }},
      {Oddity::hidden_direction,
       [](Draft& d) { d.partnership.value.governance.add("en", "A board\u202Edraob A"); }},
      {Oddity::host_left, [](Draft& d) { d.hosts_left = {"KE"}; }},
  };
  for (const auto& [oddity, change] : cases) {
    auto draft = plain();
    change(draft);
    EXPECT_EQ(oddities(draft, kNow), std::vector{oddity}) << name_of(oddity);
  }
}

TEST(Oddities, OfPartiesAreNoneWhereOnlyThePartnershipChanges) {
  auto draft = plain();
  draft.of = draft.organisation;
  draft.parts.clear();
  EXPECT_TRUE(oddities(draft, kNow).empty());
}

TEST(Oddities, AreNoLettersOfArabicAndNoDayThatIsToday) {
  auto draft = plain();
  draft.partnership.value.purpose = base::Text("ar", "إنارة \u200Fالقوارب\u200E");
  draft.partnership.value.planned_end = base::PartialDate::parse("2026-06-15");
  EXPECT_TRUE(oddities(draft, kNow).empty());
}

}  // namespace
}  // namespace entente::registry
