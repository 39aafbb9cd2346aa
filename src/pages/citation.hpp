// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/clock.hpp"

namespace entente::pages {

/// What a citation names: one revision, as it will stay.
struct Citation {
  std::string title;      ///< of the record, whole
  std::string publisher;  ///< the name of the register, which publishes it
  std::string language;   ///< of the title
  std::string url;        ///< the revision's permanent address
  std::string id;         ///< of the record
  std::int64_t version = 0;
  base::Instant time;  ///< of the revision
};

/// A @misc entry of BibTeX, in UTF-8; what TeX would read as a command is escaped.
std::string bibtex(const Citation&);
/// An entry of RIS, which reference managers take in.
std::string ris(const Citation&);

}  // namespace entente::pages
