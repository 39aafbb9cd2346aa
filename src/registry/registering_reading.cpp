// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// What writers and the office read of drafts.
#include <algorithm>
#include <functional>
#include <utility>

#include "registry/draft_note.hpp"
#include "registry/host_answers.hpp"
#include "registry/merged.hpp"
#include "registry/reading.hpp"
#include "registry/registering.hpp"

namespace entente::registry {

namespace {

DraftPart draft_part(store::Reader& reader, const store::Revision& revision, const DraftNote& note) {
  DraftPart part{held<model::Participation>(revision), {}, false};
  const auto& id = part.part.value.organisation;
  if (const auto fresh = note.organisations.find(id); fresh != note.organisations.end()) {
    part.organisation = {id, fresh->second.name, fresh->second.type, fresh->second.country};
    part.is_new = true;
  } else if (const auto head = standing_head(reader, standing_for(reader, id), model::Organisation::kType)) {
    part.organisation = line_of(held<model::Organisation>(*head));
  } else {
    part.organisation.id = id;
  }
  return part;
}

/// The countries that a change takes out though their government has answered on the partnership.
std::vector<std::string> hosts_left(store::Reader& reader, const base::Uuid& id,
                                    const model::Partnership& changed) {
  const auto head = standing_head(reader, id, model::Partnership::kType);
  if (!head) return {};
  const auto before = host_countries(held<model::Partnership>(*head).value);
  const auto after = host_countries(changed);
  auto answered = answering_among(reader.of_partnership(id, model::HostAnswer::kType));
  std::erase_if(answered, [&](const std::string& country) {
    return !std::ranges::binary_search(before, country) || std::ranges::binary_search(after, country);
  });
  return answered;
}

}  // namespace

std::vector<DraftLine> Registering::own(const access::Actor& actor) const {
  const auto reader = reg_.read();
  std::vector<DraftLine> lines;
  for (const auto& place : draft_places(actor))
    for (const auto& head : drafts_on(*reader, place))
      if (const auto note = read_note(*reader, head.id); note && may_write(actor, *note))
        lines.push_back(line_of_draft(*reader, head, *note));
  std::ranges::sort(lines, std::ranges::greater{}, &DraftLine::id);
  return lines;
}

std::optional<Draft> Registering::draft(const access::Actor& actor, const base::Uuid& id) const {
  const auto reader = reg_.read();
  const auto standing = standing_draft(*reader, id);
  if (!standing) return std::nullopt;
  const auto& note = standing->note;
  if (!may_read(actor, note)) return std::nullopt;  // an id of another's draft tells no more than any other
  Draft draft;
  draft.partnership = held<model::Partnership>(standing->head);
  for (const auto& each : parts_of_draft(*reader, id)) draft.parts.push_back(draft_part(*reader, each, note));
  draft.measure = measure_of_draft(*reader, id);
  draft.state = note.state;
  draft.owner = note.owner;
  draft.organisation = note.organisation;
  draft.of = note.of;
  if (note.of) draft.hosts_left = hosts_left(*reader, *note.of, draft.partnership.value);
  draft.steps = note.steps;
  for (auto& step : draft.steps)
    if (const auto account = reader->accounts().account(step.account)) step.name = account->name;
  draft.seen = last_touch(*reader, standing->head);
  draft.may_write = may_write(actor, note);
  draft.may_review = may_review(actor) && note.state == DraftState::handed_in;
  draft.may_publish = draft.may_write && rules_.trust_representatives && !note.of &&
                      !note.organisation.is_nil() &&
                      actor.holds(access::Grant{access::Role::representative, note.organisation.str()});
  return draft;
}

std::optional<PartnershipView> Registering::preview(const access::Actor& actor, const base::Uuid& id) const {
  auto draft = this->draft(actor, id);
  if (!draft) return std::nullopt;
  // What hangs on the partnership that it changes stays as it is.
  auto standing = draft->of ? reg_.partnership(*draft->of) : std::nullopt;
  const bool stands_already = standing.has_value();
  PartnershipView view = stands_already ? *std::move(standing) : PartnershipView{};
  view.revisions.clear();
  if (stands_already) view.changes.emplace(view.partnership.id, view.partnership.version);
  view.partnership = std::move(draft->partnership);
  view.head_version = view.partnership.version;
  view.hosts =
      host_words(view.partnership.value, view.changes ? reg_.read()->of_partnership(view.changes->first)
                                                      : std::vector<store::Revision>{});
  for (auto& each : draft->parts) {
    view.organisations.emplace(each.organisation.id, each.organisation);
    each.part.event_seq = 0;  // it came with no commit that anybody sees
    view.parties.push_back({std::move(each.part), std::move(each.organisation), "named", std::nullopt});
  }
  if (draft->measure) {
    draft->measure->event_seq = 0;
    view.results.push_back(std::move(*draft->measure));
  }
  view.freshness =
      freshness_of(reporting_of(view.partnership, view.parties, {}), base::day_of(reg_.clock().now()));
  return view;
}

}  // namespace entente::registry
