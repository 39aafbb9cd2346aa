// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/claims.hpp"

#include <algorithm>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "model/identifier.hpp"
#include "model/vocabulary.hpp"
#include "registry/account_words.hpp"
#include "registry/notices.hpp"
#include "registry/reading.hpp"

namespace entente::registry {

namespace {

constexpr std::size_t kMostWebsite = 500;
constexpr std::int64_t kClaimDayMs = 24 * 3'600'000;

bool waits(store::ClaimState state) {
  return state == store::ClaimState::open || state == store::ClaimState::asked;
}

access::Grant grant_of(const store::Claim& claim) {
  return {access::role_of(claim.role).value_or(access::Role::invited_party), claim.of};
}

/// Only what can be claimed: to speak for an organisation, or for a country, that the register knows.
void require_claimable(store::Reader& reader, const access::Grant& grant) {
  access::require_form(grant);
  const bool country = grant.role == access::Role::focal_point && model::find_country(grant.of) != nullptr;
  const bool organisation =
      grant.role == access::Role::representative &&
      standing_head(reader, base::Uuid::parse(grant.of).value_or(base::Uuid()), model::Organisation::kType);
  if (!country && !organisation)
    throw base::NotFound(access::text_of(grant), "names nothing that this register knows",
                         "Look the organisation or the country up, and claim it from its page.");
}

std::optional<ClaimFault> fault_of_words(std::string_view text) {
  if (base::trimmed(text).empty() || !base::is_utf8(text) || text.find('\0') != text.npos)
    return ClaimFault{ClaimFault::Kind::no_text};
  if (text.size() > kMostClaimText) return ClaimFault{ClaimFault::Kind::long_text};
  return std::nullopt;
}

std::optional<ClaimFault> fault_of(const NewClaim& claim) {
  if (auto fault = fault_of_words(claim.text)) return fault;
  if (!claim.website.empty() && (claim.website.size() > kMostWebsite || !base::is_utf8(claim.website) ||
                                 claim.website.starts_with("mailto:") || !model::is_linkable(claim.website)))
    return ClaimFault{ClaimFault::Kind::website};
  for (const auto& id : claim.identifiers)
    if (auto fault = model::identifier_fault(id.scheme, id.value))
      return ClaimFault{ClaimFault::Kind::identifier, id.scheme, std::move(*fault)};
  return std::nullopt;
}

/// What keeps a person from making another claim now.
std::optional<ClaimFault> fault_of_person(store::Reader& reader, const base::Uuid& account,
                                          const access::Grant& grant, base::Instant now) {
  const auto held = grants_of(reader.accounts().roles_of(account));
  if (std::ranges::find(held, grant) != held.end()) return ClaimFault{ClaimFault::Kind::held};
  std::size_t open = 0, today = 0;
  for (const auto& claim : reader.claims().claims_of(account)) {
    if (waits(claim.state) && grant_of(claim) == grant) return ClaimFault{ClaimFault::Kind::waiting};
    open += waits(claim.state) ? 1 : 0;
    today += claim.made.ms + kClaimDayMs > now.ms ? 1 : 0;
  }
  if (open >= kMostOpenClaims || today >= kMostClaimsADay) return ClaimFault{ClaimFault::Kind::too_many};
  return std::nullopt;
}

std::string lines_of(const std::vector<model::Identifier>& identifiers) {
  std::string lines;
  for (const auto& id : identifiers)
    lines += id.scheme + " " + model::identifier_form(id.scheme, id.value) + "\n";
  return lines;
}

std::vector<model::Identifier> identifiers_of(std::string_view lines) {
  std::vector<model::Identifier> all;
  while (!lines.empty()) {
    const auto line = lines.substr(0, lines.find('\n'));
    lines.remove_prefix(std::min(lines.size(), line.size() + 1));
    const auto space = line.find(' ');
    if (space != line.npos)
      all.push_back({std::string(line.substr(0, space)), std::string(line.substr(space + 1))});
  }
  return all;
}

std::string person_of(store::Reader& reader, const base::Uuid& id) {
  const auto account = reader.accounts().account(id);
  return account ? account->name : std::string();
}

store::Claim standing(store::Reader& reader, const base::Uuid& id) {
  auto claim = reader.claims().claim(id);
  if (!claim) throw base::NotFound("claim " + id.str(), "does not exist");
  return std::move(*claim);
}

ClaimDetail detail_of(store::Reader& reader, store::Claim claim) {
  ClaimDetail detail;
  detail.grant = grant_of(claim);
  detail.person = person_of(reader, claim.account);
  detail.identifiers = identifiers_of(claim.identifiers);
  for (auto& step : reader.claims().steps_of(claim.id)) detail.steps.push_back({std::move(step), {}});
  detail.claim = std::move(claim);
  return detail;
}

/// What the claimer is told of a step that somebody else took.
std::string_view notice_of(std::string_view what) {
  if (what == kAccepted) return kNoticeClaimAccepted;
  if (what == kRefused) return kNoticeClaimRefused;
  return what == kAsked ? kNoticeClaimAsked : std::string_view();
}

access::Target own_target(const access::Actor& actor) {
  return {.account = actor.account, .sight = access::Sight::confidential};
}

/// A form that is sent twice asks the same once.
bool is_last_said(store::UnitOfWork& unit, const base::Uuid& claim, const access::Actor& actor,
                  std::string_view text) {
  const auto steps = unit.claims().steps_of(claim);
  return !steps.empty() && steps.back().what == kAsked && steps.back().account == actor.account &&
         steps.back().text == text;
}

}  // namespace

Claimed Claims::claim(const access::Actor& actor, const NewClaim& wanted) {
  const auto& account = require_account(actor);
  require(actor, access::Action::claim_place, own_target(actor));
  require_claimable(*store_.read(), wanted.grant);
  if (const auto fault = fault_of(wanted)) return {fault, {}};
  const auto now = clock_.now();
  const store::Claim claim{base::Uuid::v7(now),
                           account,
                           std::string(access::name_of(wanted.grant.role)),
                           wanted.grant.of,
                           store::ClaimState::open,
                           wanted.website,
                           lines_of(wanted.identifiers),
                           now,
                           now};
  Claimed done;
  store_.write({author_of(actor)}, [&](store::UnitOfWork& unit) {
    done = {fault_of_person(unit, account, wanted.grant, now), claim.id};
    if (done.fault) return;
    unit.claims().put_claim(claim);
    unit.claims().add_step({claim.id, 0, account, std::string(kClaimed), wanted.text, now});
  });
  return done;
}

std::vector<ClaimLine> Claims::own(const access::Actor& actor) const {
  const auto& account = require_account(actor);
  const auto reader = store_.read();
  std::vector<ClaimLine> lines;
  for (auto& claim : reader->claims().claims_of(account)) {
    const auto grant = grant_of(claim);
    lines.push_back({std::move(claim), grant, {}});
  }
  return lines;
}

std::optional<ClaimDetail> Claims::own_claim(const access::Actor& actor, const base::Uuid& id) const {
  const auto& account = require_account(actor);
  const auto reader = store_.read();
  auto claim = reader->claims().claim(id);
  if (!claim || claim->account != account) return std::nullopt;
  auto detail = detail_of(*reader, std::move(*claim));
  for (auto& [step, author] : detail.steps)
    if (step.account == account) author = detail.person;
  return detail;
}

void Claims::step(const access::Actor& actor, const base::Uuid& id, store::ClaimState to,
                  std::string_view what, std::string_view text) {
  const bool by_claimer = what == kAnswered || what == kWithdrawn;
  const auto now = clock_.now();
  store_.write({author_of(actor)}, [&](store::UnitOfWork& unit) {
    auto claim = standing(unit, id);
    if (by_claimer && claim.account != require_account(actor))
      throw base::NotFound("claim " + id.str(), "is not among those of this account");
    if (!by_claimer)
      require(actor, access::Action::decide_claim,
              {.account = claim.account, .sight = access::Sight::confidential});
    if (!waits(claim.state))
      throw base::Conflict("claim " + id.str(), "has been decided or withdrawn", "Look at it again.");
    if (what == kAnswered && claim.state != store::ClaimState::asked)
      throw base::Conflict("claim " + id.str(), "waits for no answer", "Look at it again.");
    if (what == kAsked && is_last_said(unit, id, actor, text)) return;
    claim.state = to;
    claim.changed = now;
    unit.claims().put_claim(claim);
    unit.claims().add_step(
        {id, 0, actor.account.value_or(base::Uuid()), std::string(what), std::string(text), now});
    if (const auto kind = notice_of(what); !kind.empty())
      notify(unit.accounts(), clock_, claim.account, kind, id.str());
    if (to != store::ClaimState::accepted) return;
    const auto grant = grant_of(claim);
    require_appointing(actor, grant);
    require_claimable(unit, grant);
    const auto claimer = unit.accounts().account(claim.account);
    if (!claimer || claimer->state != store::AccountState::active)
      throw base::Conflict("claim " + id.str(), "is of an account that is not open any more", "Refuse it.");
    unit.accounts().put_role(
        {claim.account, claim.role, claim.of, actor.account.value_or(base::Uuid()), now});
    record_event(unit.accounts(), actor, claim.account, "role_given", access::text_of(grant), now);
    note_given(unit, grant);
  });
}

std::optional<ClaimFault> Claims::answer(const access::Actor& actor, const base::Uuid& id,
                                         std::string_view text) {
  if (const auto fault = fault_of_words(text)) return fault;
  step(actor, id, store::ClaimState::open, kAnswered, text);
  return std::nullopt;
}

void Claims::withdraw(const access::Actor& actor, const base::Uuid& id) {
  step(actor, id, store::ClaimState::withdrawn, kWithdrawn, {});
}

std::vector<ClaimLine> Claims::list(const access::Actor& actor, store::ClaimState state,
                                    const base::Uuid& after, std::size_t limit) const {
  require(actor, access::Action::see_claims, {.sight = access::Sight::restricted});
  const auto reader = store_.read();
  std::vector<ClaimLine> lines;
  for (auto& claim : reader->claims().claims_in(state, after, limit)) {
    const auto grant = grant_of(claim);
    auto person = person_of(*reader, claim.account);
    lines.push_back({std::move(claim), grant, std::move(person)});
  }
  return lines;
}

ClaimDetail Claims::look(const access::Actor& actor, const base::Uuid& id) const {
  require(actor, access::Action::see_claims, {.sight = access::Sight::restricted});
  const auto reader = store_.read();
  auto detail = detail_of(*reader, standing(*reader, id));
  for (auto& [step, author] : detail.steps) author = person_of(*reader, step.account);
  for (const auto& role : reader->accounts().holders(detail.claim.role, detail.claim.of))
    detail.holders.push_back(person_of(*reader, role.account));
  if (access::may(actor, access::Action::see_claims, {.sight = access::Sight::confidential})) {
    if (const auto account = reader->accounts().account(detail.claim.account))
      detail.address = account->address;
  } else {
    for (auto& [step, author] : detail.steps) step.text.clear();
  }
  return detail;
}

void Claims::accept(const access::Actor& actor, const base::Uuid& id) {
  step(actor, id, store::ClaimState::accepted, kAccepted, {});
}

std::optional<ClaimFault> Claims::refuse(const access::Actor& actor, const base::Uuid& id,
                                         std::string_view reason) {
  if (const auto fault = fault_of_words(reason)) return fault;
  step(actor, id, store::ClaimState::refused, kRefused, reason);
  return std::nullopt;
}

std::optional<ClaimFault> Claims::ask(const access::Actor& actor, const base::Uuid& id,
                                      std::string_view question) {
  if (const auto fault = fault_of_words(question)) return fault;
  step(actor, id, store::ClaimState::asked, kAsked, question);
  return std::nullopt;
}

std::vector<store::Vacancy> Claims::vacancies(const access::Actor& actor, std::size_t limit) const {
  require(actor, access::Action::see_claims, {.sight = access::Sight::restricted});
  return store_.read()->claims().vacancies(limit);
}

std::optional<base::Instant> Claims::vacant_since(const access::Grant& grant) const {
  const auto vacancy = store_.read()->claims().vacancy(access::name_of(grant.role), grant.of);
  if (!vacancy) return std::nullopt;
  return vacancy->since;
}

}  // namespace entente::registry
