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
  return json(request, registry::to_json(published, said));
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
      {"GET", "/api/v1/capacity", "Capacity needs and offers of all governments",
       [&reg](const http::Request& request, const http::Captures&) { return capacity(reg, request); }},
  };
}

}  // namespace entente::api
