// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

#include "api/answer.hpp"
#include "api/endpoints.hpp"
#include "embedded/api_document.hpp"
#include "registry/list_keeping.hpp"
#include "registry/log.hpp"

namespace entente::api {

namespace {

boost::json::object by_language(const base::Text& text) {
  boost::json::object all;
  for (const auto& n : text.narratives) all.emplace(n.language, n.value);
  return all;
}

/// What a profile says; empty members are absent. A text of its own is named by its page.
boost::json::object institution_json(const registry::Institution& institution) {
  boost::json::object all;
  const auto put = [](boost::json::object& into, std::string_view name, const std::string& value) {
    if (!value.empty()) into.emplace(name, value);
  };
  const auto put_words = [](boost::json::object& into, std::string_view name, const base::Text& text) {
    if (!text.empty()) into.emplace(name, by_language(text));
  };
  put_words(all, "name", institution.name);
  put_words(all, "about", institution.about);
  if (!institution.logo.empty()) all.emplace("logo", "/logo");
  boost::json::object contact;
  put(contact, "mail", institution.mail);
  put(contact, "telephone", institution.telephone);
  put(contact, "website", institution.website);
  put_words(contact, "postal", institution.postal);
  if (!contact.empty()) all.emplace("contact", std::move(contact));
  boost::json::array texts;
  for (const auto& text : institution.texts) {
    boost::json::object one{{"key", text.key}}, addresses = by_language(text.address);
    put_words(one, "title", text.title);
    for (const auto& n : text.text.narratives)
      addresses.emplace(n.language, "/" + n.language + "/about/" + text.key);
    one.emplace("addresses", std::move(addresses));
    texts.push_back(std::move(one));
  }
  if (!texts.empty()) all.emplace("texts", std::move(texts));
  return all;
}

http::Response overview(const Context& context, const http::Request& request) {
  auto& reg = context.reg;
  const auto o = reg.overview();
  boost::json::object body{{"partnerships", o.partnerships},
                           {"organisations", o.organisations},
                           {"commitments", o.commitments},
                           {"deliveries", o.deliveries},
                           {"results", o.results},
                           {"parties_named", o.parties_named},
                           {"parties_confirmed", o.parties_confirmed},
                           {"event_seq", o.event_seq},
                           {"applied_seq", reg.applied_seq()},
                           {"engine", reg.engine()}};
  if (o.event_seq) body.emplace("updated", base::to_string(o.updated));
  const auto& institution = *context.institution;
  body.emplace("languages", boost::json::array(institution.languages.begin(), institution.languages.end()));
  if (!institution.stamp.empty()) body.emplace("institution", institution_json(institution));
  return json(request, boost::json::serialize(body));
}

/// Prometheus text format 0.0.4, written by hand: the client library would bring a web server with it.
std::string metrics(registry::Register& reg, const registry::ListKeeping& lists,
                    const http::ServerFigures& f) {
  std::string out;
  const auto add = [&](const char* name, const char* kind, const char* help, std::int64_t value) {
    out += fmt::format("# HELP entente_{0} {1}\n# TYPE entente_{0} {2}\nentente_{0} {3}\n", name, help, kind,
                       value);
  };
  const auto o = reg.overview();
  add("partnerships", "gauge", "Partnerships in the register.", o.partnerships);
  add("organisations", "gauge", "Organisations in the register.", o.organisations);
  add("event_seq", "gauge", "Number of the last commit.", o.event_seq);
  add("applied_seq", "gauge", "Number of the last commit the index has.", reg.applied_seq());
  const registry::Log log(reg);
  const auto published = log.published();
  add("log_entries", "gauge", "Entries of the public log.", static_cast<std::int64_t>(log.size()));
  add("log_signed_entries", "gauge", "Entries that its checkpoint holds.",
      published ? static_cast<std::int64_t>(published->checkpoint.size) : 0);
  const auto standing = lists.standing();
  add("screening_lists", "gauge", "Lists that are screened against.",
      static_cast<std::int64_t>(standing.size()));
  add("screening_lists_stale", "gauge", "Of those, how many are older than the settings allow.",
      std::ranges::count_if(standing, &registry::ListStanding::stale));
  add("screening_lists_refused", "gauge", "Files in the watched folder that were not taken.",
      static_cast<std::int64_t>(lists.folder_faults().size()));
  const auto finding = reg.query_figures();
  add("queries_total", "counter", "Queries for lists of partnerships.", finding.queries);
  out += fmt::format(
      "# HELP entente_query_cpu_seconds_total CPU time that finding took for them.\n# TYPE "
      "entente_query_cpu_seconds_total counter\nentente_query_cpu_seconds_total {:.6f}\n",
      finding.cpu_seconds);
  const auto count = [&](const char* name, const char* help, std::uint64_t value) {
    add(name, "counter", help, static_cast<std::int64_t>(value));
  };
  count("http_connections_total", "Connections accepted.", f.connections);
  add("http_connections_open", "gauge", "Connections open now.",
      static_cast<std::int64_t>(f.open_connections));
  count("http_requests_total", "Requests answered.", f.requests);
  count("http_refused_total", "Connections and requests refused for lack of room.", f.refused);
  count("http_timeouts_total", "Connections closed for being too slow.", f.timeouts);
  count("http_bad_requests_total", "Requests that were not well-formed HTTP.", f.bad_requests);
  count("cache_hits_total", "Answers given from the cache of answers.", f.cache_hits);
  count("cache_misses_total", "Answers that had to be made.", f.cache_misses);
  add("cache_bytes", "gauge", "Bytes the cache of answers holds.", static_cast<std::int64_t>(f.cache_bytes));
  out +=
      "# HELP entente_http_responses_total Responses by first digit of the status.\n# TYPE "
      "entente_http_responses_total counter\n";
  for (int digit = 1; digit < 6; ++digit)
    out += fmt::format("entente_http_responses_total{{status=\"{}xx\"}} {}\n", digit, f.status[digit]);
  return out;
}

}  // namespace

std::vector<http::Route> service_routes(const Context& context) {
  auto& reg = context.reg;
  return {
      {"GET", "/api/v1/register", "The register in figures",
       [context](const http::Request& request, const http::Captures&) { return overview(context, request); }},
      {"GET", "/api/v1/openapi.yaml", "The description of this API",
       [](const http::Request&, const http::Captures&) {
         auto response = http::text(200, std::string(embedded::api_document("api/openapi.yaml")),
                                    "application/yaml; charset=utf-8");
         response.set("Access-Control-Allow-Origin", "*");
         return response;
       }},
      {"GET", "/healthz", "200 while the process answers",
       [](const http::Request&, const http::Captures&) {
         return http::text(200, "ok\n", "text/plain; charset=utf-8");
       }},
      {"GET", "/readyz", "200 when the store answers and the index has caught up; 503 before",
       [&reg](const http::Request& request, const http::Captures&) {
         // Behind by what was just written is not unready: it is brought up here, as the next round would.
         const auto last = reg.last_event();
         const auto applied = reg.applied_seq() < last ? reg.follow() : reg.applied_seq();
         auto response = json(request, boost::json::serialize(boost::json::object{{"ready", applied >= last},
                                                                                  {"event_seq", last},
                                                                                  {"applied_seq", applied},
                                                                                  {"engine", reg.engine()}}));
         if (applied < last) response.status = 503;
         response.set("Cache-Control", "no-store");
         return response;
       }},
      {"GET", "/metrics", "Counters in the Prometheus text format",
       [&reg, lists = context.lists, figures = context.figures](const http::Request&, const http::Captures&) {
         return http::text(200, metrics(reg, *lists, figures()), "text/plain; version=0.0.4; charset=utf-8");
       }},
  };
}

}  // namespace entente::api
