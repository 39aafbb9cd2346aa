// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// One assessment, for those who assess and decide and for whoever requested it.
#include <string>

#include "base/error.hpp"
#include "http/form.hpp"
#include "pages/claim_views.hpp"
#include "pages/diligence_views.hpp"
#include "pages/format.hpp"
#include "pages/in_language.hpp"
#include "pages/record_views.hpp"
#include "pages/visitor.hpp"

namespace entente::pages {

namespace {

/// What was typed into the form whose button was pressed, and what whoever typed it had seen.
struct TypedAct {
  std::string wish, text, finding;
  registry::TypedDecision decision;
  std::int64_t version = 0;
};

/// Somebody else was first, or it is not time yet: nothing is wrong with what was typed.
bool is_of_the_moment(const std::optional<registry::DiligenceFault>& fault) {
  return fault && (fault->what == "changed" || fault->what == "hearing" || fault->what == "speaks");
}

View step_rows(const registry::AssessmentDetail& detail, const base::Messages& messages) {
  auto rows = list_view();
  for (const auto& line : detail.lines) {
    View row;
    const auto& step = line.step;
    row["what"] = View(messages.get("diligence.step." + step.what));
    row["finding"] = step.key.empty() ? View(false) : View(finding_label(*detail.policy, step.key, messages));
    row["author"] = text_or_nothing(line.author);
    row["when"] = View(messages.moment(step.at));
    const bool in_words =
        step.what == registry::kDiligenceHandedBack || step.what == registry::kDiligenceStopped;
    row["text"] = in_words ? View(step.words) : View(false);
    rows.push_back(std::move(row));
  }
  return rows;
}

/// As both pages of an assessment show them; to those who still assess or decide also where screening stands
/// today.
View finding_rows(const Context& context, const registry::AssessmentDetail& detail, const TypedAct& typed,
                  const base::Messages& messages) {
  const auto state = detail.assessment.state;
  const bool open = state == store::AssessmentState::assessing || state == store::AssessmentState::hearing;
  auto rows = list_view();
  for (const auto& found : detail.findings) {
    auto row = finding_view(found, *detail.policy, messages);
    row["screened_today"] = open && found.finding && found.key == registry::kSectionScreening
                                ? View(screening_words(context.diligence->screening(detail), messages))
                                : View(false);
    const bool replied = typed.wish == "respond" && typed.finding == found.key;
    row["typed"] = View(replied ? typed.text : std::string());
    row["open"] = View(replied);
    rows.push_back(std::move(row));
  }
  return rows;
}

/// What was typed into a form that is not on the page any more.
View typed_rows(View& view, const TypedAct& typed) {
  auto rows = list_view();
  const auto& form = typed.wish == "decide"      ? view["deciding"]
                     : typed.wish == "hand_back" ? view["returning"]
                     : typed.wish == "stop"      ? view["stopping"]
                                                 : view["replying"];
  if (form.is_true()) return rows;
  for (const auto& text :
       {typed.text, typed.decision.reason, typed.decision.conditions, typed.decision.note}) {
    if (text.empty()) continue;
    View row;
    row["text"] = View(text);
    rows.push_back(std::move(row));
  }
  return rows;
}

View grade_choices(const registry::DiligencePolicy& policy, std::string_view chosen,
                   const base::Messages& messages) {
  auto all = list_view();
  for (const auto& grade : policy.grades) {
    View one;
    one["code"] = View(grade.key);
    one["label"] = View(grade_label(policy, grade.key, messages));
    one["chosen"] = View(grade.key == chosen);
    all.push_back(std::move(one));
  }
  return all;
}

/// Whether it speaks of what was found, and not of a field of the form.
bool is_of_findings(const registry::DiligenceFault& fault) {
  return fault.what == "missing" || fault.what == "ended" || fault.what == "no_controversy" ||
         fault.what == "hits";
}

/// Where the form for one more controversy is, in `path`; nowhere once there are as many as there may be.
View next_controversy(const registry::AssessmentDetail& detail, const std::string& path) {
  std::size_t count = 0;
  for (const auto& found : detail.findings)
    if (found.section == registry::kSectionControversies && found.key != found.section) ++count;
  if (count >= registry::kMostControversies) return View(false);
  return View(path + "/" + std::string(registry::kSectionControversies) + "." + std::to_string(count + 1));
}

void set_rights(View& view, const Context& context, const access::Actor& actor,
                const registry::AssessmentDetail& detail, const TypedAct& typed,
                const base::Messages& messages) {
  const auto rights = context.diligence->rights(actor, detail);
  const auto state = detail.assessment.state;
  const auto path = href(messages.language(), diligence_path(detail.assessment.number));
  const bool writing = rights.assess && state == store::AssessmentState::assessing;
  view["writing"] = writing ? View(path + "/") : View(false);
  view["add"] = writing ? next_controversy(detail, path) : View(false);
  view["replying"] = View(rights.assess && (state == store::AssessmentState::hearing ||
                                            state == store::AssessmentState::decided));
  view["taking"] = View(rights.take);
  view["deciding"] = View(rights.decide && detail.heard);
  view["returning"] = View(rights.decide);
  view["stopping"] = View(rights.stop);
  view["assessors"] = list_view();
  if (rights.assign)
    for (const auto& [account, name] : context.diligence->assessors(actor, detail.assessment.number)) {
      View one;
      one["code"] = View(account.str());
      one["label"] = View(name);
      view["assessors"].push_back(std::move(one));
    }
  view["assigning"] = View(view["assessors"].is_non_empty_list());
  view["grades"] = grade_choices(*detail.policy, typed.decision.grade, messages);
  view["until_hint"] = View(messages.get(
      "diligence.until_hint",
      {{"date", detail.ends_first > 0 ? base::PartialDate::from_days(detail.ends_first).str() : "–"}}));
  const auto& own = registry::Diligence::requests_for(actor);
  view["renewing"] =
      state == store::AssessmentState::decided && !own.empty()
          ? View(href(messages.language(),
                      "/due-diligence/request?organisation=" + detail.assessment.organisation.str() +
                          "&renews=" + std::to_string(detail.assessment.number)))
          : View(false);
}

http::Response assessment_page(const Context& context, const http::Request& request,
                               std::string_view language, std::int64_t number, const TypedAct& typed,
                               const std::optional<registry::DiligenceFault>& fault, std::string_view at) {
  const auto& messages = base::Messages::in(language);
  const auto actor = visitor_of(context, request).actor;
  const auto detail = context.diligence->look(actor, number);
  auto view = assessment_view(detail, messages);
  auto frame = private_frame(language, view["label"].string_value(), diligence_path(number));
  set_rights(view, context, actor, detail, typed, messages);
  view["findings"] = finding_rows(context, detail, typed, messages);
  view["steps"] = step_rows(detail, messages);
  view["some_steps"] = View(!detail.lines.empty());
  view["queue"] = View(href(language, "/due-diligence/assessments"));
  view["action"] = View(href(language, frame.path));
  view["key"] = View(key_of_forms(context, request));
  view["typed_back"] = View(typed.wish == "hand_back" ? typed.text : std::string());
  view["typed_stop"] = View(typed.wish == "stop" ? typed.text : std::string());
  view["typed_reason"] = View(typed.decision.reason);
  view["typed_note"] = View(typed.decision.note);
  view["typed_conditions"] = View(typed.decision.conditions);
  view["typed_until"] = View(typed.decision.valid_until);
  view["version"] = View(std::to_string(detail.version));
  view["typed_rows"] = typed_rows(view, typed);
  view["some_typed"] = View(view["typed_rows"].is_non_empty_list());
  set_diligence_fault(view, frame, fault, *detail.policy, messages,
                      view["some_typed"].is_true() ? std::string_view("typed") : at);
  if (is_of_the_moment(fault)) frame.status = 409;
  return page(context, request, frame, "diligence_one", view);
}

http::Response assessment_shown(const Context& context, const http::Request& request,
                                std::string_view language, const http::Captures& captures) {
  const auto number = positive_number(captures["number"]);
  if (!number) return error_page(context, request, language, 404);
  return assessment_page(context, request, language, *number, {}, {}, {});
}

struct ActDone {
  std::optional<registry::DiligenceFault> fault;
  std::string at;  ///< the place of the page that the fault is about; empty: its field
};

/// Does what the button says that has words beside it; nothing where there is no such button.
std::optional<ActDone> act(registry::Diligence& diligence, const access::Actor& actor, std::int64_t number,
                           const TypedAct& typed) {
  ActDone done;
  if (typed.wish == "hand_over") {
    done.fault = diligence.hand_over(actor, number, typed.version);
    done.at = "over";
    if (done.fault && is_of_findings(*done.fault)) done.at = "f-" + done.fault->field;
  } else if (typed.wish == "hand_back") {
    done.fault = diligence.hand_back(actor, number, typed.version, typed.text);
    done.at = "back";
  } else if (typed.wish == "decide") {
    done.fault = diligence.decide(actor, number, typed.version, typed.decision);
    if (done.fault && is_of_findings(*done.fault)) done.at = "f-" + done.fault->field;
    if (is_of_the_moment(done.fault)) done.at = "decide";
  } else if (typed.wish == "stop") {
    done.fault = diligence.stop(actor, number, typed.text);
    done.at = "stop";
  } else if (typed.wish == "respond") {
    done.fault = diligence.respond(actor, number, typed.finding, typed.text);
    done.at = "r-" + typed.finding;
  } else {
    return std::nullopt;
  }
  return done;
}

http::Response assessment_sent(const Context& context, const http::Request& request,
                               std::string_view language, const http::Captures& captures) {
  const auto number = positive_number(captures["number"]);
  if (!number) return error_page(context, request, language, 404);
  const auto fields = own_form(context, request, kMostDiligenceForm);
  if (!fields) return error_page(context, request, language, 403);
  const auto actor = visitor_of(context, request).actor;
  auto& diligence = *context.diligence;
  const auto field = [&](std::string_view name) { return std::string(http::value_of(*fields, name)); };
  const TypedAct typed{
      field("do"),
      typed_words(*fields),
      field("finding"),
      {field("grade"), field("reason"), field("note"), field("conditions"), field("valid_until")},
      positive_number(field("version")).value_or(0)};
  if (typed.wish == "take" || typed.wish == "assign") {
    const auto account = typed.wish == "take" ? std::optional(actor.account.value_or(base::Uuid()))
                                              : base::Uuid::parse(field("assessor"));
    if (!account) return error_page(context, request, language, 400);
    diligence.assign(actor, *number, *account);
    return see(language, diligence_path(*number));
  }
  std::optional<ActDone> done;
  try {
    done = act(diligence, actor, *number, typed);
  } catch (const base::Conflict&) {  // what was typed is not lost
    done = ActDone{registry::DiligenceFault{"", "changed"}, "steps"};
  }
  if (!done) return error_page(context, request, language, 400);
  if (done->fault) return assessment_page(context, request, language, *number, typed, done->fault, done->at);
  return see(language, diligence_path(*number));
}

}  // namespace

std::vector<http::Route> diligence_routes(const Context& context) {
  return {
      {"GET", "/{lang}/due-diligence/assessments/{number}",
       "One assessment: what was found, what the organisation answers, what was decided.",
       in_language(context, assessment_shown)},
      {"POST", "/{lang}/due-diligence/assessments/{number}",
       "Takes or gives it to somebody to assess, hands it over or back, replies, decides, or stops it.",
       in_language(context, assessment_sent)},
  };
}

}  // namespace entente::pages
