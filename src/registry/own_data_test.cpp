// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Every table is looked at: what holds something of a person is in what they take with them, or is named
// below with the reason why not; and is gone once the account is erased, or named below with the reason why
// it stays.
#include <sqlite3.h>

#include <algorithm>
#include <boost/json.hpp>
#include <functional>
#include <map>
#include <set>

#include "registry/claims.hpp"
#include "registry/colleagues.hpp"
#include "registry/draft_note.hpp"
#include "registry/notices.hpp"
#include "registry/people_test.hpp"

namespace entente::registry {
namespace {

using access::Role;

/// Where a table stands in one's own data.
const std::map<std::string, std::string> kInOwnData{{"account", "address"},
                                                    {"account_role", "roles"},
                                                    {"session", "sessions"},
                                                    {"token", "tokens"},
                                                    {"recovery_code", "recovery_codes_left"},
                                                    {"account_event", "events"},
                                                    {"notification", "notifications"},
                                                    {"account_digest", "digest"},
                                                    {"notice_feed", "feed"},
                                                    {"event", "written"},
                                                    {"claim", "claims"},
                                                    {"claim_step", "claims"},
                                                    {"note", "drafts"},
                                                    {"role_offer", "offers"},
                                                    {"concern_step", "concerns"},
                                                    {"screening_step", "screening"},
                                                    {"assessment_step", "due_diligence"},
                                                    {"hook", "webhooks"}};

/// Tables of which nothing is in it, and why.
const std::map<std::string, std::string> kNotInOwnData{
    {"one_time_link", "a hash, and when it ends; that it was made is among the events"},
    {"letter", "sealed, and gone once it is sent"},
    {"failed_attempt", "counts of what failed from a network, for two days"},
    {"revision", "what they wrote is public, or a draft"},
    {"record", "what the register is about"},
    {"record_type", "what the register is about"},
    {"identifier", "what the register is about"},
    {"blob", "what the register is about"},
    {"pack", "what the register is about"},
    {"vacancy", "places, without people"},
    {"concern", "whoever raises one has no account; what they typed is sealed"},
    {"concern_place", "places, without people"},
    {"screening_hit", "parties and entries of lists"},
    {"assessment", "organisations and who has them in hand: what was written is in the steps"},
    {"assessment_policy", "the rules of an institution"},
    {"screened_party", "when a party was compared with lists"},
    {"screening_list", "which list was brought when, by the command line or the folder"},
    {"screening_list_file", "the bytes of such lists"},
    {"hook_try", "how an address was told"},
    {"log_entry", "entries of the public log, which name no account"},
    {"log_tile", "hashes of such entries"},
    {"log_hash", "hashes of such entries"},
    {"job_run", "of the register itself"},
    {"idempotency", "what programs called their requests, for a month"},
    {"head", "of the register itself"},
    {"meta", "of the register itself"}};

/// Columns that still hold an account's number once it is erased.
const std::set<std::string> kStays{"account_event.account",
                                   "account_event.actor",      // what was done, without details or networks
                                   "account_role.giver",       // whose role it is others' to show
                                   "claim_step.account",       // what was said about others' claims
                                   "concern_step.account",     // what was said for the register or a place
                                   "screening_step.account",   // what was decided for the register
                                   "screening_step.decision",  // as it was sealed
                                   "assessment_step.account",  // what was found and decided for the register
                                   "hook.owner",               // the register goes on telling it
                                   "record.id",                // the number alone, where drafts hung on it
                                   "event.author"};            // what was written

std::string bytes_of(const base::Uuid& id) {
  return {reinterpret_cast<const char*>(id.bytes().data()), id.bytes().size()};
}

class OwnDataTest : public PeopleTest {
 protected:
  /// Every cell of the database, whatever the store shows of it; of an empty table its columns all the same.
  void each_cell(const std::function<void(const std::string& table, const std::string& column,
                                          std::string_view cell)>& work) {
    sqlite3* base = nullptr;
    ASSERT_EQ(sqlite3_open_v2((folder_ / "register.db").c_str(), &base, SQLITE_OPEN_READONLY, nullptr),
              SQLITE_OK);
    const auto rows = [&](const std::string& sql, const std::function<void(sqlite3_stmt*)>& each) {
      sqlite3_stmt* statement = nullptr;
      ASSERT_EQ(sqlite3_prepare_v2(base, sql.c_str(), -1, &statement, nullptr), SQLITE_OK) << sql;
      while (sqlite3_step(statement) == SQLITE_ROW) each(statement);
      sqlite3_finalize(statement);
    };
    const auto cell_of = [](sqlite3_stmt* row, int column) {
      const auto* bytes = static_cast<const char*>(sqlite3_column_blob(row, column));
      return bytes == nullptr
                 ? std::string_view()
                 : std::string_view(bytes, static_cast<std::size_t>(sqlite3_column_bytes(row, column)));
    };
    std::vector<std::string> tables;
    rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
         [&](sqlite3_stmt* row) { tables.emplace_back(cell_of(row, 0)); });
    for (const auto& table : tables) {
      work(table, "", "");
      rows("SELECT * FROM " + table, [&](sqlite3_stmt* row) {
        for (int i = 0; i < sqlite3_column_count(row); ++i)
          work(table, sqlite3_column_name(row, i), cell_of(row, i));
      });
    }
    sqlite3_close(base);
  }
  /// "table.column" of all that holds one of the texts.
  std::set<std::string> holding(const std::vector<std::string>& texts) {
    std::set<std::string> found;
    each_cell([&](const std::string& table, const std::string& column, std::string_view cell) {
      if (std::ranges::any_of(texts, [&](const auto& text) { return cell.find(text) != cell.npos; }))
        found.insert(table + "." + column);
    });
    return found;
  }
  /// Somebody of whom every table holds something that can.
  Visitor somebody() {
    const auto grant = representative(organisation("World Health Organization"));
    auto person = visitor("wanjiru@who.example", {grant});
    Notices(*store_, clock_).set_digest(person, kDigestWeekly);
    person = accounts_->visitor(accounts_->sign_in("wanjiru@who.example", kPassword, kHere).secret);
    person = strong(person);
    accounts_->make_token(person, {"A program", {access::Scope::read}, 30}, kPassword, kHere);
    Claims claims(*store_, clock_);
    accounts_->make_feed(person, kPassword, kHere);
    claims.claim(person.actor, {{Role::focal_point, "KE"}, "I am the secretary.", "", {}});
    Delegation delegation(*store_, clock_, *accounts_);
    delegation.offer(person.actor, "juma@who.example", "Juma", "en", {Role::contributor, grant.of});
    const auto chief = with_factor(PeopleTest::person("chief@register.example", {{Role::administrator, ""}}));
    delegation.offer(chief, "wanjiru@who.example", "Wanjiru", "en", {Role::focal_point, "TZ"});
    accounts_->help(chief, *person.actor.account, false);
    store_->write({person.actor.account->str()}, [&](store::UnitOfWork& unit) {
      DraftNote note;
      note.owner = *person.actor.account;
      add_step(note, person.actor, "begun", {}, clock_.now());
      model::Partnership partnership;
      partnership.title = base::Text("en", "Wells");
      const auto id = base::Uuid::v7(clock_.now());
      unit.put(draft_revision(id, partnership, note));
      write_note(unit, id, note);
    });
    // What a steward said of another's claim stays with that.
    const auto other = visitor("other@who.example", {});
    const auto claim = claims.claim(other.actor, {{Role::focal_point, "UG"}, "So am I.", "", {}});
    accounts_->give(Accounts::by_operator(), *person.actor.account, {Role::steward, ""});
    claims.accept(with_factor(now_holding(person.actor)), claim.id);
    store_->write({"test"}, [&](store::UnitOfWork& unit) {
      unit.concerns().add_step({base::Uuid::v7(clock_.now()), 0, *person.actor.account, grant.of, "replied",
                                "So it is.", clock_.now()});
      unit.screening().add_step({base::Uuid::v7(clock_.now()), 0, *person.actor.account, "not_same",
                                 "Another year", R"({"by":")" + person.actor.account->str() + "\"}", "salt",
                                 base::Uuid::v7(clock_.now()), clock_.now()});
      store::AssessmentStep found;
      found.assessment = base::Uuid::v7(clock_.now());
      found.account = *person.actor.account;
      found.what = "finding";
      found.key = "identity";
      found.words = "{}";
      found.at = clock_.now();
      unit.diligence().add_step(found);
      store::Hook hook;
      hook.id = base::Uuid::v7(clock_.now());
      hook.owner = *person.actor.account;
      hook.url = "https://receiver.example/";
      unit.hooks().put(hook);
      unit.hooks().add_try({hook.id, 0, 1, 1, 1, 200, "", clock_.now(), 5}, 10);
    });
    return person;
  }
};

TEST_F(OwnDataTest, EveryTableIsInOnesOwnDataOrNamedWithAReason) {
  std::set<std::string> tables;
  each_cell([&](const std::string& table, const std::string&, std::string_view) { tables.insert(table); });
  for (const auto& table : tables)
    EXPECT_EQ(kInOwnData.count(table) + kNotInOwnData.count(table), 1U)
        << table << " holds nothing of a person, or is part of own_data(): say so in one of the lists";
  EXPECT_EQ(tables.size(), kInOwnData.size() + kNotInOwnData.size()) << "a list names a table that is gone";
}

TEST_F(OwnDataTest, WhatIsKeptOfAPersonIsInTheirOwnData) {
  const auto person = somebody();
  const auto data = boost::json::parse(accounts_->own_data(person)).as_object();
  std::set<std::string> tables;
  for (const auto& column : holding(
           {bytes_of(*person.actor.account), person.actor.account->str(), "wanjiru@who.example", "Wanjiru"}))
    tables.insert(column.substr(0, column.find('.')));
  for (const auto& table : tables) {
    if (kNotInOwnData.contains(table)) continue;
    ASSERT_TRUE(kInOwnData.contains(table)) << table;
    const auto* part = data.if_contains(kInOwnData.at(table));
    ASSERT_TRUE(part) << table;
    EXPECT_FALSE(part->is_array() && part->as_array().empty()) << table;
  }
  // This person is in all of them: else nothing was looked at.
  for (const auto& [table, part] : kInOwnData) EXPECT_TRUE(tables.contains(table)) << table;
  ASSERT_EQ(data.at("offers").as_array().size(), 2U);
  const auto text = boost::json::serialize(data);
  EXPECT_EQ(text.find("juma@who.example"), std::string::npos) << "another's address";
  EXPECT_NE(text.find(R"("to_oneself":true)"), std::string::npos);
  EXPECT_EQ(data.at("state").as_string(), "open");
}

TEST_F(OwnDataTest, OfAssessmentsNeitherWhomTheyWereAboutNorWhatWasHiddenIsInIt) {
  const auto person = visitor("wanjiru@who.example", {});
  const auto step = [&](const std::string& what, const std::string& key, const std::string& words) {
    store::AssessmentStep written;
    written.assessment = base::Uuid::v7(clock_.now());
    written.account = *person.actor.account;
    written.what = what;
    written.key = key;
    written.words = words;
    written.at = clock_.now();
    store_->write({"test"}, [&](store::UnitOfWork& unit) { unit.diligence().add_step(written); });
  };
  step("requested", "",
       R"({"country":"KE","organisation":"secret","partnership":"secret","purpose":"Wells"})");
  step("assigned", "", "secret");
  step("finding", "identity", R"({"text":"Known"})");
  step("finding", "screening", R"({"text":"secret"})");
  step("handed_back", "", "Look again");
  step("decided", "", R"({"grade":"low","note":"secret","reason":"Nothing speaks against it"})");
  const auto data = boost::json::parse(accounts_->own_data(person)).as_object();
  EXPECT_EQ(data.at("due_diligence").as_array().size(), 6U);
  const auto text = boost::json::serialize(data);
  EXPECT_EQ(text.find("secret"), std::string::npos);
  for (const auto* words : {"Wells", "Known", "Look again", "Nothing speaks against it"})
    EXPECT_NE(text.find(words), std::string::npos) << words;
}

TEST_F(OwnDataTest, OfAYearNoEventIsMissing) {
  const auto person = visitor("wanjiru@who.example", {});
  const auto events = [&] {
    return boost::json::parse(accounts_->own_data(person)).at("events").as_array().size();
  };
  const auto before = events();
  constexpr std::size_t kMany = 1'100;
  const auto& id = *person.actor.account;
  store_->write({"test"}, [&](store::UnitOfWork& unit) {
    for (std::size_t i = 0; i < kMany; ++i)
      unit.accounts().put_event(
          {base::Uuid::v7(clock_.now()), clock_.now(), id, id, "signed_in", "", "192.0.2.1"});
  });
  EXPECT_EQ(events(), before + kMany);
}

TEST_F(OwnDataTest, WhatOneWroteIsNamedTheNewestFirstAndWhereItEnds) {
  const auto person = visitor("wanjiru@who.example", {});
  const auto written = [&] { return boost::json::parse(accounts_->own_data(person)).at("written"); };
  organisation("Another's");
  EXPECT_TRUE(written().at("revisions").as_array().empty());
  model::Organisation made;
  made.name.add("en", "Mine");
  const auto id = base::Uuid::v7(clock_.now());
  const auto write = [&](std::size_t times) {
    store_->write({person.actor.account->str()}, [&](store::UnitOfWork& unit) {
      for (std::size_t i = 0; i < times; ++i) unit.put(revision_of(id, made));
    });
  };
  write(2);
  const auto two = written();
  ASSERT_EQ(two.at("revisions").as_array().size(), 2U);
  EXPECT_EQ(two.at("revisions").at(0).at("id").as_string(), id.str());
  EXPECT_EQ(two.at("revisions").at(0).at("type").as_string(), "organisation");
  EXPECT_EQ(two.at("revisions").at(0).at("version").as_int64(), 2);
  EXPECT_FALSE(two.at("earlier").as_bool());
  constexpr std::int64_t kMost = 10'000;
  write(kMost - 1);
  const auto many = written();
  EXPECT_EQ(std::ssize(many.at("revisions").as_array()), kMost);
  EXPECT_EQ(many.at("revisions").at(0).at("version").as_int64(), kMost + 1);
  EXPECT_TRUE(many.at("earlier").as_bool());
}

TEST_F(OwnDataTest, NothingButANumberStaysOnceItIsErased) {
  const auto person = somebody();
  const auto id = *person.actor.account;
  ASSERT_TRUE(accounts_->erase_own(person, kPassword, kHere));
  EXPECT_EQ(holding({"wanjiru@who.example", "Wanjiru"}), std::set<std::string>{});
  auto left = holding({bytes_of(id), id.str()});
  for (const auto& column : kStays) left.erase(column);
  EXPECT_EQ(left, std::set<std::string>{}) << "erase_account() leaves it, and nothing says why";
}

}  // namespace
}  // namespace entente::registry
