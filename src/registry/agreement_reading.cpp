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

/// What several agreements of one partnership share: read once for all of them.
class SignedReading {
 public:
  SignedReading(store::Reader& reader, const base::Uuid& partnership) : reader_(reader) {
    for (auto& revision : reader.of_partnership(partnership, model::Signature::kType)) {
      const auto agreement = held<model::Signature>(revision).value.agreement;
      signatures_[agreement].push_back(std::move(revision));
    }
  }

  /// `versions` are some of an agreement's, the last among them, and all that somebody has signed.
  AgreementView view(const store::Revision& head, const std::vector<store::Revision>& versions,
                     base::Instant now) {
    std::vector<Held<model::Agreement>> texts;
    std::set<std::int64_t> unlogged;
    const auto numbers = signed_in(head.id);
    for (const auto& revision : versions) {
      texts.push_back(held<model::Agreement>(revision));
      // What is signed must be in public view as well as the signature.
      if (numbers.contains(revision.version) && !is_in_log(reader_, revision))
        unlogged.insert(revision.version);
    }
    std::vector<SignatureView> signatures;
    for (const auto& revision : signatures_[head.id]) {
      auto signature = held<model::Signature>(revision);
      auto fault = SignatureFault::none;
      if (unlogged.contains(signature.value.version) || !is_in_log(reader_, revision))
        fault = SignatureFault::not_in_log;
      else if (signature.value.method == "key")
        fault = key_fault(signature);
      signatures.push_back({std::move(signature), fault});
    }
    auto view = in_force(head.id, std::move(texts), signatures, base::day_of(now));
    view.withdrawn = head.visibility == store::Visibility::withdrawn;
    return view;
  }

  /// The versions of an agreement under which a signature is.
  std::set<std::int64_t> signed_in(const base::Uuid& agreement) {
    std::set<std::int64_t> versions;
    for (const auto& revision : signatures_[agreement])
      versions.insert(held<model::Signature>(revision).value.version);
    return versions;
  }

 private:
  SignatureFault key_fault(const Held<model::Signature>& held) {
    const auto& organisation = held.value.organisation;
    auto keys = keys_.find(organisation);
    if (keys == keys_.end())
      keys = keys_.emplace(organisation, keys_of_organisation(reader_, organisation)).first;
    const auto known =
        std::ranges::find(keys->second, held.value.key.value_or(base::Uuid()), &KnownKey::record);
    if (known == keys->second.end()) return SignatureFault::unknown_key;
    if (!is_signed_by(known->key, model::text_of(model::statement_of(held.value)), held.value.bytes))
      return SignatureFault::wrong_key;
    const bool ended = known->ended && *known->ended <= base::day_of(held.time);
    return ended ? SignatureFault::ended_key : SignatureFault::none;
  }

  store::Reader& reader_;
  std::map<base::Uuid, std::vector<store::Revision>> signatures_;  // by agreement
  std::map<base::Uuid, std::vector<KnownKey>> keys_;               // by organisation
};

AgreementView require_standing(store::Reader& reader, const base::Uuid& id,
                               std::optional<AgreementView> view) {
  if (!view || view->withdrawn ||
      !standing_head(reader, view->head().text.value.partnership, model::Partnership::kType))
    throw base::NotFound("agreement " + id.str(), "does not stand in this register");
  return std::move(*view);
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
  // By the bytes alone, whatever name was written before them.
  const auto bytes_of_key = [](const KnownKey& known) {
    return known.key.text().substr(known.key.name().size() + sizeof "+0a1b2c3d+" - 1);
  };
  std::map<std::string, std::int64_t> ended;
  for (const auto& each : keys)
    if (each.ended) {
      const auto day = ended.try_emplace(bytes_of_key(each), *each.ended).first;
      day->second = std::min(day->second, *each.ended);
    }
  for (auto& each : keys)
    if (const auto day = ended.find(bytes_of_key(each)); day != ended.end()) each.ended = day->second;
  return keys;
}

std::optional<AgreementView> read_agreement(store::Reader& reader, const base::Uuid& id, base::Instant now,
                                            const ShownVersions& shown) {
  const auto head = reader.head(id);
  if (!head || head->type != model::Agreement::kType) return std::nullopt;
  SignedReading reading(reader, held<model::Agreement>(*head).value.partnership);
  auto numbers = reading.signed_in(id);
  numbers.insert(shown.some.begin(), shown.some.end());
  // What withdraws one is a revision and no version.
  const auto last = stands(*head) ? head->version : head->version - 1;
  numbers.insert(last);
  const auto upto = shown.upto > 0 ? std::min(shown.upto, last) : last;
  for (auto number = upto; number > 0 && number > upto - shown.count; --number) numbers.insert(number);
  std::vector<store::Revision> versions;
  for (const auto number : numbers) {
    auto revision = number == head->version ? head : reader.revision(id, number);
    if (revision && stands(*revision)) versions.push_back(std::move(*revision));
  }
  if (versions.empty()) return std::nullopt;
  return reading.view(*head, versions, now);
}

std::optional<AgreementView> read_whole_agreement(store::Reader& reader, const base::Uuid& id,
                                                  base::Instant now) {
  return read_agreement(reader, id, now, ShownVersions::all());
}

std::vector<AgreementView> read_agreements(store::Reader& reader, const base::Uuid& partnership,
                                           base::Instant now) {
  std::vector<AgreementView> views;
  SignedReading reading(reader, partnership);
  for (const auto& head : reader.of_partnership(partnership, model::Agreement::kType)) {
    if (!stands(head)) continue;
    std::vector<store::Revision> versions{head};
    for (const auto number : reading.signed_in(head.id)) {
      auto revision = number == head.version ? std::nullopt : reader.revision(head.id, number);
      if (revision && stands(*revision)) versions.push_back(std::move(*revision));
    }
    views.push_back(reading.view(head, versions, now));
  }
  return views;
}

std::vector<base::Uuid> signers_awaited(store::Reader& reader, const base::Uuid& partnership,
                                        const std::vector<store::Revision>& revisions) {
  const bool some = std::ranges::any_of(revisions, [](const store::Revision& revision) {
    return revision.type == model::Agreement::kType && stands(revision);
  });
  std::vector<base::Uuid> all;
  if (!some) return all;
  for (const auto& view : read_agreements(reader, partnership, {})) {
    std::set<base::Uuid> missing;
    for (const auto& each : view.head().needed)
      if (!each.counts()) missing.insert(standing_for(reader, each.party.organisation));
    all.insert(all.end(), missing.begin(), missing.end());
  }
  return all;
}

AgreementView standing_agreement(store::Reader& reader, const base::Uuid& id, base::Instant now) {
  return require_standing(reader, id, read_agreement(reader, id, now));
}

AgreementView standing_whole_agreement(store::Reader& reader, const base::Uuid& id, base::Instant now) {
  return require_standing(reader, id, read_whole_agreement(reader, id, now));
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

std::set<std::string> people_of(store::Reader& reader, const base::Uuid& organisation) {
  std::set<std::string> people;
  for (const auto& holder : reader.accounts().holders(access::name_of(access::Role::representative),
                                                      standing_for(reader, organisation).str()))
    people.insert(holder.account.str());
  return people;
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
