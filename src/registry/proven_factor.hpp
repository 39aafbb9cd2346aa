// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "access/permission.hpp"

namespace entente::registry {

/// That somebody who has signed in has given their second factor once more, just now, for one act: for the
/// words of that act, and used up by it. Accounts alone makes one (and tests do); another kind of proof, a
/// passkey say, would be made there too.
class ProvenFactor {
 public:
  ProvenFactor(ProvenFactor&& other) noexcept { *this = std::move(other); }
  ProvenFactor& operator=(ProvenFactor&& other) noexcept {
    account_ = std::exchange(other.account_, {});
    act_ = std::exchange(other.act_, {});
    return *this;
  }
  ~ProvenFactor() = default;

  /// Whether this account gave it for this act, and nothing was done by it yet.
  bool is_of(const base::Uuid& account, std::string_view act) const {
    return account_ == account && act_ == act;
  }

 private:
  friend class Accounts;
  friend struct FactorOfTests;
  ProvenFactor(const base::Uuid& account, std::string act) : account_(account), act_(std::move(act)) {}

  std::optional<base::Uuid> account_;  ///< nothing: it was used up
  std::string act_;
};

// The words of the acts that take one. They name all that is decided, so that what was shown when the factor
// was given is what is done by it.

/// Signing a version of an agreement for a party: `hash` (hex) is of its text, `act` what signing it does,
/// `capacity` the office in which it is signed, as it was typed.
std::string act_of_signing(const base::Uuid& agreement, std::int64_t version, std::string_view hash,
                           std::string_view act, const base::Uuid& party, std::string_view capacity);
/// Taking an agreement that all have signed out of view, for a reason.
std::string act_of_withdrawing(const base::Uuid& agreement, std::int64_t version, std::string_view reason);
/// Registering the public half of a key for an organisation.
std::string act_of_adding_key(const base::Uuid& organisation, std::string_view key);
/// Ending a key from a day on.
std::string act_of_ending_key(const base::Uuid& key, std::string_view day);

/// Taking a file out: `hash` in hex, `reason` of the vocabulary removal_reason, and what is said besides.
std::string act_of_removing_file(std::string_view hash, std::string_view reason, std::string_view words);

/// Throws access::Refused where it is not the actor's own, or of another act.
void require_proven(const access::Actor&, const ProvenFactor&, std::string_view act);

}  // namespace entente::registry
