// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// What waits for the register's decision: reports that were handed in, and appeals against marks.
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

const std::string kChangedMeanwhile = "form.fault.changed";
constexpr std::size_t kMostWaiting = 200, kMostWords = 6'000;

template <class T>
View waiting_rows(const std::vector<registry::Told<T>>& all, const char* path, std::string T::*since,
                  const base::Messages& messages) {
  const auto language = messages.language();
  auto rows = list_view();
  for (const auto& one : all) {
    if (rows.list_value().size() == kMostWaiting) break;
    View row;
    row["href"] = View(href(language, path + one.held.id.str()));
    row["title"] = text_view(one.partnership, language);
    row["by"] = text_view(one.organisation, language);
    const auto day = base::PartialDate::parse(one.held.value.*since);
    row["since"] = View(day ? messages.date(*day) : std::string());
    rows.push_back(std::move(row));
  }
  return rows;
}

/// With `kept`, what somebody wrote on what was decided on before they sent it.
http::Response list_of_waiting(const Context& context, const http::Request& request,
                               std::string_view language, const std::string& kept) {
  const auto& messages = base::Messages::in(language);
  const auto actor = visitor_of(context, request).actor;
  const registry::PartyReports reports(context.reg);
  View view;
  view["reports"] =
      waiting_rows(reports.to_review(actor), "/reporting/reports/", &model::Report::handed_in, messages);
  view["some_reports"] = View(view["reports"].is_non_empty_list());
  const bool decides = access::may(actor, access::Action::decide_appeal);
  view["decides"] = View(decides);
  view["appeals"] =
      decides ? waiting_rows(reports.to_decide(actor), "/reporting/appeals/", &model::Appeal::at, messages)
              : list_view();
  view["some_appeals"] = View(view["appeals"].is_non_empty_list());
  const auto done = request.parameter("done");
  view["done"] = View(false);
  for (const std::string each : {"published", "returned", "decided"})
    if (done == each) view["done"] = View(messages.get("report.review.done." + each));
  view["kept"] = text_or_nothing(kept);
  view["fault"] = kept.empty() ? View(false) : View(messages.get("report.fault.decided"));
  auto frame = private_frame(language, messages.get("report.review.title"), "/reporting");
  if (!kept.empty()) frame.status = 409;
  return page(context, request, frame, "report_reviews", view);
}

http::Response review_list(const Context& context, const http::Request& request, std::string_view language,
                           const http::Captures&) {
  return list_of_waiting(context, request, language, {});
}

template <class T>
View head_of_waiting(const Context& context, const http::Request& request, const registry::Told<T>& one,
                     const std::string& typed, const std::string& fault, const base::Messages& messages) {
  const auto language = messages.language();
  View view;
  view["back"] = View(href(language, "/reporting"));
  view["partnership"] = text_view(one.partnership, language);
  view["href"] = View(partnership_href(language, one.held.value.partnership));
  view["key"] = View(key_of_forms(context, request));
  view["version"] = View(std::to_string(one.held.version));
  view["own"] = View(one.own);
  view["typed"] = View(typed);
  view["fault"] = text_or_nothing(fault.empty() ? std::string() : messages.get(fault));
  return view;
}

http::Response report_to_review(const Context& context, const http::Request& request,
                                std::string_view language, const registry::Told<model::Report>& one,
                                const std::string& typed, const std::string& fault) {
  const auto& messages = base::Messages::in(language);
  const auto path = "/reporting/reports/" + one.held.id.str();
  auto view = head_of_waiting(context, request, one, typed, fault, messages);
  view["report"] = report_view(one.held.value, one.organisation, messages);
  view["action"] = View(href(language, path));
  auto frame = private_frame(language, messages.get("report.review.report"), path);
  if (!fault.empty()) frame.status = fault == kChangedMeanwhile ? 409 : 422;
  return page(context, request, frame, "report_review", view);
}

http::Response appeal_to_decide(const Context& context, const http::Request& request,
                                std::string_view language, const registry::Told<model::Appeal>& one,
                                const std::string& typed, const std::string& until,
                                const std::string& fault) {
  const auto& messages = base::Messages::in(language);
  const auto path = "/reporting/appeals/" + one.held.id.str();
  auto view = head_of_waiting(context, request, one, typed, fault, messages);
  view["by"] = text_view(one.organisation, language);
  view["light"] = View(messages.get("freshness." + one.held.value.light));
  view["reason"] = text_view(one.held.value.reason, language);
  view["until"] = View(until);
  view["action"] = View(href(language, path));
  auto frame = private_frame(language, messages.get("report.review.appeal"), path);
  if (!fault.empty()) frame.status = fault == kChangedMeanwhile ? 409 : 422;
  return page(context, request, frame, "report_appeal", view);
}

http::Response review_asked(const Context& context, const http::Request& request, std::string_view language,
                            const http::Captures& captures) {
  const auto id = base::Uuid::parse(captures["id"]);
  const auto one =
      id ? registry::PartyReports(context.reg).one_to_review(visitor_of(context, request).actor, *id)
         : std::nullopt;
  if (!one) return error_page(context, request, language, 404);
  return report_to_review(context, request, language, *one, {}, {});
}

/// What cannot be decided on: what somebody wrote on it is not lost.
http::Response decided_before(const Context& context, const http::Request& request, std::string_view language,
                              const http::Parameters& form) {
  const auto typed = typed_text(http::value_of(form, "text"));
  return typed.empty() ? error_page(context, request, language, 404)
                       : list_of_waiting(context, request, language, typed);
}

/// What somebody typed to give a reason, or the key of what is wrong with it.
std::string read_reason(const http::Parameters& form, std::string& typed) {
  typed = typed_text(http::value_of(form, "text"));
  if (typed.empty()) return "report.fault.reason";
  return typed.size() > kMostWords ? "part.fault.long" : std::string();
}

http::Response report_review_sent(const Context& context, const http::Request& request,
                                  std::string_view language, const http::Captures& captures) {
  const auto form = own_form(context, request);
  if (!form) return error_page(context, request, language, 403);
  const auto actor = visitor_of(context, request).actor;
  registry::PartyReports reports(context.reg);
  const auto id = base::Uuid::parse(captures["id"]);
  const auto one = id ? reports.one_to_review(actor, *id) : std::nullopt;
  if (!one) return decided_before(context, request, language, *form);
  const auto wish = http::value_of(*form, "do");
  const auto version = positive_number(http::value_of(*form, "version")).value_or(-2);
  if (wish != "return" && wish != "publish") return error_page(context, request, language, 400);
  std::string typed;
  const auto fault = read_reason(*form, typed);
  if (wish == "return" && !fault.empty())
    return report_to_review(context, request, language, *one, typed, fault);
  try {
    if (wish == "publish")
      reports.publish(actor, *id, version);
    else
      reports.give_back(actor, *id, version, base::Text(language, typed));
  } catch (const base::Conflict&) {
    const auto now = reports.one_to_review(actor, *id);
    return now ? report_to_review(context, request, language, *now, typed, kChangedMeanwhile)
               : decided_before(context, request, language, *form);
  }
  return see(language, wish == "publish" ? "/reporting?done=published" : "/reporting?done=returned");
}

http::Response appeal_asked(const Context& context, const http::Request& request, std::string_view language,
                            const http::Captures& captures) {
  const auto id = base::Uuid::parse(captures["id"]);
  const auto one =
      id ? registry::PartyReports(context.reg).one_to_decide(visitor_of(context, request).actor, *id)
         : std::nullopt;
  if (!one) return error_page(context, request, language, 404);
  return appeal_to_decide(context, request, language, *one, {}, {}, {});
}

/// A day within the time for which a mark may be put off; nothing for any other text.
std::optional<base::PartialDate> day_to_come(const std::string& typed, std::int64_t today) {
  const auto day = typed.size() <= 10 ? base::PartialDate::parse(typed) : std::nullopt;
  if (!day || day->precision() != base::PartialDate::Precision::day || day->first_day() <= today ||
      day->first_day() > today + registry::kPutOffAtMost)
    return std::nullopt;
  return day;
}

http::Response appeal_sent(const Context& context, const http::Request& request, std::string_view language,
                           const http::Captures& captures) {
  const auto form = own_form(context, request);
  if (!form) return error_page(context, request, language, 403);
  const auto actor = visitor_of(context, request).actor;
  registry::PartyReports reports(context.reg);
  const auto id = base::Uuid::parse(captures["id"]);
  const auto one = id ? reports.one_to_decide(actor, *id) : std::nullopt;
  if (!one) return decided_before(context, request, language, *form);
  const auto wish = http::value_of(*form, "do");
  if (wish != "uphold" && wish != "refuse") return error_page(context, request, language, 400);
  const auto version = positive_number(http::value_of(*form, "version")).value_or(-2);
  std::string typed;
  auto fault = read_reason(*form, typed);
  const auto until = typed_text(http::value_of(*form, "until"));
  std::optional<base::PartialDate> day;
  if (wish == "uphold") {
    day = day_to_come(until, base::day_of(context.reg.clock().now()));
    if (fault.empty() && !day) fault = "report.fault.until";
  }
  if (!fault.empty()) return appeal_to_decide(context, request, language, *one, typed, until, fault);
  try {
    reports.decide(actor, *id, version, base::Text(language, typed), day);
  } catch (const base::Conflict&) {
    const auto now = reports.one_to_decide(actor, *id);
    return now ? appeal_to_decide(context, request, language, *now, typed, until, kChangedMeanwhile)
               : decided_before(context, request, language, *form);
  }
  return see(language, "/reporting?done=decided");
}

}  // namespace

std::vector<http::Route> report_review_routes(const Context& context) {
  return {
      {"GET", "/{lang}/reporting", "Reports that were handed in and appeals, those that wait longest first.",
       in_language(context, review_list)},
      {"GET", "/{lang}/reporting/reports/{id}", "A report that was handed in.",
       in_language(context, review_asked)},
      {"POST", "/{lang}/reporting/reports/{id}", "Publishes it, or returns it with reasons.",
       in_language(context, report_review_sent)},
      {"GET", "/{lang}/reporting/appeals/{id}", "An appeal against a partnership's mark.",
       in_language(context, appeal_asked)},
      {"POST", "/{lang}/reporting/appeals/{id}", "Upholds or refuses it, with a reason.",
       in_language(context, appeal_sent)},
  };
}

}  // namespace entente::pages
