// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/permission.hpp"
#include "base/clock.hpp"
#include "model/identifier_fault.hpp"
#include "model/values.hpp"
#include "store/store.hpp"

namespace entente::registry {

/// What somebody says who claims to speak for an organisation, or for a country.
struct NewClaim {
  access::Grant grant;  ///< representative of an organisation, or focal point of a country
  std::string text;     ///< why this is so, in the person's own words
  std::string website;  ///< a page that shows it; may be empty
  std::vector<model::Identifier> identifiers;
};

/// Why a claim, or what is said about one, is not taken.
struct ClaimFault {
  enum class Kind : std::uint8_t {
    no_text,     ///< nothing is said
    long_text,   ///< more than kMostClaimCharacters
    website,     ///< no address that a page may link to
    identifier,  ///< `scheme` and `identifier` say which, and why
    held,        ///< the account holds that role
    waiting,     ///< it has claimed it already
    too_many     ///< it has made as many as it may for now
  };
  Kind kind{};
  std::string scheme = {};
  model::IdentifierFault identifier = {};
};
inline constexpr std::size_t kMostClaimCharacters = 5'000;
inline constexpr std::size_t kMostClaimText = 3 * kMostClaimCharacters;  ///< bytes, in any script
inline constexpr std::size_t kMostOpenClaims = 5;                        ///< of one person, not decided yet
inline constexpr std::size_t kMostClaimsADay = 10;                       ///< of one person

struct Claimed {
  std::optional<ClaimFault> fault;
  base::Uuid id;
};

/// The kinds of step that a claim takes.
inline constexpr std::string_view kClaimed = "claimed", kAsked = "asked", kAnswered = "answered",
                                  kAccepted = "accepted", kRefused = "refused", kWithdrawn = "withdrawn",
                                  kMergedAway = "merged";  ///< what was claimed went into another

struct ClaimStepLine {
  store::ClaimStep step;
  std::string author;  ///< the person's name; empty where it is not for the reader
};

struct ClaimDetail {
  store::Claim claim;
  access::Grant grant;
  std::string person, address;  ///< of whoever claims; the address only for who may see it
  std::vector<model::Identifier> identifiers;
  std::vector<ClaimStepLine> steps;
  std::vector<std::string> holders;  ///< names of those who hold the role now; for who decides alone
};

struct ClaimLine {
  store::Claim claim;
  access::Grant grant;
  std::string person;
};

/// The use cases of claims. Whoever asks is handed in; what the table of permissions does not allow throws
/// access::Refused.
class Claims {
 public:
  Claims(store::Store& store, const base::Clock& clock) : store_(store), clock_(clock) {}

  // Whoever claims ----------------------------------------------------------------------------
  /// Throws base::NotFound where there is no such organisation or country.
  Claimed claim(const access::Actor&, const NewClaim&);
  /// One's own, the newest first.
  std::vector<ClaimLine> own(const access::Actor&) const;
  /// Nothing where it is not one's own.
  std::optional<ClaimDetail> own_claim(const access::Actor&, const base::Uuid& id) const;
  /// Answers what was asked back. Throws base::Conflict where nothing was.
  std::optional<ClaimFault> answer(const access::Actor&, const base::Uuid& id, std::string_view text);
  /// Throws base::Conflict where it has been decided.
  void withdraw(const access::Actor&, const base::Uuid& id);

  // Whoever decides ---------------------------------------------------------------------------
  /// Claims in a state with id > after, the oldest first.
  std::vector<ClaimLine> list(const access::Actor&, store::ClaimState, const base::Uuid& after,
                              std::size_t limit) const;
  /// What was said, and the address, only for who may see what is confidential. Throws base::NotFound.
  ClaimDetail look(const access::Actor&, const base::Uuid& id) const;
  /// Gives the role. Throws base::Conflict where it has been decided.
  void accept(const access::Actor&, const base::Uuid& id);
  std::optional<ClaimFault> refuse(const access::Actor&, const base::Uuid& id, std::string_view reason);
  std::optional<ClaimFault> ask(const access::Actor&, const base::Uuid& id, std::string_view question);
  /// What somebody spoke for once, and nobody does any more: stewards look after it.
  std::vector<store::Vacancy> vacancies(const access::Actor&, std::size_t limit) const;

  /// Since when nobody speaks for a place any more for whom somebody did.
  std::optional<base::Instant> vacant_since(const access::Grant&) const;

 private:
  store::Store& store_;
  const base::Clock& clock_;

  void step(const access::Actor&, const base::Uuid& id, store::ClaimState to, std::string_view what,
            std::string_view text);
};

}  // namespace entente::registry
