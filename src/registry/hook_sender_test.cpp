// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/hook_sender.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <condition_variable>
#include <map>
#include <mutex>
#include <set>

#include "base/error.hpp"
#include "base/json.hpp"
#include "registry/hook_words.hpp"
#include "registry/hooks_test.hpp"
#include "registry/notices.hpp"

namespace entente::registry {
namespace {

using outbound::HookAnswer;
using outbound::HookFault;

struct Received {
  std::string url, signature, body;
};

class HookSenderTest : public HooksTest {
 protected:
  HookSenderTest() { restart(); }

  void restart() {
    sender_.reset();
    sender_ = std::make_unique<HookSender>(
        *reg_, key_, EventOrigin{"https://register.example", "en"},
        [this](const outbound::HookPost& post, const std::atomic<bool>& stop) { return take(post, stop); });
  }
  /// Tells until nothing is left that can be told now.
  void tell() {
    while (sender_->round() > 0) sender_->settle();
  }
  base::Uuid hook(const std::string& url = "https://receiver.example/",
                  std::vector<std::string> topics = {}) {
    return hooks_->make(steward_, {url, std::move(topics)}).id;
  }
  /// The sequence numbers of the events that arrived at an address, one after the other.
  std::vector<std::int64_t> told(const std::string& url = "https://receiver.example/") {
    const std::scoped_lock lock(mutex_);
    std::vector<std::int64_t> all;
    for (const auto& each : received_) {
      if (each.url != url) continue;
      const auto body = base::parse_json(each.body, "body");
      for (const auto& event : body.at("events").as_array())
        all.push_back(event.at("sequence").to_number<std::int64_t>());
    }
    return all;
  }
  std::vector<std::string> notices_of(const access::Actor& actor) {
    std::vector<std::string> kinds;
    for (const auto& each : reg_->read()->accounts().notifications_of(*actor.account, 100))
      if (each.kind == kNoticeHookFailed) kinds.push_back(each.kind + " " + each.about);
    return kinds;
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Received> received_;
  std::map<std::string, HookAnswer> answers_;  ///< by address; the others are taken
  std::set<std::string> hanging_;
  std::unique_ptr<HookSender> sender_;

 private:
  HookAnswer take(const outbound::HookPost& post, const std::atomic<bool>& stop) {
    std::unique_lock lock(mutex_);
    received_.push_back({post.url, {}, post.body});
    for (const auto& [name, value] : post.headers)
      if (name == "Entente-Signature") received_.back().signature = value;
    while (hanging_.contains(post.url) && !stop) changed_.wait_for(lock, std::chrono::milliseconds(5));
    if (stop) return {0, HookFault::unreachable};
    const auto answer = answers_.find(post.url);
    return answer == answers_.end() ? HookAnswer{200, HookFault::none} : answer->second;
  }
};

TEST_F(HookSenderTest, EverythingIsToldInItsOrderSigned) {
  organisation("Before");
  const auto made = hooks_->make(steward_, {"https://receiver.example/", {}});
  tell();
  EXPECT_TRUE(told().empty()) << "what was before it is nothing new";
  for (int n = 0; n < 250; ++n) organisation("One");
  tell();
  const auto all = told();
  ASSERT_EQ(all.size(), 250U);
  for (std::size_t n = 0; n < all.size(); ++n) EXPECT_EQ(all[n], static_cast<std::int64_t>(n) + 2);
  ASSERT_EQ(received_.size(), 3U) << "a hundred in a body";
  EXPECT_EQ(received_.front().signature, hook_signature({made.secret}, clock_.now(), received_.front().body));
  const auto body = base::parse_json(received_.front().body, "body");
  EXPECT_EQ(body.at("hook").as_string(), made.id.str());
  EXPECT_EQ(body.at("sequence").to_number<std::int64_t>(), 101);
  EXPECT_EQ(base::canonical_json(body), received_.front().body);
  EXPECT_EQ(kept(made.id).sequence, 251);
  const auto tried = tries(made.id);
  ASSERT_EQ(tried.size(), 3U);
  EXPECT_EQ(tried.back().first, 2);
  EXPECT_EQ(tried.back().last, 101);
  EXPECT_EQ(tried.back().events, 100);
  EXPECT_EQ(tried.back().status, 200);
  EXPECT_EQ(tried.back().fault, "");
}

TEST_F(HookSenderTest, WhatIsNotTakenIsToldAgainAfterGrowingPauses) {
  const auto id = hook();
  answers_["https://receiver.example/"] = {500, HookFault::status};
  organisation("One");
  tell();
  EXPECT_EQ(told().size(), 1U);
  EXPECT_EQ(kept(id).failures, 1);
  EXPECT_EQ(kept(id).due.ms, clock_.now().ms + 10'000);
  EXPECT_EQ(tries(id).front().fault, "status");
  clock_.advance(9'999);
  tell();
  EXPECT_EQ(told().size(), 1U) << "not before its time";
  clock_.advance(1);
  tell();
  EXPECT_EQ(told().size(), 2U);
  EXPECT_EQ(kept(id).due.ms, clock_.now().ms + 20'000);
  answers_.clear();
  organisation("Two");
  clock_.advance(20'000);
  tell();
  EXPECT_EQ(told(), (std::vector<std::int64_t>{1, 1, 1, 2})) << "nothing is lost, nothing overtakes";
  EXPECT_EQ(kept(id).failures, 0);
  EXPECT_EQ(kept(id).sequence, 2);
}

TEST_F(HookSenderTest, PausesGrowToSixHours) {
  EXPECT_EQ(hook_pause_ms(1), 10'000);
  EXPECT_EQ(hook_pause_ms(2), 20'000);
  EXPECT_EQ(hook_pause_ms(12), 20'480'000);
  EXPECT_EQ(hook_pause_ms(13), 21'600'000);
  EXPECT_EQ(hook_pause_ms(1'000'000), 21'600'000);
}

TEST_F(HookSenderTest, AfterManyFailuresItIsPausedItsOwnerToldAndItGoesOnWhereItStopped) {
  const auto other = person("other@register.example", {access::Role::steward, ""});
  const auto id = hook();
  answers_["https://receiver.example/"] = {0, HookFault::late};
  organisation("One");
  for (std::int64_t n = 0; n < kMostHookFailures; ++n) {
    EXPECT_TRUE(notices_of(steward_).empty());
    tell();
    clock_.advance(hook_pause_ms(n + 1));
  }
  EXPECT_EQ(kept(id).state, store::HookState::failed);
  EXPECT_EQ(notices_of(steward_), std::vector<std::string>{"webhook failed " + id.str()});
  EXPECT_TRUE(notices_of(other).empty());
  answers_.clear();
  clock_.advance(365LL * 24 * 3'600'000);
  tell();
  EXPECT_EQ(told().size(), static_cast<std::size_t>(kMostHookFailures)) << "not tried any more";
  hooks_->resume(steward_, id);
  tell();
  EXPECT_EQ(told().back(), 1);
  EXPECT_EQ(kept(id).state, store::HookState::active);
  EXPECT_EQ(kept(id).sequence, 1);
}

TEST_F(HookSenderTest, OneThatWantsNoMoreIsPausedAtOnceAndWhoKeepsThemToldWhereItsOwnerDoesNotAnyMore) {
  const auto other = person("other@register.example", {access::Role::administrator, ""});
  const auto id = hook();
  accounts_->withdraw(Accounts::by_operator(), *steward_.account, steward_.grants.front());
  answers_["https://receiver.example/"] = {410, HookFault::status};
  organisation("One");
  tell();
  EXPECT_EQ(kept(id).state, store::HookState::failed);
  EXPECT_EQ(notices_of(other), std::vector<std::string>{"webhook failed " + id.str()});
  EXPECT_EQ(tries(id).front().status, 410);
}

TEST_F(HookSenderTest, OneThatHangsHoldsUpNoOther) {
  hook("https://hanging.example/");
  hook("https://receiver.example/");
  hanging_.insert("https://hanging.example/");
  organisation("One");
  EXPECT_EQ(sender_->round(), 2);
  for (int n = 0; n < 1'000 && told().empty(); ++n) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  organisation("Two");
  for (int n = 0; n < 1'000 && told().size() < 2; ++n) {
    sender_->round();
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  EXPECT_EQ(told(), (std::vector<std::int64_t>{1, 2}));
  EXPECT_EQ(told("https://hanging.example/").size(), 1U) << "asked once, and waited for";
  const auto began = std::chrono::steady_clock::now();
  sender_.reset();
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(5)) << "the end waits for nobody";
}

TEST_F(HookSenderTest, WhatWasOnItsWayWhenItEndedIsToldByWhoeverComesNext) {
  const auto id = hook();
  hanging_.insert("https://receiver.example/");
  organisation("One");
  EXPECT_EQ(sender_->round(), 1);
  for (int n = 0; n < 1'000 && told().empty(); ++n) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  restart();
  EXPECT_EQ(kept(id).sequence, 0);
  EXPECT_EQ(kept(id).failures, 0) << "the receiver is not to blame";
  hanging_.clear();
  tell();
  EXPECT_EQ(told(), (std::vector<std::int64_t>{1, 1}));
  EXPECT_EQ(kept(id).sequence, 1);
}

TEST_F(HookSenderTest, OfTwoProcessesOneTells) {
  hook();
  organisation("One");
  tell();
  HookSender other(*reg_, key_, {}, [](const outbound::HookPost&, const std::atomic<bool>&) -> HookAnswer {
    ADD_FAILURE() << "told twice";
    return {};
  });
  organisation("Two");
  EXPECT_EQ(other.round(), 0);
  tell();
  EXPECT_EQ(told(), (std::vector<std::int64_t>{1, 2}));
}

TEST_F(HookSenderTest, OneThatLostItsTurnPutsNothingDown) {
  const auto id = hook();
  organisation("One");
  tell();
  // Another process has taken over since.
  reg_->store().write({"test"}, [](store::UnitOfWork& unit) {
    unit.set_note("lease:webhooks", R"({"token":99,"expires":9000000000000})");
  });
  organisation("Two");
  EXPECT_EQ(sender_->round(), 1);
  sender_->settle();
  EXPECT_EQ(kept(id).sequence, 1);
  EXPECT_EQ(tries(id).size(), 1U);
  EXPECT_EQ(sender_->round(), 0) << "and leaves it to the other";
}

TEST_F(HookSenderTest, WhatCannotBePutDownIsNotSentOverAndOver) {
  const auto id = hook();
  organisation("One");
  tell();
  // Nobody can read any more whose turn it is.
  reg_->store().write({"test"}, [](store::UnitOfWork& unit) { unit.set_note("lease:webhooks", "{"); });
  organisation("Two");
  EXPECT_EQ(sender_->round(), 1);
  sender_->settle();
  EXPECT_EQ(sender_->round(), 0);
  EXPECT_EQ(told(), (std::vector<std::int64_t>{1, 2}));
  EXPECT_EQ(kept(id).sequence, 1);
  EXPECT_EQ(kept(id).failures, 0);
}

TEST_F(HookSenderTest, WhatCannotBeMadeIsAFailureOfThatWebhookAndHoldsUpNoOther) {
  const auto id = hook("https://governments.example/", {"governments"});
  const auto other = hook("https://receiver.example/", {"organisations"});
  const std::string damaged = "{";
  put({{.id = new_id(),
        .type = std::string(model::Guidance::kType),
        .organisation = new_id(),
        .body = damaged,
        .hash = base::sha256(damaged)}});
  organisation("One");
  EXPECT_EQ(sender_->round(), 2);
  sender_->settle();
  EXPECT_EQ(kept(id).failures, 1);
  EXPECT_EQ(kept(id).due.ms, clock_.now().ms + 10'000);
  EXPECT_EQ(tries(id).front().fault, "register");
  EXPECT_EQ(tries(id).front().last, 1) << "no test";
  EXPECT_TRUE(told("https://governments.example/").empty());
  EXPECT_EQ(kept(other).sequence, 2);
  organisation("Two");
  EXPECT_EQ(sender_->round(), 1) << "the other goes on at once, and that one has its pause";
  sender_->settle();
  EXPECT_EQ(told(), (std::vector<std::int64_t>{2, 3}));
}

TEST_F(HookSenderTest, ATestThatCannotBeSentIsNotTriedOverAndOver) {
  const auto id = hook();
  hooks_->test(steward_, id);
  int sent = 0;
  sender_ = std::make_unique<HookSender>(
      *reg_, key_, EventOrigin{}, [&](const outbound::HookPost&, const std::atomic<bool>&) -> HookAnswer {
        ++sent;
        throw base::Error("disk", "is full", "Make room.");
      });
  tell();
  EXPECT_EQ(sent, 1);
  EXPECT_FALSE(kept(id).test);
  EXPECT_EQ(tries(id).front().fault, "register");
  EXPECT_EQ(kept(id).failures, 0);
}

TEST_F(HookSenderTest, OneThatSomebodyStopsMeanwhileStaysStopped) {
  const auto id = hook();
  answers_["https://receiver.example/"] = {410, HookFault::status};
  hanging_.insert("https://receiver.example/");
  organisation("One");
  EXPECT_EQ(sender_->round(), 1);
  for (int n = 0; n < 1'000 && told().empty(); ++n) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  hooks_->stop(steward_, id);
  {
    const std::scoped_lock lock(mutex_);
    hanging_.clear();
  }
  changed_.notify_all();
  sender_->settle();
  EXPECT_EQ(kept(id).state, store::HookState::stopped);
  EXPECT_TRUE(notices_of(steward_).empty());
  EXPECT_EQ(tries(id).front().status, 410);
}

TEST_F(HookSenderTest, TopicsAreKeptAndWhatIsNotAskedForIsPassedOver) {
  const auto id = hook("https://receiver.example/", {"partnerships"});
  organisation("One");
  put({revision_of(new_id(), titled("Wells"))});
  organisation("Two");
  tell();
  EXPECT_EQ(told(), (std::vector<std::int64_t>{2}));
  EXPECT_EQ(kept(id).sequence, 3);
}

TEST_F(HookSenderTest, ATestTellsOfNothingWhateverTheState) {
  const auto id = hook();
  organisation("One");
  hooks_->stop(steward_, id);
  tell();
  EXPECT_TRUE(received_.empty());
  hooks_->test(steward_, id);
  tell();
  ASSERT_EQ(received_.size(), 1U);
  EXPECT_EQ(received_.front().body, R"({"events":[],"hook":")" + id.str() + R"(","sequence":0,"test":true})");
  EXPECT_FALSE(kept(id).test);
  EXPECT_EQ(kept(id).sequence, 0);
  EXPECT_EQ(tries(id).front().events, 0);
}

TEST_F(HookSenderTest, ToldAgainFromANumber) {
  const auto id = hook();
  for (int n = 0; n < 3; ++n) organisation("One");
  tell();
  ASSERT_TRUE(hooks_->replay(steward_, id, 2));
  tell();
  EXPECT_EQ(told(), (std::vector<std::int64_t>{1, 2, 3, 2, 3}));
}

TEST_F(HookSenderTest, AReplayAskedForWhileSomethingIsOnItsWayIsNotForgotten) {
  const auto id = hook();
  organisation("One");
  organisation("Two");
  tell();
  hanging_.insert("https://receiver.example/");
  organisation("Three");
  EXPECT_EQ(sender_->round(), 1);
  for (int n = 0; n < 1'000 && told().size() < 3; ++n)
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  ASSERT_TRUE(hooks_->replay(steward_, id, 1));
  {
    const std::scoped_lock lock(mutex_);
    hanging_.clear();
  }
  changed_.notify_all();
  sender_->settle();
  tell();
  EXPECT_EQ(told(), (std::vector<std::int64_t>{1, 2, 3, 1, 2, 3}));
}

TEST_F(HookSenderTest, OneWhoseSecretCannotBeReadSendsNothing) {
  const auto id = hook();
  organisation("One");
  sender_ =
      std::make_unique<HookSender>(*reg_, access::Key::fresh(), EventOrigin{},
                                   [](const outbound::HookPost&, const std::atomic<bool>&) -> HookAnswer {
                                     ADD_FAILURE() << "sent unsigned";
                                     return {};
                                   });
  tell();
  EXPECT_EQ(kept(id).state, store::HookState::failed);
  EXPECT_EQ(tries(id).front().fault, "secret");
}

TEST_F(HookSenderTest, ItsNoticeNamesTheHost) {
  const auto id = hook();
  const store::Notification notice{new_id(), *steward_.account, std::string(kNoticeHookFailed), id.str(), {},
                                   false};
  const auto& messages = base::Messages::in("en");
  EXPECT_NE(notice_text(*reg_->read(), notice, messages).find("receiver.example"), std::string::npos);
  hooks_->remove(steward_, id);
  EXPECT_EQ(notice_text(*reg_->read(), notice, messages), messages.get("notice.other"));
}

TEST_F(HookSenderTest, AnOrganisationsIsToldOfItsRecordsAndItsPartnershipsAlone) {
  const auto who = organisation("World Health Organization"), other = organisation("FAO");
  const auto id = hooks_->make(steward_, {"https://receiver.example/", {}}, {}, who).id;
  const auto ours = new_id(), theirs = new_id();
  model::Participation part;
  part.partnership = ours;
  part.organisation = who;
  put({revision_of(theirs, titled("Roads"))});
  put({revision_of(ours, titled("Wells")), revision_of(new_id(), part)});
  put({revision_of(other, named("Food and Agriculture Organization"))});
  put({revision_of(who, named("WHO"))});
  tell();
  EXPECT_EQ(told(), (std::vector<std::int64_t>{4, 4, 6}));
  EXPECT_EQ(kept(id).sequence, 6);
}

TEST_F(HookSenderTest, NoMoreAreToldAtOnceThanMayBeAndEachHasItsTurn) {
  std::vector<std::string> all;
  const auto add = [&](const base::Uuid& whose) {
    const auto url = "https://receiver.example/" + std::to_string(all.size());
    hooks_->make(steward_, {url, {}}, {}, whose);
    all.push_back(url);
  };
  for (std::size_t n = 0; n < kMostToldAtOnce; ++n) add({});
  const auto one = organisation("One"), two = organisation("Two");
  for (std::size_t n = 0; n < kMostHooksOfOne; ++n) {
    add(one);
    add(two);
  }
  put({revision_of(one, named("One of two")), revision_of(two, named("Two of two"))});
  hanging_.insert(all.begin(), all.end());
  EXPECT_EQ(sender_->round(), static_cast<int>(kMostToldAtOnce));
  EXPECT_EQ(sender_->round(), 0) << "all hang";
  {
    const std::scoped_lock lock(mutex_);
    hanging_.clear();
  }
  changed_.notify_all();
  sender_->settle();
  EXPECT_EQ(sender_->round(), static_cast<int>(all.size() - kMostToldAtOnce));
  sender_->settle();
  for (const auto& url : all) EXPECT_FALSE(told(url).empty()) << url;
}

}  // namespace
}  // namespace entente::registry
