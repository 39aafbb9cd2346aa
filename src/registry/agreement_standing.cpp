// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/agreement_standing.hpp"

#include <algorithm>
#include <ranges>
#include <utility>

namespace entente::registry {

namespace {

/// How much a signature is worth beside another of the same party: one that counts, one that did, any.
int worth(SignatureFault fault) {
  if (fault == SignatureFault::none) return 2;
  return fault == SignatureFault::other_text || fault == SignatureFault::wrong_key ? 0 : 1;
}

/// Of the party's signatures the first that counts for this version; else the last of those worth most.
std::optional<SignatureView> given_by(const base::Uuid& organisation, const Held<model::Agreement>& text,
                                      const std::vector<SignatureView>& signatures) {
  std::optional<SignatureView> found;
  const auto hash = base::hex(text.hash);
  for (auto each : signatures) {
    const auto& said = each.signature.value;
    if (said.version != text.version || said.organisation != organisation) continue;
    if (said.agreed_hash != hash || said.act != text.value.act) each.fault = SignatureFault::other_text;
    const auto value = worth(each.fault), known = found ? worth(found->fault) : -1;
    const bool earlier = found && each.signature.time < found->signature.time;
    if (value > known || (value == known && earlier == (value == 2))) found = std::move(each);
  }
  return found;
}

/// One signature for each that is named. Two whose records were merged are two still: what one of them
/// signed never stands for the other, and taking the merge back takes nothing away.
void need(AgreementVersion& version, const std::vector<model::AgreedParty>& parties,
          const std::vector<SignatureView>& signatures) {
  for (const auto& party : parties) {
    const auto known = [&](const NeededSignature& each) {
      return each.party.organisation == party.organisation;
    };
    if (std::ranges::any_of(version.needed, known)) continue;
    version.needed.push_back({party, given_by(party.organisation, version.text, signatures)});
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

/// Whether all had signed it, though a key may have ended since: the register took no signature that did not
/// hold then.
bool was_signed(const AgreementVersion& version) {
  return !version.needed.empty() && std::ranges::all_of(version.needed, [](const NeededSignature& each) {
    return each.given && worth(each.given->fault) > 0;
  });
}

AgreementState state_of_version(const AgreementVersion& version, bool rests, std::int64_t today) {
  const auto& text = version.text.value;
  if (text.act == "end") return AgreementState::ended;
  if (text.ends && text.ends->last_day() < today) return AgreementState::expired;
  return rests ? AgreementState::suspended : AgreementState::in_force;
}

/// What is amended or renewed while it rests goes on resting: nobody has said that it counts again.
bool rests_after(const AgreementVersion& version, bool rests) {
  const auto& act = version.text.value.act;
  return act == "suspend" || (rests && act != "resume");
}

/// Where it stands on a day, by the versions that all have signed, in their order.
void stand(AgreementView& view, std::int64_t today) {
  bool rests = false;
  std::optional<std::int64_t> over;  // the day from which an end counts
  for (const auto& version : view.versions) {
    if (!version.signed_at) continue;
    // Until its day has come an end can be replaced; afterwards nothing follows.
    if (over && *over <= base::day_of(*version.signed_at)) break;
    over = version.text.value.act == "end" ? std::optional(version.from_day) : std::nullopt;
    view.rests = rests_after(version, view.rests);
    if (version.from_day <= today) {
      rests = rests_after(version, rests);
      view.counting = version.text.version;
      view.state = state_of_version(version, rests, today);
    } else if (view.counting == 0) {
      view.state = AgreementState::begins;
    }
  }
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
  for (const auto& each : std::views::reverse(versions))
    if (each.signed_at) return &each;
  return nullptr;
}

const AgreementVersion* AgreementView::signed_ever() const {
  if (const auto* const last = signed_last()) return last;
  for (const auto& each : std::views::reverse(versions))
    if (each.was_signed) return &each;
  return nullptr;
}

const AgreementVersion& AgreementView::shown() const {
  const auto* const counts = counting == 0 ? signed_last() : version(counting);
  return counts == nullptr ? head() : *counts;
}

AgreementView in_force(const base::Uuid& id, std::vector<Held<model::Agreement>> versions,
                       const std::vector<SignatureView>& signatures, std::int64_t today) {
  AgreementView view{.id = id, .versions = {}};
  std::ranges::sort(versions, {}, &Held<model::Agreement>::version);
  std::vector<model::AgreedParty> bound;
  for (auto& text : versions) {
    AgreementVersion version{.text = std::move(text), .needed = {}, .signed_at = {}};
    need(version, version.text.value.parties, signatures);
    need(version, bound, signatures);
    settle(version);
    version.was_signed = was_signed(version);
    if (version.was_signed) bound = version.text.value.parties;
    view.versions.push_back(std::move(version));
  }
  stand(view, today);
  return view;
}

}  // namespace entente::registry
