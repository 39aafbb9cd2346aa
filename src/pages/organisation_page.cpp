// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/organisation_page.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/text.hpp"
#include "pages/concern_views.hpp"
#include "pages/finances_view.hpp"
#include "pages/format.hpp"
#include "pages/organisations_page.hpp"
#include "pages/origin.hpp"
#include "pages/partner_views.hpp"
#include "pages/record_views.hpp"
#include "pages/revision_page.hpp"
#include "pages/structured_data.hpp"
#include "pages/sums_view.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kOrganisationTitle = 200;

std::vector<registry::FinancesHistory> reports_on(const Context& context, const base::Uuid& organisation) {
  std::vector<registry::FinancesHistory> all;
  for (const auto& reported : context.reg.finances(organisation))
    if (auto history = context.reg.finances_history(reported.id)) all.push_back(std::move(*history));
  return all;
}

http::Response answer(const Context& context, const http::Request& request,
                      const registry::OrganisationView& view, std::int64_t number, std::string_view language,
                      const std::string& etag) {
  const auto& messages = base::Messages::in(language);
  const bool old = view.organisation.version != view.head_version;
  Frame frame{.language = language,
              .title = std::string(base::clip_utf8(name_of(view, language), kOrganisationTitle))};
  frame.path = "/organisations/" + view.organisation.id.str();
  if (old) frame.path += "/revisions/" + std::to_string(view.organisation.version);
  if (number > 1) frame.path += "?page=" + std::to_string(number);
  frame.section = "organisations";
  frame.etag = etag;
  frame.index = !old;
  constexpr std::size_t kPartners = 24;
  Relations relations;
  if (!old) {
    relations = {.partners = context.reg.partners(view.organisation.id, kPartners),
                 .dealings = context.reg.dealings(view.organisation.id),
                 .finances = context.reg.finances(view.organisation.id),
                 .reports = reports_on(context, view.organisation.id),
                 .partnerships = context.reg.partnerships_of(view.organisation.id)};
    frame.data = structured_data(view, language, origin_of(context, request));
  }
  frame.description = messages.get("organisation.engagements", {{"count", view.engagements_total}});
  auto content = organisation_view(view, relations, number, messages);
  content["totals"] = old ? View(false)
                          : sums_view(context.reg.sums(search::Facet::party, view.organisation.id.str()),
                                      *context.reg.rates(), messages);
  content["concerns"] = old ? View(false) : concern_link(context, view.organisation.id, messages);
  return page(context, request, frame, "organisation", content);
}

/// One that was merged into another leads there; not for ever, as it can be undone.
http::Response moved_or_missing(const Context& context, const http::Request& request,
                                std::string_view language, const base::Uuid& id) {
  const auto kept = context.reg.merged_into(id);
  if (!kept) return error_page(context, request, language, 404);
  auto response = http::redirect(301, organisation_href(language, *kept));
  response.set("Cache-Control", "no-cache");
  return response;
}

http::Response organisation_page(const Context& context, const http::Request& request,
                                 const http::Captures& captures) {
  const auto asked = asked_record(captures);
  if (!asked) return error_page(context, request, "", 404);
  const auto parameter = request.parameter("page");
  const auto number = parameter.empty() ? std::optional<std::int64_t>(1) : positive_number(parameter);
  if (!number) return error_page(context, request, asked->language, 404);
  const auto etag = etag_of(context, request, context.reg.applied_seq());
  if (auto unchanged = not_modified(request, etag, asked->language)) return *unchanged;

  constexpr std::int64_t kMostPages = 1'000'000;
  const auto offset = static_cast<std::size_t>(std::min(*number, kMostPages) - 1) * kEngagementsAPage;
  const auto view = context.reg.organisation(asked->id, offset, kEngagementsAPage);
  if (!view) return moved_or_missing(context, request, asked->language, asked->id);
  if (*number > 1 && view->engagements.empty()) return error_page(context, request, asked->language, 404);
  return answer(context, request, *view, *number, asked->language, etag);
}

http::Response earlier_page(const Context& context, const http::Request& request,
                            const http::Captures& captures) {
  const auto asked = asked_record(captures);
  if (!asked) return error_page(context, request, "", 404);
  const auto version = positive_number(captures["version"]);
  if (!version) return error_page(context, request, asked->language, 404);
  const auto etag = etag_of(context, request, context.reg.applied_seq());
  if (auto unchanged = not_modified(request, etag, asked->language)) return *unchanged;

  const auto view = context.reg.organisation_at(asked->id, *version);
  if (!view) return error_page(context, request, asked->language, 404);
  return answer(context, request, *view, 1, asked->language, etag);
}

/// Everybody it works with, as CSV.
http::Response partners_download(const Context& context, const http::Request& request,
                                 const http::Captures& captures) {
  const auto asked = asked_record(captures);
  if (!asked) return error_page(context, request, "", 404);
  if (!context.reg.organisation(asked->id, 0, 0)) return error_page(context, request, asked->language, 404);
  constexpr std::size_t kMost = 100'000;
  return download(partners_csv(context.reg.partners(asked->id, kMost), asked->language),
                  "text/csv; charset=utf-8; header=present", "partners.csv", asked->language);
}

/// Every budget and expenditure that is reported of it, as CSV.
http::Response budgets_download(const Context& context, const http::Request& request,
                                const http::Captures& captures) {
  const auto asked = asked_record(captures);
  if (!asked) return error_page(context, request, "", 404);
  if (!context.reg.organisation(asked->id, 0, 0)) return error_page(context, request, asked->language, 404);
  return download(finances_csv(context.reg.finances(asked->id), asked->language),
                  "text/csv; charset=utf-8; header=present", "budgets.csv", asked->language);
}

/// The same of what is reported of its money, which is a record with revisions of its own.
std::optional<RevisedRecord> revised_finances(const Context& context, const base::Uuid& id,
                                              std::string_view language) {
  auto history = context.reg.finances_history(id);
  const auto view = history ? context.reg.organisation(history->head.value.organisation, 0, 0) : std::nullopt;
  if (!view) return std::nullopt;
  return RevisedRecord{.section = "organisations",
                       .type = model::Finances::kType,
                       .id = id,
                       .address = "/organisations/" + id.str(),
                       .page = "/organisations/" + view->organisation.id.str(),
                       .all = "/organisations/" + id.str() + "/revisions",
                       .title = name_of(*view, language) + " – " +
                                base::Messages::in(language).get("organisation.section.finances"),
                       .head_version = history->head.version,
                       .revisions = history->revisions,
                       .reports = {*history}};
}

/// What the pages of revisions need to know of an organisation.
std::optional<RevisedRecord> revised_organisation(const Context& context, const base::Uuid& id,
                                                  std::string_view language) {
  auto view = context.reg.organisation(id, 0, 0);
  // What one that was merged into another said of itself can still be read.
  if (!view && context.reg.merged_into(id)) view = context.reg.organisation_at(id, 1);
  if (!view) return revised_finances(context, id, language);
  return RevisedRecord{.section = "organisations",
                       .type = model::Organisation::kType,
                       .id = id,
                       .address = "/organisations/" + id.str(),
                       .page = "/organisations/" + id.str(),
                       .all = "/organisations/" + id.str() + "/revisions",
                       .title = name_of(*view, language),
                       .head_version = view->head_version,
                       .revisions = std::move(view->revisions),
                       .reports = reports_on(context, id)};
}

}  // namespace

std::vector<http::Route> organisation_routes(const Context& context) {
  return {
      {"GET", "/{lang}/organisations", "The list of organisations, found by words of their names",
       [context](const http::Request& request, const http::Captures& captures) {
         return organisations_page(context, request, captures);
       }},
      {"GET", "/{lang}/organisations/{id}", "One organisation and the parts it plays",
       [context](const http::Request& request, const http::Captures& captures) {
         return organisation_page(context, request, captures);
       }},
      {"GET", "/{lang}/organisations/{id}/partners.csv", "Everybody an organisation works with, as CSV",
       [context](const http::Request& request, const http::Captures& captures) {
         return partners_download(context, request, captures);
       }},
      {"GET", "/{lang}/organisations/{id}/budgets.csv",
       "The budgets and spending reported of an organisation, as CSV",
       [context](const http::Request& request, const http::Captures& captures) {
         return budgets_download(context, request, captures);
       }},
      {"GET", "/{lang}/organisations/{id}/revisions",
       "The revisions of an organisation, or of the finances reported of it, and a form to compare two",
       [context](const http::Request& request, const http::Captures& captures) {
         return revisions_page(context, request, captures, revised_organisation);
       }},
      {"GET", "/{lang}/organisations/{id}/revisions/{version}",
       "An organisation as it stood in an earlier revision",
       [context](const http::Request& request, const http::Captures& captures) {
         return earlier_page(context, request, captures);
       }},
      {"GET", "/{lang}/organisations/{id}/differences",
       "What changed from one revision of an organisation, or of the finances reported of it, to another",
       [context](const http::Request& request, const http::Captures& captures) {
         return differences_page(context, request, captures, revised_organisation, standing_difference);
       }},
  };
}

}  // namespace entente::pages
