// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/hash.hpp"
#include "registry/register.hpp"

/// Files that show that something was given. They are kept by their hash, and handed out as they came in,
/// never opened or unpacked here.
namespace entente::registry {

inline constexpr std::size_t kMostEvidenceBytes = 2 * 1024 * 1024;
inline constexpr std::size_t kMostEvidence = 10;       ///< pieces of one delivery
inline constexpr std::size_t kMostEvidenceFiles = 30;  ///< that one delivery ever had

/// The media type by the content, whatever the name says: PDF, PNG, JPEG, or plain text of UTF-8. Empty for
/// any other: archives and documents that are archives are none of these.
std::string_view media_type_of(std::string_view bytes);

/// A name to show, of what a browser sent: without folders, control characters and marks of direction, at
/// most 100 bytes; "file" where nothing is left.
std::string shown_file_name(std::string_view typed);

/// ".pdf": what a file of that media type is saved with; "" for one that is not taken.
std::string_view suffix_of_media_type(std::string_view media_type);

struct EvidenceFile {
  std::string bytes, media_type;
};
/// Whether a delivery that stands names a file of that hash (hex) as its evidence.
bool is_evidence(const Register&, const base::Uuid& delivery, std::string_view hash);
/// That file; nothing where it names none, or it is not kept here.
std::optional<EvidenceFile> evidence_file(const Register&, const base::Uuid& delivery, std::string_view hash);

}  // namespace entente::registry
