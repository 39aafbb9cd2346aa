// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/desk.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "access/refused.hpp"
#include "base/error.hpp"
#include "registry/desk_words.hpp"
#include "registry/reading.hpp"
#include "registry/writing.hpp"

namespace entente::registry {

namespace {

template <class T>
std::vector<Held<T>> all_of(store::Reader& reader, std::string_view country, store::Visibility wanted) {
  std::vector<Held<T>> all;
  for (const auto& head : reader.of_organisation(model::desk_of(country), T::kType))
    if (head.visibility == wanted) all.push_back(held<T>(head));
  std::ranges::stable_sort(all, std::ranges::greater{}, &Held<T>::event_seq);
  return all;
}

Published read_all(store::Reader& reader, std::string_view country, store::Visibility wanted) {
  return {all_of<model::NationalPlan>(reader, country, wanted),
          all_of<model::Guidance>(reader, country, wanted), all_of<model::Capacity>(reader, country, wanted)};
}

DeskRecord::State state_of(store::Visibility visibility) {
  if (visibility == store::Visibility::open) return DeskRecord::State::published;
  return visibility == store::Visibility::draft ? DeskRecord::State::draft : DeskRecord::State::withdrawn;
}

/// `shown` is one of the history, which is newest first.
DeskRecord record_of(const std::vector<store::Revision>& history, const store::Revision& shown) {
  DeskRecord record;
  auto value = model::read_body(shown.type, shown.body);
  record.country = country_of(value);
  record.held = {shown.id,   std::move(value), shown.version, shown.event_seq,
                 shown.time, shown.author,     shown.hash};
  record.state = state_of(history.front().visibility);
  for (const auto& revision : history)
    if (stands(revision)) record.versions.push_back(line_of(revision));
  return record;
}

}  // namespace

Published Desk::published(std::string_view country) const {
  return read_all(*reg_.read(), country, store::Visibility::open);
}

Published Desk::drafts(const access::Actor& actor, std::string_view country) const {
  require(actor, country);
  return read_all(*reg_.read(), country, store::Visibility::draft);
}

std::optional<DeskRecord> Desk::record(const base::Uuid& id, std::int64_t version) const {
  const auto history = reg_.read()->history(id);
  if (history.empty() || !is_desk_type(history.front().type)) return std::nullopt;
  const auto shown = std::ranges::find_if(history, [&](const store::Revision& each) {
    return stands(each) && (version == 0 || each.version == version);
  });
  if (shown == history.end()) return std::nullopt;
  return record_of(history, *shown);
}

std::optional<DeskRecord> Desk::own_record(const access::Actor& actor, const base::Uuid& id) const {
  const auto history = reg_.read()->history(id);
  if (history.empty() || !is_desk_type(history.front().type)) return std::nullopt;
  auto record = record_of(history, history.front());
  require(actor, record.country);
  return record;
}

std::vector<AcknowledgementLine> Desk::acknowledgements(const base::Uuid& guidance) const {
  const auto reader = reg_.read();
  const auto head = reader->head(guidance);
  if (!head || head->type != model::Guidance::kType) return {};
  const auto country = held<model::Guidance>(*head).value.country;
  std::vector<AcknowledgementLine> lines;
  for (const auto& each : all_of<model::Acknowledgement>(*reader, country, store::Visibility::open)) {
    if (each.value.guidance != guidance) continue;
    AcknowledgementLine line{each.value.organisation, {}, each.value.version, each.time};
    if (const auto organisation = standing_head(*reader, each.value.organisation, model::Organisation::kType))
      line.name = held<model::Organisation>(*organisation).value.name;
    lines.push_back(std::move(line));
  }
  std::ranges::stable_sort(lines, {},
                           [](const AcknowledgementLine& l) { return std::string(l.name.str("en")); });
  return lines;
}

CapacityList Desk::capacity(const CapacityQuery& query) const {
  const auto fits = [](const std::string& asked, const std::string& has) {
    return asked.empty() || asked == has;
  };
  CapacityList list;
  const auto take = [&](const store::Revision& head) {
    auto one = held<model::Capacity>(head);
    const auto& c = one.value;
    if (fits(query.country, c.country) && fits(query.field, c.field) && fits(query.kind, c.kind) &&
        fits(query.state, c.state))
      list.rows.push_back(std::move(one));
    return true;
  };
  each_standing(*reg_.read(), model::Capacity::kType, take);
  std::ranges::stable_sort(list.rows, std::ranges::greater{}, &Held<model::Capacity>::event_seq);
  list.total = list.rows.size();
  list.rows.erase(list.rows.begin(),
                  list.rows.begin() + static_cast<std::ptrdiff_t>(std::min(query.offset, list.rows.size())));
  if (list.rows.size() > query.limit) list.rows.resize(query.limit);
  return list;
}

std::vector<GuidanceDue> Desk::due(const access::Actor& actor) const {
  std::vector<base::Uuid> organisations;
  for (const auto& grant : actor.grants)
    if (const auto id = base::Uuid::parse(grant.of); id && grant.role == access::Role::representative)
      organisations.push_back(*id);
  if (organisations.empty()) return {};
  std::vector<Held<model::Guidance>> all;
  std::map<std::pair<base::Uuid, base::Uuid>, std::int64_t> known;  // by guidance and organisation
  {
    const auto reader = reg_.read();
    each_standing(*reader, model::Guidance::kType, [&](const store::Revision& head) {
      all.push_back(held<model::Guidance>(head));
      return true;
    });
    for (const auto& guidance : all)
      for (const auto& each :
           all_of<model::Acknowledgement>(*reader, guidance.value.country, store::Visibility::open))
        known[{each.value.guidance, each.value.organisation}] = each.value.version;
  }
  std::vector<GuidanceDue> due;
  for (const auto& organisation : organisations)
    for (const auto& guidance : all) {
      const auto found = known.find({guidance.id, organisation});
      const auto acknowledged = found == known.end() ? 0 : found->second;
      if (acknowledged < guidance.version && works_in(reg_, organisation, guidance.value.country))
        due.push_back({guidance, organisation, acknowledged});
    }
  return due;
}

}  // namespace entente::registry
