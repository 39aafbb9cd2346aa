// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/clock.hpp"
#include "exchange/format.hpp"
#include "store/store.hpp"

/// Internal to registry: how what a file holds becomes records.
namespace entente::registry {

enum class Landed { created, changed, unchanged };

/// Why something cannot land, though its file was well formed.
struct Hindrance {
  exchange::Position at;
  std::string message;  ///< one sentence: thing, cause, next step
};

/// What the records of a bundle are called in the register.
struct LandedIds {
  base::Uuid partnership;
  std::vector<base::Uuid> parts;  ///< in the bundle's order
};

/// Keys with the records they lead to; of a dry run those that would be made.
using KeyTable = std::unordered_map<std::string, base::Uuid>;

/// Writes what a file holds within one unit of work. A partnership is found again by its identifier, its
/// parts by their `origin`; what is as it was is not written; a part the source no longer has is withdrawn,
/// never removed.
class Landing {
 public:
  Landing(store::UnitOfWork& unit, const base::Clock& clock) : reader_(unit), unit_(&unit), clock_(clock) {}
  /// A dry run: finds out what would be done. `assumed` gathers the keys of what would be made.
  Landing(store::Reader& reader, const base::Clock& clock, KeyTable& assumed)
      : reader_(reader), clock_(clock), assumed_(&assumed) {}

  /// What keeps it from landing: ask before land(), which expects that there is nothing.
  std::optional<Hindrance> hindrance(const exchange::Bundle&);
  std::optional<Hindrance> hindrance(const exchange::NamedOrganisation& definition);

  /// Puts the ids of the register into the bundle's records; again where the unit has to run again. `ids`,
  /// where given, receives the partnership's id and those of the parts.
  Landed land(exchange::Bundle&, LandedIds* ids = nullptr);
  /// An organisation that stands in a file by itself. One that its file defines is what the file says
  /// (docs/decisions/0030); one that another reports takes from it only what it lacks (0018).
  Landed land(const exchange::ReportedOrganisation&);

 private:
  std::optional<base::Uuid> find(const std::string& key);
  /// Itself, or the organisation that it was merged into.
  base::Uuid standing(const base::Uuid& owner);
  void own(const std::string& key, const base::Uuid& id);
  /// True where something changed.
  bool put(const base::Uuid& id, const model::Record&, const std::optional<store::Revision>& before,
           store::Visibility = store::Visibility::open);

  /// The organisation whose record a key of the register's own names.
  std::optional<base::Uuid> standing_organisation(const std::string& own_key);
  base::Uuid organisation(const exchange::NamedOrganisation&);
  bool define(const base::Uuid& id, const exchange::NamedOrganisation&,
              const std::optional<store::Revision>& head);
  bool finances(const base::Uuid& organisation, const exchange::ReportedOrganisation&);
  void tie(exchange::Bundle&);
  /// The contacts as the register has them: with salts, and without those that were erased; those go from the
  /// original too.
  void contacts(exchange::Bundle&, const base::Uuid& id, const std::vector<model::Contact>& before);
  /// `ids` receives those of the parts.
  bool parts(const base::Uuid& partnership, exchange::Bundle&, const std::vector<base::Uuid>& organisations,
             bool known, std::vector<base::Uuid>& ids);

  store::Reader& reader_;
  store::UnitOfWork* unit_ = nullptr;
  const base::Clock& clock_;
  KeyTable* assumed_ = nullptr;
  std::optional<bool> any_merged_;  ///< asked once in a unit, which may be told of thousands
  std::optional<bool> any_erased_;  ///< likewise
  /// Organisations that partnerships of this unit named, as they stand: who names one again and has nothing
  /// to add need not ask the store. One that has come to have more under another of its keys is asked for
  /// once more.
  struct Seen {
    base::Uuid id;
    std::optional<model::Organisation> stands;
  };
  std::unordered_map<std::string, Seen> seen_;
};

}  // namespace entente::registry
