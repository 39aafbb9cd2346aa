// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/about_page.hpp"

#include <string>
#include <utility>

#include "model/vocabulary.hpp"
#include "pages/format.hpp"
#include "pages/freshness_views.hpp"
#include "pages/institution_views.hpp"
#include "registry/jobs/job.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kRunsOfEachJob = 5;

View holdings(const registry::Overview& o, const std::string& engine, const base::Messages& messages) {
  auto all = list_view();
  const auto add = [&](std::string_view key, const std::string& value) {
    all.push_back(fact_view(messages.get(key), value));
  };
  add("about.partnerships", messages.number(o.partnerships));
  add("about.organisations", messages.number(o.organisations));
  add("about.commitments", messages.number(o.commitments));
  add("about.deliveries", messages.number(o.deliveries));
  add("about.results", messages.number(o.results));
  add("about.parties_named", messages.number(o.parties_named));
  add("about.parties_confirmed", messages.number(o.parties_confirmed));
  add("about.commits", messages.number(o.event_seq));
  add("about.updated", o.updated.ms ? messages.moment(o.updated) : messages.get("about.never"));
  add("about.engine", engine);
  return all;
}

/// How the states of a party are drawn, with their words.
View state_views(std::string_view language) {
  auto all = list_view();
  for (const auto& state : model::vocabulary("confirmation_state").terms)
    all.push_back(state_view(state.code, language));
  return all;
}

View attestation_views(std::string_view language) {
  auto all = list_view();
  for (const auto& level : model::vocabulary("attestation").terms)
    if (auto view = attestation_view(level.code, language); view.is_object()) all.push_back(view);
  return all;
}

/// The lights of reporting, each with its rule.
View light_views(const base::Messages& messages) {
  auto all = list_view();
  for (std::size_t i = 0; i < registry::kLightNames.size(); ++i) {
    auto one = freshness_view({.light = static_cast<registry::Light>(i)}, messages);
    one["when"] = View(false);
    one["rule"] = View(messages.get("about.reporting." + std::string(registry::kLightNames[i])));
    all.push_back(one);
  }
  return all;
}

/// A state of our own, or the word itself where a later version wrote one we do not know.
std::string job_state(const std::string& state, const base::Messages& messages) {
  const auto key = "job.state." + state;
  return messages.has(key) ? messages.get(key) : state;
}

View run_views(const std::vector<store::JobRun>& runs, const base::Messages& messages) {
  auto all = list_view();
  for (const auto& run : runs) {
    View one;
    one["name"] = View(run.name);
    one["state"] = View(job_state(run.state, messages));
    one["started"] = View(messages.moment(run.started));
    one["finished"] = run.finished ? View(messages.moment(*run.finished)) : View(false);
    one["detail"] = text_or_nothing(run.detail);
    all.push_back(one);
  }
  return all;
}

}  // namespace

http::Response about_page(const Context& context, const http::Request& request, std::string_view language) {
  const auto& messages = base::Messages::in(language);
  auto runs = run_views(registry::latest_runs(context.reg, kRunsOfEachJob), messages);
  View view;
  view["six"] = View(context.institution->languages.size() == std::size(base::kLanguages));
  view["institution"] = institution_view(context, messages);
  view["facts"] = holdings(context.reg.overview(), context.reg.engine(), messages);
  view["states"] = state_views(language);
  view["lights"] = light_views(messages);
  view["attestations"] = attestation_views(language);
  view["has_runs"] = View(runs.is_non_empty_list());
  view["runs"] = std::move(runs);
  view["log"] = View(href(language, "/log"));

  Frame frame{.language = language, .title = messages.get("about.title")};
  frame.description = messages.get("about.what.1");
  frame.path = "/about";
  frame.section = "about";
  return page(context, request, frame, "about", view);
}

}  // namespace entente::pages
