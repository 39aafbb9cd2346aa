// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/concerns.hpp"

#include <boost/json.hpp>

#include "api/answer.hpp"
#include "api/endpoints.hpp"
#include "base/json.hpp"

namespace entente::api {

namespace {

boost::json::array said_json(const std::vector<registry::ConcernLine>& lines) {
  boost::json::array all;
  for (const auto& line : lines) {
    boost::json::object one{
        {"what", line.step.what}, {"text", line.step.words}, {"at", base::to_string(line.step.at)}};
    if (!line.country.empty()) one.emplace("country", line.country);
    if (line.country.empty() && !line.step.place.empty()) one.emplace("organisation", line.step.place);
    all.push_back(std::move(one));
  }
  return all;
}

boost::json::object published_json(const registry::ConcernDetail& detail) {
  const auto& concern = detail.concern;
  boost::json::object one{{"number", concern.number},
                          {"kind", concern.kind},
                          {"state", registry::name_of(concern.state)},
                          {"raised", base::to_string(concern.made)},
                          {"text", concern.shown},
                          {"shortened", concern.shortened},
                          {"said", said_json(detail.lines)}};
  if (concern.state == store::ConcernState::open) one.emplace("due", base::to_string(concern.due));
  return one;
}

http::Response concerns(const registry::Concerns& concerns, const http::Request& request) {
  for (const auto& [name, value] : request.query)
    if (name != "about")
      return error(request, 400, "'" + name + "' is not a parameter of concerns.",
                   "See /api/v1/openapi.yaml.");
  const auto id = base::Uuid::parse(request.parameter("about"));
  if (!id) return error(request, 400, "about is not the id of a record.", "Write it as ?about=ID.");
  if (!concerns.subject(*id))
    return error(request, 404, "There is no such partnership, organisation or record of a government.",
                 "See /api/v1/openapi.yaml.");
  const auto about = concerns.about(*id);
  boost::json::object counts;
  for (std::size_t state = 0; state < about.counts.size(); ++state)
    counts.emplace(registry::name_of(static_cast<store::ConcernState>(state)), about.counts.at(state));
  boost::json::array published;
  for (const auto& one : about.published) published.push_back(published_json(one));
  return json(request,
              base::canonical_json(boost::json::object{
                  {"about", id->str()}, {"counts", std::move(counts)}, {"published", std::move(published)}}));
}

}  // namespace

std::vector<http::Route> concern_routes(const std::shared_ptr<const registry::Concerns>& all) {
  return {{"GET", "/api/v1/concerns",
           "How many concerns about a record there are, and those that are published",
           [all](const http::Request& request, const http::Captures&) { return concerns(*all, request); }}};
}

}  // namespace entente::api
