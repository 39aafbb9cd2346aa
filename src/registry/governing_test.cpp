// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/governing.hpp"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <memory>
#include <string>

#include "access/refused.hpp"
#include "base/error.hpp"
#include "registry/accounts.hpp"
#include "registry/json.hpp"
#include "registry/merging.hpp"
#include "registry/public_events.hpp"
#include "registry/reading.hpp"
#include "registry/writing.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace entente::registry {
namespace {

base::Decimal number_of(const char* text) {
  return base::Decimal::parse(text).value();
}

/// A ministry that leads, a fund, and a union that has not confirmed its part.
class GoverningTest : public testing::Test {
 protected:
  GoverningTest() {
    auto name = (std::filesystem::temp_directory_path() / "entente-governing-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    reg_ = std::make_unique<Register>(
        store::open_sqlite({.file = folder_ / "register.db", .create = true, .clock = &clock_}), clock_);
    ministry_ = organisation("Ministry");
    fund_ = organisation("Fund");
    union_ = organisation("Union");
    model::Partnership made;
    made.title.add("en", "Wells");
    partnership_ = put(made);
    model::Result result;
    result.partnership = partnership_;
    result.title.add("en", "Wells dug");
    result_ = put(result);
    ministry_part_ = part(ministry_, "lead", true);
    fund_part_ = part(fund_, "funder", true);
    union_part_ = part(union_, "member", false);
    reg_->follow();
  }
  ~GoverningTest() override {
    reg_.reset();
    std::filesystem::remove_all(folder_);
  }

  base::Uuid put(const model::Record& record) {
    const auto id = base::Uuid::v7(clock_.now());
    clock_.advance(1);
    reg_->store().write({"test"}, [&](store::UnitOfWork& unit) { unit.put(revision_of(id, record)); });
    return id;
  }
  base::Uuid organisation(const std::string& name) {
    model::Organisation made;
    made.name.add("en", name);
    return put(made);
  }
  base::Uuid part(const base::Uuid& organisation, const std::string& role, bool confirmed) {
    const auto id =
        put(model::Participation{.partnership = partnership_, .organisation = organisation, .role = role});
    if (!confirmed) return id;
    model::Confirmation word{
        .partnership = partnership_, .participation = id, .organisation = organisation, .state = "confirmed"};
    word.part_hash = base::hex(reg_->read()->head(id)->hash);
    put(word);
    return id;
  }
  static access::Actor speaker_of(const base::Uuid& organisation) {
    return {base::Uuid::v7({1}), {{access::Role::representative, organisation.str()}}, false};
  }
  Governing governing() const { return Governing(*reg_); }
  PartnershipView view() const { return reg_->partnership(partnership_).value(); }
  model::Governance governed() const {
    model::Governance said;
    said.seats = {{ministry_, number_of("2"), number_of("2")}, {fund_, number_of("1"), number_of("0")}};
    said.quota = number_of("2");
    said.earmarked = number_of("0");
    return said;
  }
  template <class T>
  std::string refusal(const base::Uuid& part, std::int64_t version, const T& said) {
    try {
      governing().say(speaker_of(part == fund_part_ ? fund_ : ministry_), part, version, said);
    } catch (const base::BadInput& fault) {
      return fault.what();
    }
    return "taken";
  }
  void expect_refused(const std::string& field, const model::PartyStatement& said) {
    EXPECT_NE(refusal(fund_part_, 0, said).find("field " + field), std::string::npos)
        << field << ": " << refusal(fund_part_, 0, said);
  }
  void expect_refused(const std::string& field, const model::Governance& said) {
    EXPECT_NE(refusal(ministry_part_, 0, said).find("field " + field), std::string::npos)
        << field << ": " << refusal(ministry_part_, 0, said);
  }

  base::ManualClock clock_{base::parse_instant("2026-11-24T04:05:06Z")};
  std::filesystem::path folder_;
  std::unique_ptr<Register> reg_;
  base::Uuid ministry_, fund_, union_, partnership_, result_, ministry_part_, fund_part_, union_part_;
};

TEST_F(GoverningTest, WhatAPartySaysOfItselfStandsUnderItsName) {
  const auto before = governing().of_part(speaker_of(fund_), fund_part_).value();
  EXPECT_TRUE(before.confirmed);
  EXPECT_FALSE(before.leads);
  EXPECT_FALSE(before.statement) << "nobody has said anything";
  EXPECT_EQ(before.results.size(), 1U);
  EXPECT_EQ(before.parties.size(), 3U);
  EXPECT_TRUE(view().statements.empty());

  model::PartyStatement said;
  said.partnership = ministry_;  // is the part's, whatever is sent
  said.goals = {{"sdg", "6", {}, ""}};
  said.serves = "yes";
  said.results = {result_};
  said.benefit = number_of("0");
  said.exclusive = "no";
  governing().say(speaker_of(fund_), fund_part_, 0, said);
  const auto stands_now = view();
  ASSERT_EQ(stands_now.statements.size(), 1U);
  const auto& one = stands_now.statements.front();
  EXPECT_EQ(one.id, model::statement_of(partnership_, fund_));
  EXPECT_EQ(one.value.organisation, fund_);
  EXPECT_EQ(one.value.partnership, partnership_);
  EXPECT_EQ(one.value.benefit, number_of("0"));
  EXPECT_EQ(one.value.exclusive, "no");
  EXPECT_EQ(one.value.procurement, "") << "nobody has said, which is not no";
  EXPECT_NE(to_json(stands_now).find(R"("party_statement":{"benefit":"0")"), std::string::npos);

  said.exclusive = "";
  governing().say(speaker_of(fund_), fund_part_, 1, said);
  EXPECT_EQ(view().statements.front().version, 2);
  EXPECT_EQ(view().statements.front().value.exclusive, "");
  governing().say(speaker_of(fund_), fund_part_, 2, said);
  EXPECT_EQ(view().statements.front().version, 2) << "it says the same";
  EXPECT_THROW(governing().say(speaker_of(fund_), fund_part_, 1, said), base::Conflict);
  EXPECT_THROW(governing().say(speaker_of(fund_), fund_part_, 0, said), base::Conflict);
}

TEST_F(GoverningTest, OnlyItsRepresentativesSpeakOfAPartyAndOnlyOnceItHasConfirmed) {
  const model::PartyStatement said;
  EXPECT_THROW(governing().of_part(speaker_of(fund_), ministry_part_), access::Refused);
  EXPECT_THROW(governing().say(speaker_of(fund_), ministry_part_, 0, said), access::Refused);
  EXPECT_THROW(governing().say(access::Actor{}, fund_part_, 0, said), access::Refused);
  EXPECT_THROW(governing().say(speaker_of(union_), union_part_, 0, said), base::Conflict);
  EXPECT_FALSE(governing().of_part(speaker_of(union_), union_part_).value().confirmed);
  EXPECT_THROW(governing().say(speaker_of(fund_), partnership_, 0, said), base::NotFound);
  const access::Actor contributor{base::Uuid::v7({1}), {{access::Role::contributor, fund_.str()}}, false};
  EXPECT_THROW(governing().say(contributor, fund_part_, 0, said), access::Refused);
}

TEST_F(GoverningTest, OnlyThePartyThatLeadsSaysHowItIsGoverned) {
  EXPECT_THROW(governing().say(speaker_of(fund_), fund_part_, 0, governed()), access::Refused);
  governing().say(speaker_of(ministry_), ministry_part_, 0, governed());
  const auto stands_now = view();
  ASSERT_TRUE(stands_now.governance);
  EXPECT_EQ(stands_now.governance->id, model::governance_of(partnership_));
  EXPECT_EQ(stands_now.governance->value.organisation, ministry_);
  EXPECT_EQ(stands_now.governance->value.seats[1].votes, number_of("0"));
  EXPECT_EQ(stands_now.governance->value.runway_months, std::nullopt);
  EXPECT_TRUE(stands_now.organisations.contains(fund_));
  EXPECT_NE(to_json(stands_now).find(R"("governance":{"earmarked":"0")"), std::string::npos);

  // A second lead may say otherwise, of what stands.
  part(fund_, "lead", true);
  auto said = governed();
  said.exit_plan = "no";
  EXPECT_THROW(governing().say(speaker_of(fund_), fund_part_, 0, said), base::Conflict);
  governing().say(speaker_of(fund_), fund_part_, 1, said);
  EXPECT_EQ(view().governance->value.organisation, fund_);
  EXPECT_EQ(view().governance->version, 2);
}

TEST_F(GoverningTest, BothArePublicActs) {
  const auto before = reg_->read()->last_event();
  governing().say(speaker_of(fund_), fund_part_, 0, model::PartyStatement{.selection = "open_call"});
  governing().say(speaker_of(ministry_), ministry_part_, 0, governed());
  const auto page = public_events(*reg_->read(), {before, 0}, {}, 10, {});
  ASSERT_EQ(page.events.size(), 2U);
  EXPECT_EQ(page.events[0].type, "party_statement");
  EXPECT_EQ(topic_of(page.events[0].type), "parties");
  EXPECT_EQ(page.events[1].type, "governance");
  EXPECT_EQ(topic_of(page.events[1].type), "partnerships");
  EXPECT_EQ(page.events[1].act, "published");
  EXPECT_EQ(page.events[1].partnership, partnership_);
}

TEST_F(GoverningTest, WhatCannotBeSoIsRefusedByItsField) {
  using S = model::PartyStatement;
  expect_refused("goals[0]", S{.goals = {{"sdg", "18", {}, ""}}});
  expect_refused("goals[1]", S{.goals = {{"sdg", "6", {}, ""}, {"sdg", "6", {}, ""}}});
  expect_refused("serves", S{.serves = "no", .results = {result_}});
  expect_refused("results", S{.serves = "yes", .results = {partnership_}});
  expect_refused("results", S{.serves = "yes", .results = {result_, result_}});
  expect_refused("contribution", S{.contribution = number_of("100.1")});
  expect_refused("benefit", S{.benefit = number_of("-1")});
  expect_refused("emblem_until", S{.emblem = "no", .emblem_until = base::PartialDate::parse("2027-03-31")});
  expect_refused("emblem_until", S{.emblem = "yes", .emblem_until = base::PartialDate::parse("2027")});
  expect_refused("employment_url", S{.employment_url = "javascript:alert(1)"});
  expect_refused("complaints_url", S{.complaints_url = "mailto:a@agency.example"});
  expect_refused("posts[0].women", S{.posts = {{"senior", number_of("1.5"), number_of("2")}}});
  expect_refused("posts[1].level", S{.posts = {{"senior", number_of("1"), number_of("2")},
                                               {"senior", number_of("1"), number_of("2")}}});
  expect_refused("ties", S{.ties = base::Text("en", std::string(12'001, 'x'))});
  expect_refused("selection", S{.selection = "inherited"});
  EXPECT_TRUE(view().statements.empty());

  using G = model::Governance;
  expect_refused("seats[0]", G{.seats = {{result_, number_of("1"), {}}}});
  expect_refused("seats[0]", G{.seats = {{fund_, {}, {}}}});
  expect_refused("seats[1]", G{.seats = {{fund_, number_of("1"), {}}, {fund_, number_of("1"), {}}}});
  expect_refused("seats[0].seats", G{.seats = {{fund_, number_of("0.5"), {}}}});
  expect_refused("quota", G{.quota = number_of("0")});
  expect_refused("quota", G{.seats = {{fund_, {}, number_of("1")},
                                      {ministry_, {}, number_of("1.5")},
                                      {union_, {}, number_of("0")}},
                            .quota = number_of("3")});
  expect_refused("earmarked", G{.earmarked = number_of("101")});
  expect_refused("local_recurrent", G{.local_recurrent = number_of("-0.1")});
  expect_refused("national_objectives", G{.national_objectives = number_of("1")});
  expect_refused("national_objectives",
                 G{.objectives = number_of("2"), .national_objectives = number_of("3")});
  expect_refused("recommended", G{.recommended = "no", .recommendations = {{base::Text("en", "Meter")}}});
  expect_refused("recommendations", G{.recommended = "yes"});
  const model::Recommendation stranger{
      .text = base::Text("en", "Meter"), .owner = {result_, ""}, .state = "open"};
  expect_refused("recommendations[0].owner", G{.recommended = "yes", .recommendations = {stranger}});
  EXPECT_FALSE(view().governance);
  // Where votes of a party are not known, nobody can say that a decision needs too many.
  EXPECT_EQ(refusal(ministry_part_, 0, G{.seats = {{fund_, {}, number_of("1")}}, .quota = number_of("3")}),
            "taken");
}

TEST_F(GoverningTest, WhatWasSaidOfWhoIsNoPartyAnyMoreStands) {
  auto said = governed();
  said.seats.push_back({union_, number_of("1"), {}});
  governing().say(speaker_of(ministry_), ministry_part_, 0, said);
  reg_->store().write({"test"}, [&](store::UnitOfWork& unit) {
    unit.put(revision_of(union_part_, held<model::Participation>(*unit.head(union_part_)).value,
                         store::Visibility::withdrawn));
  });
  said.exit_plan = "yes";
  governing().say(speaker_of(ministry_), ministry_part_, 1, said);
  EXPECT_EQ(view().governance->value.seats.size(), 3U);
}

TEST_F(GoverningTest, AMergeTakesThemAlongAndGivesThemBack) {
  governing().say(speaker_of(ministry_), ministry_part_, 0, governed());
  governing().say(speaker_of(ministry_), ministry_part_, 0, model::PartyStatement{.selection = "founder"});
  governing().say(speaker_of(fund_), fund_part_, 0, model::PartyStatement{.selection = "open_call"});
  Merging merging(*reg_);
  merging.merge(Accounts::by_operator(), ministry_, fund_);
  reg_->follow();
  auto merged = view();
  EXPECT_EQ(merged.governance->value.seats[1].organisation, ministry_);
  ASSERT_EQ(merged.statements.size(), 1U) << "a party says one thing of itself: the last";
  EXPECT_EQ(merged.statements[0].value.selection, "open_call");
  const auto own = governing().of_part(speaker_of(ministry_), ministry_part_).value();
  EXPECT_EQ(own.statement->id, merged.statements[0].id);
  EXPECT_EQ(own.parties.size(), 2U);

  merging.undo(Accounts::by_operator(), fund_);
  reg_->follow();
  const auto parted = view();
  EXPECT_EQ(parted.governance->value.seats[0].organisation, ministry_);
  EXPECT_EQ(parted.governance->value.seats[1].organisation, fund_);
  ASSERT_EQ(parted.statements.size(), 2U);
}

}  // namespace
}  // namespace entente::registry
