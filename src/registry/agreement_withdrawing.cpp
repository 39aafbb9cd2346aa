// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Taking an agreement back, and what stands in its place.
#include <algorithm>
#include <optional>
#include <utility>

#include "access/refused.hpp"
#include "base/error.hpp"
#include "registry/account_words.hpp"
#include "registry/agreeing.hpp"
#include "registry/agreement_reading.hpp"
#include "registry/merged.hpp"
#include "registry/notices.hpp"
#include "registry/proven_factor.hpp"
#include "registry/reading.hpp"
#include "registry/text_bounds.hpp"
#include "registry/writing.hpp"

namespace entente::registry {

namespace {

constexpr auto kWithdraws = access::Action::withdraw_agreement;

/// The record that stands for the party that brought it, where this actor represents it.
std::optional<base::Uuid> brought_for(store::Reader& reader, const access::Actor& actor,
                                      const AgreementView& view) {
  const auto first = reader.revision(view.id, 1);
  if (!first) return std::nullopt;
  const auto text = held<model::Agreement>(*first).value;
  if (text.brought) {
    const auto standing = standing_for(reader, *text.brought);
    return may_for_party(reader, actor, access::Action::make_agreement, standing) ? std::optional(standing)
                                                                                  : std::nullopt;
  }
  // One of a register that did not keep that yet: by who wrote it.
  for (const auto& party : text.parties) {
    const auto standing = standing_for(reader, party.organisation);
    // A steward may for any place: it is asked what only those who represent it may.
    if (may_for_party(reader, actor, access::Action::make_agreement, standing) &&
        (first->author == author_of(actor) || people_of(reader, standing).contains(first->author)))
      return standing;
  }
  return std::nullopt;
}

bool is_signed_by_another(store::Reader& reader, const AgreementView& view, const base::Uuid& own) {
  return std::ranges::any_of(view.versions, [&](const AgreementVersion& version) {
    return std::ranges::any_of(version.needed, [&](const NeededSignature& each) {
      return each.given && standing_for(reader, each.party.organisation) != own;
    });
  });
}

/// The register's office, which is nobody's party here.
bool is_for_office(store::Reader& reader, const access::Actor& actor, const AgreementView& view) {
  return access::may(actor, kWithdraws) &&
         std::ranges::none_of(view.head().needed, [&](const NeededSignature& each) {
           return may_for_party(reader, actor, access::Action::make_agreement, each.party.organisation);
         });
}

void require_withdrawing(store::Reader& reader, const access::Actor& actor, const AgreementView& view) {
  if (is_for_office(reader, actor, view)) return;
  const auto own = brought_for(reader, actor, view);
  if (!own)
    throw access::Refused("to withdraw agreement " + view.id.str(), "is for the party that brought it",
                          "Ask that party, or the register's office.");
  require_party(reader, actor, kWithdraws, *own);
  if (is_signed_by_another(reader, view, *own))
    throw base::Conflict("agreement " + view.id.str(), "was signed by another party",
                         "Have all sign that it ends, or ask the register's office.");
}

}  // namespace

bool Agreeing::may_withdraw(const access::Actor& actor, const AgreementView& view) const {
  const auto reader = reg_.read();
  if (is_for_office(*reader, actor, view)) return true;
  const auto own = brought_for(*reader, actor, view);
  return own && may_for_party(*reader, actor, kWithdraws, *own) && !is_signed_by_another(*reader, view, *own);
}

bool Agreeing::withdraws_by_factor(const access::Actor& actor, const AgreementView& view) const {
  return view.signed_ever() != nullptr && is_for_office(*reg_.read(), actor, view);
}

store::Committed Agreeing::withdraw(const access::Actor& actor, const base::Uuid& id, std::int64_t version,
                                    const base::Text& reason, std::optional<ProvenFactor> given) {
  const auto proven = std::move(given);
  const auto done = reg_.store().write(written_by(actor), [&](store::UnitOfWork& unit) {
    const auto view = standing_agreement(unit, id, reg_.clock().now());
    require_withdrawing(unit, actor, view);
    require_version(view, version);
    if (reason.empty()) throw base::BadInput("field reason", "is empty", "Say why it is withdrawn.");
    if (view.signed_ever() != nullptr && is_for_office(unit, actor, view)) {
      const auto act = act_of_withdrawing(id, version, reason.narratives.front().value);
      if (!proven)
        throw access::Refused("to withdraw agreement " + id.str(), "asks for the second factor once more",
                              "Withdraw it on its page, with a new code.");
      require_proven(actor, *proven, act);
    }
    require_length("reason", reason, kMostRemarkBytes);
    auto text = view.head().text.value;
    text.withdrawn = reason;
    require_form(text);
    auto revision = revision_of(id, text, store::Visibility::withdrawn);
    revision.expected_version = version;
    unit.put(revision);
    tell_parties_of(unit, reg_.clock(), actor, view, kNoticeAgreementWithdrawn);
  });
  reg_.follow();
  return done;
}

std::optional<WithdrawnAgreement> Agreeing::withdrawn(const base::Uuid& id,
                                                      const ShownVersions& shown) const {
  const auto reader = reg_.read();
  const auto head = reader->head(id);
  if (!head || head->type != model::Agreement::kType || head->visibility != store::Visibility::withdrawn)
    return std::nullopt;
  auto was = read_agreement(*reader, id, reg_.clock().now(), shown);
  auto last = held<model::Agreement>(*head);
  if (!was || !standing_head(*reader, last.value.partnership, model::Partnership::kType)) return std::nullopt;
  return WithdrawnAgreement{std::move(*was), std::move(last)};
}

}  // namespace entente::registry
