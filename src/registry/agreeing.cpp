// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/agreeing.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "base/error.hpp"
#include "model/identifier.hpp"
#include "registry/account_words.hpp"
#include "registry/agreement_reading.hpp"
#include "registry/agreement_sense.hpp"
#include "registry/evidence.hpp"
#include "registry/merged.hpp"
#include "registry/notices.hpp"
#include "registry/promise_reading.hpp"
#include "registry/reading.hpp"
#include "registry/writing.hpp"

namespace entente::registry {

namespace {

/// Somebody who represents one of those who sign its last version.
void require_writer(store::Reader& reader, const access::Actor& actor, const AgreementView& view) {
  constexpr auto kAction = access::Action::make_agreement;
  for (const auto& each : view.head().needed)
    if (may_for_party(reader, actor, kAction, each.party.organisation)) return;
  require(actor, kAction, {});
}

/// Bounds a partnership's agreements so that no party takes the room of all: those that nobody but their
/// maker has signed count for the maker alone once they are withdrawn.
void require_room(store::Reader& reader, const access::Actor& actor, const model::Participation& maker) {
  std::map<base::Uuid, std::set<base::Uuid>> signers;
  for (const auto& revision : reader.of_partnership(maker.partnership, model::Signature::kType)) {
    const auto signature = held<model::Signature>(revision).value;
    signers[signature.agreement].insert(standing_for(reader, signature.organisation));
  }
  auto people = people_of(reader, maker.organisation);
  people.insert(author_of(actor));
  std::size_t all = 0, own = 0;
  for (const auto& head : reader.of_partnership(maker.partnership, model::Agreement::kType)) {
    auto others = signers[head.id];
    others.erase(maker.organisation);
    if (stands(head) || signers[head.id].size() > 1) ++all;
    if (!others.empty()) continue;
    const auto first = reader.revision(head.id, 1);
    if (!first) continue;
    const auto brought = held<model::Agreement>(*first).value.brought;
    if (brought ? *brought == maker.organisation : people.contains(first->author)) ++own;
  }
  const auto place = "partnership " + maker.partnership.str();
  if (all >= kMostAgreements)
    throw base::Conflict(place, "has had " + std::to_string(kMostAgreements) + " agreements",
                         "Amend one that is there.");
  if (own >= kMostUnsignedAgreements)
    throw base::Conflict(place,
                         "has " + std::to_string(own) + " agreements by this party that no other has signed",
                         "Have another party sign one of them.");
}

/// Bounds what one party proposes until all sign something, and how many versions there are. What changes no
/// text is bounded by itself and beyond any number of versions, so that others' texts never keep an agreement
/// from being ended.
void require_room(store::UnitOfWork& unit, const access::Actor& actor, const AgreementView& before,
                  const model::Agreement& agreement) {
  const bool of_time = is_of_time(agreement.act);
  const auto cause = "agreement " + before.id.str();
  if (!of_time && before.versions.size() >= kMostAgreementVersions)
    throw base::Conflict(cause, "has had " + std::to_string(kMostAgreementVersions) + " versions",
                         "End it, and make another.");
  std::set<std::string> people{author_of(actor)};
  for (const auto& each : before.head().needed)
    if (may_for_party(unit, actor, access::Action::make_agreement, each.party.organisation))
      people.merge(people_of(unit, each.party.organisation));
  std::size_t count = 0, bytes = revision_of(before.id, agreement).body.size();
  for (auto each = before.versions.rbegin(); each != before.versions.rend() && !each->was_signed; ++each) {
    const auto& text = each->text;
    if (is_of_time(text.value.act) != of_time || !people.contains(text.author)) continue;
    ++count;
    bytes += revision_of(before.id, text.value).body.size();
  }
  if (count >= kMostProposals || bytes > kMostProposedBytes)
    throw base::Conflict(cause,
                         "has " + std::to_string(count) + " versions by this party that not all have signed",
                         "Have all sign the one that waits, or another party propose one.");
}

std::optional<AgreementView> if_standing(store::Reader& reader, std::optional<AgreementView> view) {
  if (!view || view->withdrawn ||
      !standing_head(reader, view->head().text.value.partnership, model::Partnership::kType))
    view.reset();
  return view;
}

}  // namespace

std::optional<AgreementView> Agreeing::one(const base::Uuid& id, const ShownVersions& shown) const {
  const auto reader = reg_.read();
  return if_standing(*reader, read_agreement(*reader, id, reg_.clock().now(), shown));
}

std::optional<AgreementView> Agreeing::whole(const base::Uuid& id) const {
  const auto reader = reg_.read();
  return if_standing(*reader, read_whole_agreement(*reader, id, reg_.clock().now()));
}

std::vector<AgreementView> Agreeing::of_partnership(const base::Uuid& partnership) const {
  const auto reader = reg_.read();
  if (!standing_head(*reader, partnership, model::Partnership::kType)) return {};
  return read_agreements(*reader, partnership, reg_.clock().now());
}

std::optional<AgreementFile> Agreeing::file(const base::Uuid& id, std::string_view hash) const {
  const auto view = whole(id);
  if (!view || hash.empty()) return std::nullopt;
  for (const auto& version : view->versions)
    for (const auto& file : version.text.value.files) {
      if (file.file != hash) continue;
      const auto key = hash_of_original({.format = {}, .original = std::string(hash)});
      auto bytes = key ? reg_.read()->blob(*key) : std::nullopt;
      std::string type(bytes ? media_type_of(*bytes) : std::string_view());
      if (type.empty()) return std::nullopt;
      return AgreementFile{std::move(*bytes), std::move(type)};
    }
  return std::nullopt;
}

std::vector<base::Uuid> Agreeing::own_parties(const access::Actor& actor,
                                              const AgreementVersion& version) const {
  std::vector<base::Uuid> own;
  const auto reader = reg_.read();
  for (const auto& each : version.needed)
    if (may_for_party(*reader, actor, access::Action::make_agreement, each.party.organisation))
      own.push_back(each.party.organisation);
  return own;
}

std::vector<OrganisationLine> Agreeing::confirmed_parties(const base::Uuid& partnership) const {
  std::vector<OrganisationLine> all;
  const auto reader = reg_.read();
  for (const auto& party : parties_of(*reader, partnership))
    if (party.state == "confirmed" && std::ranges::find(all, party.organisation) == all.end())
      all.push_back(party.organisation);
  return all;
}

store::Committed Agreeing::make(const access::Actor& actor, const base::Uuid& part, const base::Uuid& id,
                                const model::Agreement& said, const std::vector<SentFile>& files) {
  if (id.is_nil() || model::is_made_by_rule(id))
    throw base::BadInput("field id", "is not one that a form was given", "Open the form again.");
  const auto done = reg_.store().write(written_by(actor), [&](store::UnitOfWork& unit) {
    const auto head = standing_head(unit, part, model::Participation::kType);
    if (!head) throw base::NotFound("part " + part.str(), "does not stand in this register");
    const auto own = held<model::Participation>(*head).value;
    require_party(unit, actor, access::Action::make_agreement, own.organisation);
    if (!standing_head(unit, own.partnership, model::Partnership::kType))
      throw base::NotFound("partnership " + own.partnership.str(), "does not stand in this register");
    if (const auto there = unit.head(id)) {
      if (there->type == model::Agreement::kType &&
          held<model::Agreement>(*there).value.partnership == own.partnership) {
        const auto first = unit.revision(id, 1);
        if (first && first_text(unit, said, own, files) == held<model::Agreement>(*first).value)
          return;  // the form was sent twice
        throw base::Conflict("agreement " + id.str(), "was made before, with another text",
                             "Make another version of it, or another agreement.");
      }
      throw base::Conflict("record " + id.str(), "exists already", "Open the form again.");
    }
    require_confirmed(unit, own.partnership, part);
    require_room(unit, actor, own);
    const auto agreement = first_text(unit, said, own, files);
    const bool own_named = std::ranges::any_of(agreement.parties, [&](const model::AgreedParty& party) {
      return party.organisation == own.organisation;
    });
    if (!own_named)
      throw base::BadInput("field parties", "does not name the party that writes it", "Name it, too.");
    auto revision = revision_of(id, agreement);
    revision.expected_version = 0;
    unit.put(revision);
    tell_parties_of(unit, reg_.clock(), actor, *read_agreement(unit, id, reg_.clock().now()),
                    kNoticeAgreementWaits);
  });
  reg_.follow();
  return done;
}

store::Committed Agreeing::propose(const access::Actor& actor, const base::Uuid& id, std::int64_t version,
                                   const model::Agreement& said, const std::vector<SentFile>& files) {
  const auto done = reg_.store().write(written_by(actor), [&](store::UnitOfWork& unit) {
    const auto now = reg_.clock().now();
    const auto before = standing_whole_agreement(unit, id, now);
    require_writer(unit, actor, before);
    require_version(before, version);
    const auto agreement = next_text(unit, said, before, files);
    if (agreement == before.head().text.value) return;
    require_room(unit, actor, before, agreement);
    auto revision = revision_of(id, agreement);
    revision.expected_version = version;
    unit.put(revision);
    tell_parties_of(unit, reg_.clock(), actor, *read_agreement(unit, id, now), kNoticeAgreementWaits);
  });
  reg_.follow();
  return done;
}

}  // namespace entente::registry
