// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// An assessment as each of those who may look sees it.
#include <algorithm>
#include <charconv>
#include <map>
#include <utility>

#include "access/refused.hpp"
#include "base/error.hpp"
#include "registry/account_words.hpp"
#include "registry/diligence_words.hpp"
#include "registry/merged.hpp"
#include "registry/reading.hpp"

namespace entente::registry {

namespace {

const access::Target kLookedTarget{.sight = access::Sight::restricted};

std::string account_name(store::Reader& reader, const base::Uuid& account) {
  const auto known = account.is_nil() ? std::nullopt : reader.accounts().account(account);
  return known ? known->name : std::string();
}

base::Text assessed_name(store::Reader& reader, const base::Uuid& organisation) {
  const auto head = reader.head(standing_for(reader, organisation));
  return head && head->type == model::Organisation::kType ? held<model::Organisation>(*head).value.name
                                                          : base::Text();
}

base::Text wanted_for(store::Reader& reader, const base::Uuid& partnership) {
  const auto head =
      partnership.is_nil() ? std::nullopt : standing_head(reader, partnership, model::Partnership::kType);
  return head ? held<model::Partnership>(*head).value.title : base::Text();
}

/// The keys of all findings that a policy asks for, and of the controversies that there are.
std::vector<std::string> keys_of_findings(const DiligencePolicy& policy,
                                          const std::vector<store::AssessmentStep>& steps) {
  const auto last = last_controversy(steps);
  std::vector<std::string> keys;
  for (const auto& section : policy.sections) {
    if (section.key == kSectionExclusion)
      for (const auto& criterion : policy.criteria) keys.push_back(section.key + "." + criterion.key);
    else
      keys.push_back(section.key);
    if (section.key == kSectionControversies)
      for (std::size_t number = 1; number <= last; ++number)
        keys.push_back(section.key + "." + std::to_string(number));
  }
  return keys;
}

using FindingsByKey = std::map<std::string, DiligenceFinding, std::less<>>;
FindingsByKey last_findings(const std::vector<store::AssessmentStep>& steps) {
  FindingsByKey last;
  for (const auto& step : steps)
    if (step.what == kDiligenceFinding) last[step.key] = read_finding(step.words);
  return last;
}

FindingView finding_view(store::Reader& reader, const std::string& key,
                         const std::vector<store::AssessmentStep>& steps, std::int64_t today, bool names) {
  FindingView view;
  view.key = key;
  view.section = section_of(key);
  for (const auto& step : steps) {
    if (step.key != key) continue;
    if (step.what == kDiligenceFinding) {
      view.finding = read_finding(step.words);
      view.at = step.at;
      view.author = names ? account_name(reader, step.account) : std::string();
      ++view.versions;
    } else if (step.what == kDiligenceAnswered || step.what == kDiligenceResponse) {
      view.words.push_back({step.what == kDiligenceAnswered, step.words,
                            names ? account_name(reader, step.account) : std::string(), step.at});
    }
  }
  view.expired = view.finding && view.finding->valid_until < today;
  return view;
}

/// Whether the organisation has said that it has no more to say, since it was shown this last.
bool has_had_its_say(const std::vector<store::AssessmentStep>& steps) {
  bool heard = false;
  for (const auto& step : steps)
    if (step.what == kDiligenceHanded)
      heard = false;
    else if (step.what == kDiligenceHeard)
      heard = true;
  return heard;
}

std::int64_t last_ordinal(const std::vector<store::AssessmentStep>& steps) {
  return steps.empty() ? 0 : steps.back().ordinal;
}

void set_decision(store::Reader& reader, AssessmentDetail& detail,
                  const std::vector<store::AssessmentStep>& steps, DiligenceReaderKind kind) {
  const auto decided = std::ranges::find(steps, kDiligenceDecided, &store::AssessmentStep::what);
  if (decided == steps.end()) return;
  auto decision = read_decision(decided->words);
  decision.at = decided->at;
  decision.record = decided->sealed;
  decision.sealed = is_as_sealed(reader, detail.assessment, steps);
  if (kind != DiligenceReaderKind::office) decision.note.clear();
  if (kind != DiligenceReaderKind::organisation) decision.author = account_name(reader, decided->account);
  detail.decision = std::move(decision);
}

}  // namespace

std::string_view name_of(store::AssessmentState state) {
  switch (state) {
    case store::AssessmentState::requested:
      return "requested";
    case store::AssessmentState::assessing:
      return "assessing";
    case store::AssessmentState::hearing:
      return "hearing";
    case store::AssessmentState::decided:
      return "decided";
    case store::AssessmentState::stopped:
      break;
  }
  return "stopped";
}

bool is_heard(const store::Assessment& assessment, const std::vector<store::AssessmentStep>& steps,
              base::Instant now) {
  return assessment.heard.ms != 0 && (assessment.heard <= now || has_had_its_say(steps));
}

AssessmentDetail detail_of(store::Reader& reader, const store::Assessment& assessment,
                           std::shared_ptr<const DiligencePolicy> policy, std::int64_t today,
                           base::Instant now, DiligenceReaderKind kind) {
  const auto steps = reader.diligence().steps(assessment.id);
  AssessmentDetail detail;
  detail.assessment = assessment;
  detail.version = last_ordinal(steps);
  detail.policy = std::move(policy);
  detail.organisation = assessed_name(reader, assessment.organisation);
  detail.partnership = wanted_for(reader, assessment.partnership);
  detail.heard = is_heard(assessment, steps, now);
  detail.expired = assessment.state == store::AssessmentState::decided && assessment.valid_until < today;
  const bool office = kind == DiligenceReaderKind::office;
  if (kind != DiligenceReaderKind::organisation) {
    detail.requester = account_name(reader, assessment.requester);
    detail.assessor = account_name(reader, assessment.assessor);
    detail.decider = account_name(reader, assessment.decider);
  }
  std::optional<store::Assessment> renewed;
  if (!assessment.renews.is_nil()) renewed = reader.diligence().assessment(assessment.renews);
  if (renewed) detail.renews = renewed->number;
  const bool found = office || (kind == DiligenceReaderKind::organisation &&
                                (assessment.state == store::AssessmentState::hearing ||
                                 assessment.state == store::AssessmentState::decided));
  if (found) {
    const auto earlier =
        office && renewed ? last_findings(reader.diligence().steps(renewed->id)) : FindingsByKey();
    for (const auto& key : keys_of_findings(*detail.policy, steps)) {
      if (!office && section_of(key) == kSectionScreening) continue;
      auto view = finding_view(reader, key, steps, today, office);
      if (const auto was = earlier.find(key); was != earlier.end()) view.earlier = was->second;
      detail.findings.push_back(std::move(view));
    }
    for (const auto& each : detail.findings)
      if (each.finding && (detail.ends_first == 0 || each.finding->valid_until < detail.ends_first))
        detail.ends_first = each.finding->valid_until;
  }
  if (office)
    for (const auto& step : steps) detail.lines.push_back({step, account_name(reader, step.account)});
  set_decision(reader, detail, steps, kind);
  return detail;
}

std::size_t number_of_controversy(std::string_view key) {
  std::size_t number = 0;
  const auto digits = key.substr(key.find('.') + 1);
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

std::size_t last_controversy(const std::vector<store::AssessmentStep>& steps) {
  std::size_t last = 0;
  for (const auto& step : steps)
    if (step.what == kDiligenceFinding && is_controversy(step.key))
      last = std::max(last, number_of_controversy(step.key));
  return last;
}

std::optional<DiligenceFault> fault_of_version(const std::vector<store::AssessmentStep>& steps,
                                               std::int64_t seen) {
  return last_ordinal(steps) == seen ? std::nullopt : std::optional(DiligenceFault{"", "changed"});
}

std::optional<DiligenceFault> fault_of_findings(store::Reader& reader, const AssessmentDetail& detail) {
  std::map<std::string, const FindingView*, std::less<>> by_key;
  bool controversy = false;
  for (const auto& view : detail.findings) {
    by_key[view.key] = &view;
    const bool required = detail.policy->section(view.section)->required;
    if (required && !view.finding && !is_controversy(view.key)) return DiligenceFault{view.key, "missing"};
    if (view.expired) return DiligenceFault{view.key, "ended"};
    controversy = controversy || (is_controversy(view.key) && view.finding);
  }
  const auto said = by_key.find(kSectionControversies);
  if (said != by_key.end() && said->second->finding && said->second->finding->outcome == kOutcomeFound &&
      !controversy)
    return DiligenceFault{std::string(kSectionControversies), "no_controversy"};
  // A list may have a new version, or not be readable, since the finding was written, or a hit may have been
  // decided.
  const auto screened = by_key.find(kSectionScreening);
  if (screened != by_key.end() && screened->second->finding &&
      screened->second->finding->outcome == kOutcomeClear)
    if (const auto what = against_clear(screening_of(reader, detail.assessment.organisation)); !what.empty())
      return DiligenceFault{std::string(kSectionScreening), std::string(what)};
  return std::nullopt;
}

AssessmentRow Diligence::row_of(store::Reader& reader, store::Assessment assessment) const {
  AssessmentRow row;
  row.organisation = assessed_name(reader, assessment.organisation);
  row.assessor = account_name(reader, assessment.assessor);
  row.expired = assessment.state == store::AssessmentState::decided &&
                assessment.valid_until < base::day_of(reg_.clock().now());
  row.assessment = std::move(assessment);
  return row;
}

namespace {

bool is_office_reader(const access::Actor& actor) {
  return access::may(actor, access::Action::see_diligence, kLookedTarget);
}

bool sees_for(const access::Actor& actor, const std::string& country) {
  return access::may(actor, access::Action::see_diligence,
                     {.place = country, .reach = access::Reach::country, .sight = access::Sight::restricted});
}

bool is_requester(const access::Actor& actor, const store::Assessment& assessment) {
  return (actor.account && *actor.account == assessment.requester) ||
         (!assessment.country.empty() && sees_for(actor, assessment.country));
}

bool sees_row(const access::Actor& actor, const store::Assessment& assessment) {
  return !speaks_for(actor, assessment) && (is_office_reader(actor) || is_requester(actor, assessment));
}

/// What the actor requested, and what was requested for the countries whose focal point they are: by number.
std::vector<store::Assessment> requested_by(store::DiligenceReader& diligence, const access::Actor& actor,
                                            store::AssessmentState state, std::int64_t after,
                                            std::size_t limit) {
  std::map<std::int64_t, store::Assessment> all;
  for (const auto& grant : actor.grants) {
    if (grant.role != access::Role::focal_point || grant.of.empty() || !sees_for(actor, grant.of)) continue;
    for (auto& each :
         diligence.requested_by(actor.account.value_or(base::Uuid()), grant.of, state, after, limit))
      all.emplace(each.number, std::move(each));
  }
  std::vector<store::Assessment> first;
  for (auto& [number, each] : all) {
    if (first.size() == limit) break;
    first.push_back(std::move(each));
  }
  return first;
}

void require_seeing(const access::Actor& actor) {
  if (std::ranges::none_of(actor.grants, [&](const access::Grant& grant) {
        return grant.role == access::Role::focal_point && sees_for(actor, grant.of);
      }))
    require(actor, access::Action::see_diligence, kLookedTarget);
}

}  // namespace

std::vector<AssessmentRow> Diligence::list(const access::Actor& actor, store::AssessmentState state,
                                           std::int64_t after, std::size_t limit) const {
  require_seeing(actor);
  const auto reader = reg_.read();
  // Of what is asked for, only the few on organisations for which the actor speaks are left out.
  constexpr std::size_t kFewest = 100;
  const auto at_once = std::max(limit, kFewest);
  std::vector<AssessmentRow> rows;
  for (bool more = true; more && rows.size() < limit;) {
    auto page = is_office_reader(actor) ? reader->diligence().in_state(state, after, at_once)
                                        : requested_by(reader->diligence(), actor, state, after, at_once);
    more = page.size() == at_once;
    if (!page.empty()) after = page.back().number;
    for (auto& each : page)
      if (rows.size() < limit && sees_row(actor, each)) rows.push_back(row_of(*reader, std::move(each)));
  }
  return rows;
}

std::vector<AssessmentRow> Diligence::ending(const access::Actor& actor, std::size_t limit) const {
  require_seeing(actor);
  constexpr std::size_t kLookedAt = 2'000;
  const auto reader = reg_.read();
  const auto today = base::day_of(reg_.clock().now());
  std::vector<AssessmentRow> rows;
  for (auto& each : reader->diligence().valid_until(1, today + policy_->remind_days, 0, kLookedAt)) {
    if (rows.size() == limit) break;
    if (sees_row(actor, each) && is_newest(*reader, each)) rows.push_back(row_of(*reader, std::move(each)));
  }
  return rows;
}

AssessmentDetail Diligence::look(const access::Actor& actor, std::int64_t number) const {
  require_seeing(actor);
  const auto reader = reg_.read();
  const auto assessment = standing_assessment(*reader, number);
  // Whoever speaks for it, and whoever requested others, is not told that there is one.
  if (!sees_row(actor, assessment))
    throw base::NotFound("assessment " + std::to_string(number), "does not exist");
  const auto now = reg_.clock().now();
  return detail_of(*reader, assessment, policy_of(*reader, assessment, policy_), base::day_of(now), now,
                   is_office_reader(actor) ? DiligenceReaderKind::office : DiligenceReaderKind::requester);
}

}  // namespace entente::registry
