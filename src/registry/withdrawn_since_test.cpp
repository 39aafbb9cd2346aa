// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Lists of a day that has passed count what was withdrawn since, and show nothing of what it said.
#include "registry/withdrawn_since.hpp"

#include <algorithm>

#include "access/permission.hpp"
#include "registry/accounts.hpp"
#include "registry/desk.hpp"
#include "registry/past_test.hpp"
#include "registry/reviewing.hpp"

namespace entente::registry {
namespace {

class WithdrawnSince : public PastTest {
 protected:
  void withdraw(const base::Uuid& id, const std::string& reason) {
    Reviewing(*reg_).withdraw(Accounts::by_operator(), id, reg_->read()->head(id)->version, reason);
  }
  static search::Query asked(const std::string& text, search::Facet facet = {},
                             const std::string& value = {}) {
    search::Query query;
    query.text = text;
    if (!value.empty()) query.filters = {{facet, value}};
    return query;
  }
  static std::vector<std::pair<std::string, std::uint32_t>> counts(const Register& reg, search::Facet facet) {
    std::vector<std::pair<std::string, std::uint32_t>> all;
    const auto list = reg.list({});
    for (const auto& count : list.answer.of(facet)) all.emplace_back(count.value, count.count);
    std::ranges::sort(all);
    return all;
  }
};

TEST_F(WithdrawnSince, CountsInTotalsAndFacetsOfThatDayAsItDidThatEvening) {
  using search::Facet;
  const auto wells = put(called("Wells of Ada Example", "KE"));
  put(called("Forests", "UG"));
  party(wells, organisation("Fund of Lakes"));
  reg_->follow();
  const std::vector<Facet> facets = {Facet::country, Facet::region,     Facet::status,
                                     Facet::year,    Facet::party_type, Facet::role,
                                     Facet::kind,    Facet::language,   Facet::fresh};
  std::vector<std::vector<std::pair<std::string, std::uint32_t>>> evening;
  for (const auto facet : facets) evening.push_back(counts(*reg_, facet));
  const auto day = end_day();
  put(wells, called("Wells of Ada Example", "TZ"));
  withdraw(wells, "It names somebody");
  const auto then = past(day);
  then->follow();

  EXPECT_EQ(then->withdrawn_since(), 1);
  EXPECT_EQ(then->reg().list({}).answer.total, 2U);
  EXPECT_EQ(reg_->list({}).answer.total, 1U);
  for (std::size_t i = 0; i < facets.size(); ++i)
    EXPECT_EQ(counts(then->reg(), facets[i]), evening[i]) << search::name_of(facets[i]);
  EXPECT_EQ(then->reg().list(asked("", Facet::country, "KE")).answer.total, 1U) << "where it was that day";
  EXPECT_EQ(then->reg().list(asked("", Facet::country, "TZ")).answer.total, 0U);
}

TEST_F(WithdrawnSince, IsARowThatSaysWhenAndWhyAndNothingElse) {
  const auto stays = put(called("Forests")), wells = put(called("Wells of Ada Example"));
  const auto day = end_day();
  withdraw(wells, "It names somebody");
  const auto when = clock_.now();
  const auto then = past(day);
  then->follow();
  const auto list = then->reg().list({});
  ASSERT_EQ(list.cards.size(), 1U);
  EXPECT_EQ(list.cards[0].id, stays);
  const auto lines = withdrawn_among(then->reg(), list);
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines[0].id, wells);
  EXPECT_EQ(lines[0].reason, "It names somebody");
  EXPECT_EQ(lines[0].when.ms, when.ms);
  EXPECT_EQ(list.answer.results[lines[0].at], wells);
  const auto said = to_json(list, {}, lines);
  EXPECT_NE(said.find("It names somebody"), std::string::npos);
  EXPECT_EQ(said.find("Ada Example"), std::string::npos);
  EXPECT_TRUE(withdrawn_among(*reg_, reg_->list({})).empty()) << "today it is no row";
}

TEST_F(WithdrawnSince, IsFoundNeitherByItsWordsNorByItsPartiesNorByItsAmounts) {
  const auto wells = put(called("Wells of Ada Example")), fund = organisation("Fund of Lakes");
  party(wells, fund);
  promise(wells, fund, 500);
  const auto day = end_day();
  reg_->follow();
  const auto found = [&](Register& reg) {
    return std::vector<std::size_t>{reg.list(asked("ada")).answer.total,
                                    reg.list(asked("wells")).answer.total,
                                    reg.list(asked("lakes")).answer.total,
                                    reg.list(asked("", search::Facet::party, fund.str())).answer.total,
                                    reg.list(asked("amount:>100")).answer.total};
  };
  const auto before = found(*reg_);
  EXPECT_EQ(std::vector(before.begin(), before.begin() + 4), std::vector<std::size_t>(4, 1U));
  withdraw(wells, "It names somebody");
  const auto then = past(day);
  then->follow();
  const auto after = found(then->reg());
  EXPECT_EQ(std::vector(after.begin(), after.begin() + 4), std::vector<std::size_t>(4, 0U));
  EXPECT_TRUE(then->reg().suggest("Wells", {}).empty());
  EXPECT_TRUE(counts(then->reg(), search::Facet::party).empty());
  EXPECT_TRUE(then->reg().dealings(fund).empty());
}

TEST_F(WithdrawnSince, WhatWasWithdrawnByThenOrStandsAgainIsNoneOfThem) {
  const auto gone = put(called("Wells")), back = put(called("Forests"));
  withdraw(gone, "A mistake");
  const auto day = end_day();
  withdraw(back, "A mistake");
  put(back, called("Forests again"));
  const auto then = past(day);
  then->follow();
  EXPECT_EQ(then->withdrawn_since(), 0);
  const auto list = then->reg().list({});
  ASSERT_EQ(list.answer.total, 1U);
  EXPECT_EQ(list.cards.at(0).partnership->title.str("en"), "Forests");
  EXPECT_TRUE(withdrawn_among(then->reg(), list).empty());
}

TEST_F(WithdrawnSince, WhatAGovernmentTookBackStandsOnThatDayForItCanBeReadToday) {
  const auto wells = put(called("Wells"));
  model::NationalPlan plan;
  plan.country = "KE";
  plan.title.add("en", "Roads");
  model::Capacity need;
  need.country = "KE";
  need.kind = "need";
  need.state = "open";
  need.title.add("en", "Surveyors");
  model::HostAnswer answer;
  answer.partnership = wells;
  answer.country = "KE";
  answer.answer = "objects";
  const auto first = put(plan), second = put(need), third = put(answer);
  const auto day = end_day();
  put(first, plan, store::Visibility::withdrawn);
  put(second, need, store::Visibility::withdrawn);
  put(third, answer, store::Visibility::withdrawn);
  reg_->follow();
  const auto told = [&](Register& reg) {
    const auto published = Desk(reg).published("KE");
    return std::vector<std::size_t>{published.plans.size(), Desk(reg).capacity({}).total,
                                    reg.answered_by("KE").named.size()};
  };
  const auto then = past(day);
  then->follow();
  EXPECT_EQ(told(*reg_), std::vector<std::size_t>(3, 0U));
  EXPECT_EQ(told(then->reg()), std::vector<std::size_t>(3, 1U));
  for (const auto& id : {first, second, third}) {
    EXPECT_EQ(Desk(*reg_).record(id)->state, DeskRecord::State::withdrawn) << "and yet it can be read";
    EXPECT_EQ(Desk(then->reg()).record(id)->state, DeskRecord::State::published);
  }
}

TEST_F(WithdrawnSince, OfManyEachCountsOnEveryPage) {
  std::vector<base::Uuid> all;
  for (int i = 0; i < 45; ++i) all.push_back(put(called("Wells " + std::to_string(i))));
  const auto day = end_day();
  for (std::size_t i = 0; i < all.size(); i += 3) withdraw(all[i], "A mistake");
  const auto then = past(day);
  then->follow();
  std::size_t cards = 0, lines = 0;
  for (std::size_t offset = 0; offset < all.size(); offset += 20) {
    auto query = asked("");
    query.offset = offset;
    const auto list = then->reg().list(query);
    EXPECT_EQ(list.answer.total, all.size());
    const auto withdrawn = withdrawn_among(then->reg(), list);
    EXPECT_EQ(list.cards.size() + withdrawn.size(), list.answer.results.size());
    cards += list.cards.size();
    lines += withdrawn.size();
  }
  EXPECT_EQ(cards, 30U);
  EXPECT_EQ(lines, 15U);
}

}  // namespace
}  // namespace entente::registry
