// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "access/permission.hpp"

#include <algorithm>
#include <array>

namespace entente::access {

namespace {

using enum Action;
using enum Relation;
using enum Sight;

/// docs/reference/permissions.md shows it to people; a test compares the two.
const std::array kPermissions{
    Permission{read_published, Everybody{}, any, published},
    Permission{check_file, Everybody{}, any, published},
    Permission{sign_in, Everybody{}, any, published},
    Permission{read_own_account, Signed{}, own_account, confidential},
    Permission{end_own_access, Signed{}, own_account, confidential},
    Permission{keep_own_account, Signed{}, own_account, confidential},
    Permission{see_accounts, Role::administrator, any, confidential},
    Permission{see_accounts, Role::steward, any, confidential},
    Permission{see_accounts, Role::auditor, any, restricted},
    Permission{see_events, Role::administrator, any, restricted},
    Permission{see_events, Role::steward, any, restricted},
    Permission{see_events, Role::auditor, any, restricted},
    Permission{appoint_officer, Role::administrator, any, confidential},
    Permission{appoint_representative, Role::administrator, any, confidential},
    Permission{appoint_representative, Role::steward, any, confidential},
    Permission{appoint_representative, Role::representative, own_place, confidential},
    Permission{appoint_contributor, Role::administrator, any, confidential},
    Permission{appoint_contributor, Role::steward, any, confidential},
    Permission{appoint_contributor, Role::representative, own_place, confidential},
    Permission{appoint_focal_point, Role::administrator, any, confidential},
    Permission{appoint_focal_point, Role::steward, any, confidential},
    Permission{appoint_focal_point, Role::focal_point, own_place, confidential},
    Permission{invite_party, Role::administrator, any, confidential},
    Permission{invite_party, Role::steward, any, confidential},
    Permission{invite_party, Role::representative, own_place, confidential},
    Permission{invite_party, Signed{}, own_record, confidential},
    Permission{help_account, Role::administrator, any, confidential},
    Permission{help_account, Role::steward, without_office, confidential},
    Permission{admit_account, Role::administrator, any, confidential},
    Permission{admit_account, Role::steward, without_office, confidential},
    Permission{close_account, Role::administrator, any, confidential},
    Permission{close_account, Role::steward, without_office, confidential},
    Permission{keep_desk, Role::focal_point, own_place, published},
    Permission{acknowledge_guidance, Role::representative, own_place, published},
    Permission{answer_for_party, Role::representative, own_place, published},
    Permission{answer_for_party, Role::invited_party, own_place, published},
    Permission{prepare_for_party, Role::representative, own_place, published},
    Permission{prepare_for_party, Role::contributor, own_place, published},
    Permission{prepare_for_party, Role::invited_party, own_place, published},
    Permission{make_promise, Role::representative, own_place, published},
    Permission{attest_delivery, Role::representative, own_place, published},
    Permission{attest_delivery, Role::focal_point, own_place, published},
    Permission{attest_delivery, Role::invited_party, own_place, published},
    Permission{verify_delivery, Role::steward, any, published},
    Permission{report_for_party, Role::representative, own_place, published},
    Permission{state_for_party, Role::representative, own_place, published},
    Permission{review_report, Role::steward, any, published},
    Permission{review_report, Role::reviewer, any, published},
    Permission{decide_appeal, Role::steward, any, published},
    Permission{claim_place, Signed{}, own_account, confidential},
    Permission{see_claims, Role::administrator, any, confidential},
    Permission{see_claims, Role::steward, any, confidential},
    Permission{see_claims, Role::auditor, any, restricted},
    Permission{decide_claim, Role::administrator, others_account, confidential},
    Permission{decide_claim, Role::steward, others_account, confidential},
    Permission{see_colleagues, Role::administrator, any, confidential},
    Permission{see_colleagues, Role::steward, any, confidential},
    Permission{see_colleagues, Role::auditor, any, restricted},
    Permission{see_colleagues, Role::representative, own_place, confidential},
    Permission{see_colleagues, Role::contributor, own_place, restricted},
    Permission{see_colleagues, Role::focal_point, own_place, confidential},
    Permission{merge_organisations, Role::administrator, any, confidential},
    Permission{merge_organisations, Role::steward, any, confidential},
    Permission{draft_partnership, Signed{}, own_account, published},
    Permission{draft_partnership, Role::representative, own_place, published},
    Permission{draft_partnership, Role::contributor, own_place, published},
    Permission{review_partnership, Role::administrator, any, published},
    Permission{review_partnership, Role::steward, any, published},
    Permission{review_partnership, Role::reviewer, any, published},
    Permission{review_screening, Role::steward, any, restricted},
    Permission{review_screening, Role::reviewer, any, restricted},
    Permission{erase_contact, Role::administrator, any, published},
    Permission{erase_contact, Role::steward, any, published},
    Permission{remove_file, Role::steward, any, published},
    Permission{raise_concern, Everybody{}, any, published},
    Permission{answer_concern, Role::administrator, any, confidential},
    Permission{answer_concern, Role::steward, any, confidential},
    Permission{reply_to_concern, Role::representative, own_place, restricted},
    Permission{reply_to_concern, Role::focal_point, own_place, restricted},
    Permission{request_diligence, Role::administrator, any, restricted},
    Permission{request_diligence, Role::steward, any, restricted},
    Permission{request_diligence, Role::focal_point, own_place, restricted},
    Permission{see_diligence, Role::administrator, any, restricted},
    Permission{see_diligence, Role::steward, any, restricted},
    Permission{see_diligence, Role::reviewer, any, restricted},
    Permission{see_diligence, Role::auditor, any, restricted},
    Permission{see_diligence, Role::focal_point, own_place, restricted},
    Permission{assess_diligence, Role::steward, any, restricted},
    Permission{assess_diligence, Role::reviewer, any, restricted},
    Permission{decide_diligence, Role::administrator, any, restricted},
    Permission{decide_diligence, Role::steward, any, restricted},
    Permission{answer_diligence, Role::representative, own_place, restricted},
    Permission{make_agreement, Role::representative, own_place, published},
    Permission{withdraw_agreement, Role::representative, own_place, published},
    Permission{withdraw_agreement, Role::steward, any, published},
    Permission{sign_agreement, Role::representative, own_place, published},
    Permission{see_lists, Role::administrator, any, restricted},
    Permission{see_lists, Role::steward, any, restricted},
    Permission{see_lists, Role::reviewer, any, restricted},
    Permission{see_lists, Role::auditor, any, restricted},
    Permission{keep_hooks, Role::administrator, any, confidential},
    Permission{keep_hooks, Role::steward, any, confidential},
    Permission{keep_hooks, Role::representative, own_place, confidential},
    Permission{screen_party, Role::steward, any, confidential},
    Permission{screen_party, Role::reviewer, any, confidential},
    Permission{ask_witness, Everybody{}, any, published},
};

using TokenRow = TokenPermission;
const std::array kTokenPermissions{
    TokenRow{read_own_account, Scope::read},
    TokenRow{end_own_access, Scope::write},
    TokenRow{appoint_representative, Scope::office},
    TokenRow{appoint_contributor, Scope::office},
    TokenRow{appoint_focal_point, Scope::office},
    TokenRow{invite_party, Scope::write},
    TokenRow{keep_desk, Scope::write},
    TokenRow{acknowledge_guidance, Scope::write},
    TokenRow{answer_for_party, Scope::write},
    TokenRow{prepare_for_party, Scope::write},
    TokenRow{make_promise, Scope::write},
    TokenRow{attest_delivery, Scope::write},
    TokenRow{verify_delivery, Scope::office},
    TokenRow{report_for_party, Scope::write},
    TokenRow{state_for_party, Scope::write},
    TokenRow{review_report, Scope::write},
    TokenRow{review_report, Scope::office},
    TokenRow{decide_appeal, Scope::office},
    TokenRow{see_colleagues, Scope::write},
    TokenRow{see_colleagues, Scope::office},
    TokenRow{draft_partnership, Scope::write},
    TokenRow{review_partnership, Scope::write},
    TokenRow{review_partnership, Scope::office},
    TokenRow{answer_concern, Scope::office},
    TokenRow{reply_to_concern, Scope::write},
    TokenRow{see_diligence, Scope::office},
    TokenRow{answer_diligence, Scope::write},
    TokenRow{make_agreement, Scope::write},
    TokenRow{screen_party, Scope::office},
};

bool asks_for_factor(const Who& who) {
  const auto* const role = std::get_if<Role>(&who);
  return role && needs_second_factor(*role);
}

bool has_token_row(Action action, bool for_office) {
  return std::ranges::any_of(kTokenPermissions, [&](const TokenRow& row) {
    return row.action == action && (row.scope == Scope::office) == for_office;
  });
}

/// Whether by a token it is done by `office` alone: in an office that asks for a second factor, and by
/// whatever role where the action has no row of another scope.
bool takes_office(Action action, const Who& who) {
  return asks_for_factor(who) || (has_token_row(action, true) && !has_token_row(action, false));
}

/// Whether a grant counts in this session.
bool counts(const Actor& actor, const Grant& grant) {
  return actor.second_factor || !needs_second_factor(grant.role);
}

bool holds_one(const Actor& actor, const Who& who) {
  const auto* const role = std::get_if<Role>(&who);
  return role && actor.holds(*role);
}

bool is_who(const Actor& actor, const Permission& row, const Target& target) {
  if (std::holds_alternative<Everybody>(row.who)) return true;
  if (!actor.account || !is_in_scope(actor, row.action, row.who)) return false;
  if (std::holds_alternative<Signed>(row.who)) return true;
  return std::ranges::any_of(actor.grants, [&](const Grant& grant) {
    return grant.role == std::get<Role>(row.who) && counts(actor, grant) &&
           (row.relation != own_place ||
            (!target.place.empty() && grant.of == target.place &&
             target.reach.value_or(reach_of(grant.role)) == reach_of(grant.role)));
  });
}

bool stands_so(const Actor& actor, const Permission& row, const Target& target) {
  switch (row.relation) {
    case any:
    case own_place:  // looked at together with the role
      return true;
    case own_account:
      return target.account && target.account == actor.account;
    case without_office:
      return target.account && !target.account_has_office;
    case others_account:
      return target.account && target.account != actor.account;
    case own_record:
      return target.writer && target.writer == actor.account;
  }
  return false;
}

}  // namespace

std::span<const Permission> permissions() {
  return kPermissions;
}

bool may(const Actor& actor, Action action, const Target& target) {
  return std::ranges::any_of(kPermissions, [&](const Permission& row) {
    return row.action == action && row.sight >= target.sight && is_who(actor, row, target) &&
           stands_so(actor, row, target);
  });
}

std::span<const TokenPermission> token_permissions() {
  return kTokenPermissions;
}

std::vector<Scope> scopes_of(Action action) {
  std::vector<Scope> scopes;
  for (const auto& row : kTokenPermissions)
    if (row.action == action) scopes.push_back(row.scope);
  return scopes;
}

bool is_in_scope(const Actor& actor, Action action, const Who& who) {
  if (!actor.scopes) return true;
  const bool by_office = takes_office(action, who);
  if (by_office && !actor.second_factor) return false;
  return std::ranges::any_of(kTokenPermissions, [&](const TokenPermission& row) {
    return row.action == action && (row.scope == Scope::office) == by_office &&
           has_scope(*actor.scopes, row.scope);
  });
}

bool is_office_by_token(const Actor& actor, Action action) {
  return actor.scopes && std::ranges::any_of(kPermissions, [&](const Permission& row) {
           return row.action == action && takes_office(action, row.who) && holds_one(actor, row.who) &&
                  is_in_scope(actor, action, row.who);
         });
}

bool has_use_for_office(const Actor& actor) {
  return actor.second_factor && std::ranges::any_of(kPermissions, [&](const Permission& row) {
           return has_token_row(row.action, true) && takes_office(row.action, row.who) &&
                  holds_one(actor, row.who);
         });
}

Action appointing(Role role) {
  switch (role) {
    case Role::representative:
      return appoint_representative;
    case Role::contributor:
      return appoint_contributor;
    case Role::focal_point:
      return appoint_focal_point;
    case Role::invited_party:
      return invite_party;
    case Role::administrator:
    case Role::steward:
    case Role::reviewer:
    case Role::auditor:
      break;
  }
  return appoint_officer;
}

std::string_view text_of(Action action) {
  switch (action) {
    case read_published:
      return "read what is published";
    case check_file:
      return "have a file checked";
    case sign_in:
      return "sign in, and use a one-time link";
    case read_own_account:
      return "read one's account";
    case end_own_access:
      return "withdraw one's tokens";
    case keep_own_account:
      return "keep an account";
    case see_accounts:
      return "see accounts";
    case see_events:
      return "see what was done to accounts";
    case appoint_officer:
      return "give an office of the register";
    case appoint_representative:
      return "make a representative";
    case appoint_contributor:
      return "make a contributor";
    case appoint_focal_point:
      return "make a focal point";
    case invite_party:
      return "invite somebody to answer for a party";
    case help_account:
      return "make a link for a lost password or another address";
    case admit_account:
      return "let in who registered";
    case close_account:
      return "close an account";
    case keep_desk:
      return "keep a government's desk";
    case acknowledge_guidance:
      return "acknowledge guidance";
    case answer_for_party:
      return "answer for a party";
    case prepare_for_party:
      return "prepare an answer for a party";
    case report_for_party:
      return "report for a party";
    case state_for_party:
      return "state what a party is and gains, and how what it leads is governed";
    case review_report:
      return "review a report";
    case decide_appeal:
      return "decide on an appeal";
    case claim_place:
      return "claim an organisation or a country";
    case see_claims:
      return "see claims";
    case decide_claim:
      return "decide on a claim";
    case see_colleagues:
      return "see who speaks for an organisation or a country";
    case make_promise:
      return "promise and give for a party";
    case attest_delivery:
      return "confirm or dispute a delivery";
    case verify_delivery:
      return "record who verified a delivery";
    case merge_organisations:
      return "merge two organisations";
    case draft_partnership:
      return "register a partnership";
    case review_partnership:
      return "review what is registered";
    case review_screening:
      return "decide on hits of screening";
    case erase_contact:
      return "erase a contact";
    case remove_file:
      return "take a file out";
    case raise_concern:
      return "raise a concern";
    case answer_concern:
      return "answer a concern";
    case reply_to_concern:
      return "reply to a concern";
    case request_diligence:
      return "request due diligence";
    case see_diligence:
      return "see due diligence";
    case assess_diligence:
      return "assess an organisation";
    case decide_diligence:
      return "decide on an assessment";
    case answer_diligence:
      return "answer what was found of an organisation";
    case make_agreement:
      return "write an agreement for a party";
    case withdraw_agreement:
      return "withdraw an agreement";
    case sign_agreement:
      return "sign an agreement for a party";
    case see_lists:
      return "see the lists that are screened against";
    case keep_hooks:
      return "keep webhooks";
    case screen_party:
      return "screen a party";
    case ask_witness:
      return "have a checkpoint witnessed";
  }
  return "";
}

std::string_view text_of(Relation relation) {
  switch (relation) {
    case any:
      return "any";
    case own_account:
      return "own account";
    case own_place:
      return "own organisation, country or part";
    case without_office:
      return "account without an office";
    case others_account:
      return "another's account";
    case own_record:
      return "record of one's own";
  }
  return "";
}

std::string_view text_of(Sight sight) {
  switch (sight) {
    case published:
      return "published";
    case restricted:
      return "names and roles";
    case confidential:
      return "addresses too";
  }
  return "";
}

std::string text_of(const Who& who) {
  if (std::holds_alternative<Everybody>(who)) return "everybody";
  if (std::holds_alternative<Signed>(who)) return "whoever has signed in";
  return std::string(name_of(std::get<Role>(who)));
}

}  // namespace entente::access
