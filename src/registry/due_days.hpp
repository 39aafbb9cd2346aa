// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "registry/register.hpp"

/// The days on which reports are due, for calendars that others subscribe to.
namespace entente::registry {

struct DueDay {
  base::Uuid partnership;
  base::Text title;
  base::PartialDate due;
};

/// Of what a query finds, the first 20,000 hits: the days nearest to today, those past too, at most `limit`,
/// in the order of the days.
std::vector<DueDay> due_days(const Register&, const search::Query&, std::size_t limit);

/// Of one partnership: one day, or none where nothing is due of it. Nothing where no such one stands.
std::optional<std::vector<DueDay>> due_days(const Register&, const base::Uuid& partnership);

}  // namespace entente::registry
