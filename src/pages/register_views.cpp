// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/register_views.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "pages/difference_words.hpp"
#include "pages/format.hpp"
#include "pages/goal_views.hpp"
#include "pages/origin.hpp"
#include "pages/page.hpp"
#include "pages/partnership_view.hpp"
#include "pages/record_views.hpp"
#include "pages/register_fields.hpp"
#include "pages/register_measure.hpp"
#include "pages/visitor.hpp"
#include "registry/difference.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kMostAlike = 5, kMostChanges = 200, kLongTitle = 300;

constexpr std::array<std::string_view, 5> kSteps{"purpose", "place", "parties", "governance", "check"};

std::string path_of_step(const registry::Draft& draft, std::string_view step) {
  const auto path = draft_path(draft.partnership.id);
  if (step == "check") return path;
  if (step == "parties") return path + "/parties";
  return path + "/step/" + std::string(step);
}

View section(const std::string& label, std::string address, View facts) {
  View one;
  one["label"] = View(label);
  one["href"] = View(std::move(address));
  one["facts"] = std::move(facts);
  return one;
}

View purpose_facts(const registry::Draft& draft, const base::Messages& messages) {
  const auto language = messages.language();
  const auto& partnership = draft.partnership.value;
  auto facts = list_view();
  facts.push_back(fact(messages.get("revision.field.title"), text_view(partnership.title, language)));
  facts.push_back(fact(messages.get("revision.field.purpose"), text_view(partnership.purpose, language)));
  facts.push_back(
      fact(messages.get("registering.field.measure"), text_view(partnership.description, language)));
  if (!draft.of) add_measure_facts(facts, draft.measure, messages);
  std::vector<std::string> goals, fields;
  for (const auto& value : goal_values(partnership.goals)) goals.push_back(goal_label(value, language));
  for (const auto& each : partnership.fields_of_work) fields.push_back(term("field", each.code, language));
  facts.push_back(fact(messages.get("revision.field.goals"), messages.list(goals)));
  facts.push_back(fact(messages.get("revision.field.fields"), messages.list(fields)));
  return facts;
}

View place_facts(const model::Partnership& partnership, const base::Messages& messages) {
  const auto language = messages.language();
  auto facts = list_view();
  std::vector<std::string> places;
  for (const auto& place : partnership.places) places.push_back(place_name(place, language));
  facts.push_back(fact(messages.get("revision.field.places"), messages.list(places)));
  facts.push_back(fact(messages.get("revision.field.level"), term("level", partnership.level, language)));
  facts.push_back(fact(messages.get("revision.field.status"), term("status", partnership.status, language)));
  facts.push_back(fact(messages.get("revision.field.planned_start"), partnership.planned_start, messages));
  facts.push_back(fact(messages.get("revision.field.planned_end"), partnership.planned_end, messages));
  return facts;
}

View draft_party(const registry::Draft& draft, const registry::DraftPart& each,
                 const base::Messages& messages) {
  const auto language = messages.language();
  const auto& part = each.part.value;
  View one;
  one["name"] = text_view(each.organisation.name, language, kLongTitle);
  one["role"] = View(term("role", part.role, language));
  one["is_new"] = View(each.is_new);
  one["href"] = View(href(language, draft_path(draft.partnership.id) + "/parties/" + each.part.id.str()));
  one["id"] = View(each.part.id.str());
  one["version"] = View(std::to_string(each.part.version));
  one["facts"] = draft_part_facts(part, messages);
  return one;
}

View thread_view(const registry::Draft& draft, const base::Messages& messages) {
  auto all = list_view();
  for (const auto& step : draft.steps) {
    View one;
    one["what"] = View(messages.get("registering.done." + step.what));
    one["author"] = text_or_nothing(step.name);
    one["when"] = View(messages.moment(step.at));
    one["text"] = text_or_nothing(step.text);
    all.push_back(std::move(one));
  }
  return all;
}

std::string why_alike(const registry::LookAlike& alike, const base::Messages& messages) {
  std::vector<std::string> reasons;
  if (alike.title) reasons.push_back(messages.get("registering.alike.title"));
  if (!alike.parties.empty())
    reasons.push_back(messages.get("registering.alike.parties",
                                   {{"count", static_cast<std::int64_t>(alike.parties.size())}}));
  if (alike.places) reasons.push_back(messages.get("registering.alike.places"));
  return messages.list(reasons);
}

}  // namespace

std::string draft_path(const base::Uuid& draft) {
  return "/registering/" + draft.str();
}

View draft_steps(const registry::Draft& draft, std::string_view current, std::string_view language) {
  auto all = list_view();
  const auto& messages = base::Messages::in(language);
  std::int64_t number = 0;
  for (const auto step : kSteps) {
    View one;
    one["number"] = View(messages.number(++number));
    one["label"] = View(messages.get("registering.step." + std::string(step)));
    one["href"] = View(href(language, path_of_step(draft, step)));
    one["current"] = View(step == current);
    all.push_back(std::move(one));
  }
  return all;
}

std::string step_after(const registry::Draft& draft, std::string_view step) {
  const auto* next = std::ranges::find(kSteps, step);
  if (next != kSteps.end()) ++next;
  return path_of_step(draft, next == kSteps.end() ? "check" : *next);
}

View alike_view(const std::vector<registry::LookAlike>& all, const base::Messages& messages) {
  if (all.empty()) return View(false);
  View view;
  view["count"] = View(messages.get("registering.alike", {{"count", static_cast<std::int64_t>(all.size())}}));
  view["rows"] = list_view();
  for (const auto& each : all) {
    View row;
    row["href"] = View(partnership_href(messages.language(), each.card.id));
    row["title"] = text_view(each.card.partnership->title, messages.language(), kLongTitle);
    row["why"] = View(why_alike(each, messages));
    view["rows"].push_back(std::move(row));
  }
  return view;
}

std::vector<registry::LookAlike> alike_of(const Context& context, const registry::Draft& draft) {
  std::vector<base::Uuid> parties;
  for (const auto& each : draft.parts)
    if (!each.is_new) parties.push_back(each.organisation.id);
  return registry::look_alikes(context.reg, draft.partnership.value, parties, draft.of, kMostAlike);
}

View step_facts(std::string_view step, const registry::Draft& draft, const base::Messages& messages) {
  const auto& partnership = draft.partnership.value;
  if (step == "purpose") return purpose_facts(draft, messages);
  if (step == "place") return place_facts(partnership, messages);
  auto facts = list_view();
  facts.push_back(fact(messages.get("revision.field.governance"),
                       text_view(partnership.governance, messages.language())));
  return facts;
}

View draft_part_facts(const model::Participation& part, const base::Messages& messages) {
  const auto language = messages.language();
  auto facts = list_view();
  std::vector<std::string> kinds;
  for (const auto& code : part.contributes) kinds.push_back(term("contribution_kind", code, language));
  facts.push_back(fact(messages.get("part.contributes"), messages.list(kinds)));
  facts.push_back(fact(messages.get("partnership.puts_in"), text_view(part.brings, language)));
  facts.push_back(fact(messages.get("partnership.risks"), text_view(part.risks, language)));
  facts.push_back(
      fact(messages.get("partnership.responsibilities"), text_view(part.responsibilities, language)));
  facts.push_back(fact(messages.get("partnership.benefits"), text_view(part.benefits, language)));
  return facts;
}

View change_view(const Context& context, const registry::Draft& draft, const base::Messages& messages) {
  const auto standing = draft.of ? context.reg.partnership(*draft.of) : std::nullopt;
  if (!standing) return View(false);
  auto differences = registry::difference_of(model::body_of(standing->partnership.value),
                                             model::body_of(draft.partnership.value));
  return table_of(differences, kMostChanges, messages, [&](const registry::Difference& each) {
    const auto words = [&](const std::string& value) {
      return text_or_nothing(difference_value(model::Partnership::kType, each.path, value, messages));
    };
    View row;
    row["label"] = View(difference_label(each.path, messages));
    row["old_value"] = words(each.before);
    row["new_value"] = words(each.after);
    return row;
  });
}

View draft_view(const registry::Draft& draft, const base::Messages& messages) {
  const auto language = messages.language();
  const auto& partnership = draft.partnership.value;
  const auto address = [&](std::string_view step) { return href(language, path_of_step(draft, step)); };
  View view;
  view["title"] = text_view(partnership.title, language, kLongTitle);
  view["state"] = View(messages.get("registering.state." + std::string(registry::name_of(draft.state))));
  view["of"] = draft.of ? View(partnership_href(language, *draft.of)) : View(false);
  view["sections"] = list_view();
  for (const auto step : kAskingSteps)
    view["sections"].push_back(section(messages.get("registering.step." + std::string(step)), address(step),
                                       step_facts(step, draft, messages)));
  view["parties"] = list_view();
  for (const auto& each : draft.parts) view["parties"].push_back(draft_party(draft, each, messages));
  view["some_parties"] = View(!draft.parts.empty());
  view["parties_href"] = View(address("parties"));
  view["notes"] = thread_view(draft, messages);
  view["writing"] = View(draft.may_write && draft.state != registry::DraftState::handed_in);
  return view;
}

View draft_rows(const Context& context, const std::vector<registry::DraftLine>& lines, std::string_view path,
                const base::Messages& messages) {
  const auto language = messages.language();
  auto rows = list_view();
  for (const auto& line : lines) {
    View row;
    row["href"] = View(href(language, std::string(path) + line.id.str()));
    row["title"] = text_view(line.title, language, kLongTitle);
    row["state"] = View(messages.get("registering.state." + std::string(registry::name_of(line.state))));
    row["since"] = View(messages.moment(line.since));
    row["begun_by"] = text_or_nothing(line.begun_by);
    const auto name =
        line.organisation.is_nil() ? std::nullopt : context.reg.organisation_name(line.organisation);
    row["organisation"] = name ? text_view(*name, language) : View(false);
    row["of_change"] = View(line.of_change);
    row["odd"] = text_or_nothing(
        line.odd == 0 ? std::string()
                      : messages.get("review.odd_count", {{"count", static_cast<std::int64_t>(line.odd)}}));
    rows.push_back(std::move(row));
  }
  return rows;
}

http::Response draft_preview(const Context& context, const http::Request& request, std::string_view language,
                             const base::Uuid& draft, const std::string& path) {
  const auto preview =
      registry::Registering(context.reg, context.review).preview(visitor_of(context, request).actor, draft);
  if (!preview) return error_page(context, request, language, 404);
  const auto& messages = base::Messages::in(language);
  const RecordPage about{.register_name = name_of(context, language),
                         .origin = origin_of(context, request),
                         .today = base::day_of(context.reg.clock().now())};
  auto view = partnership_view(*preview, about, messages);
  view["has_similar"] = View(false);
  view["similar"] = list_view();
  view["preview"] = View(href(language, path));
  return page(context, request,
              private_frame(language, messages.get("registering.preview"), path + "/preview"), "partnership",
              view);
}

std::string key_of_fault(const std::string& thing) {
  if (thing == "this account") return "registering.fault.full";
  if (thing == "field text") return "registering.fault.note";
  if (thing == "field reason") return "registering.fault.reason";
  if (thing == "field title" || thing == "field purpose" || thing == "field parties")
    return "registering.incomplete";
  return {};
}

std::string key_of_conflict(const base::Conflict& conflict, const registry::Draft& draft, std::int64_t seen) {
  if (conflict.thing() == "this draft") return "registering.fault.thread";
  if (draft.state == registry::DraftState::handed_in && draft.seen != seen)
    return "registering.fault.handed_in";
  if (draft.seen != seen) return "form.fault.changed";
  if (conflict.thing().starts_with("organisation ")) return "registering.fault.gone";
  return key_of_fault(conflict.thing());
}

}  // namespace entente::pages
