// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "model/governance.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "model/desk.hpp"
#include "model/record.hpp"
#include "model/vocabulary.hpp"

namespace entente::model {
namespace {

base::Uuid id_at(int n) {
  return base::Uuid::parse("0190f0d0-0000-7000-8000-00000000000" + std::to_string(n)).value();
}

base::Decimal number(std::int64_t n) {
  return base::Decimal::from_integer(n);
}

PartyStatement full_statement() {
  PartyStatement s;
  s.partnership = id_at(1);
  s.organisation = id_at(2);
  s.goals = {{"sdg", "6", {}, ""}};
  s.serves = "yes";
  s.results = {id_at(3), id_at(4)};
  s.selection = "open_call";
  s.contribution = base::Decimal::parse("12.5");
  s.benefit = number(0);
  s.exclusive = "no";
  s.procurement = "yes";
  s.emblem = "yes";
  s.emblem_until = base::PartialDate::parse("2027-03-31");
  s.ties.add("en", "Sells pumps to the host");
  s.conflict = "managed";
  s.conflicts.add("fr", "Un membre du conseil s’abstient");
  s.employment_policy = "yes";
  s.employment.add("en", "Equal pay");
  s.employment_url = "https://agency.example/policy";
  s.posts = {{"board", number(0), number(7)}, {"other", number(40), number(38)}};
  s.complaints_channel = "yes";
  s.complaints.add("en", "By letter or in person");
  s.complaints_url = "https://agency.example/complaints";
  return s;
}

Governance full_governance() {
  Governance g;
  g.partnership = id_at(1);
  g.organisation = id_at(2);
  g.seats = {{id_at(2), number(2), base::Decimal::parse("1.5")}, {id_at(3), number(0), {}}};
  g.quota = base::Decimal::parse("2.5");
  g.earmarked = number(0);
  g.runway_months = number(0);
  g.local_recurrent = base::Decimal::parse("33.3");
  g.exit_plan = "yes";
  g.exit.add("en", "The ministry takes the wells over");
  g.outcome_kept = "no";
  g.kept_after.add("en", "Nothing yet");
  g.objectives = number(4);
  g.national_objectives = number(0);
  g.frameworks.add("en", "National water plan");
  g.government_data = "no";
  g.negative_effects = "described";
  g.effects.add("en", "Two springs fell dry");
  g.recommended = "yes";
  g.recommendations = {{base::Text("en", "Meter the wells"),
                        "Audit of 2025",
                        {id_at(3), ""},
                        base::PartialDate::parse("2026-12-31"),
                        "under_way"}};
  g.gender_marker = "0";
  return g;
}

/// Of a record whose fields are all filled: each that reads as empty.
struct EmptyOnes {
  std::vector<std::string> names;
  template <class T>
  void operator()(const char* name, const T& value, const Rule&) {
    if (value == T{}) names.emplace_back(name);
  }
};

TEST(Governance, WhatIsSaidReadsBackWholeAndHasItsForm) {
  for (const Record& record : {Record(full_statement()), Record(full_governance())}) {
    const auto body = body_of(record);
    EXPECT_EQ(read_body(type_of(record), body), record) << body;
    EXPECT_TRUE(check(record).empty()) << check(record).front().path;
    EXPECT_EQ(csv_columns(type_of(record)).size(), csv_cells(record, "en").size());
    EXPECT_TRUE(is_record_type(type_of(record)));
    EmptyOnes empty;
    std::visit([&](const auto& r) { std::decay_t<decltype(r)>::fields(r, empty); }, record);
    EXPECT_TRUE(empty.names.empty()) << "this test says nothing of " << empty.names.front();
  }
}

TEST(Governance, ANumberThatIsNoughtIsNotOneThatNobodySaid) {
  const auto read = std::get<Governance>(read_body(Governance::kType, body_of(full_governance())));
  ASSERT_TRUE(read.earmarked && read.runway_months && read.national_objectives);
  EXPECT_EQ(*read.earmarked, number(0));
  ASSERT_TRUE(read.seats[1].seats);
  EXPECT_EQ(*read.seats[1].seats, number(0));
  EXPECT_FALSE(read.seats[1].votes);
  Governance silent;
  silent.partnership = id_at(1);
  silent.organisation = id_at(2);
  const auto body = body_of(silent);
  EXPECT_EQ(body,
            R"({"organisation":")" + id_at(2).str() + R"(","partnership":")" + id_at(1).str() + R"("})");
  const auto back = std::get<Governance>(read_body(Governance::kType, body));
  EXPECT_FALSE(back.earmarked);
  EXPECT_TRUE(back.exit_plan.empty());
  EXPECT_TRUE(back.negative_effects.empty());
  EXPECT_TRUE(check(back).empty()) << "nobody need say anything";
}

TEST(Governance, OnlyWhatTheVocabulariesHoldIsSaid) {
  const auto faults_at = [](const Record& record, std::string_view path, std::string_view key) {
    const auto faults = check(record);
    return std::ranges::any_of(faults, [&](const Fault& f) { return f.path == path && f.key == key; });
  };
  auto statement = full_statement();
  statement.exclusive = "unknown";
  statement.selection = "inherited";
  statement.posts[0].level = "all";
  statement.posts[1].men.reset();
  EXPECT_TRUE(faults_at(statement, "exclusive", "fault.not_in_vocabulary"));
  EXPECT_TRUE(faults_at(statement, "selection", "fault.not_in_vocabulary"));
  EXPECT_TRUE(faults_at(statement, "posts[0].level", "fault.not_in_vocabulary"));
  EXPECT_TRUE(faults_at(statement, "posts[1].men", "fault.required"));
  auto governance = full_governance();
  governance.gender_marker = "3";
  governance.recommendations[0].state.clear();
  EXPECT_TRUE(faults_at(governance, "gender_marker", "fault.not_in_vocabulary"));
  EXPECT_TRUE(faults_at(governance, "recommendations[0].state", "fault.required"));
}

TEST(Governance, HasAnIdMadeByRuleForEachPartnershipAndParty) {
  EXPECT_EQ(governance_of(id_at(1)), governance_of(id_at(1)));
  EXPECT_NE(governance_of(id_at(1)), governance_of(id_at(2)));
  EXPECT_NE(statement_of(id_at(1), id_at(2)), statement_of(id_at(2), id_at(1)));
  EXPECT_NE(statement_of(id_at(1), id_at(2)), statement_of(id_at(1), id_at(3)));
  EXPECT_TRUE(is_made_by_rule(governance_of(id_at(1))));
  EXPECT_TRUE(is_made_by_rule(statement_of(id_at(1), id_at(2))));
  EXPECT_EQ(keys_of(full_statement()).partnership, id_at(1));
  EXPECT_EQ(keys_of(full_statement()).organisation, id_at(2));
}

}  // namespace
}  // namespace entente::model
