// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/goals_page.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "model/vocabulary.hpp"
#include "pages/entrance_views.hpp"
#include "pages/format.hpp"
#include "pages/goal_views.hpp"

namespace entente::pages {

View goal_tiles(std::string_view framework, const registry::ListAnswer& list,
                const base::Messages& messages) {
  std::uint32_t most = 1;
  for (const auto& count : list.answer.of(search::Facet::goal)) most = std::max(most, count.count);
  auto all = list_view();
  for (const auto& goal : model::goals(framework)) {
    if (goal.target) continue;
    const auto value = value_of(goal);
    const auto count = count_of(list, search::Facet::goal, value);
    View one;
    one["number"] = View(goal.code);
    one["label"] = View(std::string(goal.label.str(messages.language())));
    one["href"] = View(href(messages.language(), "/goals/" + value));
    one["count"] = View(messages.get("home.goal_count", {{"count", std::int64_t{count}}}));
    one["list"] = count ? View(list_href(ListQuery{}.with(search::Facet::goal, value), messages.language()))
                        : View(false);
    one["width"] = View(std::to_string(std::uint64_t{count} * 100 / most) + "%");
    append(all, std::move(one));
  }
  return all;
}

std::string value_of(const model::GoalTerm& goal) {
  return goal.framework == "sdg" ? goal.code : goal.framework + ":" + goal.code;
}

http::Response goals_page(const Context& context, const http::Request& request, std::string_view language,
                          const http::Captures&) {
  const auto etag = etag_of(context, request, context.reg.applied_seq());
  if (auto known = not_modified(request, etag, language)) return *known;

  const auto& messages = base::Messages::in(language);
  search::Query counts;
  counts.limit = 0;
  const auto list = context.reg.list(counts);
  const auto framework = [&](const char* id, std::string_view title, View hint) {
    View one;
    one["id"] = View(id);
    one["title"] = View(messages.get(title));
    one["hint"] = std::move(hint);
    one["tiles"] = goal_tiles(id, list, messages);
    return one;
  };
  auto frameworks = list_view();
  frameworks.push_back(framework("sdg", "goals.sdg", View(false)));
  frameworks.push_back(framework("mdg", "goals.mdg_title", View(messages.get("goals.mdg_hint"))));
  View view;
  view["frameworks"] = std::move(frameworks);

  Frame frame{.language = language, .title = messages.get("frame.section.goals")};
  frame.description = messages.get("goals.lede");
  frame.path = "/goals";
  frame.section = "goals";
  frame.etag = etag;
  return page(context, request, frame, "goals_page", std::move(view));
}

}  // namespace entente::pages
