// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "exchange/iati/validation/tables.hpp"

namespace entente::exchange::iati::published {

/// Something that is worth a word, and no change.
struct Remark {
  enum class What {
    unused,      ///< a file that is none of the standard's, or of no use for the tables
    superseded,  ///< a rule set beside the official validator's own, which is taken
    not_allowed  ///< codes that are published in a list, and the checks do not allow
  };
  What what = What::unused;
  std::string where;                ///< the file, or the list
  std::vector<std::string> things;  ///< the codes
};

struct Update {
  validation::Tables tables;  ///< whole, and such that a Standard can be made of them
  std::size_t files = 0;      ///< how many were read and used
  std::vector<Remark> remarks;
};

/// Makes tables of the official files in a folder and the folders in it: schemas (*.xsd), lists of codes
/// (*.xml or *.json), the rule set and the checks of codes (*.json), each known by what it holds. What the
/// folder has no file for stays as it is in `now`. Throws BadInput or Error, naming the file, where one is
/// wrong or none is there; nothing is written.
Update read_folder(const std::filesystem::path&, const validation::Tables& now);

}  // namespace entente::exchange::iati::published
