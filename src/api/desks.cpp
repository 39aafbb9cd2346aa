// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "api/answer.hpp"
#include "api/endpoints.hpp"
#include "model/vocabulary.hpp"
#include "registry/json.hpp"

namespace entente::api {

namespace {

http::Response country(registry::Register& reg, const http::Request& request, std::string_view code) {
  if (!model::find_country(code))
    return error(request, 404, "There is no country or area with this code.",
                 "Use its ISO 3166-1 alpha-2 code, such as KE.");
  const registry::Desk desk(reg);
  const auto published = desk.published(code);
  std::vector<std::vector<registry::AcknowledgementLine>> said;
  for (const auto& guidance : published.guidance) said.push_back(desk.acknowledgements(guidance.id));
  search::Query on_soil;
  on_soil.filters = {{search::Facet::country, std::string(code)}};
  on_soil.limit = 0;
  const auto total = static_cast<std::int64_t>(reg.list(on_soil).answer.total);
  return json(request, registry::to_json(published, said, total, reg.sums(search::Facet::country, code),
                                         {.code = code, .day = base::day_of(reg.clock().now())}));
}

/// One record of a desk in a version that was published (0: the last), under the country of the address.
http::Response published(registry::Register& reg, const http::Request& request, const http::Captures& c,
                         std::int64_t version) {
  const auto id = base::Uuid::parse(c["id"]);
  const registry::Desk desk(reg);
  const auto record = id ? desk.record(*id, version) : std::nullopt;
  if (!record || record->country != c["code"])
    return error(request, 404, "This government has published no such record or version.",
                 "See /api/v1/countries/" + std::string(c["code"]) + ".");
  return json(request, registry::to_json(*record, desk.acknowledgements(*id)));
}

http::Response published_differences(registry::Register& reg, const http::Request& request,
                                     const http::Captures& c) {
  const auto id = base::Uuid::parse(c["id"]);
  const registry::Desk desk(reg);
  const auto record = id ? desk.record(*id) : std::nullopt;
  const bool here = record && record->country == c["code"];
  return differences(request, [&](std::int64_t from, std::int64_t to) {
    return here ? desk.difference(*id, from, to) : std::nullopt;
  });
}

http::Response capacity(registry::Register& reg, const http::Request& request) {
  registry::CapacityQuery query;
  struct Filter {
    std::string_view name, vocabulary;
    std::string* into;
  };
  const std::array filters{Filter{"country", "", &query.country}, Filter{"field", "field", &query.field},
                           Filter{"kind", "capacity_kind", &query.kind},
                           Filter{"state", "capacity_state", &query.state}};
  for (const auto& filter : filters) {
    *filter.into = request.parameter(filter.name);
    const bool known =
        filter.into->empty() ||
        (filter.vocabulary.empty() ? model::find_country(*filter.into) != nullptr
                                   : model::vocabulary(filter.vocabulary).find(*filter.into) != nullptr);
    if (!known)
      return error(request, 400, std::string(filter.name) + " is not a code of its list.",
                   "See /api/v1/openapi.yaml.");
  }
  const auto limit = number(request, "limit", 1, 100, 20);
  const auto offset = read_cursor(request);
  if (!limit || !offset)
    return error(request, 400, "limit or cursor cannot be read.", "See /api/v1/openapi.yaml.");
  query.limit = static_cast<std::size_t>(*limit);
  query.offset = *offset;
  const auto list = registry::Desk(reg).capacity(query);
  return json(request, registry::to_json(list, write_cursor(*offset, list.rows.size(), list.total)));
}

}  // namespace

std::vector<http::Route> desk_routes(registry::Register& reg) {
  return {
      {"GET", "/api/v1/countries/{code}",
       "What a government publishes: plans, guidance with who has acknowledged it, capacity needs and offers",
       [&reg](const http::Request& request, const http::Captures& c) {
         return country(reg, request, c["code"]);
       }},
      {"GET", "/api/v1/countries/{code}/published/{id}",
       "A plan, a guidance, a need or an offer, as it stands or stood last",
       [&reg](const http::Request& request, const http::Captures& c) {
         return published(reg, request, c, 0);
       }},
      {"GET", "/api/v1/countries/{code}/published/{id}/revisions/{version}",
       "An earlier version of it that was published",
       [&reg](const http::Request& request, const http::Captures& c) {
         // -1 is no version of any record.
         return published(reg, request, c, version_of(c["version"]).value_or(-1));
       }},
      {"GET", "/api/v1/countries/{code}/published/{id}/differences",
       "What changed between two of its versions",
       [&reg](const http::Request& request, const http::Captures& c) {
         return published_differences(reg, request, c);
       }},
      {"GET", "/api/v1/capacity", "Capacity needs and offers of all governments",
       [&reg](const http::Request& request, const http::Captures&) { return capacity(reg, request); }},
  };
}

}  // namespace entente::api
