// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "model/rule.hpp"

/// What the public log is told of decisions that are not for everybody: that there is one, and its seal.
namespace entente::model {

/// A decision on who is behind a party. It says neither whom it is about nor who decided nor what: that
/// stands in rows apart, with the salt, and whoever is shown both can check that nothing of it was changed
/// since. It hangs on no record.
struct SealedDecision {
  static constexpr std::string_view kType = "sealed_decision";
  std::string kind;
  std::string hash;
  bool operator==(const SealedDecision&) const = default;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("kind", self.kind,
      Rule{.about = "of what kind it is: screening or due_diligence", .required = true, .max = 20});
    v("hash", self.hash,
      Rule{.about = "SHA-256 (hex) of its salt followed by its canonical JSON", .required = true, .max = 64});
  }
};

}  // namespace entente::model
