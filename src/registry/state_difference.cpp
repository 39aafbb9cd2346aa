// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/state_difference.hpp"

#include <boost/json.hpp>
#include <map>
#include <memory>
#include <tuple>
#include <utility>

#include "registry/difference.hpp"
#include "registry/past_reader.hpp"
#include "registry/reading.hpp"

namespace entente::registry {

namespace {

/// In the order in which they are told.
using Place = std::tuple<bool, std::string, base::Uuid>;
using Bodies = std::map<Place, std::string>;

Bodies bodies_at(const Register& reg, const base::Uuid& id, std::int64_t event) {
  Bodies bodies;
  PastReader reader(reg.read(), std::make_shared<PastMemory>(event));
  auto head = reader.head(id);
  if (!head || !stands(*head)) return bodies;
  const bool partnership = head->type == model::Partnership::kType;
  bodies.emplace(Place(false, head->type, id), std::move(head->body));
  if (partnership)
    for (auto& part : reader.of_partnership(id))
      // How a concern stands is told of no other day (docs/decisions/0078).
      if (stands(part) && part.type != model::ConcernNotice::kType)
        bodies.emplace(Place(true, part.type, part.id), std::move(part.body));
  return bodies;
}

}  // namespace

std::string_view name_of(RecordDifference::Fate fate) {
  switch (fate) {
    case RecordDifference::Fate::added:
      return "added";
    case RecordDifference::Fate::removed:
      return "removed";
    default:
      return "changed";
  }
}

std::optional<std::vector<RecordDifference>> state_difference(const Register& reg, const base::Uuid& id,
                                                              std::int64_t from, std::int64_t to) {
  constexpr std::string_view kNothing = "{}";
  auto before = bodies_at(reg, id, from), after = bodies_at(reg, id, to);
  if (before.empty() && after.empty()) return std::nullopt;
  std::map<Place, RecordDifference> all;
  const auto add = [&](const Place& place, RecordDifference::Fate fate, std::string_view was,
                       std::string_view is) {
    auto fields = public_difference(was, is);
    if (!fields.empty())
      all.emplace(place, RecordDifference{std::get<2>(place), std::get<1>(place), fate,
                                          std::string(is == kNothing ? was : is), std::move(fields)});
  };
  for (const auto& [place, body] : before) {
    const auto other = after.find(place);
    if (other == after.end())
      add(place, RecordDifference::Fate::removed, body, kNothing);
    else
      add(place, RecordDifference::Fate::changed, body, other->second);
  }
  for (const auto& [place, body] : after)
    if (!before.contains(place)) add(place, RecordDifference::Fate::added, kNothing, body);
  std::vector<RecordDifference> told;
  for (auto& [place, one] : all) told.push_back(std::move(one));
  return told;
}

std::string to_json(const std::vector<RecordDifference>& all) {
  boost::json::array list;
  for (const auto& record : all)
    for (const auto& field : record.fields)
      list.push_back({{"record", record.id.str()},
                      {"type", record.type},
                      {"change", name_of(record.fate)},
                      {"path", field.path},
                      {"before", field.before},
                      {"after", field.after}});
  return boost::json::serialize(boost::json::object{{"differences", std::move(list)}});
}

}  // namespace entente::registry
