// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "model/concern.hpp"

#include <gtest/gtest.h>

#include "base/clock.hpp"
#include "model/record.hpp"

namespace entente::model {
namespace {

TEST(ConcernNotice, HangsOnWhatTheConcernIsAboutAndComesBack) {
  ConcernNotice notice;
  notice.number = 12;
  notice.about = base::Uuid::v7({1});
  notice.partnership = notice.about;
  notice.kind = "harm";
  notice.state = "answered";
  const auto body = body_of(notice);
  EXPECT_EQ(body, R"({"about":")" + notice.about.str() + R"(","kind":"harm","number":12,"partnership":")" +
                      notice.about.str() + R"(","state":"answered"})");
  EXPECT_EQ(read_body(ConcernNotice::kType, body), Record(notice));
  EXPECT_EQ(keys_of(notice).partnership, notice.about);
  EXPECT_FALSE(keys_of(notice).organisation);
  notice.partnership.reset();
  notice.organisation = notice.about;
  EXPECT_EQ(keys_of(notice).organisation, notice.about);
  EXPECT_TRUE(is_record_type(ConcernNotice::kType));
}

TEST(ConcernNotice, HasAnIdThatSaysNoTime) {
  EXPECT_TRUE(is_made_by_rule(notice_of_concern(1)));
  EXPECT_EQ(notice_of_concern(1), notice_of_concern(1));
  EXPECT_NE(notice_of_concern(1), notice_of_concern(11));
}

}  // namespace
}  // namespace entente::model
