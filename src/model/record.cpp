// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "model/record.hpp"

#include <algorithm>
#include <array>

namespace entente::model {

bool is_given(std::string_view delivery_kind) {
  constexpr std::array<std::string_view, 7> kNotGiven{"incoming_funds", "interest",      "repayment",
                                                      "reimbursement",  "equity_bought", "equity_sold",
                                                      "guarantee"};
  return std::ranges::find(kNotGiven, delivery_kind) == kNotGiven.end();
}

std::string_view type_of(const Record& record) {
  return std::visit([](const auto& r) { return std::decay_t<decltype(r)>::kType; }, record);
}

bool is_record_type(std::string_view type) {
  for (const auto known :
       {Organisation::kType,   Partnership::kType,   Participation::kType,   Confirmation::kType,
        Commitment::kType,     Delivery::kType,      Attestation::kType,     Result::kType,
        Finances::kType,       NationalPlan::kType,  Guidance::kType,        Acknowledgement::kType,
        Capacity::kType,       Report::kType,        ReportingRhythm::kType, Appeal::kType,
        HostAnswer::kType,     Erasure::kType,       Agreement::kType,       Signature::kType,
        SigningKey::kType,     ConcernNotice::kType, SealedDecision::kType,  FileRemoval::kType,
        PartyStatement::kType, Governance::kType})
    if (type == known) return true;
  return false;
}

Keys keys_of(const Record& record) {
  return std::visit(
      [](const auto& r) {
        Keys keys;
        if constexpr (requires { r.partnership; }) keys.partnership = r.partnership;
        if constexpr (requires { r.kOnDesk; })
          keys.organisation = desk_of(r.country);
        else if constexpr (requires { r.organisation; })
          keys.organisation = r.organisation;
        return keys;
      },
      record);
}

}  // namespace entente::model
