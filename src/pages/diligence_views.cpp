// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/diligence_views.hpp"

#include "base/date.hpp"
#include "pages/format.hpp"
#include "pages/visitor.hpp"
#include "registry/diligence_standing.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kLongestAssessedName = 200;

View evidence_rows(const std::vector<registry::DiligenceEvidence>& evidence) {
  auto rows = list_view();
  for (const auto& piece : evidence) {
    View row;
    row["address"] = text_or_nothing(piece.address);
    row["hash"] = text_or_nothing(piece.hash);
    row["title"] = text_or_nothing(piece.title);
    rows.push_back(std::move(row));
  }
  return rows;
}

View word_rows(const std::vector<registry::DiligenceWord>& words, const base::Messages& messages) {
  auto rows = list_view();
  for (const auto& word : words) {
    View row;
    row["what"] =
        View(messages.get(word.by_organisation ? "diligence.step.answered" : "diligence.step.response"));
    row["author"] = text_or_nothing(word.author);
    row["when"] = View(messages.moment(word.at));
    row["text"] = View(word.text);
    rows.push_back(std::move(row));
  }
  return rows;
}

View decision_view(const registry::AssessmentDetail& detail, const base::Messages& messages) {
  if (!detail.decision) return View(false);
  const auto& decision = *detail.decision;
  View view;
  view["grade"] = View(grade_label(*detail.policy, decision.grade, messages));
  view["reason"] = View(decision.reason);
  view["note"] = text_or_nothing(decision.note);
  view["conditions"] = text_or_nothing(decision.conditions);
  view["until"] = View(diligence_day(decision.valid_until, messages));
  view["expired"] = View(detail.expired);
  view["author"] = text_or_nothing(decision.author);
  view["when"] = View(messages.moment(decision.at));
  view["record"] = View(decision.record.str());
  view["sealed"] = View(decision.sealed);
  return view;
}

std::string standing_text(const registry::DiligenceStanding& standing,
                          const registry::DiligencePolicy& policy, const base::Messages& messages) {
  using enum registry::DiligenceState;
  if (standing.state == none) return messages.get("diligence.none_yet");
  if (standing.state == under_way) return messages.get("diligence.under_way");
  const auto day = diligence_day(standing.valid_until, messages);
  return grade_label(policy, standing.grade, messages) + " · " +
         (standing.state == expired ? messages.get("diligence.expired") + " · " + day
                                    : messages.get("diligence.valid_until") + " " + day);
}

}  // namespace

std::string diligence_path(std::int64_t number) {
  return "/due-diligence/assessments/" + std::to_string(number);
}

std::string diligence_number(std::int64_t number, const base::Messages& messages) {
  return messages.get("diligence.number", {{"number", std::to_string(number)}});
}

std::string diligence_state(store::AssessmentState state, const base::Messages& messages) {
  return messages.get("diligence.state." + std::string(registry::name_of(state)));
}

std::string diligence_section(std::string_view section, const base::Messages& messages) {
  return messages.get("diligence.section." + std::string(section));
}

std::string diligence_day(std::int64_t day, const base::Messages& messages) {
  return messages.date(base::PartialDate::from_days(day));
}

std::string finding_label(const registry::DiligencePolicy& policy, std::string_view key,
                          const base::Messages& messages) {
  const auto dot = key.find('.');
  const auto section = key.substr(0, dot);
  if (dot == key.npos) return diligence_section(section, messages);
  const auto rest = key.substr(dot + 1);
  if (section == registry::kSectionControversies)
    return messages.get("diligence.controversy", {{"number", std::string(rest)}});
  const auto* criterion = policy.criterion(rest);
  return criterion == nullptr ? std::string(rest) : std::string(criterion->name.str(messages.language()));
}

std::string grade_label(const registry::DiligencePolicy& policy, std::string_view key,
                        const base::Messages& messages) {
  const auto* grade = policy.grade(key);
  return grade == nullptr ? std::string(key) : std::string(grade->name.str(messages.language()));
}

std::string assessed_label(const store::Assessment& assessment, const base::Text& name,
                           const base::Messages& messages) {
  const auto words = base::clip_utf8(name.str(messages.language()), kLongestAssessedName);
  return words.empty() ? assessment.organisation.str() : std::string(words);
}

View diligence_fault(const registry::DiligenceFault& fault, const registry::DiligencePolicy& policy,
                     const base::Messages& messages, std::string_view at) {
  View view;
  const bool of_finding = fault.what == "missing" || fault.what == "ended";
  view["field"] = View(at.empty() ? std::string(fault.field) : std::string(at));
  view["text"] = of_finding ? View(messages.get("diligence.fault." + fault.what,
                                                {{"finding", finding_label(policy, fault.field, messages)}}))
                            : View(messages.get("diligence.fault." + fault.what));
  return view;
}

void set_diligence_fault(View& view, Frame& frame, const std::optional<registry::DiligenceFault>& fault,
                         const registry::DiligencePolicy& policy, const base::Messages& messages,
                         std::string_view at) {
  view["claim_fault"] = fault ? diligence_fault(*fault, policy, messages, at) : View(false);
  if (!fault) return;
  frame.status = 422;
  frame.title = view["claim_fault"]["text"].string_value() + " – " + frame.title;
}

std::string screening_words(const registry::DiligenceScreening& screening, const base::Messages& messages) {
  if (!screening.screened || screening.lists.empty()) return messages.get("diligence.never_screened");
  std::string lists;
  for (const auto& [list, version] : screening.lists)
    lists += (lists.empty() ? "" : ", ") + list + " " + messages.number(version);
  return messages.get("diligence.screened", {{"time", messages.moment(*screening.screened)},
                                             {"lists", lists},
                                             {"waiting", screening.waiting},
                                             {"same", screening.same},
                                             {"other", screening.not_same},
                                             {"unclear", screening.unclear}});
}

View finding_view(const registry::FindingView& found, const registry::DiligencePolicy& policy,
                  const base::Messages& messages) {
  View view;
  view["id"] = View("f-" + found.key);
  view["finding_key"] = View(found.key);
  view["label"] = View(finding_label(policy, found.key, messages));
  view["text"] = View(false);
  const auto* criterion = found.section == registry::kSectionExclusion
                              ? policy.criterion(std::string_view(found.key).substr(found.section.size() + 1))
                              : nullptr;
  view["criterion"] = criterion == nullptr
                          ? View(false)
                          : text_or_nothing(std::string(criterion->text.str(messages.language())));
  view["required"] = View(policy.section(found.section)->required);
  view["words"] = word_rows(found.words, messages);
  view["answered"] = View(!found.words.empty());
  view["found"] = View(found.finding.has_value());
  if (!found.finding) return view;
  const auto& finding = *found.finding;
  view["outcome"] = View(messages.get("diligence.outcome." + finding.outcome));
  view["bad"] = View(finding.outcome == registry::kOutcomeFound);
  view["text"] = View(finding.text);
  view["evidence"] = evidence_rows(finding.evidence);
  view["some_evidence"] = View(!finding.evidence.empty());
  view["screened"] = finding.screening ? View(screening_words(*finding.screening, messages)) : View(false);
  view["source"] = text_or_nothing(finding.source);
  view["date"] = finding.date ? View(messages.date(*finding.date)) : View(false);
  view["until"] = View(diligence_day(finding.valid_until, messages));
  view["expired"] = View(found.expired);
  view["author"] = text_or_nothing(found.author);
  view["when"] = View(messages.moment(found.at));
  return view;
}

View assessment_view(const registry::AssessmentDetail& detail, const base::Messages& messages) {
  const auto& assessment = detail.assessment;
  const auto language = messages.language();
  View view;
  view["label"] = View(diligence_number(assessment.number, messages));
  view["state"] = View(diligence_state(assessment.state, messages));
  view["organisation"] = View(assessed_label(assessment, detail.organisation, messages));
  view["organisation_href"] = View(organisation_href(language, assessment.organisation));
  view["partnership"] = View(false);
  if (!assessment.partnership.is_nil()) {
    const std::string title(detail.partnership.str(language));
    view["partnership"] = View(title.empty() ? assessment.partnership.str() : title);
    view["partnership_href"] = View(partnership_href(language, assessment.partnership));
  }
  view["purpose"] = View(assessment.purpose);
  view["country"] = text_or_nothing(country_name(assessment.country, language));
  view["made"] = View(messages.moment(assessment.made));
  view["requester"] = text_or_nothing(detail.requester);
  view["assessor"] = text_or_nothing(detail.assessor);
  view["decider"] = text_or_nothing(detail.decider);
  view["renews"] = View(false);
  if (detail.renews > 0) {
    view["renews"] = View(diligence_number(detail.renews, messages));
    view["renews_href"] = View(href(language, diligence_path(detail.renews)));
  }
  const bool hearing = assessment.state == store::AssessmentState::hearing;
  view["heard_until"] =
      hearing && !detail.heard
          ? View(messages.get("diligence.heard_until", {{"time", messages.moment(assessment.heard)}}))
          : View(false);
  view["heard"] = View(hearing && detail.heard);
  view["decision"] = decision_view(detail, messages);
  view["findings"] = list_view();
  for (const auto& found : detail.findings)
    view["findings"].push_back(finding_view(found, *detail.policy, messages));
  view["some_findings"] = View(!detail.findings.empty());
  return view;
}

View assessment_rows(const std::vector<registry::AssessmentRow>& all, std::string_view base,
                     const base::Messages& messages) {
  View view;
  view["rows"] = list_view();
  for (const auto& one : all) {
    View row;
    const auto& assessment = one.assessment;
    row["href"] =
        View(href(messages.language(), std::string(base) + "/" + std::to_string(assessment.number)));
    row["label"] = View(diligence_number(assessment.number, messages));
    row["organisation"] = View(assessed_label(assessment, one.organisation, messages));
    row["state"] = View(diligence_state(assessment.state, messages));
    row["made"] = View(messages.moment(assessment.made));
    row["assessor"] = text_or_nothing(one.assessor);
    row["until"] =
        assessment.valid_until > 0 ? View(diligence_day(assessment.valid_until, messages)) : View(false);
    row["expired"] = View(one.expired);
    view["rows"].push_back(std::move(row));
  }
  view["some"] = View(!all.empty());
  return view;
}

View diligence_of_parties(const Context& context, const http::Request& request,
                          const std::vector<std::pair<base::Uuid, base::Text>>& parties,
                          const base::Messages& messages) {
  const auto language = messages.language();
  const auto actor = visitor_of(context, request).actor;
  View view;
  view["rows"] = list_view();
  for (const auto& [id, name] : parties) {
    const auto standing = registry::diligence_standing_for(context.reg, actor, id);
    if (!standing) continue;
    View row;
    row["party"] = text_view(name, language);
    row["href"] =
        standing->number == 0 ? View(false) : View(href(language, diligence_path(standing->number)));
    row["text"] = View(standing_text(*standing, context.diligence->policy(), messages));
    view["rows"].push_back(std::move(row));
  }
  return view["rows"].is_non_empty_list() ? view : View(false);
}

}  // namespace entente::pages
