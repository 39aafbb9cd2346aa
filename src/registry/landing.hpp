// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <unordered_map>

#include "base/clock.hpp"
#include "exchange/format.hpp"
#include "store/store.hpp"

/// Internal to registry: how one bundle of a file becomes records.
namespace entente::registry {

enum class Landed { created, changed, unchanged };

/// What a bundle would do, without doing it.
Landed compare(store::Reader&, const exchange::Bundle&);

/// Writes bundles within one unit of work. A partnership is found again by its identifier, its parts by their
/// `origin`; what is as it was is not written; a part the source no longer has is withdrawn, never removed.
class Landing {
 public:
  Landing(store::UnitOfWork& unit, const base::Clock& clock) : unit_(unit), clock_(clock) {}
  Landed land(const exchange::Bundle&);

 private:
  base::Uuid organisation(const exchange::NamedOrganisation&);
  void parts(const base::Uuid& partnership, const exchange::Bundle&,
             const std::vector<base::Uuid>& organisations, bool known);

  store::UnitOfWork& unit_;
  const base::Clock& clock_;
  std::unordered_map<std::string, base::Uuid> seen_;  ///< organisations by key, of this unit
};

}  // namespace entente::registry
