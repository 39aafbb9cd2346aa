// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <string>
#include <utility>

#include "model/vocabulary.hpp"
#include "pages/entrance_views.hpp"
#include "pages/format.hpp"
#include "pages/goal_views.hpp"
#include "pages/goals_page.hpp"
#include "pages/sums_view.hpp"

namespace entente::pages {

namespace {

using search::Facet;

constexpr std::array kWhatOfGoal = {Facet::field, Facet::kind, Facet::status, Facet::level};
constexpr std::array kWhoOfGoal = {Facet::party_type, Facet::party};
constexpr std::array kWhereOfGoal = {Facet::region, Facet::country};

/// The goal an address names: "6" or "mdg:7"; no target.
const model::GoalTerm* asked_goal(std::string_view code) {
  constexpr std::string_view kMdgPrefix = "mdg:";
  const auto* goal = code.starts_with(kMdgPrefix) ? model::find_goal("mdg", code.substr(kMdgPrefix.size()))
                                                  : model::find_goal("sdg", code);
  return goal && !goal->target ? goal : nullptr;
}

/// The targets of today that carry a target of 2000 to 2015 on.
View successor_views(const model::GoalTerm& target, const base::Messages& messages) {
  auto all = list_view();
  if (target.framework != "mdg") return all;
  for (const auto& code : model::successors(target.code)) {
    const auto* later = model::find_goal("sdg", code);
    if (!later) continue;
    View one;
    one["code"] = View(code);
    one["label"] = View(std::string(later->label.str(messages.language())));
    one["href"] = View(href(messages.language(), "/goals/" + later->goal) + "#t-" + code);
    all.push_back(std::move(one));
  }
  return all;
}

View target_views(const model::GoalTerm& goal, const registry::ListAnswer& list,
                  const base::Messages& messages) {
  auto all = list_view();
  for (const auto& target : model::goals(goal.framework)) {
    if (!target.target || target.goal != goal.code) continue;
    const auto value = value_of(target);
    auto successors = successor_views(target, messages);
    View one;
    one["code"] = View(target.code);
    one["label"] = View(std::string(target.label.str(messages.language())));
    one["counted"] =
        count_view(ListQuery{}.with(Facet::target, value), count_of(list, Facet::target, value), messages);
    one["has_successors"] = View(successors.is_non_empty_list());
    one["successors"] = std::move(successors);
    all.push_back(std::move(one));
  }
  return all;
}

}  // namespace

http::Response goal_page(const Context& context, const http::Request& request, std::string_view language,
                         const http::Captures& captures) {
  const auto* goal = asked_goal(captures["code"]);
  if (!goal) return error_page(context, request, language, 404);
  const auto etag = etag_of(context, request, context.reg.applied_seq());
  if (auto known = not_modified(request, etag, language)) return *known;

  const auto& messages = base::Messages::in(language);
  const auto asked = ListQuery{}.with(Facet::goal, value_of(*goal));
  const auto list = context.reg.list(gathering_query(asked));
  const auto total = static_cast<std::int64_t>(list.answer.total);
  const std::string label(goal->label.str(language));
  const auto title = messages.get(
      "goal.title", {{"number", std::string_view(goal->code)}, {"label", std::string_view(label)}});

  View view;
  view["framework"] = View(messages.get(goal->framework == "mdg" ? "goals.mdg_title" : "goals.sdg"));
  view["all"] = View(href(language, "/goals"));
  view["title"] = View(title);
  view["total"] = View(messages.get("goal.total", {{"count", total}}));
  view["official"] = text_or_nothing(goal->official);
  auto targets = target_views(*goal, list, messages);
  view["has_targets"] = View(targets.is_non_empty_list());
  view["targets"] = std::move(targets);
  view["what_title"] = View(messages.get("entrance.what"));
  view["totals"] = sums_view(context.reg.sums(Facet::goal, value_of(*goal)), *context.reg.rates(), messages);
  set_gathering(view, {kWhatOfGoal, kWhoOfGoal, kWhereOfGoal}, asked, list, messages);

  Frame frame{.language = language, .title = title};
  frame.description = messages.get("goal.total", {{"count", total}});
  frame.path = "/goals/" + value_of(*goal);
  frame.section = "goals";
  frame.feed = "/partnerships.atom" + asked.filter_suffix();
  frame.etag = etag;
  return page(context, request, frame, "goal", view);
}

}  // namespace entente::pages
