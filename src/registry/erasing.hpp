// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "access/permission.hpp"
#include "registry/register.hpp"

namespace entente::registry {

/// A contact of a partnership, and where it stands.
struct ContactPlace {
  model::Contact contact;
  std::int64_t version = 0;            ///< the newest in which it stands like this
  std::size_t place = 0;               ///< among the contacts of that version, from 0
  std::vector<std::int64_t> versions;  ///< in which it, or another that names the same person, stands
};

inline constexpr std::size_t kMostContactsListed = 500;

/// Erasing what a partnership says of a person: one contact goes from every version that holds it, and from
/// the originals that were kept. Each version keeps its hash, which is taken over contacts as they read when
/// they are erased; that it happened is a record which hangs on the partnership. It cannot be undone. The
/// table of permissions says who may: others get access::Refused.
class Erasing {
 public:
  explicit Erasing(Register& reg) : reg_(reg) {}

  /// The contacts that stand in any version, the newest version first; each once, at most
  /// kMostContactsListed. base::NotFound where there is no such partnership.
  std::vector<ContactPlace> contacts(const access::Actor&, const base::Uuid& partnership) const;
  /// One of them. base::NotFound where none stands there; base::Conflict where it is erased.
  ContactPlace look(const access::Actor&, const base::Uuid& partnership, std::int64_t version,
                    std::size_t place) const;
  /// `reason`: of the vocabulary erasure_reason; `words`, in a language, may be empty. Throws as look() does,
  /// and base::BadInput where the reason is none, or the words name the person or are too long.
  void erase(const access::Actor&, const base::Uuid& partnership, std::int64_t version, std::size_t place,
             std::string_view reason, std::string_view words, std::string_view language);

 private:
  Register& reg_;
};

}  // namespace entente::registry
