// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "access/role.hpp"

/// Who may do what: one table, in which every permission is a row. What has no row is not allowed.
namespace entente::access {

enum class Action : std::uint8_t {
  read_published,          ///< what the register shows to everybody
  check_file,              ///< have a file validated, of which nothing is kept
  sign_in,                 ///< and use a one-time link
  read_own_account,        ///< who one is here, and what one holds
  end_own_access,          ///< withdraw one's tokens
  keep_own_account,        ///< password, second factor, sessions, tokens, language, one's own data
  see_accounts,            ///< who has an account, and what they hold
  see_events,              ///< what was done to accounts, by whom and from where
  appoint_officer,         ///< give and withdraw an office of the register
  appoint_representative,  ///< of an organisation
  appoint_contributor,     ///< of an organisation
  appoint_focal_point,     ///< of a country
  invite_party,            ///< have somebody answer for one party's part
  help_account,            ///< make a link with which a person sets a new password and second factor
  admit_account,           ///< let in somebody who registered
  close_account,           ///< end its sessions and tokens, and let nobody sign in to it
  keep_desk,               ///< publish for a government: plans, guidance, capacity needs and offers
  acknowledge_guidance,    ///< say for an organisation that it has read a government's guidance
  answer_for_party,        ///< confirm, correct, decline or leave the part that an organisation has
  prepare_for_party,       ///< see that part as whoever answers does, and write down a correction for them
  report_for_party,        ///< report on a partnership of an organisation, set its rhythm, appeal
  state_for_party,         ///< what an organisation says of itself in a partnership, and how one it leads is
                           ///< governed
  review_report,           ///< publish a report that was handed in, or return it
  decide_appeal,           ///< on the mark that a partnership's reports have earned it
  claim_place,             ///< say that one speaks for an organisation or a country
  see_claims,              ///< what others have claimed, and what nobody speaks for any more
  decide_claim,            ///< accept a claim, refuse it, or ask back
  see_colleagues,          ///< who speaks for an organisation or a country, and whom they have asked in
  make_promise,            ///< enter for an organisation what it promises and gives, and change that
  attest_delivery,         ///< say for a receiver or a government that something was given
  verify_delivery,         ///< record that others have verified it
  merge_organisations,     ///< make two records of one organisation one, and undo it
  draft_partnership,       ///< write down a partnership to be registered, or a change to one
  review_partnership,      ///< read what was handed in, publish or return it; withdraw what is published
  review_screening,        ///< see which parties are like an entry of a list, and decide on it
  erase_contact,           ///< take a contact out of a partnership, in every version of it
  remove_file,             ///< take a file out of the register, whatever names it
  raise_concern,           ///< about a record, and come back to it by its secret
  answer_concern,          ///< read concerns, answer and close them, hand them on and publish them
  reply_to_concern,        ///< beside one that was handed on to an organisation or a country
  request_diligence,       ///< have an organisation assessed, for the register or for a country
  see_diligence,           ///< what was requested, found and decided of organisations
  assess_diligence,        ///< write down what is found of one
  decide_diligence,        ///< say who assesses; grade what was found, hand it back, stop it
  answer_diligence,        ///< see what was found of one's organisation, screening aside, and answer it
  make_agreement,          ///< write for a party what is agreed, and bring in what its key has signed
  withdraw_agreement,      ///< for the party that brought it; with others' signatures, by the office
  sign_agreement,          ///< sign for a party in a session, and register its keys
  see_lists,               ///< against which lists the register screens, and how these stand
  keep_hooks,              ///< name the addresses that are told of what is published
  screen_party,            ///< ask who on the lists is like a party, and read what they say
  ask_witness              ///< have a checkpoint of another log signed, which a key of that log has signed
};

/// What the action is done to, seen from who does it.
enum class Relation : std::uint8_t {
  any,             ///< whatever it is
  own_account,     ///< the account that asks
  own_place,       ///< the organisation, country or record in which the role is held
  own_record,      ///< a record that the account wrote first
  without_office,  ///< an account that holds no office of the register
  others_account   ///< another account than the one that asks
};

/// How much of an account is shown.
enum class Sight : std::uint8_t {
  published,    ///< what everybody sees
  restricted,   ///< names, roles and times
  confidential  ///< addresses for mail too
};

/// Everybody, whoever has signed in, or whoever holds a role.
struct Everybody {
  bool operator==(const Everybody&) const = default;
};
struct Signed {
  bool operator==(const Signed&) const = default;
};
using Who = std::variant<Everybody, Signed, Role>;

struct Permission {
  Action action;
  Who who;
  Relation relation;
  Sight sight;
};

std::span<const Permission> permissions();

/// What an action is done to. What is not set is not asked for.
struct Target {
  std::optional<base::Uuid> account = {};
  bool account_has_office = false;
  std::string place = {};           ///< the organisation, country or record: what a Grant's `of` holds
  std::optional<Reach> reach = {};  ///< what `place` is: a role held in anything else counts for nothing
  std::optional<base::Uuid> writer = {};  ///< the account that wrote a record first
  Sight sight = Sight::published;
};

/// Whether a row of the table allows it. Roles that need a second factor count only where it was given.
bool may(const Actor&, Action, const Target& = {});

/// A scope by which a token does an action, beyond what everybody may; what has no row no token does. By
/// `office` its owner acts in the offices that ask for a second factor, by the others as whatever else they
/// are: neither stands for the other. What has a row of `office` and none of another scope whatever role does
/// by that scope, and while the account has a second factor.
struct TokenPermission {
  Action action;
  Scope scope;
};
std::span<const TokenPermission> token_permissions();
std::vector<Scope> scopes_of(Action);
/// Whether whoever asks is a person, or a token that has a scope for what `who` may do.
bool is_in_scope(const Actor&, Action, const Who& who);
/// Whether it is a token that may do it by the scope `office`.
bool is_office_by_token(const Actor&, Action);
/// Whether whoever asks has given a second factor, and holds a role in which a token with `office` does more.
bool has_use_for_office(const Actor&);

/// The action by which a role is given and withdrawn.
Action appointing(Role);

std::string_view text_of(Action);
std::string_view text_of(Relation);
std::string_view text_of(Sight);
std::string text_of(const Who&);

}  // namespace entente::access
