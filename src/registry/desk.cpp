// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/desk.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "access/refused.hpp"
#include "base/error.hpp"
#include "registry/desk_words.hpp"
#include "registry/difference.hpp"
#include "registry/merged.hpp"
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

/// What is saved and not published. The draft of a change bears the id and version of what it changes, which
/// is where its form is.
template <class T>
std::vector<Held<T>> drafts_of(store::Reader& reader, std::string_view country,
                               std::set<base::Uuid>& beside) {
  auto all = all_of<T>(reader, country, store::Visibility::draft);
  std::map<base::Uuid, const Held<T>*> changed;
  const auto published = all_of<T>(reader, country, store::Visibility::open);
  for (const auto& each : published) changed[model::draft_beside(each.id)] = &each;
  for (auto& each : all)
    if (const auto of = changed.find(each.id); of != changed.end()) {
      each.id = of->second->id;
      each.version = of->second->version;
      beside.insert(each.id);
    }
  return all;
}

/// Which version an organisation has acknowledged last, by guidance and organisation. Of two that were merged
/// both may have said so: they are one.
struct LastWord {
  std::int64_t version = 0;  ///< of the guidance
  base::Instant at;
  base::Uuid id;
  std::int64_t revision = 0;
};
std::map<std::pair<base::Uuid, base::Uuid>, LastWord> last_words_of(store::Reader& reader,
                                                                    std::string_view country) {
  std::map<std::pair<base::Uuid, base::Uuid>, LastWord> words;
  for (const auto& each : all_of<model::Acknowledgement>(reader, country, store::Visibility::open)) {
    auto& word = words[{each.value.guidance, standing_for(reader, each.value.organisation)}];
    if (each.value.version > word.version) word = {each.value.version, each.time, each.id, each.version};
  }
  return words;
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
  const auto reader = reg_.read();
  constexpr auto kOpen = store::Visibility::open;
  Published published;
  published.plans = all_of<model::NationalPlan>(*reader, country, kOpen);
  published.guidance = all_of<model::Guidance>(*reader, country, kOpen);
  published.capacity = all_of<model::Capacity>(*reader, country, kOpen);
  return published;
}

Published Desk::drafts(const access::Actor& actor, std::string_view country) const {
  require(actor, country);
  const auto reader = reg_.read();
  Published drafts;
  drafts.plans = drafts_of<model::NationalPlan>(*reader, country, drafts.beside);
  drafts.guidance = drafts_of<model::Guidance>(*reader, country, drafts.beside);
  drafts.capacity = drafts_of<model::Capacity>(*reader, country, drafts.beside);
  return drafts;
}

std::optional<DeskRecord> Desk::record(const base::Uuid& id, std::int64_t version) const {
  const auto history = reg_.read()->history(id);
  if (history.empty() || !is_published_type(history.front().type)) return std::nullopt;
  const auto shown = std::ranges::find_if(history, [&](const store::Revision& each) {
    return stands(each) && (version == 0 || each.version == version);
  });
  if (shown == history.end()) return std::nullopt;
  return record_of(history, *shown);
}

std::optional<DeskRecord> Desk::own_record(const access::Actor& actor, const base::Uuid& id) const {
  if (model::is_made_by_rule(id)) return std::nullopt;  // a draft beside it is shown with what it changes
  const auto reader = reg_.read();
  const auto history = reader->history(id);
  if (history.empty() || !is_desk_type(history.front().type)) return std::nullopt;
  auto record = record_of(history, history.front());
  require(actor, record.country);
  record.from.version = history.front().version;
  if (const auto draft = reader->head(model::draft_beside(id))) {
    record.from.draft = draft->version;
    record.beside = draft->visibility == store::Visibility::draft;
    if (record.beside) record.held.value = model::read_body(draft->type, draft->body);
  }
  return record;
}

std::optional<std::vector<Difference>> Desk::difference(const base::Uuid& id, std::int64_t from,
                                                        std::int64_t to) const {
  const auto reader = reg_.read();
  const auto a = reader->revision(id, from), b = reader->revision(id, to);
  if (!a || !b || !is_published_type(a->type) || !stands(*a) || !stands(*b)) return std::nullopt;
  return difference_of(a->body, b->body);
}

std::vector<AcknowledgementLine> Desk::acknowledgements(const base::Uuid& guidance) const {
  const auto reader = reg_.read();
  const auto head = reader->head(guidance);
  if (!head || head->type != model::Guidance::kType) return {};
  const auto country = held<model::Guidance>(*head).value.country;
  std::vector<AcknowledgementLine> lines;
  for (const auto& [of, said] : last_words_of(*reader, country)) {
    if (of.first != guidance) continue;
    AcknowledgementLine line{of.second, {}, said.version, said.at, said.id, said.revision};
    if (const auto organisation = standing_head(*reader, of.second, model::Organisation::kType))
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
      for (const auto& [of, said] : last_words_of(*reader, guidance.value.country)) known[of] = said.version;
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
