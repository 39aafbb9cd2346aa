// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/goals.hpp"

#include <string>

#include "model/vocabulary.hpp"

namespace entente::exchange::iati {

std::optional<model::Goal> read_goal(const Element& element, std::string_view stated_in) {
  model::Goal found{.framework = "sdg", .code = {}, .percentage = {}, .stated_in = std::string(stated_in)};
  // Publishers write 1.A as well as 1.a.
  found.code = element.attribute("code");
  for (auto& c : found.code)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  if (model::find_goal(found.framework, found.code) == nullptr) return std::nullopt;
  if (element.percentage(found.percentage)) element.take();
  return found;
}

}  // namespace entente::exchange::iati
