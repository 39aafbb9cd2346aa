// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// What a party reports of a partnership: where it may, the form, and the check before it is handed in.
#include <optional>
#include <utility>

#include "base/error.hpp"
#include "http/form.hpp"
#include "pages/format.hpp"
#include "pages/freshness_views.hpp"
#include "pages/in_language.hpp"
#include "pages/page.hpp"
#include "pages/record_views.hpp"
#include "pages/report_fields.hpp"
#include "pages/report_pages.hpp"
#include "pages/report_views.hpp"
#include "pages/visitor.hpp"
#include "registry/reporting.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kMostReportPlaces = 200;

registry::PartyReports reports_of(const Context& context) {
  return registry::PartyReports(context.reg, context.reports_reviewed);
}

std::optional<registry::OwnReporting> asked_reporting(const Context& context, const http::Request& request,
                                                      const http::Captures& captures) {
  const auto id = base::Uuid::parse(captures["id"]);
  return id ? reports_of(context).of_part(visitor_of(context, request).actor, *id) : std::nullopt;
}

/// The report that the form is made from: the one that is open, else what a new one starts from.
model::Report base_of_form(const registry::OwnReporting& own, std::string_view language) {
  return own.open ? own.open->value : in_one_language(own.start, language);
}

std::int64_t version_of(const registry::OwnReporting& own) {
  return own.open ? own.open->version : 0;
}

/// What the pages of one report begin with.
View report_frame(const Context& context, const http::Request& request, const registry::OwnReporting& own,
                  const base::Messages& messages) {
  const auto language = messages.language();
  const auto path = "/account/parts/" + own.part.id.str();
  View view;
  view["back"] = View(href(language, "/account/reports"));
  view["partnership"] = text_view(own.partnership, language);
  view["href"] = View(partnership_href(language, own.part.value.partnership));
  view["organisation"] = text_view(own.organisation, language);
  view["freshness"] = freshness_view(own.freshness, messages);
  view["part"] = View(href(language, path));
  view["calendar"] = View(href(language, path + "/calendar"));
  view["form"] = View(href(language, path + "/report"));
  view["action"] = View(view["form"]);
  view["key"] = View(key_of_forms(context, request));
  view["version"] = View(std::to_string(version_of(own)));
  view["confirmed"] = View(own.confirmed);
  const bool waits = own.open && own.open->value.state == "handed_in";
  view["waits"] = View(waits);
  view["writing"] = View(own.confirmed && !waits);
  view["open"] = View(own.open.has_value());
  view["answer"] = own.open && own.open->value.state == "returned"
                       ? text_view(own.open->value.answer, language)
                       : View(false);
  view["returned"] = View(own.open && own.open->value.state == "returned");
  return view;
}

http::Response form_of_report(const Context& context, const http::Request& request, std::string_view language,
                              const registry::OwnReporting& own, const ReportFields& fields,
                              const std::string& fault, int status_of_fault = 422) {
  const auto& messages = base::Messages::in(language);
  const auto base = base_of_form(own, language);
  auto view = report_frame(context, request, own, messages);
  view["fields"] = report_fields_view(fields, base, messages);
  view["mark"] = View(mark_of_rows(base));
  view["from_last"] = View(!own.open && !own.start.delivered.empty());
  view["reviewed"] = View(context.reports_reviewed);
  view["shown"] = own.open ? report_view(own.open->value, own.organisation, messages) : View(false);
  view["changed"] = View(status_of_fault == 409);
  view["correction"] = base.corrects ? View(href(language, "/reports/" + base.corrects->str())) : View(false);
  view["published"] = table_of(own.published, kMostRows, messages, [&](const auto& report) {
    View row;
    const auto period = report_period(report.value, messages);
    row["period"] = View(period.empty() ? messages.get("report.one") : period);
    row["href"] = View(href(language, "/reports/" + report.id.str()));
    row["manage"] = View(href(language, "/account/reports/" + report.id.str()));
    return row;
  });
  view["some_published"] = View(!own.published.empty());
  view["done"] = request.parameter("done") == "saved" ? View(messages.get("report.done.saved")) : View(false);
  view["fault"] = text_or_nothing(fault.empty() ? std::string() : messages.get(fault));
  const auto title = messages.get("report.form.title");
  auto frame = private_frame(language, fault.empty() ? title : messages.get(fault) + " – " + title,
                             "/account/parts/" + own.part.id.str() + "/report");
  if (!fault.empty()) frame.status = status_of_fault;
  return page(context, request, frame, "report_form", view);
}

http::Response check_of_report(const Context& context, const http::Request& request,
                               std::string_view language, const registry::OwnReporting& own,
                               const std::string& fault) {
  const auto& messages = base::Messages::in(language);
  auto view = report_frame(context, request, own, messages);
  view["report"] = report_view(own.open->value, own.organisation, messages);
  view["reviewed"] = View(context.reports_reviewed);
  view["fault"] = text_or_nothing(fault.empty() ? std::string() : messages.get(fault));
  auto frame = private_frame(language, messages.get("report.check.title"),
                             "/account/parts/" + own.part.id.str() + "/report?check=1");
  if (!fault.empty()) frame.status = 422;
  return page(context, request, frame, "report_check", view);
}

http::Response report_asked(const Context& context, const http::Request& request, std::string_view language,
                            const http::Captures& captures) {
  const auto own = asked_reporting(context, request, captures);
  if (!own) return error_page(context, request, language, 404);
  const bool writing = own->open && own->open->value.state != "handed_in";
  if (writing && request.parameter("check") == "1")
    return check_of_report(context, request, language, *own, {});
  return form_of_report(context, request, language, *own,
                        fields_of_report(base_of_form(*own, language), language), {});
}

/// After base::Conflict: the form again with what was typed, over what stands now. Throws on where nobody
/// else has changed it.
http::Response after_conflict(const Context& context, const http::Request& request, std::string_view language,
                              const http::Captures& captures, std::int64_t version,
                              const ReportFields& fields) {
  const auto now = asked_reporting(context, request, captures);
  if (!now || !now->confirmed ||
      (version_of(*now) == version && (!now->open || now->open->value.state != "handed_in")))
    throw;
  return form_of_report(context, request, language, *now, fields, "form.fault.changed", 409);
}

http::Response handed_in(const Context& context, const http::Request& request, std::string_view language,
                         const registry::OwnReporting& own, std::int64_t version) {
  if (!own.open || own.open->version != version || own.open->value.state == "handed_in")
    throw base::Conflict("report on part " + own.part.id.str(), "has been changed meanwhile",
                         "Look at what it says now.");
  if (own.open->value.delivered.empty())
    return check_of_report(context, request, language, own, "report.fault.delivered");
  if (own.open->value.corrects && own.open->value.reason.empty())
    return check_of_report(context, request, language, own, "report.fault.correction_reason");
  reports_of(context).save(visitor_of(context, request).actor, own.part.id, version, own.open->value, true);
  return see(language,
             "/account/reports?done=" + std::string(context.reports_reviewed ? "handed_in" : "published"));
}

http::Response report_sent(const Context& context, const http::Request& request, std::string_view language,
                           const http::Captures& captures) {
  const auto form = own_form(context, request, http::kMostLongFormBytes);
  if (!form) return error_page(context, request, language, 403);
  const auto own = asked_reporting(context, request, captures);
  if (!own) return error_page(context, request, language, 404);
  const auto actor = visitor_of(context, request).actor;
  const auto wish = http::value_of(*form, "do");
  const auto path = "/account/parts/" + own->part.id.str() + "/report";
  const auto typed_version = http::value_of(*form, "version");
  const auto version = typed_version == "0" ? 0 : positive_number(typed_version).value_or(-2);
  if (wish == "discard") {
    reports_of(context).discard(actor, own->part.id, version);
    return see(language, "/account/reports?done=discarded");
  }
  if (wish == "hand_in") return handed_in(context, request, language, *own, version);
  if (wish != "save" && wish != "check") return error_page(context, request, language, 400);

  auto report = base_of_form(*own, language);
  const auto fields = report_fields_of_form(*form);
  // What is aimed at, or the indicators, are others now: whoever types sees them first.
  if (http::value_of(*form, "mark") != mark_of_rows(report))
    return form_of_report(context, request, language, *own, fields, "form.fault.changed", 409);
  const auto fault = put_into(report, fields, language);
  if (!fault.empty()) return form_of_report(context, request, language, *own, fields, fault);
  try {
    reports_of(context).save(actor, own->part.id, version, report, false);
  } catch (const base::Conflict&) {  // what was typed is not lost
    return after_conflict(context, request, language, captures, version, fields);
  }
  return see(language, path + (wish == "check" ? "?check=1" : "?done=saved"));
}

std::string report_done_words(const http::Request& request, const base::Messages& messages) {
  const auto done = request.parameter("done");
  for (const std::string each : {"handed_in", "published", "discarded"})
    if (done == each) return messages.get("report.done." + each);
  return {};
}

http::Response report_places(const Context& context, const http::Request& request, std::string_view language,
                             const http::Captures&) {
  const auto& messages = base::Messages::in(language);
  const auto places = reports_of(context).places(visitor_of(context, request).actor, kMostReportPlaces);
  View view;
  view["account"] = View(href(language, "/account"));
  view["done"] = text_or_nothing(report_done_words(request, messages));
  view["some"] = View(!places.empty());
  view["rows"] = list_view();
  for (const auto& place : places) {
    const auto path = "/account/parts/" + place.part.str();
    View row;
    row["href"] = View(href(language, path + "/report"));
    row["title"] = text_view(place.title, language);
    row["freshness"] = freshness_view(place.freshness, messages);
    row["due"] = place.freshness.due ? View(messages.date(*place.freshness.due)) : View(false);
    row["state"] = text_or_nothing(term("report_state", place.state, language));
    row["calendar"] = View(href(language, path + "/calendar"));
    view["rows"].push_back(std::move(row));
  }
  return page(context, request,
              private_frame(language, messages.get("report.places.title"), "/account/reports"),
              "report_places", view);
}

}  // namespace

std::vector<http::Route> report_routes(const Context& context) {
  return {
      {"GET", "/{lang}/account/reports", "The partnerships on which one may report, by the day it is due.",
       in_language(context, report_places)},
      {"GET", "/{lang}/account/parts/{id}/report",
       "The form of a report on that partnership, or the check before it is handed in.",
       in_language(context, report_asked)},
      {"POST", "/{lang}/account/parts/{id}/report", "Saves a report, hands it in, or discards it.",
       in_language(context, report_sent)},
  };
}

}  // namespace entente::pages
