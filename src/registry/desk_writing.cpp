// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "access/refused.hpp"
#include "base/error.hpp"
#include "model/vocabulary.hpp"
#include "registry/account_words.hpp"
#include "registry/desk.hpp"
#include "registry/desk_sense.hpp"
#include "registry/desk_words.hpp"
#include "registry/notices.hpp"
#include "registry/reading.hpp"
#include "registry/representatives.hpp"
#include "registry/writing.hpp"

namespace entente::registry {

namespace {

/// Records of one type that a desk may hold, drafts and withdrawn ones too: pages show all of them.
constexpr std::ptrdiff_t kMostOnDesk = 500;

/// The head of a record of a desk, which a form was made from.
store::Revision standing_record(store::Reader& reader, const base::Uuid& id) {
  auto head = reader.head(id);
  if (!head || !is_desk_type(head->type) || model::is_made_by_rule(id))
    throw base::NotFound("record " + id.str(), "does not exist");
  if (head->visibility == store::Visibility::withdrawn)
    throw base::Conflict("record " + id.str(), "has been withdrawn", "Write a new one.");
  return std::move(*head);
}

/// A draft beside it does not count the versions of what it changes, so that one says both.
void require_version(const store::Revision& head, const MadeFrom& from) {
  if (head.version != from.version)
    throw base::Conflict("record " + head.id.str(), "has been changed meanwhile", "Look at what stands.");
}

/// Ends the draft beside a record, where it is the one that somebody saw (else base::Conflict); false where
/// there is none.
bool end_draft(store::UnitOfWork& unit, const base::Uuid& id, std::int64_t seen) {
  const auto draft = unit.head(model::draft_beside(id));
  if ((draft ? draft->version : 0) != seen)
    throw base::Conflict("draft beside " + id.str(), "has been changed meanwhile",
                         "Look at what it says now.");
  if (!draft || draft->visibility != store::Visibility::draft) return false;
  auto ended =
      revision_of(draft->id, model::read_body(draft->type, draft->body), store::Visibility::withdrawn);
  ended.expected_version = seen;
  unit.put(ended);
  return true;
}

/// Whoever represents an organisation that works in the country is told of its guidance.
void tell_representatives(Register& reg, const base::Uuid& guidance, const std::string& country) {
  std::map<base::Uuid, bool> works;  // by organisation
  std::set<base::Uuid> told;
  for (const auto& [account, organisation] : all_representatives(reg)) {
    const auto [known, is_new] = works.try_emplace(organisation, false);
    if (is_new) known->second = works_in(reg, organisation, country);
    if (known->second) told.insert(account);
  }
  if (told.empty()) return;
  reg.store().write({"system"}, [&](store::UnitOfWork& unit) {
    for (const auto& account : told)
      notify_anew(unit.accounts(), reg.clock(), account, kNoticeGuidance, guidance.str());
  });
}

}  // namespace

std::string country_of(const model::Record& record) {
  return std::visit(
      [](const auto& r) -> std::string {
        if constexpr (requires { r.kOnDesk; })
          return r.country;
        else
          return {};
      },
      record);
}

void Desk::require(const access::Actor& actor, std::string_view country) {
  if (access::may(actor, access::Action::keep_desk, {.place = std::string(country)})) return;
  throw access::Refused("the desk of " + std::string(country), "is not open to this account",
                        "Its focal point keeps it.");
}

bool is_desk_type(std::string_view type) {
  constexpr std::array kTypes{model::NationalPlan::kType, model::Guidance::kType, model::Capacity::kType};
  return std::ranges::find(kTypes, type) != kTypes.end();
}

bool is_published_type(std::string_view type) {
  return is_desk_type(type) || type == model::HostAnswer::kType;
}

bool works_in(const Register& reg, const base::Uuid& organisation, std::string_view country) {
  search::Query query;
  query.filters = {{search::Facet::party, organisation.str()},
                   {search::Facet::country, std::string(country)}};
  query.limit = 1;
  return !reg.ids(query).empty();
}

Made Desk::put(const access::Actor& actor, const base::Uuid& id, const MadeFrom& from,
               const model::Record& record, bool publish) {
  const auto country = country_of(record);
  require(actor, country);
  if (!model::find_country(country) || !is_desk_type(model::type_of(record)))
    throw base::BadInput("record of type " + std::string(model::type_of(record)), "is not one of a desk");
  require_form(record);
  require_desk_sense(record);
  auto own = id.is_nil() ? base::Uuid::v7(reg_.clock().now()) : id;
  const auto done = reg_.store().write(written_by(actor), [&](store::UnitOfWork& unit) {
    bool beside = false;
    if (id.is_nil()) {
      const auto there = unit.of_organisation(model::desk_of(country), model::type_of(record));
      if (std::ranges::count_if(there, std::not_fn(model::is_made_by_rule), &store::Revision::id) >=
          kMostOnDesk)
        throw base::Conflict(
            "the desk of " + country,
            "holds " + std::to_string(kMostOnDesk) + " of these, drafts and withdrawn ones too",
            "Change one that is there.");
    } else {
      const auto head = standing_record(unit, id);
      const auto stands_in = country_of(model::read_body(head.type, head.body));
      if (head.type != model::type_of(record) || stands_in != country)
        throw base::BadInput("record " + id.str(), "is another kind of record, or another country's");
      require_version(head, from);
      beside = stands(head) && !publish;
      if (!beside) end_draft(unit, id, from.draft);
    }
    auto revision = revision_of(beside ? model::draft_beside(id) : own, record,
                                publish ? store::Visibility::open : store::Visibility::draft);
    revision.expected_version = id.is_nil() ? 0 : beside ? from.draft : from.version;
    unit.put(revision);
  });
  reg_.follow();  // whoever wrote it sees it on the next page
  if (done.repeated)
    own = id.is_nil() ? made_in(reg_, done, model::type_of(record)).value_or(base::Uuid()) : id;
  else if (publish && model::type_of(record) == model::Guidance::kType)
    tell_representatives(reg_, own, country);
  return {own, done};
}

store::Committed Desk::withdraw(const access::Actor& actor, const base::Uuid& id, const MadeFrom& from) {
  const auto done = reg_.store().write(written_by(actor), [&](store::UnitOfWork& unit) {
    const auto head = standing_record(unit, id);
    const auto record = model::read_body(head.type, head.body);
    require(actor, country_of(record));
    auto revision = revision_of(id, record, store::Visibility::withdrawn);
    revision.expected_version = from.version;
    unit.put(revision);
    end_draft(unit, id, from.draft);
  });
  reg_.follow();
  return done;
}

store::Committed Desk::discard(const access::Actor& actor, const base::Uuid& id, const MadeFrom& from) {
  const auto done = reg_.store().write(written_by(actor), [&](store::UnitOfWork& unit) {
    const auto head = standing_record(unit, id);
    require(actor, country_of(model::read_body(head.type, head.body)));
    if (!end_draft(unit, id, from.draft))
      throw base::Conflict("draft beside " + id.str(), "does not stand any more", "Look at the desk.");
  });
  reg_.follow();
  return done;
}

store::Committed Desk::acknowledge(const access::Actor& actor, const base::Uuid& guidance,
                                   std::int64_t version, const base::Uuid& organisation) {
  if (!access::may(actor, access::Action::acknowledge_guidance, {.place = organisation.str()}))
    throw access::Refused("to speak for organisation " + organisation.str(),
                          "is not among what this account may do", "Its representatives do.");
  const auto now = reg_.clock().now();
  const auto done = reg_.store().write(written_by(actor), [&](store::UnitOfWork& unit) {
    const auto head = standing_head(unit, guidance, model::Guidance::kType);
    if (!head) throw base::NotFound("guidance " + guidance.str(), "does not stand");
    if (head->version != version)
      throw base::Conflict("guidance " + guidance.str(), "has a newer version", "Read that one.");
    if (!standing_head(unit, organisation, model::Organisation::kType))
      throw base::NotFound("organisation " + organisation.str(), "does not exist");
    model::Acknowledgement said;
    said.country = held<model::Guidance>(*head).value.country;
    said.guidance = guidance;
    said.organisation = organisation;
    said.version = version;
    said.guidance_hash = base::hex(head->hash);
    said.at = base::to_string(now);
    base::Uuid own = base::Uuid::v7(now);
    for (const auto& each :
         unit.of_organisation(model::desk_of(said.country), model::Acknowledgement::kType)) {
      const auto before = held<model::Acknowledgement>(each);
      if (before.value.guidance != guidance || before.value.organisation != organisation) continue;
      if (before.value.version == version) return;  // said already
      own = each.id;
    }
    unit.put(revision_of(own, said));
  });
  reg_.follow();
  return done;
}

}  // namespace entente::registry
