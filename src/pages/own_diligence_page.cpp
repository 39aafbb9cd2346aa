// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// What was found of one's organisation, and answering it.
#include "http/form.hpp"
#include "pages/claim_views.hpp"
#include "pages/diligence_views.hpp"
#include "pages/format.hpp"
#include "pages/in_language.hpp"
#include "pages/record_views.hpp"
#include "pages/visitor.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kOwnAssessments = 100;
constexpr std::string_view kOwnDiligence = "/account/due-diligence";

http::Response own_assessments(const Context& context, const http::Request& request,
                               std::string_view language, const http::Captures&) {
  const auto& messages = base::Messages::in(language);
  auto view = assessment_rows(context.diligence->shown(visitor_of(context, request).actor, kOwnAssessments),
                              kOwnDiligence, messages);
  view["account"] = View(href(language, "/account"));
  view["policy"] = View(href(language, "/due-diligence"));
  return page(context, request,
              private_frame(language, messages.get("diligence.own.title"), std::string(kOwnDiligence)),
              "diligence_own", view);
}

http::Response own_assessment(const Context& context, const http::Request& request, std::string_view language,
                              std::int64_t number, std::string_view typed_for, std::string_view typed,
                              const std::optional<registry::DiligenceFault>& fault) {
  const auto detail = context.diligence->shown_one(visitor_of(context, request).actor, number);
  if (!detail) return error_page(context, request, language, 404);
  const auto& messages = base::Messages::in(language);
  auto view = assessment_view(*detail, messages);
  auto frame = private_frame(language, view["label"].string_value(),
                             std::string(kOwnDiligence) + "/" + std::to_string(number));
  const auto state = detail->assessment.state;
  view["again"] = View(state == store::AssessmentState::assessing);
  view["hearing"] = View(state == store::AssessmentState::hearing && !detail->heard);
  view["answers"] = list_view();
  for (const auto& found : detail->findings) {
    auto one = finding_view(found, *detail->policy, messages);
    one["typed"] = View(found.key == typed_for ? typed : std::string_view());
    one["open"] = View(found.key == typed_for);
    if (found.finding) view["answers"].push_back(std::move(one));
  }
  view["back"] = View(href(language, kOwnDiligence));
  view["policy"] = View(href(language, "/due-diligence"));
  view["action"] = View(href(language, frame.path));
  view["key"] = View(key_of_forms(context, request));
  set_diligence_fault(view, frame, fault, *detail->policy, messages, "a-" + std::string(typed_for));
  return page(context, request, frame, "diligence_own_one", view);
}

http::Response own_assessment_page(const Context& context, const http::Request& request,
                                   std::string_view language, const http::Captures& captures) {
  const auto number = positive_number(captures["number"]);
  if (!number) return error_page(context, request, language, 404);
  return own_assessment(context, request, language, *number, {}, {}, {});
}

http::Response own_assessment_sent(const Context& context, const http::Request& request,
                                   std::string_view language, const http::Captures& captures) {
  const auto number = positive_number(captures["number"]);
  if (!number) return error_page(context, request, language, 404);
  const auto fields = own_form(context, request, kMostDiligenceForm);
  if (!fields) return error_page(context, request, language, 403);
  const auto actor = visitor_of(context, request).actor;
  const auto wish = http::value_of(*fields, "do");
  const auto path = std::string(kOwnDiligence) + "/" + std::to_string(*number);
  if (wish == "heard") {
    context.diligence->be_heard(actor, *number);
    return see(language, path);
  }
  if (wish != "answer") return error_page(context, request, language, 400);
  const std::string key(http::value_of(*fields, "finding"));
  const auto text = typed_words(*fields);
  if (const auto fault = context.diligence->answer(actor, *number, key, text))
    return own_assessment(context, request, language, *number, key, text, fault);
  return see(language, path + "#f-" + key);
}

}  // namespace

std::vector<http::Route> own_diligence_routes(const Context& context) {
  return {
      {"GET", "/{lang}/account/due-diligence", "Due diligence on one's organisation.",
       in_language(context, own_assessments)},
      {"GET", "/{lang}/account/due-diligence/{number}",
       "What was found of one's organisation, screening aside, and what was decided.",
       in_language(context, own_assessment_page)},
      {"POST", "/{lang}/account/due-diligence/{number}",
       "Answers a finding, or says that there is no more to say.", in_language(context, own_assessment_sent)},
  };
}

}  // namespace entente::pages
