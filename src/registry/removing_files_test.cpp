// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/removing_files.hpp"

#include <algorithm>
#include <cctype>

#include "access/refused.hpp"
#include "base/error.hpp"
#include "registry/accounts.hpp"
#include "registry/agreeing_test.hpp"
#include "registry/evidence.hpp"
#include "registry/gone_files.hpp"
#include "registry/jobs/job.hpp"
#include "registry/promising.hpp"

namespace entente::registry {
namespace {

const std::string kPassport = "%PDF-1.4 the passport of somebody";

class RemovingFilesTest : public AgreeingTest {
 protected:
  static std::string hash_of(std::string_view bytes) { return base::hex(base::sha256(bytes)); }
  /// An agreement with a file.
  base::Uuid made_with(const std::string& bytes) {
    const auto id = fresh_id();
    agreeing_().make(fund_.actor, fund_.part, id, text(), {{"annex.pdf", bytes}});
    return id;
  }
  base::Uuid delivered_with(const std::string& bytes) {
    model::Delivery delivery;
    delivery.value = base::Money{base::Decimal::from_integer(40), "USD", {}};
    delivery.receiver.organisation = union_.organisation;
    const auto id = fresh_id();
    Promising promising(*reg_);
    promising.enter(fund_.actor, fund_.part, id, delivery);
    promising.add_evidence(fund_.actor, id, 1, {.name = "receipt.pdf"}, bytes);
    return id;
  }
  FileRemoving removing() { return FileRemoving(*reg_); }
  void remove(const std::string& hash, const std::string& reason = "personal",
              const std::string& words = "By letter of 3 November.") {
    removing().remove(steward_, FactorOfTests::given(steward_, act_of_removing_file(hash, reason, words)),
                      hash, reason, words, "en");
  }
  /// Whether bytes stand anywhere in the files of the store.
  bool stands_in_store(const std::string& bytes) {
    for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
      std::ifstream file(entry.path(), std::ios::binary);
      const std::string all((std::istreambuf_iterator<char>(file)), {});
      if (all.find(bytes) != std::string::npos) return true;
    }
    return false;
  }

  access::Actor steward_{fresh_id(), {{access::Role::steward, ""}}, true};
};

TEST_F(RemovingFilesTest, TheBytesGoAndAllThatWasSignedStands) {
  const auto id = made_with(kPassport);
  for (const auto* each : {&fund_, &union_, &school_}) sign(id, *each);
  ASSERT_EQ(state(id), AgreementState::in_force);
  const auto hash = hash_of(kPassport);
  const auto signed_hash = view(id).head().text.hash;
  ASSERT_TRUE(agreeing_().file(id, hash));
  ASSERT_TRUE(stands_in_store(kPassport)) << "or the end of this test shows nothing";
  const auto event = reg_->last_event();
  remove(hash);
  EXPECT_EQ(reg_->last_event(), event + 1);
  EXPECT_FALSE(agreeing_().file(id, hash));
  EXPECT_FALSE(stands_in_store(kPassport));
  EXPECT_EQ(state(id), AgreementState::in_force);
  EXPECT_EQ(view(id).head().text.hash, signed_hash);
  EXPECT_EQ(view(id).head().text.value.files.at(0).file, hash);
  EXPECT_NE(verify_hashes(*reg_).find("0 files are what their hashes say and 1 were taken out"),
            std::string::npos);
  const auto gone = GoneFiles(*reg_).find(hash).value();
  EXPECT_EQ(gone.size, std::ssize(kPassport));
  EXPECT_EQ(gone.reason, "personal");
  EXPECT_EQ(gone.words.str("en"), "By letter of 3 November.");
  EXPECT_EQ(base::day_of(gone.at), base::day_of(clock_.now()));
  const auto told = removing().removal(hash).value();
  EXPECT_EQ(told.id, gone.removal);
  ASSERT_EQ(told.value.named.size(), 1U);
  EXPECT_EQ(told.value.named.at(0).id, id);
  EXPECT_EQ(told.value.media_type, "application/pdf");
  EXPECT_EQ(told.author, steward_.account->str());
  EXPECT_THROW(remove(hash), base::Conflict) << "twice";
}

TEST_F(RemovingFilesTest, AllThatNamesTheSameBytesIsNamedAndLosesThem) {
  const auto agreement = made_with(kPassport);
  const auto delivery = delivered_with(kPassport);
  const auto other = made_with("%PDF-1.4 an annex");
  // One names it in an earlier version alone, one was withdrawn since.
  auto without = text();
  without.exit = base::Text("en", "By a letter.");
  agreeing_().propose(fund_.actor, agreement, 1, without, {});
  const auto withdrawn = made_with(kPassport);
  withdraw(fund_.actor, withdrawn, 1);
  const auto hash = hash_of(kPassport);
  const auto kept = removing().look(steward_, hash);
  ASSERT_EQ(kept.named.size(), 3U);
  EXPECT_EQ(kept.size, std::ssize(kPassport));
  EXPECT_EQ(kept.named.at(0).name, "annex.pdf");
  EXPECT_EQ(kept.named.at(2).id, delivery);
  EXPECT_EQ(kept.named.at(2).name, "receipt.pdf");
  EXPECT_EQ(std::ranges::count_if(kept.named, [](const auto& each) { return each.stands; }), 2);
  ASSERT_TRUE(evidence_file(*reg_, delivery, hash));
  remove(hash);
  EXPECT_FALSE(evidence_file(*reg_, delivery, hash));
  EXPECT_TRUE(is_evidence(*reg_, delivery, hash)) << "the delivery still names it";
  EXPECT_FALSE(agreeing_().file(agreement, hash));
  EXPECT_TRUE(agreeing_().file(other, hash_of("%PDF-1.4 an annex")));
  EXPECT_EQ(removing().removal(hash)->value.named.size(), 3U);
  EXPECT_NO_THROW(verify_hashes(*reg_));
}

TEST_F(RemovingFilesTest, NobodyBringsTheSameBytesBack) {
  const auto id = made_with(kPassport);
  const auto delivery = delivered_with("%PDF-1.4 another");
  const auto hash = hash_of(kPassport);
  remove(hash);
  EXPECT_THROW(made_with(kPassport), base::BadInput);
  EXPECT_THROW(Promising(*reg_).add_evidence(fund_.actor, delivery, 2, {}, kPassport), base::BadInput);
  auto again = text();
  again.exit = base::Text("en", "By a letter.");
  EXPECT_THROW(agreeing_().propose(fund_.actor, id, 1, again, {{"annex.pdf", kPassport}}), base::BadInput);
  again.files = view(id).head().text.value.files;
  EXPECT_THROW(agreeing_().propose(fund_.actor, id, 1, again, {}), base::BadInput) << "by its name";
  again.files.clear();
  agreeing_().propose(fund_.actor, id, 1, again, {{"annex.pdf", "%PDF-1.4 without the passport"}});
  EXPECT_FALSE(stands_in_store(kPassport));
  try {
    made_with(kPassport);
  } catch (const base::BadInput& refused) {
    EXPECT_NE(refused.cause().find("2026-11-24 (personal)"), std::string::npos) << refused.cause();
  }
}

TEST_F(RemovingFilesTest, WhatAllHaveSignedRestsAndEndsThoughItsFileIsGone) {
  const auto id = made_with(kPassport);
  for (const auto* each : {&fund_, &union_, &school_}) sign(id, *each);
  remove(hash_of(kPassport));
  agreeing_().propose(fund_.actor, id, 1, text("end"), {});
  for (const auto* each : {&fund_, &union_, &school_}) sign(id, *each);
  EXPECT_EQ(state(id), AgreementState::ended);
}

TEST_F(RemovingFilesTest, TheOfficeAloneDoesItWithACodeForThisFile) {
  const auto id = made_with(kPassport);
  const auto hash = hash_of(kPassport);
  const auto try_as = [&](const access::Actor& actor, const std::string& act) {
    removing().remove(actor, FactorOfTests::given(actor, act), hash, "personal", "", "en");
  };
  const auto act = act_of_removing_file(hash, "personal", "");
  for (const auto* party : {&fund_, &union_, &office_})
    EXPECT_THROW(try_as(party->actor, act), access::Refused);
  EXPECT_THROW(removing().look(fund_.actor, hash), access::Refused);
  EXPECT_THROW(try_as(steward_, act_of_removing_file(hash, "mistake", "")), access::Refused);
  EXPECT_THROW(try_as(steward_, act_of_removing_file(hash, "personal", "more")), access::Refused);
  EXPECT_THROW(try_as(steward_, act_of_removing_file(hash_of("other"), "personal", "")), access::Refused);
  auto without = steward_;
  without.second_factor = false;
  EXPECT_THROW(try_as(without, act), access::Refused);
  auto program = steward_;
  program.scopes = {access::Scope::write, access::Scope::office};
  EXPECT_THROW(try_as(program, act), access::Refused);
  auto both = steward_;
  both.grants.push_back({access::Role::representative, union_.organisation.str()});
  EXPECT_THROW(try_as(both, act), access::Refused) << "a party takes nothing out that others hold against it";
  EXPECT_TRUE(agreeing_().file(id, hash));
  EXPECT_FALSE(removing().removal(hash));
}

TEST_F(RemovingFilesTest, OnlyFilesOfRecordsAreTakenOutForAReasonThatIsOne) {
  made_with(kPassport);
  const auto hash = hash_of(kPassport);
  for (const auto& other :
       {std::string(), std::string("zz"), std::string("../../register.db"), hash.substr(1)})
    EXPECT_THROW(removing().look(steward_, other), base::NotFound) << other;
  std::string upper = hash;
  for (auto& c : upper) c = static_cast<char>(std::toupper(c));
  EXPECT_THROW(removing().look(steward_, upper), base::NotFound);
  EXPECT_THROW(removing().look(steward_, hash_of("never seen")), base::NotFound);
  EXPECT_THROW(remove(hash, "because"), base::BadInput);
  EXPECT_THROW(remove(hash, ""), base::BadInput);
  EXPECT_THROW(remove(hash, "personal", std::string(3'000, 'x')), base::BadInput);
  EXPECT_TRUE(removing().look(steward_, hash).named.size() == 1U);
}

TEST_F(RemovingFilesTest, WhatAPartnershipWasReadFromIsNoFileToTakeOut) {
  const auto partnership = reg_->ids({}).at(0);
  const auto kept = reg_->partnership(partnership)->partnership.value.kept.value();
  const auto original = reg_->original(kept).value();
  made_with(original);
  EXPECT_THROW(removing().look(steward_, kept.original), base::Conflict);
  EXPECT_THROW(remove(kept.original), base::Conflict);
  EXPECT_EQ(reg_->original(kept), original);
}

TEST_F(RemovingFilesTest, AFileThatIsNotWhatItShouldBeIsFound) {
  made_with(kPassport);
  const auto key = base::sha256(kPassport);
  const auto put = [&](std::string_view bytes) {
    reg_->store().write({"test"}, [&](store::UnitOfWork& unit) { unit.rewrite_blob(key, bytes); });
  };
  put("%PDF-1.4 forged");
  EXPECT_THROW(verify_hashes(*reg_), base::Error);
  put("");
  EXPECT_THROW(verify_hashes(*reg_), base::Error) << "gone, and nobody said so";
  put(kPassport);
  EXPECT_NO_THROW(verify_hashes(*reg_));
  remove(hash_of(kPassport));
  put(kPassport);
  EXPECT_THROW(verify_hashes(*reg_), base::Error) << "back, though it was taken out";
}

}  // namespace
}  // namespace entente::registry
