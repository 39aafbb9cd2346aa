// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// What governments publish, as the API answers it.
#include <boost/json.hpp>

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

}  // namespace

std::string to_json(const Published& published, const std::vector<std::vector<AcknowledgementLine>>& said) {
  boost::json::array guidance;
  for (std::size_t i = 0; i < published.guidance.size(); ++i) {
    auto one = object_of(published.guidance[i]);
    boost::json::array lines;
    for (const auto& line : said.at(i))
      lines.push_back({{"organisation", line.organisation.str()},
                       {"name", name_by_language(line.name)},
                       {"version", line.version},
                       {"time", base::to_string(line.at)}});
    one.emplace("acknowledgements", std::move(lines));
    guidance.push_back(std::move(one));
  }
  return boost::json::serialize(boost::json::object{{"plans", list_of(published.plans)},
                                                    {"guidance", std::move(guidance)},
                                                    {"capacity", list_of(published.capacity)}});
}

std::string to_json(const CapacityList& list, std::string_view next) {
  return boost::json::serialize(
      boost::json::object{{"total", list.total}, {"results", list_of(list.rows)}, {"next", next}});
}

}  // namespace entente::registry
