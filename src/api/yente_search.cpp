// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Entries of the lists by name, and by id.
#include <algorithm>
#include <boost/json.hpp>
#include <map>
#include <utility>

#include "api/endpoints.hpp"
#include "api/yente.hpp"
#include "base/text.hpp"
#include "model/vocabulary.hpp"
#include "screening/ftm_entity.hpp"
#include "screening/list_facets.hpp"

namespace entente::api {

namespace {

namespace bj = boost::json;

constexpr std::size_t kMostPage = 500, kMostOffset = 9499, kUsualPage = 10;
constexpr std::size_t kMostFacetValues = 100;
/// Names that are merely like what is looked for are found too.
constexpr double kLikeEnough = 0.5;

/// One page of what was found, and all of it counted.
struct Finding {
  std::vector<std::pair<std::size_t, const screening::Listed*>> page;  ///< list and entry
  std::vector<screening::ListFacets> facets;                           ///< of each list
  bool whole = true;                                                   ///< no more than these

  std::size_t total() const {
    std::size_t all = 0;
    for (const auto& list : facets) all += list.entries;
    return all;
  }
};

struct PageAsked {
  std::size_t limit = 0, offset = 0;
};

/// Every entry of the lists that are asked: they were counted when they were read.
Finding find_all(const registry::LoadedLists& loaded, const YenteFilter& filter, PageAsked page) {
  Finding finding;
  for (std::size_t list = 0; list < loaded.lists.size(); ++list) {
    finding.facets.push_back(filter.lists[list] ? loaded.facets[list] : screening::ListFacets());
    const auto& entries = loaded.lists[list].entries;
    const auto count = finding.facets.back().entries;
    for (auto at = page.offset; at < count && finding.page.size() < page.limit; ++at)
      finding.page.emplace_back(list, &entries[at]);
    page.offset -= std::min(page.offset, count);
  }
  return finding;
}

Finding find(const registry::LoadedLists& loaded, const YenteFilter& filter, std::string_view text,
             PageAsked page) {
  const auto name = base::trimmed(text);
  if (name.empty() && filter.takes_all()) return find_all(loaded, filter, page);
  Finding finding;
  finding.facets.resize(loaded.lists.size());
  std::size_t found = 0;
  const auto take = [&](std::size_t list, const screening::Listed& entry) {
    if (!filter.takes(loaded, list, entry)) return;
    finding.facets[list].add(loaded.lists[list], entry);
    if (found++ >= page.offset && finding.page.size() < page.limit) finding.page.emplace_back(list, &entry);
  };
  if (name.empty()) {
    for (std::size_t list = 0; list < loaded.lists.size(); ++list)
      if (filter.lists[list])
        for (const auto& entry : loaded.lists[list].entries) take(list, entry);
    return finding;
  }
  screening::Party party;
  party.names.push_back({std::string(name), screening::NameQuality::primary, false});
  screening::Settings settings;
  settings.threshold = kLikeEnough;
  settings.limit = kMostPage;
  const auto hits = loaded.screener.screen(party, settings);
  finding.whole = hits.size() < settings.limit;
  for (const auto& hit : hits) take(hit.list, loaded.lists[hit.list].entries[hit.entry]);
  return finding;
}

/// One facet: how many of what was found have each value, the most frequent first.
bj::object facet(std::string_view label, const std::map<std::string, std::size_t, std::less<>>& counts,
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

bj::object facets(const registry::LoadedLists& loaded, const Finding& finding,
                  const std::vector<std::string>& asked) {
  screening::ListFacets all;
  std::map<std::string, std::size_t, std::less<>> countries, datasets, schemata;
  for (std::size_t list = 0; list < finding.facets.size(); ++list) {
    const auto& found = finding.facets[list];
    all.add(found);
    if (found.entries > 0) datasets.emplace(loaded.lists[list].dataset, found.entries);
  }
  for (const auto& [country, count] : all.countries) {
    auto code = country;
    for (auto& c : code) c = static_cast<char>(c - 'A' + 'a');
    countries.emplace(std::move(code), count);
  }
  for (std::size_t kind = 0; kind < all.kinds.size(); ++kind)
    if (all.kinds.at(kind) > 0)
      schemata[std::string(screening::schema_of(static_cast<screening::Kind>(kind)))] += all.kinds.at(kind);
  bj::object given;
  const auto add = [&](const char* name, bool usual, bj::object value) {
    if (asked.empty() ? usual : std::ranges::find(asked, name) != asked.end())
      given.emplace(name, std::move(value));
  };
  add("countries", true, facet("Countries", countries, country_label, loaded));
  add("topics", true, facet("Topics", all.topics, topic_label, loaded));
  add("datasets", true, facet("Data sources", datasets, dataset_label, loaded));
  add("schema", false, facet("Entity types", schemata, topic_label, loaded));
  return given;
}

http::Response search(const YenteAsked& asked) {
  const auto& loaded = asked.loaded;
  const auto& request = asked.request;
  if (!request.parameter("sort").empty())
    throw YenteFault{400, "Cannot sort: what is likest comes first, and without q the order of the lists."};
  auto filter = yente_filter(asked, asked.captures["dataset"]);
  filter.schema = request.parameter("schema");
  if (!filter.schema.empty() && !screening::kind_of_schema(filter.schema))
    throw YenteFault{400, "Invalid schema"};
  if (const auto datasets = parameters(request, "datasets"); !datasets.empty())
    for (std::size_t i = 0; i < filter.lists.size(); ++i)
      if (std::ranges::find(datasets, loaded.lists[i].dataset) == datasets.end()) filter.lists[i] = false;
  const PageAsked page{yente_number(request, "limit", kMostPage, kUsualPage),
                       yente_number(request, "offset", kMostOffset, 0)};
  const auto target = request.parameter("target");
  const auto finding = target == "false" ? Finding{} : find(loaded, filter, request.parameter("q"), page);
  bj::array results;
  for (const auto& [list, entry] : finding.page) results.push_back(yente_entity(loaded.lists[list], *entry));
  return yente_json(request, bj::object{{"limit", page.limit},
                                        {"offset", page.offset},
                                        {"total", bj::object{{"value", finding.total()},
                                                             {"relation", finding.whole ? "eq" : "gte"}}},
                                        {"results", std::move(results)},
                                        {"facets", facets(loaded, finding, parameters(request, "facets"))}});
}

http::Response entity(const YenteAsked& asked) {
  const auto found = yente_entry(asked.loaded, asked.captures["id"]);
  if (found.entry == nullptr) throw YenteFault{404, "No such entity!"};
  require_no_own(asked, found.list);
  return yente_json(asked.request, yente_entity(asked.loaded.lists[found.list], *found.entry));
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
