// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Writing down one finding of an assessment.
#include <algorithm>
#include <array>

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

/// As a form holds what was found.
registry::TypedFinding typed_of(const registry::DiligenceFinding& finding, bool days) {
  registry::TypedFinding typed;
  typed.outcome = finding.outcome;
  typed.text = finding.text;
  for (const auto& piece : finding.evidence)
    typed.evidence += (piece.address.empty() ? piece.hash : piece.address) +
                      (piece.title.empty() ? "" : " " + piece.title) + "\n";
  typed.source = finding.source;
  if (finding.date) typed.date = finding.date->str();
  if (days) typed.valid_until = base::PartialDate::from_days(finding.valid_until).str();
  return typed;
}

View outcome_choices(std::string_view chosen, const base::Messages& messages) {
  constexpr std::array kOutcomes{registry::kOutcomeClear, registry::kOutcomeFound, registry::kOutcomeUnclear};
  auto all = list_view();
  for (const auto outcome : kOutcomes) {
    View one;
    one["value"] = View(outcome);
    one["label"] = View(messages.get("diligence.outcome." + std::string(outcome)));
    one["chosen"] = View(outcome == chosen);
    all.push_back(std::move(one));
  }
  return all;
}

/// The finding that is asked for; one more controversy than there are is a new one.
std::optional<registry::FindingView> asked_finding(const registry::AssessmentDetail& detail,
                                                   const std::string& key) {
  std::size_t controversies = 0;
  for (const auto& found : detail.findings) {
    if (found.key == key) return found;
    if (found.section == registry::kSectionControversies && found.key != found.section) ++controversies;
  }
  if (key != std::string(registry::kSectionControversies) + "." + std::to_string(controversies + 1) ||
      controversies >= registry::kMostControversies)
    return std::nullopt;
  registry::FindingView fresh;
  fresh.key = key;
  fresh.section = registry::kSectionControversies;
  return fresh;
}

http::Response finding_page(const Context& context, const http::Request& request, std::string_view language,
                            const http::Captures& captures, const registry::TypedFinding* sent,
                            const std::optional<registry::DiligenceFault>& fault) {
  const auto number = positive_number(captures["number"]);
  if (!number) return error_page(context, request, language, 404);
  const auto& messages = base::Messages::in(language);
  const auto actor = visitor_of(context, request).actor;
  const auto detail = context.diligence->look(actor, *number);
  const std::string key(captures["finding"]);
  const auto found = asked_finding(detail, key);
  const bool writing = context.diligence->rights(actor, detail).assess &&
                       detail.assessment.state == store::AssessmentState::assessing;
  if (!found || (sent == nullptr && !writing)) return error_page(context, request, language, 404);
  registry::TypedFinding typed;
  if (sent != nullptr)
    typed = *sent;
  else if (found->finding)
    typed = typed_of(*found->finding, true);
  else if (found->earlier)
    typed = typed_of(*found->earlier, false);
  const auto& policy = *detail.policy;
  auto view = finding_view(*found, policy, messages);
  view["earlier"] = View(sent == nullptr && !found->finding && found->earlier);
  auto frame = private_frame(language, view["label"].string_value(), diligence_path(*number) + "/" + key);
  view["assessment"] = View(diligence_number(*number, messages));
  view["back"] = View(href(language, diligence_path(*number)));
  view["organisation"] = View(assessed_label(detail.assessment, detail.organisation, messages));
  view["action"] = View(href(language, frame.path));
  view["key"] = View(key_of_forms(context, request));
  view["outcomes"] = outcome_choices(typed.outcome, messages);
  view["screened_now"] = found->section == registry::kSectionScreening
                             ? View(screening_words(context.diligence->screening(detail), messages))
                             : View(false);
  view["screening"] = View(found->section == registry::kSectionScreening);
  view["sourced"] = View(found->section == registry::kSectionControversies && key != found->section);
  view["typed"] = View(typed.text);
  view["typed_evidence"] = View(typed.evidence);
  view["typed_source"] = View(typed.source);
  view["typed_date"] = View(typed.date);
  view["typed_until"] = View(typed.valid_until);
  const auto last = base::day_of(context.reg.clock().now()) + policy.section(found->section)->valid_days;
  view["until_hint"] =
      View(messages.get("diligence.until_hint", {{"date", base::PartialDate::from_days(last).str()}}));
  set_diligence_fault(view, frame, fault, policy, messages);
  if (!writing) frame.status = 409;
  return page(context, request, frame, "diligence_write", view);
}

http::Response finding_form(const Context& context, const http::Request& request, std::string_view language,
                            const http::Captures& captures) {
  return finding_page(context, request, language, captures, nullptr, {});
}

http::Response finding_sent(const Context& context, const http::Request& request, std::string_view language,
                            const http::Captures& captures) {
  const auto number = positive_number(captures["number"]);
  if (!number) return error_page(context, request, language, 404);
  const auto fields = own_form(context, request, kMostDiligenceForm);
  if (!fields) return error_page(context, request, language, 403);
  const auto field = [&](std::string_view name) { return std::string(http::value_of(*fields, name)); };
  registry::TypedFinding typed{field("outcome"), typed_words(*fields), field("evidence"),
                               field("source"),  field("date"),        field("valid_until")};
  std::erase(typed.evidence, '\r');
  std::optional<registry::DiligenceFault> fault;
  try {
    fault = context.diligence->find(visitor_of(context, request).actor, *number, captures["finding"], typed);
  } catch (const base::Conflict&) {  // it was handed over meanwhile: what was typed is not lost
    fault = registry::DiligenceFault{"text", "changed"};
  }
  if (fault) return finding_page(context, request, language, captures, &typed, fault);
  return see(language, diligence_path(*number) + "#f-" + std::string(captures["finding"]));
}

}  // namespace

std::vector<http::Route> diligence_finding_routes(const Context& context) {
  return {
      {"GET", "/{lang}/due-diligence/assessments/{number}/{finding}",
       "A form for one finding, as it stands or stood the last time.", in_language(context, finding_form)},
      {"POST", "/{lang}/due-diligence/assessments/{number}/{finding}", "Keeps that finding.",
       in_language(context, finding_sent)},
  };
}

}  // namespace entente::pages
