// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Commits that concern a webhook not cost no write of each.
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <mutex>

#include "base/json.hpp"
#include "registry/hook_sender.hpp"
#include "registry/hooks_test.hpp"

namespace entente::registry {
namespace {

class HookPassingTest : public HooksTest {
 protected:
  HookPassingTest() { restart(); }

  void restart() {
    sender_.reset();
    sender_ = std::make_unique<HookSender>(*reg_, key_, EventOrigin{},
                                           [this](const outbound::HookPost& post, const std::atomic<bool>&) {
                                             const std::scoped_lock lock(mutex_);
                                             if (post.url == "https://receiver.example/")
                                               received_.push_back(post.body);
                                             return outbound::HookAnswer{200, outbound::HookFault::none};
                                           });
  }
  void tell() {
    while (sender_->round() > 0) sender_->settle();
  }
  base::Uuid hook(const std::string& url = "https://receiver.example/",
                  std::vector<std::string> topics = {}) {
    return hooks_->make(steward_, {url, std::move(topics)}).id;
  }
  /// The sequence numbers of the events that arrived, one after the other.
  std::vector<std::int64_t> told() {
    const std::scoped_lock lock(mutex_);
    std::vector<std::int64_t> all;
    for (const auto& body : received_) {
      const auto sent = base::parse_json(body, "body");
      for (const auto& event : sent.at("events").as_array())
        all.push_back(event.at("sequence").to_number<std::int64_t>());
    }
    return all;
  }

  std::mutex mutex_;
  std::vector<std::string> received_;
  std::unique_ptr<HookSender> sender_;
};

TEST_F(HookPassingTest, WhatConcernsItNotIsPutDownOnceAMinuteAlone) {
  const auto id = hook("https://receiver.example/", {"partnerships"});
  organisation("One");
  tell();
  EXPECT_EQ(kept(id).sequence, 0) << "it was looked at, and no write says so";
  EXPECT_EQ(sender_->round(), 0) << "nor is it looked at again";
  organisation("Two");
  EXPECT_EQ(sender_->round(), 1);
  sender_->settle();
  EXPECT_EQ(kept(id).sequence, 0);
  clock_.advance(kHookPassingMs);
  tell();
  EXPECT_EQ(kept(id).sequence, 2);
  EXPECT_TRUE(told().empty());
  organisation("Three");
  tell();
  put({revision_of(new_id(), titled("Wells"))});
  tell();
  EXPECT_EQ(told(), (std::vector<std::int64_t>{4}));
  EXPECT_EQ(kept(id).sequence, 4) << "with what it was told";
  EXPECT_EQ(tries(id).size(), 1U);
}

TEST_F(HookPassingTest, WhatWasPassedOverIsLookedAtAgainByWhoeverComesNextAndToldOnce) {
  const auto id = hook("https://receiver.example/", {"partnerships"});
  put({revision_of(new_id(), titled("Wells"))});
  tell();
  organisation("One");
  tell();
  EXPECT_EQ(kept(id).sequence, 1);
  restart();
  tell();
  EXPECT_EQ(told(), (std::vector<std::int64_t>{1}));
  ASSERT_TRUE(hooks_->replay(steward_, id, 1));
  tell();
  EXPECT_EQ(told(), (std::vector<std::int64_t>{1, 1})) << "told again where that is asked for";
}

TEST_F(HookPassingTest, CommitsOfDraftsBeginNothing) {
  const auto id = hook();
  hook("https://other.example/");
  const auto draft = new_id();
  for (int n = 0; n < 3; ++n) {
    put({revision_of(draft, titled("Wells " + std::to_string(n)), store::Visibility::draft)});
    EXPECT_EQ(sender_->round(), 0) << "nobody is to be told";
  }
  EXPECT_EQ(kept(id).sequence, 0);
  organisation("One");
  EXPECT_EQ(sender_->round(), 2);
  sender_->settle();
  EXPECT_EQ(told(), std::vector<std::int64_t>{4});
  EXPECT_EQ(kept(id).sequence, 4);
  put({revision_of(draft, titled("Wells"), store::Visibility::draft)});
  EXPECT_EQ(sender_->round(), 0);
  clock_.advance(kHookPassingMs);
  tell();
  EXPECT_EQ(kept(id).sequence, 5) << "and put down in the end";
}

}  // namespace
}  // namespace entente::registry
