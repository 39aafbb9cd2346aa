// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "registry/principle_facts.hpp"

/// Internal to registry: how the facts of one partnership are gathered, by party (party_facts.cpp) and as a
/// whole (principle_facts.cpp).
namespace entente::registry {

/// Of a field of the vocabulary "answer".
inline principles::Answer answered(std::string_view said) {
  return said == "yes"  ? principles::Answer::yes
         : said == "no" ? principles::Answer::no
                        : principles::Answer::unknown;
}
/// From 0 to 1, of a field in per cent.
std::optional<double> share_said(const std::optional<base::Decimal>& percent);
std::optional<double> number_said(const std::optional<base::Decimal>&);
/// M49 code of the intermediate region in which a country lies, else of its sub-region; 0 where it is not
/// known.
std::uint16_t subregion_of(std::string_view country);
/// M49 code of a country's continent; 0 where it is not known.
std::uint16_t region_of(std::string_view country);
/// The place of a code in a list of codes; 0 where it is none of them.
template <std::size_t N>
std::uint8_t place_among(const std::array<std::string_view, N>& codes, std::string_view code) {
  const auto found = std::ranges::find(codes, code);
  return found == codes.end() ? 0 : static_cast<std::uint8_t>(found - codes.begin());
}

class FactsGathering {
 public:
  FactsGathering(store::Reader& reader, const PartnershipView& view, const Rates& rates, std::int64_t day,
                 FactSight sight)
      : reader_(reader), view_(view), rates_(rates), day_(day), sight_(sight) {}

  FactsOfPartnership gather();

 private:
  store::Reader& reader_;
  const PartnershipView& view_;
  const Rates& rates_;
  const std::int64_t day_;
  const FactSight sight_;
  FactsOfPartnership result_;
  std::map<base::Uuid, std::size_t> places_;  ///< of the parties, by their organisation

  principles::Facts& facts() { return result_.facts; }
  template <class T>
  void source(std::string_view fact, const Held<T>& record, std::string_view field = {},
              std::optional<std::size_t> party = {}) {
    result_.sources.push_back({fact, party, record.id, record.version, T::kType, field});
  }
  /// Null where the organisation is no party.
  principles::PartyFacts* party_of(const base::Uuid& organisation) {
    const auto place = places_.find(organisation);
    return place == places_.end() ? nullptr : &facts().parties[place->second];
  }

  /// One for each organisation, whatever parts it has. Who declined or left is none.
  void add_parties();
  principles::PartyFacts begun(const OrganisationLine&);
  principles::Diligence diligence_of(const base::Uuid& organisation, principles::PartyKind);
  void of_statements();
  /// Who has read the guidance of a country in which the partnership works, each version of which is asked
  /// for anew.
  void of_guidance(const std::string& country);

  void of_partnership();
  template <class T>
  void gender_marker(std::string_view significance, const Held<T>& record, std::string_view field);
  void of_governance();
  void of_agreements();
  void of_money();
  std::optional<double> in_one_currency(const model::Commitment&, bool one_currency) const;
  void of_reports();
  void of_results();
  void of_hosts();
  void of_concerns();
  void of_disclosure();
  /// What a machine can read without guessing: places and organisations by code, amounts with currency and
  /// day, indicators with a figure to reach.
  void of_structure();
};

}  // namespace entente::registry
