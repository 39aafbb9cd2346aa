// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include "ledger/key.hpp"
#include "ledger/note.hpp"
#include "registry/agreeing.hpp"
#include "registry/confirming.hpp"
#include "registry/import.hpp"
#include "registry/proven_factor.hpp"
#include "registry/signing_keys.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace entente::registry {

/// Makes what Accounts makes of a code that fits.
struct FactorOfTests {
  static ProvenFactor given(const access::Actor& actor, std::string act) {
    return {*actor.account, std::move(act)};
  }
};

/// A fund, a union and a school in one partnership; all have confirmed their parts.
class AgreeingTest : public testing::Test {
 protected:
  AgreeingTest() {
    auto name = (std::filesystem::temp_directory_path() / "entente-agreeing-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    reg_ = std::make_unique<Register>(
        store::open_sqlite({.file = folder_ / "register.db", .create = true, .clock = &clock_}), clock_);
    std::ofstream(folder_ / "a.xml")
        << "<iati-activities version='2.03'><iati-activity xml:lang='en'>"
           "<iati-identifier>A-1</iati-identifier>"
           "<reporting-org ref='XM-EXAMPLE-1' type='40'><narrative>Agency</narrative></reporting-org>"
           "<title><narrative>Wells</narrative></title>"
           "<participating-org ref='XM-EXAMPLE-5' role='1'><narrative>Fund</narrative></participating-org>"
           "<participating-org ref='XM-EXAMPLE-6' role='4'><narrative>Union</narrative></participating-org>"
           "<participating-org ref='XM-EXAMPLE-7' role='4'><narrative>School</narrative></participating-org>"
           "<participating-org ref='XM-EXAMPLE-8' role='4'><narrative>Office</narrative></participating-org>"
           "</iati-activity></iati-activities>";
    ImportReport report;
    import_file(*reg_, folder_ / "a.xml", {}, report);
    reg_->follow();
    fund_ = party("XM-EXAMPLE-5", true);
    union_ = party("XM-EXAMPLE-6", true);
    school_ = party("XM-EXAMPLE-7", true);
    office_ = party("XM-EXAMPLE-8", false);
  }
  ~AgreeingTest() override {
    reg_.reset();
    std::filesystem::remove_all(folder_);
  }

  struct Speaker {
    base::Uuid organisation, part;
    access::Actor actor;
  };
  Speaker party(const std::string& identifier, bool confirms) {
    Speaker speaker;
    speaker.organisation = reg_->find("iati-org", identifier).value();
    speaker.actor = {fresh_id(), {{access::Role::representative, speaker.organisation.str()}}, true};
    Confirming confirming(*reg_);
    const auto own = confirming.parts(speaker.actor, speaker.organisation, 0, 10).rows.at(0);
    speaker.part = own.part.id;
    if (confirms) confirming.say(speaker.actor, own.part.id, own.part.version, Word::confirm, {});
    return speaker;
  }
  base::Uuid fresh_id() { return base::Uuid::v7(clock_.now()); }

  model::Agreement text(const std::string& act = "agree") const {
    model::Agreement agreement;
    agreement.act = act;
    agreement.title = base::Text("en", "Wells together");
    agreement.wording = base::Text("en", "Each party digs one well a year.");
    for (const auto* each : {&fund_, &union_, &school_})
      agreement.parties.push_back({each->organisation, {}, "Director"});
    return agreement;
  }
  base::Uuid made() {
    const auto id = fresh_id();
    agreeing_().make(fund_.actor, fund_.part, id, text(), {});
    return id;
  }
  void sign(const base::Uuid& id, const Speaker& who) {
    sign(id, who, view(id).head().text.version, who.organisation);
  }
  /// The second factor, given for signing the version that stands.
  ProvenFactor proof(const access::Actor& actor, const base::Uuid& id, const base::Uuid& party,
                     std::string_view capacity = "Director") {
    const auto head = view(id).head().text;
    return FactorOfTests::given(
        actor, act_of_signing(id, head.version, base::hex(head.hash), head.value.act, party, capacity));
  }
  void sign(const base::Uuid& id, const Speaker& who, std::int64_t version, const base::Uuid& party,
            std::string_view capacity = "Director") {
    agreeing_().sign(who.actor, proof(who.actor, id, party, capacity), id, version, party, capacity);
  }
  void add_key(const Speaker& who, const base::Uuid& organisation, std::string_view text) {
    add_signing_key(*reg_, who.actor, FactorOfTests::given(who.actor, act_of_adding_key(organisation, text)),
                    organisation, text);
  }
  void end_key(const Speaker& who, const base::Uuid& key, std::string_view day) {
    end_signing_key(*reg_, who.actor, FactorOfTests::given(who.actor, act_of_ending_key(key, day)), key, day);
  }
  base::Uuid in_force_now() {
    const auto id = made();
    for (const auto* each : {&fund_, &union_, &school_}) sign(id, *each);
    return id;
  }
  void withdraw(const access::Actor& actor, const base::Uuid& id, std::int64_t version,
                const std::string& reason = "A draft by mistake.") {
    agreeing_().withdraw(actor, id, version, base::Text("en", reason));
  }
  Agreeing agreeing_() { return Agreeing(*reg_); }
  AgreementView view(const base::Uuid& id) { return agreeing_().one(id).value(); }
  AgreementState state(const base::Uuid& id) { return view(id).state; }
  ledger::SignerKey keyed(const Speaker& who, const std::string& name) {
    auto key = ledger::SignerKey::make(name, ledger::KeyKind::log);
    add_key(who, who.organisation, key.verifier().text());
    return key;
  }
  static std::string note(const ledger::SignerKey& key, const model::SigningStatement& said) {
    const auto words = model::text_of(said);
    return ledger::bytes_of({words, {key.sign(words)}});
  }
  model::SigningStatement statement(const base::Uuid& id, const Speaker& who) {
    return agreeing_().statement(id, who.organisation, "Director");
  }

  base::ManualClock clock_{base::parse_instant("2026-11-24T04:05:06Z")};
  std::filesystem::path folder_;
  std::unique_ptr<Register> reg_;
  Speaker fund_, union_, school_, office_;
};

}  // namespace entente::registry
