// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/agreeing.hpp"

#include <algorithm>

#include "access/refused.hpp"
#include "base/error.hpp"
#include "registry/agreeing_test.hpp"
#include "registry/merging.hpp"
#include "registry/promising.hpp"

namespace entente::registry {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;

using enum AgreementState;

TEST_F(AgreeingTest, ItIsInForceOnceAllHaveSignedTheSameHash) {
  const auto id = made();
  EXPECT_EQ(state(id), waits);
  EXPECT_EQ(view(id).head().needed.at(0).party.name.str("en"), "Fund");
  sign(id, fund_);
  sign(id, union_);
  EXPECT_EQ(state(id), waits);
  sign(id, school_);
  EXPECT_EQ(state(id), in_force);
  ASSERT_EQ(agreeing_().of_partnership(reg_->ids({}).at(0)).size(), 1U);
}

TEST_F(AgreeingTest, OneByteChangedAndAllSignAnew) {
  const auto id = made();
  sign(id, fund_);
  sign(id, union_);
  auto changed = text();
  changed.wording = base::Text("en", "Each party digs one well a year!");
  agreeing_().propose(union_.actor, id, 1, changed, {});
  EXPECT_THROW(sign(id, school_, 1, school_.organisation, "Head"), base::Conflict);
  sign(id, school_);
  EXPECT_EQ(state(id), waits);
  sign(id, fund_);
  sign(id, union_);
  EXPECT_EQ(state(id), in_force);
  EXPECT_EQ(view(id).counting, 2);
}

TEST_F(AgreeingTest, WhoSignsGivesTheSecondFactorOnceMoreAndSpeaksForTheParty) {
  const auto id = made();
  auto agreeing = agreeing_();
  const auto try_as = [&](const access::Actor& actor, ProvenFactor proven,
                          std::string_view capacity = "Director") {
    agreeing.sign(actor, std::move(proven), id, 1, fund_.organisation, capacity);
  };
  EXPECT_THROW(try_as(fund_.actor, proof(union_.actor, id, fund_.organisation)), access::Refused);
  auto without = fund_.actor;
  without.second_factor = false;
  EXPECT_THROW(try_as(without, proof(without, id, fund_.organisation)), access::Refused);
  EXPECT_THROW(try_as(union_.actor, proof(union_.actor, id, fund_.organisation)), access::Refused);
  auto program = fund_.actor;
  program.scopes = {access::Scope::write};
  EXPECT_THROW(try_as(program, proof(program, id, fund_.organisation)), access::Refused);
  for (const std::string capacity : {"", "  ", "a\nb", "\x01"})
    EXPECT_THROW(try_as(fund_.actor, proof(fund_.actor, id, fund_.organisation, capacity), capacity),
                 base::BadInput);
  EXPECT_THROW(try_as(fund_.actor, proof(fund_.actor, id, fund_.organisation), "Chair"), access::Refused)
      << "the office is signed, and so is part of the act";
  EXPECT_THROW(sign(id, office_), base::NotFound);
  EXPECT_FALSE(view(id).head().needed.at(0).given);
  sign(id, fund_);
  sign(id, fund_);  // once is enough
  EXPECT_TRUE(view(id).head().needed.at(0).counts());
}

TEST_F(AgreeingTest, WhoHasToSignIsKnownStillBehindWhatChangesNoAgreement) {
  const auto id = made();
  sign(id, fund_);
  const auto waits_for = [&](const Speaker& who) {
    return reg_->awaited(who.organisation, Awaiting::signatures, 10).size();
  };
  const auto deliver = [&] {
    model::Delivery delivery;
    delivery.value = base::Money{base::Decimal::from_integer(40), "USD", {}};
    delivery.receiver.organisation = union_.organisation;
    Promising(*reg_).enter(fund_.actor, fund_.part, fresh_id(), delivery);
  };
  for (int again = 0; again < 2; ++again) {
    EXPECT_EQ(waits_for(fund_), 0U);
    EXPECT_EQ(waits_for(union_), 1U);
    EXPECT_EQ(waits_for(school_), 1U);
    deliver();
  }
  sign(id, union_);
  deliver();
  EXPECT_EQ(waits_for(union_), 0U);
  EXPECT_EQ(waits_for(school_), 1U);
}

TEST_F(AgreeingTest, ASecondFactorGivenForOneActDoesNoOther) {
  const auto id = made(), other = made();
  auto agreeing = agreeing_();
  const auto party = fund_.organisation;
  EXPECT_THROW(agreeing.sign(fund_.actor, proof(fund_.actor, other, party), id, 1, party, "Director"),
               access::Refused)
      << "of another agreement";
  EXPECT_THROW(
      agreeing.sign(fund_.actor, proof(fund_.actor, id, union_.organisation), id, 1, party, "Director"),
      access::Refused)
      << "of another party";
  auto earlier = proof(fund_.actor, id, party);
  auto changed = text();
  changed.wording = base::Text("en", "Each party digs two wells a year.");
  agreeing.propose(union_.actor, id, 1, changed, {});
  EXPECT_THROW(agreeing.sign(fund_.actor, std::move(earlier), id, 2, party, "Director"), access::Refused)
      << "of another text";
  auto once = proof(fund_.actor, id, party);
  agreeing.sign(fund_.actor, std::move(once), id, 2, party, "Director");
  EXPECT_THROW(agreeing.sign(fund_.actor, std::move(once), id, 2, party, "Director"),  // NOLINT
               access::Refused)
      << "nor the same once more";
  const auto key = ledger::SignerKey::make("fund.example", ledger::KeyKind::log).verifier().text();
  EXPECT_THROW(add_signing_key(*reg_, fund_.actor, proof(fund_.actor, id, party), party, key),
               access::Refused);
  add_key(fund_, party, key);
  const auto known = signing_keys(*reg_, party).at(0).id;
  EXPECT_THROW(
      end_signing_key(*reg_, fund_.actor, FactorOfTests::given(fund_.actor, act_of_adding_key(party, key)),
                      known, "2026-11-24"),
      access::Refused);
}

TEST_F(AgreeingTest, TheEndOfAnAgreementTakesAFactorOfItsOwn) {
  const auto id = in_force_now();
  auto renewed = text("renew");
  renewed.ends = base::PartialDate::parse("2030-12-31");
  agreeing_().propose(fund_.actor, id, 1, renewed, {});
  auto of_renewal = proof(fund_.actor, id, fund_.organisation);
  agreeing_().propose(union_.actor, id, 2, text("end"), {});
  EXPECT_THROW(agreeing_().sign(fund_.actor, std::move(of_renewal), id, 3, fund_.organisation, "Director"),
               access::Refused);
  for (const auto* each : {&fund_, &union_, &school_}) sign(id, *each);
  EXPECT_EQ(state(id), ended);
}

TEST_F(AgreeingTest, OnlyPartiesThatHaveConfirmedTheirPartAreNamed) {
  auto agreement = text();
  agreement.parties.push_back({office_.organisation, {}, {}});
  EXPECT_THROW(agreeing_().make(fund_.actor, fund_.part, fresh_id(), agreement, {}), base::BadInput);
  EXPECT_THROW(agreeing_().make(office_.actor, office_.part, fresh_id(), text(), {}), base::Conflict);
  EXPECT_THROW(agreeing_().make(union_.actor, fund_.part, fresh_id(), text(), {}), access::Refused);
  agreement = text();
  agreement.parties.resize(1);
  EXPECT_THROW(agreeing_().make(fund_.actor, fund_.part, fresh_id(), agreement, {}), base::BadInput);
  agreement = text();
  agreement.parties.push_back(agreement.parties.front());
  EXPECT_THROW(agreeing_().make(fund_.actor, fund_.part, fresh_id(), agreement, {}), base::BadInput);
  agreement = text();
  std::erase_if(agreement.parties, [&](const auto& each) { return each.organisation == fund_.organisation; });
  EXPECT_THROW(agreeing_().make(fund_.actor, fund_.part, fresh_id(), agreement, {}), base::BadInput);
  agreement = text();
  agreement.wording = {};
  EXPECT_THROW(agreeing_().make(fund_.actor, fund_.part, fresh_id(), agreement, {}), base::BadInput);
  agreement = text("amend");
  EXPECT_THROW(agreeing_().make(fund_.actor, fund_.part, fresh_id(), agreement, {}), base::BadInput);
  const auto id = fresh_id();
  agreeing_().make(fund_.actor, fund_.part, id, text(), {});
  agreeing_().make(fund_.actor, fund_.part, id, text(), {});  // the form was sent twice
  EXPECT_EQ(agreeing_().whole(id)->versions.size(), 1U);
}

TEST_F(AgreeingTest, AnIdThatIsThereSwallowsNoOtherText) {
  const auto id = fresh_id();
  agreeing_().make(fund_.actor, fund_.part, id, text(), {{"a.pdf", "%PDF-1.7 one"}});
  auto other = text();
  other.wording = base::Text("en", "Each party digs two wells a year.");
  EXPECT_THROW(agreeing_().make(fund_.actor, fund_.part, id, other, {{"a.pdf", "%PDF-1.7 one"}}),
               base::Conflict);
  EXPECT_THROW(agreeing_().make(fund_.actor, fund_.part, id, text(), {{"a.pdf", "%PDF-1.7 two"}}),
               base::Conflict);
  EXPECT_THROW(agreeing_().make(union_.actor, union_.part, id, other, {}), base::Conflict);
  agreeing_().propose(union_.actor, id, 1, other, {});
  agreeing_().make(fund_.actor, fund_.part, id, text(), {{"a.pdf", "%PDF-1.7 one"}});  // sent twice, late
  EXPECT_EQ(agreeing_().whole(id)->versions.size(), 2U);
}

TEST_F(AgreeingTest, AFileIsPartOfItByItsHash) {
  auto agreement = text();
  agreement.wording = {};
  const auto id = fresh_id();
  agreeing_().make(fund_.actor, fund_.part, id, agreement, {{"../signed.pdf", "%PDF-1.7 one"}});
  const auto hash = base::hex(base::sha256("%PDF-1.7 one"));
  ASSERT_EQ(view(id).head().text.value.files.at(0).file, hash);
  EXPECT_EQ(view(id).head().text.value.files.at(0).name, "signed.pdf");
  EXPECT_EQ(agreeing_().file(id, hash).value().bytes, "%PDF-1.7 one");
  EXPECT_EQ(agreeing_().file(id, hash).value().media_type, "application/pdf");
  EXPECT_FALSE(agreeing_().file(id, base::hex(base::sha256("other"))));
  const auto before = view(id).head().text.hash;
  auto now = view(id).head().text.value;
  now.files.clear();
  agreeing_().propose(fund_.actor, id, 1, now, {{"signed.pdf", "%PDF-1.7 two"}});
  EXPECT_NE(view(id).head().text.hash, before);
  EXPECT_TRUE(agreeing_().file(id, hash));  // an earlier version names it still
  now.files = {{base::hex(base::sha256("never")), "x", "application/pdf"}};
  EXPECT_THROW(agreeing_().propose(fund_.actor, id, 2, now, {}), base::BadInput);
  now.files.clear();
  EXPECT_THROW(agreeing_().propose(fund_.actor, id, 2, now, {{"a.zip", "PK\x03\x04"}}), base::BadInput);
}

TEST_F(AgreeingTest, AKeyOfTheOwnSignsElsewhere) {
  const auto id = made();
  const auto key = keyed(union_, "union.example/sign");
  EXPECT_THROW(agreeing_().take(fund_.actor, id, note(key, statement(id, union_))), access::Refused);
  agreeing_().take(union_.actor, id, note(key, statement(id, union_)));
  const auto needed = view(id).head().needed.at(1);
  ASSERT_TRUE(needed.counts());
  EXPECT_EQ(needed.given->signature.value.method, "key");
  sign(id, fund_);
  sign(id, school_);
  EXPECT_EQ(state(id), in_force);
}

TEST_F(AgreeingTest, WhatAKeyDidNotSignIsRefused) {
  const auto id = made();
  const auto key = keyed(union_, "union.example/sign");
  const auto strange = ledger::SignerKey::make("union.example/sign", ledger::KeyKind::log);
  const auto others = keyed(fund_, "fund.example/sign");
  const auto said = statement(id, union_);
  auto agreeing = agreeing_();
  EXPECT_THROW(agreeing.take(union_.actor, id, note(strange, said)), base::BadInput);
  EXPECT_THROW(agreeing.take(union_.actor, id, note(others, said)), base::BadInput);
  auto whole = note(key, said);
  auto changed = whole;
  changed.replace(changed.find("Director"), 8, "Dictator");
  EXPECT_THROW(agreeing.take(union_.actor, id, changed), base::BadInput);
  EXPECT_THROW(agreeing.take(union_.actor, id, "not a note"), base::BadInput);
  EXPECT_THROW(agreeing.take(union_.actor, id, ledger::bytes_of({"hello\n", {key.sign("hello\n")}})),
               base::BadInput);
  auto other = said;
  other.hash = std::string(64, '0');
  EXPECT_THROW(agreeing.take(union_.actor, id, note(key, other)), base::Conflict);
  other = said;
  other.act = "end";
  EXPECT_THROW(agreeing.take(union_.actor, id, note(key, other)), base::Conflict);
  other = said;
  other.agreement = fresh_id();
  EXPECT_THROW(agreeing.take(union_.actor, id, note(key, other)), base::BadInput);
  other = said;
  other.day = *base::PartialDate::parse("2026-11-23");
  EXPECT_THROW(agreeing.take(union_.actor, id, note(key, other)), base::BadInput);
  other.day = *base::PartialDate::parse("2026-12-24");
  EXPECT_THROW(agreeing.take(union_.actor, id, note(key, other)), base::BadInput);
  EXPECT_FALSE(view(id).head().needed.at(1).given);
}

TEST_F(AgreeingTest, ASignatureOfAnEarlierVersionIsNotTakenForALaterOne) {
  const auto id = made();
  const auto key = keyed(union_, "union.example/sign");
  const auto replayed = note(key, statement(id, union_));
  agreeing_().take(union_.actor, id, replayed);
  auto changed = text();
  changed.exit = base::Text("en", "By a letter.");
  agreeing_().propose(fund_.actor, id, 1, changed, {});
  EXPECT_THROW(agreeing_().take(union_.actor, id, replayed), base::Conflict);
  // Nor when the first text stands again: that is another version.
  agreeing_().propose(fund_.actor, id, 2, text(), {});
  EXPECT_THROW(agreeing_().take(union_.actor, id, replayed), base::Conflict);
  EXPECT_FALSE(view(id).head().needed.at(1).counts());
}

TEST_F(AgreeingTest, AKeyThatEndedSignsNothingAnyMore) {
  const auto id = made();
  const auto key = keyed(union_, "union.example/sign");
  sign(id, fund_);
  sign(id, school_);
  clock_.advance(3 * kDayMs);
  agreeing_().take(union_.actor, id, note(key, statement(id, union_)));
  EXPECT_EQ(state(id), in_force);
  const auto known = signing_keys(*reg_, union_.organisation).at(0).id;
  EXPECT_THROW(end_key(fund_, known, "2026-11-27"), access::Refused);
  for (const std::string day : {"", "2026-11", "2026-11-28", "soon"})
    EXPECT_THROW(end_key(union_, known, day), base::BadInput);
  // Stolen before it signed: what came in since counts no more.
  end_key(union_, known, "2026-11-26");
  EXPECT_EQ(state(id), waits);
  EXPECT_EQ(view(id).head().needed.at(1).given->fault, SignatureFault::ended_key);
  EXPECT_THROW(agreeing_().take(union_.actor, id, note(key, statement(id, union_))), base::BadInput);
  sign(id, union_);
  EXPECT_EQ(state(id), in_force);
}

TEST_F(AgreeingTest, AKeyIsRegisteredOnceAndIsOneThatSigns) {
  const auto key = keyed(union_, "union.example/sign");
  const auto add = [&](std::string_view text) { add_key(union_, union_.organisation, text); };
  EXPECT_THROW(add(key.verifier().text()), base::Conflict);
  EXPECT_THROW(add("union.example/sign+00000000+AAAA"), base::BadInput);
  EXPECT_THROW(add(key.text()), base::BadInput);  // the private half
  EXPECT_THROW(add(ledger::SignerKey::make("w.example", ledger::KeyKind::witness).verifier().text()),
               base::BadInput);
  EXPECT_THROW(add_key(fund_, union_.organisation,
                       ledger::SignerKey::make("x", ledger::KeyKind::log).verifier().text()),
               access::Refused);
  EXPECT_EQ(signing_keys(*reg_, union_.organisation).size(), 1U);
}

TEST_F(AgreeingTest, AmendmentSuspensionAndEndAreSignedByAll) {
  const auto id = in_force_now();
  auto amended = text("amend");
  amended.wording = base::Text("en", "Each party digs two wells a year.");
  EXPECT_THROW(agreeing_().propose(office_.actor, id, 1, amended, {}), access::Refused);
  amended.act = "agree";
  EXPECT_THROW(agreeing_().propose(fund_.actor, id, 1, amended, {}), base::BadInput);
  amended.act = "amend";
  EXPECT_THROW(agreeing_().propose(fund_.actor, id, 1, text("resume"), {}), base::BadInput);
  EXPECT_THROW(agreeing_().propose(fund_.actor, id, 1, text("renew"), {}), base::BadInput);
  agreeing_().propose(fund_.actor, id, 1, amended, {});
  EXPECT_EQ(view(id).counting, 1);
  for (const auto* each : {&fund_, &union_, &school_}) sign(id, *each);
  EXPECT_EQ(view(id).counting, 2);
  auto rests = text("suspend");
  rests.wording = base::Text("en", "What nobody agreed to.");
  rests.reason = base::Text("en", "Floods.");
  agreeing_().propose(union_.actor, id, 2, rests, {});
  EXPECT_EQ(view(id).head().text.value.wording.str("en"), "Each party digs two wells a year.");
  EXPECT_EQ(view(id).head().text.value.reason.str("en"), "Floods.");
  EXPECT_EQ(state(id), in_force);
  for (const auto* each : {&fund_, &union_, &school_}) sign(id, *each);
  EXPECT_EQ(state(id), suspended);
  agreeing_().propose(union_.actor, id, 3, text("resume"), {});
  for (const auto* each : {&fund_, &union_, &school_}) sign(id, *each);
  EXPECT_EQ(state(id), in_force);
  agreeing_().propose(school_.actor, id, 4, text("end"), {});
  sign(id, fund_);
  sign(id, union_);
  EXPECT_EQ(state(id), in_force);
  sign(id, school_);
  EXPECT_EQ(state(id), ended);
  EXPECT_THROW(agreeing_().propose(fund_.actor, id, 5, text("amend"), {}), base::Conflict);
}

TEST_F(AgreeingTest, AMergeOfPartiesLeavesWhatWasSignedAsItIs) {
  const auto id = made();
  sign(id, fund_);
  sign(id, school_);
  const auto hash = view(id).head().text.hash;
  const access::Actor steward{fresh_id(), {{access::Role::steward, ""}}, true};
  Merging(*reg_).merge(steward, office_.organisation, union_.organisation);
  reg_->follow();
  EXPECT_EQ(view(id).head().text.hash, hash);
  EXPECT_EQ(state(id), waits);
  // Whoever represents the one that stands signs for the one that was named.
  sign(id, office_, 1, union_.organisation);
  EXPECT_EQ(state(id), in_force);
}

}  // namespace
}  // namespace entente::registry
