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

/// The account that wrote the first version of a record; nothing where a file did.
std::optional<base::Uuid> writer_of(store::Reader& reader, const base::Uuid& record) {
  const auto first = reader.revision(record, 1);
  return first ? base::Uuid::parse(first->author) : std::nullopt;
}

model::Partnership partnership_to_invite_to(store::Reader& reader, const access::Actor& actor,
                                            const base::Uuid& partnership) {
  const auto head = standing_head(reader, partnership, model::Partnership::kType);
  if (!head) throw base::NotFound("partnership " + partnership.str(), "does not stand in this register");
  if (!may_invite_to(reader, actor, partnership))
    throw access::Refused("to invite to partnership " + partnership.str(),
                          "is not among what this account may do",
                          "Whoever speaks for one of its parties does, whoever wrote it, or a steward.");
  return held<model::Partnership>(*head).value;
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

bool may_invite_to(store::Reader& reader, const access::Actor& actor, const base::Uuid& partnership) {
  constexpr auto kSight = access::Sight::confidential;
  if (!actor.account) return false;
  if (may_invite(actor, {.sight = kSight})) return true;
  if (may_invite(actor, {.writer = writer_of(reader, partnership), .sight = kSight})) return true;
  // Whoever speaks for no organisation need not be told by reading every party.
  if (!actor.holds(access::Role::representative)) return false;
  return std::ranges::any_of(
      reader.of_partnership(partnership, model::Participation::kType), [&](const store::Revision& part) {
        if (!stands(part)) return false;
        const auto organisation = held<model::Participation>(part).value.organisation;
        return may_invite(
            actor, {.place = organisation.str(), .reach = access::Reach::organisation, .sight = kSight});
      });
}

bool may_take_back(const access::Actor& actor, const base::Uuid& organisation, const base::Uuid& giver) {
  constexpr auto kSight = access::Sight::confidential;
  return (actor.account && actor.account == giver) || may_invite(actor, {.sight = kSight}) ||
         may_invite(actor,
                    {.place = organisation.str(), .reach = access::Reach::organisation, .sight = kSight});
}

InvitedParts invited_parts(const Register& reg, const access::Actor& actor, const base::Uuid& partnership,
                           std::size_t offset, std::size_t limit) {
  const auto reader = reg.read();
  InvitedParts answer;
  answer.partnership = partnership_to_invite_to(*reader, actor, partnership).title;
  auto parties = parties_of(*reader, partnership);
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
  partnership_to_invite_to(*reader, actor, head->value.partnership);
  auto parties = parties_of(*reader, head->value.partnership);
  const auto found = std::ranges::find(parties, part, [](const Party& each) { return each.part.id; });
  if (found == parties.end()) throw base::NotFound("part " + part.str(), "does not stand in this register");
  return with_asked(*reader, std::move(*found), reg.clock().now());
}

}  // namespace entente::registry
