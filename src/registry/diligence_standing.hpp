// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "access/permission.hpp"
#include "registry/register.hpp"

/// Where due diligence on an organisation stands: for whoever judges a partnership by it.
namespace entente::registry {

enum class DiligenceState : std::uint8_t {
  none,       ///< never decided, and nothing is under way
  under_way,  ///< requested or assessed, never decided
  valid,
  expired  ///< what was decided last has ended
};
std::string_view name_of(DiligenceState);  ///< "under_way"

struct DiligenceStanding {
  DiligenceState state = DiligenceState::none;
  std::string grade;             ///< of what was decided last
  std::int64_t number = 0;       ///< of that assessment
  std::int64_t valid_until = 0;  ///< its last day, since 1970-01-01
};

/// On a day; of one that was merged: where the one stands that it was merged into.
DiligenceStanding diligence_standing(store::Reader&, const base::Uuid& organisation, std::int64_t today);

/// The same today, for whoever sees due diligence of all organisations. Nothing for others, and for whoever
/// speaks or writes for this one: they are not told that there is any.
std::optional<DiligenceStanding> diligence_standing_for(const Register&, const access::Actor&,
                                                        const base::Uuid& organisation);

/// Tells whoever requested an assessment, and the stewards, that it ends within so many days, and again when
/// it has ended: each once, where the organisation has no newer one that was not stopped. Returns how many
/// were told of. `at_once`: how many are read at a time.
std::int64_t remind_of_diligence(Register&, std::int64_t days, std::size_t at_once = 500);

}  // namespace entente::registry
