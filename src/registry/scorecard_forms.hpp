// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/messages.hpp"
#include "registry/scorecards.hpp"

namespace entente::registry {

/// One JSON object: the partnership, the day, the policy, what all follows from, and each principle with its
/// measures: {status, points {low, high}, known, measures: [{value, status, explanation, would_change …}]}.
std::string scorecard_json(const Scorecard&, const principles::Policy&, const principles::Profile&,
                           const base::Messages&);
/// One row for each measure, by codes and by words of the language.
std::string scorecard_csv(const Scorecard&, const base::Messages&);

}  // namespace entente::registry
