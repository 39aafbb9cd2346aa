// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "registry/views.hpp"
#include "store/store.hpp"

/// Internal to registry: revisions of the store made into views.
namespace entente::registry {

template <class T>
Held<T> held(const store::Revision& r) {
  return {r.id,  std::get<T>(model::read_body(r.type, r.body)), r.version, r.event_seq, r.time, r.author,
          r.hash};
}

/// Whether a record stands in public view.
inline bool stands(const store::Revision& r) {
  return r.visibility == store::Visibility::open;
}

/// The head of a record that is of a type and stands.
std::optional<store::Revision> standing_head(store::Reader&, const base::Uuid& id, std::string_view type);
/// The heads of a type that stand, in the order of their ids; stops when `each` returns false.
void each_standing(store::Reader&, std::string_view type,
                   const std::function<bool(const store::Revision&)>& each);
/// The kept original of a partnership's revision, where it was read from a file of that format.
std::optional<std::string> original_of(store::Reader&, const store::Revision& partnership,
                                       std::string_view format);

RevisionLine line_of(const store::Revision&);
OrganisationLine line_of(const Held<model::Organisation>&);
/// Says of the revisions that it speaks of that something was erased from them.
void note_erasure(std::vector<RevisionLine>&, const model::Erasure&);

/// What somebody knows of an organisation already; null where it has to be read.
using KnownOrganisation = std::function<const OrganisationLine*(const base::Uuid&)>;

/// The parties of a partnership, from the heads that hang on it: by role in the vocabulary's order.
std::vector<Party> read_parties(store::Reader&, const std::vector<store::Revision>& parts,
                                const KnownOrganisation& known = {});

/// The heads of a partnership's participations and confirmations alone.
std::vector<store::Revision> parties_among(store::Reader&, const base::Uuid& partnership);

/// The parties, read by the partnership's id.
std::vector<Party> parties_of(store::Reader&, const base::Uuid& partnership);

/// The state that a party stands in: what it confirmed or declined counts for the part it spoke of, and no
/// other.
std::string state_of(const Held<model::Participation>&, const std::optional<Held<model::Confirmation>>& said);

/// What hangs on a partnership beside its parties, in the order of the ids.
struct Parts {
  std::vector<Held<model::Commitment>> commitments;
  std::vector<Held<model::Delivery>> deliveries;
  std::vector<Held<model::Commitment>> withdrawn_commitments;
  std::vector<Held<model::Delivery>> withdrawn_deliveries;
  std::vector<Held<model::Attestation>> attestations;
  std::vector<Held<model::Result>> results;
  std::vector<Held<model::Report>> reports;            ///< newest first
  std::vector<Held<model::Report>> withdrawn_reports;  ///< likewise, once published
  std::vector<Held<model::Appeal>> appeals;            ///< newest first
  std::optional<Held<model::ReportingRhythm>> rhythm = {};
  std::vector<Held<model::PartyStatement>> statements = {};  ///< the last of each party, by its id
  std::optional<Held<model::Governance>> governance = {};
  std::vector<Held<model::Erasure>> erasures = {};  ///< newest first
};
Parts read_parts(const std::vector<store::Revision>&);

/// Whether a report was handed in, or an appeal is open, among what hangs on a partnership.
bool calendar_waits_in(const std::vector<store::Revision>&);

/// What a partnership's record and what hangs on it say of its reports (registry/freshness.hpp).
Reporting reporting_of(const Held<model::Partnership>&, const std::vector<Party>&, const Parts&);

/// What passed between each organisation and others. A sum that overflows leaves out what it cannot hold.
using Dealings = std::map<std::pair<base::Uuid, std::string>, Dealing>;  ///< by organisation and currency
Dealings dealings_of(const Parts&);
/// Adds one to another of the same currency.
void add(Dealing& sum, const Dealing& more);

/// The whole view of a partnership's revision, with its parts as they stand now, on a day (days since
/// 1970-01-01).
PartnershipView read_partnership(store::Reader&, const store::Revision& revision, std::int64_t today);

}  // namespace entente::registry
