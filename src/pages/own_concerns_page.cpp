// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Concerns that were handed on to those who speak for the one concerned.
#include "http/form.hpp"
#include "pages/claim_views.hpp"
#include "pages/concern_views.hpp"
#include "pages/format.hpp"
#include "pages/in_language.hpp"
#include "pages/record_views.hpp"
#include "pages/visitor.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kHandedShown = 200;
constexpr std::size_t kMostReplyForm = std::size_t{96} * 1024;

http::Response handed_list(const Context& context, const http::Request& request, std::string_view language,
                           const http::Captures&) {
  const auto& messages = base::Messages::in(language);
  auto rows = list_view();
  for (const auto& [concern, subject] :
       context.concerns->handed_on(visitor_of(context, request).actor, kHandedShown)) {
    View row;
    const auto number = std::to_string(concern.number);
    row["href"] = View(href(language, "/account/concerns/" + number));
    row["label"] = View(messages.get("concern.number", {{"number", number}}));
    row["subject"] = View(concern_subject_title(subject, messages));
    row["kind"] = View(concern_kind_label(concern.kind, messages));
    row["made"] = View(messages.moment(concern.made));
    row["state"] = View(concern_state_label(concern.state, messages));
    rows.push_back(std::move(row));
  }
  View view;
  view["account"] = View(href(language, "/account"));
  view["some"] = View(rows.is_non_empty_list());
  view["rows"] = std::move(rows);
  return page(context, request,
              private_frame(language, messages.get("concerns.handed.title"), "/account/concerns"),
              "concerns_handed", view);
}

http::Response reply_page(const Context& context, const http::Request& request, std::string_view language,
                          std::int64_t number, std::string_view typed,
                          const std::optional<registry::ConcernFault>& fault) {
  const auto detail = context.concerns->handed(visitor_of(context, request).actor, number);
  if (!detail) return error_page(context, request, language, 404);
  const auto& messages = base::Messages::in(language);
  auto view = concern_view(context, *detail, messages);
  auto frame =
      private_frame(language, view["label"].string_value(), "/account/concerns/" + std::to_string(number));
  view["back"] = View(href(language, "/account/concerns"));
  view["action"] = View(href(language, frame.path));
  view["key"] = View(key_of_forms(context, request));
  view["replying"] = View(detail->concern.state != store::ConcernState::withdrawn);
  if (!view["replying"].is_true()) view["unsent"] = text_or_nothing(std::string(typed));
  view["typed"] = View(typed);
  view["claim_fault"] = fault ? concern_fault_view(*fault, messages) : View(false);
  if (fault) frame.status = concern_fault_status(*fault);
  return page(context, request, frame, "concern_reply", view);
}

http::Response handed_page(const Context& context, const http::Request& request, std::string_view language,
                           const http::Captures& captures) {
  const auto number = positive_number(captures["number"]);
  if (!number) return error_page(context, request, language, 404);
  return reply_page(context, request, language, *number, {}, {});
}

http::Response reply_sent(const Context& context, const http::Request& request, std::string_view language,
                          const http::Captures& captures) {
  const auto number = positive_number(captures["number"]);
  if (!number) return error_page(context, request, language, 404);
  const auto fields = own_form(context, request, kMostReplyForm);
  if (!fields) return error_page(context, request, language, 403);
  const auto text = typed_words(*fields);
  if (const auto fault =
          context.concerns->reply(visitor_of(context, request).actor, *number, text, seen_steps(*fields)))
    return reply_page(context, request, language, *number, text, fault);
  return see(language, "/account/concerns/" + std::to_string(*number));
}

}  // namespace

std::vector<http::Route> own_concerns_routes(const Context& context) {
  return {
      {"GET", "/{lang}/account/concerns", "Concerns that were handed on to one's organisation or country.",
       in_language(context, handed_list)},
      {"GET", "/{lang}/account/concerns/{number}", "One of them, and what was said to it.",
       in_language(context, handed_page)},
      {"POST", "/{lang}/account/concerns/{number}", "Replies beside it.", in_language(context, reply_sent)},
  };
}

}  // namespace entente::pages
