// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/colleagues.hpp"

#include <algorithm>
#include <utility>

#include "access/refused.hpp"
#include "access/secret.hpp"
#include "base/error.hpp"
#include "registry/account_words.hpp"
#include "registry/notices.hpp"
#include "registry/part_invitations.hpp"
#include "registry/party_words.hpp"
#include "registry/reading.hpp"
#include "registry/role_words.hpp"

namespace entente::registry {

namespace {

constexpr std::int64_t kOfferLifeMs = 14LL * 24 * 3'600'000;
constexpr std::size_t kMostOffersRead = 500;

bool is_code(std::string_view secret) {
  return access::is_secret(access::SecretKind::spoken_code, secret);
}

/// Of the link of an offer, or its code however it was typed. Nothing where it can be neither.
std::optional<base::Sha256> hash_of_offer(std::string_view secret) {
  if (access::is_secret(access::SecretKind::link, secret))
    return access::hash_of_secret(access::SecretKind::link, secret);
  if (!is_code(secret)) return std::nullopt;
  return access::hash_of_secret(access::SecretKind::spoken_code, access::read_spoken_code(secret));
}

access::Grant grant_of(const store::RoleOffer& offer) {
  return {access::role_of(offer.role).value_or(access::Role::invited_party), offer.of};
}

bool is_waiting(const store::RoleOffer& offer, base::Instant now) {
  return offer.state == store::OfferState::open && offer.expires > now;
}

bool may_give(const access::Actor& actor, const access::Grant& grant) {
  return access::may(actor, access::appointing(grant.role),
                     {.place = grant.of, .sight = access::Sight::confidential});
}

bool may_offer_role(store::Reader& reader, const access::Actor& actor, const access::Grant& grant) {
  if (may_give(actor, grant)) return true;
  const auto part = standing_part(reader, grant);
  return part && may_invite_to_part(reader, actor, *part);
}

void require_offering(store::Reader& reader, const access::Actor& actor, const access::Grant& grant) {
  access::require_form(grant);
  if (may_offer_role(reader, actor, grant)) return;
  throw access::Refused("to offer the role " + access::text_of(grant),
                        "is not among what this account may do", "Ask an administrator of the register.");
}

/// The secret of a form's offer, which the same form has again.
std::string secret_of_form(const access::Key& key, const store::RoleOffer& offer, OfferWay way,
                           const base::Uuid& form) {
  std::string purpose = "offer";
  for (const auto& part :
       {form.str(), offer.giver.str(), offer.role, offer.of, offer.address, offer.name, offer.language})
    purpose += '\n' + part;
  if (way == OfferWay::code) return access::spoken_code_of(key.derive(purpose + "\ncode"));
  return access::link_of(key.derive(purpose));
}

/// Whether whoever made an offer might make it today. The second factor counts as given, as it was then.
bool is_still_offered(store::Reader& reader, const store::RoleOffer& offer) {
  if (offer.giver.is_nil()) return true;  // the operator
  const auto giver = reader.accounts().account(offer.giver);
  if (!giver || giver->state != store::AccountState::active) return false;
  return may_offer_role(reader, {giver->id, grants_of(reader.accounts().roles_of(giver->id)), true},
                        grant_of(offer));
}

/// Other accounts that hold it and have come.
bool has_another(store::Reader& reader, const base::Uuid& leaving, const access::Grant& grant) {
  const auto holders = reader.accounts().holders(access::name_of(grant.role), grant.of);
  return std::ranges::any_of(holders, [&](const store::AccountRole& each) {
    const auto account = reader.accounts().account(each.account);
    return each.account != leaving && account && account->state == store::AccountState::active;
  });
}

/// Whether what a role is held in stands in the register: not where it was withdrawn, or merged away.
bool place_stands(store::Reader& reader, const access::Grant& grant) {
  if (grant.role == access::Role::invited_party) return standing_part(reader, grant).has_value();
  const auto id = base::Uuid::parse(grant.of);
  if (!id) return true;  // a country, or the register itself
  return standing_head(reader, *id, model::Organisation::kType).has_value();
}

/// What is done to an offer stands with what was done to the account that made it: its address may have none.
void record_offer(store::UnitOfWork& unit, const access::Actor& actor, const store::RoleOffer& offer,
                  std::string_view what, base::Instant now) {
  const auto grant = grant_of(offer);
  record_event(unit.accounts(), actor, offer.giver, what, access::text_of(grant), now);
  note_office_act(unit, actor, access::appointing(grant.role), access::text_of(grant), now);
}

/// Gives what was offered: by whoever offered it, to whoever takes it.
void give_offered(store::UnitOfWork& unit, const store::RoleOffer& offer, const base::Uuid& taker,
                  base::Instant now) {
  unit.accounts().put_role({taker, offer.role, offer.of, offer.giver, now});
  record_event(unit.accounts(), {.account = offer.giver}, taker, "role_given",
               access::text_of(grant_of(offer)), now);
  note_given(unit, grant_of(offer));
}

void post_offer(store::UnitOfWork& unit, const Accounts& accounts, const store::RoleOffer& offer,
                std::string_view secret) {
  const auto role = role_words(unit, grant_of(offer), base::Messages::in(offer.language));
  accounts.post(unit, letter_of_offer(accounts.letterhead(), offer, role, secret, kOfferLifeMs),
                kOfferLifeMs);
}

/// One party does not undo what another asked of its own people.
void require_taking_back(store::Reader& reader, const access::Actor& actor, const access::Grant& grant,
                         const base::Uuid& giver) {
  const auto part = standing_part(reader, grant);
  if (!part || may_take_back(actor, part->value.organisation, giver)) return;
  throw access::Refused("an invitation that another made", "is not taken back by this account",
                        "Whoever made it does, or whoever speaks for that party, or a steward.");
}

/// Whether somebody holds a role, or waits to take it.
bool is_anybody_asked(store::Reader& reader, const access::Grant& grant, base::Instant now) {
  if (!reader.accounts().holders(access::name_of(grant.role), grant.of).empty()) return true;
  const auto offers = reader.claims().offers_for(grant.of, kMostOffersRead);
  return std::ranges::any_of(offers, [&](const store::RoleOffer& each) { return is_waiting(each, now); });
}

void settle(store::UnitOfWork& unit, store::RoleOffer offer, store::OfferState state) {
  offer.state = state;
  unit.claims().put_offer(offer);
}

}  // namespace

Colleagues Delegation::colleagues(const access::Actor& actor, const std::vector<access::Role>& roles,
                                  std::string_view of) const {
  access::Target place{.place = std::string(of), .sight = access::Sight::restricted};
  require(actor, access::Action::see_colleagues, place);
  place.sight = access::Sight::confidential;
  const bool addresses = access::may(actor, access::Action::see_colleagues, place);
  const auto reader = store_.read();
  Colleagues all;
  for (const auto role : roles) {
    const access::Grant grant{role, std::string(of)};
    for (const auto& each : reader->accounts().holders(access::name_of(role), of)) {
      const auto account = reader->accounts().account(each.account);
      if (account)
        all.people.push_back({account->id, account->name, addresses ? account->address : std::string(), grant,
                              account->state == store::AccountState::invited});
    }
    if (const auto vacancy = reader->claims().vacancy(access::name_of(role), of))
      all.vacant_since = vacancy->since;
  }
  if (!addresses) return all;
  for (auto& offer : reader->claims().offers_for(of, kMostOffersRead))
    if (is_waiting(offer, clock_.now())) all.offers.push_back(std::move(offer));
  return all;
}

bool Delegation::may_offer(const access::Actor& actor, const access::Grant& grant) const {
  return may_offer_role(*store_.read(), actor, grant);
}

MadeOffer Delegation::offer(const access::Actor& actor, std::string_view address, std::string_view name,
                            std::string_view language, const access::Grant& grant, OfferWay way,
                            const std::optional<base::Uuid>& form) {
  {
    const auto reader = store_.read();
    require_offering(*reader, actor, grant);
    if (!place_stands(*reader, grant))
      throw base::NotFound(access::text_of(grant), "is of nothing that stands in this register");
  }
  const auto now = clock_.now();
  store::RoleOffer offer{base::Uuid::v7(now),
                         {},
                         std::string(access::name_of(grant.role)),
                         grant.of,
                         kept_address(address),
                         kept_name(name),
                         kept_language(language),
                         actor.account.value_or(base::Uuid()),
                         store::OfferState::open,
                         now,
                         {now.ms + kOfferLifeMs}};
  auto secret =
      way == OfferWay::code ? access::new_spoken_code() : access::new_secret(access::SecretKind::link);
  if (form && accounts_.key()) {
    const auto same = secret_of_form(*accounts_.key(), offer, way, *form);
    const auto known = store_.read()->claims().offer(hash_of_offer(same).value());
    // Later, or where it was withdrawn or declined, it is another wish, and has another secret: that one was
    // said.
    if (!known)
      secret = same;
    else if (now.ms < known->made.ms + kOfferSaidMs &&
             (is_waiting(*known, now) || known->state == store::OfferState::taken))
      return accounts_.mails() && way == OfferWay::link
                 ? MadeOffer{.secret = {}, .mailed = true, .done = {}}
                 : MadeOffer{.secret = same, .mailed = false, .done = {}};
  }
  offer.hash = hash_of_offer(secret).value();
  const bool mailed = accounts_.mails() && way == OfferWay::link;
  std::optional<base::Instant> heard;
  const auto make = [&](store::UnitOfWork& unit) {
    heard.reset();
    if (unit.claims().offer(offer.hash)) return;  // the same form, sent at the same time
    const auto all = unit.claims().offers_for(grant.of, kMostOffersRead);
    // More would hide the oldest, which still open, from whoever is to withdraw them.
    if (all.size() == kMostOffersRead)
      throw TooManyOffers(access::text_of(grant), "has had as many offers as it may for now",
                          "Wait until the first of them is two weeks old.");
    std::vector<store::RoleOffer> older;
    std::size_t others = 0;
    for (const auto& each : all) {
      if (!is_waiting(each, now)) continue;
      if (each.role == offer.role && each.address == offer.address)
        older.push_back(each);
      else
        ++others;
    }
    if (others >= kMostOffers)
      throw TooManyOffers(access::text_of(grant), "has as many open offers as it may",
                          "Withdraw those that are not wanted any more.");
    if (mailed) heard = accounts_.count_letter_to(unit.accounts(), offer.address);
    if (heard)
      throw TooManyOffers("mail to " + offer.address, "was sent several times of late",
                          "Wait until " + base::to_string(*heard) + ".");
    // A newer link for the same role and address takes the place of the older.
    for (const auto& each : older) settle(unit, each, store::OfferState::withdrawn);
    unit.claims().put_offer(offer);
    if (const auto part = standing_part(unit, grant)) put_asked(unit, *part, now);
    record_offer(unit, actor, offer, "role_offered", now);
    if (mailed) post_offer(unit, accounts_, offer, secret);
  };
  try {
    const auto done = store_.write(written_by(actor), make);
    return {mailed || done.repeated ? std::string() : secret, mailed, done};
  } catch (const TooManyOffers&) {
    // Nothing was done under the request's name, so that it may be sent again. What counting put right of a
    // clock that was ahead is written all the same.
    if (heard)
      store_.write({author_of(actor)}, [&](store::UnitOfWork& unit) {
        accounts_.count_letter_to(unit.accounts(), offer.address);
      });
    throw;
  }
}

store::Committed Delegation::withdraw_offer(const access::Actor& actor, std::string_view of,
                                            const base::Uuid& id) {
  return store_.write(written_by(actor), [&](store::UnitOfWork& unit) {
    const auto offers = unit.claims().offers_for(of, kMostOffersRead);
    const auto found = std::ranges::find(offers, id, &store::RoleOffer::id);
    if (found == offers.end() || !is_waiting(*found, clock_.now()))
      throw base::NotFound("offer " + id.str(), "does not wait any more");
    require_offering(unit, actor, grant_of(*found));
    require_taking_back(unit, actor, grant_of(*found), found->giver);
    settle(unit, *found, store::OfferState::withdrawn);
    const auto part = standing_part(unit, grant_of(*found));
    if (part && !is_anybody_asked(unit, grant_of(*found), clock_.now()))
      put_asked_no_more(unit, *part, clock_.now());
    record_offer(unit, actor, *found, "role_offer_withdrawn", clock_.now());
  });
}

void Delegation::uninvite(const access::Actor& actor, const base::Uuid& id, const access::Grant& grant) {
  const auto now = clock_.now();
  store_.write({author_of(actor)}, [&](store::UnitOfWork& unit) {
    require_offering(unit, actor, grant);
    const auto held = grants_of(unit.accounts().roles_of(id));
    if (grant.role != access::Role::invited_party || std::ranges::find(held, grant) == held.end())
      throw base::NotFound("role " + access::text_of(grant), "is not held by account " + id.str());
    const auto holders = unit.accounts().holders(access::name_of(grant.role), grant.of);
    const auto role = std::ranges::find(holders, id, &store::AccountRole::account);
    require_taking_back(unit, actor, grant, role == holders.end() ? base::Uuid() : role->giver);
    unit.accounts().remove_role(id, access::name_of(grant.role), grant.of);
    note_left(unit, grant, now);
    record_event(unit.accounts(), actor, id, "role_withdrawn", access::text_of(grant), now);
    notify(unit.accounts(), clock_, id, kNoticeRoleWithdrawn, access::text_of(grant));
    const auto part = standing_part(unit, grant);
    if (part && !is_anybody_asked(unit, grant, now)) put_asked_no_more(unit, *part, now);
  });
}

std::optional<store::RoleOffer> Delegation::open_offer(store::Reader& reader, std::string_view secret) const {
  const auto hash = hash_of_offer(secret);
  if (!hash) return std::nullopt;
  auto offer = reader.claims().offer(*hash);
  if (!offer || !is_waiting(*offer, clock_.now()) || !is_still_offered(reader, *offer) ||
      !place_stands(reader, grant_of(*offer)))
    return std::nullopt;
  return offer;
}

store::RoleOffer Delegation::require_offer(store::Reader& reader, std::string_view secret) const {
  auto offer = open_offer(reader, secret);
  if (!offer)
    throw base::NotFound("this link", "has been used, or its time is over",
                         "Ask whoever gave it to you for another.");
  return std::move(*offer);
}

std::optional<OfferView> Delegation::offered(std::string_view secret) const {
  const auto reader = store_.read();
  const auto offer = open_offer(*reader, secret);
  if (!offer) return std::nullopt;
  const auto giver = reader->accounts().account(offer->giver);
  return OfferView{
      grant_of(*offer), offer->address, offer->name, offer->language, giver ? giver->name : std::string(),
      is_code(secret)};
}

void Delegation::take(const Visitor& visitor, std::string_view secret) {
  require(visitor.actor, access::Action::keep_own_account,
          {.account = visitor.actor.account, .sight = access::Sight::confidential});
  const auto& id = require_account(visitor.actor);
  store_.write({author_of(visitor.actor)}, [&](store::UnitOfWork& unit) {
    const auto offer = require_offer(unit, secret);
    const auto account = unit.accounts().account(id);
    if (!account || account->state != store::AccountState::active || account->address != offer.address)
      throw access::Refused("this offer", "is for another address than this account's",
                            "Sign in with the account of that address, or ask for an offer to this one.");
    if (offer.giver == id)
      throw access::Refused("this offer", "is not taken by whoever made it",
                            "Ask another who may give the role.");
    give_offered(unit, offer, id, clock_.now());
    settle(unit, offer, store::OfferState::taken);
  });
}

void Delegation::decline(std::string_view secret) {
  store_.write({"system"}, [&](store::UnitOfWork& unit) {
    const auto offer = require_offer(unit, secret);
    settle(unit, offer, store::OfferState::declined);
    // Without the network it came from: whoever made the offer reads this.
    record_offer(unit, {}, offer, "role_offer_declined", clock_.now());
  });
}

PasswordSet Delegation::take(std::string_view secret, const NewPerson& person, const Origin& origin) {
  auto made = person;
  made.address = require_offer(*store_.read(), secret).address;
  // A link that was mailed proves the address; a code that somebody else handed over does not.
  if (is_code(secret) && accounts_.mails())
    throw access::Refused("this code", "opens no account, for it does not prove the address",
                          "Sign in with the account of that address, or ask for a link by mail.");
  return accounts_.make(made, origin, [&](store::UnitOfWork& unit, const store::Account& account) {
    const auto offer = require_offer(unit, secret);
    give_offered(unit, offer, account.id, clock_.now());
    settle(unit, offer, store::OfferState::taken);
  });
}

bool Delegation::is_last(const base::Uuid& account, const access::Grant& grant) const {
  return !has_another(*store_.read(), account, grant);
}

bool Delegation::leave(const Visitor& visitor, const access::Grant& grant, bool sure) {
  require(visitor.actor, access::Action::keep_own_account,
          {.account = visitor.actor.account, .sight = access::Sight::confidential});
  const auto& id = require_account(visitor.actor);
  bool done = false;
  store_.write({author_of(visitor.actor)}, [&](store::UnitOfWork& unit) {
    done = false;
    const auto held = grants_of(unit.accounts().roles_of(id));
    if (std::ranges::find(held, grant) == held.end())
      throw base::NotFound("role " + access::text_of(grant), "is not held by this account");
    const bool last = !has_another(unit, id, grant);
    if (last && grant.role == access::Role::administrator)
      throw base::Conflict("account " + id.str(), "is the last administrator",
                           "Make another account an administrator first.");
    const bool speaks = grant.role == access::Role::representative || grant.role == access::Role::focal_point;
    if (last && speaks && !sure) return;
    unit.accounts().remove_role(id, access::name_of(grant.role), grant.of);
    record_event(unit.accounts(), visitor.actor, id, "role_withdrawn", access::text_of(grant), clock_.now());
    note_left(unit, clock_, id, grant);
    done = true;
  });
  return done;
}

}  // namespace entente::registry
