// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "access/permission.hpp"
#include "registry/register.hpp"

namespace entente::registry {

/// A party in its partnership, for whoever speaks for it: what it says of itself there, and how the
/// partnership is governed.
struct OwnGovernance {
  Held<model::Participation> part;
  base::Text partnership, organisation;  ///< what they are called
  bool confirmed = false;                ///< the part is: else nothing can be said
  bool leads = false;  ///< it has confirmed a part as lead: else it does not say how it is governed
  std::vector<std::pair<base::Uuid, base::Text>> parties;  ///< all of them, each once
  std::vector<std::pair<base::Uuid, base::Text>> results;  ///< of the partnership, by what they are called
  std::optional<Held<model::PartyStatement>> statement;
  std::optional<Held<model::Governance>> governance;
};

/// What parties say of themselves, and the lead of how a partnership is governed. Both are published as they
/// are said, and every version is kept. What the table of permissions does not allow throws access::Refused,
/// what was changed since it was read base::Conflict, what cannot be so base::BadInput; what was asked under
/// a name before (access::Actor::request) is not done again. What says the same as what stands changes
/// nothing.
class Governing {
 public:
  explicit Governing(Register& reg) : reg_(reg) {}

  /// Nothing where no such part stands.
  std::optional<OwnGovernance> of_part(const access::Actor&, const base::Uuid& part) const;

  /// `version` is that of the statement that stood, or 0. Partnership and organisation are the part's.
  store::Committed say(const access::Actor&, const base::Uuid& part, std::int64_t version,
                       model::PartyStatement);
  /// Likewise, by a party that leads. Seats and owners that are named are parties, or stood there before.
  store::Committed say(const access::Actor&, const base::Uuid& part, std::int64_t version, model::Governance);

 private:
  Register& reg_;
};

}  // namespace entente::registry
