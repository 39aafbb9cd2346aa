// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/notices.hpp"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <chrono>
#include <filesystem>

#include "access/refused.hpp"
#include "base/error.hpp"
#include "base/messages.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace entente::registry {
namespace {

using namespace std::chrono_literals;
constexpr std::string_view kPhrase = "lanterns over a quiet sea";
const Origin kClient{"192.0.2.1", "Firefox"};

class NoticesTest : public testing::Test {
 protected:
  NoticesTest() {
    auto name = (std::filesystem::temp_directory_path() / "entente-notices-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    store_ = store::open_sqlite({.file = folder_ / "register.db", .create = true, .clock = &clock_});
    accounts_ = std::make_unique<Accounts>(*store_, clock_, AccountRules{.cost = {1, 8192}});
    notices_ = std::make_unique<Notices>(*store_, clock_);
    kenya_ = signed_in("ke@example.org", {access::Role::focal_point, "KE"});
  }
  ~NoticesTest() override {
    notices_.reset();
    accounts_.reset();
    store_.reset();
    std::filesystem::remove_all(folder_);
  }
  Visitor signed_in(const std::string& address, const access::Grant& grant) {
    const auto made = accounts_->invite(Accounts::by_operator(), address, "Amina", "fr", grant);
    const auto done = accounts_->open_link(made.secret, {{}, {}, {}, std::string(kPhrase)}, kClient);
    return accounts_->visitor(done.sign_in.secret);
  }
  void tell(std::string_view kind, std::string_view about) {
    store_->write({"tester"}, [&](store::UnitOfWork& unit) {
      notify(unit.accounts(), clock_, kenya_.account->id, kind, about);
    });
    clock_.advance(1000);
  }
  std::vector<DigestMail> due() const { return notices_->due("https://register.example", "Register", 10); }
  bool mark_sent(const DigestMail& mail) {
    bool taken = false;
    store_->write({"tester"},
                  [&](store::UnitOfWork& unit) { taken = notices_->sent(unit.accounts(), mail); });
    return taken;
  }
  void pass(std::chrono::milliseconds time) { clock_.advance(time.count()); }

  base::ManualClock clock_{base::parse_instant("2026-11-24T04:05:06Z")};
  std::filesystem::path folder_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<Accounts> accounts_;
  std::unique_ptr<Notices> notices_;
  Visitor kenya_;
};

const base::Messages& kEnglish = base::Messages::in("en");

TEST_F(NoticesTest, StandInOnesFeedNewestFirstUntilTheyAreRead) {
  tell(kNoticeRoleGiven, "focal point of TZ");
  tell(kNoticeGuidance, "01936f00-0000-7000-8000-00000000000a");
  EXPECT_EQ(notices_->unread(kenya_), 2);
  const auto own = notices_->own(kenya_, 10, kEnglish);
  ASSERT_EQ(own.size(), 2U);
  EXPECT_EQ(own[0].notice.kind, kNoticeGuidance);
  EXPECT_EQ(notices_->own(kenya_, 1, kEnglish).size(), 1U);
  notices_->mark_read(kenya_);
  EXPECT_EQ(notices_->unread(kenya_), 0);
  EXPECT_EQ(notices_->own(kenya_, 10, kEnglish).size(), 2U) << "what is read stays";
  EXPECT_THROW(notices_->own({}, 10, kEnglish), access::Refused);
  EXPECT_EQ(notices_->unread(signed_in("tz@example.org", {access::Role::focal_point, "TZ"})), 0);
}

TEST_F(NoticesTest, ARoleGivenOrWithdrawnByAnotherIsTold) {
  const auto id = kenya_.account->id;
  const access::Grant grant{access::Role::focal_point, "TZ"};
  accounts_->give(Accounts::by_operator(), id, grant);
  accounts_->give(Accounts::by_operator(), id, grant);  // holds it already
  accounts_->withdraw(Accounts::by_operator(), id, grant);
  EXPECT_THROW(accounts_->withdraw(Accounts::by_operator(), id, grant), base::NotFound);
  const auto own = notices_->own(kenya_, 10, kEnglish);
  ASSERT_EQ(own.size(), 2U);
  EXPECT_EQ(own[1].text, "You have been given a role: National focal point · United Republic of Tanzania.");
  EXPECT_EQ(own[0].notice.kind, kNoticeRoleWithdrawn);
}

TEST_F(NoticesTest, AFeedIsReadByWhoeverKnowsItsAddressUntilItEnds) {
  const auto feed = [&](const std::optional<std::string>& secret, std::size_t limit = 10) {
    return notices_->behind(secret.value_or(""), limit, kEnglish);
  };
  const auto id = kenya_.account->id;
  EXPECT_EQ(notices_->feed_made(kenya_), std::nullopt);
  EXPECT_EQ(accounts_->make_feed(kenya_, "not the phrase", kClient), std::nullopt);
  EXPECT_EQ(notices_->feed_made(kenya_), std::nullopt);
  const auto first = accounts_->make_feed(kenya_, kPhrase, kClient);
  EXPECT_EQ(notices_->feed_made(kenya_), clock_.now());
  for (const auto* about : {"1", "2", "3"}) tell(kNoticeConcern, about);
  ASSERT_TRUE(feed(first, 2));
  ASSERT_EQ(feed(first, 2)->lines.size(), 2U);
  EXPECT_EQ(feed(first, 2)->lines[0].notice.about, "3");
  EXPECT_EQ(notices_->unread(kenya_), 3) << "reading the feed marks nothing";
  const auto second = accounts_->make_feed(kenya_, kPhrase, kClient);
  EXPECT_FALSE(feed(first));
  ASSERT_TRUE(feed(second));
  EXPECT_FALSE(feed("")) << "none at all";
  // Whoever lost a password may have lost the address, too.
  accounts_->open_link(accounts_->help(Accounts::by_operator(), id, false),
                       {{}, {}, {}, "seven lamps on a long pier"}, kClient);
  EXPECT_FALSE(feed(second));
  const auto again =
      accounts_->visitor(accounts_->sign_in("ke@example.org", "seven lamps on a long pier", kClient).secret);
  const auto third = accounts_->make_feed(again, "seven lamps on a long pier", kClient);
  ASSERT_TRUE(feed(third));
  accounts_->close(Accounts::by_operator(), id);
  EXPECT_FALSE(feed(third));
  EXPECT_FALSE(store_->read()->accounts().notice_feed(id)) << "nothing of it is left";
}

TEST_F(NoticesTest, ADigestHoldsWhatIsUnreadAndWasInNone) {
  tell(kNoticeGuidance, "before");
  EXPECT_TRUE(due().empty()) << "nobody asked for it";
  EXPECT_THROW(notices_->set_digest(kenya_, "hourly"), base::BadInput);
  notices_->set_digest(kenya_, kDigestDaily);
  EXPECT_EQ(notices_->digest(kenya_), kDigestDaily);
  pass(25h);
  EXPECT_TRUE(due().empty()) << "what came before is in none";
  tell(kNoticeRoleGiven, "focal point of TZ");
  const auto mails = due();
  ASSERT_EQ(mails.size(), 1U);
  EXPECT_EQ(mails[0].to, "ke@example.org");
  EXPECT_EQ(mails[0].language, "fr");
  EXPECT_EQ(mails[0].subject, "Register : 1 notification");
  EXPECT_NE(mails[0].text.find("Un rôle vous a été confié"), std::string::npos) << mails[0].text;
  EXPECT_NE(mails[0].text.find("https://register.example/fr/account/notifications"), std::string::npos);
  EXPECT_EQ(due().size(), 1U) << "until somebody says that it was sent";
  tell(kNoticeGuidance, "while it was sent");
  EXPECT_TRUE(mark_sent(mails[0]));
  EXPECT_FALSE(mark_sent(mails[0])) << "another process may have been faster";
  EXPECT_TRUE(due().empty()) << "at most one a day";
  pass(25h);
  ASSERT_EQ(due().size(), 1U) << "what came while the other was sent is not lost";
  EXPECT_EQ(due()[0].text.find("Un rôle"), std::string::npos);
  notices_->mark_read(kenya_);
  EXPECT_TRUE(due().empty()) << "what was read needs no mail";
}

TEST_F(NoticesTest, AWeeklyDigestWaitsAWeek) {
  notices_->set_digest(kenya_, kDigestWeekly);
  tell(kNoticeGuidance, "x");
  pass(6 * 24h);
  EXPECT_TRUE(due().empty());
  pass(25h);
  const auto mails = due();
  ASSERT_EQ(mails.size(), 1U);
  notices_->set_digest(kenya_, "");
  EXPECT_FALSE(mark_sent(mails[0])) << "who wants none by now gets none";
  notices_->set_digest(kenya_, kDigestWeekly);
  tell(kNoticeGuidance, "y");
  pass(8 * 24h);
  ASSERT_EQ(due().size(), 1U);
  accounts_->close(Accounts::by_operator(), kenya_.account->id);
  EXPECT_TRUE(due().empty()) << "a closed account gets none";
}

TEST_F(NoticesTest, AnAccountIsErasedByItsOwnPassword) {
  tell(kNoticeGuidance, "x");
  EXPECT_FALSE(accounts_->erase_own(kenya_, "not this one", kClient));
  EXPECT_TRUE(accounts_->erase_own(kenya_, kPhrase, kClient));
  const auto reader = store_->read();
  EXPECT_FALSE(reader->accounts().account(kenya_.account->id));
  EXPECT_FALSE(reader->accounts().account_by_address("ke@example.org"));
  EXPECT_TRUE(reader->accounts().roles_of(kenya_.account->id).empty());
  EXPECT_TRUE(reader->accounts().sessions_of(kenya_.account->id).empty());
  EXPECT_TRUE(reader->accounts().notifications_of(kenya_.account->id, 10).empty());
}

TEST_F(NoticesTest, TheLastAdministratorIsNotErased) {
  const auto chief = signed_in("chief@example.org", {access::Role::administrator, {}});
  EXPECT_THROW(accounts_->erase_own(chief, kPhrase, kClient), base::Conflict);
  signed_in("second@example.org", {access::Role::administrator, {}});
  EXPECT_TRUE(accounts_->erase_own(chief, kPhrase, kClient));
}

}  // namespace
}  // namespace entente::registry
