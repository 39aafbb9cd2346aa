// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Assessments of organisations, their steps, and the policies they were made under.
#include <limits>

#include "base/error.hpp"
#include "contract.hpp"

namespace entente::store::contract {

namespace {

Assessment assessment_of(const base::Uuid& id, const base::Uuid& organisation, base::Instant now) {
  Assessment assessment;
  assessment.id = id;
  assessment.organisation = organisation;
  assessment.partnership = base::Uuid::parse("019a0000-0000-7000-8000-000000000001").value();
  assessment.purpose = "Before water is promised · قبل أن يوعد بالماء";
  assessment.country = "KE";
  assessment.requester = base::Uuid::parse("019a0000-0000-7000-8000-000000000002").value();
  assessment.policy = base::sha256("a policy");
  assessment.made = assessment.changed = now;
  return assessment;
}

std::int64_t add_assessment(Store& store, const Assessment& assessment) {
  std::int64_t number = 0;
  store.write({.author = "tester"}, [&](UnitOfWork& unit) { number = unit.diligence().add(assessment); });
  return number;
}

void change_diligence(Store& store, const std::function<void(DiligenceWriter&)>& work) {
  store.write({.author = "tester"}, [&](UnitOfWork& unit) { work(unit.diligence()); });
}

std::vector<std::int64_t> assessment_numbers(const std::vector<Assessment>& all) {
  std::vector<std::int64_t> numbers;
  for (const auto& each : all) numbers.push_back(each.number);
  return numbers;
}

}  // namespace

TEST_P(ContractTest, AnAssessmentIsNumberedAndComesBack) {
  const auto organisation = new_id();
  auto first = assessment_of(new_id(), organisation, clock_.now());
  auto second = assessment_of(new_id(), organisation, clock_.now());
  second.renews = first.id;
  second.country.clear();
  EXPECT_EQ(add_assessment(*store_, first), 1);
  EXPECT_EQ(add_assessment(*store_, second), 2);
  first.number = 1;
  second.number = 2;
  EXPECT_EQ(store_->read()->diligence().numbered(1), first);
  EXPECT_EQ(store_->read()->diligence().assessment(second.id), second);
  EXPECT_FALSE(store_->read()->diligence().numbered(3));
  EXPECT_FALSE(store_->read()->diligence().assessment(new_id()));
  EXPECT_EQ(last_event(), 0) << "no commit of records";

  auto changed = first;
  changed.organisation = new_id();
  changed.state = AssessmentState::decided;
  changed.assessor = new_id();
  changed.decider = new_id();
  changed.grade = "medium";
  changed.valid_until = 20'500;
  changed.heard = {7};
  changed.changed = {9};
  auto sent = changed;
  sent.purpose = "another";
  sent.country = "UG";
  sent.requester = new_id();
  sent.policy = base::sha256("another");
  sent.made = {1};
  change_diligence(*store_, [&](DiligenceWriter& diligence) { diligence.set(sent); });
  reopen();
  EXPECT_EQ(store_->read()->diligence().numbered(1), changed) << "what was requested stays as it was";
}

TEST_P(ContractTest, AssessmentsAreListedByStateByOrganisationAndByTheirLastDay) {
  const auto organisation = new_id();
  for (int i = 0; i < 4; ++i)
    add_assessment(*store_, assessment_of(new_id(), i == 3 ? new_id() : organisation, clock_.now()));
  const auto decide = [&](std::int64_t number, std::int64_t day) {
    auto one = store_->read()->diligence().numbered(number).value();
    one.state = AssessmentState::decided;
    one.valid_until = day;
    change_diligence(*store_, [&](DiligenceWriter& diligence) { diligence.set(one); });
  };
  decide(1, 300);
  decide(2, 100);
  decide(4, 200);
  const auto reader = store_->read();
  auto& diligence = reader->diligence();
  using Numbers = std::vector<std::int64_t>;
  EXPECT_EQ(assessment_numbers(diligence.of_organisation(organisation, 10)), (Numbers{3, 2, 1}));
  EXPECT_EQ(assessment_numbers(diligence.of_organisation(organisation, 1)), (Numbers{3}));
  EXPECT_EQ(assessment_numbers(diligence.in_state(AssessmentState::requested, 0, 10)), (Numbers{3}));
  EXPECT_EQ(assessment_numbers(diligence.in_state(AssessmentState::decided, 1, 10)), (Numbers{2, 4}));
  EXPECT_EQ(assessment_numbers(diligence.valid_until(100, 200, 0, 10)), (Numbers{2, 4}));
  EXPECT_EQ(assessment_numbers(diligence.valid_until(101, 300, 0, 10)), (Numbers{4, 1}));
  EXPECT_EQ(assessment_numbers(diligence.valid_until(0, 1'000, 0, 1)), (Numbers{2}));
  EXPECT_EQ(assessment_numbers(diligence.valid_until(100, 1'000, 2, 10)), (Numbers{4, 1}));
  EXPECT_EQ(assessment_numbers(diligence.valid_until(99, 1'000, 2, 10)), (Numbers{2, 4, 1}));
  EXPECT_EQ(assessment_numbers(diligence.after(2, std::numeric_limits<std::size_t>::max())), (Numbers{3, 4}));
}

TEST_P(ContractTest, AssessmentsAreFoundByWhoRequestedThemAndForWhichCountry) {
  const auto account = new_id();
  const auto request = [&](const base::Uuid& requester, const std::string& country) {
    auto one = assessment_of(new_id(), new_id(), clock_.now());
    one.requester = requester;
    one.country = country;
    add_assessment(*store_, one);
  };
  request(account, "KE");
  request(new_id(), "KE");
  request(account, "UG");
  request(new_id(), "UG");
  request(account, "");
  request(new_id(), "KE");
  const auto reader = store_->read();
  const auto numbers = [&](const std::string& country, std::int64_t after, std::size_t limit) {
    return assessment_numbers(
        reader->diligence().requested_by(account, country, AssessmentState::requested, after, limit));
  };
  using Numbers = std::vector<std::int64_t>;
  EXPECT_EQ(numbers("KE", 0, 10), (Numbers{1, 2, 3, 5, 6}));
  EXPECT_EQ(numbers("KE", 0, 2), (Numbers{1, 2}));
  EXPECT_EQ(numbers("KE", 2, 2), (Numbers{3, 5}));
  EXPECT_EQ(numbers("TZ", 0, 10), (Numbers{1, 3, 5}));
  EXPECT_TRUE(reader->diligence().requested_by(account, "KE", AssessmentState::decided, 0, 10).empty());
  EXPECT_EQ(reader->diligence().requested_by(account, "KE", AssessmentState::requested, 5, 1).front().country,
            "KE");
}

TEST_P(ContractTest, StepsOfAnAssessmentStayInTheirOrder) {
  const auto assessment = assessment_of(new_id(), new_id(), clock_.now());
  add_assessment(*store_, assessment);
  const auto assessor = new_id();
  const AssessmentStep found{
      assessment.id, 1, assessor, {}, "finding", "exclusion.tobacco", R"({"outcome":"clear"})", {}, {}, {5}};
  const AssessmentStep decided{assessment.id, 2,  new_id(), "a place",
                               "decided",     {}, "{}",     std::string("\0salt\xff", 6),
                               new_id(),      {4}};
  change_diligence(*store_, [&](DiligenceWriter& diligence) {
    diligence.add_step(found);
    diligence.add_step(decided);
  });
  reopen();
  const auto reader = store_->read();
  EXPECT_EQ(reader->diligence().steps(assessment.id), (std::vector{found, decided}));
  EXPECT_TRUE(reader->diligence().steps(new_id()).empty());
  EXPECT_EQ(reader->diligence().written_by(assessor, 5), std::vector{found});
  EXPECT_TRUE(reader->diligence().written_by(new_id(), 5).empty());
  EXPECT_THROW(change_diligence(*store_,
                                [&](DiligenceWriter& diligence) {
                                  auto broken = found;
                                  broken.words = "no text: \xff";
                                  diligence.add_step(broken);
                                }),
               base::BadInput);
}

TEST_P(ContractTest, APolicyIsKeptByItsHashAndStaysAsItWas) {
  const auto hash = base::sha256("grades = []");
  change_diligence(*store_, [&](DiligenceWriter& diligence) { diligence.keep_policy(hash, "grades = []"); });
  change_diligence(*store_, [&](DiligenceWriter& diligence) { diligence.keep_policy(hash, "another"); });
  EXPECT_EQ(store_->read()->diligence().policy(hash), "grades = []");
  EXPECT_FALSE(store_->read()->diligence().policy(base::sha256("none")));
}

}  // namespace entente::store::contract
