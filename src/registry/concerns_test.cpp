// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/concerns.hpp"

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "access/refused.hpp"
#include "access/secret.hpp"
#include "base/error.hpp"
#include "registry/concern_words.hpp"
#include "registry/jobs/job.hpp"
#include "registry/merging.hpp"
#include "registry/notices.hpp"
#include "registry/reading.hpp"
#include "registry/tasks.hpp"
#include "registry/writing.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace entente::registry {
namespace {

using access::Role;
using store::ConcernSight;
using store::ConcernState;

constexpr std::string_view kConcernWords = "The well was never dug.\nI live there.";

class ConcernsTest : public testing::Test {
 protected:
  ConcernsTest() {
    auto name = (std::filesystem::temp_directory_path() / "entente-concerns-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    reg_ = std::make_unique<Register>(
        store::open_sqlite({.file = folder_ / "register.db", .create = true, .clock = &clock_}), clock_);
    accounts_ = std::make_unique<Accounts>(reg_->store(), clock_,
                                           AccountRules{.cost = {1, 8192},
                                                        .register_name = "Exampleland",
                                                        .key = key_,
                                                        .mails = true,
                                                        .public_url = "https://register.example"});
    accounts_->take_key();
    concerns_ = std::make_unique<Concerns>(*reg_, *accounts_, 30);
    model::Organisation who;
    who.name.add("en", "World Health Organization");
    who_ = put(who);
    model::Partnership wells;
    wells.title.add("en", "Wells for Kajiado");
    wells_ = put(wells);
    model::Participation part;
    part.partnership = wells_;
    part.organisation = who_;
    put(part);
    steward_ = person("steward@register.example", {Role::steward, ""});
    speaker_ = person("wanjiru@who.example", {Role::representative, who_.str()});
  }
  ~ConcernsTest() override {
    concerns_.reset();
    accounts_.reset();
    reg_.reset();
    std::filesystem::remove_all(folder_);
  }

  base::Uuid put(const model::Record& record) {
    clock_.advance(1);
    const auto id = base::Uuid::v7(clock_.now());
    reg_->store().write({"test"}, [&](store::UnitOfWork& unit) { unit.put(revision_of(id, record)); });
    return id;
  }
  access::Actor person(const std::string& address, const access::Grant& grant) {
    const auto made =
        accounts_->make({address, address, "en", "correct horse battery staple"}, {"192.0.2.1", "Firefox"},
                        [](store::UnitOfWork&, const store::Account&) {});
    accounts_->give(Accounts::by_operator(), accounts_->account_of(address), grant);
    auto actor = accounts_->visitor(made.sign_in.secret).actor;
    actor.grants = {grant};
    actor.account = accounts_->account_of(address);
    actor.second_factor = true;
    return actor;
  }
  static NewConcern about(const base::Uuid& record) {
    return {.about = record,
            .kind = "harm",
            .text = std::string(kConcernWords),
            .name = "Otieno",
            .address = "otieno@mail.example",
            .language = "fr",
            .secret = access::new_secret(access::SecretKind::link)};
  }
  std::int64_t raised(const NewConcern& wanted) {
    const auto done = concerns_->raise(wanted, "203.0.113." + std::to_string(++network_));
    EXPECT_FALSE(done.fault);
    return done.number;
  }
  std::vector<std::string> notices_of(const access::Actor& actor) {
    std::vector<std::string> kinds;
    for (const auto& each : reg_->read()->accounts().notifications_of(*actor.account, 100))
      kinds.push_back(each.kind + " " + each.about);
    return kinds;
  }
  std::vector<Words> mails() {
    std::vector<Words> all;
    for (const auto& letter : reg_->read()->accounts().letters_due(clock_.now(), 100))
      if (const auto read = read_waiting(key_, letter); read && std::holds_alternative<Words>(*read))
        all.push_back(std::get<Words>(*read));
    return all;
  }
  static std::vector<std::string> steps_of(const std::vector<ConcernLine>& lines) {
    std::vector<std::string> all;
    for (const auto& line : lines) all.push_back(line.step.what + ": " + line.step.words);
    return all;
  }

  base::ManualClock clock_{base::parse_instant("2026-11-24T04:05:06Z")};
  std::filesystem::path folder_;
  const access::Key key_ = access::Key::fresh();
  std::unique_ptr<Register> reg_;
  std::unique_ptr<Accounts> accounts_;
  std::unique_ptr<Concerns> concerns_;
  base::Uuid who_, wells_;
  access::Actor steward_, speaker_;
  int network_ = 0;
};

TEST_F(ConcernsTest, GetsANumberAClockAndAnAnswerWhichItsRaiserReadsBySecret) {
  const auto wanted = about(wells_);
  EXPECT_EQ(raised(wanted), 1);
  auto own = concerns_->own(wanted.secret);
  ASSERT_TRUE(own);
  EXPECT_EQ(own->concern.due.ms, clock_.now().ms + 30 * 86'400'000LL);
  EXPECT_EQ(own->subject.title.str("en"), "Wells for Kajiado");
  EXPECT_EQ(steps_of(own->lines), std::vector{"raised: " + std::string(kConcernWords)});
  EXPECT_FALSE(concerns_->own(access::new_secret(access::SecretKind::link)));

  EXPECT_FALSE(concerns_->answer(steward_, 1, "We have asked, and it will be dug in March."));
  own = concerns_->own(wanted.secret);
  EXPECT_EQ(own->concern.state, ConcernState::answered);
  EXPECT_EQ(own->lines.at(1).step.words, "We have asked, and it will be dug in March.");
  EXPECT_EQ(own->lines.at(1).author, "") << "who answered is for the office";
  const auto sent = mails();
  ASSERT_EQ(sent.size(), 1U);
  EXPECT_EQ(sent[0].to, "otieno@mail.example");
  EXPECT_EQ(sent[0].language, "fr");
  EXPECT_NE(sent[0].text.find("https://register.example/fr/concern/" + wanted.secret), std::string::npos);
  EXPECT_EQ(sent[0].text.find("well"), std::string::npos) << "what it is about is for its page";

  clock_.advance(1000);
  EXPECT_FALSE(concerns_->add(wanted.secret, "It is April.", "203.0.113.9"));
  own = concerns_->own(wanted.secret);
  EXPECT_EQ(own->concern.state, ConcernState::open);
  EXPECT_EQ(own->concern.due.ms, clock_.now().ms + 30 * 86'400'000LL) << "the clock begins anew";
}

TEST_F(ConcernsTest, SentTwiceItIsRaisedOnce) {
  const auto wanted = about(wells_);
  EXPECT_EQ(raised(wanted), 1);
  EXPECT_EQ(raised(wanted), 1);
  EXPECT_EQ(raised(about(wells_)), 2);
  EXPECT_EQ(concerns_->counts(wells_).at(0), 2);
}

TEST_F(ConcernsTest, InTheDatabaseNothingOfItsRaiserCanBeRead) {
  const auto wanted = about(wells_);
  raised(wanted);
  EXPECT_FALSE(concerns_->add(wanted.secret, "They threatened my sister.", "203.0.113.77"));
  reg_->store().maintain();
  sqlite3* base = nullptr;
  ASSERT_EQ(sqlite3_open_v2((folder_ / "register.db").c_str(), &base, SQLITE_OPEN_READONLY, nullptr),
            SQLITE_OK);
  std::vector<std::string> tables;
  const auto each = [&](const std::string& sql, const auto& work) {
    sqlite3_stmt* rows = nullptr;
    ASSERT_EQ(sqlite3_prepare_v2(base, sql.c_str(), -1, &rows, nullptr), SQLITE_OK);
    while (sqlite3_step(rows) == SQLITE_ROW)
      for (int i = 0; i < sqlite3_column_count(rows); ++i) {
        const auto* bytes = static_cast<const char*>(sqlite3_column_blob(rows, i));
        if (bytes != nullptr)
          work(std::string(bytes, static_cast<std::size_t>(sqlite3_column_bytes(rows, i))));
      }
    sqlite3_finalize(rows);
  };
  each("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
       [&](const std::string& name) { tables.push_back(name); });
  int looked = 0;
  for (const auto& table : tables)
    each("SELECT * FROM " + table, [&](const std::string& cell) {
      ++looked;
      for (const std::string_view secret :
           {"never dug", "sister", "Otieno", "otieno@", "203.0.113", wanted.secret.c_str()})
        EXPECT_EQ(cell.find(secret), std::string::npos) << table << " holds " << secret;
    });
  sqlite3_close(base);
  EXPECT_GT(looked, 50);
}

TEST_F(ConcernsTest, NobodySeesMoreThanTheCountUntilItIsShown) {
  raised(about(wells_));
  EXPECT_EQ(concerns_->about(wells_).counts, (std::array<std::int64_t, 4>{1, 0, 0, 0}));
  EXPECT_TRUE(concerns_->about(wells_).published.empty());
  EXPECT_TRUE(concerns_->handed_on(speaker_, 10).empty());
  EXPECT_FALSE(concerns_->handed(speaker_, 1));
  EXPECT_THROW(concerns_->reply(speaker_, 1, "It is not so."), base::NotFound);

  EXPECT_FALSE(concerns_->show(steward_, 1, ConcernSight::handed_on, "The well was never dug."));
  EXPECT_EQ(notices_of(speaker_).front(), "concern 1");
  const auto seen = concerns_->handed(speaker_, 1);
  ASSERT_TRUE(seen);
  EXPECT_EQ(seen->concern.shown, "The well was never dug.");
  EXPECT_TRUE(seen->concern.shortened);
  EXPECT_TRUE(seen->lines.empty()) << "not the first words";
  EXPECT_EQ(seen->name + seen->address, "");
  EXPECT_TRUE(concerns_->about(wells_).published.empty());

  EXPECT_FALSE(concerns_->reply(speaker_, 1, "It was, in May."));
  EXPECT_FALSE(concerns_->show(steward_, 1, ConcernSight::published, std::string(kConcernWords)));
  const auto published = concerns_->about(wells_).published;
  ASSERT_EQ(published.size(), 1U);
  EXPECT_FALSE(published[0].concern.shortened);
  EXPECT_EQ(steps_of(published[0].lines), std::vector<std::string>{"replied: It was, in May."});
  EXPECT_EQ(published[0].lines[0].of.str("en"), "World Health Organization");
  EXPECT_EQ(published[0].lines[0].author, "");

  EXPECT_FALSE(concerns_->show(steward_, 1, ConcernSight::counted, {}));
  EXPECT_TRUE(concerns_->about(wells_).published.empty());
  EXPECT_TRUE(concerns_->handed(speaker_, 1)) << "what they have seen they have seen";
  EXPECT_THROW(concerns_->show(steward_, 1, ConcernSight::counted, {}), base::Conflict);
}

TEST_F(ConcernsTest, WhoeverSpeaksForTheOneConcernedAnswersNone) {
  raised(about(wells_));
  auto both = steward_;
  both.grants.push_back({Role::representative, who_.str()});
  EXPECT_THROW(concerns_->look(both, 1), access::Refused);
  EXPECT_THROW(concerns_->answer(both, 1, "All is well."), access::Refused);
  EXPECT_THROW(concerns_->close(both, 1, "All is well."), access::Refused);
  EXPECT_THROW(concerns_->look(speaker_, 1), access::Refused);
  EXPECT_THROW(concerns_->list(speaker_, ConcernState::open, {}, 0, 10), access::Refused);
  auto weak = steward_;
  weak.second_factor = false;
  EXPECT_THROW(concerns_->look(weak, 1), access::Refused);
  EXPECT_NO_THROW(concerns_->look(steward_, 1));

  accounts_->give(Accounts::by_operator(), *speaker_.account, {Role::steward, ""});
  raised(about(wells_));
  EXPECT_TRUE(std::ranges::none_of(notices_of(speaker_), [](const auto& kind) {
    return kind.starts_with(kNoticeConcernRaised);
  })) << "nor are they told that one came in";
  EXPECT_EQ(notices_of(steward_).front(), "concern raised ");
}

TEST_F(ConcernsTest, ClosedOrWithdrawnNobodyCanBeToldAnyMore) {
  const auto first = about(wells_), second = about(who_);
  raised(first);
  raised(second);
  EXPECT_EQ(concerns_->look(steward_, 1).address, "otieno@mail.example");
  EXPECT_FALSE(concerns_->close(steward_, 1, "It is about another well."));
  EXPECT_EQ(mails().size(), 1U) << "told of it first";
  EXPECT_EQ(concerns_->look(steward_, 1).address + concerns_->look(steward_, 1).name, "");
  EXPECT_THROW(concerns_->answer(steward_, 1, "Once more."), base::Conflict);

  EXPECT_FALSE(concerns_->show(steward_, 2, ConcernSight::published, std::string(kConcernWords)));
  concerns_->withdraw(second.secret);
  EXPECT_EQ(concerns_->look(steward_, 2).address, "");
  EXPECT_TRUE(concerns_->about(who_).published.empty());
  EXPECT_EQ(concerns_->counts(who_), (std::array<std::int64_t, 4>{0, 0, 0, 1})) << "counted still";
  EXPECT_THROW(concerns_->add(second.secret, "Once more.", "203.0.113.9"), base::Conflict);
  EXPECT_EQ(concerns_->look(steward_, 2).lines.front().step.words, kConcernWords) << "nothing is lost";
}

TEST_F(ConcernsTest, ThirtyDaysAfterTheAnswerTheContactGoes) {
  raised(about(wells_));
  EXPECT_FALSE(concerns_->answer(steward_, 1, "So it is."));
  clock_.advance(29LL * 86'400'000);
  tidy_store(*reg_);
  EXPECT_EQ(concerns_->look(steward_, 1).name, "Otieno");
  clock_.advance(2LL * 86'400'000);
  tidy_store(*reg_);
  EXPECT_EQ(concerns_->look(steward_, 1).name, "");
}

TEST_F(ConcernsTest, AFloodIsToldToWaitAndLeavesNothing) {
  for (int i = 0; i < ConcernBounds::kOfNetwork; ++i)
    EXPECT_FALSE(concerns_->raise(about(wells_), "198.51.100.7").fault);
  const auto refused = concerns_->raise(about(wells_), "198.51.100.7");
  ASSERT_TRUE(refused.fault);
  EXPECT_EQ(refused.fault->kind, ConcernFault::Kind::later);
  EXPECT_GT(refused.fault->heard, clock_.now());
  EXPECT_EQ(concerns_->counts(wells_).at(0), ConcernBounds::kOfNetwork);
  const auto wanted = about(wells_);
  EXPECT_FALSE(concerns_->raise(wanted, "198.51.100.8").fault);
  EXPECT_FALSE(concerns_->add(wanted.secret, "More.", "198.51.100.7")) << "adding is counted by itself";
  for (int i = ConcernBounds::kOfNetwork + 1; i < ConcernBounds::kOfAll; ++i) raised(about(wells_));
  EXPECT_TRUE(concerns_->raise(about(wells_), "198.51.100.9").fault) << "from anywhere";
  clock_.advance(ConcernBounds::kHourMs);
  EXPECT_FALSE(concerns_->raise(about(wells_), "198.51.100.7").fault);
}

TEST_F(ConcernsTest, WhatIsNoConcernIsNotTaken) {
  const auto fault = [&](const auto& change) {
    auto wanted = about(wells_);
    change(wanted);
    return concerns_->raise(wanted, "203.0.113.5").fault.value().kind;
  };
  using Kind = ConcernFault::Kind;
  EXPECT_EQ(fault([](auto& w) { w.kind = "spam"; }), Kind::kind);
  EXPECT_EQ(fault([](auto& w) { w.text = " \n "; }), Kind::no_text);
  EXPECT_EQ(fault([](auto& w) { w.text = std::string("a\0b", 3); }), Kind::no_text);
  EXPECT_EQ(fault([](auto& w) { w.text = "\xff\xfe"; }), Kind::no_text);
  EXPECT_EQ(fault([](auto& w) { w.text.assign(1'000'000, 'x'); }), Kind::long_text);
  EXPECT_EQ(fault([](auto& w) { w.name.assign(1'000, 'x'); }), Kind::name);
  EXPECT_EQ(fault([](auto& w) { w.address = "nobody\nBcc: all@example"; }), Kind::address);
  auto wanted = about(base::Uuid::v7(clock_.now()));
  EXPECT_THROW(concerns_->raise(wanted, ""), base::NotFound);
  wanted = about(wells_);
  wanted.secret = "guessed";
  EXPECT_THROW(concerns_->raise(wanted, ""), base::BadInput);
  EXPECT_EQ(concerns_->counts(wells_).at(0), 0);
  EXPECT_FALSE(Concerns(*reg_, *accounts_, 0).taken());
  EXPECT_THROW(Concerns(*reg_, *accounts_, 0).raise(about(wells_), ""), base::NotFound);
}

TEST_F(ConcernsTest, OneConcernHoldsSoMuchAndNoMore) {
  const auto wanted = about(wells_);
  raised(wanted);
  for (std::size_t i = 0; i < kMostConcernAdded; ++i)
    EXPECT_FALSE(concerns_->add(wanted.secret, "More.", "203.0.113." + std::to_string(100 + i)));
  EXPECT_EQ(concerns_->add(wanted.secret, "More.", "203.0.113.99").value().kind,
            ConcernFault::Kind::too_many);
}

TEST_F(ConcernsTest, RepliesKeepNobodyFromAnsweringAndClosing) {
  raised(about(wells_));
  EXPECT_FALSE(concerns_->show(steward_, 1, ConcernSight::handed_on, "A well."));
  for (std::size_t i = 0; i < kMostConcernReplies; ++i)
    EXPECT_FALSE(concerns_->reply(speaker_, 1, "It was dug."));
  EXPECT_EQ(concerns_->reply(speaker_, 1, "It was dug.").value().kind, ConcernFault::Kind::too_many);
  EXPECT_FALSE(concerns_->show(steward_, 1, ConcernSight::published, "A well."));
  for (std::size_t i = 2; i < kMostConcernSteps; ++i) EXPECT_FALSE(concerns_->answer(steward_, 1, "Yes."));
  EXPECT_EQ(concerns_->answer(steward_, 1, "Yes.").value().kind, ConcernFault::Kind::too_many);
  EXPECT_FALSE(concerns_->show(steward_, 1, ConcernSight::counted, {}));
  EXPECT_FALSE(concerns_->close(steward_, 1, "All is said."));
}

TEST_F(ConcernsTest, NothingIsWrittenOverWhatAFormDidNotShowAndNothingTwice) {
  using Kind = ConcernFault::Kind;
  const auto wanted = about(wells_);
  raised(wanted);
  EXPECT_FALSE(concerns_->answer(steward_, 1, "It was dug.", 1));
  EXPECT_FALSE(concerns_->answer(steward_, 1, "It was dug.", 1)) << "sent twice";
  EXPECT_EQ(concerns_->look(steward_, 1).lines.size(), 2U);
  EXPECT_EQ(mails().size(), 1U);
  EXPECT_EQ(concerns_->close(steward_, 1, "It was dug.", 1).value().kind, Kind::moved_on);
  EXPECT_FALSE(concerns_->add(wanted.secret, "It was not.", "203.0.113.9", 2));
  EXPECT_FALSE(concerns_->add(wanted.secret, "It was not.", "203.0.113.9", 2)) << "sent twice";
  EXPECT_EQ(concerns_->add(wanted.secret, "Nor is it.", "203.0.113.9", 2).value().kind, Kind::moved_on);
  EXPECT_EQ(concerns_->answer(steward_, 1, "Thank you.", 2).value().kind, Kind::moved_on);
  EXPECT_EQ(concerns_->own(wanted.secret)->concern.state, ConcernState::open) << "the clock runs";
  EXPECT_FALSE(concerns_->show(steward_, 1, ConcernSight::handed_on, "A well.", 3));
  EXPECT_FALSE(concerns_->show(steward_, 1, ConcernSight::handed_on, "A well.", 3)) << "sent twice";
  const auto shown = concerns_->handed(speaker_, 1)->lines.size();
  EXPECT_FALSE(concerns_->reply(speaker_, 1, "So it is.", shown));
  EXPECT_FALSE(concerns_->reply(speaker_, 1, "So it is.", shown));
  EXPECT_EQ(concerns_->reply(speaker_, 1, "Or is it?", shown).value().kind, Kind::moved_on);
  EXPECT_EQ(concerns_->look(steward_, 1).lines.size(), 5U);
  EXPECT_FALSE(concerns_->close(steward_, 1, "All is said.", 5));
  EXPECT_EQ(concerns_->answer(steward_, 1, "Once more.", 5).value().kind, Kind::moved_on)
      << "and no bare 409";
}

TEST_F(ConcernsTest, WhoeverSpeaksForTheOneConcernedIsNotToldOfIt) {
  auto both = steward_;
  both.grants.push_back({Role::representative, who_.str()});
  model::Organisation other;
  other.name.add("en", "A well maker");
  const auto elsewhere = put(other);
  for (const auto& record : {wells_, elsewhere, who_, elsewhere}) raised(about(record));
  const auto numbers = [&](const access::Actor& actor, std::size_t limit) {
    std::vector<std::int64_t> all;
    for (const auto& row : concerns_->list(actor, ConcernState::open, {}, 0, limit))
      all.push_back(row.concern.number);
    return all;
  };
  EXPECT_EQ(numbers(both, 10), (std::vector<std::int64_t>{2, 4}));
  EXPECT_EQ(numbers(both, 1), std::vector<std::int64_t>{2});
  EXPECT_EQ(numbers(steward_, 10).size(), 4U);
  const auto told = [&](const access::Actor& actor) {
    std::int64_t count = 0;
    for (const auto& task : tasks_of(*reg_, actor, 10))
      if (std::string_view(task.message) == "task.concerns") count += task.count;
    return count;
  };
  EXPECT_EQ(told(steward_), 4);
  EXPECT_EQ(told(both), 2);
}

TEST_F(ConcernsTest, AMergeTakesThemAlongAndItsUndoingGivesThemBack) {
  model::Organisation one;
  one.name.add("en", "WHO");
  const auto kept = put(one);
  raised(about(who_));
  EXPECT_FALSE(concerns_->show(steward_, 1, ConcernSight::published, "A well."));
  Merging merging(*reg_);
  merging.merge(Accounts::by_operator(), kept, who_);
  auto speaker = speaker_;
  speaker.grants = {{Role::representative, kept.str()}};
  EXPECT_EQ(concerns_->counts(kept).at(0), 1);
  EXPECT_EQ(concerns_->about(kept).published.size(), 1U);
  EXPECT_EQ(concerns_->subject(who_)->id, kept) << "an old address leads to the one that is kept";
  ASSERT_TRUE(concerns_->handed(speaker, 1));
  EXPECT_FALSE(concerns_->reply(speaker, 1, "It was dug."));
  auto both = steward_;
  both.grants.push_back({Role::representative, kept.str()});
  EXPECT_THROW(concerns_->answer(both, 1, "All is well."), access::Refused);
  EXPECT_EQ(raised(about(who_)), 2);
  EXPECT_EQ(concerns_->counts(kept).at(0), 2);

  merging.undo(Accounts::by_operator(), who_);
  EXPECT_EQ(concerns_->counts(who_).at(0), 1);
  EXPECT_EQ(concerns_->counts(kept).at(0), 1) << "raised about it since";
  EXPECT_TRUE(concerns_->handed(speaker_, 1));
}

TEST_F(ConcernsTest, WhatWasNeverPublicHasNoPageAndWhatIsWithdrawnKeepsIts) {
  const auto again = [&](const base::Uuid& id, const model::Record& record, store::Visibility visibility) {
    reg_->store().write({"test"},
                        [&](store::UnitOfWork& unit) { unit.put(revision_of(id, record, visibility)); });
  };
  model::Partnership secret;
  secret.title.add("en", "Not to be known");
  const auto draft = base::Uuid::v7(clock_.now());
  again(draft, secret, store::Visibility::draft);
  EXPECT_FALSE(concerns_->subject(draft));
  again(draft, secret, store::Visibility::withdrawn);
  EXPECT_FALSE(concerns_->subject(draft)) << "a draft that was discarded";
  const auto wells = held<model::Partnership>(*reg_->read()->head(wells_)).value;
  again(wells_, wells, store::Visibility::withdrawn);
  ASSERT_TRUE(concerns_->subject(wells_));
  EXPECT_FALSE(concerns_->subject(wells_)->stands);
}

TEST_F(ConcernsTest, WhoeverDeclinedItsPartIsNotConcerned) {
  EXPECT_EQ(concerns_->subject(wells_)->places.size(), 1U);
  const auto part =
      held<model::Participation>(reg_->read()->of_partnership(wells_, model::Participation::kType).front());
  model::Confirmation said{
      .partnership = wells_, .participation = part.id, .organisation = who_, .state = "declined"};
  said.part_hash = base::hex(part.hash);
  put(said);
  EXPECT_TRUE(concerns_->subject(wells_)->places.empty());
}

TEST_F(ConcernsTest, RepliesDoNotKeepTheContactLonger) {
  raised(about(wells_));
  EXPECT_FALSE(concerns_->answer(steward_, 1, "So it is."));
  clock_.advance(29LL * 86'400'000);
  EXPECT_FALSE(concerns_->show(steward_, 1, ConcernSight::published, "A well."));
  EXPECT_FALSE(concerns_->reply(speaker_, 1, "It was dug."));
  clock_.advance(2LL * 86'400'000);
  tidy_store(*reg_);
  EXPECT_EQ(concerns_->look(steward_, 1).name, "");
}

TEST_F(ConcernsTest, OverdueOnesComeFirstAndAreATask) {
  raised(about(wells_));
  clock_.advance(86'400'000);
  const auto later = about(who_);
  raised(later);
  EXPECT_FALSE(concerns_->answer(steward_, 1, "So it is."));
  clock_.advance(86'400'000);
  const auto tasks = [&](const access::Actor& actor) {
    std::vector<std::string> all;
    for (const auto& task : tasks_of(*reg_, actor, 10))
      if (task.message.starts_with("task.concern"))
        all.push_back(std::string(task.message) + " " + std::to_string(task.count));
    return all;
  };
  EXPECT_EQ(tasks(steward_), std::vector<std::string>{"task.concerns 1"});
  raised(about(wells_));
  clock_.advance(29LL * 86'400'000);
  EXPECT_EQ(tasks(steward_), (std::vector<std::string>{"task.concerns_overdue 1", "task.concerns 2"}));
  const auto rows = concerns_->list(steward_, ConcernState::open, {}, 0, 10);
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].concern.number, 2);
  EXPECT_EQ(concerns_->list(steward_, ConcernState::open, rows[0].concern.due, 2, 10).at(0).concern.number,
            3);

  EXPECT_TRUE(tasks(speaker_).empty());
  EXPECT_FALSE(concerns_->show(steward_, 3, ConcernSight::handed_on, "A well."));
  EXPECT_EQ(tasks(speaker_), std::vector<std::string>{"task.concern_reply 1"});
  EXPECT_FALSE(concerns_->reply(speaker_, 3, "It was dug."));
  EXPECT_TRUE(tasks(speaker_).empty());
  EXPECT_EQ(notices_of(steward_).front(), "concern reply 3");
}

TEST_F(ConcernsTest, TheStampChangesWithWhatEverybodySees) {
  auto last = concerns_->stamp();
  const auto changed = [&] { return std::exchange(last, concerns_->stamp()) != last; };
  EXPECT_FALSE(changed());
  const auto wanted = about(wells_);
  raised(wanted);
  EXPECT_NE(concerns_->stamp(), last);
  last = concerns_->stamp();
  const Concerns other(*reg_, *accounts_, 30);  // as another node sees it
  EXPECT_EQ(other.stamp(), last);
  EXPECT_FALSE(concerns_->show(steward_, 1, ConcernSight::handed_on, "A well."));
  EXPECT_FALSE(concerns_->reply(speaker_, 1, "It was dug."));
  EXPECT_FALSE(concerns_->add(wanted.secret, "More.", "203.0.113.99"));
  EXPECT_EQ(concerns_->stamp(), last) << "which nobody else sees";
  concerns_->withdraw(wanted.secret);
  EXPECT_NE(concerns_->stamp(), last);
  EXPECT_EQ(other.stamp(), last);
  clock_.advance(1000);
  EXPECT_EQ(other.stamp(), concerns_->stamp());
}

TEST_F(ConcernsTest, WithAnotherKeyItOpensAsBefore) {
  const auto wanted = about(wells_);
  raised(wanted);
  const auto next = access::Key::fresh();
  std::size_t sealed = 0;
  reg_->store().write({"test"},
                      [&](store::UnitOfWork& unit) { sealed = seal_concerns(unit.concerns(), key_, next); });
  EXPECT_EQ(sealed, 2U);
  const auto concern = reg_->read()->concerns().numbered(1).value();
  EXPECT_EQ(concern_lines(*reg_->read(), next, concern, ConcernReaderKind::office).at(0).step.words,
            kConcernWords);
  EXPECT_EQ(opened_contact(next, concern).name, "Otieno");
  EXPECT_TRUE(concern_lines(*reg_->read(), key_, concern, ConcernReaderKind::office).at(0).unreadable);
}

}  // namespace
}  // namespace entente::registry
