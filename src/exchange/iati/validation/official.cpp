// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/validation/official.hpp"

namespace entente::exchange::iati::validation {

std::string official_activity(const Finding& f) {
  if (f.number == 0 || f.rule->id == "1.1.2" || f.rule->id == "0.1.1") return "file";
  auto name = f.activity.empty() ? std::string("noIdentifier") : f.activity;
  if (f.same > 1) name += "(" + std::to_string(f.same) + ")";
  return name;
}

bool is_official(const Finding& f) {
  return !f.rule->id.starts_with("entente");
}

}  // namespace entente::exchange::iati::validation
