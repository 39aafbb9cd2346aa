// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/promising.hpp"

#include <algorithm>
#include <set>

#include "access/refused.hpp"
#include "base/error.hpp"
#include "model/identifier.hpp"
#include "registry/account_words.hpp"
#include "registry/evidence.hpp"
#include "registry/gone_files.hpp"
#include "registry/notices.hpp"
#include "registry/party_words.hpp"
#include "registry/promise_reading.hpp"
#include "registry/promise_sense.hpp"
#include "registry/promise_telling.hpp"
#include "registry/reading.hpp"
#include "registry/text_bounds.hpp"
#include "registry/witnessing.hpp"
#include "registry/writing.hpp"

namespace entente::registry {

namespace {

/// Records of one type that one giver may have standing in one partnership.
constexpr std::size_t kMostEntered = 500;
constexpr std::size_t kLongestEvidenceTitle = 600;  // bytes in a language

void require_giver(const access::Actor& actor, const base::Uuid& organisation) {
  if (access::may(actor, access::Action::make_promise, {.place = organisation.str()})) return;
  throw access::Refused("to promise for organisation " + organisation.str(),
                        "is not among what this account may do", "Its representatives do.");
}

/// The record as it stands, which a form was made from.
Held<Given> entered(store::Reader& reader, const access::Actor& actor, const base::Uuid& id,
                    std::int64_t version) {
  const auto head = reader.head(id);
  const auto held = head ? held_given(*head) : std::nullopt;
  if (!held) throw base::NotFound("record " + id.str(), "is no promise and no delivery of this register");
  require_giver(actor, giver_of(held->value).organisation.value_or(base::Uuid()));
  const auto& partnership = partnership_of(held->value);
  if (!standing_head(reader, partnership, model::Partnership::kType))
    throw base::NotFound("partnership " + partnership.str(), "does not stand in this register");
  if (!origin_of_given(held->value).empty())
    throw base::Conflict("record " + id.str(), "was read from a file", "Change it in that file.");
  if (head->visibility == store::Visibility::withdrawn)
    throw base::Conflict("record " + id.str(), "has been withdrawn", "Enter a new one.");
  if (head->version != version)
    throw base::Conflict("record " + id.str(), "has been changed meanwhile", "Look at what stands.");
  return *held;
}

/// Files that a delivery has named at any time: what it names no more is kept all the same.
std::size_t files_ever(store::Reader& reader, const base::Uuid& id) {
  std::set<std::string> files;
  for (const auto& revision : reader.history(id))
    for (const auto& piece : held<model::Delivery>(revision).value.evidence)
      if (!piece.file.empty()) files.insert(piece.file);
  return files.size();
}

/// A delivery keeps a promise of its own giver in its own partnership.
void require_kept(store::Reader& reader, const Given& now) {
  const auto* const delivery = std::get_if<model::Delivery>(&now);
  if (delivery == nullptr || !delivery->commitment) return;
  const auto head = standing_head(reader, *delivery->commitment, model::Commitment::kType);
  const auto promise = head ? std::optional(held<model::Commitment>(*head).value) : std::nullopt;
  if (!promise || promise->partnership != delivery->partnership ||
      promise->giver.organisation != delivery->giver.organisation)
    throw base::BadInput("field commitment", "names no promise of this party", "Choose one that stands.");
}

/// One that stood before stands still, though it may be no party any more.
void require_receiver(store::Reader& reader, const Given& now, const Given* before) {
  const auto& receiver = receiver_of(now).organisation;
  if (!receiver || (before != nullptr && receiver_of(*before).organisation == receiver)) return;
  const auto parties = parties_of(reader, partnership_of(now));
  const bool other = receiver != giver_of(now).organisation;
  if (other && std::ranges::any_of(parties, [&](const Party& p) { return p.organisation.id == *receiver; }))
    return;
  throw base::BadInput("field receiver", "names no other party of this partnership",
                       "Choose one, or write a name.");
}

void require_sense(store::Reader& reader, const Given& now, const Given* before = nullptr) {
  require_kept(reader, now);
  require_receiver(reader, now, before);
  require_plain_sense(now);
  require_form(std::visit([](const auto& r) { return model::Record(r); }, now));
}

/// What only this class says of a record.
void set_own(Given& now, const model::Participation& part, std::vector<model::Source> sources) {
  std::visit(
      [&](auto& r) {
        r.partnership = part.partnership;
        r.giver = {part.organisation, {}};
        r.origin.clear();
        r.withdrawn = {};
        r.sources = std::move(sources);
      },
      now);
}

store::NewRevision new_revision(const base::Uuid& id, const Given& record, std::int64_t version,
                                store::Visibility visibility = store::Visibility::open) {
  auto revision =
      std::visit([&](const auto& r) { return revision_of(id, model::Record(r), visibility); }, record);
  revision.expected_version = version;
  return revision;
}

}  // namespace

std::optional<PartPromises> Promising::of_part(const access::Actor& actor, const base::Uuid& part) const {
  const auto reader = reg_.read();
  const auto head = standing_head(*reader, part, model::Participation::kType);
  if (!head) return std::nullopt;
  PartPromises all;
  all.part = held<model::Participation>(*head);
  const auto& own = all.part.value;
  require_giver(actor, own.organisation);
  const auto partnership = standing_head(*reader, own.partnership, model::Partnership::kType);
  if (!partnership) return std::nullopt;
  all.partnership = held<model::Partnership>(*partnership).value.title;
  const auto revisions = reader->of_partnership(own.partnership);
  for (const auto& party : read_parties(*reader, revisions)) {
    if (party.part.id == part) all.confirmed = party.state == "confirmed";
    if (party.organisation.id != own.organisation)
      all.others.emplace_back(party.organisation.id, party.organisation.name);
  }
  make_unique_parties(all.others);
  auto parts = read_parts(revisions);
  for (auto& promise : parts.commitments)
    if (promise.value.giver.organisation == own.organisation) all.promised.push_back(std::move(promise));
  for (auto& given : parts.deliveries) {
    if (given.value.giver.organisation == own.organisation)
      all.delivered.push_back(std::move(given));
    else if (given.value.receiver.organisation == own.organisation)
      all.received.push_back(std::move(given));
  }
  all.words = std::move(parts.attestations);
  return all;
}

std::optional<EnteredPromise> Promising::one(const base::Uuid& id) const {
  const auto reader = reg_.read();
  const auto head = reader->head(id);
  if (!head || head->visibility == store::Visibility::draft) return std::nullopt;
  auto record = held_given(*head);
  if (!record) return std::nullopt;
  EnteredPromise all{.record = std::move(*record)};
  const auto& value = all.record.value;
  const auto partnership = standing_head(*reader, partnership_of(value), model::Partnership::kType);
  if (!partnership) return std::nullopt;
  const auto whole = held<model::Partnership>(*partnership);
  all.partnership = whole.value.title;
  for (const auto& place : whole.value.places)
    if (place.kind == "country") all.countries.push_back(place.code);
  all.from_file = !origin_of_given(value).empty();
  all.withdrawn = head->visibility == store::Visibility::withdrawn;
  const auto giver = giver_of(value).organisation;
  const auto revisions = reader->of_partnership(partnership_of(value));
  for (const auto& party : read_parties(*reader, revisions)) {
    if (giver == party.organisation.id) {
      if (!all.part) all.part = party.part.id;
      continue;
    }
    all.others.emplace_back(party.organisation.id, party.organisation.name);
    if (party.part.value.role == kBeneficiary && party.state == "confirmed")
      all.beneficiaries.push_back({party.part.id, party.organisation.id, party.organisation.name});
  }
  if (const auto receiver = receiver_of(value).organisation)
    if (const auto whoever = reader->head(*receiver); whoever && whoever->type == model::Organisation::kType)
      all.others.emplace_back(*receiver, held<model::Organisation>(*whoever).value.name);
  make_unique_parties(all.others);
  auto parts = read_parts(revisions);
  for (auto& promise : parts.commitments)
    if (giver && promise.value.giver.organisation == giver) all.promised.push_back(std::move(promise));
  for (auto& said : parts.attestations)
    if (said.value.delivery == id) all.words.push_back(std::move(said));
  return all;
}

std::vector<base::Uuid> Promising::beneficiaries_for(const access::Actor& actor, const EnteredPromise& one) {
  std::vector<base::Uuid> parts;
  for (const auto& each : one.beneficiaries)
    if (may_for_organisation(actor, access::Action::attest_delivery, each.organisation) ||
        access::may(actor, access::Action::attest_delivery,
                    {.place = each.part.str(), .reach = access::Reach::record}))
      parts.push_back(each.part);
  return parts;
}

store::Committed Promising::enter(const access::Actor& actor, const base::Uuid& part, const base::Uuid& id,
                                  const Given& what) {
  if (id.is_nil() || model::is_made_by_rule(id))
    throw base::BadInput("field id", "is not one that a form was given", "Open the form again.");
  const auto now = reg_.clock().now();
  const auto done = reg_.store().write(written_by(actor), [&](store::UnitOfWork& unit) {
    const auto head = standing_head(unit, part, model::Participation::kType);
    if (!head) throw base::NotFound("part " + part.str(), "does not stand in this register");
    const auto own = held<model::Participation>(*head).value;
    require_giver(actor, own.organisation);
    if (!standing_head(unit, own.partnership, model::Partnership::kType))
      throw base::NotFound("partnership " + own.partnership.str(), "does not stand in this register");
    auto record = what;
    set_own(record, own, {own_source(unit, own.organisation, now)});
    if (auto* const delivery = std::get_if<model::Delivery>(&record)) delivery->evidence.clear();
    if (const auto there = unit.head(id)) {
      const auto before = held_given(*there);
      if (before && before->value.index() == record.index() && giver_of(before->value) == giver_of(record) &&
          partnership_of(before->value) == own.partnership)
        return;  // the form was sent twice
      throw base::Conflict("record " + id.str(), "exists already", "Open the form again.");
    }
    require_confirmed(unit, own.partnership, part);
    require_sense(unit, record);
    const auto type = std::visit([](const auto& r) { return r.kType; }, record);
    std::size_t count = 0;
    for (const auto& revision : unit.of_partnership(own.partnership, type)) {
      const auto value = held_given(revision)->value;
      const bool counts = stands(revision) && origin_of_given(value).empty();
      count += counts && giver_of(value).organisation == own.organisation ? 1 : 0;
    }
    if (count >= kMostEntered)
      throw base::Conflict("partnership " + own.partnership.str(),
                           "holds " + std::to_string(kMostEntered) + " of these by this party",
                           "Change one that is there, or withdraw one.");
    unit.put(new_revision(id, record, 0));
    tell_receiver(unit, reg_.clock(), actor, {.id = id, .value = record});
  });
  reg_.follow();  // whoever entered it sees it on the next page
  return done;
}

store::Committed Promising::change(const access::Actor& actor, const base::Uuid& id, std::int64_t version,
                                   const Given& what) {
  const auto now = reg_.clock().now();
  const auto done = reg_.store().write(written_by(actor), [&](store::UnitOfWork& unit) {
    const auto before = entered(unit, actor, id, version);
    if (before.value.index() != what.index())
      throw base::BadInput("record " + id.str(), "is another kind of record");
    auto record = what;
    const auto giver = giver_of(before.value).organisation.value_or(base::Uuid());
    set_own(record, part_like(partnership_of(before.value), giver), sources_of_given(before.value));
    if (auto* const delivery = std::get_if<model::Delivery>(&record))
      delivery->evidence = std::get<model::Delivery>(before.value).evidence;
    if (record == before.value) return;
    std::visit([&](auto& r) { r.sources = {own_source(unit, giver, now)}; }, record);
    require_sense(unit, record, &before.value);
    unit.put(new_revision(id, record, version));
    tell_witnesses(unit, reg_.clock(), actor, before, kNoticeDeliveryChanged);
    if (receiver_of(record).organisation != receiver_of(before.value).organisation)
      tell_receiver(unit, reg_.clock(), actor, {.id = id, .value = record});
  });
  reg_.follow();
  return done;
}

store::Committed Promising::withdraw(const access::Actor& actor, const base::Uuid& id, std::int64_t version,
                                     const base::Text& reason) {
  if (reason.empty()) throw base::BadInput("field reason", "is empty", "Say why.");
  require_length("reason", reason, kMostRemarkBytes);
  const auto done = reg_.store().write(written_by(actor), [&](store::UnitOfWork& unit) {
    const auto before = entered(unit, actor, id, version);
    auto record = before.value;
    std::visit([&](auto& r) { r.withdrawn = reason; }, record);
    require_form(std::visit([](const auto& r) { return model::Record(r); }, record));
    unit.put(new_revision(id, record, version, store::Visibility::withdrawn));
    tell_witnesses(unit, reg_.clock(), actor, before, kNoticeDeliveryWithdrawn);
  });
  reg_.follow();
  return done;
}

store::Committed Promising::add_evidence(const access::Actor& actor, const base::Uuid& id,
                                         std::int64_t version, model::Evidence piece,
                                         std::string_view bytes) {
  if (bytes.size() > kMostEvidenceBytes)
    throw base::BadInput("field file", "is larger than " + std::to_string(kMostEvidenceBytes) + " bytes",
                         "Make it smaller, or say where it can be read.");
  require_length("title", piece.title, kLongestEvidenceTitle);
  const auto type = media_type_of(bytes);
  if (!bytes.empty() && type.empty())
    throw base::BadInput("field file", "is no PDF, PNG, JPEG or plain text", "Save it as one of these.");
  piece.file.clear();
  piece.media_type = type;
  piece.name = bytes.empty() ? std::string() : shown_file_name(piece.name);
  const auto hash = base::sha256(bytes);
  if (!bytes.empty()) piece.file = base::hex(hash);
  if (piece.file.empty() && !model::is_linkable(piece.url))
    throw base::BadInput("field url", "is no address of a page", "Begin it with https://.");
  const auto done = reg_.store().write(written_by(actor), [&](store::UnitOfWork& unit) {
    const auto before = entered(unit, actor, id, version);
    auto record = before.value;
    auto* const delivery = std::get_if<model::Delivery>(&record);
    if (delivery == nullptr) throw base::BadInput("record " + id.str(), "is no delivery");
    if (!bytes.empty()) require_not_gone(unit, "file", piece.file);
    if (std::ranges::find(delivery->evidence, piece) != delivery->evidence.end()) return;
    if (delivery->evidence.size() >= kMostEvidence)
      throw base::Conflict("delivery " + id.str(),
                           "has " + std::to_string(kMostEvidence) + " pieces of evidence", "Take one away.");
    if (!bytes.empty() && files_ever(unit, id) >= kMostEvidenceFiles)
      throw base::Conflict("delivery " + id.str(),
                           "has had " + std::to_string(kMostEvidenceFiles) + " files, dropped ones too",
                           "Say where this one can be read.");
    delivery->evidence.push_back(piece);
    require_form(*delivery);
    if (!bytes.empty()) unit.put_blob(hash, bytes);
    unit.put(new_revision(id, record, version));
    tell_witnesses(unit, reg_.clock(), actor, before, kNoticeDeliveryChanged);
  });
  reg_.follow();
  return done;
}

store::Committed Promising::drop_evidence(const access::Actor& actor, const base::Uuid& id,
                                          std::int64_t version, std::size_t place) {
  const auto done = reg_.store().write(written_by(actor), [&](store::UnitOfWork& unit) {
    const auto before = entered(unit, actor, id, version);
    auto record = before.value;
    auto* const delivery = std::get_if<model::Delivery>(&record);
    if (delivery == nullptr || place >= delivery->evidence.size())
      throw base::NotFound("evidence " + std::to_string(place + 1) + " of " + id.str(), "does not exist");
    delivery->evidence.erase(delivery->evidence.begin() + static_cast<std::ptrdiff_t>(place));
    unit.put(new_revision(id, record, version));
    tell_witnesses(unit, reg_.clock(), actor, before, kNoticeDeliveryChanged);
  });
  reg_.follow();
  return done;
}

}  // namespace entente::registry
