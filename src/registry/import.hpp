// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "exchange/format.hpp"
#include "registry/register.hpp"

namespace entente::registry {

struct ImportOptions {
  bool dry_run = false;  ///< read and compare, write nothing
  std::string author{kImportAuthor};
  /// Partnerships in which something as bad was found are rejected, whole.
  exchange::Strictness reject = exchange::Strictness::readable;
  std::size_t batch = 100;  ///< partnerships in one commit
  unsigned threads = 1;     ///< that may read the file at once, this one among them
  /// Of a dry run over several files: what the earlier ones would have made, for the later ones to name.
  std::unordered_map<std::string, base::Uuid>* assumed = nullptr;
  /// Called now and then with the bytes read so far and in all.
  std::function<void(std::uint64_t done, std::uint64_t total)> progress;
};

/// read = created + changed + unchanged + rejected.
struct ImportCounts {
  std::uint64_t read = 0, created = 0, changed = 0, unchanged = 0, rejected = 0;
};

/// Of this run and of the interrupted one it continues. The report itself counts partnerships.
struct ImportReport : ImportCounts {
  /// Organisations that stand in the file by themselves; those that partnerships name in passing are not
  /// counted.
  ImportCounts organisations;
  std::uint64_t kept_unmodelled = 0;  ///< elements that stand only in the kept originals of what was read
  /// What was taken although validation found something critical in it, else an error, else a warning: by the
  /// worst of each.
  struct Faults {
    std::uint64_t critical = 0, error = 0, warning = 0;
  } faults;
  std::uint64_t resumed_after = 0;          ///< pieces that an interrupted run of the same file had landed
  std::vector<exchange::Refusal> refusals;  ///< the first hundred
};

/// Imports one file. The same file again changes nothing; a changed one makes new revisions of what
/// changed. Each commit also notes how far the file has got, so that an interrupted import goes on there.
/// Throws base::Error where the file cannot be read; what had landed stays, and stands in the report.
void import_file(Register&, const std::filesystem::path& file, const ImportOptions&, ImportReport& report);

}  // namespace entente::registry
