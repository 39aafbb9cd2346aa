// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdlib>
#include <set>
#include <string>

#include "base/error.hpp"
#include "base/text.hpp"
#include "screening/list_reading.hpp"
#include "screening/listed_json.hpp"

/// What holds of a list that was read, whatever bytes it was read from: what the fuzz targets of each format
/// ask.
namespace entente::screening {

inline void must(bool holds) {
  if (!holds) std::abort();
}

inline void must_be_whole(const ListReading& reading) {
  must(!reading.list.entries.empty());
  must(reading.faults.size() <= kFaultsKept && reading.fault_count >= reading.faults.size());
  std::set<std::string> ids;
  for (const auto& entry : reading.list.entries) {
    must(ids.insert(entry.id).second);
    must(entry.party.names.size() <= kEntryNames);
    for (const auto& name : entry.party.names)
      must(!name.text.empty() && name.text.size() <= kNameBytes && base::is_utf8(name.text));
    for (const auto& span : entry.party.born) must(span.from.first_day() <= span.to.last_day());
    for (const auto& country : entry.party.countries) must(country.size() == 2);
    for (const auto& document : entry.party.documents) must(!document.number.empty());
    hash_of(entry);
  }
}

/// Read whole, or refused in a sentence that says what and why.
template <class Read>
void read_or_refused(Read read) {
  try {
    must_be_whole(read());
  } catch (const base::BadInput& refused) {
    must(!refused.cause().empty() && !refused.next().empty());
  }
}

}  // namespace entente::screening
