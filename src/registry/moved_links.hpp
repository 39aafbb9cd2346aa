// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "store/store.hpp"

/// Internal to registry: records that named one organisation and name another instead.
namespace entente::registry {

class MovedLinks {
 public:
  MovedLinks(const base::Uuid& from, const base::Uuid& to) : from_(from), to_(to) {}

  /// All that names the one names the other.
  void take(const store::Revision& head);
  /// Only what named `to` in the body before: the rest named `from` by itself.
  void give_back(const store::Revision& head, const std::string& before);
  /// Each record that changes, with its new body. A confirmation names the hash of the part it speaks of, and
  /// an attestation that of a delivery: where that changes, it speaks of it as it is now, for nothing that
  /// was confirmed is another. An attestation is to be taken even where it names neither of the two.
  void each(const std::function<void(const store::Revision& head, const std::string& body)>&) const;

 private:
  const base::Uuid from_, to_;
  std::vector<std::pair<store::Revision, std::string>> changed_;
  std::map<std::string, std::string> hashes_;  ///< of parts and deliveries: before and now

  void keep(const store::Revision& head, std::string body);
};

}  // namespace entente::registry
