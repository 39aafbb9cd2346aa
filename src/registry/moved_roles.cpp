// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/moved_roles.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "registry/account_words.hpp"
#include "registry/claims.hpp"
#include "registry/notices.hpp"

namespace entente::registry {

namespace {

constexpr std::array kMovingRoles{access::Role::representative, access::Role::contributor};
constexpr std::size_t kMostEnded = 500;  // offers, and claims, of one organisation

/// Names what a merge moved: a line for each role, "both" where the account held it in the one that was kept
/// already.
std::string note_of_moved(const base::Uuid& other) {
  return "roles moved from " + other.str();
}

std::string line_of(const base::Uuid& account, access::Role role, bool both) {
  return account.str() + (both ? " both " : " moved ") + std::string(access::name_of(role)) + "\n";
}

bool holds(store::Reader& reader, const base::Uuid& account, const access::Grant& grant) {
  const auto grants = grants_of(reader.accounts().roles_of(account));
  return std::ranges::find(grants, grant) != grants.end();
}

void note_move(store::UnitOfWork& unit, const access::Actor& actor, const base::Clock& clock,
               const base::Uuid& account, const std::optional<access::Grant>& from, const access::Grant& to) {
  if (from)
    record_event(unit.accounts(), actor, account, "role_withdrawn", access::text_of(*from), clock.now());
  record_event(unit.accounts(), actor, account, "role_given", access::text_of(to), clock.now());
  notify(unit.accounts(), clock, account, kNoticeRoleMoved, access::text_of(to));
}

void end_offers(store::UnitOfWork& unit, const base::Uuid& other) {
  for (auto offer : unit.claims().offers_for(other.str(), kMostEnded))
    if (offer.state == store::OfferState::open) {
      offer.state = store::OfferState::withdrawn;
      unit.claims().put_offer(offer);
    }
}

void end_claims(store::UnitOfWork& unit, const access::Actor& actor, const base::Clock& clock,
                const access::Grant& grant) {
  for (auto claim : unit.claims().claims_for(access::name_of(grant.role), grant.of, kMostEnded)) {
    if (claim.state != store::ClaimState::open && claim.state != store::ClaimState::asked) continue;
    claim.state = store::ClaimState::withdrawn;
    claim.changed = clock.now();
    unit.claims().put_claim(claim);
    unit.claims().add_step({claim.id, 0, actor.account.value_or(base::Uuid()), std::string(kMergedAway),
                            std::string(), clock.now()});
    notify(unit.accounts(), clock, claim.account, kNoticeClaimEnded, access::text_of(grant));
  }
}

}  // namespace

std::vector<std::string> holders_in(store::Reader& reader, const base::Uuid& organisation) {
  std::set<base::Uuid> accounts;
  for (const auto role : kMovingRoles)
    for (const auto& held : reader.accounts().holders(access::name_of(role), organisation.str()))
      accounts.insert(held.account);
  std::vector<std::string> names;
  for (const auto& id : accounts) {
    const auto account = reader.accounts().account(id);
    names.push_back(account ? account->name : id.str());
  }
  return names;
}

void move_roles(store::UnitOfWork& unit, const access::Actor& actor, const base::Clock& clock,
                const base::Uuid& other, const base::Uuid& kept) {
  std::string note;
  for (const auto role : kMovingRoles) {
    const access::Grant from{role, other.str()}, to{role, kept.str()};
    const auto name = std::string(access::name_of(role));
    for (auto held : unit.accounts().holders(name, from.of)) {
      note += line_of(held.account, role, holds(unit, held.account, to));
      unit.accounts().remove_role(held.account, name, from.of);
      held.of = to.of;
      unit.accounts().put_role(held);
      note_given(unit, to);
      note_move(unit, actor, clock, held.account, from, to);
    }
    unit.claims().remove_vacancy(name, from.of);
    end_claims(unit, actor, clock, from);
  }
  end_offers(unit, other);
  unit.set_note(note_of_moved(other), note);
}

void give_roles_back(store::UnitOfWork& unit, const access::Actor& actor, const base::Clock& clock,
                     const base::Uuid& other, const base::Uuid& kept) {
  const auto note = unit.note(note_of_moved(other)).value_or("");
  for (const auto role : kMovingRoles) {
    const access::Grant from{role, kept.str()}, to{role, other.str()};
    const auto name = std::string(access::name_of(role));
    bool any = false;
    for (auto held : unit.accounts().holders(name, from.of)) {
      const bool both = note.find(line_of(held.account, role, true)) != note.npos;
      const bool moved = note.find(line_of(held.account, role, false)) != note.npos;
      if (!both && !moved) continue;
      held.of = to.of;
      unit.accounts().put_role(held);
      note_given(unit, to);
      if (moved) unit.accounts().remove_role(held.account, name, from.of);
      note_move(unit, actor, clock, held.account, moved ? std::optional(from) : std::nullopt, to);
      any = any || moved;
    }
    if (any) note_left(unit, from, clock.now());
    if (note.find(" " + name + "\n") != note.npos) note_left(unit, to, clock.now());
  }
  unit.set_note(note_of_moved(other), {});
}

}  // namespace entente::registry
