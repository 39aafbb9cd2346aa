// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "registry/registering_test.hpp"
#include "registry/screened_form.hpp"
#include "registry/screened_hits.hpp"
#include "registry/screening_review.hpp"

namespace entente::registry {

/// A register whose fund is compared with entries that a test names; two review, and one answers for it all.
class ScreeningTest : public RegisteringTest {
 protected:
  ScreeningTest() {
    other_reviewer_ = actor({{access::Role::reviewer, ""}});
    steward_ = actor({{access::Role::steward, ""}});
    steward_.second_factor = true;
    with_ = {R"({"algorithm":"entente-1","lists":{"un-sc":1},"settings":"{}"})",
             "entente-1",
             "{}",
             {"un-sc"},
             [this](std::string_view dataset, std::string_view entry) {
               return entries_.contains({std::string(dataset), std::string(entry)});
             }};
  }

  static FoundEntry found(const std::string& entry, std::int64_t score = 9'000,
                          const std::string& says = "A") {
    screening::Listed listed;
    listed.id = entry;
    listed.party.kind = screening::Kind::organisation;
    listed.party.names.push_back({"Fund of " + says, screening::NameQuality::primary, false});
    return {"un-sc",
            entry,
            1,
            base::sha256(says),
            score,
            form_of(listed),
            R"({"asked_name":"Fund for Wells","fields":[],"listed_name":"Fund of )" + says +
                R"(","name_score":9000,"pairs":[]})"};
  }
  ComparedParty compared(std::vector<FoundEntry> entries, const std::string& says = "Fund for Wells") const {
    return {fund_, 1, base::sha256(says), true, std::move(entries)};
  }
  SettledHits settle(const ComparedParty& party, std::size_t most_open = 10) {
    SettledHits settled;
    clock_.advance(1000);
    reg_->store().write({"system"}, [&](store::UnitOfWork& unit) {
      settled = settle_hits(unit, clock_.now(), party, with_, most_open);
    });
    return settled;
  }
  store::ScreeningHit hit_on(const std::string& entry) {
    for (auto& hit : reg_->read()->screening().hits_of(fund_))
      if (hit.entry == entry) return hit;
    return {};
  }
  store::HitState state_of(const std::string& entry) { return hit_on(entry).state; }
  /// What was done: "found", "reopened entry", "not_same Another year".
  std::vector<std::string> steps_of(const std::string& entry) {
    std::vector<std::string> all;
    for (const auto& step : reg_->read()->screening().steps(hit_on(entry).id))
      all.push_back(step.what + (step.words.empty() ? "" : " " + step.words));
    return all;
  }
  /// Somebody's account, with what they hold, so that they can be told of something.
  void enter(const access::Actor& who, const std::string& address) {
    store::Account account;
    account.id = who.account.value();
    account.address = address;
    account.name = "Somebody";
    account.language = "en";
    account.state = store::AccountState::active;
    account.made = account.changed = clock_.now();
    reg_->store().write({"test"}, [&](store::UnitOfWork& unit) {
      unit.accounts().put_account(account);
      for (const auto& grant : who.grants)
        unit.accounts().put_role(
            {account.id, std::string(access::name_of(grant.role)), grant.of, {}, clock_.now()});
    });
  }
  /// What they were told: "hits wait", "hit same" …
  std::vector<std::string> told(const access::Actor& who) {
    std::vector<std::string> kinds;
    for (const auto& notice : reg_->read()->accounts().notifications_of(who.account.value(), 100))
      kinds.push_back(notice.kind);
    return kinds;
  }
  HitShown shown(const std::string& entry) { return {steps_of(entry).size(), sides_of(hit_on(entry))}; }
  std::optional<HitFault> say(const access::Actor& who, const std::string& entry, HitWord word,
                              const std::string& reason = "Another town") {
    clock_.advance(1000);
    return ScreeningReview(*reg_).say(who, hit_on(entry).id, word, reason, shown(entry));
  }

  access::Actor other_reviewer_, steward_;
  std::set<std::pair<std::string, std::string>> entries_{{"un-sc", "QDe.001"}, {"un-sc", "QDe.002"}};
  ComparedWith with_;
};

}  // namespace entente::registry
