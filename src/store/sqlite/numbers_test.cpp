// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// A register of the schema before records had numbers is brought up, whatever hangs on what.
#include "store/sqlite/numbers.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "store/packed.hpp"
#include "store/sqlite/folder_test.hpp"
#include "store/sqlite/migrations.hpp"

namespace entente::store::sqlite {

namespace {

constexpr std::size_t kBefore = 7;

class NumbersTest : public FolderTest {
 protected:
  NumbersTest() {
    Connection connection(file_, Connection::Mode::create);
    migrate(connection, migrations().first(kBefore), true);
    connection.run("PRAGMA foreign_keys = ON");
    commit(connection, {{commitment_, "commitment", never_, organisation_}, {first_, "partnership"}});
    commit(connection, {{part_, "participation", first_, organisation_}, {organisation_, "organisation"}});
    commit(connection, {{first_, "partnership"}, {alliance_, "partnership", alliance_}});
    commit(connection, {{part_, "participation", alliance_, organisation_}, {first_, "partnership"}});
    connection.execute("INSERT INTO identifier (scheme, value, id) VALUES ('iati', 'XM-1', ?1)", first_);
  }

  struct Put {
    base::Uuid id;
    std::string_view type;
    std::optional<base::Uuid> partnership = {}, organisation = {};
  };
  /// As the binary before wrote it.
  void commit(Connection& connection, const std::vector<Put>& puts) {
    Transaction transaction(connection, Transaction::Kind::write);
    connection.run("UPDATE head SET event_seq = event_seq + 1");
    connection.execute("INSERT INTO event (seq, time, author) VALUES (?1, 1000, 'before')", ++event_);
    std::int64_t ordinal = 0;
    for (const auto& put : puts) {
      const auto version = ++versions_[put.id];
      const auto text = body(put.id, version);
      const Packed packed(Kind::body, text);
      connection.execute(
          "INSERT INTO record (id, type, partnership, organisation, version, event_seq) "
          "VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (id) DO UPDATE SET partnership = "
          "excluded.partnership, "
          "organisation = excluded.organisation, version = excluded.version, event_seq = excluded.event_seq",
          put.id, put.type, put.partnership, put.organisation, version, event_);
      connection.execute(
          "INSERT INTO revision (id, version, event_seq, ordinal, visibility, encoding, hash, body) "
          "VALUES (?1, ?2, ?3, ?4, 2, ?5, ?6, ?7)",
          put.id, version, event_, ordinal++, packed.encoding(), base::sha256(text), Bytes{packed.bytes()});
    }
    transaction.commit();
  }
  static std::string body(const base::Uuid& id, std::int64_t version) {
    return R"({"name":")" + id.str() + "/" + std::to_string(version) + "\"}";
  }
  std::set<std::string> tables() {
    Connection connection(file_, Connection::Mode::read);
    std::set<std::string> all;
    auto rows = connection.query("SELECT name FROM sqlite_schema WHERE type = 'table'");
    while (rows.next()) all.insert(rows.text(0));
    return all;
  }
  void expect_all_there() {
    const auto store = open();
    const auto reader = store->read();
    EXPECT_EQ(reader->last_event(), 4);
    for (const auto& [id, version] : versions_) {
      const auto history = reader->history(id);
      ASSERT_EQ(history.size(), static_cast<std::size_t>(version));
      for (std::int64_t v = 1; v <= version; ++v) {
        const auto revision = reader->revision(id, v);
        ASSERT_TRUE(revision);
        EXPECT_EQ(revision->body, body(id, v));
        EXPECT_EQ(revision->hash, base::sha256(revision->body));
        EXPECT_EQ(revision->author, "before");
        EXPECT_EQ(revision->visibility, Visibility::open);
        EXPECT_EQ(history[static_cast<std::size_t>(version - v)].body, revision->body);
      }
      EXPECT_FALSE(reader->revision(id, version + 1));
      EXPECT_EQ(reader->head(id)->version, version);
    }
    const auto changes = reader->changes(0, 100);
    const std::vector order{commitment_, first_, part_, organisation_, first_, alliance_, part_, first_};
    ASSERT_EQ(changes.size(), order.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
      EXPECT_EQ(changes[i].id, order[i]);
      EXPECT_EQ(changes[i].event_seq, static_cast<std::int64_t>(i / 2) + 1);
    }
    EXPECT_EQ(changes[0].partnership, never_);
    EXPECT_EQ(changes[0].organisation, organisation_);
    EXPECT_EQ(changes[5].partnership, alliance_);
    EXPECT_EQ(reader->changes(2, 1).size(), 2U);
    EXPECT_EQ(reader->count("partnership"), 2);
    EXPECT_EQ(reader->heads("partnership", {}, 10).size(), 2U);
    EXPECT_EQ(reader->heads("organisation", {}, 10).size(), 1U);
    EXPECT_TRUE(reader->of_partnership(first_).empty());
    ASSERT_EQ(reader->of_partnership(alliance_).size(), 1U);
    EXPECT_EQ(reader->of_partnership(alliance_)[0].id, part_);
    EXPECT_EQ(reader->of_partnership(never_).size(), 1U);
    EXPECT_EQ(reader->of_organisation(organisation_, "participation").size(), 1U);
    EXPECT_EQ(reader->find_key("iati", "XM-1"), first_);
  }

  static base::Uuid id(int n) { return base::Uuid::v7({1'700'000'000'000 + n}); }
  // The order of ids is not that of the commits.
  const base::Uuid first_ = id(9), commitment_ = id(8), part_ = id(2), organisation_ = id(7),
                   alliance_ = id(1), never_ = id(5);
  std::int64_t event_ = 0;
  std::map<base::Uuid, std::int64_t> versions_;
};

}  // namespace

TEST_F(NumbersTest, AreGivenToWhatStood) {
  expect_all_there();
  expect_all_there();  // opened once more, nothing is done again
  for (const auto& name : tables()) EXPECT_FALSE(name.starts_with("plain_")) << name;
  const auto store = open();
  store->write({.author = "tester"}, [&](UnitOfWork& unit) {
    auto next = small_revision("{\"name\":\"next\"}");
    next.id = first_;
    EXPECT_EQ(unit.put(next), 4);
    next.id = never_;
    next.expected_version = 0;
    EXPECT_EQ(unit.put(next), 1);
    EXPECT_EQ(unit.count("partnership"), 3);
  });
  EXPECT_EQ(store->read()->history(first_).size(), 4U);
  EXPECT_EQ(store->read()->of_partnership(never_).at(0).id, commitment_);
  EXPECT_EQ(store->read()->changes(4, 1).size(), 2U);
}

TEST_F(NumbersTest, AreGivenToAllOrToNone) {
  {
    std::vector<Migration> known(migrations().begin(), migrations().begin() + kBefore + 1);
    const auto cut_short = std::string(known.back().sql) + "; NONSENSE";
    known.back().sql = cut_short;
    Connection connection(file_, Connection::Mode::write);
    EXPECT_THROW(migrate(connection, known, false), base::Error);
  }
  EXPECT_FALSE(tables().contains("record_type"));
  expect_all_there();
}

TEST_F(NumbersTest, AreThoseOfTheFirstRevisions) {
  expect_all_there();
  Connection connection(file_, Connection::Mode::read);
  auto row = connection.query("SELECT count(*), sum(record IS NULL), max(number) FROM revision");
  ASSERT_TRUE(row.next());
  EXPECT_EQ(row.integer(0), 8);
  EXPECT_EQ(row.integer(1), 5);  // whose numbers are their records'
  EXPECT_EQ(row.integer(2), 8);  // without a gap
}

}  // namespace entente::store::sqlite
