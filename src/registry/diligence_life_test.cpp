// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// An assessment over time, and who is told of it.
#include "access/refused.hpp"
#include "base/error.hpp"
#include "registry/diligence_standing.hpp"
#include "registry/diligence_tasks.hpp"
#include "registry/diligence_test.hpp"
#include "registry/merging.hpp"

namespace entente::registry {
namespace {

using LifeFault = std::optional<DiligenceFault>;

TEST_F(DiligenceTest, ItEndsWithTheFirstOfItsFindingsAndItsPeopleAreToldInTime) {
  const auto stand = [&] { return diligence_standing(*reg_->read(), company_, today()); };
  EXPECT_EQ(stand().state, DiligenceState::none);
  const auto number = handed();
  EXPECT_EQ(stand().state, DiligenceState::under_way);
  diligence_->be_heard(speaker_, number);
  ASSERT_FALSE(decide(steward_, number, low()));
  EXPECT_EQ(stand().state, DiligenceState::valid);
  EXPECT_EQ(stand().grade, "low");
  EXPECT_EQ(diligence_standing_for(*reg_, steward_, company_)->number, number);
  for (const auto& who : {access::Actor(), speaker_, focal_})
    EXPECT_FALSE(diligence_standing_for(*reg_, who, company_)) << "who is told of none";
  auto both = steward_;
  both.grants.push_back({access::Role::representative, company_.str()});
  EXPECT_FALSE(diligence_standing_for(*reg_, both, company_));
  EXPECT_EQ(remind_of_diligence(*reg_, 30), 0);
  advance_days(61);
  EXPECT_EQ(diligence_->ending(steward_, 10).size(), 1U);
  EXPECT_EQ(remind_of_diligence(*reg_, 30), 1);
  EXPECT_EQ(remind_of_diligence(*reg_, 30), 0) << "once";
  EXPECT_EQ(notices_of(focal_).front(), "diligence ends 1");
  advance_days(29);
  EXPECT_EQ(stand().state, DiligenceState::valid) << "its last day counts";
  advance_days(1);
  EXPECT_EQ(stand().state, DiligenceState::expired);
  EXPECT_TRUE(diligence_->look(steward_, number).expired);
  EXPECT_EQ(remind_of_diligence(*reg_, 30), 1);

  const auto again = diligence_->request(
      focal_, {.organisation = company_, .renews = number, .country = "KE", .purpose = "It ended"});
  ASSERT_FALSE(again.fault);
  EXPECT_EQ(stand().state, DiligenceState::expired) << "until it is decided anew";
  const auto detail = diligence_->look(assessor_, again.number);
  EXPECT_EQ(detail.renews, number);
  EXPECT_EQ(finding(detail, "identity").earlier->text, "Nothing speaks against it.");
  EXPECT_FALSE(finding(detail, "identity").finding) << "it is to be found anew";
  EXPECT_TRUE(diligence_->ending(steward_, 10).empty()) << "a newer one is under way";
  EXPECT_THROW(diligence_->request(focal_, {.organisation = company_, .country = "KE", .purpose = "P"}),
               base::Conflict);
  EXPECT_EQ(diligence_->stop(steward_, again.number, ""), LifeFault({"text", "no_text"}));
  EXPECT_FALSE(diligence_->stop(steward_, again.number, "Not needed."));
  EXPECT_THROW(diligence_->stop(steward_, again.number, "Not needed."), base::Conflict);
}

TEST_F(DiligenceTest, HoweverManyEndEachIsToldOfOnce) {
  auto one = diligence_->look(steward_, requested()).assessment;
  one.state = store::AssessmentState::decided;
  for (const std::int64_t day : {3, 3, 3, 3, 3, 2, -1, 9}) {
    one.id = base::Uuid::v7(clock_.now());
    one.organisation = organisation("Ends");
    one.valid_until = today() + day;
    reg_->store().write({"test"}, [&](store::UnitOfWork& unit) { unit.diligence().add(one); });
  }
  EXPECT_EQ(remind_of_diligence(*reg_, 5, 2), 7);
  EXPECT_EQ(remind_of_diligence(*reg_, 5, 2), 0);
  EXPECT_EQ(remind_of_diligence(*reg_, 9, 2), 1) << "those that were told of stand in no other's way";
}

TEST_F(DiligenceTest, ARenewalThatWasStoppedHidesNoEnd) {
  const auto number = decided();
  advance_days(61);
  const auto again = diligence_->request(
      focal_, {.organisation = company_, .renews = number, .country = "KE", .purpose = "It ends"});
  ASSERT_FALSE(again.fault);
  EXPECT_TRUE(diligence_->ending(steward_, 10).empty());
  EXPECT_EQ(remind_of_diligence(*reg_, 30), 0) << "it is being renewed";
  ASSERT_FALSE(diligence_->stop(steward_, again.number, "Not needed."));
  ASSERT_EQ(diligence_->ending(steward_, 10).size(), 1U);
  EXPECT_EQ(diligence_->ending(steward_, 10).front().assessment.number, number);
  EXPECT_EQ(remind_of_diligence(*reg_, 30), 1);
}

TEST_F(DiligenceTest, AListIsOfAllOfAFocalPointsCountriesByNumber) {
  auto both = person("both@ug.example", {access::Role::focal_point, "UG"});
  both.grants.push_back({access::Role::focal_point, "RW"});
  for (const auto* country : {"KE", "UG", "KE", "RW", "UG"}) {
    const auto& who = country == std::string("KE") ? focal_ : both;
    const auto asked = diligence_->request(
        who, {.organisation = organisation("Of its own"), .country = country, .purpose = "A well"});
    ASSERT_FALSE(asked.fault);
  }
  const auto numbers = [&](std::int64_t after, std::size_t limit) {
    std::vector<std::int64_t> all;
    for (const auto& row : diligence_->list(both, store::AssessmentState::requested, after, limit))
      all.push_back(row.assessment.number);
    return all;
  };
  using Numbers = std::vector<std::int64_t>;
  EXPECT_EQ(numbers(0, 10), (Numbers{2, 4, 5}));
  EXPECT_EQ(numbers(0, 1), (Numbers{2}));
  EXPECT_EQ(numbers(2, 2), (Numbers{4, 5}));
  // Whoever comes to speak for one is told of the others alone.
  both.grants.push_back(
      {access::Role::representative, reg_->read()->diligence().numbered(4)->organisation.str()});
  EXPECT_EQ(numbers(0, 2), (Numbers{2, 5}));
  EXPECT_EQ(diligence_->list(steward_, store::AssessmentState::requested, 0, 4).size(), 4U);
}

TEST_F(DiligenceTest, WhoeverRequestsForACountrySeesItsOwnAlone) {
  const auto number = requested();
  const auto other = person("focal@ug.example", {access::Role::focal_point, "UG"});
  EXPECT_THROW(diligence_->look(other, number), base::NotFound);
  EXPECT_TRUE(diligence_->list(other, store::AssessmentState::requested, 0, 10).empty());
  EXPECT_EQ(diligence_->list(focal_, store::AssessmentState::requested, 0, 10).size(), 1U);
  EXPECT_THROW(diligence_->request(other, {.organisation = company_, .country = "KE", .purpose = "P"}),
               access::Refused);
  EXPECT_THROW(diligence_->request(focal_, {.organisation = company_, .purpose = "P"}), access::Refused)
      << "not for the register";
  EXPECT_EQ(diligence_->request(focal_, {.organisation = company_, .country = "KE"}).fault,
            LifeFault({"purpose", "no_text"}));
  EXPECT_THROW(diligence_->request(
                   focal_, {.organisation = base::Uuid::v7(clock_.now()), .country = "KE", .purpose = "P"}),
               base::NotFound);
  auto program = focal_;
  program.scopes = {access::Scope::office};
  EXPECT_EQ(diligence_->list(program, store::AssessmentState::requested, 0, 10).size(), 1U);
  program.scopes = {access::Scope::write};
  EXPECT_THROW(diligence_->list(program, store::AssessmentState::requested, 0, 10), access::Refused);
  EXPECT_EQ(Diligence::requests_for(focal_), std::vector<std::string>{"KE"});
  EXPECT_EQ(Diligence::requests_for(steward_), std::vector<std::string>{""});
  EXPECT_TRUE(Diligence::requests_for(assessor_).empty());
}

TEST_F(DiligenceTest, WhatWaitsIsSaidInOnesOwnPlace) {
  const auto tasks = [&](const access::Actor& actor) {
    std::vector<std::string> all;
    for (const auto& task : diligence_to_do(*reg_, actor)) all.emplace_back(task.message);
    return all;
  };
  using Tasks = std::vector<std::string>;
  const auto number = requested();
  EXPECT_EQ(tasks(assessor_), Tasks{"task.diligence_take"});
  EXPECT_EQ(tasks(speaker_), Tasks{});
  diligence_->assign(steward_, number, *assessor_.account);
  EXPECT_EQ(notices_of(assessor_).front(), "diligence assigned 1");
  EXPECT_EQ(tasks(assessor_), Tasks{"task.diligence_assess"});
  for (const auto& view : diligence_->look(assessor_, number).findings)
    ASSERT_FALSE(found(number, view.key, clear()));
  ASSERT_FALSE(hand_over(assessor_, number));
  EXPECT_EQ(tasks(assessor_), Tasks{});
  EXPECT_EQ(tasks(steward_), Tasks{}) << "it is being heard";
  EXPECT_EQ(tasks(speaker_), Tasks{"task.diligence_answer"});
  diligence_->be_heard(speaker_, number);
  EXPECT_EQ(tasks(speaker_), Tasks{});
  EXPECT_EQ(tasks(steward_), Tasks{"task.diligence_decide"});
}

TEST_F(DiligenceTest, AMergeMovesWhatWasAssessedAndBack) {
  const auto number = decided();
  const auto kept = organisation("Wells and Pumps Limited");
  auto admin = person("admin@register.example", {access::Role::administrator, ""});
  Merging merging(*reg_);
  merging.merge(admin, kept, company_);
  EXPECT_EQ(diligence_standing(*reg_->read(), company_, today()).number, number);
  EXPECT_EQ(diligence_standing(*reg_->read(), kept, today()).number, number);
  EXPECT_TRUE(diligence_->look(steward_, number).decision->sealed) << "it was moved, not changed";
  merging.undo(admin, company_);
  EXPECT_TRUE(diligence_->look(steward_, number).decision->sealed);
  EXPECT_EQ(diligence_standing(*reg_->read(), kept, today()).state, DiligenceState::none);
  EXPECT_EQ(diligence_standing(*reg_->read(), company_, today()).number, number);
}

TEST_F(DiligenceTest, TwoThatAreBothBeingAssessedAreNotMerged) {
  const auto kept = organisation("Wells and Pumps Limited");
  const auto admin = person("admin@register.example", {access::Role::administrator, ""});
  auto insider = admin;
  insider.grants.push_back({access::Role::contributor, kept.str()});
  Merging merging(*reg_);
  const auto first = requested();
  EXPECT_FALSE(merging.look(admin, kept, company_).both_assessed);
  const auto second =
      diligence_->request(focal_, {.organisation = kept, .country = "KE", .purpose = "A call"});
  ASSERT_FALSE(second.fault);
  EXPECT_TRUE(merging.look(admin, kept, company_).both_assessed);
  EXPECT_FALSE(merging.look(insider, kept, company_).both_assessed);
  EXPECT_THROW(merging.merge(admin, kept, company_), base::Conflict);
  try {
    merging.merge(insider, kept, company_);
    ADD_FAILURE() << "two would be under way on one organisation";
  } catch (const base::Conflict& fault) {
    EXPECT_EQ(std::string(fault.what()).find("assess"), std::string::npos) << "it says too much";
  }
  ASSERT_FALSE(diligence_->stop(steward_, second.number, "It is the same organisation."));
  EXPECT_FALSE(merging.look(admin, kept, company_).both_assessed);
  merging.merge(admin, kept, company_);
  EXPECT_EQ(reg_->read()->diligence().numbered(first)->organisation, kept);
  EXPECT_EQ(reg_->read()->diligence().of_organisation(kept, 10).size(), 2U);
  EXPECT_THROW(diligence_->request(focal_, {.organisation = kept, .country = "KE", .purpose = "P"}),
               base::Conflict);
  merging.undo(admin, company_);
  EXPECT_EQ(reg_->read()->diligence().numbered(first)->organisation, company_);
  EXPECT_EQ(reg_->read()->diligence().numbered(second.number)->organisation, kept);
}

}  // namespace
}  // namespace entente::registry
