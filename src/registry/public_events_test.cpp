// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/public_events.hpp"

#include <gtest/gtest.h>

#include <variant>

#include "registry/hooks_test.hpp"

namespace entente::registry {
namespace {

using store::Visibility;

std::vector<std::string> words_of(const std::vector<PublicEvent>& events) {
  std::vector<std::string> all;
  for (const auto& each : events)
    all.push_back(std::to_string(each.sequence) + " " + each.type + " " + std::string(each.act) + " " +
                  std::to_string(each.version));
  return all;
}

template <std::size_t... I>
std::vector<std::string> every_type(std::index_sequence<I...>) {
  return {std::string(std::variant_alternative_t<I, model::Record>::kType)...};
}

class PublicEventsTest : public HooksTest {
 protected:
  EventPage events(EventPosition from = {}, const std::vector<std::string>& topics = {},
                   std::size_t most = 100) {
    return public_events(*reg_->read(), from, topics, most);
  }
  store::NewRevision part_of(const base::Uuid& partnership, const base::Uuid& organisation,
                             Visibility visibility = Visibility::open) {
    model::Participation part;
    part.partnership = partnership;
    part.organisation = organisation;
    return revision_of(new_id(), part, visibility);
  }
};

TEST_F(PublicEventsTest, EveryTypeOfRecordHasATopic) {
  for (const auto& type : every_type(std::make_index_sequence<std::variant_size_v<model::Record>>()))
    EXPECT_EQ(is_event_topic(topic_of(type)), type != model::SealedDecision::kType)
        << type << ": name it in public_events.cpp";
  EXPECT_EQ(topic_of("nothing"), "");
  EXPECT_FALSE(is_event_topic(""));
}

TEST_F(PublicEventsTest, TellsWhatWasPublishedChangedWithdrawnAndRestored) {
  const auto id = new_id();
  put({revision_of(id, titled("Wells"))});
  put({revision_of(id, titled("Wells of Kajiado"))});
  put({revision_of(id, titled("Wells of Kajiado"), Visibility::withdrawn)});
  put({revision_of(id, titled("Wells of Kajiado"))});
  const auto page = events();
  EXPECT_EQ(words_of(page.events),
            (std::vector<std::string>{"1 partnership published 1", "2 partnership changed 2",
                                      "3 partnership withdrawn 3", "4 partnership published 4"}));
  EXPECT_EQ(page.next, (EventPosition{4, 0}));
  EXPECT_EQ(page.last, 4);
  EXPECT_EQ(page.events.front().id, id);
  EXPECT_EQ(page.events.front().time, clock_.now());
  EXPECT_TRUE(events({4, 0}).events.empty());
  EXPECT_TRUE(events({400, 0}).events.empty()) << "of the future there is nothing";
}

TEST_F(PublicEventsTest, ADraftIsNeverToldNorThatItWasDiscardedNorWhatHangsOnIt) {
  const auto draft = new_id(), secret = new_id();
  const auto who = organisation("World Health Organization");
  put({revision_of(draft, titled("Wells"), Visibility::draft), part_of(draft, who, Visibility::draft)});
  put({part_of(draft, who)});  // in public view by itself, on what is not
  put({revision_of(draft, titled("Wells"), Visibility::withdrawn)});
  put({part_of(draft, who)});
  put({revision_of(secret, named("Secret"), Visibility::restricted)});
  EXPECT_EQ(words_of(events().events), (std::vector<std::string>{"1 organisation published 1"}));
  EXPECT_EQ(events().next, (EventPosition{6, 0})) << "looked at, all of it";
  put({revision_of(secret, named("Open"))});
  EXPECT_EQ(words_of(events({6, 0}).events), (std::vector<std::string>{"7 organisation published 2"}));
  // A draft of a change is a revision of its own: what stood before still stood.
  put({revision_of(secret, named("Opener"), Visibility::draft)});
  put({revision_of(secret, named("Opener"), Visibility::withdrawn)});
  EXPECT_EQ(words_of(events({7, 0}).events), (std::vector<std::string>{"9 organisation withdrawn 4"}));
}

TEST_F(PublicEventsTest, OfAWithdrawnPartnershipWhatHangsOnItIsTold) {
  const auto who = organisation("World Health Organization"), id = new_id();
  const auto part = part_of(id, who);
  put({revision_of(id, titled("Wells")), part});
  put({revision_of(id, titled("Wells"), Visibility::withdrawn)});
  auto gone = part;
  gone.visibility = Visibility::withdrawn;
  put({gone});
  EXPECT_EQ(words_of(events({1, 0}, {"parties"}).events),
            (std::vector<std::string>{"2 participation published 1", "4 participation withdrawn 2"}));
}

TEST_F(PublicEventsTest, OnlyTopicsAskedForAreTold) {
  organisation("World Health Organization");
  put({revision_of(new_id(), titled("Wells"))});
  EXPECT_EQ(words_of(events({}, {"partnerships"}).events),
            (std::vector<std::string>{"2 partnership published 1"}));
  const auto none = events({}, {"reports"});
  EXPECT_TRUE(none.events.empty());
  EXPECT_EQ(none.next, (EventPosition{2, 0}));
}

TEST_F(PublicEventsTest, ALargeCommitComesInPartsAndNothingTwice) {
  std::vector<store::NewRevision> many;
  for (int n = 0; n < 250; ++n) many.push_back(revision_of(new_id(), named("One of many")));
  put(many);
  const auto after = organisation("The last");
  std::vector<base::Uuid> seen;
  EventPosition at;
  std::vector<EventPosition> positions;
  for (int pages = 0; pages < 10; ++pages) {
    const auto page = events(at, {}, 100);
    for (const auto& each : page.events) seen.push_back(each.id);
    positions.push_back(page.next);
    at = page.next;
    if (at.sequence == page.last) break;
  }
  ASSERT_EQ(seen.size(), 251U);
  EXPECT_EQ(seen.back(), after);
  for (std::size_t n = 0; n < many.size(); ++n) EXPECT_EQ(seen[n], many[n].id) << n;
  EXPECT_EQ(positions, (std::vector<EventPosition>{{0, 100}, {0, 200}, {2, 0}}));
}

TEST_F(PublicEventsTest, ALookIsBoundedWhereNothingIsForWhoeverAsks) {
  std::vector<store::NewRevision> many;
  for (int n = 0; n < 2'500; ++n) many.push_back(revision_of(new_id(), named("One"), Visibility::draft));
  put(many);
  organisation("In public view");
  const auto first = events();
  EXPECT_TRUE(first.events.empty());
  EXPECT_EQ(first.next, (EventPosition{0, 2'000}));
  EXPECT_EQ(words_of(events(first.next).events), (std::vector<std::string>{"2 organisation published 1"}));
}

/// Counts what is read of a register.
class CountedReader : public store::Reader {
 public:
  explicit CountedReader(std::unique_ptr<store::Reader> reader) : reader_(std::move(reader)) {}

  std::size_t rows = 0, bodies = 0;

  std::int64_t last_event() override { return reader_->last_event(); }
  std::optional<store::Revision> head(const base::Uuid& id) override {
    ++bodies;
    return reader_->head(id);
  }
  std::optional<store::Revision> revision(const base::Uuid& id, std::int64_t version) override {
    ++bodies;
    return reader_->revision(id, version);
  }
  bool was_open(const base::Uuid& id, std::int64_t before) override { return reader_->was_open(id, before); }
  std::vector<store::Change> changes(std::int64_t after, std::int64_t commits) override {
    return count(reader_->changes(after, commits));
  }
  std::vector<store::Change> changes_in(std::int64_t event_seq, std::int64_t skip,
                                        std::size_t limit) override {
    return count(reader_->changes_in(event_seq, skip, limit));
  }

  std::vector<store::Revision> history(const base::Uuid& id) override { return reader_->history(id); }
  std::vector<store::Revision> of_partnership(const base::Uuid& partnership) override {
    return reader_->of_partnership(partnership);
  }
  std::vector<store::Revision> of_partnership(const base::Uuid& partnership, std::string_view type) override {
    return reader_->of_partnership(partnership, type);
  }
  std::vector<store::Revision> of_organisation(const base::Uuid& organisation,
                                               std::string_view type) override {
    return reader_->of_organisation(organisation, type);
  }
  std::vector<store::Revision> heads(std::string_view type, const base::Uuid& after,
                                     std::size_t limit) override {
    return reader_->heads(type, after, limit);
  }
  std::int64_t count(std::string_view type) override { return reader_->count(type); }
  std::optional<base::Uuid> find_key(std::string_view scheme, std::string_view value) override {
    return reader_->find_key(scheme, value);
  }
  std::vector<store::Written> written_by(const base::Uuid& account, std::size_t limit) override {
    return reader_->written_by(account, limit);
  }
  std::optional<std::string> blob(const base::Sha256& hash) override { return reader_->blob(hash); }
  std::optional<std::string> note(std::string_view name) override { return reader_->note(name); }
  std::vector<store::JobRun> job_runs(std::string_view name, std::size_t limit) override {
    return reader_->job_runs(name, limit);
  }
  store::AccountReader& accounts() override { return reader_->accounts(); }
  store::ClaimReader& claims() override { return reader_->claims(); }
  store::ConcernReader& concerns() override { return reader_->concerns(); }
  store::HookReader& hooks() override { return reader_->hooks(); }
  store::DiligenceReader& diligence() override { return reader_->diligence(); }
  store::ScreeningReader& screening() override { return reader_->screening(); }
  store::ListReader& lists() override { return reader_->lists(); }
  store::LogReader& log() override { return reader_->log(); }

 private:
  std::vector<store::Change> count(std::vector<store::Change> all) {
    rows += all.size();
    return all;
  }

  std::unique_ptr<store::Reader> reader_;
};

TEST_F(PublicEventsTest, WhatIsReadForAPageDoesNotGrowWithTheCommitsBehindIt) {
  for (int n = 0; n < 20; ++n) {
    std::vector<store::NewRevision> many;
    for (int each = 0; each < 50; ++each) many.push_back(revision_of(new_id(), named("One of many")));
    put(many);
  }
  CountedReader reader(reg_->read());
  EXPECT_EQ(public_events(reader, {3, 10}, {}, 1).events.size(), 1U);
  EXPECT_EQ(reader.rows, 40U) << "what is left of its own commit, and no other";
}

TEST_F(PublicEventsTest, OfALargeCommitAPageReadsWhatItTells) {
  std::vector<store::NewRevision> many;
  for (int each = 0; each < 3'000; ++each) many.push_back(revision_of(new_id(), named("One of many")));
  put(many);
  CountedReader reader(reg_->read());
  const auto page = public_events(reader, {0, 2'700}, {}, 100);
  EXPECT_EQ(page.next, (EventPosition{0, 2'800}));
  EXPECT_EQ(page.events.back().id, many[2'799].id);
  EXPECT_LE(reader.rows, 200U);
  const auto last = public_events(reader, {0, 2'800}, {}, 200);
  EXPECT_EQ(last.next, (EventPosition{1, 0}));
  EXPECT_EQ(last.events.size(), 200U);
}

TEST_F(PublicEventsTest, OfOneOrganisationItsOwnRecordsAndThoseOfItsPartnershipsAreTold) {
  const auto who = organisation("World Health Organization"), other = organisation("Ministry of Water");
  const auto ours = new_id(), theirs = new_id();
  const auto part = part_of(ours, who);
  put({revision_of(ours, titled("Wells")), part, part_of(ours, other)});
  put({revision_of(theirs, titled("Roads")), part_of(theirs, other)});
  put({revision_of(ours, titled("Wells of Kajiado"))});
  const auto told = [&](const base::Uuid& whom) {
    return words_of(public_events(*reg_->read(), {}, {}, 100, whom).events);
  };
  EXPECT_EQ(told(who), (std::vector<std::string>{"1 organisation published 1", "3 partnership published 1",
                                                 "3 participation published 1", "3 participation published 1",
                                                 "5 partnership changed 2"}));
  EXPECT_EQ(told(other).size(), 7U) << "a party of both";
  EXPECT_TRUE(told(new_id()).empty());
  // Whoever declined is no party, and hears of its own word alone.
  model::Confirmation no;
  no.partnership = ours;
  no.participation = part.id;
  no.organisation = who;
  no.state = "declined";
  no.part_hash = base::hex(reg_->read()->head(part.id)->hash);
  put({revision_of(new_id(), no)});
  EXPECT_EQ(told(who), (std::vector<std::string>{"1 organisation published 1", "3 participation published 1",
                                                 "6 confirmation published 1"}));
}

TEST_F(PublicEventsTest, ADraftOfManyVersionsThatIsDiscardedIsNotReadBack) {
  const auto draft = new_id(), shown = new_id();
  put({revision_of(shown, titled("Wells"))});
  for (int n = 0; n < 100; ++n)
    put({revision_of(draft, titled("Wells"), Visibility::draft),
         revision_of(shown, titled("Wells"), Visibility::restricted)});
  put({revision_of(draft, titled("Wells"), Visibility::withdrawn),
       revision_of(shown, titled("Wells"), Visibility::withdrawn)});
  CountedReader reader(reg_->read());
  EXPECT_EQ(words_of(public_events(reader, {101, 0}, {}, 100).events),
            std::vector<std::string>{"102 partnership withdrawn 102"});
  EXPECT_EQ(reader.bodies, 2U);
}

TEST_F(PublicEventsTest, AnEventSaysWhereToLookAndNothingOfWhatIsThere) {
  const auto who = organisation("World \"Health\" Organization"), id = new_id();
  const auto part = part_of(id, who);
  put({revision_of(id, titled("Wells")), part});
  model::Guidance guidance;
  guidance.country = "KE";
  put({revision_of(new_id(), guidance)});
  const auto all = events().events;
  ASSERT_EQ(all.size(), 4U);
  const EventOrigin origin{"https://register.example", "fr"};
  EXPECT_EQ(json_of(all[0], origin),
            R"({"act":"published","id":")" + who.str() +
                R"(","json":"https://register.example/api/v1/organisations/)" + who.str() +
                R"(","page":"https://register.example/fr/organisations/)" + who.str() +
                R"(","sequence":1,"time":")" + base::to_string(all[0].time) +
                R"(","topic":"organisations","type":"organisation","version":1})");
  const auto of_part = json_of(all[2], {});
  EXPECT_NE(of_part.find(R"("json":"/api/v1/partnerships/)" + id.str()), of_part.npos) << of_part;
  EXPECT_NE(of_part.find(R"("organisation":")" + who.str()), of_part.npos) << of_part;
  EXPECT_NE(of_part.find(R"("partnership":")" + id.str()), of_part.npos) << of_part;
  const auto of_guidance = json_of(all[3], {});
  EXPECT_NE(of_guidance.find(R"("page":"/en/countries/KE/published/)"), of_guidance.npos) << of_guidance;
  EXPECT_EQ(of_guidance.find("organisation"), of_guidance.npos) << of_guidance;
}

TEST_F(PublicEventsTest, PagesAreInEnglishOrInWhatIsOffered) {
  EXPECT_EQ(event_origin("https://r.example", {"ar", "en"}).language, "en");
  EXPECT_EQ(event_origin("", {"ar", "fr"}).language, "ar");
  EXPECT_EQ(event_origin("", {}).language, "en");
}

}  // namespace
}  // namespace entente::registry
