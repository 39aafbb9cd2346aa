// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/account_words.hpp"

#include <algorithm>

#include "access/refused.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "outbound/mail.hpp"
#include "registry/accounts.hpp"
#include "registry/hook_places.hpp"

namespace entente::registry {

namespace {

constexpr std::size_t kMostNameBytes = 200;

/// What such an act is called among the messages event.….
std::string_view event_of_office(access::Action action) {
  switch (action) {
    case access::Action::verify_delivery:
      return "office_verification";
    case access::Action::decide_appeal:
      return "office_appeal";
    case access::Action::answer_concern:
      return "office_concern";
    case access::Action::appoint_representative:
    case access::Action::appoint_contributor:
    case access::Action::appoint_focal_point:
      return "office_offer";
    default:
      return "office_review";
  }
}

bool fits_a_line(std::string_view text) {
  return base::is_utf8(text) &&
         std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7F; });
}

}  // namespace

std::string address_or_nothing(std::string_view typed) {
  std::string address(base::trimmed(typed));
  for (auto& c : address)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return outbound::is_mailable(address) ? address : std::string();
}

std::string kept_address(std::string_view typed) {
  auto address = address_or_nothing(typed);
  if (address.empty())
    throw base::BadInput(
        "address '" + std::string(base::clip_utf8(base::is_utf8(typed) ? typed : "", 60)) + "'",
        "is none to which mail can be sent", "Write it as name@organisation.example.");
  return address;
}

bool is_address(std::string_view typed) {
  return !address_or_nothing(typed).empty();
}

bool is_person_name(std::string_view typed) {
  const auto name = base::trimmed(typed);
  return !name.empty() && name.size() <= kMostNameBytes && fits_a_line(name);
}

std::string kept_name(std::string_view typed) {
  if (!is_person_name(typed))
    throw base::BadInput("name of a person", "is empty, longer than a line, or no text",
                         "Give the name by which others know the person.");
  return std::string(base::trimmed(typed));
}

std::string kept_language(std::string_view code) {
  if (!base::is_language(code))
    throw base::BadInput(
        "language '" + std::string(base::clip_utf8(base::is_utf8(code) ? code : "", 20)) + "'",
        "is none that the register speaks", "Use ar, zh, en, fr, ru or es.");
  return std::string(code);
}

bool holds_now(base::Instant made, base::Instant expires, base::Instant now) {
  constexpr std::int64_t kClocksDifferMs = 5 * 60'000;
  return made.ms <= now.ms + kClocksDifferMs && now < expires;
}

const store::Account& require_own(const Visitor& visitor) {
  const access::Target own{.account = visitor.account ? std::optional(visitor.account->id) : std::nullopt,
                           .sight = access::Sight::confidential};
  if (!visitor.account || !visitor.session ||
      !access::may(visitor.actor, access::Action::keep_own_account, own))
    throw access::Refused("this account", "is not open to whoever asks", "Sign in.");
  return *visitor.account;
}

std::vector<access::Grant> grants_of(const std::vector<store::AccountRole>& roles) {
  std::vector<access::Grant> grants;
  for (const auto& each : roles)
    if (const auto role = access::role_of(each.role)) grants.push_back({*role, each.of});
  return grants;
}

std::string author_of(const access::Actor& actor) {
  return actor.account && !actor.account->is_nil() ? actor.account->str() : "operator";
}

store::WriteOptions written_by(const access::Actor& actor) {
  auto author = author_of(actor);
  auto key = actor.request.empty() ? std::string() : author + " " + actor.request;
  return {std::move(author), std::move(key), actor.request_content};
}

const base::Uuid& require_account(const access::Actor& actor) {
  if (!actor.account) throw access::Refused("this page", "is for whoever has signed in", "Sign in.");
  return *actor.account;
}

void require(const access::Actor& actor, access::Action action, const access::Target& target) {
  if (access::may(actor, action, target)) return;
  throw access::Refused("to " + std::string(access::text_of(action)), "is not among what this account may do",
                        "Ask an administrator of the register.");
}

void require_appointing(const access::Actor& actor, const access::Grant& grant) {
  access::require_form(grant);
  require(actor, access::appointing(grant.role), {.place = grant.of, .sight = access::Sight::confidential});
}

void record_event(store::AccountWriter& accounts, const access::Actor& actor, const base::Uuid& account,
                  std::string_view what, std::string_view detail, base::Instant now) {
  store::AccountEvent event;
  event.time = now;
  event.id = base::Uuid::v7(event.time);
  event.actor = actor.account.value_or(base::Uuid());
  event.account = account;
  event.what = what;
  event.detail = detail;
  event.network = actor.network;
  accounts.put_event(event);
}

void note_office_act(store::UnitOfWork& unit, const access::Actor& actor, access::Action action,
                     const std::string& about, base::Instant now) {
  if (!access::is_office_by_token(actor, action)) return;
  record_event(unit.accounts(), actor, actor.account.value_or(base::Uuid()), event_of_office(action),
               about.empty() ? actor.token : actor.token + ": " + about, now);
}

void end_office_tokens(store::AccountWriter& accounts, const access::Actor& actor, const base::Uuid& account,
                       base::Instant now) {
  for (const auto& token : accounts.tokens_of(account)) {
    if (!access::has_scope(access::read_scopes(token.scopes), access::Scope::office)) continue;
    accounts.remove_token(account, token.id);
    record_event(accounts, actor, account, "token_withdrawn", token.name, now);
  }
}

void note_given(store::UnitOfWork& unit, const access::Grant& grant) {
  unit.claims().remove_vacancy(access::name_of(grant.role), grant.of);
}

void note_left(store::UnitOfWork& unit, const access::Grant& grant, base::Instant now) {
  const bool speaks = grant.role == access::Role::representative || grant.role == access::Role::focal_point;
  const auto role = std::string(access::name_of(grant.role));
  if (!speaks || !unit.accounts().holders(role, grant.of).empty()) return;
  unit.claims().put_vacancy({role, grant.of, now});
  if (const auto organisation = base::Uuid::parse(grant.of)) stop_hooks_of(unit.hooks(), *organisation);
}

void note_left(store::UnitOfWork& unit, const base::Clock& clock, const base::Uuid& account,
               const access::Grant& grant) {
  note_left(unit, grant, clock.now());
  tell_of_left_hooks(unit, clock, account, grant);
}

bool has_office(const std::vector<access::Grant>& grants) {
  return std::ranges::any_of(grants, [](const access::Grant& each) { return access::is_office(each.role); });
}

}  // namespace entente::registry
