// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string_view>

#include "principles/measure.hpp"

/// What several principles measure alike: one thing that is said of the whole partnership, and the share of
/// its indicators of which something is so.
namespace entente::principles {

/// Of one answer: 1 where it is yes, 0 where it is no. Says "yes", "no" or "unknown", and what would change
/// it: "says" where nobody has answered, "could" where it is no.
Measured one_answer(Answer, Explanation*, std::string_view fact);

/// Of a share that somebody states. Says "why" {share} or "unknown", and what would change it: "says" where
/// nobody has stated it, "could" where it is not `best`.
Measured one_share(std::optional<double> stated, double best, Explanation*, std::string_view fact);

/// The share of the indicators of which it is so; of those of which nobody has said, none at worst, all at
/// best. Says "why" {share, yes, all}, and what would change it: "says" {count} of those of which nobody has
/// said, "could" {count} of those of which it is not so. Not applicable without an indicator.
Measured share_of_indicators(const Facts&, Explanation*,
                             const std::function<Answer(const IndicatorFact&)>& answer);

}  // namespace entente::principles
