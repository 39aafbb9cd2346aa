// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// What everybody may read of reports: the newest, one of them, and calendars of the days on which they are
// due.
#include <string>
#include <utility>

#include "pages/calendar_feed.hpp"
#include "pages/feed.hpp"
#include "pages/format.hpp"
#include "pages/in_language.hpp"
#include "pages/list_query.hpp"
#include "pages/origin.hpp"
#include "pages/page.hpp"
#include "pages/receipt_link.hpp"
#include "pages/record_views.hpp"
#include "pages/report_pages.hpp"
#include "pages/report_views.hpp"
#include "registry/due_days.hpp"
#include "registry/reporting.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kLatestReports = 50, kMostDays = 500, kTitleInTab = 200, kSummaryShown = 400;

std::string title_words(const base::Text& title, const base::Uuid& id, std::string_view language) {
  const auto words = base::clip_utf8(title.str(language), kTitleInTab);
  return words.empty() ? id.str() : std::string(words);
}

/// What stands in the place of a report that was withdrawn; 404 for what never was one.
http::Response withdrawn_report(const Context& context, const http::Request& request,
                                std::string_view language, const base::Uuid& id) {
  const auto told = registry::PartyReports(context.reg).withdrawn_report(id);
  if (!told) return error_page(context, request, language, 404);
  const auto& messages = base::Messages::in(language);
  const auto day = messages.date(base::PartialDate::from_days(base::day_of(told->held.time)));
  View view;
  view["title"] = text_view(told->partnership, language);
  view["text"] = View(messages.get("report.withdrawn_on", {{"date", std::string_view(day)}}));
  view["reason"] = View(told->held.value.withdrawn.str(language));
  view["list"] = View(partnership_href(language, told->held.value.partnership));
  view["receipt"] = receipt_link(told->held, messages.get("report.withdrawn"), messages);
  Frame frame{.language = language,
              .title = messages.get("report.withdrawn") + " – " +
                       title_words(told->partnership, told->held.value.partnership, language)};
  frame.path = "/reports/" + id.str();
  frame.section = "partnerships";
  frame.status = 410;
  frame.index = false;
  return page(context, request, frame, "report_tombstone", view);
}

http::Response report_read(const Context& context, const http::Request& request, std::string_view language,
                           const http::Captures& captures) {
  const auto id = base::Uuid::parse(captures["id"]);
  if (!id) return error_page(context, request, language, 404);
  const auto etag = etag_of(context, request, context.reg.applied_seq());
  if (auto known = not_modified(request, etag, language)) return *known;
  const auto told = registry::PartyReports(context.reg).report(*id);
  if (!told) return withdrawn_report(context, request, language, *id);
  const auto& messages = base::Messages::in(language);
  const auto& partnership = told->held.value.partnership;
  View view;
  view["reports"] = View(href(language, "/reports"));
  view["partnership"] = text_view(told->partnership, language);
  view["id"] = View(partnership.str());
  view["href"] = View(partnership_href(language, partnership));
  view["report"] = report_view(told->held.value, told->organisation, messages);
  view["hash"] = View(base::hex(told->held.hash));
  view["receipt"] = View(receipt_href(language, told->held.id, told->held.version));
  view["manage"] = View(href(language, "/account/reports/" + id->str()));
  Frame frame{
      .language = language,
      .title = messages.get("report.one") + " – " + title_words(told->partnership, partnership, language)};
  frame.path = "/reports/" + id->str();
  frame.section = "partnerships";
  frame.etag = etag;
  return page(context, request, frame, "report", view);
}

http::Response reports_page(const Context& context, const http::Request& request, std::string_view language,
                            const http::Captures&) {
  const auto etag = etag_of(context, request, context.reg.applied_seq());
  if (auto known = not_modified(request, etag, language)) return *known;
  const auto& messages = base::Messages::in(language);
  View view;
  view["rows"] = list_view();
  for (const auto& told : registry::PartyReports(context.reg).latest(kLatestReports)) {
    const auto& report = told.held.value;
    View row;
    row["href"] = View(href(language, "/reports/" + told.held.id.str()));
    row["title"] = text_view(told.partnership, language);
    row["by"] = text_view(told.organisation, language);
    row["period"] = text_or_nothing(report_period(report, messages));
    const auto day = base::PartialDate::parse(report.published);
    row["published"] = View(day ? messages.date(*day) : std::string());
    row["lessons"] = text_view(report.lessons, language, kSummaryShown);
    view["rows"].push_back(std::move(row));
  }
  view["some"] = View(view["rows"].is_non_empty_list());
  view["feed"] = View(href(language, "/reports.atom"));
  view["calendar"] = View(href(language, "/partnerships.ics"));
  Frame frame{.language = language, .title = messages.get("reports.title")};
  frame.description = messages.get("reports.lede");
  frame.path = "/reports";
  frame.section = "partnerships";
  frame.feed = "/reports.atom";
  frame.etag = etag;
  return page(context, request, frame, "reports", view);
}

http::Response reports_feed(const Context& context, const http::Request& request, std::string_view language,
                            const http::Captures&) {
  const auto& messages = base::Messages::in(language);
  std::vector<FeedEntry> entries;
  for (const auto& told : registry::PartyReports(context.reg).latest(kLatestReports)) {
    const auto& report = told.held.value;
    FeedEntry entry{.id = told.held.id,
                    .title = told.partnership,
                    .summary = report.delivered,
                    .updated = told.held.time};
    if (entry.title.empty()) entry.title = base::Text("und", report.partnership.str());
    entry.path = href(language, "/reports/" + told.held.id.str());
    entry.categories = {"partnership:" + report.partnership.str(), "party:" + report.organisation.str()};
    entries.push_back(std::move(entry));
  }
  return feed_of(context, request, language, "/reports", "", messages.get("reports.title"), entries);
}

http::Response calendar_answer(const Context& context, const http::Request& request,
                               std::string_view language, const std::string& name,
                               const std::vector<registry::DueDay>& due) {
  const auto& messages = base::Messages::in(language);
  const auto origin = origin_of(context, request);
  std::vector<CalendarDay> days;
  for (const auto& each : due) {
    const auto title = title_words(each.title, each.partnership, language);
    days.push_back({"report-due-" + each.partnership.str(), each.due,
                    messages.get("reports.due_event", {{"title", std::string_view(title)}}),
                    origin + partnership_href(language, each.partnership)});
  }
  auto response = http::text(200, calendar_of(name, language, context.reg.overview().updated, days),
                             "text/calendar; charset=utf-8");
  response.set("ETag", etag_of(context, request, context.reg.applied_seq()))
      .set("Cache-Control", "no-cache")
      .set("Content-Language", std::string(language))
      .set("X-Content-Type-Options", "nosniff");
  return response;
}

http::Response list_calendar(const Context& context, const http::Request& request, std::string_view language,
                             const http::Captures&) {
  const auto etag = etag_of(context, request, context.reg.applied_seq());
  if (auto known = not_modified(request, etag, language)) return *known;
  const auto days = registry::due_days(context.reg, ListQuery(request.query).query(), kMostDays);
  return calendar_answer(context, request, language,
                         base::Messages::in(language).get("reports.calendar_name"), days);
}

http::Response one_calendar(const Context& context, const http::Request& request, std::string_view language,
                            const http::Captures& captures) {
  const auto id = base::Uuid::parse(captures["id"]);
  const auto days = id ? registry::due_days(context.reg, *id) : std::nullopt;
  if (!days) return error_page(context, request, language, 404);
  const auto etag = etag_of(context, request, context.reg.applied_seq());
  if (auto known = not_modified(request, etag, language)) return *known;
  return calendar_answer(context, request, language,
                         base::Messages::in(language).get("reports.calendar_name"), *days);
}

}  // namespace

std::vector<http::Route> reported_routes(const Context& context) {
  return {
      {"GET", "/{lang}/reports", "The reports that were published last.", in_language(context, reports_page)},
      {"GET", "/{lang}/reports.atom", "The same as an Atom feed.", in_language(context, reports_feed)},
      {"GET", "/{lang}/reports/{id}", "One report of a party on its partnership.",
       in_language(context, report_read)},
      {"GET", "/{lang}/partnerships.ics",
       "The days on which reports on what the same address finds are due, as iCalendar.",
       in_language(context, list_calendar)},
      {"GET", "/{lang}/partnerships/{id}/calendar.ics",
       "The day on which the next report on a partnership is due, as iCalendar.",
       in_language(context, one_calendar)},
  };
}

}  // namespace entente::pages
