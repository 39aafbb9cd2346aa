// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// What is registered for an internationally agreed goal.
#include <boost/json.hpp>

#include "api/answer.hpp"
#include "api/endpoints.hpp"
#include "model/vocabulary.hpp"
#include "registry/json.hpp"

namespace entente::api {

namespace {

http::Response goal(const registry::Register& reg, const http::Request& request, std::string_view code) {
  constexpr std::string_view kMdgPrefix = "mdg:";
  const auto* known = code.starts_with(kMdgPrefix) ? model::find_goal("mdg", code.substr(kMdgPrefix.size()))
                                                   : model::find_goal("sdg", code);
  if (known == nullptr || known->target)
    return error(
        request, 404, "There is no goal with this code.",
        "Use the number of a Sustainable Development Goal, such as 6, or mdg:7 of a Millennium one.");
  search::Query query;
  query.filters = {{search::Facet::goal, std::string(code)}};
  query.limit = 0;
  return json(request,
              boost::json::serialize(boost::json::object{
                  {"framework", known->framework},
                  {"code", known->code},
                  {"partnerships", reg.list(query).answer.total},
                  {"sums", boost::json::parse(registry::to_json(reg.sums(search::Facet::goal, code)))}}));
}

}  // namespace

std::vector<http::Route> goal_routes(registry::Register& reg) {
  return {{"GET", "/api/v1/goals/{code}",
           "A goal: how many partnerships serve it, and what was promised, delivered and is overdue in them",
           [&reg](const http::Request& request, const http::Captures& c) {
             return goal(reg, request, c["code"]);
           }}};
}

}  // namespace entente::api
