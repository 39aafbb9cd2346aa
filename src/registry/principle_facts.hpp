// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/id.hpp"
#include "principles/facts.hpp"
#include "registry/rates.hpp"
#include "registry/views.hpp"
#include "store/store.hpp"

/// The facts of a partnership on which its principles are measured, read from its records.
namespace entente::registry {

/// Where a fact stands: what a finding shows as its evidence.
struct FactSource {
  std::string_view fact;             ///< as principles::RestsOn names it
  std::optional<std::size_t> party;  ///< its place among the facts' parties
  base::Uuid record;
  std::int64_t version = 0;
  std::string_view type, field;  ///< of the record; "" where it is the record as a whole
};

struct PartyOfFacts {
  base::Uuid organisation;  ///< nil where no record of the register is meant
  base::Text name;
};

struct FactsOfPartnership {
  principles::Facts facts;
  std::vector<PartyOfFacts> parties;  ///< in the order of the facts' parties
  std::vector<FactSource> sources;
};

/// Whose facts: due diligence is for those who may see where it stands, and not known to all others.
enum class FactSight : std::uint8_t { everybody, offices };

/// On a day (days since 1970-01-01), from records as the reader has them. Money is added up in one currency,
/// by the rates where there are several; where it cannot be, nobody's share of it is known.
FactsOfPartnership read_facts(store::Reader&, const PartnershipView&, const Rates&, std::int64_t day,
                              FactSight);

}  // namespace entente::registry
