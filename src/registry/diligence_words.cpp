// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/diligence_words.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>
#include <utility>

#include "base/error.hpp"
#include "base/json.hpp"
#include "registry/list_keeping.hpp"
#include "registry/screening_lists.hpp"
#include "registry/screening_review.hpp"

namespace entente::registry {

namespace json = boost::json;

namespace {

std::string kept_text(const json::object& fields, std::string_view name) {
  const auto* value = fields.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

std::int64_t kept_day(const json::object& fields, std::string_view name) {
  return typed_day(kept_text(fields, name)).value_or(0);
}

std::string day_words(std::int64_t day) {
  return base::PartialDate::from_days(day).str();
}

json::object form_of(const DiligenceScreening& screening) {
  json::array lists;
  for (const auto& [list, version] : screening.lists)
    lists.push_back(json::object{{"list", list}, {"version", version}});
  json::object form{{"screened", screening.screened ? base::to_string(*screening.screened) : std::string()},
                    {"waiting", screening.waiting},
                    {"same", screening.same},
                    {"not_same", screening.not_same},
                    {"unclear", screening.unclear},
                    {"lists", std::move(lists)}};
  if (!screening.unread.empty()) {
    auto& unread = form["unread"].emplace_array();
    for (const auto& list : screening.unread) unread.emplace_back(list);
  }
  return form;
}

std::int64_t kept_number(const json::object& fields, std::string_view name) {
  const auto* value = fields.if_contains(name);
  return value != nullptr && value->is_int64() ? value->as_int64() : 0;
}

DiligenceScreening kept_screening(const json::object& fields) {
  DiligenceScreening screening;
  if (const auto when = kept_text(fields, "screened"); !when.empty())
    screening.screened = base::parse_instant(when);
  screening.waiting = kept_number(fields, "waiting");
  screening.same = kept_number(fields, "same");
  screening.not_same = kept_number(fields, "not_same");
  screening.unclear = kept_number(fields, "unclear");
  if (const auto* lists = fields.if_contains("lists"); lists && lists->is_array())
    for (const auto& one : lists->as_array())
      if (one.is_object())
        screening.lists.emplace_back(kept_text(one.as_object(), "list"),
                                     kept_number(one.as_object(), "version"));
  if (const auto* unread = fields.if_contains("unread"); unread && unread->is_array())
    for (const auto& list : unread->as_array())
      if (list.is_string()) screening.unread.emplace_back(list.as_string());
  return screening;
}

bool is_file_hash(std::string_view text) {
  return text.size() == 64 &&
         std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool is_address_of_page(std::string_view text) {
  constexpr std::size_t kLongestAddress = 2'000;
  if (text.size() > kLongestAddress || std::ranges::any_of(text, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte <= ' ' || byte == 0x7f;
      }))
    return false;
  for (const std::string_view scheme : {"https://", "http://"})
    if (text.starts_with(scheme) && text.size() > scheme.size()) return true;
  return false;
}

/// "https://… a title": the piece of one line; nothing where it is none.
std::optional<DiligenceEvidence> piece_of(std::string_view line) {
  constexpr std::size_t kLongestTitle = 500;
  const auto space = line.find(' ');
  const auto first = line.substr(0, space);
  DiligenceEvidence piece;
  if (is_address_of_page(first))
    piece.address = first;
  else if (is_file_hash(first))
    piece.hash = first;
  else
    return std::nullopt;
  if (space != line.npos) piece.title = base::trimmed(line.substr(space));
  if (piece.title.size() > kLongestTitle) return std::nullopt;
  return piece;
}

std::optional<DiligenceFault> read_evidence(std::string_view typed, std::vector<DiligenceEvidence>& into) {
  if (typed.size() > kMostDiligenceText) return DiligenceFault{"evidence", "long_text"};
  if (!base::is_utf8(typed) || typed.find('\0') != typed.npos) return DiligenceFault{"evidence", "evidence"};
  while (!typed.empty()) {
    const auto end = typed.find('\n');
    const auto line = base::trimmed(typed.substr(0, end));
    typed = end == typed.npos ? std::string_view() : typed.substr(end + 1);
    if (line.empty()) continue;
    auto piece = piece_of(line);
    if (!piece || into.size() == kMostDiligenceEvidence) return DiligenceFault{"evidence", "evidence"};
    into.push_back(std::move(*piece));
  }
  return std::nullopt;
}

}  // namespace

std::string form_of(const DiligenceFinding& finding) {
  json::array evidence;
  for (const auto& piece : finding.evidence)
    evidence.push_back(
        json::object{{"address", piece.address}, {"hash", piece.hash}, {"title", piece.title}});
  json::object form{{"outcome", finding.outcome},
                    {"text", finding.text},
                    {"evidence", std::move(evidence)},
                    {"source", finding.source},
                    {"date", finding.date ? finding.date->str() : std::string()},
                    {"valid_until", day_words(finding.valid_until)}};
  if (finding.screening) form["screening"] = form_of(*finding.screening);
  return base::canonical_json(form);
}

DiligenceFinding read_finding(std::string_view form) {
  const auto value = base::parse_json(form, "finding");
  const auto& fields = value.as_object();
  DiligenceFinding finding{.outcome = kept_text(fields, "outcome"),
                           .text = kept_text(fields, "text"),
                           .evidence = {},
                           .source = kept_text(fields, "source"),
                           .date = base::PartialDate::parse(kept_text(fields, "date")),
                           .valid_until = kept_day(fields, "valid_until")};
  if (const auto* screened = fields.if_contains("screening"); screened && screened->is_object())
    finding.screening = kept_screening(screened->as_object());
  if (const auto* evidence = fields.if_contains("evidence"); evidence && evidence->is_array())
    for (const auto& piece : evidence->as_array())
      if (piece.is_object())
        finding.evidence.push_back({kept_text(piece.as_object(), "address"),
                                    kept_text(piece.as_object(), "hash"),
                                    kept_text(piece.as_object(), "title")});
  return finding;
}

std::string form_of(const DecisionView& decision) {
  return base::canonical_json(json::object{{"grade", decision.grade},
                                           {"reason", decision.reason},
                                           {"note", decision.note},
                                           {"conditions", decision.conditions},
                                           {"valid_until", day_words(decision.valid_until)}});
}

DecisionView read_decision(std::string_view form) {
  const auto value = base::parse_json(form, "decision");
  const auto& fields = value.as_object();
  DecisionView decision;
  decision.grade = kept_text(fields, "grade");
  decision.reason = kept_text(fields, "reason");
  decision.note = kept_text(fields, "note");
  decision.conditions = kept_text(fields, "conditions");
  decision.valid_until = kept_day(fields, "valid_until");
  return decision;
}

std::string_view section_of(std::string_view key) {
  return key.substr(0, key.find('.'));
}

bool is_controversy(std::string_view key) {
  constexpr std::string_view kStart = "controversies.";
  if (!key.starts_with(kStart)) return false;
  const auto digits = key.substr(kStart.size());
  std::size_t number = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return read.ec == std::errc() && read.ptr == digits.data() + digits.size() && number >= 1 &&
         number <= kMostControversies && std::to_string(number) == digits;
}

bool is_finding_key(const DiligencePolicy& policy, std::string_view key) {
  const auto section = section_of(key);
  if (policy.section(section) == nullptr) return false;
  if (section == kSectionExclusion)
    return key.size() > section.size() && policy.criterion(key.substr(section.size() + 1)) != nullptr;
  return key == section || is_controversy(key);
}

std::optional<std::int64_t> typed_day(std::string_view typed) {
  const auto date = base::PartialDate::parse(base::trimmed(typed));
  if (!date || date->precision() != base::PartialDate::Precision::day) return std::nullopt;
  return date->first_day();
}

std::optional<DiligenceFault> fault_of_diligence_text(std::string_view field, std::string_view text,
                                                      bool needed) {
  if (!base::is_utf8(text) || text.find('\0') != text.npos || (needed && base::trimmed(text).empty()))
    return DiligenceFault{std::string(field), "no_text"};
  if (text.size() > kMostDiligenceText) return DiligenceFault{std::string(field), "long_text"};
  return std::nullopt;
}

ReadFinding read_typed(const DiligencePolicy& policy, std::string_view key, const TypedFinding& typed,
                       std::int64_t today) {
  ReadFinding read;
  const auto refused = [&](std::string_view field, std::string_view what) {
    read.fault = DiligenceFault{std::string(field), std::string(what)};
    return read;
  };
  auto& finding = read.finding;
  if (typed.outcome != kOutcomeClear && typed.outcome != kOutcomeFound && typed.outcome != kOutcomeUnclear)
    return refused("outcome", "outcome");
  finding.outcome = typed.outcome;
  if ((read.fault = fault_of_diligence_text("text", typed.text))) return read;
  finding.text = base::trimmed(typed.text);
  if ((read.fault = read_evidence(typed.evidence, finding.evidence))) return read;
  if (finding.evidence.empty() && finding.outcome != kOutcomeUnclear && key != kSectionScreening)
    return refused("evidence", "no_evidence");
  if (is_controversy(key)) {
    constexpr std::size_t kLongestSource = 500;
    finding.source = base::trimmed(typed.source);
    if (finding.source.empty() || finding.source.size() > kLongestSource ||
        fault_of_diligence_text("source", finding.source))
      return refused("source", "source");
    finding.date = base::PartialDate::parse(base::trimmed(typed.date));
    if (!finding.date || finding.date->first_day() > today) return refused("date", "date");
  }
  const auto last = today + policy.section(section_of(key))->valid_days;
  finding.valid_until = last;
  if (!base::trimmed(typed.valid_until).empty()) {
    const auto day = typed_day(typed.valid_until);
    if (!day || *day < today || *day > last) return refused("valid_until", "valid_until");
    finding.valid_until = *day;
  }
  return read;
}

std::optional<DiligenceFault> fault_of_screening(const DiligenceFinding& finding) {
  const auto& screening = finding.screening;
  if (screening && finding.outcome == kOutcomeClear)
    if (const auto what = against_clear(*screening); !what.empty())
      return DiligenceFault{"outcome", std::string(what)};
  if (!screening || !screening->screened || screening->lists.empty())
    return finding.evidence.empty() && finding.outcome != kOutcomeUnclear
               ? std::optional(DiligenceFault{"evidence", "no_evidence"})
               : std::nullopt;
  return std::nullopt;
}

std::string_view against_clear(const DiligenceScreening& screening) {
  if (screening.waiting > 0 || screening.same > 0) return "hits";
  return screening.unread.empty() ? "" : "unread_list";
}

DiligenceScreening screening_of(store::Reader& reader, const base::Uuid& organisation) {
  const auto standing = standing_of(reader, organisation);
  std::vector<std::string> unread;
  for (auto& list : unread_in(reader)) unread.push_back(std::move(list.item));
  return {standing.screened,
          standing.waiting(),
          standing.of(store::HitState::same),
          standing.of(store::HitState::not_same),
          standing.of(store::HitState::unclear),
          standing.lists,
          std::move(unread)};
}

std::shared_ptr<const DiligencePolicy> policy_of(store::Reader& reader, const store::Assessment& assessment,
                                                 const std::shared_ptr<const DiligencePolicy>& today) {
  if (assessment.policy == today->hash) return today;
  // Today's in its place would show other criteria and findings than were assessed, and ask for others.
  const auto number = std::to_string(assessment.number);
  const auto kept = reader.diligence().policy(assessment.policy);
  if (!kept)
    throw base::Error("Policy of assessment " + number, "it is not kept any more",
                      "Restore the register from a backup that has it");
  try {
    return std::make_shared<const DiligencePolicy>(read_diligence_policy(*kept, "kept policy"));
  } catch (const base::BadInput& fault) {
    throw base::Error("Policy of assessment " + number,
                      std::string("it cannot be read (") + fault.what() + ")",
                      "Use the version of the program that kept it, or restore the register from a backup");
  }
}

store::AssessmentStep new_step(const store::Assessment& assessment, const base::Uuid& account,
                               std::string_view what, std::string words, base::Instant at) {
  store::AssessmentStep step;
  step.assessment = assessment.id;
  step.account = account;
  step.what = what;
  step.words = std::move(words);
  step.at = at;
  return step;
}

}  // namespace entente::registry
