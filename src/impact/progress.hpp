// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "model/values.hpp"

/// How far an indicator has come from its baseline to its target.
namespace entente::impact {

/// (actual - baseline) / (target - baseline), in whichever direction the target lies (IATI guidance on
/// results): 0 is where it stood, 1 is the target, above 1 is beyond it, below 0 is worse than it was. Never
/// cut off. Nothing where the target is the baseline: there is no way to go.
std::optional<double> progress(double baseline, double target, double actual);

/// Of an indicator's newest period that had ended on a day (days since 1970-01-01) and has one target and one
/// actual figure for the whole of it. Nothing where there is none, where a figure is no number, or where
/// nobody has said from where it began: what is not known is never nought.
std::optional<double> progress(const model::Indicator&, std::int64_t day);

}  // namespace entente::impact
