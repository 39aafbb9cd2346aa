// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// What people are told in their own place, and accounts that are erased.
#include "contract.hpp"

namespace entente::store::contract {

namespace {

void change_accounts(Store& store, const std::function<void(AccountWriter&)>& work) {
  store.write({.author = "tester"}, [&](UnitOfWork& unit) { work(unit.accounts()); });
}

}  // namespace

TEST_P(ContractTest, NotificationsComeNewestFirstAndStayAsTheyWere) {
  const auto amina = new_id(), other = new_id();
  std::vector<Notification> put;
  for (int i = 0; i < 5; ++i)
    put.push_back(
        {new_id(), i == 4 ? other : amina, "guidance", "مرشد " + std::to_string(i), clock_.now(), i == 0});
  change_accounts(*store_, [&](AccountWriter& accounts) {
    for (const auto& each : put) accounts.put_notification(each);
  });
  reopen();
  const auto reader = store_->read();
  EXPECT_EQ(reader->accounts().notifications_of(amina, 9), (std::vector{put[3], put[2], put[1], put[0]}));
  EXPECT_EQ(reader->accounts().notifications_of(amina, 1), (std::vector{put[3]}));
  EXPECT_EQ(reader->accounts().unread_notifications(amina), 3);
  EXPECT_EQ(reader->accounts().unread_notifications(new_id()), 0);
}

TEST_P(ContractTest, NotificationsAreMarkedAndForgottenOfOneAccountAlone) {
  const auto amina = new_id(), other = new_id();
  change_accounts(*store_, [&](AccountWriter& accounts) {
    for (int i = 0; i < 5; ++i)
      for (const auto& account : {amina, other})
        accounts.put_notification({new_id(), account, "k", std::to_string(i), clock_.now(), false});
    accounts.mark_notifications_seen(amina);
    EXPECT_EQ(accounts.unread_notifications(amina), 0);
    EXPECT_EQ(accounts.unread_notifications(other), 5);
    accounts.forget_notifications(amina, 2);
  });
  const auto reader = store_->read();
  const auto kept = reader->accounts().notifications_of(amina, 9);
  ASSERT_EQ(kept.size(), 2U);
  EXPECT_EQ(kept[0].about, "4");
  EXPECT_EQ(kept[1].about, "3");
  EXPECT_EQ(reader->accounts().notifications_of(other, 9).size(), 5U);
}

TEST_P(ContractTest, ANotificationIsRemovedOfItsAccountAlone) {
  const auto amina = new_id(), other = new_id();
  const Notification first{new_id(), amina, "k", "1", clock_.now(), false},
      second{new_id(), amina, "k", "2", clock_.now(), false};
  change_accounts(*store_, [&](AccountWriter& accounts) {
    accounts.put_notification(first);
    accounts.put_notification(second);
    accounts.remove_notification(other, second.id);
    accounts.remove_notification(amina, first.id);
  });
  EXPECT_EQ(store_->read()->accounts().notifications_of(amina, 9), std::vector{second});
}

TEST_P(ContractTest, ADigestIsKeptForEachAccount) {
  const auto amina = new_id();
  EXPECT_EQ(store_->read()->accounts().digest(amina), Digest{});
  const Digest weekly{"weekly", clock_.now(), clock_.now()};
  change_accounts(*store_, [&](AccountWriter& accounts) { accounts.put_digest(amina, weekly); });
  EXPECT_EQ(store_->read()->accounts().digest(amina), weekly);
  change_accounts(*store_, [&](AccountWriter& accounts) { accounts.put_digest(amina, {}); });
  EXPECT_EQ(store_->read()->accounts().digest(amina), Digest{});
}

TEST_P(ContractTest, AnAccountHasOneFeedAndItIsFoundByItsSecret) {
  const NoticeFeed first{new_id(), base::sha256("first"), clock_.now()},
      other{new_id(), base::sha256("other"), clock_.now()},
      second{first.account, base::sha256("second"), clock_.now()};
  change_accounts(*store_, [&](AccountWriter& accounts) {
    accounts.put_notice_feed(first);
    accounts.put_notice_feed(other);
    EXPECT_EQ(accounts.notice_feed(first.hash), first);
    accounts.put_notice_feed(second);
  });
  reopen();
  EXPECT_EQ(store_->read()->accounts().notice_feed(first.account), second);
  EXPECT_EQ(store_->read()->accounts().notice_feed(second.hash), second);
  EXPECT_EQ(store_->read()->accounts().notice_feed(first.hash), std::nullopt);
  change_accounts(*store_, [&](AccountWriter& accounts) {
    EXPECT_TRUE(accounts.remove_notice_feed(first.account));
    EXPECT_FALSE(accounts.remove_notice_feed(first.account));
  });
  EXPECT_EQ(store_->read()->accounts().notice_feed(second.hash), std::nullopt);
  EXPECT_EQ(store_->read()->accounts().notice_feed(other.account), other);
}

TEST_P(ContractTest, AnErasedAccountLeavesNothingAndOthersStay) {
  Account amina, other;
  amina.id = new_id();
  amina.address = "amina@sante.example";
  other.id = new_id();
  other.address = "other@sante.example";
  const auto elsewhere = new_id();
  const auto now = clock_.now(), later = base::Instant{now.ms + 60'000};
  const auto hash_of = [](std::string_view text) { return base::sha256(text); };
  change_accounts(*store_, [&](AccountWriter& accounts) {
    for (const auto& account : {amina, other}) {
      const auto mark = account.id.str();
      accounts.put_account(account);
      accounts.put_role({account.id, "auditor", "", {}, now});
      accounts.put_session({new_id(), hash_of("s" + mark), account.id, false, "x", now, now, later});
      accounts.put_token({new_id(), hash_of("t" + mark), account.id, "x", "read", now, now, later});
      accounts.put_link({hash_of("l" + mark), "invitation", account.id, {}, now, later});
      accounts.set_recovery_codes(account.id, {hash_of("c" + mark)});
      accounts.put_notification({new_id(), account.id, "k", "x", now, false});
      accounts.put_digest(account.id, {"daily", now, now});
      accounts.put_notice_feed({account.id, hash_of("f" + mark), now});
      accounts.put_event({new_id(), now, account.id, account.id, "token_made", "mine", "192.0.2.7"});
      accounts.put_event({new_id(), now, account.id, elsewhere, "invited", "auditor", "192.0.2.7"});
    }
  });
  const auto offer_of = [&](const std::string& link, const base::Uuid& giver, const std::string& address) {
    return RoleOffer{new_id(), hash_of(link), "contributor",    "A", address, "Amina",
                     "fr",     giver,         OfferState::open, now, later};
  };
  store_->write({.author = "tester"}, [&](UnitOfWork& unit) {
    for (const auto& account : {amina, other}) {
      const auto mark = account.id.str();
      const Claim claim{new_id(), account.id, "representative", "A", ClaimState::open, "", "", now, now};
      unit.claims().put_claim(claim);
      unit.claims().add_step({claim.id, 0, account.id, "claimed", "I am.", now});
      unit.claims().put_offer(offer_of("by" + mark, account.id, "third@sante.example"));
      unit.claims().put_offer(offer_of("to" + mark, elsewhere, account.address));
    }
  });
  const auto claim_of_amina = store_->read()->claims().claims_of(amina.id).at(0).id;
  change_accounts(*store_, [&](AccountWriter& accounts) { accounts.erase_account(amina.id); });
  const auto reader = store_->read();
  EXPECT_TRUE(reader->claims().steps_of(claim_of_amina).empty());
  auto& accounts = reader->accounts();
  for (const auto& [id, there] : {std::pair(amina.id, false), std::pair(other.id, true)}) {
    EXPECT_EQ(accounts.account(id).has_value(), there);
    EXPECT_EQ(accounts.roles_of(id).empty(), !there);
    EXPECT_EQ(accounts.sessions_of(id).empty(), !there);
    EXPECT_EQ(accounts.tokens_of(id).empty(), !there);
    EXPECT_EQ(accounts.link(hash_of("l" + id.str())).has_value(), there);
    EXPECT_EQ(accounts.recovery_codes_left(id), there ? 1 : 0);
    EXPECT_EQ(accounts.unread_notifications(id), there ? 1 : 0);
    EXPECT_EQ(accounts.digest(id).every.empty(), !there);
    EXPECT_EQ(accounts.notice_feed(id).has_value(), there);
    EXPECT_EQ(reader->claims().claims_of(id).size(), there ? 1U : 0U);
    for (const auto* link : {"by", "to"})
      EXPECT_EQ(reader->claims().offer(hash_of(link + id.str())).has_value(), there) << link;
    const auto events = accounts.events_of(id, {}, 10);
    ASSERT_EQ(events.size(), 1U);
    EXPECT_EQ(events[0].detail, there ? "mine" : "");
    EXPECT_EQ(events[0].network, there ? "192.0.2.7" : "");
  }
  EXPECT_EQ(reader->claims().steps_of(reader->claims().claims_of(other.id).at(0).id).size(), 1U);
  for (const auto& event : accounts.events_of(elsewhere, {}, 10)) {
    EXPECT_EQ(event.detail, "auditor");
    EXPECT_EQ(event.network.empty(), event.actor == amina.id);
  }
}

}  // namespace entente::store::contract
