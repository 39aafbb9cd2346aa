// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// What governments publish, as the API answers it.
#include <boost/json.hpp>

#include "model/country_groups.hpp"
#include "registry/desk.hpp"
#include "registry/json.hpp"

namespace entente::registry {

namespace {

template <class T>
boost::json::object object_of(const Held<T>& held) {
  return {{"id", held.id.str()},
          {"version", held.version},
          {"event_seq", held.event_seq},
          {"time", base::to_string(held.time)},
          {"author", held.author},
          {"hash", base::hex(held.hash)},
          {T::kType, boost::json::parse(model::body_of(held.value))}};
}

template <class T>
boost::json::array list_of(const std::vector<Held<T>>& all) {
  boost::json::array list;
  for (const auto& each : all) list.push_back(object_of(each));
  return list;
}

boost::json::object name_by_language(const base::Text& text) {
  boost::json::object names;
  for (const auto& n : text.narratives) names.emplace(n.language, n.value);
  return names;
}

boost::json::array lines_of(const std::vector<AcknowledgementLine>& said) {
  boost::json::array lines;
  for (const auto& line : said)
    lines.push_back({{"organisation", line.organisation.str()},
                     {"name", name_by_language(line.name)},
                     {"version", line.version},
                     {"time", base::to_string(line.at)}});
  return lines;
}

/// Those it is in on the day, each with when it came and goes and who says so.
boost::json::array groups_of(const CountryAsked& country) {
  boost::json::array groups;
  const auto& titles = model::country_table().sources;
  const auto add_end = [&](boost::json::object& one, const std::string& name,
                           const std::optional<base::PartialDate>& day, const std::string& source,
                           model::DayKnown known) {
    if (day) one.emplace(name, day->str());
    if (!source.empty()) one.emplace(name + "_source", titles.at(source));
    if (const auto word = model::name_of(known); day && !word.empty()) one.emplace(name + "_known", word);
  };
  for (const auto group : model::kCountryGroups)
    if (const auto* span = model::group_of(country.code, group, country.day)) {
      boost::json::object one{{"group", group}};
      add_end(one, "from", span->from, span->source, span->from_known);
      add_end(one, "to", span->to, span->to_source, span->to_known);
      groups.push_back(std::move(one));
    }
  return groups;
}

}  // namespace

std::string to_json(const DeskRecord& record, const std::vector<AcknowledgementLine>& said) {
  auto one = std::visit(
      [&](const auto& value) {
        using T = std::decay_t<decltype(value)>;
        const auto& held = record.held;
        return object_of(
            Held<T>{held.id, value, held.version, held.event_seq, held.time, held.author, held.hash});
      },
      record.held.value);
  one.emplace("head_version", record.versions.front().version);
  one.emplace("state", record.state == DeskRecord::State::withdrawn ? "withdrawn" : "published");
  if (std::holds_alternative<model::Guidance>(record.held.value))
    one.emplace("acknowledgements", lines_of(said));
  boost::json::array revisions;
  for (const auto& line : record.versions)
    revisions.push_back({{"version", line.version},
                         {"event_seq", line.event_seq},
                         {"time", base::to_string(line.time)},
                         {"author", line.author},
                         {"hash", base::hex(line.hash)}});
  one.emplace("revisions", std::move(revisions));
  return boost::json::serialize(one);
}

std::string to_json(const Published& published, const std::vector<std::vector<AcknowledgementLine>>& said,
                    std::int64_t partnerships, const MoneySums& sums, const CountryAsked& country) {
  boost::json::array guidance;
  for (std::size_t i = 0; i < published.guidance.size(); ++i) {
    auto one = object_of(published.guidance[i]);
    one.emplace("acknowledgements", lines_of(said.at(i)));
    guidance.push_back(std::move(one));
  }
  return boost::json::serialize(boost::json::object{{"plans", list_of(published.plans)},
                                                    {"guidance", std::move(guidance)},
                                                    {"capacity", list_of(published.capacity)},
                                                    {"partnerships", partnerships},
                                                    {"groups", groups_of(country)},
                                                    {"sums", boost::json::parse(to_json(sums))}});
}

std::string to_json(const CapacityList& list, std::string_view next) {
  return boost::json::serialize(
      boost::json::object{{"total", list.total}, {"results", list_of(list.rows)}, {"next", next}});
}

}  // namespace entente::registry
