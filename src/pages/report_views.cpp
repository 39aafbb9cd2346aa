// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/report_views.hpp"

#include <utility>

#include "pages/format.hpp"
#include "pages/page.hpp"
#include "pages/receipt_link.hpp"
#include "pages/record_views.hpp"

namespace entente::pages {

namespace {

/// The day of a moment as records keep it (RFC 3339); "" where it is empty.
std::string day_of_moment(const std::string& at, const base::Messages& messages) {
  const auto day = base::PartialDate::parse(at);
  return day ? messages.date(*day) : std::string();
}

View report_row(const registry::Held<model::Report>& report, const registry::PartnershipView& view,
                const base::Messages& messages) {
  const auto language = messages.language();
  View row;
  row["href"] = View(href(language, "/reports/" + report.id.str()));
  const auto period = report_period(report.value, messages);
  row["period"] = View(period.empty() ? messages.get("report.one") : period);
  row["published"] = View(day_of_moment(report.value.published, messages));
  row["corrected"] = text_or_nothing(day_of_moment(report.value.corrected, messages));
  row["receipt"] = receipt_link(report, row["period"].string_value(), messages);
  row["reason"] = text_view(report.value.withdrawn, language);
  const auto known = view.organisations.find(report.value.organisation);
  row["by"] = known == view.organisations.end() ? View(false) : text_view(known->second.name, language);
  return row;
}

}  // namespace

std::string report_period(const model::Report& report, const base::Messages& messages) {
  return date_range(messages, report.start, report.end);
}

View report_view(const model::Report& report, const base::Text& organisation,
                 const base::Messages& messages) {
  const auto language = messages.language();
  View view;
  view["period"] = text_or_nothing(report_period(report, messages));
  view["by"] = text_view(organisation, language);
  view["by_href"] = View(organisation_href(language, report.organisation));
  view["handed_in"] = text_or_nothing(day_of_moment(report.handed_in, messages));
  view["published"] = text_or_nothing(day_of_moment(report.published, messages));
  view["corrected"] = text_or_nothing(day_of_moment(report.corrected, messages));
  view["correction"] = View(report.corrects.has_value());
  view["reason"] = text_view(report.reason, language);
  view["delivered"] = text_view(report.delivered, language);
  view["difficulties"] = text_view(report.difficulties, language);
  view["lessons"] = text_view(report.lessons, language);
  view["rows"] = list_view();
  for (const auto& figure : report.results) {
    View row;
    row["indicator"] = text_view(figure.indicator, language);
    row["period"] = text_or_nothing(figure.period);
    row["target"] = text_or_nothing(figure.target);
    row["actual"] = text_or_nothing(figure.actual);
    row["remark"] = text_view(figure.remark, language);
    view["rows"].push_back(std::move(row));
  }
  view["some_rows"] = View(!report.results.empty());
  return view;
}

View calendar_facts(const registry::Freshness& fresh,
                    const std::optional<registry::Held<model::ReportingRhythm>>& rhythm,
                    const base::Messages& messages) {
  auto facts = list_view();
  const auto months = rhythm ? rhythm->value.months : model::ReportingRhythm::kEveryYear;
  facts.push_back(fact(messages.get("report.rhythm"), messages.get("report.every", {{"count", months}})));
  facts.push_back(fact(messages.get("report.last"), fresh.last, messages));
  if (!fresh.due) return facts;
  facts.push_back(fact(messages.get("report.due"), fresh.due, messages));
  facts.push_back(fact(messages.get("report.silent_from"), fresh.silent, messages));
  facts.push_back(fact(messages.get("report.dormant_from"), fresh.dormant, messages));
  return facts;
}

View appeal_rows(const std::vector<registry::Held<model::Appeal>>& appeals, const base::Messages& messages) {
  constexpr std::size_t kMostAppeals = 10;
  const auto language = messages.language();
  auto rows = list_view();
  for (const auto& held : appeals) {
    if (rows.list_value().size() == kMostAppeals) break;
    const auto& appeal = held.value;
    View row;
    row["light"] = View(messages.get("freshness." + appeal.light));
    row["at"] = View(day_of_moment(appeal.at, messages));
    row["receipt"] = receipt_link(held, messages.get("appeal.title"), messages);
    row["reason"] = text_view(appeal.reason, language);
    row["state"] = View(term("appeal_state", appeal.state, language));
    row["decided"] = text_or_nothing(day_of_moment(appeal.decided, messages));
    row["answer"] = text_view(appeal.answer, language);
    row["until"] = appeal.until ? View(messages.get("appeal.until", {{"date", messages.date(*appeal.until)}}))
                                : View(false);
    rows.push_back(std::move(row));
  }
  return rows;
}

View reporting_view(const registry::PartnershipView& view, const base::Messages& messages) {
  View shown;
  const auto address = partnership_href(messages.language(), view.partnership.id);
  shown["all"] = View(href(messages.language(), "/reports"));
  shown["facts"] = calendar_facts(view.freshness, view.rhythm, messages);
  shown["receipt"] =
      view.rhythm ? receipt_link(*view.rhythm, messages.get("report.rhythm"), messages) : View(false);
  shown["table"] = table_of(view.reports, kMostRows, messages,
                            [&](const auto& report) { return report_row(report, view, messages); });
  shown["withdrawn"] = table_of(view.withdrawn_reports, kMostRows, messages,
                                [&](const auto& report) { return report_row(report, view, messages); });
  shown["some_withdrawn"] = View(!view.withdrawn_reports.empty());
  shown["appeals"] = appeal_rows(view.appeals, messages);
  shown["some_appeals"] = View(!view.appeals.empty());
  shown["calendar"] = view.freshness.due ? View(address + "/calendar.ics") : View(false);
  return shown;
}

}  // namespace entente::pages
