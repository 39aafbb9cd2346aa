// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>
#include <vector>

#include "model/record.hpp"
#include "store/store.hpp"

/// Internal to registry: by what a contact that was erased is known again when a file brings it once more.
namespace entente::registry {

/// Salted hashes of what a contact says, which stay in the store and are shown to nobody: of all of it, of
/// the names of persons and of the addresses for mail.
class ErasedPrint {
 public:
  ErasedPrint() = default;
  explicit ErasedPrint(const model::Contact&);

  /// The same contact; or one that names the same person; or one that names no person and has the same
  /// address for mail.
  bool is_of(const model::Contact&) const;

  std::set<std::string> left;  ///< what stands in its place: model::Contact::erased

 private:
  friend std::vector<ErasedPrint> erased_prints(store::Reader&, const base::Uuid& partnership);
  friend void add_erased_print(store::UnitOfWork&, const base::Uuid& partnership, const ErasedPrint&);
  std::string salt_;
  std::set<std::string> prints_;
};

/// 128 random bits, in hex.
std::string random_salt();

/// Whether anything was ever erased in this register.
bool any_erased(store::Reader&);
/// What was erased of a partnership, the first erasure first.
std::vector<ErasedPrint> erased_prints(store::Reader&, const base::Uuid& partnership);
void add_erased_print(store::UnitOfWork&, const base::Uuid& partnership, const ErasedPrint&);

/// Contacts as a file brings them, made those of the register: each has a salt, that of the same contact
/// where one stands already, and where one was erased stands what is left of it, or nothing. True where a
/// contact that was erased was among them.
bool take_contacts(std::vector<model::Contact>& now, const std::vector<model::Contact>& before,
                   const std::vector<ErasedPrint>&);

}  // namespace entente::registry
