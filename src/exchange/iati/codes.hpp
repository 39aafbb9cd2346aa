// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

/// What IATI's codes mean in our vocabularies: the mapping, as data.
namespace entente::exchange::iati {

struct Code {
  std::string_view iati, ours;
};

/// Our code; "" where the table has none.
constexpr std::string_view ours(std::span<const Code> table, std::string_view iati) {
  for (const auto& c : table)
    if (c.iati == iati) return c.ours;
  return {};
}

/// IATI's code, the first that the table has; "" where it has none of its own.
constexpr std::string_view theirs(std::span<const Code> table, std::string_view ours) {
  for (const auto& c : table)
    if (c.ours == ours && !c.iati.empty()) return c.iati;
  return {};
}

/// ActivityStatus.
inline constexpr std::array kStatus{Code{"1", "pipeline"}, Code{"2", "active"},    Code{"3", "finalising"},
                                    Code{"4", "closed"},   Code{"5", "cancelled"}, Code{"6", "suspended"}};

/// ActivityScope: regional and multi-national are one level to us, all that is sub-national is the field.
inline constexpr std::array kLevel{Code{"1", "global"},   Code{"2", "regional"}, Code{"3", "regional"},
                                   Code{"4", "national"}, Code{"5", "field"},    Code{"6", "field"},
                                   Code{"7", "field"},    Code{"8", "field"}};

/// OrganisationRole: funding, accountable, extending, implementing.
inline constexpr std::array kRole{Code{"1", "funder"}, Code{"2", "lead"}, Code{"3", "member"},
                                  Code{"4", "implementer"}};

/// Of several roles that IATI counts as one, the plainest word: whoever hosts, judges or is asked takes part.
constexpr std::string_view code_of_role(std::string_view role) {
  const auto code = theirs(kRole, role);
  return code.empty() ? theirs(kRole, "member") : code;
}

/// The vocabulary of a code that is its publisher's own.
inline constexpr std::string_view kOwnVocabulary = "99";

/// RegionVocabulary; others stand as published.
inline constexpr std::array kRegionVocabulary{Code{"", "dac"}, Code{"1", "dac"}, Code{"2", "m49"}};

/// Vocabularies of goals. SDG goals and targets are coded as tags or as sectors.
inline constexpr std::array kGoalTag{Code{"2", "tag-2"}, Code{"3", "tag-3"}};
inline constexpr std::array kGoalSector{Code{"7", "sector-7"}, Code{"8", "sector-8"}};
/// DAC/CRS purpose codes (five digits, the default) and categories (three digits).
inline constexpr std::array kDacSector{Code{"", "crs"}, Code{"1", "crs"}, Code{"2", "crs"}};
/// IndicatorVocabulary 9: SDG indicators.
inline constexpr std::string_view kSdgIndicator = "9";

inline constexpr std::array kBudgetType{Code{"", "original"}, Code{"1", "original"}, Code{"2", "revised"}};

/// BudgetStatus.
inline constexpr std::array kBudgetStatus{Code{"1", "indicative"}, Code{"2", "committed"}};

/// GeographicLocationReach, GeographicExactness, GeographicLocationClass.
inline constexpr std::array kPlaceReach{Code{"1", "activity"}, Code{"2", "beneficiaries"}};
inline constexpr std::array kPlaceExactness{Code{"1", "exact"}, Code{"2", "approximate"}};
inline constexpr std::array kPlaceClass{Code{"1", "administrative_region"}, Code{"2", "populated_place"},
                                        Code{"3", "structure"}, Code{"4", "other"}};

/// xs:boolean, for result/@aggregation-status and the same of indicators.
inline constexpr std::array kAggregation{Code{"1", "yes"}, Code{"true", "yes"}, Code{"0", "no"},
                                         Code{"false", "no"}};

/// Our kind of identifier for what stands in @linked-data-uri; the others have codes of the standard.
inline constexpr std::string_view kLinkedData = "linked-data";

/// RelatedActivityType: parent, child, sibling, co-funded, third party.
inline constexpr std::array kRelation{Code{"1", "part_of"}, Code{"2", "has_part"}, Code{"3", "related"},
                                      Code{"4", "related"}, Code{"5", "related"}};

inline constexpr std::array kResultType{Code{"1", "output"}, Code{"2", "outcome"}, Code{"3", "impact"},
                                        Code{"9", "other"}};

inline constexpr std::array kMeasure{Code{"1", "unit"}, Code{"2", "percentage"}, Code{"3", "nominal"},
                                     Code{"4", "ordinal"}, Code{"5", "qualitative"}};

/// xs:boolean, for indicator/@ascending; more is better where nobody said otherwise.
inline constexpr std::array kAscending{Code{"", "up"}, Code{"1", "up"}, Code{"true", "up"}, Code{"0", "down"},
                                       Code{"false", "down"}};

/// Which side of a transaction the reporting organisation is on where the file does not name it ("if
/// omitted … assumed to be the reporting organisation", IATI standard, provider-org and receiver-org).
/// Of what is neither given on nor received (interest, say) the standard does not say.
enum class Reporter : std::uint8_t { giver, receiver, unsaid };

struct TransactionType {
  std::string_view code;
  std::string_view delivery;  ///< our kind of delivery; "" for a commitment
  Reporter reporter;
};

/// TransactionType.
inline constexpr std::array kTransactionTypes{
    TransactionType{"1", "incoming_funds", Reporter::receiver},
    TransactionType{"2", "", Reporter::giver},  // outgoing commitment
    TransactionType{"3", "disbursement", Reporter::giver},
    TransactionType{"4", "expenditure", Reporter::giver},
    TransactionType{"5", "interest", Reporter::unsaid},
    TransactionType{"6", "repayment", Reporter::unsaid},
    TransactionType{"7", "reimbursement", Reporter::unsaid},
    TransactionType{"8", "equity_bought", Reporter::unsaid},
    TransactionType{"9", "equity_sold", Reporter::unsaid},
    TransactionType{"10", "guarantee", Reporter::unsaid},
    TransactionType{"11", "", Reporter::receiver},  // incoming commitment
    TransactionType{"12", "", Reporter::giver},     // outgoing pledge
    TransactionType{"13", "", Reporter::receiver},  // incoming pledge
};

}  // namespace entente::exchange::iati
