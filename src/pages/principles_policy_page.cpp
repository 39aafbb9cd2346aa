// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// The policy by which partnerships are judged: for everybody.
#include "base/hash.hpp"
#include "pages/format.hpp"
#include "pages/in_language.hpp"
#include "pages/page.hpp"
#include "pages/principles_page.hpp"
#include "registry/finding_words.hpp"
#include "registry/scorecards.hpp"

namespace entente::pages {

namespace {

View measure_rule_view(const principles::Principle& principle, const principles::Measure& measure,
                       const principles::MeasureRule& rule, const base::Messages& messages) {
  View row;
  row["name"] = View(registry::measure_name(principle, measure, messages));
  row["used"] = View(rule.used);
  row["hard"] = View(rule.hard);
  row["met"] = View(registry::value_words(principles::Interval::at(rule.met), measure.unit, messages));
  row["partly"] = View(registry::value_words(principles::Interval::at(rule.partly), measure.unit, messages));
  row["more"] = View(measure.more_is_better);
  row["weight"] = View(messages.decimal(*base::Decimal::parse(std::to_string(rule.weight))));
  row["reason"] = text_view(rule.reason, messages.language());
  row["source"] = rule.source.empty() ? View(false) : View(rule.source);
  row["parameters"] = list_view();
  for (std::size_t i = 0; i < measure.parameters.size(); ++i) {
    View one;
    one["label"] = View(std::string(measure.parameters[i].name));
    one["value"] = View(messages.decimal(*base::Decimal::parse(std::to_string(rule.parameters.at(i)))));
    row["parameters"].push_back(std::move(one));
  }
  return row;
}

http::Response principles_policy_page(const Context& context, const http::Request& request,
                                      std::string_view language) {
  const auto& messages = base::Messages::in(language);
  const auto& policy = context.scorecards->policy();
  const auto& profile = context.scorecards->profile();
  View view;
  const auto version =
      messages.get("principles.policy_version",
                   {{"name", policy.name.str(language)}, {"version", std::string_view(policy.version)}});
  view["version"] = View(version);
  view["profile"] = text_view(profile.name, language);
  view["principles"] = list_view();
  const auto all = principles::principles();
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto& principle = *all[i];
    const auto& rule = profile.principles.at(i);
    const auto met = registry::share_words(principles::Interval::at(rule.met), messages),
               partly = registry::share_words(principles::Interval::at(rule.partly), messages);
    View one;
    one["key"] = View(std::string(principle.name));
    one["name"] = View(registry::principle_name(principle, messages));
    one["about"] = View(messages.get("principle." + std::string(principle.name) + ".about"));
    one["clause"] = View(messages.get("principles.clause", {{"clause", principle.clause}}));
    one["rule"] = View(messages.get("principles.principle_rule",
                                    {{"met", std::string_view(met)}, {"partly", std::string_view(partly)}}));
    one["measures"] = list_view();
    for (std::size_t m = 0; m < principle.measures.size(); ++m)
      one["measures"].push_back(
          measure_rule_view(principle, principle.measures[m], rule.measures.at(m), messages));
    view["principles"].push_back(std::move(one));
  }
  view["exceptions"] = list_view();
  for (const auto& each : policy.exceptions) {
    const auto* principle = principles::find_principle(each.principle);
    View row;
    for (const auto& measure : principle->measures)
      if (measure.name == each.measure)
        row["measure"] = View(registry::measure_name(*principle, measure, messages));
    row["of"] = View(term(each.vocabulary, each.code, language));
    row["reason"] = text_view(each.reason, language);
    view["exceptions"].push_back(std::move(row));
  }
  view["some_exceptions"] = View(!policy.exceptions.empty());
  view["file"] = View(href(language, "/principles/policy.toml"));
  view["hash"] = View(base::hex(policy.hash));
  Frame frame{.language = language,
              .title = messages.get("principles.policy_title"),
              .description = messages.get("principles.policy_lede"),
              .path = "/principles"};
  return page(context, request, frame, "principles_policy", view);
}

http::Response principles_policy_file(const Context& context, const http::Request&,
                                      std::string_view language) {
  return download(context.scorecards->policy().source, "application/toml", "principles.toml", language);
}

}  // namespace

std::vector<http::Route> principles_policy_routes(const Context& context) {
  return {
      {"GET", "/{lang}/principles", "The policy by which partnerships are judged on each principle.",
       in_language(context, principles_policy_page)},
      {"GET", "/{lang}/principles/policy.toml", "The file with that policy.",
       in_language(context, principles_policy_file)},
  };
}

}  // namespace entente::pages
