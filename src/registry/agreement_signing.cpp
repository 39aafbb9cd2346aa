// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// What is signed under an agreement, in a session or elsewhere.
#include <algorithm>
#include <utility>

#include "base/error.hpp"
#include "ledger/base64.hpp"
#include "ledger/note.hpp"
#include "registry/account_words.hpp"
#include "registry/agreeing.hpp"
#include "registry/agreement_reading.hpp"
#include "registry/merged.hpp"
#include "registry/notices.hpp"
#include "registry/proven_factor.hpp"
#include "registry/reading.hpp"
#include "registry/writing.hpp"

namespace entente::registry {

namespace {

constexpr std::size_t kLongestCapacity = 300;  // bytes

const NeededSignature& needed_of(store::Reader& reader, const AgreementView& view, const base::Uuid& party) {
  const auto& needed = view.head().needed;
  for (const auto& each : needed)
    if (each.party.organisation == party) return each;
  // By the record that stands for it: the first, where it stands for two of those who sign.
  const auto standing = standing_for(reader, party);
  for (const auto& each : needed)
    if (standing_for(reader, each.party.organisation) == standing) return each;
  throw base::NotFound("organisation " + party.str(), "is no party of this version",
                       "Its page names those who sign.");
}

std::string kept_capacity(std::string_view typed) {
  std::string capacity(base::trimmed(typed));
  if (capacity.empty() || capacity.size() > kLongestCapacity || !model::is_plain_line(capacity))
    throw base::BadInput("field capacity", "is no office in one line of at most 300 bytes",
                         "Write in which office it is signed: Executive Director, say.");
  return capacity;
}

/// Puts a signature, unless the party's own counts already; tells of it where it was the last.
void put_signature(store::UnitOfWork& unit, const base::Clock& clock, const access::Actor& actor,
                   const AgreementView& view, model::Signature signature) {
  const auto now = clock.now();
  if (needed_of(unit, view, signature.organisation).counts()) return;
  if (view.state == AgreementState::ended)
    throw base::Conflict("agreement " + view.id.str(), "has been ended by all", "Make another one.");
  std::size_t count = 0;
  for (const auto& each : unit.of_partnership(signature.partnership, model::Signature::kType))
    count += held<model::Signature>(each).value.agreement == view.id ? 1 : 0;
  if (count >= kMostSignatures)
    throw base::Conflict("agreement " + view.id.str(),
                         "has had " + std::to_string(kMostSignatures) + " signatures",
                         "Make another agreement.");
  signature.at = base::to_string(now);
  require_form(signature);
  unit.put(revision_of(base::Uuid::v7(now), signature));
  const auto missing =
      std::ranges::count_if(view.head().needed, [](const auto& each) { return !each.counts(); });
  if (missing == 1) tell_parties_of(unit, clock, actor, view, kNoticeAgreementSigned);
}

model::Signature signature_of(const model::SigningStatement& said, const base::Uuid& partnership) {
  model::Signature signature;
  signature.partnership = partnership;
  signature.agreement = said.agreement;
  signature.organisation = said.party;
  signature.version = said.version;
  signature.agreed_hash = said.hash;
  signature.act = said.act;
  signature.capacity = said.capacity;
  signature.day = said.day;
  return signature;
}

model::SigningStatement statement_for(store::Reader& reader, const AgreementView& view,
                                      const base::Uuid& party, std::string_view capacity, base::Instant now) {
  const auto& head = view.head().text;
  return {head.value.act,
          view.id,
          head.version,
          base::hex(head.hash),
          needed_of(reader, view, party).party.organisation,
          kept_capacity(capacity),
          base::PartialDate::from_days(base::day_of(now))};
}

/// What a statement says must be what stands.
void require_statement(store::Reader& reader, const AgreementView& view, const model::SigningStatement& said,
                       base::Instant now) {
  require_version(view, said.version);
  const auto& head = view.head().text;
  if (said.hash != base::hex(head.hash) || said.act != head.value.act)
    throw base::Conflict("this statement", "is of another text than the one that stands",
                         "Take it from the agreement's page again, and sign it anew.");
  if (needed_of(reader, view, said.party).party.organisation != said.party ||
      kept_capacity(said.capacity) != said.capacity)
    throw base::BadInput("this statement", "does not name the party and its office as the register does",
                         "Take it from the agreement's page again.");
  const auto day = said.day.first_day();
  if (day < base::day_of(head.time) || day > base::day_of(now) + 1)
    throw base::BadInput("this statement", "names a day before the text was written, or one to come",
                         "Take it from the agreement's page again.");
}

}  // namespace

model::SigningStatement Agreeing::statement(const base::Uuid& id, const base::Uuid& party,
                                            std::string_view capacity) const {
  const auto reader = reg_.read();
  const auto now = reg_.clock().now();
  return statement_for(*reader, standing_agreement(*reader, id, now), party, capacity, now);
}

store::Committed Agreeing::sign(const access::Actor& actor, ProvenFactor given, const base::Uuid& id,
                                std::int64_t version, const base::Uuid& party, std::string_view capacity) {
  const auto proven = std::move(given);
  const auto done = reg_.store().write(written_by(actor), [&](store::UnitOfWork& unit) {
    const auto now = reg_.clock().now();
    const auto view = standing_agreement(unit, id, now);
    require_party(unit, actor, access::Action::sign_agreement, party);
    require_version(view, version);
    const auto& head = view.head().text;
    require_proven(actor, proven,
                   act_of_signing(id, version, base::hex(head.hash), head.value.act, party, capacity));
    put_signature(
        unit, reg_.clock(), actor, view,
        signature_of(statement_for(unit, view, party, capacity, now), view.head().text.value.partnership));
  });
  reg_.follow();
  return done;
}

store::Committed Agreeing::take(const access::Actor& actor, const base::Uuid& id,
                                std::string_view note_text) {
  const auto note = ledger::read_note(note_text);
  const auto said = model::read_signing_statement(note.text);
  if (said.agreement != id)
    throw base::BadInput("this statement", "is of another agreement", "Bring it to that one.");
  const auto done = reg_.store().write(written_by(actor), [&](store::UnitOfWork& unit) {
    const auto now = reg_.clock().now();
    const auto view = standing_agreement(unit, id, now);
    require_party(unit, actor, access::Action::make_agreement, said.party);
    require_statement(unit, view, said, now);
    auto signature = signature_of(said, view.head().text.value.partnership);
    signature.method = "key";
    for (const auto& known : keys_of_organisation(unit, said.party)) {
      const bool ended = known.ended && *known.ended <= base::day_of(now);
      for (const auto& line : note.signatures)
        if (!ended && known.key.is_named_by(line) && known.key.holds(note.text, line)) {
          signature.key = known.record;
          signature.bytes = ledger::base64(line.bytes);
        }
    }
    if (!signature.key)
      throw base::BadInput("this signature", "is by no key of the party that stands and fits the statement",
                           "Register the key first, or sign with the one that is registered.");
    put_signature(unit, reg_.clock(), actor, view, std::move(signature));
  });
  reg_.follow();
  return done;
}

}  // namespace entente::registry
