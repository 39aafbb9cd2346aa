// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "access/permission.hpp"
#include "registry/register.hpp"

namespace entente::registry {

/// A promise or a delivery, as a party enters it.
using Given = std::variant<model::Commitment, model::Delivery>;

/// What the party of one part has promised and given in its partnership, and what it was given.
struct PartPromises {
  Held<model::Participation> part;
  base::Text partnership;  ///< the title
  bool confirmed = false;  ///< the part is: else nothing can be entered
  std::vector<Held<model::Commitment>> promised;
  std::vector<Held<model::Delivery>> delivered, received;
  std::vector<Held<model::Attestation>> words;
  std::vector<std::pair<base::Uuid, base::Text>> others;  ///< the other parties, by name
};

/// A party that has confirmed its part, as beneficiary.
struct Beneficiary {
  base::Uuid part, organisation;
  base::Text name;
};

/// One of them, for whoever may change it or have a word on it.
struct EnteredPromise {
  Held<Given> record;
  bool from_file = false;  ///< only a new version of that file changes it
  bool withdrawn = false;
  base::Text partnership;                                 ///< the title
  std::vector<Held<model::Attestation>> words;            ///< on this delivery
  std::vector<std::pair<base::Uuid, base::Text>> others;  ///< parties but the giver, by name
  std::vector<Held<model::Commitment>> promised;          ///< by the giver, for a delivery to keep
  std::vector<std::string> countries;                     ///< codes of where the partnership works
  std::optional<base::Uuid> part;                         ///< the giver's own
  std::vector<Beneficiary> beneficiaries;                 ///< but the giver
};

/// What a party promises and gives, entered by whoever speaks for it. Nothing is erased: what is withdrawn
/// says why. What a file says is changed in that file. Refusals throw as those of Confirming do, and what was
/// asked under a name before (access::Actor::request) is not done again.
class Promising {
 public:
  explicit Promising(Register& reg) : reg_(reg) {}

  std::optional<PartPromises> of_part(const access::Actor&, const base::Uuid& part) const;
  /// For anyone: nothing of it is secret. Nothing where no such record is, or its partnership does not stand.
  std::optional<EnteredPromise> one(const base::Uuid& id) const;

  /// The parts of beneficiaries for which an actor has a word on it.
  static std::vector<base::Uuid> beneficiaries_for(const access::Actor&, const EnteredPromise&);

  /// `id` was made when the form was shown, so that a form that is sent twice enters one record. The part
  /// must be confirmed. Giver and partnership are the part's.
  store::Committed enter(const access::Actor&, const base::Uuid& part, const base::Uuid& id, const Given&);
  /// All but the giver, the partnership, the evidence and the source may change. Of the version that was
  /// seen, else base::Conflict.
  store::Committed change(const access::Actor&, const base::Uuid& id, std::int64_t version, const Given&);
  store::Committed withdraw(const access::Actor&, const base::Uuid& id, std::int64_t version,
                            const base::Text& reason);

  /// A piece of evidence: a link, or a file with its bytes (registry/evidence.hpp), of a type that is taken.
  store::Committed add_evidence(const access::Actor&, const base::Uuid& delivery, std::int64_t version,
                                model::Evidence, std::string_view bytes);
  store::Committed drop_evidence(const access::Actor&, const base::Uuid& delivery, std::int64_t version,
                                 std::size_t place);

 private:
  Register& reg_;
};

}  // namespace entente::registry
