// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/goals_page.hpp"

#include <algorithm>
#include <sstream>
#include <string>
#include <utility>

#include "exchange/csv/csv_writer.hpp"
#include "model/vocabulary.hpp"
#include "pages/entrance_views.hpp"
#include "pages/format.hpp"
#include "pages/goal_views.hpp"

namespace entente::pages {

View goal_bars(std::string_view framework, const registry::ListAnswer& list, const base::Messages& messages) {
  std::uint32_t most = 0;
  for (const auto& goal : model::goals(framework))
    if (!goal.target) most = std::max(most, count_of(list, search::Facet::goal, value_of(goal)));
  auto tiles = list_view();
  for (const auto& goal : model::goals(framework)) {
    if (goal.target) continue;
    const auto value = value_of(goal);
    const auto count = count_of(list, search::Facet::goal, value);
    View one;
    one["number"] = View(goal.code);
    one["label"] = View(std::string(goal.label.str(messages.language())));
    one["href"] = View(href(messages.language(), "/goals/" + value));
    one["count"] = View(messages.number(count));
    one["words"] = View(messages.get("home.goal_count", {{"count", std::int64_t{count}}}));
    one["list"] = count ? View(list_href(ListQuery{}.with(search::Facet::goal, value), messages.language()))
                        : View(false);
    one["width"] = View(std::to_string(most ? std::uint64_t{count} * 100 / most : 0) + "%");
    tiles.push_back(std::move(one));
  }
  View bars;
  bars["title"] = View(messages.get(framework == "mdg" ? "goals.mdg_title" : "goals.sdg"));
  bars["caption"] = View(messages.get("goals.caption", {{"count", std::int64_t{most}}}));
  bars["csv"] = View(href(messages.language(), "/goals.csv"));
  bars["tiles"] = std::move(tiles);
  return bars;
}

namespace {

/// Counts of everything, and no partnership.
registry::ListAnswer counted(registry::Register& reg) {
  search::Query counts;
  counts.limit = 0;
  return reg.list(counts);
}

}  // namespace

std::string value_of(const model::GoalTerm& goal) {
  return goal.framework == "sdg" ? goal.code : goal.framework + ":" + goal.code;
}

http::Response goals_page(const Context& context, const http::Request& request, std::string_view language,
                          const http::Captures&) {
  const auto etag = etag_of(context, request, context.reg.applied_seq());
  if (auto known = not_modified(request, etag, language)) return *known;

  const auto& messages = base::Messages::in(language);
  const auto list = counted(context.reg);
  const auto framework = [&](const char* id, std::string_view title, View hint) {
    View one;
    one["id"] = View(id);
    one["title"] = View(messages.get(title));
    one["hint"] = std::move(hint);
    one["bars"] = goal_bars(id, list, messages);
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
  return page(context, request, frame, "goals_page", view);
}

http::Response goals_download(const Context& context, const http::Request&, std::string_view language) {
  const auto list = counted(context.reg);
  std::ostringstream out;
  exchange::csv::CsvWriter writer(out, {"framework", "goal", "name", "partnerships"});
  for (const std::string framework : {"sdg", "mdg"})
    for (const auto& goal : model::goals(framework))
      if (!goal.target)
        writer.row({framework, goal.code, std::string(goal.label.str(language)),
                    std::to_string(count_of(list, search::Facet::goal, value_of(goal)))});
  return download(out.str(), "text/csv; charset=utf-8; header=present", "goals.csv", language);
}

}  // namespace entente::pages
