// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/view.hpp"

#include <algorithm>

namespace entente::pages {

View& View::operator[](Name name) {
  auto& members = std::get<Object>(value_);
  const auto found = std::ranges::find(members, name, &Member::name);
  if (found != members.end()) return found->view;
  constexpr std::size_t kUsual = 8;
  if (members.empty()) members.reserve(kUsual);
  return members.emplace_back(name, View()).view;
}

const View* View::get(Name name) const {
  const auto* members = std::get_if<Object>(&value_);
  if (!members) return nullptr;
  const auto found = std::ranges::find(*members, name, &Member::name);
  return found == members->end() ? nullptr : &found->view;
}

View text_or_nothing(std::string text) {
  return text.empty() ? View(false) : View(std::move(text));
}

}  // namespace entente::pages
