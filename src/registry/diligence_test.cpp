// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/diligence_test.hpp"

#include <algorithm>

#include "access/refused.hpp"
#include "base/error.hpp"
#include "model/record.hpp"
#include "registry/screening_lists.hpp"

namespace entente::registry {
namespace {

using Fault = std::optional<DiligenceFault>;

TEST_F(DiligenceTest, ThreePeopleAreThree) {
  const auto own = diligence_->request(steward_, {.organisation = company_, .purpose = "A call"});
  ASSERT_FALSE(own.fault);
  EXPECT_THROW(diligence_->assign(steward_, own.number, *steward_.account), access::Refused)
      << "whoever requested does not assess";
  EXPECT_THROW(diligence_->assign(steward_, own.number, *assessor_.account), access::Refused)
      << "nor chooses who does";
  EXPECT_THROW(diligence_->stop(steward_, own.number, "Enough."), access::Refused) << "nor stops it";
  const auto rights = diligence_->rights(steward_, diligence_->look(steward_, own.number));
  EXPECT_FALSE(rights.assign || rights.take || rights.stop);
  EXPECT_THROW(diligence_->assign(other_steward_, own.number, *steward_.account), base::Conflict)
      << "nor by another's word";
  diligence_->assign(other_steward_, own.number, *assessor_.account);
  for (const auto& view : diligence_->look(assessor_, own.number).findings)
    ASSERT_FALSE(found(own.number, view.key, clear()));
  ASSERT_FALSE(hand_over(assessor_, own.number));
  diligence_->be_heard(speaker_, own.number);
  EXPECT_THROW(decide(steward_, own.number, low()), access::Refused) << "whoever requested does not decide";
  EXPECT_THROW(decide(assessor_, own.number, low()), access::Refused) << "no steward";
  EXPECT_FALSE(decide(other_steward_, own.number, low()));
  EXPECT_EQ(diligence_->look(auditor_, own.number).assessment.state, store::AssessmentState::decided);
}

TEST_F(DiligenceTest, WhoeverAssessedDoesNotDecideAndWhoeverJudgedDoesNotAssess) {
  const auto number = requested();
  diligence_->assign(steward_, number, *steward_.account);
  ASSERT_FALSE(diligence_->find(steward_, number, "identity", clear()));
  diligence_->assign(assessor_, number, *assessor_.account);
  for (const auto& view : diligence_->look(assessor_, number).findings)
    ASSERT_FALSE(found(number, view.key, clear()));
  EXPECT_THROW(diligence_->find(steward_, number, "identity", clear()), access::Refused)
      << "another assesses it now";
  EXPECT_THROW(diligence_->stop(steward_, number, "Enough."), access::Refused) << "one finding was theirs";
  EXPECT_FALSE(diligence_->rights(steward_, diligence_->look(steward_, number)).stop);
  EXPECT_TRUE(diligence_->rights(other_steward_, diligence_->look(other_steward_, number)).stop);
  ASSERT_FALSE(hand_over(assessor_, number));
  diligence_->be_heard(speaker_, number);
  EXPECT_THROW(decide(steward_, number, low()), access::Refused) << "one finding was theirs";
  EXPECT_FALSE(hand_back(other_steward_, number, "Who owns it is not said."));
  EXPECT_THROW(diligence_->assign(other_steward_, number, *other_steward_.account), access::Refused);
  const auto could = diligence_->assessors(other_steward_, number);
  EXPECT_TRUE(
      std::ranges::none_of(could, [&](const auto& each) { return each.first == *other_steward_.account; }));
}

TEST_F(DiligenceTest, NobodyWhoSpeaksForItIsOneOfTheThreeOrLearnsOfThem) {
  auto both = steward_;
  both.grants.push_back({access::Role::contributor, company_.str()});
  EXPECT_THROW(diligence_->request(both, {.organisation = company_, .purpose = "Mine"}), access::Refused);
  const auto number = handed();
  EXPECT_THROW(diligence_->look(both, number), base::NotFound);
  EXPECT_THROW(decide(both, number, low()), base::NotFound);
  EXPECT_THROW(hand_back(both, number, "No."), base::NotFound);
  EXPECT_THROW(diligence_->stop(both, number, "No."), base::NotFound);
  EXPECT_THROW(diligence_->assign(both, number, *both.account), base::NotFound);
  EXPECT_THROW(diligence_->assign(both, number, *assessor_.account), base::NotFound);
  EXPECT_THROW(hand_over(both, number), base::NotFound);
  EXPECT_THROW(diligence_->find(both, number, "identity", clear()), base::NotFound);
  EXPECT_THROW(diligence_->respond(both, number, "identity", "So it is."), base::NotFound);
  EXPECT_THROW(diligence_->stop(focal_, number + 1, "No."), access::Refused)
      << "whoever may not is not told which numbers there are";
  EXPECT_TRUE(diligence_->list(both, store::AssessmentState::hearing, 0, 10).empty());
  EXPECT_EQ(diligence_->list(steward_, store::AssessmentState::hearing, 0, 10).size(), 1U);
  EXPECT_THROW(diligence_->list(speaker_, store::AssessmentState::hearing, 0, 10), access::Refused);

  diligence_->be_heard(speaker_, number);
  const auto speaks = [&](const access::Actor& actor) {
    const access::Grant grant{access::Role::representative, company_.str()};
    accounts_->give(Accounts::by_operator(), *actor.account, grant);
    EXPECT_EQ(decide(steward_, number, low()), Fault({"", "speaks"})) << "by now";
    accounts_->withdraw(Accounts::by_operator(), *actor.account, grant);
  };
  speaks(assessor_);
  speaks(focal_);
  EXPECT_FALSE(decide(steward_, number, low()));
}

TEST_F(DiligenceTest, WhoeverOnlyHandedItOverIsOneOfThoseWhoAssessed) {
  const auto number = assessed();
  const auto colleague = person("colleague@register.example", {access::Role::reviewer, ""});
  diligence_->assign(colleague, number, *colleague.account);
  ASSERT_FALSE(hand_over(colleague, number));
  ASSERT_FALSE(hand_back(steward_, number, "Look again."));
  diligence_->assign(assessor_, number, *assessor_.account);
  ASSERT_FALSE(hand_over(assessor_, number));
  diligence_->be_heard(speaker_, number);
  accounts_->give(Accounts::by_operator(), *colleague.account,
                  {access::Role::representative, company_.str()});
  EXPECT_EQ(decide(steward_, number, low()), Fault({"", "speaks"}));
}

TEST_F(DiligenceTest, WhatIsMissingIsNamedBeforeItIsHandedOver) {
  const auto number = requested();
  EXPECT_THROW(found(number, "identity", clear()), access::Refused) << "nobody has taken it";
  diligence_->assign(assessor_, number, *assessor_.account);
  EXPECT_EQ(hand_over(assessor_, number), Fault({"identity", "missing"}));
  for (const auto& view : diligence_->look(assessor_, number).findings)
    if (view.key != "exclusion.tobacco" && view.key != "experience") {
      ASSERT_FALSE(found(number, view.key, clear()));
    }
  EXPECT_EQ(hand_over(assessor_, number), Fault({"exclusion.tobacco", "missing"}));
  ASSERT_FALSE(found(number, "exclusion.tobacco", clear()));
  auto said = clear();
  said.outcome = "found";
  ASSERT_FALSE(found(number, "controversies", said));
  EXPECT_EQ(hand_over(assessor_, number), Fault({"controversies", "no_controversy"}));
  said.source = "A newspaper";
  said.date = "2026-03";
  ASSERT_FALSE(found(number, "controversies.1", said));
  EXPECT_THROW(found(number, "controversies.3", said), base::NotFound) << "there is no second one yet";
  ASSERT_FALSE(found(number, "controversies.2", said));
  ASSERT_FALSE(found(number, "controversies.1", said));
  EXPECT_FALSE(hand_over(assessor_, number)) << "experience is not required";
  EXPECT_THROW(found(number, "identity", clear()), base::Conflict) << "it was handed over";
}

TEST_F(DiligenceTest, AFindingIsReadWithCare) {
  const auto number = requested();
  diligence_->assign(assessor_, number, *assessor_.account);
  const auto fault = [&](const std::string& key, const auto& change) {
    auto typed = clear();
    change(typed);
    return found(number, key, typed);
  };
  EXPECT_EQ(fault("identity", [](auto& t) { t.outcome = "good"; }), Fault({"outcome", "outcome"}));
  EXPECT_EQ(fault("identity", [](auto& t) { t.text = " \n"; }), Fault({"text", "no_text"}));
  EXPECT_EQ(fault("identity", [](auto& t) { t.text.assign(kMostDiligenceText + 1, 'x'); }),
            Fault({"text", "long_text"}));
  EXPECT_EQ(fault("identity", [](auto& t) { t.evidence = "javascript:alert(1)"; }),
            Fault({"evidence", "evidence"}));
  EXPECT_EQ(fault("identity", [](auto& t) { t.evidence.clear(); }), Fault({"evidence", "no_evidence"}));
  EXPECT_EQ(fault("identity",
                  [](auto& t) {
                    t.evidence.clear();
                    t.outcome = "unclear";
                  }),
            Fault())
      << "that there is no evidence is an answer";
  EXPECT_EQ(fault("identity", [](auto& t) { t.valid_until = "2029-01-01"; }),
            Fault({"valid_until", "valid_until"}))
      << "longer than the policy has it";
  EXPECT_EQ(fault("identity", [](auto& t) { t.valid_until = "2026-11-23"; }),
            Fault({"valid_until", "valid_until"}));
  EXPECT_EQ(fault("controversies.1", [](auto&) {}), Fault({"source", "source"}));
  EXPECT_EQ(fault("controversies.1",
                  [](auto& t) {
                    t.source = "A newspaper";
                    t.date = "2027";
                  }),
            Fault({"date", "date"}));
  for (const auto* key : {"exclusion", "exclusion.none", "controversies.0", "controversies.01",
                          "controversies.2", "controversies.50", "controversies.51", "identity.1", ""})
    EXPECT_THROW(fault(key, [](auto&) {}), base::NotFound) << key;

  auto typed = clear();
  typed.evidence = std::string(64, 'a') + "  The register's extract\n\nhttps://b.example/";
  typed.valid_until = "2026-12-24";
  ASSERT_FALSE(found(number, "ownership", typed));
  ASSERT_FALSE(found(number, "ownership", typed)) << "sent twice";
  const auto view = finding(diligence_->look(assessor_, number), "ownership");
  EXPECT_EQ(view.versions, 1U);
  EXPECT_EQ(view.finding->evidence,
            (std::vector<DiligenceEvidence>{{"", std::string(64, 'a'), "The register's extract"},
                                            {"https://b.example/", "", ""}}));
  EXPECT_EQ(view.author, "assessor@register.example");
  EXPECT_EQ(base::PartialDate::from_days(view.finding->valid_until).str(), "2026-12-24");
}

TEST_F(DiligenceTest, TheOrganisationSeesWhatIsSaidScreeningAsideAndAnswers) {
  const auto number = assessed();
  EXPECT_FALSE(diligence_->shown_one(speaker_, number)) << "nothing was handed over yet";
  EXPECT_TRUE(diligence_->shown(speaker_, 10).empty());
  EXPECT_THROW(diligence_->answer(speaker_, number, "identity", "But"), base::NotFound);
  ASSERT_FALSE(hand_over(assessor_, number));
  EXPECT_EQ(notices_of(speaker_), std::vector<std::string>{"diligence shown 1"});

  auto shown = diligence_->shown_one(speaker_, number).value();
  EXPECT_TRUE(
      std::ranges::none_of(shown.findings, [](const auto& each) { return each.section == "screening"; }));
  EXPECT_TRUE(
      std::ranges::any_of(shown.findings, [](const auto& each) { return each.key == "exclusion.weapons"; }));
  EXPECT_TRUE(shown.lines.empty());
  EXPECT_EQ(shown.assessor + shown.requester + shown.decider, "");
  EXPECT_EQ(finding(shown, "identity").author, "");
  EXPECT_THROW(diligence_->answer(speaker_, number, "screening", "Let me see"), base::NotFound);
  EXPECT_THROW(diligence_->answer(assessor_, number, "identity", "As them"), base::NotFound);
  EXPECT_EQ(diligence_->answer(speaker_, number, "identity", " "), Fault({"text", "no_text"}));
  ASSERT_FALSE(diligence_->answer(speaker_, number, "identity", "The seat has moved."));
  ASSERT_FALSE(diligence_->answer(speaker_, number, "identity", "The seat has moved.")) << "sent twice";
  ASSERT_FALSE(diligence_->respond(assessor_, number, "identity", "That is so."));
  const auto words = finding(*diligence_->shown_one(speaker_, number), "identity").words;
  ASSERT_EQ(words.size(), 2U);
  EXPECT_TRUE(words[0].by_organisation);
  EXPECT_EQ(words[0].text + words[1].text, "The seat has moved.That is so.");
  EXPECT_EQ(words[1].author, "") << "who of the register is not for the organisation";
  EXPECT_EQ(notices_of(assessor_).front(), "diligence answered 1");

  const auto stranger = person("x@x.example", {access::Role::representative, organisation("X").str()});
  EXPECT_FALSE(diligence_->shown_one(stranger, number));
}

TEST_F(DiligenceTest, NothingIsDecidedBeforeTheOrganisationIsHeard) {
  const auto number = handed();
  EXPECT_EQ(decide(steward_, number, low()), Fault({"", "hearing"}));
  EXPECT_FALSE(diligence_->look(steward_, number).heard);
  advance_days(13);
  EXPECT_EQ(decide(steward_, number, low()), Fault({"", "hearing"}));
  advance_days(1);
  EXPECT_TRUE(diligence_->look(steward_, number).heard) << "its days are over";
  EXPECT_FALSE(decide(steward_, number, low()));

  const auto alone = organisation("Nobody speaks for it");
  const auto second = diligence_->request(focal_, {.organisation = alone, .country = "KE", .purpose = "P"});
  diligence_->assign(assessor_, second.number, *assessor_.account);
  for (const auto& view : diligence_->look(assessor_, second.number).findings)
    ASSERT_FALSE(found(second.number, view.key, clear()));
  ASSERT_FALSE(hand_over(assessor_, second.number));
  EXPECT_FALSE(diligence_->look(steward_, second.number).heard) << "somebody may come to speak for it";
  advance_days(13);
  const auto late = person("late@alone.example", {access::Role::representative, alone.str()});
  ASSERT_FALSE(diligence_->answer(late, second.number, "identity", "We have moved."));
  EXPECT_EQ(decide(steward_, second.number, low()), Fault({"", "hearing"}));
  advance_days(1);
  EXPECT_FALSE(decide(steward_, second.number, low()));
}

TEST_F(DiligenceTest, NothingIsDecidedOnWhatNobodyHasSeen) {
  const auto number = assessed();
  const auto written = last_step(number);
  auto typed = clear();
  typed.text = "Its seat has moved.";
  ASSERT_FALSE(found(number, "identity", typed));
  EXPECT_EQ(diligence_->hand_over(assessor_, number, written), Fault({"", "changed"}));
  ASSERT_FALSE(hand_over(assessor_, number));
  ASSERT_FALSE(diligence_->answer(speaker_, number, "identity", "It has not."));
  diligence_->be_heard(speaker_, number);
  const auto seen = last_step(number);
  ASSERT_FALSE(diligence_->answer(speaker_, number, "ownership", "Nor have its owners changed."));
  EXPECT_EQ(diligence_->decide(steward_, number, seen, low()), Fault({"", "changed"}));
  EXPECT_EQ(diligence_->hand_back(steward_, number, seen, "Look again."), Fault({"", "changed"}));
  EXPECT_EQ(diligence_->look(steward_, number).version, seen + 1);
  EXPECT_FALSE(diligence_->decide(steward_, number, seen + 1, low()));
}

TEST_F(DiligenceTest, ADecisionIsBoundedByWhatItRestsOnAndSealed) {
  const auto number = handed();
  diligence_->be_heard(speaker_, number);
  auto typed = low();
  typed.grade = "splendid";
  EXPECT_EQ(decide(steward_, number, typed), Fault({"grade", "grade"}));
  typed = low();
  typed.reason.clear();
  EXPECT_EQ(decide(steward_, number, typed), Fault({"reason", "no_text"}));
  typed = low();
  typed.valid_until = "2027-06-01";
  EXPECT_EQ(decide(steward_, number, typed), Fault({"valid_until", "valid_until"}))
      << "screening holds for ninety days";
  typed = low();
  typed.note = "A hit was looked at.";
  typed.conditions = "Its accounts every year.";
  ASSERT_FALSE(decide(steward_, number, typed));
  const auto detail = diligence_->look(steward_, number);
  EXPECT_EQ(detail.assessment.valid_until, today() + 90);
  EXPECT_TRUE(detail.decision->sealed);
  EXPECT_EQ(detail.decision->note, "A hit was looked at.");
  const auto shown = diligence_->shown_one(speaker_, number)->decision.value();
  EXPECT_EQ(shown.reason, "Well known.");
  EXPECT_EQ(shown.note + shown.author, "") << "neither is for the organisation";
  const auto asked = diligence_->look(focal_, number);
  EXPECT_TRUE(asked.findings.empty()) << "whoever requested it is told what was decided";
  EXPECT_EQ(asked.decision->grade, "low");
  EXPECT_EQ(asked.decision->note, "");

  const auto head = reg_->read()->head(detail.decision->record).value();
  EXPECT_EQ(head.type, model::SealedDecision::kType);
  EXPECT_EQ(head.body.find("Well"), std::string::npos);
  EXPECT_EQ(verify_assessments(*reg_), 1);
}

TEST_F(DiligenceTest, TheRowOfADecisionSaysWhatWasSealed) {
  const auto number = decided();
  const auto kept = diligence_->look(steward_, number).assessment;
  const auto another = organisation("Another");
  const auto is_noticed = [&](const std::string& what, const auto& change) {
    auto row = kept;
    change(row);
    reg_->store().write({"test"}, [&](store::UnitOfWork& unit) { unit.diligence().set(row); });
    EXPECT_FALSE(diligence_->look(steward_, number).decision->sealed) << what;
    EXPECT_THROW(verify_assessments(*reg_), base::Error) << what;
    reg_->store().write({"test"}, [&](store::UnitOfWork& unit) { unit.diligence().set(kept); });
    EXPECT_TRUE(diligence_->look(steward_, number).decision->sealed) << what;
  };
  is_noticed("grade", [](auto& row) { row.grade = "high"; });
  is_noticed("last day", [](auto& row) { row.valid_until += 1; });
  is_noticed("decider", [&](auto& row) { row.decider = *other_steward_.account; });
  is_noticed("organisation", [&](auto& row) { row.organisation = another; });
  is_noticed("state", [](auto& row) { row.state = store::AssessmentState::stopped; });
  EXPECT_EQ(verify_assessments(*reg_), 1);
}

TEST_F(DiligenceTest, WhatWasDecidedOtherwiseThanSealedIsNoticed) {
  const auto number = handed();
  diligence_->be_heard(speaker_, number);
  ASSERT_FALSE(decide(steward_, number, low()));
  // A decision that nobody sealed, put where another stood.
  const auto forged = handed_for(organisation("Another"));
  reg_->store().write({"test"}, [&](store::UnitOfWork& unit) {
    auto assessment = unit.diligence().numbered(forged).value();
    const auto sealed = unit.diligence().steps(unit.diligence().numbered(number)->id).back();
    auto step = sealed;
    step.assessment = assessment.id;
    unit.diligence().add_step(step);
    assessment.state = store::AssessmentState::decided;
    unit.diligence().set(assessment);
  });
  EXPECT_FALSE(diligence_->look(steward_, forged).decision->sealed);
  EXPECT_TRUE(diligence_->look(steward_, number).decision->sealed);
  EXPECT_THROW(verify_assessments(*reg_), base::Error);
}

TEST_F(DiligenceTest, ScreeningIsClearOnlyWhereNoHitWaits) {
  const auto number = requested();
  diligence_->assign(assessor_, number, *assessor_.account);
  auto typed = clear();
  typed.evidence.clear();
  EXPECT_EQ(found(number, "screening", typed), Fault({"evidence", "no_evidence"})) << "never screened";
  store::ScreeningHit hit;
  hit.id = base::Uuid::v7(clock_.now());
  hit.subject = company_;
  hit.dataset = "un";
  hit.entry = "1";
  reg_->store().write({"test"}, [&](store::UnitOfWork& unit) {
    unit.screening().add(hit);
    unit.screening().set_screened({company_, {}, R"({"algorithm":"1","lists":{"un":3}})", clock_.now()});
  });
  EXPECT_EQ(found(number, "screening", typed), Fault({"outcome", "hits"}));
  hit.state = store::HitState::not_same;
  reg_->store().write({"test"}, [&](store::UnitOfWork& unit) { unit.screening().set(hit); });
  ASSERT_FALSE(found(number, "screening", typed)) << "that it was screened is the evidence";
  const auto kept = finding(diligence_->look(assessor_, number), "screening").finding->screening.value();
  EXPECT_EQ(kept.not_same, 1);
  EXPECT_EQ(kept.screened, clock_.now());
  EXPECT_EQ(kept.lists, (std::vector<std::pair<std::string, std::int64_t>>{{"un", 3}}));
}

TEST_F(DiligenceTest, APolicyThatCannotBeReadIsNotReplacedByTodays) {
  const std::string other = "hearing_days = \"many\"\n";
  auto later = diligence_->look(steward_, requested()).assessment;
  later.id = base::Uuid::v7(clock_.now());
  later.policy = base::sha256(other);
  std::int64_t number = 0;
  reg_->store().write({"test"}, [&](store::UnitOfWork& unit) { number = unit.diligence().add(later); });
  const auto refusal = [&] {
    try {
      diligence_->look(steward_, number);
    } catch (const base::Error& fault) {
      return std::string(fault.what());
    }
    return std::string("none");
  };
  EXPECT_NE(refusal().find("Policy of assessment 2: it is not kept any more"), std::string::npos)
      << refusal();
  reg_->store().write({"test"},
                      [&](store::UnitOfWork& unit) { unit.diligence().keep_policy(later.policy, other); });
  EXPECT_NE(refusal().find("Policy of assessment 2: it cannot be read"), std::string::npos) << refusal();
  EXPECT_EQ(diligence_->list(steward_, store::AssessmentState::requested, 0, 10).size(), 2U)
      << "its row is there all the same";
}

TEST_F(DiligenceTest, NobodyIsClearWhereAListInUseCouldNotBeRead) {
  const auto number = assessed();
  store::ListVersion version;
  version.dataset = version.format = "own";
  version.brought = clock_.now();
  const std::vector<store::KeptListFile> files{{"own.csv", "id,name\n1\n"}};
  reg_->store().write({"test"}, [&](store::UnitOfWork& unit) { unit.lists().add(version, files); });
  ScreeningLists lists(*reg_);
  lists.refresh();
  lists.keep_unread();
  EXPECT_EQ(hand_over(assessor_, number), Fault({"screening", "unread_list"}));
  EXPECT_EQ(found(number, "screening", clear()), Fault({"outcome", "unread_list"}));
  auto typed = clear();
  typed.outcome = kOutcomeUnclear;
  ASSERT_FALSE(found(number, "screening", typed));
  const auto kept = finding(diligence_->look(assessor_, number), "screening").finding->screening.value();
  EXPECT_EQ(kept.unread, std::vector<std::string>{"own"});
  EXPECT_FALSE(hand_over(assessor_, number));
}

TEST_F(DiligenceTest, ScreeningIsLookedAtAgainBeforeItIsHandedOverAndDecided) {
  const auto number = assessed();
  store::ScreeningHit hit;
  hit.id = base::Uuid::v7(clock_.now());
  hit.subject = company_;
  hit.dataset = "un";
  hit.entry = "1";
  reg_->store().write({"test"}, [&](store::UnitOfWork& unit) { unit.screening().add(hit); });
  const auto decided_as = [&](store::HitState state) {
    hit.state = state;
    reg_->store().write({"test"}, [&](store::UnitOfWork& unit) { unit.screening().set(hit); });
  };
  EXPECT_EQ(hand_over(assessor_, number), Fault({"screening", "hits"}));
  decided_as(store::HitState::not_same);
  ASSERT_FALSE(hand_over(assessor_, number));
  diligence_->be_heard(speaker_, number);
  decided_as(store::HitState::same);
  EXPECT_EQ(decide(steward_, number, low()), Fault({"screening", "hits"}))
      << "it was the same before anybody decided";
  decided_as(store::HitState::not_same);
  EXPECT_FALSE(decide(steward_, number, low()));
}

}  // namespace
}  // namespace entente::registry
