// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>

#include "store/store.hpp"

/// Internal to registry: whether the files that records name are what their hashes say.
namespace entente::registry {

/// Files that agreements and deliveries name, in whatever version.
class NamedFiles {
 public:
  void add(const store::Revision&);
  /// Throws base::Error for one that has another hash, that is empty though it was not taken out, or that is
  /// there though it was. One that is not kept at all is none: its record came from another register. Returns
  /// what was found, as a part of a sentence.
  std::string verify(store::Reader&) const;

 private:
  std::set<std::string> hashes_;
};

}  // namespace entente::registry
