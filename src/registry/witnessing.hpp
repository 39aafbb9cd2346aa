// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "access/permission.hpp"
#include "registry/register.hpp"

namespace entente::registry {

/// Code of the role, in the vocabulary.
inline constexpr std::string_view kBeneficiary = "beneficiary";

/// Words on deliveries: the receiver's, the host government's, those of beneficiaries, and what the
/// register's office records of those who verified them. Each speaks of the version that was seen, else
/// base::Conflict; the last word of each counts. The giver has none. Refusals throw as those of Confirming
/// do, and what was asked under a name before (access::Actor::request) is not said again.
class Witnessing {
 public:
  explicit Witnessing(Register& reg) : reg_(reg) {}

  /// Of the organisation that received it. A dispute needs a remark: else base::BadInput.
  store::Committed receive(const access::Actor&, const base::Uuid& delivery, std::int64_t version,
                           bool confirmed, const base::Text& remark);
  /// Of the government of a country in which the partnership works.
  store::Committed host(const access::Actor&, const base::Uuid& delivery, std::int64_t version,
                        std::string_view country, bool confirmed, const base::Text& remark);
  /// Of a party that the partnership names as beneficiary, once its part is confirmed: by whoever speaks for
  /// it, or was invited to answer for that part. Whoever was invited says nothing any more of a delivery of
  /// which a representative has spoken: base::Conflict.
  store::Committed benefit(const access::Actor&, const base::Uuid& delivery, std::int64_t version,
                           const base::Uuid& part, bool confirmed, const base::Text& remark);
  /// `level` is independent_verifier or independent_evaluation; `by` says who, and `url` where that can be
  /// read: both are needed.
  store::Committed verify(const access::Actor&, const base::Uuid& delivery, std::int64_t version,
                          std::string_view level, const std::string& by, const std::string& url,
                          bool confirmed, const base::Text& remark);

 private:
  Register& reg_;
};

/// Whether the receiver of a delivery that was entered here, and stands, has said nothing of it as it is.
bool waits_for_receiver(const Held<model::Delivery>&, const std::vector<Held<model::Attestation>>& words);

}  // namespace entente::registry
