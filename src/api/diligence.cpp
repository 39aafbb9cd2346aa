// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Due diligence, for programs of those who may see it: an office, or the organisation that was assessed.
#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "api/answer.hpp"
#include "api/bearer.hpp"
#include "api/endpoints.hpp"
#include "api/sent.hpp"
#include "base/date.hpp"
#include "base/error.hpp"
#include "base/hash.hpp"
#include "registry/diligence.hpp"

namespace entente::api {

namespace {

constexpr std::int64_t kMostAssessmentsAPage = 100, kUsualAssessmentsAPage = 20;
constexpr std::size_t kOwnAssessmentsGiven = 100;

std::string day_form(std::int64_t day) {
  return base::PartialDate::from_days(day).str();
}

boost::json::object assessment_json(const store::Assessment& assessment, bool expired) {
  boost::json::object form{{"number", assessment.number},
                           {"organisation", assessment.organisation.str()},
                           {"state", registry::name_of(assessment.state)},
                           {"purpose", assessment.purpose},
                           {"made", base::to_string(assessment.made)},
                           {"policy", base::hex(assessment.policy)}};
  if (!assessment.partnership.is_nil()) form.emplace("partnership", assessment.partnership.str());
  if (!assessment.country.empty()) form.emplace("country", assessment.country);
  if (assessment.state == store::AssessmentState::decided) {
    form.emplace("grade", assessment.grade);
    form.emplace("valid_until", day_form(assessment.valid_until));
    form.emplace("expired", expired);
  }
  return form;
}

boost::json::array rows_json(const std::vector<registry::AssessmentRow>& rows) {
  boost::json::array all;
  for (const auto& row : rows) all.push_back(assessment_json(row.assessment, row.expired));
  return all;
}

boost::json::object finding_json(const registry::FindingView& view) {
  const auto& finding = *view.finding;
  boost::json::array evidence, words;
  for (const auto& piece : finding.evidence) {
    boost::json::object one;
    if (!piece.address.empty()) one.emplace("url", piece.address);
    if (!piece.hash.empty()) one.emplace("sha256", piece.hash);
    if (!piece.title.empty()) one.emplace("title", piece.title);
    evidence.push_back(std::move(one));
  }
  for (const auto& word : view.words)
    words.push_back(boost::json::object{{"by", word.by_organisation ? "organisation" : "register"},
                                        {"text", word.text},
                                        {"at", base::to_string(word.at)}});
  boost::json::object form{{"finding", view.key},
                           {"outcome", finding.outcome},
                           {"text", finding.text},
                           {"evidence", std::move(evidence)},
                           {"at", base::to_string(view.at)},
                           {"valid_until", day_form(finding.valid_until)},
                           {"expired", view.expired},
                           {"words", std::move(words)}};
  if (!finding.source.empty()) form.emplace("source", finding.source);
  if (finding.date) form.emplace("date", finding.date->str());
  return form;
}

boost::json::object detail_json(const registry::AssessmentDetail& detail) {
  auto form = assessment_json(detail.assessment, detail.expired);
  boost::json::array findings;
  for (const auto& view : detail.findings)
    if (view.finding) findings.push_back(finding_json(view));
  form.emplace("findings", std::move(findings));
  if (detail.assessment.state == store::AssessmentState::hearing) {
    form.emplace("heard_until", base::to_string(detail.assessment.heard));
    form.emplace("heard", detail.heard);
  }
  if (detail.decision) {
    const auto& decision = *detail.decision;
    boost::json::object said{{"grade", decision.grade},
                             {"reason", decision.reason},
                             {"valid_until", day_form(decision.valid_until)},
                             {"at", base::to_string(decision.at)},
                             {"record", decision.record.str()},
                             {"sealed", decision.sealed}};
    if (!decision.conditions.empty()) said.emplace("conditions", decision.conditions);
    if (!decision.note.empty()) said.emplace("note", decision.note);
    form.emplace("decision", std::move(said));
  }
  return form;
}

std::int64_t assessment_number(const http::Captures& captures) {
  const auto number = version_of(captures["number"]);
  if (!number) throw base::NotFound("assessment " + std::string(captures["number"]), "does not exist");
  return *number;
}

store::AssessmentState state_asked(const http::Request& request) {
  constexpr std::array kStates{store::AssessmentState::requested, store::AssessmentState::assessing,
                               store::AssessmentState::hearing, store::AssessmentState::decided,
                               store::AssessmentState::stopped};
  const auto name = request.parameter("state");
  if (name.empty()) return store::AssessmentState::requested;
  for (const auto state : kStates)
    if (registry::name_of(state) == name) return state;
  throw base::BadInput("state", "is none of an assessment's",
                       "Say requested, assessing, hearing, decided or stopped.");
}

http::Response assessments(const Context& context, const http::Request& request, const http::Captures&) {
  const auto limit = number(request, "limit", 1, kMostAssessmentsAPage, kUsualAssessmentsAPage);
  if (!limit) return error(request, 400, "limit is no whole number from 1 to 100.", "Write it as ?limit=20.");
  const auto cursor = request.parameter("cursor");
  const auto after = cursor.empty() ? std::optional<std::int64_t>(0) : version_of(cursor);
  if (!after)
    throw base::BadInput("cursor", "cannot be read", "Give back what the page before gave as next.");
  const auto rows = context.diligence->list(bearer_of(context.accounts, request).actor, state_asked(request),
                                            *after, static_cast<std::size_t>(*limit));
  const auto next = rows.size() == static_cast<std::size_t>(*limit)
                        ? std::to_string(rows.back().assessment.number)
                        : std::string();
  return own_json(request, boost::json::object{{"results", rows_json(rows)}, {"next", next}});
}

http::Response assessment(const Context& context, const http::Request& request,
                          const http::Captures& captures) {
  return own_json(request, detail_json(context.diligence->look(bearer_of(context.accounts, request).actor,
                                                               assessment_number(captures))));
}

http::Response own_assessments(const Context& context, const http::Request& request, const http::Captures&) {
  const auto rows =
      context.diligence->shown(bearer_of(context.accounts, request).actor, kOwnAssessmentsGiven);
  return own_json(request, boost::json::object{{"results", rows_json(rows)}});
}

http::Response own_assessment(const Context& context, const http::Request& request,
                              const http::Captures& captures) {
  const auto number = assessment_number(captures);
  const auto detail = context.diligence->shown_one(bearer_of(context.accounts, request).actor, number);
  if (!detail)
    throw base::NotFound("assessment " + std::to_string(number),
                         "was shown to none of this account's organisations");
  return own_json(request, detail_json(*detail));
}

}  // namespace

std::vector<http::Route> diligence_routes(const Context& context) {
  const auto by = with_context(context);
  return {
      {"GET", "/api/v1/due-diligence/assessments", "Assessments of organisations by state", by(assessments)},
      {"GET", "/api/v1/due-diligence/assessments/{number}",
       "One of them: what was found, answered and decided", by(assessment)},
      {"GET", "/api/v1/account/due-diligence", "Due diligence on the organisations one speaks for",
       by(own_assessments)},
      {"GET", "/api/v1/account/due-diligence/{number}", "One of them, screening aside", by(own_assessment)},
  };
}

}  // namespace entente::api
