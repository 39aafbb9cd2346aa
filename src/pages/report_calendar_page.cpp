// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// How often a partnership reports, and appeals against its mark, for whoever speaks for a party.
#include <optional>
#include <utility>

#include "base/error.hpp"
#include "http/form.hpp"
#include "pages/format.hpp"
#include "pages/freshness_views.hpp"
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

constexpr std::size_t kMostReason = 6'000;  // bytes

/// What was typed into one of the two forms, and what is wrong with it.
struct TypedCalendar {
  std::string months, first_due, reason, fault;
  int status = 422;
};

std::optional<registry::OwnReporting> asked_calendar(const Context& context, const http::Request& request,
                                                     const http::Captures& captures) {
  const auto id = base::Uuid::parse(captures["id"]);
  return id ? registry::PartyReports(context.reg).of_part(visitor_of(context, request).actor, *id)
            : std::nullopt;
}

TypedCalendar standing_rhythm(const registry::OwnReporting& own) {
  TypedCalendar typed;
  typed.months = std::to_string(own.rhythm ? own.rhythm->value.months : model::ReportingRhythm::kEveryYear);
  if (own.rhythm && own.rhythm->value.first_due) typed.first_due = own.rhythm->value.first_due->str();
  return typed;
}

bool may_appeal(const registry::OwnReporting& own) {
  using enum registry::Light;
  const auto light = own.freshness.light;
  if (light != due && light != silent && light != dormant) return false;
  for (const auto& appeal : own.appeals)
    if (appeal.value.state == "open") return false;
  return true;
}

http::Response calendar_shown(const Context& context, const http::Request& request, std::string_view language,
                              const registry::OwnReporting& own, const TypedCalendar& typed) {
  const auto& messages = base::Messages::in(language);
  const auto path = "/account/parts/" + own.part.id.str() + "/calendar";
  View view;
  view["back"] = View(href(language, "/account/reports"));
  view["partnership"] = text_view(own.partnership, language);
  view["href"] = View(partnership_href(language, own.part.value.partnership));
  view["part"] = View(href(language, "/account/parts/" + own.part.id.str()));
  view["report"] = View(href(language, "/account/parts/" + own.part.id.str() + "/report"));
  view["freshness"] = freshness_view(own.freshness, messages);
  view["facts"] = calendar_facts(own.freshness, own.rhythm, messages);
  view["confirmed"] = View(own.confirmed);
  view["waits"] = View(own.open && own.open->value.state == "handed_in");
  view["action"] = View(href(language, path));
  view["key"] = View(key_of_forms(context, request));
  view["version"] = View(std::to_string(own.rhythm ? own.rhythm->version : 0));
  view["rhythms"] = list_view();
  for (const auto months : registry::kRhythms) {
    View one;
    one["code"] = View(std::to_string(months));
    one["label"] = View(messages.get("report.every", {{"count", months}}));
    one["chosen"] = View(typed.months == std::to_string(months));
    view["rhythms"].push_back(std::move(one));
  }
  view["first_due"] = View(typed.first_due);
  view["reason"] = View(typed.reason);
  view["appealing"] = View(own.confirmed && may_appeal(own));
  view["appeals"] = appeal_rows(own.appeals, messages);
  view["some_appeals"] = View(!own.appeals.empty());
  const auto done = request.parameter("done");
  view["done"] = done == "rhythm" || done == "appeal" ? View(messages.get("report.done." + std::string(done)))
                                                      : View(false);
  view["fault"] = text_or_nothing(typed.fault.empty() ? std::string() : messages.get(typed.fault));
  auto frame = private_frame(language, messages.get("report.calendar.title"), path);
  if (!typed.fault.empty()) frame.status = typed.status;
  return page(context, request, frame, "report_calendar", view);
}

http::Response calendar_asked(const Context& context, const http::Request& request, std::string_view language,
                              const http::Captures& captures) {
  const auto own = asked_calendar(context, request, captures);
  if (!own) return error_page(context, request, language, 404);
  return calendar_shown(context, request, language, *own, standing_rhythm(*own));
}

/// Sets the rhythm that was typed; "" or the key of what is wrong with it.
std::string set_typed_rhythm(const Context& context, const access::Actor& actor, const base::Uuid& part,
                             std::int64_t version, const TypedCalendar& typed) {
  const auto months = positive_number(typed.months).value_or(0);
  std::optional<base::PartialDate> first;
  if (!typed.first_due.empty()) {
    first = typed.first_due.size() <= 10 ? base::PartialDate::parse(typed.first_due) : std::nullopt;
    if (!first || first->precision() != base::PartialDate::Precision::day) return "report.fault.day";
  }
  registry::PartyReports(context.reg).set_rhythm(actor, part, version, months, first);
  return {};
}

http::Response calendar_sent(const Context& context, const http::Request& request, std::string_view language,
                             const http::Captures& captures) {
  const auto form = own_form(context, request);
  if (!form) return error_page(context, request, language, 403);
  const auto own = asked_calendar(context, request, captures);
  if (!own) return error_page(context, request, language, 404);
  const auto actor = visitor_of(context, request).actor;
  const auto wish = http::value_of(*form, "do");
  if (wish != "rhythm" && wish != "appeal") return error_page(context, request, language, 400);
  auto typed = standing_rhythm(*own);
  try {
    if (wish == "rhythm") {
      const auto sent = http::value_of(*form, "version");
      typed.months = http::value_of(*form, "months");
      typed.first_due = typed_text(http::value_of(*form, "first_due"));
      typed.fault = set_typed_rhythm(context, actor, own->part.id,
                                     sent == "0" ? 0 : positive_number(sent).value_or(-2), typed);
    } else {
      typed.reason = typed_text(http::value_of(*form, "reason"));
      if (typed.reason.empty() || typed.reason.size() > kMostReason)
        typed.fault = typed.reason.empty() ? "report.fault.reason" : "part.fault.long";
      else
        registry::PartyReports(context.reg).appeal(actor, own->part.id, base::Text(language, typed.reason));
    }
  } catch (const base::Conflict&) {  // what was typed is not lost
    const auto now = asked_calendar(context, request, captures);
    if (!now) throw;
    typed.fault = "form.fault.changed";
    typed.status = 409;
    return calendar_shown(context, request, language, *now, typed);
  }
  if (!typed.fault.empty()) return calendar_shown(context, request, language, *own, typed);
  return see(language, "/account/parts/" + own->part.id.str() + "/calendar?done=" + std::string(wish));
}

}  // namespace

std::vector<http::Route> rhythm_routes(const Context& context) {
  return {
      {"GET", "/{lang}/account/parts/{id}/calendar",
       "How often that partnership reports, its mark, and appeals against it.",
       in_language(context, calendar_asked)},
      {"POST", "/{lang}/account/parts/{id}/calendar", "Sets the rhythm, or appeals.",
       in_language(context, calendar_sent)},
  };
}

}  // namespace entente::pages
