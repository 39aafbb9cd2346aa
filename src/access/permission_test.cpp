// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "access/permission.hpp"

#include "access/route_permissions.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <set>
#include <sstream>
#include <vector>

#include "base/error.hpp"

namespace entente::access {
namespace {

const auto kMine = base::Uuid::parse("01936f00-0000-7000-8000-000000000001");
const auto kTheirs = base::Uuid::parse("01936f00-0000-7000-8000-000000000002");
const std::string kOrganisation = "01936f00-0000-7000-8000-00000000000a";
const std::string kOther = "01936f00-0000-7000-8000-00000000000b";

Grant grant_of(Role role) {
  switch (reach_of(role)) {
    case Reach::whole_register:
      return {role, ""};
    case Reach::country:
      return {role, "KE"};
    case Reach::organisation:
    case Reach::record:
      break;
  }
  return {role, kOrganisation};
}

std::vector<Action> all_actions() {
  std::set<Action> actions;
  for (const auto& row : permissions()) actions.insert(row.action);
  return {actions.begin(), actions.end()};
}

/// Who may ask: nobody known, an account without a role, and each role, with and without a second factor.
std::vector<Actor> all_actors() {
  std::vector<Actor> actors{Actor{}, Actor{kMine, {}, false}, Actor{kMine, {}, true}};
  for (const auto role : kRoles)
    for (const bool second_factor : {false, true}) actors.push_back({kMine, {grant_of(role)}, second_factor});
  // Each of them by a token, of every scope and of none.
  const auto persons = actors;
  for (const auto& person : persons) {
    if (!person.account) continue;
    for (const auto& scopes : {std::vector<Scope>{},
                               {Scope::read},
                               {Scope::write},
                               {Scope::office},
                               {Scope::read, Scope::write},
                               {Scope::read, Scope::write, Scope::office}}) {
      actors.push_back(person);
      actors.back().scopes = scopes;
    }
  }
  return actors;
}

/// An office of the register, be it another's, is out of reach for whoever has none.
constexpr bool kBoth[] = {false, true};

/// What an actor may do, said again in other words than the table's.
bool expected(const Actor& actor, Action action, const Target& target) {
  const auto is = [&](Role role) {
    return actor.holds(role) &&
           (actor.second_factor || (role != Role::administrator && role != Role::steward));
  };
  const auto has = [&](Scope scope) {
    return !actor.scopes || std::ranges::find(*actor.scopes, scope) != actor.scopes->end();
  };
  const bool person = !actor.scopes;
  const bool mine = actor.account && target.account == actor.account;
  const bool chief = person && is(Role::administrator);
  const bool head = chief || (person && is(Role::steward));
  const bool others = target.account && !target.account_has_office;
  // By a token an office that asks for a second factor counts by one scope, and everything else by another.
  const bool by_office = has(Scope::office), by_write = has(Scope::write);
  // Who speaks for others a token says by that scope alone, whatever its owner is, and with a factor.
  const bool by_factor = person || (by_office && actor.second_factor);
  switch (action) {
    case Action::read_published:
    case Action::check_file:
    case Action::sign_in:
    case Action::raise_concern:
    case Action::ask_witness:
      return target.sight == Sight::published;
    case Action::read_own_account:
      return mine && has(Scope::read);
    case Action::end_own_access:
      return mine && has(Scope::write);
    case Action::keep_own_account:
      return mine && person;
    case Action::see_accounts:
      return head || (person && is(Role::auditor) && target.sight != Sight::confidential);
    case Action::see_events:
      return (head || (person && is(Role::auditor))) && target.sight != Sight::confidential;
    case Action::appoint_officer:
      return chief;
    case Action::appoint_representative:
    case Action::appoint_contributor:
      return (by_factor && (is(Role::administrator) || is(Role::steward))) ||
             (by_factor && is(Role::representative) && target.place == kOrganisation);
    case Action::appoint_focal_point:
      return (by_factor && (is(Role::administrator) || is(Role::steward))) ||
             (by_factor && is(Role::focal_point) && target.place == "KE");
    case Action::invite_party:
      return head || (by_write && is(Role::representative) && target.place == kOrganisation) ||
             (by_write && actor.account && target.writer == actor.account);
    case Action::merge_organisations:
      return head;
    case Action::see_lists:
      return target.sight != Sight::confidential &&
             (head || (person && (is(Role::auditor) || is(Role::reviewer))));
    case Action::keep_hooks:
      return head || (person && is(Role::representative) && target.place == kOrganisation);
    case Action::screen_party:
      return by_factor && (is(Role::steward) || is(Role::reviewer));
    case Action::answer_concern:
      return by_office && (is(Role::administrator) || is(Role::steward));
    case Action::reply_to_concern:
      return has(Scope::write) && target.sight != Sight::confidential &&
             ((is(Role::representative) && target.place == kOrganisation) ||
              (is(Role::focal_point) && target.place == "KE"));
    case Action::request_diligence:
      return person && target.sight != Sight::confidential &&
             (is(Role::administrator) || is(Role::steward) ||
              (is(Role::focal_point) && target.place == "KE"));
    case Action::see_diligence:
      return by_factor && target.sight != Sight::confidential &&
             (is(Role::administrator) || is(Role::steward) || is(Role::reviewer) || is(Role::auditor) ||
              (is(Role::focal_point) && target.place == "KE"));
    case Action::assess_diligence:
      return person && target.sight != Sight::confidential && (is(Role::steward) || is(Role::reviewer));
    case Action::decide_diligence:
      return person && target.sight != Sight::confidential && (is(Role::administrator) || is(Role::steward));
    case Action::answer_diligence:
      return has(Scope::write) && target.sight != Sight::confidential && is(Role::representative) &&
             target.place == kOrganisation;
    case Action::help_account:
    case Action::admit_account:
    case Action::close_account:
      return chief || (person && is(Role::steward) && others);
    case Action::keep_desk:
      return has(Scope::write) && is(Role::focal_point) && target.place == "KE" &&
             target.sight == Sight::published;
    case Action::acknowledge_guidance:
      return by_write && is(Role::representative) && target.place == kOrganisation &&
             target.sight == Sight::published;
    case Action::answer_for_party:
      return has(Scope::write) && (is(Role::representative) || is(Role::invited_party)) &&
             target.place == kOrganisation && target.sight == Sight::published;
    case Action::prepare_for_party:
      return has(Scope::write) &&
             (is(Role::representative) || is(Role::contributor) || is(Role::invited_party)) &&
             target.place == kOrganisation && target.sight == Sight::published;
    case Action::withdraw_agreement:
      return person && target.sight == Sight::published &&
             (is(Role::steward) || (is(Role::representative) && target.place == kOrganisation));
    case Action::sign_agreement:
      return person && is(Role::representative) && target.place == kOrganisation &&
             target.sight == Sight::published;
    case Action::make_agreement:
    case Action::make_promise:
      return has(Scope::write) && is(Role::representative) && target.place == kOrganisation &&
             target.sight == Sight::published;
    case Action::attest_delivery:
      return has(Scope::write) && target.sight == Sight::published &&
             (((is(Role::representative) || is(Role::invited_party)) && target.place == kOrganisation) ||
              (is(Role::focal_point) && target.place == "KE"));
    case Action::report_for_party:
    case Action::state_for_party:
      return has(Scope::write) && is(Role::representative) && target.place == kOrganisation &&
             target.sight == Sight::published;
    case Action::review_report:
      return ((by_office && is(Role::steward)) || (by_write && is(Role::reviewer))) &&
             target.sight == Sight::published;
    case Action::verify_delivery:
    case Action::decide_appeal:
      return by_office && is(Role::steward) && target.sight == Sight::published;
    case Action::claim_place:
      return mine && person;
    case Action::see_claims:
      return head || (person && is(Role::auditor) && target.sight != Sight::confidential);
    case Action::decide_claim:
      return head && target.account && !mine;
    case Action::see_colleagues:
      return (by_office && (is(Role::administrator) || is(Role::steward))) ||
             (by_write && ((is(Role::auditor) && target.sight != Sight::confidential) ||
                           (is(Role::representative) && target.place == kOrganisation) ||
                           (is(Role::contributor) && target.place == kOrganisation &&
                            target.sight != Sight::confidential) ||
                           (is(Role::focal_point) && target.place == "KE")));
    case Action::draft_partnership:
      return has(Scope::write) && target.sight == Sight::published &&
             (mine || ((is(Role::representative) || is(Role::contributor)) && target.place == kOrganisation));
    case Action::remove_file:
      return person && target.sight == Sight::published && is(Role::steward);
    case Action::erase_contact:
      return target.sight == Sight::published && head;
    case Action::review_screening:
      return target.sight != Sight::confidential && person &&
             ((actor.second_factor && is(Role::steward)) || is(Role::reviewer));
    case Action::review_partnership:
      return target.sight == Sight::published &&
             ((by_office && (is(Role::administrator) || is(Role::steward))) ||
              (by_write && is(Role::reviewer)));
  }
  return false;
}

TEST(Permission, EveryCellOfTheMatrixIsAsItWasMeant) {
  int cells = 0, allowed = 0;
  for (const auto action : all_actions())
    for (const auto& actor : all_actors())
      for (const auto& account : {std::optional<base::Uuid>{}, kMine, kTheirs})
        for (const bool office : kBoth)
          for (const auto& place :
               {std::string(), kOrganisation, kOther, std::string("KE"), std::string("TZ")})
            for (const auto sight : {Sight::published, Sight::restricted, Sight::confidential}) {
              const Target target{account, office, place, {}, office ? account : std::nullopt, sight};
              const bool does = may(actor, action, target);
              EXPECT_EQ(does, expected(actor, action, target))
                  << text_of(action) << ", " << (actor.grants.empty() ? "no role" : text_of(actor.grants[0]))
                  << (actor.second_factor ? " with" : " without") << " a second factor, place " << place;
              ++cells;
              allowed += does ? 1 : 0;
            }
  std::cout << cells << " cells, " << allowed << " of them allowed\n";
  EXPECT_GT(cells, 20'000);
}

TEST(Permission, ATokenNeverMayMoreThanItsOwner) {
  int bounded = 0;
  for (const auto action : all_actions())
    for (const auto& actor : all_actors()) {
      if (!actor.scopes) continue;
      auto owner = actor;
      owner.scopes.reset();
      for (const auto& account : {std::optional<base::Uuid>{}, kMine, kTheirs})
        for (const auto& place : {std::string(), kOrganisation, std::string("KE")}) {
          const Target target{.account = account, .place = place};
          const bool does = may(actor, action, target), owner_does = may(owner, action, target);
          EXPECT_TRUE(owner_does || !does) << text_of(action);
          if (owner_does && !does) ++bounded;
        }
      EXPECT_TRUE(might(owner, action) || !might(actor, action)) << text_of(action);
    }
  EXPECT_GT(bounded, 500);
}

TEST(Permission, ATokenForOfficesOpensNothingOfAdministration) {
  const Actor chief{kMine,
                    {{Role::administrator, ""}, {Role::steward, ""}},
                    true,
                    std::vector<Scope>{Scope::read, Scope::write, Scope::office}};
  std::set<Action> opened;
  for (const auto action : all_actions())
    if (is_office_by_token(chief, action)) opened.insert(action);
  EXPECT_EQ(opened,
            (std::set<Action>{Action::review_report, Action::review_partnership, Action::verify_delivery,
                              Action::decide_appeal, Action::answer_concern, Action::appoint_representative,
                              Action::appoint_contributor, Action::appoint_focal_point,
                              Action::see_colleagues, Action::see_diligence, Action::screen_party}));
  for (const auto action :
       {Action::see_accounts, Action::see_events, Action::appoint_officer, Action::help_account,
        Action::admit_account, Action::close_account, Action::see_claims, Action::decide_claim,
        Action::merge_organisations, Action::erase_contact, Action::keep_hooks, Action::keep_own_account}) {
    EXPECT_FALSE(might(chief, action)) << text_of(action);
    EXPECT_TRUE(scopes_of(action).empty()) << text_of(action);
  }
}

TEST(Permission, ATokenThatWasMadeToWriteHoldsNoOfficeEvenWithAFactor) {
  Actor steward{kMine, {{Role::steward, ""}}, true, std::vector<Scope>{Scope::read, Scope::write}};
  for (const auto action : {Action::review_report, Action::review_partnership, Action::verify_delivery,
                            Action::decide_appeal, Action::answer_concern})
    EXPECT_FALSE(might(steward, action)) << text_of(action);
  steward.scopes = {Scope::office};
  EXPECT_TRUE(may(steward, Action::decide_appeal));
  steward.second_factor = false;
  EXPECT_FALSE(may(steward, Action::decide_appeal)) << "the account has a second factor no more";
  EXPECT_FALSE(is_office_by_token(steward, Action::decide_appeal));
}

TEST(Permission, ATokenSaysWhoSpeaksForOthersOnlyWhereItWasMadeWithAFactor) {
  Actor speaker{kMine, {{Role::representative, kOrganisation}}, true, std::vector<Scope>{Scope::office}};
  const Target own{.place = kOrganisation, .sight = Sight::confidential};
  EXPECT_TRUE(may(speaker, Action::appoint_representative, own));
  EXPECT_TRUE(is_office_by_token(speaker, Action::appoint_representative)) << "and that is put on record";
  EXPECT_FALSE(may(speaker, Action::appoint_representative, {.place = kOther, .sight = Sight::confidential}));
  EXPECT_FALSE(may(speaker, Action::make_promise, {.place = kOrganisation})) << "what `write` is for";
  speaker.second_factor = false;
  EXPECT_FALSE(may(speaker, Action::appoint_representative, own))
      << "the account has a second factor no more";
  speaker.second_factor = true;
  speaker.scopes = {Scope::read, Scope::write};
  for (const auto action :
       {Action::appoint_representative, Action::appoint_contributor, Action::appoint_focal_point}) {
    EXPECT_FALSE(might(speaker, action)) << text_of(action);
    EXPECT_EQ(scopes_of(action), std::vector{Scope::office}) << text_of(action);
  }
}

TEST(Permission, TheScopeOfficeIsOfferedToWhomItIsOfUse) {
  for (const auto role : kRoles) {
    const bool useful = role != Role::contributor && role != Role::invited_party;
    EXPECT_EQ(has_use_for_office({kMine, {grant_of(role)}, true}), useful) << name_of(role);
    EXPECT_FALSE(has_use_for_office({kMine, {grant_of(role)}, false})) << name_of(role);
  }
  EXPECT_FALSE(has_use_for_office({kMine, {}, true}));
}

TEST(Permission, NobodyGetsMoreByHoldingARoleElsewhere) {
  Actor actor{kMine, {{Role::representative, kOrganisation}, {Role::focal_point, "KE"}}, true};
  EXPECT_TRUE(may(actor, Action::appoint_contributor, {.place = kOrganisation}));
  EXPECT_FALSE(may(actor, Action::appoint_contributor, {.place = kOther}));
  EXPECT_FALSE(may(actor, Action::appoint_contributor, {.place = "KE"})) << "a country is no organisation";
  EXPECT_FALSE(may(actor, Action::appoint_focal_point, {.place = kOrganisation}));
  EXPECT_FALSE(may(actor, Action::appoint_focal_point, {})) << "no place is not every place";
}

TEST(Permission, ARoleHeldInSomethingElseOfTheSameNumberCountsForNothing) {
  const Actor invited{kMine, {{Role::invited_party, kOrganisation}}, true};
  const Actor speaker{kMine, {{Role::representative, kOrganisation}}, true};
  const Target part{.place = kOrganisation, .reach = Reach::record},
      organisation{.place = kOrganisation, .reach = Reach::organisation};
  EXPECT_TRUE(may(invited, Action::answer_for_party, part));
  EXPECT_FALSE(may(invited, Action::answer_for_party, organisation)) << "that is every part of it";
  EXPECT_TRUE(may(speaker, Action::answer_for_party, organisation));
  EXPECT_FALSE(may(speaker, Action::answer_for_party, part));
}

TEST(Permission, ASignedInPersonCannotActForNobody) {
  EXPECT_FALSE(may(Actor{}, Action::keep_own_account, {})) << "no account is not one's own account";
  EXPECT_FALSE(may(Actor{{}, {{Role::administrator, ""}}, true}, Action::appoint_officer, {}))
      << "a role without an account";
}

TEST(Permission, RolesAreWrittenAsTheyAreRead) {
  for (const auto role : kRoles) {
    const auto grant = grant_of(role);
    EXPECT_EQ(read_grant(text_of(grant)), grant) << text_of(grant);
    EXPECT_EQ(role_of(name_of(role)), role);
  }
  EXPECT_EQ(read_grant("focal-point of KE"), (Grant{Role::focal_point, "KE"}));
  for (const auto* text :
       {"", "king", "steward of KE", "focal point", "focal point of Kenya", "focal point of ke",
        "representative", "representative of KE", "representative of "})
    EXPECT_THROW(read_grant(text), base::BadInput) << text;
}

TEST(Permission, EachRoleHasItsAppointment) {
  for (const auto role : kRoles)
    EXPECT_TRUE(may({kMine, {{Role::administrator, ""}}, true}, appointing(role))) << name_of(role);
}

/// The page that shows the table to people says what the table says.
TEST(Permission, TheReferenceShowsTheTable) {
  std::ifstream page(ENTENTE_SOURCE_DIR "/docs/reference/permissions.md");
  std::stringstream text;
  text << page.rdbuf();
  std::string table;
  for (const auto& row : permissions())
    table += "| " + std::string(text_of(row.action)) + " | " + text_of(row.who) + " | " +
             std::string(text_of(row.relation)) + " | " + std::string(text_of(row.sight)) + " |\n";
  EXPECT_NE(text.str().find(table), std::string::npos) << "docs/reference/permissions.md should hold\n"
                                                       << table;
  std::string tokens;
  for (const auto& row : token_permissions())
    tokens += "| " + std::string(text_of(row.action)) + " | `" + std::string(name_of(row.scope)) + "` |\n";
  EXPECT_NE(text.str().find("| a token may | with the scope |\n|---|---|\n" + tokens + "\n"),
            std::string::npos)
      << tokens;
}

}  // namespace
}  // namespace entente::access
