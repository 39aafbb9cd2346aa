// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/agreement_reading.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/error.hpp"
#include "ledger/base64.hpp"
#include "model/signing_statement.hpp"
#include "registry/account_words.hpp"
#include "registry/merged.hpp"
#include "registry/notices.hpp"
#include "registry/reading.hpp"

namespace entente::registry {

namespace {

SignatureFault key_fault(store::Reader& reader, const Held<model::Signature>& held) {
  const auto keys = keys_of_organisation(reader, held.value.organisation);
  const auto known = std::ranges::find(keys, held.value.key.value_or(base::Uuid()), &KnownKey::record);
  if (known == keys.end()) return SignatureFault::unknown_key;
  if (!is_signed_by(known->key, model::text_of(model::statement_of(held.value)), held.value.bytes))
    return SignatureFault::wrong_key;
  const bool ended = known->ended && *known->ended <= base::day_of(held.time);
  return ended ? SignatureFault::ended_key : SignatureFault::none;
}

}  // namespace

bool is_in_log(store::Reader& reader, const store::Revision& revision) {
  return reader.log().entry_of(revision.id, revision.version).has_value();
}

bool is_signed_by(const ledger::VerifierKey& key, const std::string& text, const std::string& base64) {
  const auto bytes = ledger::from_base64(base64);
  return bytes && key.holds(text, {.key_name = key.name(), .key_id = key.id(), .bytes = *bytes});
}

std::vector<KnownKey> keys_of_organisation(store::Reader& reader, const base::Uuid& organisation) {
  std::vector<KnownKey> keys;
  for (const auto& head :
       reader.of_organisation(standing_for(reader, organisation), model::SigningKey::kType)) {
    if (!stands(head)) continue;
    const auto key = held<model::SigningKey>(head).value;
    try {
      keys.push_back({head.id, ledger::VerifierKey::parse(key.key),
                      key.ended ? std::optional(key.ended->first_day()) : std::nullopt});
    } catch (const base::BadInput&) {
      continue;  // a record of another register, say: what it signs is by no key that is known
    }
  }
  return keys;
}

std::optional<AgreementView> read_agreement(store::Reader& reader, const base::Uuid& id, base::Instant now) {
  const auto head = reader.head(id);
  if (!head || head->type != model::Agreement::kType) return std::nullopt;
  std::vector<Held<model::Agreement>> versions;
  for (const auto& revision : reader.history(id))
    if (stands(revision)) versions.push_back(held<model::Agreement>(revision));
  if (versions.empty()) return std::nullopt;
  std::vector<SignatureView> signatures;
  for (const auto& revision :
       reader.of_partnership(versions.front().value.partnership, model::Signature::kType)) {
    auto signature = held<model::Signature>(revision);
    if (signature.value.agreement != id) continue;
    auto fault = SignatureFault::none;
    if (!is_in_log(reader, revision))
      fault = SignatureFault::not_in_log;
    else if (signature.value.method == "key")
      fault = key_fault(reader, signature);
    signatures.push_back({std::move(signature), fault});
  }
  std::map<base::Uuid, base::Uuid> known;
  const auto same = [&](const base::Uuid& organisation) {
    const auto found = known.find(organisation);
    if (found != known.end()) return found->second;
    return known.emplace(organisation, standing_for(reader, organisation)).first->second;
  };
  auto view = in_force(id, std::move(versions), signatures, base::day_of(now), same);
  view.withdrawn = head->visibility == store::Visibility::withdrawn;
  return view;
}

AgreementView standing_agreement(store::Reader& reader, const base::Uuid& id, base::Instant now) {
  auto view = read_agreement(reader, id, now);
  if (!view || view->withdrawn ||
      !standing_head(reader, view->head().text.value.partnership, model::Partnership::kType))
    throw base::NotFound("agreement " + id.str(), "does not stand in this register");
  return std::move(*view);
}

void require_version(const AgreementView& view, std::int64_t version) {
  if (view.head().text.version != version)
    throw base::Conflict(
        "agreement " + view.id.str(),
        "stands in version " + std::to_string(view.head().text.version) + ", not " + std::to_string(version),
        "Look at what stands, and sign that.");
}

bool may_for_party(store::Reader& reader, const access::Actor& actor, access::Action action,
                   const base::Uuid& organisation) {
  return access::may(actor, action, {.place = standing_for(reader, organisation).str()});
}

void require_party(store::Reader& reader, const access::Actor& actor, access::Action action,
                   const base::Uuid& organisation) {
  require(actor, action, {.place = standing_for(reader, organisation).str()});
}

void tell_parties_of(store::UnitOfWork& unit, const base::Clock& clock, const access::Actor& actor,
                     const AgreementView& view, std::string_view kind) {
  std::set<base::Uuid> told;
  for (const auto& each : view.head().needed)
    for (const auto& holder : unit.accounts().holders(access::name_of(access::Role::representative),
                                                      standing_for(unit, each.party.organisation).str()))
      told.insert(holder.account);
  tell_all(unit, clock, actor, std::move(told), kind, view.id.str());
}

}  // namespace entente::registry
