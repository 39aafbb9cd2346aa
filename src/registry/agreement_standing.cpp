// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/agreement_standing.hpp"

#include <algorithm>
#include <utility>

namespace entente::registry {

namespace {

/// Of the party's signatures the first that counts for this version; else the last that was given for it.
std::optional<SignatureView> given_by(const base::Uuid& organisation, const Held<model::Agreement>& text,
                                      const std::vector<SignatureView>& signatures, const StandingFor& same) {
  std::optional<SignatureView> found;
  const auto hash = base::hex(text.hash);
  for (auto each : signatures) {
    const auto& said = each.signature.value;
    if (said.version != text.version || same(said.organisation) != same(organisation)) continue;
    if (said.agreed_hash != hash || said.act != text.value.act) each.fault = SignatureFault::other_text;
    const bool counts = each.fault == SignatureFault::none;
    if (counts || !found || found->signature.time < each.signature.time) found = std::move(each);
    if (counts) break;
  }
  return found;
}

void need(AgreementVersion& version, const std::vector<model::AgreedParty>& parties,
          const std::vector<SignatureView>& signatures, const StandingFor& same) {
  for (const auto& party : parties) {
    const auto known = [&](const NeededSignature& each) {
      return same(each.party.organisation) == same(party.organisation);
    };
    if (std::ranges::any_of(version.needed, known)) continue;
    version.needed.push_back({party, given_by(party.organisation, version.text, signatures, same)});
  }
}

void settle(AgreementVersion& version) {
  base::Instant last;
  for (const auto& each : version.needed) {
    if (!each.counts()) return;
    last = std::max(last, each.given->signature.time);
  }
  if (version.needed.empty()) return;
  version.signed_at = last;
  version.from_day = base::day_of(last);
  for (const auto& day : {version.text.value.effective, version.text.value.starts})
    if (day) version.from_day = std::max(version.from_day, day->first_day());
}

/// Whether all had signed it, though a key may have ended since: who was a party then signs what comes after.
bool was_signed(const AgreementVersion& version) {
  return !version.needed.empty() && std::ranges::all_of(version.needed, [](const NeededSignature& each) {
    return each.counts() || (each.given && each.given->fault == SignatureFault::ended_key);
  });
}

AgreementState state_of_version(const AgreementVersion& version, std::int64_t today) {
  const auto& text = version.text.value;
  if (text.act == "end") return AgreementState::ended;
  if (text.ends && text.ends->last_day() < today) return AgreementState::expired;
  return text.act == "suspend" ? AgreementState::suspended : AgreementState::in_force;
}

}  // namespace

std::string_view name_of(AgreementState state) {
  switch (state) {
    case AgreementState::waits:
      return "waits";
    case AgreementState::begins:
      return "begins";
    case AgreementState::in_force:
      return "in_force";
    case AgreementState::suspended:
      return "suspended";
    case AgreementState::ended:
      return "ended";
    case AgreementState::expired:
      break;
  }
  return "expired";
}

const AgreementVersion* AgreementView::version(std::int64_t number) const {
  const auto found =
      std::ranges::find(versions, number, [](const AgreementVersion& each) { return each.text.version; });
  return found == versions.end() ? nullptr : &*found;
}

const AgreementVersion* AgreementView::signed_last() const {
  for (auto each = versions.rbegin(); each != versions.rend(); ++each)
    if (each->signed_at) return &*each;
  return nullptr;
}

AgreementView in_force(const base::Uuid& id, std::vector<Held<model::Agreement>> versions,
                       const std::vector<SignatureView>& signatures, std::int64_t today,
                       const StandingFor& same) {
  AgreementView view{.id = id, .versions = {}};
  std::ranges::sort(versions, {}, &Held<model::Agreement>::version);
  std::vector<model::AgreedParty> bound;
  for (auto& text : versions) {
    AgreementVersion version{.text = std::move(text), .needed = {}, .signed_at = {}};
    need(version, version.text.value.parties, signatures, same);
    need(version, bound, signatures, same);
    settle(version);
    if (was_signed(version)) bound = version.text.value.parties;
    view.versions.push_back(std::move(version));
  }
  for (const auto& version : view.versions) {
    if (!version.signed_at) continue;
    if (version.from_day <= today) {
      view.counting = version.text.version;
      view.state = state_of_version(version, today);
    } else if (view.counting == 0) {
      view.state = AgreementState::begins;
    }
  }
  return view;
}

}  // namespace entente::registry
