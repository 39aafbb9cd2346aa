// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/signing_keys.hpp"

#include <algorithm>
#include <utility>

#include "access/refused.hpp"
#include "base/error.hpp"
#include "ledger/key.hpp"
#include "registry/account_words.hpp"
#include "registry/proven_factor.hpp"
#include "registry/reading.hpp"
#include "registry/writing.hpp"

namespace entente::registry {

namespace {

constexpr std::size_t kLongestKey = 300;  // bytes

void require_keeper(const access::Actor& actor, const base::Uuid& organisation) {
  require(actor, access::Action::sign_agreement, {.place = organisation.str()});
}

ledger::VerifierKey read_signing_key(std::string_view typed) {
  auto key = ledger::VerifierKey::parse(typed);
  if (typed.size() > kLongestKey || key.kind() != ledger::KeyKind::log)
    throw base::BadInput("field key", "is no public key that signs agreements",
                         "Make one with 'entente sign key', and give its public line.");
  return key;
}

}  // namespace

std::vector<Held<model::SigningKey>> signing_keys(const Register& reg, const base::Uuid& organisation) {
  std::vector<Held<model::SigningKey>> keys;
  const auto reader = reg.read();
  for (const auto& head : reader->of_organisation(organisation, model::SigningKey::kType))
    if (stands(head)) keys.push_back(held<model::SigningKey>(head));
  return keys;
}

store::Committed add_signing_key(Register& reg, const access::Actor& actor, ProvenFactor given,
                                 const base::Uuid& organisation, std::string_view typed) {
  const auto proven = std::move(given);
  require_keeper(actor, organisation);
  require_proven(actor, proven, act_of_adding_key(organisation, typed));
  const auto text = read_signing_key(typed).text();
  const auto now = reg.clock().now();
  const auto done = reg.store().write(written_by(actor), [&](store::UnitOfWork& unit) {
    if (!standing_head(unit, organisation, model::Organisation::kType))
      throw base::NotFound("organisation " + organisation.str(), "does not stand in this register");
    std::size_t count = 0;
    for (const auto& head : unit.of_organisation(organisation, model::SigningKey::kType)) {
      ++count;
      if (held<model::SigningKey>(head).value.key == text)
        throw base::Conflict("this key", "is registered already", "Make another one.");
    }
    if (count >= kMostSigningKeys)
      throw base::Conflict("organisation " + organisation.str(),
                           "has had " + std::to_string(kMostSigningKeys) + " keys", "Use one that stands.");
    const model::SigningKey key{organisation, text, base::to_string(now), {}};
    require_form(key);
    unit.put(revision_of(base::Uuid::v7(now), key));
  });
  reg.follow();
  return done;
}

store::Committed end_signing_key(Register& reg, const access::Actor& actor, ProvenFactor given,
                                 const base::Uuid& id, std::string_view day) {
  const auto proven = std::move(given);
  const auto ended = base::PartialDate::parse(day);
  if (!ended || ended->str() != day || ended->precision() != base::PartialDate::Precision::day ||
      ended->first_day() > base::day_of(reg.clock().now()))
    throw base::BadInput("field day", "is no day up to today", "Write it as 2026-11-30.");
  const auto done = reg.store().write(written_by(actor), [&](store::UnitOfWork& unit) {
    const auto head = standing_head(unit, id, model::SigningKey::kType);
    if (!head) throw base::NotFound("key " + id.str(), "does not stand in this register");
    auto key = held<model::SigningKey>(*head).value;
    require_keeper(actor, key.organisation);
    require_proven(actor, proven, act_of_ending_key(id, day));
    if (key.ended && *key.ended <= *ended) return;
    key.ended = ended;
    auto revision = revision_of(id, key);
    revision.expected_version = head->version;
    unit.put(revision);
  });
  reg.follow();
  return done;
}

}  // namespace entente::registry
