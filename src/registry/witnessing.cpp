// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/witnessing.hpp"

#include <algorithm>
#include <functional>

#include "access/refused.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "model/identifier.hpp"
#include "registry/account_words.hpp"
#include "registry/attesting.hpp"
#include "registry/confirming.hpp"
#include "registry/party_words.hpp"
#include "registry/promise_reading.hpp"
#include "registry/reading.hpp"
#include "registry/text_bounds.hpp"
#include "registry/writing.hpp"

namespace entente::registry {

namespace {

using Attested = Held<model::Delivery>;

constexpr auto kAttest = access::Action::attest_delivery;

/// Whoever was invited to a part has no word for an organisation whose id it may bear.
void require_witness(const access::Actor& actor, const std::string& place, access::Reach reach) {
  if (access::may(actor, access::Action::attest_delivery, {.place = place, .reach = reach})) return;
  throw access::Refused("to speak of this delivery for " + place, "is not among what this account may do",
                        "Whoever speaks for the receiver or the government does.");
}

/// Who gave it, or wrote it down, is no witness of it, whatever else they speak for.
void require_stranger(const access::Actor& actor, const base::Uuid& id, const store::Revision& head,
                      const model::Delivery& delivery) {
  const auto& giver = delivery.giver.organisation;
  if ((giver && actor.holds({access::Role::representative, giver->str()})) || head.author == author_of(actor))
    throw access::Refused("to speak of delivery " + id.str(), "is not for whoever gave it or entered it",
                          "Somebody else does.");
}

void require_reason(bool confirmed, const base::Text& remark) {
  if (!confirmed && remark.empty()) throw base::BadInput("field remark", "is empty", "Say what is disputed.");
  require_length("remark", remark, kMostRemarkBytes);
}

/// Whether both are words of one and the same. For an organisation the last who spoke for it counts.
bool is_of_same(const model::Attestation& a, const model::Attestation& b) {
  return a.delivery == b.delivery && a.level == b.level && a.organisation == b.organisation &&
         a.country == b.country && (a.organisation || a.by == b.by);
}

/// The part of a beneficiary that an actor speaks for.
Held<model::Participation> beneficiary_part(store::Reader& reader, const access::Actor& actor,
                                            const base::Uuid& id, const model::Delivery& delivery) {
  auto part = standing_part(reader, id);
  if (!part || part->value.partnership != delivery.partnership ||
      part->value.organisation == delivery.giver.organisation || part->value.role != kBeneficiary)
    throw base::BadInput("part " + id.str(), "is none of a beneficiary of this partnership");
  if (!may_for_part(actor, access::Action::attest_delivery, *part))
    throw access::Refused("to speak of this delivery for part " + id.str(),
                          "is not among what this account may do",
                          "Whoever speaks for that party, or was invited to answer for its part, does.");
  require_confirmed(reader, delivery.partnership, id);
  return std::move(*part);
}

/// Says it, once whoever speaks has been looked at against the delivery that stands. `word` says the rest.
store::Committed say_of(Register& reg, const access::Actor& actor, access::Action action,
                        const base::Uuid& id, std::int64_t version, bool confirmed, const base::Text& remark,
                        const std::function<model::Attestation(store::Reader&, const Attested&)>& word) {
  const auto now = reg.clock().now();
  const auto done = reg.store().write(written_by(actor), [&](store::UnitOfWork& unit) {
    const auto head = standing_head(unit, id, model::Delivery::kType);
    if (!head) throw base::NotFound("delivery " + id.str(), "does not stand in this register");
    const auto delivery = held<model::Delivery>(*head);
    require_stranger(actor, id, *head, delivery.value);
    auto said = word(unit, delivery);
    if (delivery.version != version)
      throw base::Conflict("delivery " + id.str(), "has been changed meanwhile", "Look at what stands.");
    said.partnership = delivery.value.partnership;
    said.delivery = id;
    said.state = confirmed ? "confirmed" : "disputed";
    said.delivery_hash = base::hex(delivery.hash);
    said.at = base::to_string(now);
    said.remark = remark;
    require_form(said);
    auto own = base::Uuid::v7(now);
    for (const auto& revision : unit.of_partnership(said.partnership, model::Attestation::kType)) {
      if (!stands(revision)) continue;
      auto before = held<model::Attestation>(revision);
      if (!is_of_same(before.value, said)) continue;
      // Whoever was invited speaks where no representative has.
      if (said.by == kByInvitedParty && before.value.by.empty() && speaks_of(before, delivery))
        throw base::Conflict("delivery " + id.str(), "has the word of a representative of that party",
                             "Write to them, or claim the organisation.");
      own = before.id;
      before.value.at = said.at;
      if (before.value == said) return;  // said already
    }
    unit.put(revision_of(own, said));
    note_office_act(unit, actor, action, id.str(), now);
  });
  reg.follow();  // whoever said it sees it on the next page
  return done;
}

}  // namespace

store::Committed Witnessing::receive(const access::Actor& actor, const base::Uuid& id, std::int64_t version,
                                     bool confirmed, const base::Text& remark) {
  require_reason(confirmed, remark);
  return say_of(reg_, actor, kAttest, id, version, confirmed, remark,
                [&](store::Reader&, const Attested& delivery) {
                  const auto& receiver = delivery.value.receiver.organisation;
                  if (!receiver || receiver == delivery.value.giver.organisation)
                    throw access::Refused("to confirm delivery " + id.str(),
                                          "is nobody's: it names no other as receiver");
                  require_witness(actor, receiver->str(), access::Reach::organisation);
                  model::Attestation said;
                  said.organisation = receiver;
                  said.level = "partner_countersigned";
                  return said;
                });
}

store::Committed Witnessing::host(const access::Actor& actor, const base::Uuid& id, std::int64_t version,
                                  std::string_view country, bool confirmed, const base::Text& remark) {
  require_reason(confirmed, remark);
  return say_of(
      reg_, actor, kAttest, id, version, confirmed, remark,
      [&](store::Reader& reader, const Attested& delivery) {
        require_witness(actor, std::string(country), access::Reach::country);
        const auto head = standing_head(reader, delivery.value.partnership, model::Partnership::kType);
        if (!head || !std::ranges::any_of(
                         held<model::Partnership>(*head).value.places,
                         [&](const auto& place) { return place.kind == "country" && place.code == country; }))
          throw base::BadInput("country " + std::string(country), "is none in which this partnership works");
        model::Attestation said;
        said.country = country;
        said.level = "host_government";
        return said;
      });
}

store::Committed Witnessing::benefit(const access::Actor& actor, const base::Uuid& id, std::int64_t version,
                                     const base::Uuid& part, bool confirmed, const base::Text& remark) {
  require_reason(confirmed, remark);
  return say_of(reg_, actor, kAttest, id, version, confirmed, remark,
                [&](store::Reader& reader, const Attested& delivery) {
                  const auto own = beneficiary_part(reader, actor, part, delivery.value);
                  model::Attestation said;
                  said.organisation = own.value.organisation;
                  said.level = "host_government";
                  if (!may_for_organisation(actor, access::Action::attest_delivery, own.value.organisation))
                    said.by = kByInvitedParty;
                  return said;
                });
}

store::Committed Witnessing::verify(const access::Actor& actor, const base::Uuid& id, std::int64_t version,
                                    std::string_view level, const std::string& by, const std::string& url,
                                    bool confirmed, const base::Text& remark) {
  require(actor, access::Action::verify_delivery, {});
  require_reason(confirmed, remark);
  if (level != "independent_verifier" && level != "independent_evaluation")
    throw base::BadInput("field level", "is neither of the two", "Choose one.");
  if (base::trimmed(by).empty()) throw base::BadInput("field by", "is empty", "Say who verified it.");
  if (!model::is_linkable(url))
    throw base::BadInput("field url", "is no address of a page", "Say where the finding can be read.");
  return say_of(reg_, actor, access::Action::verify_delivery, id, version, confirmed, remark,
                [&](store::Reader&, const Attested& delivery) {
                  const auto& receiver = delivery.value.receiver.organisation;
                  if (receiver && actor.holds({access::Role::representative, receiver->str()}))
                    throw access::Refused("to verify delivery " + id.str(), "is not for whoever received it",
                                          "They confirm it as its receiver.");
                  model::Attestation said;
                  said.level = level;
                  said.by = base::trimmed(by);
                  model::Evidence finding;
                  finding.kind = level == "independent_evaluation" ? "evaluation" : "audit";
                  finding.url = url;
                  said.evidence = {std::move(finding)};
                  return said;
                });
}

bool waits_for_receiver(const Held<model::Delivery>& delivery,
                        const std::vector<Held<model::Attestation>>& words) {
  const auto& value = delivery.value;
  const auto& receiver = value.receiver.organisation;
  // A merge may have made one of two: nobody is a witness of what they gave.
  if (!value.origin.empty() || !receiver || receiver == value.giver.organisation) return false;
  return std::ranges::none_of(words, [&](const auto& said) {
    return said.value.level == "partner_countersigned" && speaks_of(said, delivery);
  });
}

}  // namespace entente::registry
