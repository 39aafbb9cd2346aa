// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "registry/awaited.hpp"
#include "registry/reading.hpp"
#include "registry/sums.hpp"
#include "registry/views.hpp"

/// Internal to registry: what the follower knows beside the index, as it is kept with the index's base, so
/// that a start need not read every record again.
namespace entente::registry {

/// A government that has answered on a partnership.
struct HostAnswered {
  std::string country;
  bool named = true;  ///< false: the partnership names it no longer as a place of its work
  bool operator==(const HostAnswered&) const = default;
};

/// What a partnership adds to the tables.
struct Tally {
  std::vector<base::Uuid> organisations;  ///< each once for every part it plays
  std::int64_t parties = 0, confirmed = 0;
  Reporting reporting;
  Dealings dealings;
  std::int64_t changed = 0;   ///< see Follower::changed()
  std::int64_t reported = 0;  ///< when its newest report was published, in ms since 1970; 0: none was
  bool waits = false;         ///< a report was handed in, or an appeal is open
  /// What counts in sums, amount by amount: kept with the base, so that other rates need no record read
  /// again.
  std::vector<MoneyEntry> entries;
  std::vector<SumScope>
      scopes;  ///< countries and goals in whose sums they count; none where there are no entries
  std::vector<GiverLine> lines;  ///< the entries as they are kept in memory, added up and converted
  std::vector<Awaited> awaited;
  std::vector<base::Uuid> confirmed_by;  ///< organisations with a part that they have confirmed, each once
  std::vector<HostAnswered> answered;
};

std::string pack_tally(const Tally&);
/// Nothing where the bytes are not what pack_tally() writes.
std::optional<Tally> unpack_tally(std::string_view);

/// Packs the organisations as they stood when the last commit was `event`; `mark` is what tells that commit
/// from one of the same number in another history.
class OrganisationsWriter {
 public:
  OrganisationsWriter(std::int64_t event, std::string_view mark);
  void add(const OrganisationLine&, std::string_view folded, std::string_view words);
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};
/// False where they were written by another version, or in a history in which that commit has another mark,
/// or make no sense; `visit` may have been called by then.
bool read_organisations(
    std::string_view bytes, const std::function<std::string(std::int64_t event)>& mark,
    const std::function<void(OrganisationLine, std::string folded, std::string words)>& visit);

}  // namespace entente::registry
