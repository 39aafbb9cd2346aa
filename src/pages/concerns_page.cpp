// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Concerns, for those who answer them.
#include <array>
#include <limits>

#include "http/form.hpp"
#include "pages/claim_views.hpp"
#include "pages/concern_views.hpp"
#include "pages/format.hpp"
#include "pages/in_language.hpp"
#include "pages/record_views.hpp"
#include "pages/visitor.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kConcernsAPage = 100;
constexpr std::size_t kMostAnswerForm = std::size_t{96} * 1024;

/// What "?state=" may say.
struct ConcernStateName {
  std::string_view name;
  store::ConcernState state;
};
constexpr std::array kConcernStateNames{ConcernStateName{"open", store::ConcernState::open},
                                        ConcernStateName{"answered", store::ConcernState::answered},
                                        ConcernStateName{"closed", store::ConcernState::closed},
                                        ConcernStateName{"withdrawn", store::ConcernState::withdrawn}};

ConcernStateName asked_concern_state(const http::Request& request) {
  for (const auto& each : kConcernStateNames)
    if (each.name == request.parameter("state")) return each;
  return kConcernStateNames.front();
}

/// "?after=DUE-NUMBER": the last of the page before.
std::pair<base::Instant, std::int64_t> asked_concern_after(const http::Request& request) {
  const auto text = request.parameter("after");
  const auto dash = text.find('-');
  if (dash == text.npos) return {{std::numeric_limits<std::int64_t>::min()}, 0};
  return {{positive_number(text.substr(0, dash)).value_or(0)},
          positive_number(text.substr(dash + 1)).value_or(0)};
}

http::Response queue_page(const Context& context, const http::Request& request, std::string_view language,
                          const http::Captures&) {
  const auto& messages = base::Messages::in(language);
  const auto actor = visitor_of(context, request).actor;
  const auto asked = asked_concern_state(request);
  const auto [due, after] = asked_concern_after(request);
  const auto rows = context.concerns->list(actor, asked.state, due, after, kConcernsAPage);
  const auto now = context.reg.clock().now();
  View view;
  view["states"] = list_view();
  for (const auto& each : kConcernStateNames) {
    View one;
    one["href"] = View(href(language, "/concerns?state=" + std::string(each.name)));
    one["label"] = View(concern_state_label(each.state, messages));
    one["current"] = View(each.name == asked.name);
    view["states"].push_back(std::move(one));
  }
  view["rows"] = list_view();
  for (const auto& [concern, subject] : rows) {
    View row;
    const auto number = std::to_string(concern.number);
    row["href"] = View(href(language, "/concerns/" + number));
    row["label"] = View(messages.get("concern.number", {{"number", number}}));
    row["subject"] = View(concern_subject_title(subject, messages));
    row["kind"] = View(concern_kind_label(concern.kind, messages));
    row["made"] = View(messages.moment(concern.made));
    const bool open = concern.state == store::ConcernState::open;
    row["due"] = open ? View(messages.moment(concern.due)) : View(false);
    row["overdue"] = View(open && concern.due <= now);
    view["rows"].push_back(std::move(row));
  }
  view["some"] = View(!rows.empty());
  view["next"] = View(false);
  if (rows.size() == kConcernsAPage) {
    const auto& last = rows.back().concern;
    view["next"] = View(href(language, "/concerns?state=" + std::string(asked.name) + "&after=" +
                                           std::to_string(last.due.ms) + "-" + std::to_string(last.number)));
  }
  return page(context, request, private_frame(language, messages.get("concerns.title"), "/concerns"),
              "concerns", view);
}

struct TypedAnswer {
  std::string wish, text;
};

http::Response answering_page(const Context& context, const http::Request& request, std::string_view language,
                              std::int64_t number, const TypedAnswer& typed,
                              const std::optional<registry::ConcernFault>& fault) {
  const auto& messages = base::Messages::in(language);
  const auto detail = context.concerns->look(visitor_of(context, request).actor, number);
  const auto& concern = detail.concern;
  auto view = concern_view(context, detail, messages);
  auto frame = private_frame(language, view["label"].string_value(), "/concerns/" + std::to_string(number));
  view["back"] = View(href(language, "/concerns"));
  view["action"] = View(href(language, frame.path));
  view["key"] = View(key_of_forms(context, request));
  const bool withdrawn = concern.state == store::ConcernState::withdrawn;
  view["answering"] = View(!withdrawn && concern.state != store::ConcernState::closed);
  view["showing"] = View(!withdrawn);
  const bool shows = typed.wish == "hand_on" || typed.wish == "publish";
  const bool unsent = !typed.text.empty() && (withdrawn || (!shows && !view["answering"].is_true()));
  view["unsent"] = unsent ? View(typed.text) : View(false);
  view["typed"] = View(shows ? std::string() : typed.text);
  // What was said first, for whoever shows it to others: in these words, or shortened.
  auto words = concern.shown;
  if (words.empty() && !detail.lines.empty()) words = detail.lines.front().step.words;
  view["typed_shown"] = View(shows ? typed.text : words);
  view["claim_fault"] = View(false);
  if (fault) {
    auto said = concern_fault_view(*fault, messages);
    if (shows) said["field"] = View("shown");
    view["claim_fault"] = std::move(said);
    frame.status = concern_fault_status(*fault);
  }
  return page(context, request, frame, "concern_one", view);
}

http::Response concern_looked_at(const Context& context, const http::Request& request,
                                 std::string_view language, const http::Captures& captures) {
  const auto number = positive_number(captures["number"]);
  if (!number) return error_page(context, request, language, 404);
  return answering_page(context, request, language, *number, {}, {});
}

http::Response concern_answered(const Context& context, const http::Request& request,
                                std::string_view language, const http::Captures& captures) {
  const auto number = positive_number(captures["number"]);
  if (!number) return error_page(context, request, language, 404);
  const auto fields = own_form(context, request, kMostAnswerForm);
  if (!fields) return error_page(context, request, language, 403);
  const auto actor = visitor_of(context, request).actor;
  const TypedAnswer typed{std::string(http::value_of(*fields, "do")), typed_words(*fields)};
  const auto seen = seen_steps(*fields);
  auto& concerns = *context.concerns;
  std::optional<registry::ConcernFault> fault;
  if (typed.wish == "answer")
    fault = concerns.answer(actor, *number, typed.text, seen);
  else if (typed.wish == "close")
    fault = concerns.close(actor, *number, typed.text, seen);
  else if (typed.wish == "hand_on")
    fault = concerns.show(actor, *number, store::ConcernSight::handed_on, typed.text, seen);
  else if (typed.wish == "publish")
    fault = concerns.show(actor, *number, store::ConcernSight::published, typed.text, seen);
  else if (typed.wish == "take_back")
    fault = concerns.show(actor, *number, store::ConcernSight::counted, {}, seen);
  else
    return error_page(context, request, language, 400);
  if (fault) return answering_page(context, request, language, *number, typed, fault);
  return see(language, "/concerns/" + std::to_string(*number));
}

}  // namespace

std::vector<http::Route> concerns_routes(const Context& context) {
  return {
      {"GET", "/{lang}/concerns", "Concerns by state, what is due first comes first.",
       in_language(context, queue_page)},
      {"GET", "/{lang}/concerns/{number}", "One concern, with what is needed to answer it.",
       in_language(context, concern_looked_at)},
      {"POST", "/{lang}/concerns/{number}",
       "Answers a concern or closes it, hands it on to those concerned, publishes it or takes it back.",
       in_language(context, concern_answered)},
  };
}

}  // namespace entente::pages
