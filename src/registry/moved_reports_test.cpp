// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/moved_reports.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/error.hpp"
#include "registry/hooks_test.hpp"
#include "registry/merging.hpp"
#include "registry/notices.hpp"
#include "registry/reporting_words.hpp"

namespace entente::registry {
namespace {

/// Two records of one organisation, each with a report begun on the same partnership.
class MovedReportsTest : public HooksTest {
 protected:
  MovedReportsTest() {
    model::Participation part;
    part.partnership = partnership_;
    part.organisation = other_;
    put({revision_of(partnership_, titled("Safe water for Kisumu")), revision_of(new_id(), part)});
    going_ = begun(other_);
    staying_ = begun(kept_);
  }
  base::Uuid begun(const base::Uuid& organisation, const std::string& state = "draft") {
    model::Report report;
    report.partnership = partnership_;
    report.organisation = organisation;
    report.state = state;
    report.delivered.add("en", "Two wells");
    const auto id = new_id();
    put({revision_of(id, report, store::Visibility::draft)});
    return id;
  }
  void speaks_for(const base::Uuid& organisation) {
    person(organisation.str() + "@water.example", {access::Role::representative, organisation.str()});
  }
  store::Visibility stands(const base::Uuid& report) { return reg_->read()->head(report)->visibility; }
  std::optional<base::Uuid> open(const base::Uuid& organisation) {
    const auto report = open_report(*reg_->read(), partnership_, organisation);
    return report ? std::optional(report->id) : std::nullopt;
  }
  std::vector<std::string> put_on_record() {
    std::vector<std::string> all;
    for (const auto& each : reg_->read()->accounts().events({}, 100, store::Refusals::with))
      if (each.what == "report_discarded") all.push_back(each.detail);
    return all;
  }

  base::Uuid kept_ = organisation("Water Board"), other_ = organisation("Board of Water");
  base::Uuid partnership_ = new_id(), going_, staying_;
  Merging merging_{*reg_};
};

TEST_F(MovedReportsTest, OfTwoThatSomebodySpeaksForNoneIsDiscarded) {
  speaks_for(kept_);
  speaks_for(other_);
  EXPECT_THROW(merging_.merge(steward_, kept_, other_), base::Conflict);
  EXPECT_EQ(stands(going_), store::Visibility::draft);
  EXPECT_EQ(open(kept_), staying_);
  EXPECT_TRUE(put_on_record().empty());
}

TEST_F(MovedReportsTest, TheDraftThatNobodySpeaksForIsDiscardedAndThatIsOnRecord) {
  speaks_for(kept_);
  merging_.merge(steward_, kept_, other_);
  EXPECT_EQ(open(kept_), staying_);
  EXPECT_EQ(stands(going_), store::Visibility::withdrawn);
  EXPECT_EQ(put_on_record(), std::vector<std::string>{going_.str()});
  merging_.undo(steward_, other_);
  EXPECT_EQ(open(other_), going_) << "it is theirs again, and open";
  EXPECT_EQ(open(kept_), staying_);
}

TEST_F(MovedReportsTest, WhoeverWroteWhatIsDiscardedIsTold) {
  speaks_for(kept_);
  const auto writer = person("writer@water.example", {access::Role::contributor, other_.str()});
  const auto draft = held<model::Report>(*reg_->read()->head(going_)).value;
  reg_->store().write({writer.account->str()}, [&](store::UnitOfWork& unit) {
    unit.put(revision_of(going_, draft, store::Visibility::draft));
  });
  merging_.merge(steward_, kept_, other_);
  const auto told = reg_->read()->accounts().notifications_of(*writer.account, 100);
  const auto notice = std::ranges::find(told, kNoticeReportDiscarded, &store::Notification::kind);
  ASSERT_NE(notice, told.end());
  EXPECT_EQ(notice->about, going_.str());
  const auto text = notice_text(*reg_->read(), *notice, base::Messages::in("en"));
  EXPECT_NE(text.find("Safe water for Kisumu"), std::string::npos) << text;
}

TEST_F(MovedReportsTest, TheDraftOfTheOneThatIsKeptGoesWhereNobodySpeaksForThatOne) {
  speaks_for(other_);
  merging_.merge(steward_, kept_, other_);
  EXPECT_EQ(open(kept_), going_) << "the people of the other go on with theirs";
  EXPECT_EQ(put_on_record(), std::vector<std::string>{staying_.str()});
  merging_.undo(steward_, other_);
  EXPECT_EQ(open(kept_), staying_);
  EXPECT_EQ(open(other_), going_);
}

TEST_F(MovedReportsTest, WhatWasBegunSinceIsNotJoinedByWhatWasDiscarded) {
  speaks_for(other_);
  merging_.merge(steward_, kept_, other_);
  auto done = held<model::Report>(*reg_->read()->head(going_)).value;
  put({revision_of(going_, done, store::Visibility::withdrawn)});
  const auto since = begun(kept_);
  merging_.undo(steward_, other_);
  EXPECT_EQ(open(kept_), since);
  EXPECT_EQ(stands(staying_), store::Visibility::withdrawn);
}

TEST_F(MovedReportsTest, WhatWasHandedInWaitsForItsReview) {
  for (const auto& report : {going_, staying_}) {
    auto done = held<model::Report>(*reg_->read()->head(report)).value;
    done.state = "handed_in";
    put({revision_of(report, done, store::Visibility::draft)});
  }
  EXPECT_THROW(merging_.merge(steward_, kept_, other_), base::Conflict);
}

}  // namespace
}  // namespace entente::registry
