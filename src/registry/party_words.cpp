// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/party_words.hpp"

#include <utility>

#include "registry/reading.hpp"
#include "registry/writing.hpp"

namespace entente::registry {

std::optional<PartHeld> standing_part(store::Reader& reader, const base::Uuid& id) {
  const auto head = standing_head(reader, id, model::Participation::kType);
  if (!head) return std::nullopt;
  auto part = held<model::Participation>(*head);
  if (!standing_head(reader, part.value.partnership, model::Partnership::kType)) return std::nullopt;
  return part;
}

std::optional<PartHeld> standing_part(store::Reader& reader, const access::Grant& grant) {
  const auto id = base::Uuid::parse(grant.of);
  if (grant.role != access::Role::invited_party || !id) return std::nullopt;
  return standing_part(reader, *id);
}

bool is_answered_by_representative(const std::optional<WordHeld>& said) {
  return said && said->value.by != kByInvitedParty && said->value.state != "named" &&
         said->value.state != "asked";
}

bool may_for_organisation(const access::Actor& actor, access::Action action, const base::Uuid& organisation) {
  return access::may(actor, action, {.place = organisation.str(), .reach = access::Reach::organisation});
}

bool may_for_part(const access::Actor& actor, access::Action action, const PartHeld& part) {
  return may_for_organisation(actor, action, part.value.organisation) ||
         access::may(actor, action, {.place = part.id.str(), .reach = access::Reach::record});
}

std::optional<WordHeld> last_word(store::Reader& reader, const PartHeld& part) {
  std::optional<WordHeld> last;
  for (const auto& revision : reader.of_partnership(part.value.partnership, model::Confirmation::kType)) {
    if (!stands(revision)) continue;
    auto said = held<model::Confirmation>(revision);
    if (said.value.participation == part.id && (!last || last->event_seq < said.event_seq))
      last = std::move(said);
  }
  return last;
}

void put_word(store::UnitOfWork& unit, const PartHeld& part, const std::optional<WordHeld>& before,
              model::Confirmation said, base::Instant now) {
  said.partnership = part.value.partnership;
  said.participation = part.id;
  said.organisation = part.value.organisation;
  said.at = base::to_string(now);
  if (before && said.corrected.empty()) said.corrected = before->value.corrected;
  require_form(said);
  unit.put(revision_of(before ? before->id : base::Uuid::v7(now), said));
}

void put_asked(store::UnitOfWork& unit, const PartHeld& part, base::Instant now) {
  const auto before = last_word(unit, part);
  if (before && before->value.state != "named" && before->value.state != "asked") return;
  model::Confirmation said;
  said.state = "asked";
  said.part_hash = base::hex(part.hash);
  put_word(unit, part, before, std::move(said), now);
}

void put_asked_no_more(store::UnitOfWork& unit, const PartHeld& part, base::Instant now) {
  const auto before = last_word(unit, part);
  if (!before || before->value.state != "asked") return;
  model::Confirmation said;
  said.state = "named";
  said.part_hash = base::hex(part.hash);
  put_word(unit, part, before, std::move(said), now);
}

}  // namespace entente::registry
