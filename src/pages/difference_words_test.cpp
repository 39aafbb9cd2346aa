// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/difference_words.hpp"

#include <gtest/gtest.h>

#include "model/vocabulary.hpp"

namespace entente::pages {
namespace {

TEST(DifferenceLabel, ReadsAPathInWords) {
  const auto& en = base::Messages::in("en");
  EXPECT_EQ(difference_label("planned_start", en), "Planned start");
  EXPECT_EQ(difference_label("places[2].code", en), "Places › 3 › Code");
  EXPECT_EQ(difference_label("budgets[11].value.amount", en), "Budgets › 12 › Value › Amount");
  EXPECT_EQ(difference_label("title.fr", en), "Title › French");
  EXPECT_EQ(difference_label("places[0].name.und", en), "Places › 1 › Name › und");
  EXPECT_EQ(difference_label("field", en), "Field of work");
  EXPECT_EQ(difference_label("status", base::Messages::in("fr")), "État d’avancement");
  EXPECT_EQ(difference_label("budgets[0].lines[1].text.fr", en), "Budgets › 1 › Lines › 2 › Text › French");
}

TEST(DifferenceLabel, KeepsWhatItDoesNotKnow) {
  const auto& en = base::Messages::in("en");
  EXPECT_EQ(difference_label("novelty.part[x]", en), "novelty › part › x");
  EXPECT_EQ(difference_label("places[", en), "Places › ");
  EXPECT_EQ(difference_label("", en), "");
}

TEST(DifferenceValue, NamesCodesCountriesAndDates) {
  const auto& en = base::Messages::in("en");
  EXPECT_EQ(difference_value("partnership", "status", "active", en), "Active");
  EXPECT_EQ(difference_value("partnership", "sources[3].attestation", "self_reported", en), "Self-reported");
  EXPECT_EQ(difference_value("organisation", "country", "KE", en), "Kenya");
  EXPECT_EQ(difference_value("organisation", "type", "un_entity", en), "United Nations entity");
  EXPECT_EQ(difference_value("partnership", "planned_start", "2024", en), "2024");
  EXPECT_EQ(difference_value("finances", "budgets[3].status", "committed", en),
            model::label("budget_status", "committed", "en"));
  EXPECT_EQ(difference_value("capacity", "state", "met", en), model::label("capacity_state", "met", "en"));
  EXPECT_EQ(difference_value("national_plan", "kind", "plan", en), model::label("plan_kind", "plan", "en"));
  EXPECT_EQ(difference_value("partnership", "budgets[0].start", "2024-05-01", en), "May 1, 2024");
}

TEST(DifferenceValue, LeavesTheRestAsItIs) {
  const auto& en = base::Messages::in("en");
  EXPECT_EQ(difference_value("partnership", "title.en", "active", en), "active");
  EXPECT_EQ(difference_value("organisation", "status", "active", en), "active");
  EXPECT_EQ(difference_value("partnership", "planned_start", "", en), "");
  EXPECT_EQ(difference_value("partnership", "planned_start", "soon", en), "soon");
}

}  // namespace
}  // namespace entente::pages
