// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/hash.hpp"

/// Lists that the register screens against: every version that was brought, with the bytes it came in. An
/// engine knows nothing of formats.
namespace entente::store {

/// A version of a list, or the end of its use, which is a version too: one without files.
struct ListVersion {
  std::string dataset;
  std::int64_t version = 0;  ///< from 1 in each dataset; the engine gives it
  std::string format;        ///< empty: the list is used no more
  base::Sha256 hash{};       ///< of the files' bytes, in their order
  std::string dated;         ///< the day the list itself gives; empty where it gives none
  std::int64_t entries = 0;
  std::int64_t faults = 0;  ///< what its entries say and could not be understood
  std::int64_t bytes = 0;   ///< of the files, as they came
  std::string brought_by;   ///< an account, "command line" or "folder"
  std::string accepted;     ///< why it was doubted, where it was taken all the same
  base::Instant brought;
  bool operator==(const ListVersion&) const = default;
};

struct KeptListFile {
  std::string name;
  std::string bytes;
  bool operator==(const KeptListFile&) const = default;
};

class ListReader {
 public:
  virtual ~ListReader() = default;

  /// The newest version of each dataset, in the order of their names; also where that is the end of its use.
  virtual std::vector<ListVersion> newest() = 0;
  /// The versions of one, newest first, at most `limit`.
  virtual std::vector<ListVersion> versions(std::string_view dataset, std::size_t limit) = 0;
  virtual std::optional<ListVersion> version(std::string_view dataset, std::int64_t version) = 0;
  /// What it came in, in order, unpacked.
  virtual std::vector<KeptListFile> files(std::string_view dataset, std::int64_t version) = 0;
};

class ListWriter : public ListReader {
 public:
  /// The next version of its dataset, whatever its `version` says; returns which. Versions are never changed
  /// and never removed.
  virtual std::int64_t add(const ListVersion&, std::span<const KeptListFile> files) = 0;
};

}  // namespace entente::store
