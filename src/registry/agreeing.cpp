// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/agreeing.hpp"

#include <algorithm>
#include <utility>

#include "base/error.hpp"
#include "model/identifier.hpp"
#include "registry/account_words.hpp"
#include "registry/agreement_reading.hpp"
#include "registry/agreement_sense.hpp"
#include "registry/evidence.hpp"
#include "registry/notices.hpp"
#include "registry/promise_reading.hpp"
#include "registry/reading.hpp"
#include "registry/writing.hpp"

namespace entente::registry {

namespace {

/// Somebody who represents one of those who sign its last version.
void require_writer(store::Reader& reader, const access::Actor& actor, const AgreementView& view,
                    access::Action action = access::Action::make_agreement) {
  for (const auto& each : view.head().needed)
    if (may_for_party(reader, actor, action, each.party.organisation)) return;
  require(actor, action, {});
}

}  // namespace

std::optional<AgreementView> Agreeing::one(const base::Uuid& id) const {
  const auto reader = reg_.read();
  auto view = read_agreement(*reader, id, reg_.clock().now());
  if (!view || view->withdrawn ||
      !standing_head(*reader, view->head().text.value.partnership, model::Partnership::kType))
    return std::nullopt;
  return view;
}

std::vector<AgreementView> Agreeing::of_partnership(const base::Uuid& partnership) const {
  std::vector<AgreementView> all;
  const auto reader = reg_.read();
  if (!standing_head(*reader, partnership, model::Partnership::kType)) return all;
  for (const auto& head : reader->of_partnership(partnership, model::Agreement::kType))
    if (stands(head))
      if (auto view = read_agreement(*reader, head.id, reg_.clock().now())) all.push_back(std::move(*view));
  return all;
}

std::optional<AgreementFile> Agreeing::file(const base::Uuid& id, std::string_view hash) const {
  const auto view = one(id);
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
          held<model::Agreement>(*there).value.partnership == own.partnership)
        return;  // the form was sent twice
      throw base::Conflict("record " + id.str(), "exists already", "Open the form again.");
    }
    require_confirmed(unit, own.partnership, part);
    if (unit.of_partnership(own.partnership, model::Agreement::kType).size() >= kMostAgreements)
      throw base::Conflict("partnership " + own.partnership.str(),
                           "has had " + std::to_string(kMostAgreements) + " agreements",
                           "Amend one that is there.");
    auto agreement = said;
    complete_agreement(unit, agreement, own.partnership);
    take_files(unit, agreement, files, nullptr);
    require_agreement_sense(unit, agreement, nullptr);
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
    const auto before = standing_agreement(unit, id, now);
    require_writer(unit, actor, before);
    require_version(before, version);
    auto agreement = with_text_of(said, before);
    complete_agreement(unit, agreement, before.head().text.value.partnership);
    take_files(unit, agreement, files, &before);
    if (agreement == before.head().text.value) return;
    require_agreement_sense(unit, agreement, &before);
    if (before.versions.size() >= kMostAgreementVersions)
      throw base::Conflict("agreement " + id.str(),
                           "has had " + std::to_string(kMostAgreementVersions) + " versions",
                           "End it, and make another.");
    auto revision = revision_of(id, agreement);
    revision.expected_version = version;
    unit.put(revision);
    tell_parties_of(unit, reg_.clock(), actor, *read_agreement(unit, id, now), kNoticeAgreementWaits);
  });
  reg_.follow();
  return done;
}

store::Committed Agreeing::withdraw(const access::Actor& actor, const base::Uuid& id, std::int64_t version) {
  const auto done = reg_.store().write(written_by(actor), [&](store::UnitOfWork& unit) {
    const auto view = standing_agreement(unit, id, reg_.clock().now());
    require_writer(unit, actor, view, access::Action::withdraw_agreement);
    require_version(view, version);
    if (view.signed_last() != nullptr)
      throw base::Conflict("agreement " + id.str(), "was signed by all",
                           "Have all sign that it ends instead.");
    auto revision = revision_of(id, view.head().text.value, store::Visibility::withdrawn);
    revision.expected_version = version;
    unit.put(revision);
  });
  reg_.follow();
  return done;
}

}  // namespace entente::registry
