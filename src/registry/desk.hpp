// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "access/permission.hpp"
#include "registry/made_in.hpp"
#include "registry/register.hpp"

namespace entente::registry {

/// What a government publishes, as it stands, or keeps as drafts; newest first.
struct Published {
  std::vector<Held<model::NationalPlan>> plans;
  std::vector<Held<model::Guidance>> guidance;
  std::vector<Held<model::Capacity>> capacity;
  std::set<base::Uuid> beside = {};  ///< of drafts: those of a change to what is published
  bool empty() const { return plans.empty() && guidance.empty() && capacity.empty(); }
};

/// What a form was made from: the version that stands, and that of the draft beside it, discarded ones
/// counted; 0 where there is none.
struct MadeFrom {
  std::int64_t version = 0, draft = 0;
};

/// One record of a desk, in one version.
struct DeskRecord {
  Held<model::Record> held;
  std::string country;
  enum class State : std::uint8_t { draft, published, withdrawn } state = State::published;
  std::vector<RevisionLine> versions;  ///< those that were published, newest first
  MadeFrom from;                       ///< for its desk
  bool beside = false;                 ///< its desk sees the draft of a change to what is published
};

/// An organisation that has said that it has read a guidance, and which version last.
struct AcknowledgementLine {
  base::Uuid organisation;
  base::Text name;
  std::int64_t version = 0;  ///< of the guidance
  base::Instant at;
  base::Uuid id;              ///< of the record that says so
  std::int64_t revision = 0;  ///< and its version
};

/// What a list of needs and offers is asked for; an empty field asks for nothing.
struct CapacityQuery {
  std::string country, field, kind, state;
  std::size_t offset = 0, limit = 50;
};
struct CapacityList {
  std::vector<Held<model::Capacity>> rows;  ///< changed last comes first
  std::size_t total = 0;
};

/// A guidance that an organisation is asked to acknowledge.
struct GuidanceDue {
  Held<model::Guidance> guidance;
  base::Uuid organisation;
  std::int64_t acknowledged = 0;  ///< the version it has acknowledged before; 0 where none
};

/// The use cases of a government's desk: its focal point writes, everybody reads what is published. Whoever
/// acts is handed in; what the table of permissions does not allow throws access::Refused.
class Desk {
 public:
  explicit Desk(Register& reg) : reg_(reg) {}

  /// Throws access::Refused where somebody may not keep the desk of a country.
  static void require(const access::Actor&, std::string_view country);

  // Reading -----------------------------------------------------------------------------------
  Published published(std::string_view country) const;
  /// What is saved and not published, drafts of changes under the ids of what they change: for colleagues of
  /// that desk alone.
  Published drafts(const access::Actor&, std::string_view country) const;
  /// A record as everybody may see it, in its last version or an earlier one (0: the last); nothing for one
  /// that was never published.
  std::optional<DeskRecord> record(const base::Uuid& id, std::int64_t version = 0) const;
  /// As its desk sees it: drafts too, and where one stands beside what is published, the draft.
  std::optional<DeskRecord> own_record(const access::Actor&, const base::Uuid& id) const;
  /// What changed between two versions that were published; nothing where one was not.
  std::optional<std::vector<Difference>> difference(const base::Uuid& id, std::int64_t from,
                                                    std::int64_t to) const;
  /// Who has acknowledged a guidance, by name.
  std::vector<AcknowledgementLine> acknowledgements(const base::Uuid& guidance) const;
  CapacityList capacity(const CapacityQuery&) const;
  /// What an actor's organisations have still to acknowledge: guidance of countries in which they take part
  /// in a partnership, whose present version they have not acknowledged.
  std::vector<GuidanceDue> due(const access::Actor&) const;

  // Writing: what was asked under a name before (access::Actor::request) is not done again -------
  /// A new record (`id` nil), or a change of one (base::Conflict where another version or draft stands than
  /// it was made from). Not `publish`: a draft, beside what is published where it is. Publishing ends the
  /// draft. Throws base::BadInput naming the field that breaks a rule of form, or of a desk. Returns its id.
  Made put(const access::Actor&, const base::Uuid& id, const MadeFrom&, const model::Record&, bool publish);
  /// It no longer stands, nor does the draft beside it; what was published can still be read as an earlier
  /// version.
  store::Committed withdraw(const access::Actor&, const base::Uuid& id, const MadeFrom&);
  /// The draft beside what is published ends, and that stays as it is. base::Conflict where there is none.
  store::Committed discard(const access::Actor&, const base::Uuid& id, const MadeFrom&);
  /// For an organisation, of a version of a guidance that still stands (else base::Conflict).
  store::Committed acknowledge(const access::Actor&, const base::Uuid& guidance, std::int64_t version,
                               const base::Uuid& organisation);

 private:
  Register& reg_;
};

/// The country of a record of a desk; "" for any other.
std::string country_of(const model::Record&);

}  // namespace entente::registry
