// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Entries of the lists by name, and by id.
#include <algorithm>
#include <boost/json.hpp>
#include <map>

#include "api/endpoints.hpp"
#include "api/yente.hpp"
#include "base/text.hpp"
#include "model/vocabulary.hpp"
#include "screening/ftm_entity.hpp"

namespace entente::api {

namespace {

namespace bj = boost::json;

constexpr std::size_t kMostPage = 500, kMostOffset = 9499, kUsualPage = 10;
constexpr std::size_t kMostFacetValues = 100;
/// Names that are merely like what is looked for are found too.
constexpr double kLikeEnough = 0.5;

struct Found {
  std::size_t list = 0, entry = 0;
};

struct Finding {
  std::vector<Found> all;
  bool whole = true;  ///< no more than these
};

Finding find(const registry::LoadedLists& loaded, const YenteFilter& filter, std::string_view text) {
  Finding finding;
  const auto take = [&](std::size_t list, std::size_t entry) {
    if (filter.takes(loaded, list, loaded.lists[list].entries[entry])) finding.all.push_back({list, entry});
  };
  if (base::trimmed(text).empty()) {
    for (std::size_t list = 0; list < loaded.lists.size(); ++list)
      for (std::size_t entry = 0; entry < loaded.lists[list].entries.size(); ++entry) take(list, entry);
    return finding;
  }
  screening::Party party;
  party.names.push_back({std::string(base::trimmed(text)), screening::NameQuality::primary, false});
  screening::Settings settings;
  settings.threshold = kLikeEnough;
  settings.limit = kMostPage;
  const auto hits = loaded.screener.screen(party, settings);
  finding.whole = hits.size() < settings.limit;
  for (const auto& hit : hits) take(hit.list, hit.entry);
  return finding;
}

/// One facet: how many of what was found have each value, the most frequent first.
bj::object facet(std::string_view label, const std::map<std::string, std::size_t>& counts,
                 std::string (*name_of)(const registry::LoadedLists&, const std::string&),
                 const registry::LoadedLists& loaded) {
  std::vector<std::pair<std::string, std::size_t>> sorted(counts.begin(), counts.end());
  std::ranges::stable_sort(sorted, [](const auto& a, const auto& b) { return a.second > b.second; });
  if (sorted.size() > kMostFacetValues) sorted.resize(kMostFacetValues);
  bj::array values;
  for (const auto& [name, count] : sorted)
    values.push_back(bj::object{{"name", name}, {"label", name_of(loaded, name)}, {"count", count}});
  return {{"label", label}, {"values", std::move(values)}};
}

std::string country_label(const registry::LoadedLists&, const std::string& code) {
  std::string capitals = code;
  for (auto& c : capitals) c = static_cast<char>(c - 'a' + 'A');
  const auto* const country = model::find_country(capitals);
  return country ? std::string(country->name.str("en")) : code;
}

std::string topic_label(const registry::LoadedLists&, const std::string& topic) {
  return topic;
}

std::string dataset_label(const registry::LoadedLists& loaded, const std::string& name) {
  const auto found = std::ranges::find(loaded.lists, name, &screening::List::dataset);
  return found == loaded.lists.end() ? name : found->title;
}

bj::object facets(const registry::LoadedLists& loaded, const std::vector<Found>& all,
                  const std::vector<std::string>& asked) {
  std::map<std::string, std::size_t> countries, topics, datasets, schemata;
  for (const auto& found : all) {
    const auto& list = loaded.lists[found.list];
    const auto& entry = list.entries[found.entry];
    for (auto code : entry.party.countries) {
      for (auto& c : code) c = static_cast<char>(c - 'A' + 'a');
      ++countries[code];
    }
    for (const auto& topic : yente_topics(list, entry)) ++topics[topic];
    ++datasets[list.dataset];
    ++schemata[std::string(screening::schema_of(entry.party.kind))];
  }
  bj::object given;
  const auto add = [&](const char* name, bool usual, bj::object value) {
    if (asked.empty() ? usual : std::ranges::find(asked, name) != asked.end())
      given.emplace(name, std::move(value));
  };
  add("countries", true, facet("Countries", countries, country_label, loaded));
  add("topics", true, facet("Topics", topics, topic_label, loaded));
  add("datasets", true, facet("Data sources", datasets, dataset_label, loaded));
  add("schema", false, facet("Entity types", schemata, topic_label, loaded));
  return given;
}

http::Response search(const registry::LoadedLists& loaded, const http::Request& request,
                      const http::Captures& captures) {
  if (!request.parameter("sort").empty())
    throw YenteFault{400, "Cannot sort: what is likest comes first, and without q the order of the lists."};
  auto filter = yente_filter(loaded, request, captures["dataset"]);
  filter.schema = request.parameter("schema");
  if (!filter.schema.empty() && !screening::kind_of_schema(filter.schema))
    throw YenteFault{400, "Invalid schema"};
  if (const auto datasets = parameters(request, "datasets"); !datasets.empty())
    for (std::size_t i = 0; i < filter.lists.size(); ++i)
      if (std::ranges::find(datasets, loaded.lists[i].dataset) == datasets.end()) filter.lists[i] = false;
  const auto limit = yente_number(request, "limit", kMostPage, kUsualPage);
  const auto offset = yente_number(request, "offset", kMostOffset, 0);
  const auto target = request.parameter("target");
  const auto finding = target == "false" ? Finding{} : find(loaded, filter, request.parameter("q"));
  bj::array results;
  for (auto i = offset; i < finding.all.size() && results.size() < limit; ++i) {
    const auto& list = loaded.lists[finding.all[i].list];
    results.push_back(yente_entity(list, list.entries[finding.all[i].entry]));
  }
  return yente_json(request,
                    bj::object{{"limit", limit},
                               {"offset", offset},
                               {"total", bj::object{{"value", finding.all.size()},
                                                    {"relation", finding.whole ? "eq" : "gte"}}},
                               {"results", std::move(results)},
                               {"facets", facets(loaded, finding.all, parameters(request, "facets"))}});
}

http::Response entity(const registry::LoadedLists& loaded, const http::Request& request,
                      const http::Captures& captures) {
  const auto id = captures["id"];
  for (const auto& list : loaded.lists)
    for (const auto& entry : list.entries)
      if (yente_id(list, entry) == id) return yente_json(request, yente_entity(list, entry));
  throw YenteFault{404, "No such entity!"};
}

}  // namespace

std::vector<http::Route> yente_search_routes(const Context& context) {
  return {
      {"GET", "/yente/search/{dataset}", "Entries of the lists whose names are like a text",
       over_lists(context, search)},
      {"GET", "/yente/entities/{id}", "One entry of the lists", over_lists(context, entity)},
  };
}

}  // namespace entente::api
