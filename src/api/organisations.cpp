// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "api/answer.hpp"
#include "api/endpoints.hpp"
#include "model/identifier.hpp"
#include "registry/json.hpp"
#include "registry/organisation_files.hpp"

namespace entente::api {

namespace {

http::Response no_organisation(const http::Request& request) {
  return error(request, 404, "There is no organisation with this id.",
               "Find it with /api/v1/organisations?q=…");
}

/// One that was merged into another leads there; not for ever, as it can be undone.
http::Response merged_or_missing(const registry::Register& reg, const http::Request& request,
                                 const std::optional<base::Uuid>& id) {
  const auto kept = id ? reg.merged_into(*id) : std::nullopt;
  if (!kept) return no_organisation(request);
  auto response = http::redirect(301, "/api/v1/organisations/" + kept->str());
  response.set("Cache-Control", "no-cache");
  return response;
}

http::Response list_organisations(registry::Register& reg, const http::Request& request) {
  for (const auto& [name, value] : request.query)
    if (name != "q" && name != "limit" && name != "cursor" && name != "identifier")
      return error(request, 400, "'" + name + "' is not a parameter of this list.",
                   "See /api/v1/openapi.yaml.");
  const auto limit = number(request, "limit", 1, 100, 20);
  if (!limit)
    return error(request, 400, "limit is not a whole number from 1 to 100.", "Leave it out for 20.");
  const auto offset = read_cursor(request);
  if (!offset)
    return error(request, 400, "cursor is not one that this register gave.", "Begin without a cursor.");
  if (const auto identifier = request.parameter("identifier"); !identifier.empty()) {
    std::vector<registry::OrganisationCard> cards;
    if (const auto id = reg.find(model::kIatiOrganisation, identifier))
      if (const auto view = reg.organisation(*id, 0, 0)) {
        const auto& o = view->organisation;
        cards.push_back({{o.id, o.value.name, o.value.type, o.value.country}, reg.partnerships_of(o.id)});
      }
    return json(request, registry::to_json(cards, cards.size(), {}));
  }
  const auto found = reg.organisations({.text = std::string(request.parameter("q")),
                                        .offset = *offset,
                                        .limit = static_cast<std::size_t>(*limit)});
  return json(request, registry::to_json(found.cards, found.total,
                                         write_cursor(*offset, found.cards.size(), found.total)));
}

http::Response organisation_file(const registry::Register& reg, const http::Request& request,
                                 const base::Uuid& id) {
  using exchange::iati::OrganisationFile;
  OrganisationFile organisations;
  std::string text(OrganisationFile::head());
  for (const auto& reported : reg.finances(id))
    registry::add_organisation(reg, reported, organisations, text);
  if (organisations.written() == 0)
    return organisations.unfit() > 0
               ? error(request, 404, "What it was read from does not fit the schema of IATI 2.03.",
                       "Its budgets are in the JSON form of the organisation.")
               : error(request, 404, "No IATI organisation file has been read for this organisation.");
  return file(text + organisations.tail(), "application/xml; charset=utf-8", id.str() + ".xml");
}

}  // namespace

std::vector<http::Route> organisation_routes(registry::Register& reg) {
  const auto id_of = [](const http::Captures& c) { return base::Uuid::parse(c["id"]); };
  return {
      {"GET", "/api/v1/organisations", "Organisations by name",
       [&reg](const http::Request& request, const http::Captures&) {
         return list_organisations(reg, request);
       }},
      {"GET", "/api/v1/organisations/{id}", "One organisation and a page of the parts it plays",
       [&reg, id_of](const http::Request& request, const http::Captures& c) {
         const auto limit = number(request, "limit", 1, 100, 50);
         const auto offset = read_cursor(request);
         if (!limit || !offset)
           return error(request, 400, "limit or cursor cannot be read.", "See /api/v1/openapi.yaml.");
         const auto id = id_of(c);
         const auto view =
             id ? reg.organisation(*id, *offset, static_cast<std::size_t>(*limit)) : std::nullopt;
         if (!view) return merged_or_missing(reg, request, id);
         const auto sums = reg.sums(search::Facet::party, id->str());
         return json(request, registry::to_json(*view, reg.finances(*id), &sums));
       }},
      {"GET", "/api/v1/organisations/{id}/iati",
       "What is reported of an organisation as it was published, as a file of IATI organisations",
       [&reg, id_of](const http::Request& request, const http::Captures& c) {
         const auto id = id_of(c);
         return id && reg.organisation(*id, 0, 0) ? organisation_file(reg, request, *id)
                                                  : no_organisation(request);
       }},
      {"GET", "/api/v1/organisations/{id}/revisions/{version}", "An earlier revision of an organisation",
       [&reg, id_of](const http::Request& request, const http::Captures& c) {
         const auto id = id_of(c);
         const auto version = version_of(c["version"]);
         const auto view = id && version ? reg.organisation_at(*id, *version) : std::nullopt;
         return view ? json(request, registry::to_json(*view, reg.finances(*id), nullptr))
                     : error(request, 404, "There is no such revision.",
                             "The revisions are listed in the organisation.");
       }},
      {"GET", "/api/v1/organisations/{id}/differences",
       "What changed between two revisions of an organisation",
       [&reg, id_of](const http::Request& request, const http::Captures& c) {
         return differences(reg, request, id_of(c));
       }},
  };
}

}  // namespace entente::api
