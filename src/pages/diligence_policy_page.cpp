// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// The rules by which organisations are looked into: for everybody.
#include "base/hash.hpp"
#include "pages/diligence_views.hpp"
#include "pages/format.hpp"
#include "pages/in_language.hpp"

namespace entente::pages {

namespace {

http::Response diligence_policy_page(const Context& context, const http::Request& request,
                                     std::string_view language) {
  const auto& messages = base::Messages::in(language);
  const auto& policy = context.diligence->policy();
  View view;
  view["hearing"] = View(messages.get("diligence.policy.hearing", {{"days", policy.hearing_days}}));
  view["sections"] = list_view();
  for (const auto& section : policy.sections) {
    View row;
    row["label"] = View(diligence_section(section.key, messages));
    row["required"] = View(section.required);
    row["days"] = View(messages.get("diligence.days", {{"days", section.valid_days}}));
    view["sections"].push_back(std::move(row));
  }
  view["criteria"] = list_view();
  for (const auto& criterion : policy.criteria) {
    View row;
    row["name"] = text_view(criterion.name, language);
    row["said"] = text_view(criterion.text, language);
    row["basis"] = View(criterion.basis);
    view["criteria"].push_back(std::move(row));
  }
  view["some_criteria"] = View(!policy.criteria.empty());
  view["grades"] = list_view();
  for (const auto& grade : policy.grades) {
    View row;
    row["name"] = text_view(grade.name, language);
    view["grades"].push_back(std::move(row));
  }
  view["file"] = View(href(language, "/due-diligence/policy.toml"));
  view["hash"] = View(base::hex(policy.hash));
  Frame frame{.language = language,
              .title = messages.get("diligence.policy.title"),
              .description = messages.get("diligence.policy.lede"),
              .path = "/due-diligence"};
  return page(context, request, frame, "diligence_policy", view);
}

http::Response diligence_policy_file(const Context& context, const http::Request&,
                                     std::string_view language) {
  return download(context.diligence->policy().source, "application/toml", "due-diligence.toml", language);
}

}  // namespace

std::vector<http::Route> diligence_policy_routes(const Context& context) {
  return {
      {"GET", "/{lang}/due-diligence", "The rules of due diligence: what is looked at, by which criteria.",
       in_language(context, diligence_policy_page)},
      {"GET", "/{lang}/due-diligence/policy.toml", "The file with those rules.",
       in_language(context, diligence_policy_file)},
  };
}

}  // namespace entente::pages
