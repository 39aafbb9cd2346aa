// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// A new password by oneself, and registration.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <regex>

#include "access/refused.hpp"
#include "base/error.hpp"
#include "registry/accounts.hpp"
#include "registry/jobs/job.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace entente::registry {
namespace {

constexpr std::string_view kSecretWords = "quiet tides below seven lanterns";
const Origin kStreet{"192.0.2.1", "Firefox"};

class AskingTest : public testing::Test {
 protected:
  AskingTest() {
    auto name = (std::filesystem::temp_directory_path() / "entente-asking-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    store_ = store::open_sqlite({.file = folder_ / "register.db", .create = true, .clock = &clock_});
    use(Registration::off, true);
  }
  ~AskingTest() override {
    accounts_.reset();
    store_.reset();
    std::filesystem::remove_all(folder_);
  }
  void use(Registration registration, bool mails) {
    accounts_ = std::make_unique<Accounts>(*store_, clock_,
                                           AccountRules{.cost = {1, 8192},
                                                        .register_name = "Exampleland",
                                                        .key = key_,
                                                        .mails = mails,
                                                        .public_url = "https://register.example",
                                                        .registration = registration});
  }
  /// Everything that waits, worked off; the mails that came of it.
  std::vector<Words> mails() {
    std::vector<Words> sent;
    Postman man(
        *store_, clock_, key_,
        [this](const Asked& asked, const base::Uuid& letter) { accounts_->answer(asked, letter); },
        [&sent](const outbound::Mail& mail) {
          sent.push_back({mail.to, mail.subject, mail.text, mail.language});
          return outbound::Delivery{outbound::Outcome::taken, {}};
        });
    while (man.round() > 0) continue;
    return sent;
  }
  static std::string link_in(const Words& mail) {
    std::smatch found;
    const std::regex form("https://register\\.example/[a-z]{2}/link/([A-Za-z0-9_-]{43})\n");
    return std::regex_search(mail.text, found, form) ? found[1].str() : std::string();
  }
  store::Account member(const std::string& address, const std::string& role = "reviewer") {
    const auto made =
        accounts_->invite(Accounts::by_operator(), address, "Boris Ivanov", "ru", access::read_grant(role));
    const auto secret = made.secret.empty() ? link_in(mails().at(0)) : made.secret;
    accounts_->open_link(secret, {{}, {}, {}, std::string(kSecretWords)}, kStreet);
    mails();
    return *store_->read()->accounts().account(made.account);
  }
  std::optional<store::Account> account(const std::string& address) {
    return store_->read()->accounts().account_by_address(address);
  }
  bool signs_in(const std::string& address, std::string_view password) {
    return !accounts_->sign_in(address, password, kStreet).secret.empty();
  }

  base::ManualClock clock_{base::parse_instant("2026-11-24T04:05:06.789Z")};
  std::filesystem::path folder_;
  std::unique_ptr<store::Store> store_;
  const access::Key key_ = access::Key::fresh();
  std::unique_ptr<Accounts> accounts_;
};

TEST_F(AskingTest, ANewPasswordIsSetByALinkInTheReadersLanguage) {
  member("boris@register.example");
  EXPECT_FALSE(accounts_->ask_new_password(" Boris@Register.example", kStreet));
  const auto sent = mails();
  ASSERT_EQ(sent.size(), 1U);
  EXPECT_EQ(sent[0].to, "boris@register.example");
  EXPECT_EQ(sent[0].language, "ru");
  const auto secret = link_in(sent[0]);
  ASSERT_FALSE(secret.empty()) << sent[0].text;
  const std::string another = "other lanterns over quiet water";
  EXPECT_EQ(accounts_->open_link(secret, {{}, {}, {}, another}, kStreet).sign_in.state, SignInState::done);
  EXPECT_TRUE(signs_in("boris@register.example", another));
  EXPECT_FALSE(signs_in("boris@register.example", kSecretWords));
  EXPECT_THROW(accounts_->open_link(secret, {{}, {}, {}, another}, kStreet), base::NotFound);
  const auto told = mails();
  ASSERT_EQ(told.size(), 1U) << "and is told to the owner";
  EXPECT_TRUE(link_in(told[0]).empty());
}

TEST_F(AskingTest, AnUnknownAddressIsAnsweredAlikeAndGetsNothing) {
  member("boris@register.example");
  const auto before = store_->read()->accounts().letter_count();
  EXPECT_FALSE(accounts_->ask_new_password("nobody@register.example", kStreet));
  EXPECT_EQ(store_->read()->accounts().letter_count(), before + 1)
      << "the same is written as for a known one";
  EXPECT_TRUE(mails().empty());
}

TEST_F(AskingTest, ALinkThatWasAskedForEndsWithItsTime) {
  member("boris@register.example");
  accounts_->ask_new_password("boris@register.example", kStreet);
  const auto secret = link_in(mails().at(0));
  clock_.advance(2 * 3'600'000);
  EXPECT_FALSE(accounts_->link(secret));
}

TEST_F(AskingTest, AskingEndsNoLinkThatSomebodyHandedOver) {
  const auto boris = member("boris@register.example");
  accounts_->help(Accounts::by_operator(), boris.id, false);
  const auto handed = link_in(mails().at(0));
  accounts_->ask_new_password("boris@register.example", kStreet);
  mails();
  EXPECT_TRUE(accounts_->link(handed));
}

TEST_F(AskingTest, NobodyIsFloodedFromHoweverManyNetworks) {
  member("boris@register.example");
  std::size_t sent = 0;
  for (int i = 0; i < 50; ++i) {
    EXPECT_FALSE(
        accounts_->ask_new_password("boris@register.example", {"192.0.2." + std::to_string(i), "curl"}));
    sent += mails().size();
  }
  EXPECT_EQ(sent, 3U);
}

TEST_F(AskingTest, WhoeverRegistersWithAnothersAddressUsesUpNoneOfTheirNewPasswords) {
  use(Registration::open, true);
  member("boris@register.example");
  for (int i = 0; i < 9; ++i) {
    accounts_->ask_account({"boris@register.example", "Somebody Else", "en", {}}, kStreet);
    mails();
  }
  accounts_->ask_new_password("boris@register.example", {"198.51.100.7", "Firefox"});
  const auto sent = mails();
  ASSERT_EQ(sent.size(), 1U);
  EXPECT_FALSE(link_in(sent[0]).empty());
}

TEST_F(AskingTest, HoweverOftenOthersAskALinkIsToBeHadOnceTheLastIsOver) {
  member("boris@register.example");
  for (int i = 0; i < 12; ++i) {
    clock_.advance(2 * 3'600'000);
    accounts_->ask_new_password("boris@register.example", kStreet);
    EXPECT_EQ(mails().size(), 1U) << i;
  }
}

TEST_F(AskingTest, ARegistrationThatNobodyFollowsUpIsForgotten) {
  use(Registration::open, false);
  const NewPerson person{"wanjiru@treasury.example", "Wanjiru Kamau", "en", {}};
  accounts_->ask_account(person, kStreet);
  mails();
  Register reg(store::open_sqlite({.file = folder_ / "register.db", .clock = &clock_}), clock_);
  clock_.advance(29LL * 86'400'000);
  tidy_store(reg);
  EXPECT_TRUE(account(person.address));
  const auto id = account(person.address)->id;
  clock_.advance(86'400'001);
  tidy_store(reg);
  EXPECT_FALSE(account(person.address));
  for (const auto& line : accounts_->events(Accounts::by_operator(), id, {}, 10))
    EXPECT_EQ(line.event.network, "") << "nor where it came from";
}

TEST_F(AskingTest, ANetworkThatAsksAndAsksIsSlowed) {
  for (int i = 0; i < 10; ++i)
    EXPECT_FALSE(accounts_->ask_new_password("p" + std::to_string(i) + "@x.example", kStreet));
  EXPECT_TRUE(accounts_->ask_new_password("p10@x.example", kStreet));
  EXPECT_FALSE(accounts_->ask_new_password("p10@x.example", {"198.51.100.7", "curl"}));
}

TEST_F(AskingTest, WithoutARelayNoPasswordIsAskedFor) {
  use(Registration::off, false);
  member("boris@register.example");
  EXPECT_FALSE(accounts_->mails());
  accounts_->ask_new_password("boris@register.example", kStreet);
  EXPECT_EQ(store_->read()->accounts().letter_count(), 0);
}

TEST_F(AskingTest, AnAccountIsOpenOnceItsAddressIsProved) {
  use(Registration::open, true);
  accounts_->ask_account({"wanjiru@treasury.example", "Wanjiru Kamau", "en", {}}, kStreet);
  const auto sent = mails();
  ASSERT_EQ(sent.size(), 1U);
  EXPECT_EQ(sent[0].text.find("Wanjiru"), std::string::npos) << "nobody writes to others by registering them";
  EXPECT_EQ(account("wanjiru@treasury.example")->state, store::AccountState::asked);
  const auto done = accounts_->open_link(link_in(sent[0]), {{}, {}, {}, std::string(kSecretWords)}, kStreet);
  EXPECT_EQ(done.sign_in.state, SignInState::done);
  EXPECT_EQ(account("wanjiru@treasury.example")->state, store::AccountState::active);
  EXPECT_TRUE(store_->read()->accounts().roles_of(account("wanjiru@treasury.example")->id).empty());
}

TEST_F(AskingTest, OneThatIsToBeApprovedWaitsForASteward) {
  use(Registration::approved, true);
  accounts_->ask_account({"wanjiru@treasury.example", "Wanjiru Kamau", "en", {}}, kStreet);
  const auto secret = link_in(mails().at(0));
  const auto done = accounts_->open_link(secret, {{}, {}, {}, std::string(kSecretWords)}, kStreet);
  EXPECT_TRUE(done.waits);
  EXPECT_TRUE(done.sign_in.secret.empty());
  EXPECT_FALSE(signs_in("wanjiru@treasury.example", kSecretWords));
  const auto id = account("wanjiru@treasury.example")->id;
  const access::Actor auditor{
      member("a@register.example", "auditor").id, {{access::Role::auditor, ""}}, true};
  EXPECT_THROW(accounts_->admit(auditor, id), access::Refused);
  accounts_->admit(Accounts::by_operator(), id);
  EXPECT_TRUE(signs_in("wanjiru@treasury.example", kSecretWords));
  EXPECT_EQ(mails().size(), 1U);
  EXPECT_THROW(accounts_->admit(Accounts::by_operator(), id), base::Conflict);
}

TEST_F(AskingTest, WithoutARelayAStewardHandsTheLinkOver) {
  use(Registration::open, false);
  accounts_->ask_account({"wanjiru@treasury.example", "Wanjiru Kamau", "en", {}}, kStreet);
  EXPECT_TRUE(mails().empty());
  const auto waiting = *account("wanjiru@treasury.example");
  EXPECT_EQ(waiting.state, store::AccountState::waiting);
  EXPECT_THROW(accounts_->admit(Accounts::by_operator(), waiting.id), base::Conflict)
      << "the address is not proved";
  const auto secret = accounts_->help(Accounts::by_operator(), waiting.id, false);
  accounts_->open_link(secret, {{}, {}, {}, std::string(kSecretWords)}, kStreet);
  EXPECT_TRUE(signs_in("wanjiru@treasury.example", kSecretWords));
}

TEST_F(AskingTest, RegisteringWithAKnownAddressTellsItsOwnerAlone) {
  use(Registration::open, true);
  const auto boris = member("boris@register.example");
  accounts_->ask_account({"boris@register.example", "Somebody Else", "en", {}}, kStreet);
  const auto sent = mails();
  ASSERT_EQ(sent.size(), 1U);
  EXPECT_TRUE(link_in(sent[0]).empty());
  EXPECT_EQ(sent[0].language, "ru");
  EXPECT_EQ(*account("boris@register.example"), boris) << "nothing of it has changed";
}

TEST_F(AskingTest, NobodyRegistersWhereItIsOff) {
  accounts_->ask_account({"wanjiru@treasury.example", "Wanjiru", "en", {}}, kStreet);
  EXPECT_TRUE(mails().empty());
  EXPECT_FALSE(account("wanjiru@treasury.example"));
  use(Registration::open, true);
  accounts_->ask_account({"wanjiru@treasury.example", "Wanjiru", "en", {}}, kStreet);
  const auto secret = link_in(mails().at(0));
  use(Registration::off, true);
  EXPECT_FALSE(accounts_->link(secret)) << "nor by a link of before";
}

}  // namespace
}  // namespace entente::registry
