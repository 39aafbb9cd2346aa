// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/part_invitations.hpp"

#include <algorithm>
#include <utility>

#include "access/refused.hpp"
#include "base/error.hpp"
#include "registry/party_words.hpp"
#include "registry/reading.hpp"

namespace entente::registry {

namespace {

constexpr std::size_t kMostAskedForPart = 100;

bool may_invite(const access::Actor& actor, const access::Target& target) {
  return access::may(actor, access::Action::invite_party, target);
}

std::string writer_note(const base::Uuid& partnership) {
  return "written by " + partnership.str();
}

/// The account that wrote a record, whoever published it; else that which wrote its first version. Nothing
/// where a file did.
std::optional<base::Uuid> writer_of(store::Reader& reader, const base::Uuid& record) {
  if (const auto noted = reader.note(writer_note(record))) return base::Uuid::parse(*noted);
  const auto first = reader.revision(record, 1);
  return first ? base::Uuid::parse(first->author) : std::nullopt;
}

bool may_invite_for(const access::Actor& actor, const base::Uuid& organisation) {
  return may_invite(actor, {.place = organisation.str(),
                            .reach = access::Reach::organisation,
                            .sight = access::Sight::confidential});
}

[[noreturn]] void refuse_inviting(const base::Uuid& partnership) {
  throw access::Refused("to invite to partnership " + partnership.str(),
                        "is not among what this account may do",
                        "Whoever speaks for a party that has confirmed its part does, whoever wrote it, or a "
                        "steward; for a part of its own each party does.");
}

InvitedPart with_asked(store::Reader& reader, Party party, base::Instant now) {
  InvitedPart row;
  const access::Grant grant{access::Role::invited_party, party.part.id.str()};
  const auto person = [&](const base::Uuid& id) { return reader.accounts().account(id); };
  for (const auto& each : reader.accounts().holders(access::name_of(access::Role::representative),
                                                    party.organisation.id.str())) {
    const auto account = person(each.account);
    if (account && account->state == store::AccountState::active) ++row.representatives;
  }
  for (const auto& each : reader.accounts().holders(access::name_of(grant.role), grant.of))
    if (const auto account = person(each.account))
      row.asked.people.push_back({account->id, account->name, account->address, grant,
                                  account->state == store::AccountState::invited, each.giver});
  for (auto& offer : reader.claims().offers_for(grant.of, kMostAskedForPart))
    if (offer.state == store::OfferState::open && offer.expires > now)
      row.asked.offers.push_back(std::move(offer));
  row.party = std::move(party);
  return row;
}

}  // namespace

void note_writer(store::UnitOfWork& unit, const base::Uuid& partnership, const base::Uuid& account) {
  unit.set_note(writer_note(partnership), account.str());
}

bool may_invite_to(store::Reader& reader, const access::Actor& actor, const base::Uuid& partnership) {
  constexpr auto kSight = access::Sight::confidential;
  if (!actor.account) return false;
  if (may_invite(actor, {.sight = kSight})) return true;
  if (may_invite(actor, {.writer = writer_of(reader, partnership), .sight = kSight})) return true;
  // Whoever speaks for no organisation need not be told by reading every party.
  if (!actor.holds(access::Role::representative)) return false;
  return std::ranges::any_of(reader.of_partnership(partnership, model::Participation::kType),
                             [&](const store::Revision& part) {
                               if (!stands(part)) return false;
                               // Whoever is merely named, or has declined, has no say in who answers for the
                               // others.
                               const auto own = held<model::Participation>(part);
                               return may_invite_for(actor, own.value.organisation) &&
                                      state_of(own, last_word(reader, own)) == "confirmed";
                             });
}

bool may_invite_to_part(store::Reader& reader, const access::Actor& actor, const PartHeld& part) {
  return may_invite_for(actor, part.value.organisation) ||
         may_invite_to(reader, actor, part.value.partnership);
}

bool may_take_back(const access::Actor& actor, const base::Uuid& organisation, const base::Uuid& giver) {
  constexpr auto kSight = access::Sight::confidential;
  return (actor.account && actor.account == giver) || may_invite(actor, {.sight = kSight}) ||
         may_invite_for(actor, organisation);
}

InvitedParts invited_parts(const Register& reg, const access::Actor& actor, const base::Uuid& partnership,
                           std::size_t offset, std::size_t limit) {
  const auto reader = reg.read();
  InvitedParts answer;
  const auto head = standing_head(*reader, partnership, model::Partnership::kType);
  if (!head) throw base::NotFound("partnership " + partnership.str(), "does not stand in this register");
  answer.partnership = held<model::Partnership>(*head).value.title;
  auto parties = parties_of(*reader, partnership);
  if (!may_invite_to(*reader, actor, partnership)) {
    std::erase_if(parties, [&](const Party& each) { return !may_invite_for(actor, each.organisation.id); });
    if (parties.empty()) refuse_inviting(partnership);
  }
  answer.total = parties.size();
  const auto now = reg.clock().now();
  for (auto i = offset; i < parties.size() && i - offset < limit; ++i)
    answer.rows.push_back(with_asked(*reader, std::move(parties.at(i)), now));
  return answer;
}

InvitedPart invited_part(const Register& reg, const access::Actor& actor, const base::Uuid& part) {
  const auto reader = reg.read();
  const auto head = standing_part(*reader, part);
  if (!head) throw base::NotFound("part " + part.str(), "does not stand in this register");
  if (!may_invite_to_part(*reader, actor, *head)) refuse_inviting(head->value.partnership);
  auto parties = parties_of(*reader, head->value.partnership);
  const auto found = std::ranges::find(parties, part, [](const Party& each) { return each.part.id; });
  if (found == parties.end()) throw base::NotFound("part " + part.str(), "does not stand in this register");
  return with_asked(*reader, std::move(*found), reg.clock().now());
}

}  // namespace entente::registry
