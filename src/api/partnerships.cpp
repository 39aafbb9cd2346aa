// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "api/endpoints.hpp"

#include "api/agreement_json.hpp"
#include "api/answer.hpp"
#include "exchange/format.hpp"
#include "exchange/iati/activity_file.hpp"
#include "model/identifier.hpp"
#include "registry/activities.hpp"
#include "registry/evidence.hpp"
#include "registry/host_answers.hpp"
#include "registry/json.hpp"
#include "registry/sums.hpp"

namespace entente::api {

namespace {

http::Response bad(const http::Request& request, const std::string& what, const std::string& next) {
  return error(request, 400, what, next);
}

http::Response no_partnership(const http::Request& request) {
  return error(request, 404, "There is no partnership with this id.",
               "Find it with /api/v1/partnerships?q=…");
}

http::Response list_partnerships(registry::Register& reg, const http::Request& request) {
  search::Query query;
  const auto limit = number(request, "limit", 1, 100, 20);
  if (!limit) return bad(request, "limit is not a whole number from 1 to 100.", "Leave it out for 20.");
  const auto offset = read_cursor(request);
  if (!offset) return bad(request, "cursor is not one that this register gave.", "Begin without a cursor.");
  query.limit = static_cast<std::size_t>(*limit);
  query.offset = *offset;
  std::optional<std::string> identifier;
  for (const auto& [name, value] : request.query) {
    if (name == "q") {
      query.text = value;
    } else if (name == "sort") {
      const auto order = search::order_named(value);
      if (!order)
        return bad(request, "sort is not an order the register knows.",
                   "Use relevance, title, newest or updated.");
      query.order = *order;
    } else if (name == "explain") {
      if (value != "true" && value != "false")
        return bad(request, "explain is neither true nor false.", "Leave it out for false.");
      query.explain = value == "true";
    } else if (name == "identifier") {
      identifier = value;
    } else if (const auto facet = search::facet_named(name)) {
      query.filters.emplace_back(*facet, value);
    } else if (name != "limit" && name != "cursor") {
      return bad(request, "'" + name + "' is not a parameter of this list.", "See /api/v1/openapi.yaml.");
    }
  }
  if (identifier) {
    // The one partnership that bears an identifier, in the shape of a list.
    registry::ListAnswer answer;
    answer.applied_seq = reg.applied_seq();
    if (const auto id = reg.find(model::kIatiActivity, *identifier))
      if (auto view = reg.partnership(*id)) {
        answer.answer.total = 1;
        answer.cards.push_back(
            {*id,
             view->partnership.version,
             view->partnership.time,
             std::make_shared<const model::Partnership>(std::move(view->partnership.value)),
             std::make_shared<const std::vector<registry::Party>>(std::move(view->parties)),
             registry::objecting_among(view->hosts),
             view->freshness,
             {}});
      }
    return json(request, registry::to_json(answer, {}));
  }
  const auto answer = reg.list(query);
  return json(
      request,
      registry::to_json(answer, write_cursor(query.offset, answer.answer.results.size(), answer.answer.total),
                        registry::withdrawn_among(reg, answer)));
}

http::Response activity_file(registry::Register& reg, const http::Request& request, const base::Uuid& id) {
  using exchange::iati::ActivityFile;
  ActivityFile activities(reg.publisher());
  std::string text(ActivityFile::head());
  if (!registry::add_activity(reg, id, activities, text)) {
    if (activities.unfit() + activities.others() == 0) return no_partnership(request);
    return activities.others() > 0
               ? error(request, 404, "This partnership says too little for an activity of IATI.",
                       "An activity has a date and a party.")
               : error(request, 404, "The activity it was read from does not fit the schema of IATI 2.03.",
                       "The original is there as it was kept.");
  }
  return file(text + activities.tail(), ActivityFile::kMediaType, id.str() + ".xml");
}

}  // namespace

std::vector<http::Route> partnership_routes(registry::Register& reg,
                                            const std::shared_ptr<const registry::Rates>& rates) {
  const auto id_of = [](const http::Captures& c) { return base::Uuid::parse(c["id"]); };
  return {
      {"GET", "/api/v1/partnerships", "Partnerships by text and filters, with facet counts",
       [&reg](const http::Request& request, const http::Captures&) {
         return list_partnerships(reg, request);
       }},
      {"GET", "/api/v1/partnerships/{id}", "One partnership with all that hangs on it",
       [&reg, id_of, rates](const http::Request& request, const http::Captures& c) {
         const auto id = id_of(c);
         const auto view = id ? reg.partnership(*id) : std::nullopt;
         if (!view) return no_partnership(request);
         const auto today = base::day_of(reg.clock().now());
         return json(request, registry::to_json(*view, registry::sums_of(*view, *rates, today)));
       }},
      {"GET", "/api/v1/partnerships/{id}/revisions/{version}", "An earlier revision of a partnership",
       [&reg, id_of](const http::Request& request, const http::Captures& c) {
         const auto id = id_of(c);
         const auto version = version_of(c["version"]);
         const auto view = id && version ? reg.partnership_at(*id, *version) : std::nullopt;
         return view ? json(request, registry::to_json(*view))
                     : error(request, 404, "There is no such revision.",
                             "The revisions are listed in the partnership.");
       }},
      {"GET", "/api/v1/partnerships/{id}/differences", "What changed between two revisions of a partnership",
       [&reg, id_of](const http::Request& request, const http::Captures& c) {
         return differences(reg, request, id_of(c));
       }},
      {"GET", "/api/v1/partnerships/{id}/similar", "Partnerships like this one",
       [&reg, id_of](const http::Request& request, const http::Captures& c) {
         constexpr std::size_t kSimilar = 10;
         const auto id = id_of(c);
         if (!id || !reg.partnership(*id)) return no_partnership(request);
         return json(request, registry::to_json(reg.like(*id, kSimilar)));
       }},
      {"GET", "/api/v1/partnerships/{id}/original",
       "The original a partnership was read from, as it was kept",
       [&reg, id_of](const http::Request& request, const http::Captures& c) {
         const auto id = id_of(c);
         const auto view = id ? reg.partnership(*id) : std::nullopt;
         if (!view) return no_partnership(request);
         const auto& kept = view->partnership.value.kept;
         auto original = kept ? reg.original(*kept) : std::nullopt;
         if (!original) return error(request, 404, "This partnership was not read from a file.");
         const auto form = exchange::kept_form(kept->format);
         return file(std::move(*original), form.media_type, id->str() + std::string(form.extension));
       }},
      {"GET", "/api/v1/deliveries/{id}/evidence/{hash}", "A file that a delivery names as its evidence",
       [&reg, id_of](const http::Request& request, const http::Captures& c) {
         const auto id = id_of(c);
         if (id && registry::is_evidence(reg, *id, c["hash"]))
           if (auto told = gone_file_answer(reg, request, c["hash"])) return *std::move(told);
         auto kept = id ? registry::evidence_file(reg, *id, c["hash"]) : std::nullopt;
         if (!kept) return error(request, 404, "No delivery that stands names this file as its evidence.");
         const auto name = "evidence-" + base::hex(base::sha256(kept->bytes)).substr(0, 12) +
                           std::string(registry::suffix_of_media_type(kept->media_type));
         auto response = file(std::move(kept->bytes), kept->media_type, name);
         // Whatever a browser makes of it, it is not a page of ours.
         response.set("Content-Security-Policy", "default-src 'none'; sandbox");
         return response;
       }},
      {"GET", "/api/v1/partnerships/{id}/iati",
       "The activity of IATI a partnership was read from, as a file that fits the schema",
       [&reg, id_of](const http::Request& request, const http::Captures& c) {
         const auto id = id_of(c);
         return id && reg.partnership(*id) ? activity_file(reg, request, *id) : no_partnership(request);
       }},
  };
}

}  // namespace entente::api
