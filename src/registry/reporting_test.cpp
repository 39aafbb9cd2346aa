// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/reporting.hpp"

#include <gtest/gtest.h>

#include "access/refused.hpp"
#include "base/error.hpp"
#include "registry/confirming.hpp"
#include "registry/due_days.hpp"
#include "registry/notices.hpp"
#include "registry/reminders.hpp"
#include "registry/reporting_test.hpp"
#include "registry/tasks.hpp"

namespace entente::registry {
namespace {

TEST_F(ReportingTest, IsSavedHandedInReviewedAndPublishedFromTheDayItWasHandedIn) {
  EXPECT_EQ(fresh().light, Light::not_due);
  const auto id = reports().save(writer_, part_, 0, saying("Two"), false).id;
  EXPECT_EQ(reports().of_part(writer_, part_)->open->value.state, "draft");
  EXPECT_FALSE(reports().report(id)) << "a draft is nobody else's";
  EXPECT_TRUE(reg_->partnership(partnership_)->reports.empty());
  EXPECT_TRUE(reports().to_review(steward_).empty());
  EXPECT_EQ(reports().save(writer_, part_, 1, saying("Two wells"), true).id, id);
  EXPECT_EQ(calendar_waiting(*reg_).reports, 1);
  ASSERT_EQ(reports().to_review(steward_).size(), 1U);
  EXPECT_EQ(reports().to_review(steward_)[0].partnership.str("en"), "Wells");
  EXPECT_THROW(reports().save(writer_, part_, 2, saying("x"), false), base::Conflict) << "it was handed in";

  pass_days(40);
  reports().publish(steward_, id, 2);
  const auto f = fresh();
  EXPECT_EQ(f.light, Light::reported);
  EXPECT_EQ(f.last, base::PartialDate::parse("2026-11-24")) << "however long the review took";
  EXPECT_EQ(f.due, base::PartialDate::parse("2027-11-24"));
  ASSERT_TRUE(reports().report(id));
  EXPECT_EQ(reports().report(id)->held.value.delivered.str("en"), "Two wells");
  EXPECT_EQ(reports().latest(10).size(), 1U);
  EXPECT_EQ(calendar_waiting(*reg_).reports, 0);
  EXPECT_EQ(told(writer_), std::vector<std::string>{"Your report on “Wells” has been published."});
}

TEST_F(ReportingTest, WhatWasLearntIsFoundOnceItIsPublished) {
  auto report = saying("Two wells");
  report.lessons = base::Text("en", "Basalt breaks percussion rigs");
  search::Query query;
  query.text = "percussion basalt";
  const auto id = reports().save(writer_, part_, 0, report, true).id;
  EXPECT_TRUE(reg_->ids(query).empty()) << "what waits is nobody's to find";
  reports().publish(steward_, id, 1);
  EXPECT_EQ(reg_->ids(query), std::vector{partnership_});
}

TEST_F(ReportingTest, IsReturnedWithReasonsAndHandedInAgain) {
  const auto id = reports().save(writer_, part_, 0, saying("Two"), true).id;
  EXPECT_THROW(reports().give_back(steward_, id, 1, {}), base::BadInput);
  reports().give_back(steward_, id, 1, base::Text("en", "Which wells?"));
  const auto own = reports().of_part(writer_, part_);
  EXPECT_EQ(own->open->value.state, "returned");
  EXPECT_EQ(own->open->value.answer.str("en"), "Which wells?");
  EXPECT_EQ(told(writer_).at(0), "Your report on “Wells” was returned to you with reasons.");
  EXPECT_EQ(tasks_of(*reg_, writer_, 10).at(0).message, "task.report_returned");
  reports().save(writer_, part_, 2, saying("Two in Kisumu"), true);
  reports().publish(steward_, id, 3);
  EXPECT_TRUE(reports().report(id)->held.value.answer.empty()) << "what was said in review is not published";
}

TEST_F(ReportingTest, WithoutReviewItIsPublishedAtOnce) {
  const auto id = reports(false).save(writer_, part_, 0, saying("Two"), true).id;
  ASSERT_TRUE(reports().report(id));
  EXPECT_EQ(fresh().light, Light::reported);
}

TEST_F(ReportingTest, NobodyReportsForAnotherOrForAPartThatIsNotConfirmed) {
  const auto other = organisation("Union");
  pass_days(1);
  const auto stranger = person("union@register.example", {representative(other)});
  EXPECT_THROW(reports().of_part(stranger, part_), access::Refused);
  EXPECT_THROW(reports().save(stranger, part_, 0, saying("x"), false), access::Refused);
  model::Participation part;
  part.partnership = partnership_;
  part.organisation = other;
  const auto named = put(part);
  reg_->follow();
  EXPECT_FALSE(reports().of_part(stranger, named)->confirmed);
  EXPECT_THROW(reports().save(stranger, named, 0, saying("x"), false), base::Conflict);
  EXPECT_TRUE(reports().places(stranger, 10).empty());
  EXPECT_EQ(reports().places(writer_, 10).size(), 1U);
  EXPECT_THROW(reports().to_review(writer_), access::Refused);
  const auto id = reports().save(writer_, part_, 0, saying("x"), true).id;
  EXPECT_THROW(reports().publish(writer_, id, 1), access::Refused);
}

TEST_F(ReportingTest, NobodyReviewsTheirOwn) {
  const auto both =
      with_factor(person("both@register.example", {representative(fund_), {access::Role::steward, {}}}));
  const auto id = reports().save(both, part_, 0, saying("x"), true).id;
  EXPECT_THROW(reports().publish(both, id, 1), access::Refused);
  EXPECT_THROW(reports().give_back(both, id, 1, base::Text("en", "why")), access::Refused);
  reports().publish(steward_, id, 1);
}

TEST_F(ReportingTest, WhoeverSpeaksForAPartyDecidesOnNothingOfIts) {
  const auto colleague =
      with_factor(person("colleague@register.example", {representative(fund_), {access::Role::steward, {}}}));
  const auto id = reports().save(writer_, part_, 0, saying("x"), true).id;
  EXPECT_TRUE(reports().one_to_review(colleague, id)->own);
  EXPECT_FALSE(reports().one_to_review(steward_, id)->own);
  EXPECT_THROW(reports().publish(colleague, id, 1), access::Refused);
  EXPECT_THROW(reports().give_back(colleague, id, 1, base::Text("en", "why")), access::Refused);
  reports().publish(steward_, id, 1);
  pass_days(400);
  reports().appeal(writer_, part_, base::Text("en", "A flood"));
  const auto appeal = reports().to_decide(steward_).at(0).held.id;
  EXPECT_TRUE(reports().one_to_decide(colleague, appeal)->own);
  EXPECT_THROW(reports().decide(colleague, appeal, 1, base::Text("en", "x"), {}), access::Refused);
  reports().decide(steward_, appeal, 1, base::Text("en", "x"), {});
}

/// As a merge of organisations does.
TEST_F(ReportingTest, WhoRewritesAReportIsNotItsWriter) {
  const auto rewrite = [&](const base::Uuid& id) {
    reg_->store().write({steward_.account->str()}, [&](store::UnitOfWork& unit) {
      const auto head = *unit.head(id);
      unit.put(revision_of(id, model::read_body(head.type, head.body), head.visibility));
    });
    reg_->follow();
  };
  const auto first = reports().save(writer_, part_, 0, saying("First"), true).id;
  rewrite(first);
  EXPECT_FALSE(reports().one_to_review(steward_, first)->own);
  reports().publish(steward_, first, 2);
  EXPECT_EQ(told(writer_), std::vector<std::string>{"Your report on “Wells” has been published."});
  pass_days(1);
  const auto second = publish("Second");
  rewrite(first);
  const auto latest = reports().latest(10);
  ASSERT_EQ(latest.size(), 2U);
  EXPECT_EQ(latest[0].held.id, second) << "in the order of their publication";
}

TEST_F(ReportingTest, TwoAtOnceAreToldAndNothingIsOverwritten) {
  reports().save(writer_, part_, 0, saying("mine"), false);
  const auto colleague = person("second@register.example", {representative(fund_)});
  EXPECT_THROW(reports().save(colleague, part_, 0, saying("hers"), false), base::Conflict);
  reports().save(colleague, part_, 1, saying("hers"), false);
  EXPECT_THROW(reports().save(writer_, part_, 1, saying("mine"), true), base::Conflict);
  EXPECT_THROW(reports().discard(writer_, part_, 1), base::Conflict);
  reports().discard(writer_, part_, 2);
  EXPECT_FALSE(reports().of_part(writer_, part_)->open);
}

TEST_F(ReportingTest, TheNextStartsFromTheLast) {
  auto first = saying("Two wells");
  first.end = base::PartialDate::parse("2026-10-31");
  first.lessons = base::Text("en", "Dig deeper");
  model::ReportedResult figure;
  figure.indicator = base::Text("en", "Wells");
  figure.target = "10";
  figure.actual = "2";
  first.results = {figure};
  const auto id = reports().save(writer_, part_, 0, first, true).id;
  reports().publish(steward_, id, 1);
  pass_days(365);
  const auto start = reports().of_part(writer_, part_)->start;
  EXPECT_EQ(start.start, base::PartialDate::parse("2026-11-01"));
  EXPECT_EQ(start.end, base::PartialDate::parse("2027-11-24"));
  EXPECT_EQ(start.delivered.str("en"), "Two wells");
  EXPECT_EQ(start.lessons.str("en"), "Dig deeper");
  ASSERT_EQ(start.results.size(), 1U);
  EXPECT_EQ(start.results[0].actual, "2");
  EXPECT_TRUE(start.published.empty());
  EXPECT_EQ(start.state, "draft");
}

TEST_F(ReportingTest, TheFirstStartsFromTheTargets) {
  model::Result result;
  result.partnership = partnership_;
  model::Indicator indicator;
  indicator.title = base::Text("en", "Wells dug");
  for (const auto* year : {"2025", "2026", "2031"}) {
    model::Period period;
    period.start = period.end = base::PartialDate::parse(year);
    model::Figure target;
    target.value = std::string(year).substr(2);
    period.targets = {target};
    indicator.periods.push_back(period);
  }
  result.indicators = {indicator};
  const auto made = put(result);
  reg_->follow();
  const auto start = reports().of_part(writer_, part_)->start;
  ASSERT_EQ(start.results.size(), 1U);
  EXPECT_EQ(start.results[0].result, made);
  EXPECT_EQ(start.results[0].period, "2026");
  EXPECT_EQ(start.results[0].target, "26");
}

TEST_F(ReportingTest, OverYearsTheMarkTurnsAndAReportRevivesIt) {
  publish("Begun");
  pass_days(364);
  EXPECT_EQ(fresh().light, Light::reported);
  pass_days(1);
  EXPECT_EQ(fresh().light, Light::due);
  EXPECT_EQ(tasks_of(*reg_, writer_, 10).at(0).message, "task.report");
  pass_days(366);
  EXPECT_EQ(fresh().light, Light::silent);
  pass_days(3 * 366);
  EXPECT_EQ(fresh().light, Light::dormant);
  search::Query dormant;
  dormant.filters = {{search::Facet::fresh, "dormant"}};
  EXPECT_EQ(reg_->ids(dormant), std::vector{partnership_});
  publish("We are still here");
  EXPECT_EQ(fresh().light, Light::reported);
  EXPECT_TRUE(reg_->ids(dormant).empty());
}

TEST_F(ReportingTest, ARhythmIsChosenAndStandsAfterAStart) {
  publish("Begun");
  EXPECT_THROW(reports().set_rhythm(writer_, part_, 0, 5, {}), base::BadInput);
  EXPECT_THROW(reports().set_rhythm(writer_, part_, 0, 6, base::PartialDate::parse("2027-01")),
               base::BadInput);
  reports().set_rhythm(writer_, part_, 0, 6, base::PartialDate::parse("2027-06-30"));
  EXPECT_THROW(reports().set_rhythm(writer_, part_, 0, 12, {}), base::Conflict)
      << "another was set meanwhile";
  EXPECT_EQ(fresh().due, base::PartialDate::parse("2027-06-30"));
  open();
  EXPECT_EQ(reg_->reporting(partnership_).months, 6);
  const auto days = due_days(*reg_, partnership_);
  ASSERT_TRUE(days);
  ASSERT_EQ(days->size(), 1U);
  EXPECT_FALSE(due_days(*reg_, part_)) << "a part is no partnership";
  EXPECT_EQ(days->at(0).due, base::PartialDate::parse("2027-06-30"));
  EXPECT_EQ(due_days(*reg_, search::Query{}, 10).at(0).title.str("en"), "Wells");
}

TEST_F(ReportingTest, WhatIsDueStaysDueUnderAnotherRhythm) {
  publish("Begun");
  pass_days(365 + 330);
  const auto due = base::PartialDate::parse("2027-11-24");
  reports().set_rhythm(writer_, part_, 0, 24, {});
  EXPECT_EQ(fresh().light, Light::due);
  EXPECT_EQ(fresh().due, due);
  reports().set_rhythm(writer_, part_, 1, 18, base::PartialDate::parse("2030-01-01"));
  EXPECT_EQ(fresh().due, due) << "nor under a third";
  open();
  EXPECT_EQ(freshness_of(reg_->reporting(partnership_), base::day_of(clock_.now())).due, due);
  reports().set_rhythm(writer_, part_, 2, 24, {});
  publish("Late");
  EXPECT_EQ(fresh().light, Light::reported);
  EXPECT_EQ(fresh().due, base::PartialDate::parse("2030-10-19")) << "the new rhythm counts from the report";
}

TEST_F(ReportingTest, AReportThatWaitedForItsReviewEndsWhatStayedDue) {
  publish("Begun");
  pass_days(360);
  const auto early = reports().save(writer_, part_, 0, saying("In time"), true);
  pass_days(20);
  EXPECT_EQ(fresh().light, Light::due);
  reports().set_rhythm(writer_, part_, 0, 24, {});
  EXPECT_EQ(fresh().light, Light::due);
  reports().publish(steward_, early.id, 1);
  EXPECT_EQ(fresh().light, Light::reported);
  EXPECT_EQ(fresh().due, base::PartialDate::parse("2029-11-19"));
}

TEST_F(ReportingTest, WhatAnAppealPutOffIsDueOnItsDayUnderAnotherRhythmToo) {
  publish("Begun");
  pass_days(400);
  reports().appeal(writer_, part_, base::Text("en", "A flood"));
  const auto appeal = reports().to_decide(steward_).at(0).held.id;
  const auto until = base::PartialDate::parse("2028-06-30");
  reports().decide(steward_, appeal, 1, base::Text("en", "It is known"), until);
  reports().set_rhythm(writer_, part_, 0, 24, {});
  EXPECT_EQ(fresh().light, Light::reported);
  EXPECT_EQ(fresh().due, until);
}

TEST_F(ReportingTest, AnAppealIsMadeOnceDecidedWithAReasonAndPutsTheMarkOff) {
  publish("Begun");
  const auto reason = base::Text("en", "There was a flood");
  EXPECT_THROW(reports().appeal(writer_, part_, reason), base::Conflict) << "nothing is due";
  pass_days(400);
  EXPECT_EQ(fresh().light, Light::due);
  EXPECT_THROW(reports().appeal(writer_, part_, {}), base::BadInput);
  reports().appeal(writer_, part_, reason);
  EXPECT_THROW(reports().appeal(writer_, part_, reason), base::Conflict);
  EXPECT_EQ(fresh().light, Light::due) << "an appeal alone moves nothing";
  ASSERT_EQ(reg_->partnership(partnership_)->appeals.size(), 1U);
  const auto waiting = reports().to_decide(steward_);
  ASSERT_EQ(waiting.size(), 1U);
  const auto id = waiting[0].held.id;
  const auto answer = base::Text("en", "The flood is known");
  EXPECT_THROW(reports().decide(writer_, id, 1, answer, {}), access::Refused);
  EXPECT_THROW(reports().decide(steward_, id, 1, {}, {}), base::BadInput);
  EXPECT_THROW(reports().decide(steward_, id, 1, answer, base::PartialDate::parse("2027-01-01")),
               base::BadInput);
  EXPECT_THROW(reports().decide(steward_, id, 1, answer, base::PartialDate::parse("2035-01-01")),
               base::BadInput);
  reports().decide(steward_, id, 1, answer, base::PartialDate::parse("2028-06-30"));
  EXPECT_THROW(reports().decide(steward_, id, 2, answer, {}), base::Conflict) << "it is decided";
  EXPECT_EQ(fresh().light, Light::reported);
  EXPECT_EQ(fresh().due, base::PartialDate::parse("2028-06-30"));
  const auto appeal = reg_->partnership(partnership_)->appeals.at(0).value;
  EXPECT_EQ(appeal.state, "upheld");
  EXPECT_EQ(appeal.light, "due");
  EXPECT_EQ(told(writer_).at(0), "Your appeal against the mark of “Wells” has been decided.");
}

TEST_F(ReportingTest, RemindersComeOnceEachAlsoAcrossNodes) {
  publish("Begun");
  const auto reminded = [&] {
    const auto here = remind_of_reports(*reg_);
    Register other(store::open_sqlite({.file = folder_ / "register.db", .clock = &clock_}), clock_);
    EXPECT_EQ(remind_of_reports(other), 0) << "another node has nothing left to say";
    EXPECT_EQ(remind_of_reports(*reg_), 0);
    return here;
  };
  pass_days(365 - 91);
  EXPECT_EQ(reminded(), 0);
  pass_days(1);
  EXPECT_EQ(reminded(), 1);
  EXPECT_EQ(told(writer_).at(0), "The report on “Wells” is due on November 24, 2027.");
  pass_days(59);
  EXPECT_EQ(reminded(), 0);
  pass_days(1);
  EXPECT_EQ(reminded(), 1);
  pass_days(30);
  EXPECT_EQ(reminded(), 1) << "on the day";
  pass_days(1);
  EXPECT_EQ(reminded(), 1);
  EXPECT_EQ(told(writer_).at(0), "The report on “Wells” was due on November 24, 2027.");
  pass_days(10);
  EXPECT_EQ(reminded(), 0);
  EXPECT_EQ(told(writer_).size(), 5U) << "four reminders, and the word of the publication";
  EXPECT_TRUE(told(steward_).empty());
  publish("Going on");
  pass_days(365 - 20);
  EXPECT_EQ(reminded(), 1) << "of those that a register that stood still has missed, the last";
}

TEST_F(ReportingTest, NobodyIsRemindedWhileAReportWaitsForItsReview) {
  publish("Begun");
  pass_days(350);
  const auto id = reports().save(writer_, part_, 0, saying("Early"), true).id;
  EXPECT_EQ(remind_of_reports(*reg_), 0);
  pass_days(20);
  EXPECT_EQ(remind_of_reports(*reg_), 0);
  reports().give_back(steward_, id, 1, base::Text("en", "Which wells?"));
  EXPECT_EQ(remind_of_reports(*reg_), 1);
}

TEST_F(ReportingTest, ATitleIsOneLineOfANoticeHoweverLongItIs) {
  const auto title = "Wells\n" + std::string(400, 'w');
  reg_->store().write({"test"}, [&](store::UnitOfWork& unit) {
    unit.put(revision_of(partnership_, model::Partnership{.title = base::Text("en", title)}));
  });
  publish("Begun");
  EXPECT_EQ(told(writer_).at(0), "Your report on “Wells " + std::string(194, 'w') + "” has been published.");
}

TEST_F(ReportingTest, AtMostThirtyFiguresAreCarriedOver) {
  auto many = saying("Wells");
  for (int i = 0; i < 40; ++i) {
    model::ReportedResult figure;
    figure.indicator = base::Text("en", "Indicator " + std::to_string(i));
    many.results.push_back(figure);
  }
  reports(false).save(writer_, part_, 0, many, true);
  EXPECT_EQ(reports().of_part(writer_, part_)->start.results.size(), 30U);
}

TEST(Reminders, EachHasItsDay) {
  EXPECT_EQ(reminder_at(91), std::nullopt);
  EXPECT_EQ(reminder_at(90), 90);
  EXPECT_EQ(reminder_at(31), 90);
  EXPECT_EQ(reminder_at(30), 30);
  EXPECT_EQ(reminder_at(1), 30);
  EXPECT_EQ(reminder_at(0), 0);
  EXPECT_EQ(reminder_at(-1), -1);
  EXPECT_EQ(reminder_at(-30), -1);
  EXPECT_EQ(reminder_at(-31), std::nullopt);
}

TEST(Reminders, AreReadAsTheyWereWritten) {
  const Reminder reminder{base::Uuid::v7({1'700'000'000'000}), base::PartialDate::parse("2028-02-29").value(),
                          -1};
  const auto read = Reminder::parse(reminder.str());
  ASSERT_TRUE(read);
  EXPECT_EQ(read->str(), reminder.str());
  for (const auto* text : {"", "x", "x y z", "01936f00-0000-7000-8000-00000000000a 2028-02-29", "  "})
    EXPECT_FALSE(Reminder::parse(text)) << text;
}

TEST_F(ReportingTest, AReportThatIsTooLongOrEndsBeforeItBeginsIsRefused) {
  EXPECT_THROW(reports().save(writer_, part_, 0, saying(std::string(12'001, 'x')), false), base::BadInput);
  auto report = saying(std::string(12'000, 'x'));
  report.start = base::PartialDate::parse("2026-12");
  report.end = base::PartialDate::parse("2026-11");
  EXPECT_THROW(reports().save(writer_, part_, 0, report, false), base::BadInput);
  report.end = base::PartialDate::parse("2026-12-01");
  EXPECT_EQ(reports().save(writer_, part_, 0, report, false).done.repeated, false);
}

}  // namespace
}  // namespace entente::registry
