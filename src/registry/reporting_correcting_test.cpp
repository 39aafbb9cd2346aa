// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "access/refused.hpp"
#include "base/error.hpp"
#include "registry/reminders.hpp"
#include "registry/reporting_test.hpp"
#include "registry/tasks.hpp"

namespace entente::registry {
namespace {

TEST_F(ReportingTest, WhatWasPublishedIsCorrectedAndKeepsItsDay) {
  auto first = saying("Two wells");
  first.lessons = base::Text("en", "Basalt breaks rigs");
  const auto id = reports().save(writer_, part_, 0, first, true).id;
  reports().publish(steward_, id, 1);
  pass_days(100);
  EXPECT_THROW(reports().correct(steward_, id, 2), access::Refused);
  EXPECT_THROW(reports().correct(writer_, id, 1), base::Conflict) << "another version";
  writer_.request = "correct";
  const auto begun = reports().correct(writer_, id, 2);
  EXPECT_EQ(reports().correct(writer_, id, 2).id, begun.id);
  writer_.request.clear();
  EXPECT_EQ(reports().correct(writer_, id, 2).id, begun.id);
  auto open = reports().of_part(writer_, part_)->open.value();
  EXPECT_EQ(open.id, begun.id);
  EXPECT_EQ(open.version, 1) << "begun once";
  EXPECT_EQ(open.value.corrects, id);
  EXPECT_EQ(open.value.delivered.str("en"), "Two wells");
  auto now = open.value;
  now.delivered = base::Text("en", "Three wells");
  EXPECT_THROW(reports().save(writer_, part_, 1, now, true), base::BadInput) << "without a reason";
  now.reason = base::Text("en", "One was forgotten");
  reports().save(writer_, part_, 1, now, true);
  EXPECT_EQ(reports().report(id)->held.value.delivered.str("en"), "Two wells") << "until it is reviewed";
  EXPECT_THROW(reports().publish(writer_, open.id, 2), access::Refused);
  EXPECT_EQ(reports().publish(steward_, open.id, 2).id, id) << "what stands, not the draft that ended";
  const auto corrected = reports().report(id)->held;
  EXPECT_EQ(corrected.version, 3);
  EXPECT_EQ(corrected.value.delivered.str("en"), "Three wells");
  EXPECT_EQ(corrected.value.reason.str("en"), "One was forgotten");
  EXPECT_EQ(base::PartialDate::parse(corrected.value.corrected), base::PartialDate::parse("2027-03-04"));
  EXPECT_FALSE(corrected.value.corrects);
  EXPECT_EQ(fresh().last, base::PartialDate::parse("2026-11-24")) << "a correction is no new report";
  EXPECT_EQ(reports().latest(10).size(), 1U);
  EXPECT_EQ(calendar_waiting(*reg_).reports, 0);
  EXPECT_FALSE(reports().of_part(writer_, part_)->open);
  EXPECT_EQ(reports().of_part(writer_, part_)->published.at(0).id, id);
  EXPECT_EQ(told(writer_).at(0), "Your report on “Wells” has been published.");
  const auto next = reports().of_part(writer_, part_)->start;
  EXPECT_EQ(next.delivered.str("en"), "Three wells");
  EXPECT_TRUE(next.reason.empty());
}

TEST_F(ReportingTest, ACorrectionThatIsReturnedSaysItsReasonStill) {
  const auto id = publish("Two");
  reports().correct(writer_, id, 2);
  const auto draft = reports().of_part(writer_, part_)->open.value();
  auto now = draft.value;
  now.reason = base::Text("en", "A slip");
  now.corrects = {};  // what is not the form's to say
  reports().save(writer_, part_, 1, now, true);
  reports().give_back(steward_, draft.id, 2, base::Text("en", "Which slip?"));
  const auto open = reports().of_part(writer_, part_)->open.value();
  EXPECT_EQ(open.value.state, "returned");
  EXPECT_EQ(open.value.corrects, id);
  EXPECT_EQ(open.value.reason.str("en"), "A slip");
  EXPECT_THROW(reports().correct(writer_, publish_other(), 2), base::Conflict) << "one at a time";
  reports().discard(writer_, part_, 3);
  EXPECT_EQ(reports().report(id)->held.version, 2);
}

TEST_F(ReportingTest, ACorrectionLeavesTheNextReportDue) {
  const auto id = publish("Two");
  reports().correct(writer_, id, 2);
  auto now = reports().of_part(writer_, part_)->open.value();
  now.value.reason = base::Text("en", "A slip");
  reports().save(writer_, part_, 1, now.value, true);
  pass_days(366);
  EXPECT_EQ(remind_of_reports(*reg_), 1);
  EXPECT_EQ(told(writer_).at(0), "The report on “Wells” was due on November 24, 2027.");
  const auto waiting = [&] {
    std::vector<std::string> messages;
    for (const auto& task : tasks_of(*reg_, writer_, 10)) messages.emplace_back(task.message);
    return messages;
  };
  EXPECT_TRUE(reports().places(writer_, 10).at(0).correction);
  EXPECT_EQ(waiting(), std::vector<std::string>{"task.report"});
  reports().give_back(steward_, now.id, 2, base::Text("en", "Which slip?"));
  EXPECT_EQ(waiting(), (std::vector<std::string>{"task.report_returned", "task.report"}));
  reports().discard(writer_, part_, 3);
  reports().save(writer_, part_, 0, saying("More"), true);
  EXPECT_FALSE(reports().places(writer_, 10).at(0).correction);
  EXPECT_TRUE(waiting().empty()) << "the report itself";
}

TEST_F(ReportingTest, WithoutReviewACorrectionStandsAtOnce) {
  const auto id = reports(false).save(writer_, part_, 0, saying("Two"), true).id;
  reports(false).correct(writer_, id, 1);
  auto now = reports().of_part(writer_, part_)->open.value().value;
  now.delivered = base::Text("en", "Three");
  now.reason = base::Text("en", "A slip");
  reports(false).save(writer_, part_, 1, now, true);
  EXPECT_EQ(reports().report(id)->held.value.delivered.str("en"), "Three");
  EXPECT_FALSE(reports().of_part(writer_, part_)->open);
}

TEST_F(ReportingTest, WhatIsWithdrawnSaysWhyAndCountsNoMore) {
  publish("First");
  pass_days(200);
  const auto id = publish("Second");
  EXPECT_EQ(fresh().last, base::PartialDate::parse("2027-06-12"));
  reports().correct(writer_, id, 2);
  const auto why = base::Text("en", "It was of another partnership");
  EXPECT_THROW(reports().withdraw(writer_, id, 2, {}), base::BadInput);
  EXPECT_THROW(reports().withdraw(person("x@register.example", {}), id, 2, why), access::Refused);
  steward_.request = "withdraw";
  EXPECT_FALSE(reports().withdraw(steward_, id, 2, why).repeated);
  EXPECT_TRUE(reports().withdraw(steward_, id, 2, why).repeated) << "done once under a name";
  steward_.request.clear();
  EXPECT_FALSE(reports().report(id));
  EXPECT_EQ(reports().withdrawn_report(id)->held.value.withdrawn.str("en"), "It was of another partnership");
  EXPECT_EQ(fresh().last, base::PartialDate::parse("2026-11-24")) << "the one before counts again";
  EXPECT_EQ(reports().latest(10).size(), 1U);
  EXPECT_EQ(reg_->partnership(partnership_)->withdrawn_reports.at(0).id, id);
  EXPECT_FALSE(reports().of_part(writer_, part_)->open) << "what was to correct it ends with it";
  EXPECT_EQ(told(writer_).at(0), "Your report on “Wells” was withdrawn.");
  EXPECT_THROW(reports().withdraw(writer_, id, 3, why), base::NotFound);
  const auto draft = reports().save(writer_, part_, 0, saying("Draft"), false).id;
  reports().discard(writer_, part_, 1);
  EXPECT_FALSE(reports().withdrawn_report(draft)) << "a draft that was discarded was never published";
}

}  // namespace
}  // namespace entente::registry
