// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/hash.hpp"
#include "base/id.hpp"

/// How people come to hold roles: they claim one, or are offered one; and what nobody speaks for any more. An
/// engine knows nothing of what roles and places mean. These are no revisions, as accounts are none.
namespace entente::store {

enum class ClaimState : std::uint8_t {
  open,   ///< waits for whoever decides
  asked,  ///< waits for whoever claims
  accepted,
  refused,
  withdrawn
};

/// Somebody says: I speak for this organisation, or for this country.
struct Claim {
  base::Uuid id;
  base::Uuid account;
  std::string role, of;
  ClaimState state = ClaimState::open;
  std::string website;
  std::string identifiers;  ///< one a line: "lei 5493001KJTIIGC8Y1R12"
  base::Instant made, changed;
  bool operator==(const Claim&) const = default;
};

/// What was said and done about a claim, one after the other.
struct ClaimStep {
  base::Uuid claim;
  std::int64_t ordinal = 0;  ///< from 1
  base::Uuid account;        ///< who; none where the operator did
  std::string what, text;
  base::Instant at;
  bool operator==(const ClaimStep&) const = default;
};

enum class OfferState : std::uint8_t { open, taken, declined, withdrawn };

/// A role offered to whoever has an address, by a link that is taken or declined once.
struct RoleOffer {
  base::Uuid id;
  base::Sha256 hash{};  ///< of the link's secret
  std::string role, of;
  std::string address, name, language;
  base::Uuid giver;
  OfferState state = OfferState::open;
  base::Instant made, expires;
  bool operator==(const RoleOffer&) const = default;
};

/// A place in which somebody held a role, and nobody does any more.
struct Vacancy {
  std::string role, of;
  base::Instant since;
  bool operator==(const Vacancy&) const = default;
};

class ClaimReader {
 public:
  virtual ~ClaimReader() = default;

  virtual std::optional<Claim> claim(const base::Uuid& id) = 0;
  /// The newest first.
  virtual std::vector<Claim> claims_of(const base::Uuid& account) = 0;
  /// Claims in a state with id > after, in order of id, at most `limit`.
  virtual std::vector<Claim> claims_in(ClaimState, const base::Uuid& after, std::size_t limit) = 0;
  virtual std::int64_t claim_count(ClaimState) = 0;
  /// All that were ever made for a role in a place, the newest first, at most `limit`.
  virtual std::vector<Claim> claims_for(std::string_view role, std::string_view of, std::size_t limit) = 0;
  /// In the order in which they were taken.
  virtual std::vector<ClaimStep> steps_of(const base::Uuid& claim) = 0;
  virtual std::optional<RoleOffer> offer(const base::Sha256& hash) = 0;
  /// Offers of roles in a place, the newest first, at most `limit`.
  virtual std::vector<RoleOffer> offers_for(std::string_view of, std::size_t limit) = 0;
  /// Offers that an account made, the newest first, at most `limit`.
  virtual std::vector<RoleOffer> offers_by(const base::Uuid& giver, std::size_t limit) = 0;
  /// Those made to an address.
  virtual std::vector<RoleOffer> offers_to(std::string_view address, std::size_t limit) = 0;
  /// In order of role and place.
  virtual std::vector<Vacancy> vacancies(std::size_t limit) = 0;
  virtual std::optional<Vacancy> vacancy(std::string_view role, std::string_view of) = 0;
};

class ClaimWriter : public ClaimReader {
 public:
  /// New, or known by its id: then its state and the time of its change are set.
  virtual void put_claim(const Claim&) = 0;
  /// The next step of its claim, whatever its `ordinal` says.
  virtual void add_step(const ClaimStep&) = 0;
  /// Everything an account claimed, and what was said about it.
  virtual void remove_claims_of(const base::Uuid& account) = 0;
  /// New, or known by its id: then its state is set.
  virtual void put_offer(const RoleOffer&) = 0;
  /// Removes offers that have expired by then. Returns how many.
  virtual std::int64_t forget_offers(base::Instant now) = 0;
  /// One that stands keeps its time.
  virtual void put_vacancy(const Vacancy&) = 0;
  virtual void remove_vacancy(std::string_view role, std::string_view of) = 0;
};

}  // namespace entente::store
