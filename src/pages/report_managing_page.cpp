// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// A report that was published, for its party, which corrects or withdraws it, and for who reviews reports.
#include <optional>
#include <utility>

#include "base/error.hpp"
#include "http/form.hpp"
#include "pages/format.hpp"
#include "pages/in_language.hpp"
#include "pages/page.hpp"
#include "pages/record_views.hpp"
#include "pages/report_pages.hpp"
#include "pages/report_views.hpp"
#include "pages/typed_text.hpp"
#include "pages/visitor.hpp"
#include "registry/reporting.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kMostWithdrawing = 6'000;  // bytes

using ToldReport = registry::Told<model::Report>;

std::optional<ToldReport> asked_report(const Context& context, const http::Captures& captures) {
  const auto id = base::Uuid::parse(captures["id"]);
  return id ? registry::PartyReports(context.reg, context.reports_reviewed).report(*id) : std::nullopt;
}

http::Response managing_shown(const Context& context, const http::Request& request, std::string_view language,
                              const ToldReport& told, const std::string& reason, const std::string& fault,
                              int status_of_fault) {
  const auto& messages = base::Messages::in(language);
  const auto& report = told.held.value;
  const auto actor = visitor_of(context, request).actor;
  const auto path = "/account/reports/" + told.held.id.str();
  View view;
  view["back"] = View(href(language, "/reports/" + told.held.id.str()));
  view["partnership"] = text_view(told.partnership, language);
  view["href"] = View(partnership_href(language, report.partnership));
  view["report"] = report_view(report, told.organisation, messages);
  view["may_correct"] = View(registry::PartyReports::may_correct(actor, report));
  view["may_withdraw"] = View(registry::PartyReports::may_withdraw(actor, report));
  view["action"] = View(href(language, path));
  view["key"] = View(key_of_forms(context, request));
  view["version"] = View(std::to_string(told.held.version));
  view["reason"] = View(reason);
  view["fault"] = text_or_nothing(fault.empty() ? std::string() : messages.get(fault));
  const auto title = messages.get("report.manage");
  auto frame = private_frame(language, fault.empty() ? title : messages.get(fault) + " – " + title, path);
  if (!fault.empty()) frame.status = status_of_fault;
  return page(context, request, frame, "report_manage", view);
}

http::Response managing_asked(const Context& context, const http::Request& request, std::string_view language,
                              const http::Captures& captures) {
  const auto told = asked_report(context, captures);
  return told ? managing_shown(context, request, language, *told, {}, {}, 200)
              : error_page(context, request, language, 404);
}

/// The form of the party's part, where its correction is written; the party may have several parts.
std::string form_of_correction(const Context& context, const model::Report& report) {
  const auto view = context.reg.partnership(report.partnership);
  if (view)
    for (const auto& party : view->parties)
      if (party.organisation.id == report.organisation && party.state == "confirmed")
        return "/account/parts/" + party.part.id.str() + "/report";
  return "/account/reports";
}

http::Response managing_sent(const Context& context, const http::Request& request, std::string_view language,
                             const http::Captures& captures) {
  const auto form = own_form(context, request);
  if (!form) return error_page(context, request, language, 403);
  const auto told = asked_report(context, captures);
  if (!told) return error_page(context, request, language, 404);
  const auto wish = http::value_of(*form, "do");
  if (wish != "correct" && wish != "withdraw") return error_page(context, request, language, 400);
  const auto actor = visitor_of(context, request).actor;
  const auto version = positive_number(http::value_of(*form, "version")).value_or(-2);
  const auto reason = typed_text(http::value_of(*form, "reason"));
  registry::PartyReports reports(context.reg, context.reports_reviewed);
  try {
    if (wish == "correct") {
      reports.correct(actor, told->held.id, version);
      return see(language, form_of_correction(context, told->held.value));
    }
    if (reason.empty() || reason.size() > kMostWithdrawing)
      return managing_shown(context, request, language, *told, reason,
                            reason.empty() ? "report.fault.withdraw_reason" : "part.fault.long", 422);
    reports.withdraw(actor, told->held.id, version, base::Text(language, reason));
  } catch (const base::Conflict&) {  // what was typed is not lost
    const auto now = asked_report(context, captures);
    if (!now) throw;
    const bool same = now->held.version == version;
    return managing_shown(context, request, language, *now, reason,
                          same ? "report.fault.open" : "form.fault.changed", 409);
  }
  return see(language, "/reports/" + told->held.id.str());
}

}  // namespace

std::vector<http::Route> report_managing_routes(const Context& context) {
  return {
      {"GET", "/{lang}/account/reports/{id}", "A published report, for whoever corrects or withdraws it.",
       in_language(context, managing_asked)},
      {"POST", "/{lang}/account/reports/{id}", "Begins its correction, or withdraws it with a reason.",
       in_language(context, managing_sent)},
  };
}

}  // namespace entente::pages
