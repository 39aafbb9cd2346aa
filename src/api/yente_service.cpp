// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// What there is to screen against, and by which rule.
#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "api/bearer.hpp"
#include "api/endpoints.hpp"
#include "api/yente.hpp"
#include "base/hash.hpp"
#include "registry/screening_review.hpp"

namespace entente::api {

namespace {

namespace bj = boost::json;

struct Feature {
  std::string_view name, about;
};

constexpr std::array<Feature, 6> kFeatures{{
    {"name_match", "How like the nearest names are, token by token, weighted by how rare each token is."},
    {"born_match", "What days of birth or founding add to the score, or take."},
    {"country_match", "What countries add to the score, or take."},
    {"gender_match", "What gender adds to the score, or takes."},
    {"document_match", "What a number of a document adds to the score, or takes."},
    {"kind_match", "What the kind of party takes from the score where it is another."},
}};

bj::object features_json() {
  bj::object features;
  for (const auto& feature : kFeatures)
    features.emplace(feature.name, bj::object{{"description", feature.about},
                                              {"coefficient", feature.name == "name_match" ? 1.0 : 0.0},
                                              {"url", ""}});
  return features;
}

/// A version of a list by its bytes.
std::string version_text(const registry::ListVersionUsed& version) {
  return std::to_string(version.version) + "-" + base::hex(version.hash).substr(0, 12);
}

bj::object dataset_json(const registry::LoadedLists& loaded, std::size_t i) {
  const auto& list = loaded.lists[i];
  const auto version = version_text(loaded.versions[i]);
  return {{"name", list.dataset},
          {"title", list.title},
          {"summary", nullptr},
          {"url", nullptr},
          {"load", true},
          {"entities_url", nullptr},
          {"version", version},
          {"updated_at", base::to_string(loaded.versions[i].brought)},
          {"entity_count", list.entries.size()},
          {"thing_count", list.entries.size()},
          {"index_version", version},
          {"index_current", true},
          {"children", bj::array()}};
}

http::Response catalog(const YenteAsked& asked) {
  const auto& loaded = asked.loaded;
  bj::array datasets, names;
  std::string versions;
  std::size_t entries = 0;
  for (std::size_t i = 0; i < loaded.lists.size(); ++i) {
    datasets.push_back(dataset_json(loaded, i));
    names.emplace_back(loaded.lists[i].dataset);
    versions += version_text(loaded.versions[i]) + "\n";
    entries += loaded.lists[i].entries.size();
  }
  const auto version = base::hex(base::sha256(versions)).substr(0, 12);
  datasets.push_back(bj::object{{"name", kAllLists},
                                {"title", "All lists"},
                                {"summary", nullptr},
                                {"url", nullptr},
                                {"load", false},
                                {"entities_url", nullptr},
                                {"version", version},
                                {"entity_count", entries},
                                {"thing_count", entries},
                                {"index_version", version},
                                {"index_current", true},
                                {"children", names}});
  return yente_json(asked.request, bj::object{{"datasets", std::move(datasets)},
                                              {"current", std::move(names)},
                                              {"outdated", bj::array()},
                                              {"index_stale", false}});
}

http::Response algorithms(const YenteAsked& asked) {
  constexpr auto kAbout =
      "Names token by token, across scripts and by forms of one name, then what speaks for or against.";
  bj::object algorithm{{"name", screening::kAlgorithm},
                       {"description", kAbout},
                       {"features", features_json()},
                       {"docs", bj::object{{"name", screening::kAlgorithm},
                                           {"description", kAbout},
                                           {"config", bj::object()},
                                           {"features", features_json()}}}};
  return yente_json(asked.request, bj::object{{"algorithms", bj::array{std::move(algorithm)}},
                                              {"default", screening::kAlgorithm},
                                              {"best", screening::kAlgorithm}});
}

http::Response healthy(const YenteAsked& asked) {
  return yente_json(asked.request, bj::object{{"status", "ok"}});
}

http::Response ready(const YenteAsked& asked) {
  const auto& loaded = asked.loaded;
  if (loaded.lists.empty() || !loaded.unread.empty()) throw YenteFault{503, "Index not ready."};
  return yente_json(asked.request, bj::object{{"status", "ok"}});
}

}  // namespace

http::Handler over_lists(const Context& context, YenteWork work) {
  return [context, work](const http::Request& request, const http::Captures& captures) {
    try {
      const auto loaded = context.screening->current();
      const bool has_own =
          std::ranges::find(loaded->lists, "own", &screening::List::format) != loaded->lists.end();
      const bool is_party = has_own && registry::has_interests(bearer_of(context.accounts, request).actor);
      return work({*loaded, request, captures, is_party});
    } catch (const YenteFault& fault) {
      return yente_fault(request, fault);
    } catch (const YenteFormFault& fault) {
      return yente_fault(request, fault);
    }
  };
}

std::vector<http::Route> yente_service_routes(const Context& context) {
  return {
      {"GET", "/yente/catalog", "The lists that are screened against, with their versions",
       over_lists(context, catalog)},
      {"GET", "/yente/algorithms", "The rule that makes scores", over_lists(context, algorithms)},
      {"GET", "/yente/healthz", "Whether the service answers", over_lists(context, healthy)},
      {"GET", "/yente/readyz", "Whether there is a list to screen against", over_lists(context, ready)},
  };
}

}  // namespace entente::api
