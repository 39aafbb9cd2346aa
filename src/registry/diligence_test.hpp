// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "registry/accounts.hpp"
#include "registry/diligence.hpp"
#include "registry/writing.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace entente::registry {

/// A register with an organisation, somebody who speaks for it, and the three who look into it.
class DiligenceTest : public testing::Test {
 protected:
  DiligenceTest() {
    auto name = (std::filesystem::temp_directory_path() / "entente-diligence-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    reg_ = std::make_unique<Register>(
        store::open_sqlite({.file = folder_ / "register.db", .create = true, .clock = &clock_}), clock_);
    accounts_ = std::make_unique<Accounts>(reg_->store(), clock_,
                                           AccountRules{.cost = {1, 8192}, .register_name = "Exampleland"});
    policy_ = std::make_shared<const DiligencePolicy>(load_diligence_policy({}));
    diligence_ = std::make_unique<Diligence>(*reg_, policy_);
    company_ = organisation("Wells and Pumps");
    focal_ = person("focal@ke.example", {access::Role::focal_point, "KE"});
    assessor_ = person("assessor@register.example", {access::Role::reviewer, ""});
    steward_ = person("steward@register.example", {access::Role::steward, ""});
    other_steward_ = person("other@register.example", {access::Role::steward, ""});
    auditor_ = person("auditor@register.example", {access::Role::auditor, ""});
    speaker_ = person("speaker@wells.example", {access::Role::representative, company_.str()});
  }
  ~DiligenceTest() override {
    diligence_.reset();
    accounts_.reset();
    reg_.reset();
    std::filesystem::remove_all(folder_);
  }

  base::Uuid organisation(const std::string& name) {
    clock_.advance(1);
    model::Organisation record;
    record.name = base::Text("en", name);
    const auto id = base::Uuid::v7(clock_.now());
    reg_->store().write({"test"}, [&](store::UnitOfWork& unit) { unit.put(revision_of(id, record)); });
    return id;
  }
  access::Actor person(const std::string& address, const access::Grant& grant) {
    accounts_->make({address, address, "en", "correct horse battery staple"}, {"192.0.2.1", "Firefox"},
                    [](store::UnitOfWork&, const store::Account&) {});
    const auto account = accounts_->account_of(address);
    accounts_->give(Accounts::by_operator(), account, grant);
    return {account, {grant}, true};
  }
  void advance_days(std::int64_t days) { clock_.advance(days * 24 * 3'600'000); }
  std::int64_t today() { return base::day_of(clock_.now()); }

  std::int64_t requested() {
    const auto done = diligence_->request(
        focal_, {.organisation = company_, .country = "KE", .purpose = "Before water is promised"});
    EXPECT_FALSE(done.fault);
    return done.number;
  }
  static TypedFinding clear() {
    return {
        .outcome = "clear", .text = "Nothing speaks against it.", .evidence = "https://a.example/x A page"};
  }
  std::optional<DiligenceFault> found(std::int64_t number, const std::string& key,
                                      const TypedFinding& typed) {
    return diligence_->find(assessor_, number, key, typed);
  }
  std::int64_t last_step(std::int64_t number) {
    const auto reader = reg_->read();
    return reader->diligence().steps(reader->diligence().numbered(number)->id).back().ordinal;
  }
  /// As somebody who has just looked at it.
  std::optional<DiligenceFault> hand_over(const access::Actor& actor, std::int64_t number) {
    return diligence_->hand_over(actor, number, last_step(number));
  }
  std::optional<DiligenceFault> hand_back(const access::Actor& actor, std::int64_t number,
                                          std::string_view reason) {
    return diligence_->hand_back(actor, number, last_step(number), reason);
  }
  std::optional<DiligenceFault> decide(const access::Actor& actor, std::int64_t number,
                                       const TypedDecision& typed) {
    return diligence_->decide(actor, number, last_step(number), typed);
  }
  /// Everything that the policy asks for, found to be clear.
  std::int64_t assessed() {
    const auto number = requested();
    diligence_->assign(assessor_, number, *assessor_.account);
    for (const auto& view : diligence_->look(assessor_, number).findings)
      EXPECT_FALSE(found(number, view.key, clear())) << view.key;
    return number;
  }
  std::int64_t handed() {
    const auto number = assessed();
    EXPECT_FALSE(hand_over(assessor_, number));
    return number;
  }
  std::int64_t handed_for(const base::Uuid& organisation) {
    const auto done =
        diligence_->request(focal_, {.organisation = organisation, .country = "KE", .purpose = "A call"});
    diligence_->assign(assessor_, done.number, *assessor_.account);
    for (const auto& view : diligence_->look(assessor_, done.number).findings)
      EXPECT_FALSE(found(done.number, view.key, clear())) << view.key;
    EXPECT_FALSE(hand_over(assessor_, done.number));
    return done.number;
  }
  static TypedDecision low() { return {.grade = "low", .reason = "Well known."}; }
  std::int64_t decided() {
    const auto number = handed();
    diligence_->be_heard(speaker_, number);
    EXPECT_FALSE(decide(steward_, number, low()));
    return number;
  }
  FindingView finding(const AssessmentDetail& detail, const std::string& key) {
    for (const auto& view : detail.findings)
      if (view.key == key) return view;
    ADD_FAILURE() << key;
    return {};
  }
  std::vector<std::string> notices_of(const access::Actor& actor) {
    std::vector<std::string> kinds;
    for (const auto& each : reg_->read()->accounts().notifications_of(*actor.account, 100))
      if (each.kind.starts_with("diligence")) kinds.push_back(each.kind + " " + each.about);
    return kinds;
  }

  base::ManualClock clock_{base::parse_instant("2026-11-24T04:05:06Z")};
  std::filesystem::path folder_;
  std::unique_ptr<Register> reg_;
  std::unique_ptr<Accounts> accounts_;
  std::shared_ptr<const DiligencePolicy> policy_;
  std::unique_ptr<Diligence> diligence_;
  base::Uuid company_;
  access::Actor focal_, assessor_, steward_, other_steward_, auditor_, speaker_;
};

}  // namespace entente::registry
