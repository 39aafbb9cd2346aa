// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/permission.hpp"
#include "registry/register.hpp"

namespace entente::registry {

class ProvenFactor;

/// A record that names a file, in its last version or an earlier one.
struct FileNaming {
  std::string type;  ///< of the record: an agreement or a delivery
  base::Uuid id, partnership;
  std::string name;    ///< of the file, as it is called there
  bool stands = true;  ///< whether the record is shown today
};

/// A file that is kept, and all that goes where it is taken out.
struct KeptFile {
  std::string file, media_type;
  std::int64_t size = 0;
  std::vector<FileNaming> named;  ///< in the order of the types and ids
};

inline constexpr std::size_t kMostNamingRecords = 1'000;  ///< that a removal lists; others are counted

/// Taking files out that were attached to agreements or deliveries and never should have been. The bytes go
/// from the store, for all records that name them, since they are kept once by their hash; what those records
/// say stays, their hashes, signatures and entries of the log with it. It cannot be undone, and the same
/// bytes are not taken in again. For the register's office, and of it for nobody who represents a party of a
/// partnership concerned: others get access::Refused.
class FileRemoving {
 public:
  explicit FileRemoving(Register& reg) : reg_(reg) {}

  /// What would go. base::NotFound where no record names a kept file of that hash (hex); base::Conflict where
  /// it is gone already, or is what a partnership was read from. Reads every agreement and delivery.
  KeptFile look(const access::Actor&, std::string_view hash) const;
  /// `reason`: of the vocabulary removal_reason; `words`, in a language, may be empty. The second factor is
  /// for act_of_removing_file(). Throws as look() does, and base::BadInput where the reason is none, or the
  /// words are too long.
  void remove(const access::Actor&, ProvenFactor, std::string_view hash, std::string_view reason,
              std::string_view words, std::string_view language);
  /// What was said when it was taken out; nothing where it was not.
  std::optional<Held<model::FileRemoval>> removal(std::string_view hash) const;

 private:
  Register& reg_;
};

}  // namespace entente::registry
