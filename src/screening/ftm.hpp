// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "screening/list_reading.hpp"

/// Lists as Follow-the-Money entities, one JSON object a line (docs/formats/ftm.md).
namespace entente::screening {

inline constexpr std::string_view kFtmDataset = "ftm";
/// Entities, and changes to them.
inline constexpr std::size_t kFtmFiles = 1'000;

struct FtmLimits {
  std::size_t line = 16U << 20U;     ///< bytes of a line
  std::size_t entities = 5'000'000;  ///< of all files
  std::size_t values = 20'000;       ///< of one entity, and references to one
};

/// Whether a file begins as one of these does: a line with an entity, or with a change to one.
bool looks_like_ftm(std::string_view bytes);

/// What a file says that holds changes and no entity by itself; nothing for any other. Lines that cannot be
/// read are left to read_ftm(), which names them.
std::optional<ListChanges> changes_in_ftm(std::string_view bytes);

/// The list that the files make, one after the other: entities, then changes to them
/// ({"op": "ADD", "MOD" or "DEL", "entity": {…}}). Addresses, documents and sanctions that are entities of
/// their own are joined to the parties that they belong to. Who is no target by the file's own words, and
/// what is no party or has no name, is left out. Throws base::BadInput that names file and line, and what to
/// do.
ListReading read_ftm(std::span<const ListFile> files);
ListReading read_ftm(std::span<const ListFile> files, const FtmLimits& limits);

}  // namespace entente::screening
