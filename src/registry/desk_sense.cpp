// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/desk_sense.hpp"

#include <string>
#include <variant>
#include <vector>

#include "base/error.hpp"
#include "model/identifier.hpp"
#include "model/vocabulary.hpp"
#include "registry/text_bounds.hpp"

namespace entente::registry {

namespace {

constexpr std::size_t kMostOfDesk = 20'000;  // bytes of a text in one language, as on its form

void require_documents(const std::vector<model::Document>& documents) {
  for (std::size_t i = 0; i < documents.size(); ++i) {
    const auto field = "documents[" + std::to_string(i) + "]";
    const auto& url = documents[i].url;
    if ((!url.starts_with("https://") && !url.starts_with("http://")) || !model::is_linkable(url))
      throw base::BadInput("field " + field + ".url", "is no address of a page",
                           "Write it as https://example.org/plan.pdf.");
    require_length(field + ".title", documents[i].title, kMostTitleBytes);
  }
}

void require_goals(const std::vector<model::Goal>& goals) {
  for (std::size_t i = 0; i < goals.size(); ++i)
    if (!model::find_goal(goals[i].framework, goals[i].code))
      throw base::BadInput("field goals[" + std::to_string(i) + "]", "is no goal or target",
                           "Write it as framework sdg, code 6.1.");
}

}  // namespace

void require_desk_sense(const model::Record& record) {
  std::visit(
      [](const auto& r) {
        if constexpr (requires { r.kOnDesk, r.title; }) {
          require_length("title", r.title, kMostTitleBytes);
          require_length("text", r.text, kMostOfDesk);
          if constexpr (requires { r.documents; }) require_documents(r.documents);
          if constexpr (requires { r.goals; }) {
            require_goals(r.goals);
            if (r.start && r.end && r.end->last_day() < r.start->first_day())
              throw base::BadInput("field end", "is before the first day", "Look at both days.");
          }
        }
      },
      record);
}

}  // namespace entente::registry
