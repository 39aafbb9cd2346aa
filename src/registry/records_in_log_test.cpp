// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/records_in_log.hpp"

#include <gtest/gtest.h>

#include <array>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "model/record.hpp"
#include "registry/json.hpp"
#include "registry/log_made_test.hpp"

namespace entente::registry {
namespace {

class RecordsInLogTest : public LogMadeTest {
 protected:
  /// All entries there are.
  RecordsInLog taken() {
    RecordsInLog records;
    const Log log(*reg_);
    std::uint64_t index = 0;
    for (const auto& entry : log.entries(0, log.size())) records.take(index++, entry);
    return records;
  }
  /// As the API shows it.
  std::string shown(const base::Uuid& id, std::int64_t version = 0) {
    reg_->follow();
    const auto view = version > 0 ? reg_->organisation_at(id, version) : reg_->organisation(id, 0, 10);
    return to_json(view.value(), {}, nullptr);
  }
  /// What is told of a text; nothing where all of it is as the log says.
  static std::string told(RecordsInLog& records, const std::string& json) {
    std::string all;
    records.compare(json, "the page", [&](const std::string& sentence) { all += sentence + "\n"; });
    return all;
  }
  static std::string with(std::string text, const std::string& what, const std::string& by) {
    const auto at = text.find(what);
    EXPECT_NE(at, std::string::npos) << what << " is not in " << text;
    return at == std::string::npos ? text : text.replace(at, what.size(), by);
  }
};

TEST_F(RecordsInLogTest, WhatIsShownIsWhatTheLogTells) {
  const auto one = publish("one"), two = publish("two");
  publish("one, later", one);
  auto records = taken();
  EXPECT_EQ(told(records, shown(one)), "");
  EXPECT_EQ(told(records, shown(one)), "") << "the same page again";
  EXPECT_EQ(records.seen().same, 1U);
  EXPECT_EQ(told(records, "[" + shown(one, 1) + ",\n" + shown(two) + "]"), "");
  EXPECT_EQ(records.seen().same, 3U);
  EXPECT_EQ(records.seen().unseen, 0U);
  EXPECT_EQ(records.seen().differences, 0U);
}

TEST_F(RecordsInLogTest, NamesWhatIsOtherwise) {
  const auto one = publish("one");
  publish("one, later", one);
  auto records = taken();
  const auto page = shown(one);
  EXPECT_NE(told(records, with(page, "one, later", "one, latest"))
                .find("version 2: entry 1 of the log tells "
                      "another hash than what the page says"),
            std::string::npos);
  const auto head = reg_->store().read()->head(one).value();
  const auto commit = "\"event_seq\":" + std::to_string(head.event_seq);
  EXPECT_NE(told(records, with(page, base::hex(head.hash), std::string(64, '0')))
                .find("another hash than the page"),
            std::string::npos);
  EXPECT_NE(told(records, with(page, commit, "\"event_seq\":77")).find("another commit"), std::string::npos);
  // A line of its revisions.
  const auto first = reg_->store().read()->revision(one, 1).value();
  EXPECT_NE(told(records, with(page, base::hex(first.hash), std::string(64, 'f'))).find("version 1: entry 0"),
            std::string::npos);
  // What no entry tells of.
  const auto other = base::Uuid::v7(clock_.now()).str();
  EXPECT_NE(told(records, with(page, one.str(), other)).find(other + ", version 2: the page shows it"),
            std::string::npos);
  EXPECT_EQ(records.seen().differences, 5U);
  EXPECT_THROW(told(records, page.substr(0, page.size() - 1)), base::BadInput);
  EXPECT_THROW(told(records, std::string(100, '[') + std::string(100, ']')), base::BadInput);
}

TEST_F(RecordsInLogTest, WhatCameInSinceIsNoDifference) {
  const auto one = publish("one");
  auto records = taken();
  publish("one, later", one);
  EXPECT_EQ(told(records, shown(one)), "");
  EXPECT_EQ(records.seen().newer, 1U);
  EXPECT_EQ(records.seen().same, 0U);
}

TEST_F(RecordsInLogTest, AsksForWhatStands) {
  const auto one = publish("one"), gone = publish("gone");
  publish("one, later", one);
  publish("gone", gone, store::Visibility::withdrawn);
  const auto path = "/api/v1/organisations/" + one.str();
  const auto asked = taken().addresses();
  ASSERT_EQ(asked.size(), 2U);
  EXPECT_EQ(asked[0].path, path + "/revisions/1");
  EXPECT_EQ(asked[0].versions, std::vector<std::int64_t>{1});
  EXPECT_FALSE(asked[0].or_newer);
  EXPECT_EQ(asked[1].path, path);
  EXPECT_EQ(asked[1].versions, std::vector<std::int64_t>{2});
  EXPECT_TRUE(asked[1].or_newer);
}

TEST_F(RecordsInLogTest, AnAddressHasToShowWhatItIsThereFor) {
  const auto one = publish("one"), two = publish("two");
  publish("one, later", one);
  auto records = taken();
  const auto asked = records.addresses();
  ASSERT_EQ(asked.size(), 3U);
  ASSERT_EQ(asked[2].id, one);
  const auto answered = [&](const RecordsInLog::Address& address, const std::string& json) {
    std::string all;
    records.compare(address, json, "the page", [&](const std::string& sentence) { all += sentence + "\n"; });
    return all;
  };
  const auto earlier = shown(one, 1), page = shown(one);
  EXPECT_EQ(answered(asked[0], earlier), "");
  EXPECT_EQ(answered(asked[1], shown(two)), "");
  EXPECT_EQ(answered(asked[2], page), "");
  const auto missing = "the page does not show " + one.str() + ", version 2, with";
  EXPECT_NE(answered(asked[2], "{}").find(missing), std::string::npos);
  EXPECT_NE(answered(asked[2], shown(two)).find(missing), std::string::npos) << "another record";
  EXPECT_NE(answered(asked[2], earlier).find(missing), std::string::npos) << "an earlier version";
  // A record that was altered, and of which one member is left out or renamed so that nothing is compared.
  const auto altered = with(page, "one, later", "one, latest");
  for (const std::string_view member :
       {"\"id\"", "\"version\"", "\"event_seq\"", "\"hash\"", "\"organisation\""})
    EXPECT_NE(answered(asked[2], with(altered, std::string(member), "\"other\"")).find(missing),
              std::string::npos)
        << member;
  EXPECT_EQ(records.seen().differences, 8U);
  // What was told of as another is not told of as missing.
  EXPECT_EQ(answered(asked[2], altered).find(missing), std::string::npos);
  EXPECT_EQ(records.seen().differences, 9U);
  // A newer one may stand in the place of the last; not in that of an earlier one.
  publish("one, latest", one);
  EXPECT_EQ(answered(asked[2], shown(one)), "");
  EXPECT_NE(answered(asked[0], shown(one)), "");
}

TEST_F(RecordsInLogTest, AnObjectThatSaysTwiceWhatIsComparedIsRefused) {
  const auto one = publish("one");
  auto records = taken();
  const auto page = shown(one);
  ASSERT_EQ(told(records, page), "");
  const auto without_end = page.substr(0, page.size() - 1);
  for (const std::string_view again :
       {R"(,"organisation":{"name":{"en":"another"}}})", R"(,"organisation":"another"})", R"(,"id":null})",
        R"(,"version":2})", R"(,"event_seq":"2"})", R"(,"hash":""})", R"(,"organ\u0069sation":{}})"}) {
    try {
      told(records, without_end + std::string(again));
      ADD_FAILURE() << again;
    } catch (const base::BadInput& e) {
      EXPECT_NE(e.cause().find("twice"), std::string::npos) << e.cause();
    }
  }
  EXPECT_THROW(told(records, R"({"organisation":{},)" + page.substr(1)), base::BadInput) << "before it";
  EXPECT_EQ(told(records, "[" + page + "," + page + "]"), "") << "each says it once";
}

TEST_F(RecordsInLogTest, RecordsThatWereFoundByTheirIdentifiersAreNoPartOfTheBody) {
  const auto one = publish("one");
  auto said = ledger::read_statement(Log(*reg_).entries(0, 1).front());
  const std::string kept =
      R"({"links":[{"identifier":"A"},{"identifier":"B","record":")" + one.str() + R"("}]})";
  const std::string shown = R"({"links":[{"identifier":"A","record":")" + one.str() +
                            R"("},{"identifier":"B","record":")" + one.str() + R"("}]})";
  said.hash = base::sha256(kept);
  RecordsInLog records;
  records.take(0, ledger::bytes_of(said));
  const auto page = [&](const std::string& body) {
    return R"({"id":")" + one.str() + R"(","version":1,"event_seq":)" + std::to_string(said.event_seq) +
           R"(,"hash":")" + base::hex(said.hash) + R"(","organisation":)" + body + "}";
  };
  EXPECT_EQ(told(records, page(shown)), "");
  EXPECT_EQ(records.seen().same, 1U);
  EXPECT_NE(told(records, page(with(shown, "\"A\"", "\"C\""))), "");
}

/// A body with the hash that was logged is passed over without being read: only where it is that one.
TEST_F(RecordsInLogTest, NoOtherBodyPassesForTheOneThatWasLogged) {
  const auto one = publish("one"), two = publish("two");
  const std::string body = R"({"name":{"en":"a brace } and a quote \" {"},"note":{"en":"\\"}})";
  const auto logged = [&](const base::Uuid& id, std::uint64_t index, const std::string& text) {
    auto said = ledger::read_statement(Log(*reg_).entries(index, 1).front());
    said.id = id;
    said.hash = model::hash_of_body(text);
    return said;
  };
  const std::array said{logged(one, 0, body), logged(two, 1, R"({"name":{}})")};
  const auto page = [&](const std::string& text, const ledger::Statement& of) {
    return R"({"id":")" + of.id.str() + R"(","version":1,"event_seq":)" + std::to_string(of.event_seq) +
           R"(,"hash":")" + base::hex(of.hash) + R"(","organisation":)" + text + "}";
  };
  const auto compared = [&](const std::string& text) {
    RecordsInLog records;
    for (std::uint64_t i = 0; i < said.size(); ++i) records.take(i, ledger::bytes_of(said[i]));
    auto all = told(records, text);
    return all.empty() ? std::to_string(records.seen().same) + " the same" : all;
  };
  const auto whole = page(body, said[0]);
  ASSERT_EQ(compared(whole), "1 the same");
  // Each bit of it.
  const auto begin = whole.size() - 1 - body.size();
  for (std::size_t at = begin; at + 1 < whole.size(); ++at)
    for (unsigned bit = 0; bit < 8; ++bit) {
      auto other = whole;
      other[at] = static_cast<char>(other[at] ^ (1 << bit));
      try {
        EXPECT_NE(compared(other), "1 the same") << other;
      } catch (const base::BadInput& e) {
        EXPECT_FALSE(e.cause().empty()) << "no longer JSON";
      }
    }
  EXPECT_NE(compared(with(whole, R"("name")", R"( "name")")), "1 the same") << "a space more";
  EXPECT_NE(compared(with(whole, R"(,"note")", R"(,"more":1,"note")")), "1 the same") << "a member more";
  EXPECT_NE(compared(page(R"({"name":{}})", said[0])).find("than what the page says has"), std::string::npos)
      << "the body of another record";
  // The id of another record behind the body.
  const auto moved = whole.substr(0, whole.size() - 1) + R"(,"id":")" + two.str() + R"("})";
  EXPECT_THROW(compared(moved), base::BadInput);
  // What stands around such a body is read as strictly as ever.
  for (const std::string_view after : {"", ",}", R"(,"a"})", R"(,"a":})", R"("})", "}}", "}x"})
    EXPECT_THROW(compared(whole.substr(0, whole.size() - 1) + std::string(after)), base::BadInput) << after;
}

TEST_F(RecordsInLogTest, AfterAnErasureTheLaterHashCounts) {
  const auto one = publish("one");
  auto records = taken();
  const auto page = shown(one);
  const auto entry = Log(*reg_).entries(0, 1).front();
  auto rehashed = ledger::read_statement(entry);
  rehashed.act = ledger::Act::rehashed;
  rehashed.was = rehashed.hash;
  rehashed.hash = base::sha256("another");
  rehashed.event_seq = 2;
  records.take(1, ledger::bytes_of(rehashed));
  EXPECT_NE(told(records, page).find("entry 0 of the log tells another hash"), std::string::npos);
  EXPECT_NE(told(records, with(page, base::hex(*rehashed.was), base::hex(rehashed.hash)))
                .find("than what the page says has"),
            std::string::npos);
}

TEST_F(RecordsInLogTest, ALogOfSomethingElseIsRefused) {
  RecordsInLog records;
  EXPECT_THROW(records.take(0, "entry 0"), base::BadInput);
}

}  // namespace
}  // namespace entente::registry
