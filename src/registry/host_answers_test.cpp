// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/host_answers.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <tuple>

#include "access/refused.hpp"
#include "base/error.hpp"
#include "registry/desk.hpp"
#include "registry/json.hpp"
#include "registry/notices.hpp"
#include "registry/people_test.hpp"
#include "registry/tasks.hpp"

namespace entente::registry {
namespace {

/// A partnership in Kenya and Tanzania; Kenya has a focal point.
class HostAnswersTest : public PeopleTest {
 protected:
  HostAnswersTest() {
    reg_ = std::make_unique<Register>(
        store::open_sqlite({.file = folder_ / "register.db", .create = false, .clock = &clock_}), clock_);
    put("Safe water", {"TZ", "KE", "KE", "region"});
    kenya_ = person("ke@gov.example", {{access::Role::focal_point, "KE"}});
  }

  void put(const std::string& title, const std::vector<std::string>& codes, const base::Uuid& id) {
    model::Partnership made;
    made.title.add("en", title);
    for (const auto& code : codes) {
      auto& place = made.places.emplace_back();
      place.kind = code == "region" ? code : "country";
      place.code = code;
    }
    store_->write({"test"}, [&](store::UnitOfWork& unit) { unit.put(revision_of(id, made)); });
    reg_->follow();
  }
  void put(const std::string& title, const std::vector<std::string>& codes) { put(title, codes, record_); }
  base::Uuid part(const base::Uuid& organisation, const std::string& state) {
    model::Participation made;
    made.partnership = record_;
    made.organisation = organisation;
    made.role = "member";
    const auto id = base::Uuid::v7(clock_.now());
    model::Confirmation said;
    said.partnership = record_;
    said.organisation = organisation;
    said.participation = id;
    said.state = state;
    store_->write({"test"}, [&](store::UnitOfWork& unit) {
      unit.put(revision_of(id, made));
      if (!state.empty()) unit.put(revision_of(base::Uuid::v7(clock_.now()), said));
    });
    return id;
  }
  static model::HostAnswer says(const std::string& answer) {
    model::HostAnswer said;
    said.answer = answer;
    said.cited = base::Text("en", "Water Act, section 9");
    said.country = "UG";  // what is not to be said
    said.version = 9;
    return said;
  }
  void answer(const std::string& word, AnsweredFrom from) {
    answer_as_host(*reg_, kenya_, "KE", record_, from, says(word));
  }
  std::vector<HostWord> hosts() { return reg_->partnership(record_)->hosts; }
  std::string json() { return to_json(*reg_->partnership(record_)); }
  std::vector<std::string> told(const Visitor& visitor) {
    std::vector<std::string> texts;
    for (const auto& line : Notices(reg_->store(), clock_).own(visitor, 100, base::Messages::in("en")))
      texts.push_back(line.text);
    return texts;
  }

  std::unique_ptr<Register> reg_;
  base::Uuid record_ = base::Uuid::v7(clock_.now());
  access::Actor kenya_;
};

TEST_F(HostAnswersTest, AGovernmentIsSilentUntilItAnswers) {
  ASSERT_EQ(hosts().size(), 2U);
  EXPECT_EQ(hosts()[0].country, "KE");
  EXPECT_FALSE(hosts()[0].answer);
  EXPECT_NE(json().find(R"({"country":"KE","state":"silent","named":true})"), std::string::npos);
  answer("endorsed", {1, 0});
  const auto said = hosts()[0].answer.value().value;
  EXPECT_EQ(said.answer, "endorsed");
  EXPECT_EQ(said.country, "KE");
  EXPECT_EQ(said.version, 1);
  EXPECT_EQ(said.at, base::to_string(clock_.now()));
  EXPECT_EQ(hosts()[1].country, "TZ");
  EXPECT_FALSE(hosts()[1].answer) << "one speaks for one's own country";
  EXPECT_NE(json().find(R"("state":"endorsed","named":true,"answer":{"id":)"), std::string::npos);
}

TEST_F(HostAnswersTest, AnObjectionComesFirstAndStandsInLists) {
  const auto tanzania = person("tz@gov.example", {{access::Role::focal_point, "TZ"}});
  const auto objecting = [&] { return reg_->list({}).cards.at(0).objecting; };
  answer("aligned", {1, 0});
  EXPECT_TRUE(objecting().empty());
  answer_as_host(*reg_, tanzania, "TZ", record_, {1, 0}, says("objects"));
  EXPECT_EQ(hosts()[0].country, "TZ");
  EXPECT_EQ(objecting(), std::vector<std::string>{"TZ"});
  EXPECT_NE(to_json(reg_->list({}), "").find(R"("objecting":["TZ"])"), std::string::npos);
  // Whoever takes a country out of the record does not take out what its government said.
  put("Safe water", {"KE"});
  ASSERT_EQ(hosts().size(), 2U);
  EXPECT_FALSE(hosts()[0].named);
  EXPECT_NE(json().find(R"({"country":"TZ","state":"objects","named":false)"), std::string::npos);
  EXPECT_EQ(objecting(), std::vector<std::string>{"TZ"});
  EXPECT_THROW(answer_as_host(*reg_, tanzania, "TZ", record_, {2, 1}, says("aligned")), base::NotFound);
  const auto question = host_question(*reg_, tanzania, "TZ", record_);
  ASSERT_TRUE(question);
  EXPECT_FALSE(question->named);
  withdraw_host_answer(*reg_, tanzania, "TZ", record_, 1);
  EXPECT_EQ(hosts().size(), 1U);
  EXPECT_TRUE(objecting().empty());
  EXPECT_FALSE(host_question(*reg_, tanzania, "TZ", record_));
}

TEST_F(HostAnswersTest, NobodyElseAnswersForIt) {
  const auto party = person("chief@who.example", {representative(organisation("World Health Organization"))});
  const auto steward = with_factor(person("steward@register.example", {{access::Role::steward, ""}}));
  for (const auto& actor : {access::Actor{}, party, steward}) {
    EXPECT_THROW(answer_as_host(*reg_, actor, "KE", record_, {1, 0}, says("aligned")), access::Refused);
    EXPECT_THROW(withdraw_host_answer(*reg_, actor, "KE", record_, 0), access::Refused);
    EXPECT_THROW(host_question(*reg_, actor, "KE", record_), access::Refused);
    EXPECT_THROW(soil_of(*reg_, actor, "KE", false, 0, 10), access::Refused);
  }
  EXPECT_THROW(answer_as_host(*reg_, kenya_, "TZ", record_, {1, 0}, says("aligned")), access::Refused);
  const auto uganda = person("ug@gov.example", {{access::Role::focal_point, "UG"}});
  EXPECT_THROW(answer_as_host(*reg_, uganda, "UG", record_, {1, 0}, says("objects")), base::NotFound)
      << "it does not work there";
  EXPECT_FALSE(host_question(*reg_, uganda, "UG", record_));
}

TEST_F(HostAnswersTest, NobodyAnswersInItsNameOnWhatIsTheirOwn) {
  const auto ministry = organisation("Ministry of Water"), left = organisation("Gone");
  const auto own = part(ministry, "confirmed");
  part(left, "declined");
  const access::Grant focal{access::Role::focal_point, "KE"};
  answer("objects", {1, 0});
  for (const auto& speaker : {person("a@gov.example", {focal, representative(ministry)}),
                              person("b@gov.example", {focal, {access::Role::invited_party, own.str()}})}) {
    EXPECT_TRUE(host_question(*reg_, speaker, "KE", record_)->own);
    EXPECT_THROW(answer_as_host(*reg_, speaker, "KE", record_, {1, 1}, says("endorsed")), access::Refused);
    EXPECT_THROW(withdraw_host_answer(*reg_, speaker, "KE", record_, 1), access::Refused);
  }
  EXPECT_FALSE(host_question(*reg_, kenya_, "KE", record_)->own);
  const auto declined = person("c@gov.example", {focal, representative(left)});
  EXPECT_FALSE(host_question(*reg_, declined, "KE", record_)->own) << "it takes no part";
  answer_as_host(*reg_, declined, "KE", record_, {1, 1}, says("endorsed"));
  EXPECT_EQ(hosts()[0].answer->value.answer, "endorsed");
}

TEST_F(HostAnswersTest, AnAnswerSpeaksOfOneVersionAndCitesWhatItRestsOn) {
  put("Safer water", {"KE"});
  EXPECT_THROW(answer("aligned", {1, 0}), base::Conflict);
  EXPECT_THROW(answer("aligned", {2, 1}), base::Conflict) << "a colleague may have answered";
  auto said = says("aligned");
  said.cited = {};
  EXPECT_THROW(answer_as_host(*reg_, kenya_, "KE", record_, {2, 0}, said), base::BadInput);
  EXPECT_THROW(answer("perhaps", {2, 0}), base::BadInput);
  said = says("aligned");
  said.basis = record_;
  EXPECT_THROW(answer_as_host(*reg_, kenya_, "KE", record_, {2, 0}, said), base::BadInput);
  model::NationalPlan plan;
  plan.country = "KE";
  plan.title.add("en", "Vision 2030");
  const auto id = base::Uuid::v7(clock_.now());
  store_->write({"test"}, [&](store::UnitOfWork& unit) { unit.put(revision_of(id, plan)); });
  ASSERT_EQ(host_question(*reg_, kenya_, "KE", record_)->bases.size(), 1U);
  said.basis = id;
  answer_as_host(*reg_, kenya_, "KE", record_, {2, 0}, said);
  answer_as_host(*reg_, kenya_, "KE", record_, {2, 0}, said);
  EXPECT_EQ(hosts()[0].answer->version, 1) << "what was said is not said again";
  EXPECT_EQ(hosts()[0].answer->value.basis, id);
}

TEST_F(HostAnswersTest, ItsDeskListsWhatItHasNotAnsweredAndWhatHasChangedSince) {
  const auto other = base::Uuid::v7(clock_.now());
  put("Wells", {"KE", "UG"}, other);
  const auto waiting = [&] {
    for (const auto& task : tasks_of(*reg_, kenya_, 10))
      if (task.message == "task.host_answers") return task.count;
    return std::int64_t{0};
  };
  EXPECT_EQ(waiting(), 2);
  answer("aligned", {1, 0});
  EXPECT_EQ(waiting(), 1);
  const auto silent = soil_of(*reg_, kenya_, "KE", false, 0, 10);
  EXPECT_EQ(silent.answered, 1U);
  ASSERT_EQ(silent.rows.size(), 1U);
  EXPECT_EQ(silent.rows[0].partnership, other);
  auto answered = soil_of(*reg_, kenya_, "KE", true, 0, 10);
  ASSERT_EQ(answered.rows.size(), 1U);
  EXPECT_EQ(answered.rows[0].answer, "aligned");
  EXPECT_FALSE(answered.rows[0].changed);
  EXPECT_TRUE(soil_of(*reg_, kenya_, "KE", true, 1, 10).rows.empty()) << "there is one page";
  put("Safer water", {"KE"});
  EXPECT_TRUE(soil_of(*reg_, kenya_, "KE", true, 0, 10).rows.at(0).changed);
  answer_as_host(*reg_, kenya_, "KE", other, {1, 0}, says("endorsed"));
  EXPECT_EQ(waiting(), 0);
  // What names the country no longer is still there to be taken back, and counts as none of its soil.
  put("Wells", {"UG"}, other);
  answered = soil_of(*reg_, kenya_, "KE", true, 0, 10);
  EXPECT_EQ(std::tuple(answered.answered, answered.left, answered.silent), std::tuple(2U, 1U, 0U));
  ASSERT_EQ(answered.rows.size(), 2U);
  EXPECT_TRUE(answered.rows[0].named);
  EXPECT_EQ(answered.rows[1].partnership, other);
  EXPECT_EQ(answered.rows[1].answer, "endorsed");
  EXPECT_FALSE(answered.rows[1].named);
  EXPECT_EQ(waiting(), 0);
  withdraw_host_answer(*reg_, kenya_, "KE", other, 1);
  EXPECT_EQ(soil_of(*reg_, kenya_, "KE", true, 0, 10).answered, 1U);
  withdraw_host_answer(*reg_, kenya_, "KE", record_, 1);
  EXPECT_EQ(waiting(), 1);
}

TEST_F(HostAnswersTest, WhoeverAnswersForAPartyIsTold) {
  const auto a = organisation("Water for People"), b = organisation("Lake Fund"), c = organisation("Gone");
  const auto invited_part = part(b, "");
  part(a, "confirmed");
  part(c, "declined");
  const auto speaker = visitor("a@party.example", {representative(a)});
  const auto guest = visitor("b@party.example", {{access::Role::invited_party, invited_part.str()}});
  const auto gone = visitor("c@party.example", {representative(c)});
  answer("objects", {1, 0});
  const std::string objects =
      "The government of a host country, Kenya, has answered on “Safe water”: Objects.";
  EXPECT_EQ(std::ranges::count(told(speaker), objects), 1);
  EXPECT_EQ(std::ranges::count(told(guest), objects), 1);
  EXPECT_EQ(std::ranges::count(told(gone), objects), 0) << "it is no party of theirs";
  withdraw_host_answer(*reg_, kenya_, "KE", record_, 1);
  const std::string silent =
      "The government of a host country, Kenya, has taken back its answer on “Safe water”.";
  EXPECT_EQ(std::ranges::count(told(speaker), silent), 1);
  EXPECT_EQ(std::ranges::count(told(speaker), objects), 0) << "a notice says what is so now";
}

TEST_F(HostAnswersTest, WhatIsTakenBackLeavesItSilentAndItsVersionsStay) {
  EXPECT_THROW(withdraw_host_answer(*reg_, kenya_, "KE", record_, 0), base::NotFound);
  answer("endorsed", {1, 0});
  const auto id = hosts()[0].answer->id;
  EXPECT_THROW(withdraw_host_answer(*reg_, kenya_, "KE", record_, 2), base::Conflict);
  withdraw_host_answer(*reg_, kenya_, "KE", record_, 1);
  EXPECT_FALSE(hosts()[0].answer);
  EXPECT_EQ(host_question(*reg_, kenya_, "KE", record_)->seen, 2);
  answer("objects", {1, 2});
  EXPECT_EQ(hosts()[0].answer->id, id);
  EXPECT_EQ(hosts()[0].answer->version, 3);
  Desk desk(*reg_);
  const auto record = desk.record(id);
  ASSERT_TRUE(record);
  EXPECT_EQ(record->versions.size(), 2U) << "each version that stood has its page";
  EXPECT_EQ(std::get<model::HostAnswer>(desk.record(id, 1)->held.value).answer, "endorsed");
  const auto differences = desk.difference(id, 1, 3);
  ASSERT_TRUE(differences);
  EXPECT_EQ(differences->at(0).path, "answer");
  auto said = says("aligned");
  said.country = "KE";
  EXPECT_THROW(desk.put(kenya_, {}, {}, said, true), base::BadInput) << "the forms of a desk write no answer";
  EXPECT_THROW(desk.withdraw(kenya_, id, {3}), base::NotFound);
}

}  // namespace
}  // namespace entente::registry
