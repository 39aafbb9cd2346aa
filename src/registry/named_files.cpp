// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/named_files.hpp"

#include "base/error.hpp"
#include "registry/erased_contacts.hpp"
#include "registry/gone_files.hpp"
#include "registry/reading.hpp"
#include "registry/writing.hpp"

namespace entente::registry {

void NamedFiles::add(const store::Revision& revision) {
  // Most name none: they are not read as records.
  if (revision.body.find("\"file\":") == std::string::npos) return;
  if (revision.type == model::Agreement::kType)
    for (const auto& file : held<model::Agreement>(revision).value.files) hashes_.insert(file.file);
  if (revision.type == model::Delivery::kType)
    for (const auto& piece : held<model::Delivery>(revision).value.evidence)
      if (!piece.file.empty()) hashes_.insert(piece.file);
}

std::string NamedFiles::verify(store::Reader& reader) const {
  std::int64_t kept = 0, gone = 0;
  const bool erased = any_erased(reader);
  for (const auto& hash : hashes_) {
    const auto fault = [&](const char* cause) {
      throw base::Error("file " + hash, cause,
                        "Restore it from a backup, or take it out once more, and look for what changed the "
                        "database.");
    };
    const auto key = hash_of_original({.format = {}, .original = hash});
    const auto bytes = key ? reader.blob(*key) : std::nullopt;
    const bool out = gone_file(reader, hash).has_value();
    if (out) ++gone;
    if (!bytes) continue;
    if (out) {
      if (!bytes->empty()) fault("is there, though it was taken out");
      continue;
    }
    // The piece of a file that lost a contact goes by the hash that it came in with.
    const bool cut = erased && (bytes->starts_with('<') || bytes->starts_with('{'));
    if (base::sha256(*bytes) != *key && !cut) fault("is not what its hash says");
    ++kept;
  }
  return std::to_string(kept) + " files are what their hashes say and " + std::to_string(gone) +
         " were taken out";
}

}  // namespace entente::registry
