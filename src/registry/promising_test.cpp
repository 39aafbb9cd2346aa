// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/promising.hpp"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "access/refused.hpp"
#include "base/error.hpp"
#include "registry/attesting.hpp"
#include "registry/confirming.hpp"
#include "registry/evidence.hpp"
#include "registry/import.hpp"
#include "registry/merging.hpp"
#include "registry/reading.hpp"
#include "registry/witnessing.hpp"
#include "registry/writing.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace entente::registry {
namespace {

using Levels = std::vector<std::string>;

/// A fund that gives, and a union that receives, in a partnership of Kenya; both have confirmed their parts.
class PromisingTest : public testing::Test {
 protected:
  PromisingTest() {
    auto name = (std::filesystem::temp_directory_path() / "entente-promising-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    reg_ = std::make_unique<Register>(
        store::open_sqlite({.file = folder_ / "register.db", .create = true, .clock = &clock_}), clock_);
    import();
    fund_ = reg_->find("iati-org", "XM-EXAMPLE-5").value();
    union_ = reg_->find("iati-org", "XM-EXAMPLE-6").value();
    giver_ = speaker_of(fund_);
    receiver_ = speaker_of(union_);
    fund_part_ = confirmed(giver_, fund_);
    confirmed(receiver_, union_);
  }
  ~PromisingTest() override {
    reg_.reset();
    std::filesystem::remove_all(folder_);
  }

  void import(const std::string& more = {}) {
    std::ofstream(folder_ / "a.xml")
        << "<iati-activities version='2.03'><iati-activity xml:lang='en' last-updated-datetime='2026-11-0"
        << (more.empty() ? 1 : 2)
        << "T00:00:00Z'><iati-identifier>A-1</iati-identifier>"
           "<reporting-org ref='XM-EXAMPLE-1' type='40'><narrative>Agency</narrative></reporting-org>"
           "<title><narrative>Wells</narrative></title>"
           "<participating-org ref='XM-EXAMPLE-5' role='1'><narrative>Fund</narrative></participating-org>"
           "<participating-org ref='XM-EXAMPLE-6' role='4'><narrative>Union</narrative></participating-org>"
           "<recipient-country code='KE'/>"
        << more << "</iati-activity></iati-activities>";
    ImportReport report;
    import_file(*reg_, folder_ / "a.xml", {}, report);
    reg_->follow();
  }
  access::Actor speaker_of(const base::Uuid& organisation) {
    return {fresh_id(), {{access::Role::representative, organisation.str()}}, false};
  }
  base::Uuid fresh_id() { return base::Uuid::v7(clock_.now()); }
  base::Uuid confirmed(const access::Actor& actor, const base::Uuid& organisation) {
    Confirming confirming(*reg_);
    const auto own = confirming.parts(actor, organisation, 0, 10).rows.at(0);
    confirming.say(actor, own.part.id, own.part.version, Word::confirm, {});
    return own.part.id;
  }
  static base::Money dollars(std::int32_t amount) { return {base::Decimal::from_integer(amount), "USD", {}}; }

  base::Uuid promised(std::int32_t amount = 100) {
    model::Commitment promise;
    promise.value = dollars(amount);
    promise.receiver.organisation = union_;
    promise.description = base::Text("en", "For wells");
    const auto id = fresh_id();
    promising_().enter(giver_, fund_part_, id, promise);
    return id;
  }
  base::Uuid delivered(std::optional<base::Uuid> promise = {}) {
    model::Delivery delivery;
    delivery.value = dollars(40);
    delivery.receiver.organisation = union_;
    delivery.commitment = promise;
    const auto id = fresh_id();
    promising_().enter(giver_, fund_part_, id, delivery);
    return id;
  }
  Promising promising_() { return Promising(*reg_); }
  Witnessing witnessing_() { return Witnessing(*reg_); }
  PartnershipView view() const { return reg_->partnership(reg_->ids({}).at(0)).value(); }
  Held<model::Delivery> delivery(const base::Uuid& id) const {
    for (const auto& each : view().deliveries)
      if (each.id == id) return each;
    ADD_FAILURE() << "no such delivery stands";
    return {};
  }
  Levels levels(const base::Uuid& id) const { return levels_of(delivery(id), view().attestations); }

  base::ManualClock clock_{base::parse_instant("2026-11-24T04:05:06Z")};
  std::filesystem::path folder_;
  std::unique_ptr<Register> reg_;
  base::Uuid fund_, union_, fund_part_;
  access::Actor giver_, receiver_;
};

TEST_F(PromisingTest, WhatTheGiverEntersStandsUnderItsName) {
  const auto id = promised();
  const auto all = view();
  ASSERT_EQ(all.commitments.size(), 1U);
  const auto& promise = all.commitments.front();
  EXPECT_EQ(promise.id, id);
  EXPECT_EQ(promise.value.giver.organisation, fund_);
  EXPECT_EQ(promise.value.sources.at(0).stated_by, "Fund");
  EXPECT_EQ(all.money.at(0).committed.str(), "100");
}

TEST_F(PromisingTest, OnlyWhoeverSpeaksForAConfirmedPartEnters) {
  model::Commitment promise;
  promise.description = base::Text("en", "All the help there is");
  EXPECT_THROW(promising_().enter(receiver_, fund_part_, fresh_id(), promise), access::Refused);
  Confirming confirming(*reg_);
  const auto own = confirming.part(giver_, fund_part_).value();
  confirming.say(giver_, fund_part_, own.part.version, Word::leave, base::Text("en", "No more"));
  EXPECT_THROW(promising_().enter(giver_, fund_part_, fresh_id(), promise), base::Conflict);
  EXPECT_TRUE(view().commitments.empty());
}

TEST_F(PromisingTest, AFormThatIsSentTwiceEntersOneRecord) {
  model::Commitment promise;
  promise.value = dollars(5);
  const auto id = fresh_id();
  promising_().enter(giver_, fund_part_, id, promise);
  promising_().enter(giver_, fund_part_, id, promise);
  EXPECT_EQ(view().commitments.size(), 1U);
  EXPECT_THROW(promising_().enter(giver_, fund_part_, fund_part_, promise), base::Conflict)
      << "the id of another record";
  EXPECT_THROW(promising_().enter(giver_, fund_part_, model::desk_of("KE"), promise), base::BadInput);
}

TEST_F(PromisingTest, AnAmountIsAboveNothingAndTheReceiverIsAnotherParty) {
  model::Commitment promise;
  EXPECT_THROW(promising_().enter(giver_, fund_part_, fresh_id(), promise), base::BadInput) << "says nothing";
  promise.value = dollars(0);
  EXPECT_THROW(promising_().enter(giver_, fund_part_, fresh_id(), promise), base::BadInput);
  promise.value = dollars(-5);
  EXPECT_THROW(promising_().enter(giver_, fund_part_, fresh_id(), promise), base::BadInput);
  promise.value = dollars(5);
  promise.receiver.organisation = fund_;
  EXPECT_THROW(promising_().enter(giver_, fund_part_, fresh_id(), promise), base::BadInput) << "itself";
  promise.receiver.organisation = fresh_id();
  EXPECT_THROW(promising_().enter(giver_, fund_part_, fresh_id(), promise), base::BadInput) << "a stranger";
  model::Delivery given;
  given.value = dollars(5);
  given.commitment = fresh_id();
  EXPECT_THROW(promising_().enter(giver_, fund_part_, fresh_id(), given), base::BadInput)
      << "no such promise";
}

TEST_F(PromisingTest, AChangeIsOfTheVersionThatWasSeen) {
  const auto id = promised();
  auto now = view().commitments.at(0).value;
  now.value = dollars(150);
  now.giver.organisation = union_;  // what is not the form's to say
  promising_().change(giver_, id, 1, now);
  EXPECT_EQ(view().commitments.at(0).version, 2);
  EXPECT_EQ(view().commitments.at(0).value.giver.organisation, fund_);
  now.value = dollars(90);
  EXPECT_THROW(promising_().change(giver_, id, 1, now), base::Conflict);
  EXPECT_THROW(promising_().change(receiver_, id, 2, now), access::Refused);
  EXPECT_EQ(view().commitments.at(0).value.value, dollars(150));
}

TEST_F(PromisingTest, WhatIsWithdrawnSaysWhyAndCountsNoMore) {
  const auto id = promised();
  EXPECT_THROW(promising_().withdraw(giver_, id, 1, {}), base::BadInput);
  promising_().withdraw(giver_, id, 1, base::Text("en", "The budget fell"));
  const auto all = view();
  EXPECT_TRUE(all.commitments.empty());
  EXPECT_TRUE(all.money.empty());
  ASSERT_EQ(all.withdrawn_commitments.size(), 1U);
  EXPECT_EQ(all.withdrawn_commitments.at(0).value.withdrawn.str("en"), "The budget fell");
  EXPECT_THROW(promising_().change(giver_, id, 2, all.withdrawn_commitments.at(0).value), base::Conflict);
}

TEST_F(PromisingTest, WhatAFileSaysIsChangedInThatFile) {
  import(
      "<transaction><transaction-type code='3'/><transaction-date iso-date='2026-01-01'/>"
      "<value currency='USD' value-date='2026-01-01'>7</value>"
      "<provider-org ref='XM-EXAMPLE-5'><narrative>Fund</narrative></provider-org>"
      "<receiver-org ref='XM-EXAMPLE-6'><narrative>Union</narrative></receiver-org></transaction>");
  const auto entered = delivered();
  ASSERT_EQ(view().deliveries.size(), 2U);
  for (const auto& each : view().deliveries) {
    if (each.id == entered) continue;
    EXPECT_THROW(promising_().change(giver_, each.id, each.version, each.value), base::Conflict);
    // Its receiver may speak of it all the same.
    witnessing_().receive(receiver_, each.id, each.version, true, {});
    EXPECT_EQ(levels(each.id), (Levels{"claim", "partner_countersigned"}));
  }
  import("<description><narrative>Without the payment</narrative></description>");
  ASSERT_EQ(view().deliveries.size(), 1U) << "no file takes away what was entered here";
  EXPECT_EQ(view().deliveries.at(0).id, entered);
}

TEST_F(PromisingTest, TheReceiversWordAttestsTheDeliveryUntilItChanges) {
  const auto id = delivered(promised());
  EXPECT_EQ(levels(id), Levels{"claim"});
  EXPECT_TRUE(waits_for_receiver(delivery(id), view().attestations));
  EXPECT_THROW(witnessing_().receive(giver_, id, 1, true, {}), access::Refused) << "the giver has no word";
  witnessing_().receive(receiver_, id, 1, true, {});
  EXPECT_EQ(levels(id), (Levels{"claim", "partner_countersigned"}));
  EXPECT_FALSE(waits_for_receiver(delivery(id), view().attestations));
  const auto said = view().attestations.at(0);
  witnessing_().receive(receiver_, id, 1, true, {});
  EXPECT_EQ(view().attestations.at(0).version, said.version) << "said already";

  auto more = delivery(id).value;
  more.value = dollars(400);
  promising_().change(giver_, id, 1, more);
  EXPECT_EQ(levels(id), Levels{"claim"}) << "of 400 nobody has said a word";
  EXPECT_TRUE(waits_for_receiver(delivery(id), view().attestations));
  EXPECT_THROW(witnessing_().receive(receiver_, id, 1, true, {}), base::Conflict);
  EXPECT_THROW(witnessing_().receive(receiver_, id, 2, false, {}), base::BadInput) << "without saying why";
  witnessing_().receive(receiver_, id, 2, false, base::Text("en", "40 came"));
  EXPECT_TRUE(is_disputed(delivery(id), view().attestations));
  EXPECT_EQ(view().attestations.size(), 1U) << "one word of one party";
}

TEST_F(PromisingTest, AnotherDeliverysChangeReopensNothing) {
  const auto one = delivered(), other = delivered();
  witnessing_().receive(receiver_, one, 1, true, {});
  auto changed = delivery(other).value;
  changed.value = dollars(1);
  promising_().change(giver_, other, 1, changed);
  EXPECT_EQ(levels(one), (Levels{"claim", "partner_countersigned"}));
}

TEST_F(PromisingTest, TheGovernmentOfTheCountryItWorksInHasAWord) {
  const auto id = delivered();
  const access::Actor kenya{fresh_id(), {{access::Role::focal_point, "KE"}}, false};
  const access::Actor nepal{fresh_id(), {{access::Role::focal_point, "NP"}}, false};
  EXPECT_THROW(witnessing_().host(nepal, id, 1, "NP", true, {}), base::BadInput);
  EXPECT_THROW(witnessing_().host(nepal, id, 1, "KE", true, {}), access::Refused);
  witnessing_().host(kenya, id, 1, "KE", true, {});
  EXPECT_EQ(levels(id), (Levels{"claim", "host_government"}));
}

TEST_F(PromisingTest, TheOfficeRecordsWhoVerifiedItAndWhereThatCanBeRead) {
  const auto id = delivered();
  const access::Actor steward{fresh_id(), {{access::Role::steward, ""}}, true};
  const auto verify = [&](const access::Actor& actor, const char* by, const char* url) {
    witnessing_().verify(actor, id, 1, "independent_verifier", by, url, true, {});
  };
  EXPECT_THROW(verify(giver_, "Audit Office", "https://example.org/a"), access::Refused);
  EXPECT_THROW(verify(steward, " ", "https://example.org/a"), base::BadInput);
  EXPECT_THROW(verify(steward, "Audit Office", "javascript:alert(1)"), base::BadInput);
  verify(steward, "Audit Office", "https://example.org/a");
  EXPECT_EQ(levels(id), (Levels{"claim", "independent_verifier"}));
  EXPECT_THROW(
      witnessing_().verify(steward, id, 1, "partner_countersigned", "x", "https://example.org", true, {}),
      base::BadInput)
      << "the receiver's word is the receiver's";
}

TEST_F(PromisingTest, WhoGaveItOrWroteItDownIsNoWitnessOfIt) {
  const auto id = delivered();
  const access::Grant steward{access::Role::steward, ""}, giver{access::Role::representative, fund_.str()},
      receiver{access::Role::representative, union_.str()}, kenya{access::Role::focal_point, "KE"};
  const auto verify = [&](const access::Actor& actor) {
    witnessing_().verify(actor, id, 1, "independent_verifier", "Audit Office", "https://example.org/a", true,
                         {});
  };
  EXPECT_THROW(verify({fresh_id(), {steward, giver}, true}), access::Refused);
  EXPECT_THROW(verify({fresh_id(), {steward, receiver}, true}), access::Refused);
  EXPECT_THROW(verify({giver_.account, {steward}, true}), access::Refused) << "whoever entered it";
  EXPECT_THROW(witnessing_().receive({fresh_id(), {giver, receiver}, false}, id, 1, true, {}),
               access::Refused);
  EXPECT_THROW(witnessing_().host({fresh_id(), {giver, kenya}, false}, id, 1, "KE", true, {}),
               access::Refused);
  EXPECT_EQ(levels(id), Levels{"claim"});
}

TEST_F(PromisingTest, WithItsPartnershipWithdrawnNothingIsHandedOutOrChanged) {
  const auto id = delivered();
  promising_().add_evidence(giver_, id, 1, {}, "a receipt");
  const auto file = delivery(id).value.evidence.at(0).file;
  EXPECT_TRUE(evidence_file(*reg_, id, file));
  const auto whole = view().partnership;
  reg_->store().write({"test"}, [&](store::UnitOfWork& unit) {
    unit.put(revision_of(whole.id, whole.value, store::Visibility::withdrawn));
  });
  EXPECT_FALSE(evidence_file(*reg_, id, file));
  EXPECT_THROW(promising_().withdraw(giver_, id, 2, base::Text("en", "No more")), base::NotFound);
}

TEST_F(PromisingTest, FilesThatAreDroppedAreCountedStill) {
  const auto id = delivered();
  std::int64_t version = 0;
  for (std::size_t i = 0; i < kMostEvidenceFiles; ++i) {
    promising_().add_evidence(giver_, id, ++version, {}, "receipt " + std::to_string(i));
    promising_().drop_evidence(giver_, id, ++version, 0);
  }
  EXPECT_THROW(promising_().add_evidence(giver_, id, ++version, {}, "one more"), base::Conflict);
}

TEST_F(PromisingTest, AReceiverThatIsNoPartyAnyMoreStays) {
  const auto id = promised();
  for (const auto& party : view().parties)
    if (party.organisation.id == union_)
      reg_->store().write({"test"}, [&](store::UnitOfWork& unit) {
        unit.put(revision_of(party.part.id, party.part.value, store::Visibility::withdrawn));
      });
  reg_->follow();
  const auto one = promising_().one(id).value();
  EXPECT_TRUE(std::ranges::any_of(one.others, [&](const auto& each) { return each.first == union_; }));
  auto promise = std::get<model::Commitment>(one.record.value);
  promise.description = base::Text("en", "For ten wells");
  promising_().change(giver_, id, 1, promise);
  EXPECT_EQ(view().commitments.front().value.receiver.organisation, union_);
  EXPECT_THROW(promising_().enter(giver_, fund_part_, fresh_id(), promise), base::BadInput)
      << "but nothing new is promised to it";
}

TEST_F(PromisingTest, EvidenceIsKeptByItsHashAndHandedOutWhereItIsNamed) {
  const auto id = delivered();
  const std::string pdf = "%PDF-1.4 a receipt";
  promising_().add_evidence(giver_, id, 1,
                            {.kind = "receipt",
                             .title = {},
                             .url = {},
                             .file = {},
                             .name = "../../a\u202e\u200e\u200f\u202a\u2066\u2069\u061cfdp.pdf",
                             .media_type = "text/html"},
                            pdf);
  EXPECT_EQ(levels(id), (Levels{"claim", "own_document"}));
  const auto piece = delivery(id).value.evidence.at(0);
  EXPECT_EQ(piece.name, "afdp.pdf");
  EXPECT_EQ(piece.media_type, "application/pdf") << "by its content";
  EXPECT_EQ(evidence_file(*reg_, id, piece.file).value().bytes, pdf);
  const auto other = delivered();
  EXPECT_FALSE(evidence_file(*reg_, other, piece.file)) << "another delivery does not name it";
  EXPECT_FALSE(evidence_file(*reg_, id, ""));
  EXPECT_FALSE(evidence_file(*reg_, id, std::string(64, 'z')));
  promising_().drop_evidence(giver_, id, 2, 0);
  EXPECT_FALSE(evidence_file(*reg_, id, piece.file));
  EXPECT_THROW(promising_().drop_evidence(giver_, id, 3, 0), base::NotFound);
}

TEST_F(PromisingTest, OfEvidenceOnlyKnownTypesAreTakenAndNotTooMany) {
  const auto id = delivered();
  const model::Evidence plain;
  const auto add = [&](std::int64_t version, const std::string& bytes) {
    promising_().add_evidence(giver_, id, version, plain, bytes);
  };
  EXPECT_THROW(add(1, std::string("PK\x03\x04", 4)), base::BadInput) << "an archive, which may be a bomb";
  EXPECT_THROW(add(1,
                   "\x7f"
                   "ELF"),
               base::BadInput);
  EXPECT_THROW(add(1, std::string("a\0b", 3)), base::BadInput);
  EXPECT_THROW(add(1, "%PDF-" + std::string(kMostEvidenceBytes, 'x')), base::BadInput);
  EXPECT_THROW(add(1, ""), base::BadInput) << "neither a file nor a link";
  for (std::size_t i = 0; i < kMostEvidence; ++i)
    add(static_cast<std::int64_t>(i + 1), "receipt " + std::to_string(i));
  EXPECT_THROW(add(kMostEvidence + 1, "one more"), base::Conflict);
  EXPECT_THROW(promising_().add_evidence(receiver_, id, kMostEvidence + 1, plain, "mine"), access::Refused);
}

TEST_F(PromisingTest, AMergeOfTheGiverLeavesTheReceiversWordStanding) {
  const auto id = delivered();
  witnessing_().receive(receiver_, id, 1, true, {});
  const access::Actor steward{fresh_id(), {{access::Role::steward, ""}}, true};
  const auto agency = reg_->find("iati-org", "XM-EXAMPLE-1").value();
  Merging merging(*reg_);
  merging.merge(steward, agency, fund_);
  reg_->follow();
  EXPECT_EQ(delivery(id).value.giver.organisation, agency);
  EXPECT_EQ(levels(id), (Levels{"claim", "partner_countersigned"}));
  merging.undo(steward, fund_);
  reg_->follow();
  EXPECT_EQ(delivery(id).value.giver.organisation, fund_);
  EXPECT_EQ(levels(id), (Levels{"claim", "partner_countersigned"}));
}

TEST_F(PromisingTest, AReaderSeesWhatAFormNeeds) {
  const auto promise = promised(), given = delivered(promise);
  const auto all = promising_().of_part(giver_, fund_part_).value();
  EXPECT_TRUE(all.confirmed);
  EXPECT_EQ(all.promised.size(), 1U);
  EXPECT_EQ(all.delivered.size(), 1U);
  EXPECT_TRUE(all.received.empty());
  EXPECT_EQ(all.others.size(), 2U) << "the agency and the union";
  EXPECT_THROW(promising_().of_part(receiver_, fund_part_), access::Refused);
  const auto one = promising_().one(given).value();
  EXPECT_EQ(one.part, fund_part_);
  EXPECT_EQ(one.countries, std::vector<std::string>{"KE"});
  EXPECT_EQ(one.promised.at(0).id, promise);
  EXPECT_FALSE(promising_().one(fund_)) << "an organisation";
  EXPECT_FALSE(promising_().one(fresh_id()));
}

}  // namespace
}  // namespace entente::registry
