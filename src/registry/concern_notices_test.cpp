// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/concern_notices.hpp"

#include <gtest/gtest.h>

#include "registry/concerns_test.hpp"
#include "registry/jobs/job.hpp"
#include "registry/merging.hpp"
#include "registry/public_events.hpp"

namespace entente::registry {
namespace {

using store::ConcernSight;

class ConcernNoticesTest : public ConcernsTest {
 protected:
  ConcernNoticesTest() { told_ = reg_->read()->last_event(); }

  /// What has been told since it was asked last: "published answered".
  std::vector<std::string> news(const base::Uuid& organisation = {}) {
    const auto reader = reg_->read();
    const auto page = public_events(*reader, {told_, 0}, {"concerns"}, 100, organisation);
    std::vector<std::string> all;
    for (const auto& event : page.events) {
      const auto revision = reader->revision(event.id, event.version).value();
      EXPECT_EQ(revision.type, model::ConcernNotice::kType);
      all.push_back(std::string(event.act) + " " +
                    std::get<model::ConcernNotice>(model::read_body(revision.type, revision.body)).state);
    }
    told_ = page.last;
    return all;
  }
  std::string whole_of(std::int64_t number) {
    std::string all;
    for (const auto& each : reg_->read()->history(model::notice_of_concern(number)))
      all += each.author + each.body;
    return all;
  }

  std::int64_t told_ = 0;
};

TEST_F(ConcernNoticesTest, WhatIsPublishedAnsweredClosedAndTakenBackIsTold) {
  const auto number = raised(about(wells_));
  EXPECT_FALSE(concerns_->show(steward_, number, ConcernSight::handed_on, "A well was not dug."));
  EXPECT_FALSE(concerns_->reply(speaker_, number, "It was."));
  EXPECT_TRUE(news().empty()) << "it is not for everybody";
  EXPECT_FALSE(concerns_->show(steward_, number, ConcernSight::published, "A well was not dug."));
  EXPECT_EQ(news(), std::vector<std::string>{"published open"});
  EXPECT_FALSE(concerns_->answer(steward_, number, "We have been there."));
  EXPECT_EQ(news(), std::vector<std::string>{"changed answered"});
  EXPECT_FALSE(concerns_->answer(steward_, number, "And there again."));
  EXPECT_TRUE(news().empty()) << "it stands as it stood";
  EXPECT_FALSE(concerns_->close(steward_, number, "Settled."));
  EXPECT_EQ(news(), std::vector<std::string>{"changed closed"});
  EXPECT_FALSE(concerns_->show(steward_, number, ConcernSight::counted, {}));
  EXPECT_EQ(news(), std::vector<std::string>{"withdrawn closed"});
  EXPECT_FALSE(concerns_->show(steward_, number, ConcernSight::published, "A well was not dug."));
  EXPECT_EQ(news(), std::vector<std::string>{"published closed"});
}

TEST_F(ConcernNoticesTest, WhatIsNeverPublishedIsNeverTold) {
  const auto number = raised(about(wells_));
  EXPECT_FALSE(concerns_->answer(steward_, number, "We have been there."));
  EXPECT_FALSE(concerns_->close(steward_, number, "Settled."));
  EXPECT_EQ(tell_concerns(*reg_), "Nothing has changed.");
  EXPECT_TRUE(news().empty());
  EXPECT_FALSE(reg_->read()->head(model::notice_of_concern(number)));
}

TEST_F(ConcernNoticesTest, NothingThatItsRaiserWroteOrDidIsInTheRecord) {
  const auto wanted = about(wells_);
  const auto number = raised(wanted);
  EXPECT_FALSE(concerns_->show(steward_, number, ConcernSight::published, "A well was not dug."));
  EXPECT_FALSE(concerns_->answer(steward_, number, "We have been there."));
  news();
  const auto before = reg_->read()->last_event();
  EXPECT_FALSE(concerns_->add(wanted.secret, "Nobody was there.", "203.0.113.9"));
  EXPECT_EQ(reg_->read()->last_event(), before) << "a commit would say when";
  EXPECT_EQ(tell_concerns(*reg_), "Told how 1 concern stands.");
  EXPECT_EQ(news(), std::vector<std::string>{"changed open"});
  EXPECT_EQ(tell_concerns(*reg_), "Nothing has changed.");
  concerns_->withdraw(wanted.secret);
  EXPECT_EQ(reg_->read()->last_event(), before + 1);
  EXPECT_EQ(tell_concerns(*reg_), "Told how 1 concern stands.");
  EXPECT_EQ(news(), std::vector<std::string>{"withdrawn open"});
  const auto whole = whole_of(number);
  for (const std::string& secret : {std::string("well"), std::string("Otieno"), std::string("Nobody"),
                                    reg_->read()->concerns().numbered(number)->id.str()})
    EXPECT_EQ(whole.find(secret), whole.npos) << secret << " in " << whole;
}

TEST_F(ConcernNoticesTest, WhatWasPublishedBeforeThereWereSuchRecordsIsTold) {
  const auto number = raised(about(who_));
  auto concern = reg_->read()->concerns().numbered(number).value();
  concern.sight = ConcernSight::published;
  concern.shown = "A well was not dug.";
  reg_->store().write({"test"}, [&](store::UnitOfWork& unit) { unit.concerns().set(concern); });
  EXPECT_EQ(tell_concerns(*reg_), "Told how 1 concern stands.");
  const auto page = public_events(*reg_->read(), {told_, 0}, {"concerns"}, 100);
  ASSERT_EQ(page.events.size(), 1U);
  EXPECT_EQ(page.events[0].organisation, who_);
  EXPECT_EQ(page.events[0].about, who_);
  EXPECT_EQ(page.events[0].number, number);
  const auto said = json_of(page.events[0], {"https://register.example", "en"});
  EXPECT_NE(said.find(R"("json":"https://register.example/api/v1/concerns?about=)" + who_.str()), said.npos)
      << said;
  EXPECT_NE(said.find(R"("page":"https://register.example/en/concerns/about/)" + who_.str()), said.npos)
      << said;
}

TEST_F(ConcernNoticesTest, GoesWithAnOrganisationThatIsMerged) {
  model::Organisation twin;
  twin.name.add("en", "WHO");
  const auto other = put(twin);
  const auto number = raised(about(other));
  EXPECT_FALSE(concerns_->show(steward_, number, ConcernSight::published, "A well was not dug."));
  Merging merging(*reg_);
  merging.merge(steward_, who_, other);
  const auto notice = [&] {
    const auto head = reg_->read()->head(model::notice_of_concern(number)).value();
    return std::get<model::ConcernNotice>(model::read_body(head.type, head.body));
  };
  EXPECT_EQ(notice().about, who_);
  EXPECT_EQ(notice().organisation, who_);
  EXPECT_EQ(tell_concerns(*reg_), "Nothing has changed.");
  merging.undo(steward_, other);
  EXPECT_EQ(notice().about, other);
  EXPECT_EQ(tell_concerns(*reg_), "Nothing has changed.");
}

TEST_F(ConcernNoticesTest, IsForWhoeverIsToldOfAnOrganisationsRecordsAlone) {
  const auto number = raised(about(wells_));
  EXPECT_FALSE(concerns_->show(steward_, number, ConcernSight::published, "A well was not dug."));
  model::Organisation stranger;
  stranger.name.add("en", "Stranger");
  const auto before = told_;
  EXPECT_TRUE(news(put(stranger)).empty());
  told_ = before;
  EXPECT_EQ(news(who_), std::vector<std::string>{"published open"}) << "a party of that partnership";
}

}  // namespace
}  // namespace entente::registry
