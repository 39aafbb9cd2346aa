// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "registry/confirming.hpp"
#include "registry/notices.hpp"
#include "registry/people_test.hpp"
#include "registry/reporting.hpp"

/// For tests: a partnership that reports.
namespace entente::registry {

/// A partnership begun on 2026-11-24, with a party that has confirmed its part and somebody who speaks for
/// it.
class ReportingTest : public PeopleTest {
 protected:
  ReportingTest() {
    fund_ = organisation("Fund");
    partnership_ = put(model::Partnership{.title = base::Text("en", "Wells")});
    model::Participation part;
    part.partnership = partnership_;
    part.organisation = fund_;
    part_ = put(part);
    writer_ = person("writer@register.example", {representative(fund_)});
    steward_ = with_factor(person("steward@register.example", {{access::Role::steward, {}}}));
    // Another file of the same database: it is opened twice, as two nodes do.
    open();
    Confirming(*reg_).say(writer_, part_, 1, Word::confirm, {});
  }
  void open() {
    reg_ = std::make_unique<Register>(store::open_sqlite({.file = folder_ / "register.db", .clock = &clock_}),
                                      clock_);
    reg_->follow();
  }
  base::Uuid put(const model::Record& record) {
    const auto id = base::Uuid::v7(clock_.now());
    store_->write({std::string(kImportAuthor)},
                  [&](store::UnitOfWork& unit) { unit.put(revision_of(id, record)); });
    return id;
  }
  PartyReports reports(bool reviewed = true) { return PartyReports(*reg_, reviewed); }
  static model::Report saying(const std::string& delivered) {
    model::Report report;
    report.delivered = base::Text("en", delivered);
    return report;
  }
  base::Uuid publish(const std::string& delivered) {
    const auto id = reports().save(writer_, part_, 0, saying(delivered), true).id;
    reports().publish(steward_, id, 1);
    return id;
  }
  /// A report that was published while another was open, as two nodes may.
  base::Uuid publish_other() {
    auto report = saying("Other");
    report.partnership = partnership_;
    report.organisation = fund_;
    report.state = "published";
    const auto id = put(report);
    put_again(id, report);
    reg_->follow();
    return id;
  }
  void put_again(const base::Uuid& id, const model::Report& report) {
    store_->write({std::string(kImportAuthor)},
                  [&](store::UnitOfWork& unit) { unit.put(revision_of(id, report)); });
  }
  void pass_days(std::int64_t days) { clock_.advance(days * 86'400'000); }
  Freshness fresh() const { return reg_->partnership(partnership_)->freshness; }
  /// What somebody was told of reports, newest first.
  std::vector<std::string> told(const access::Actor& actor) {
    std::vector<std::string> lines;
    const auto reader = store_->read();
    for (const auto& notice : reader->accounts().notifications_of(*actor.account, 100))
      if (notice.kind != kNoticeRoleGiven)
        lines.push_back(notice_text(*reader, notice, base::Messages::in("en")));
    return lines;
  }

  base::Uuid fund_, partnership_, part_;
  access::Actor writer_, steward_;
  std::unique_ptr<Register> reg_;
};

}  // namespace entente::registry
