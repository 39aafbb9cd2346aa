// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"

/// The groups of countries that the United Nations keep, with the days on which each country came and went,
/// and the lives of countries since 1990 (data/country_groups.json). No record says who is in a group: it is
/// asked of the day that is judged. Days are counted since 1970-01-01.
namespace entente::model {

/// Least developed countries, landlocked developing countries, small island developing States; and the three
/// of the World Economic Situation and Prospects, of which a country is in one at most.
inline constexpr std::array<std::string_view, 6> kCountryGroups = {"ldc",       "lldc",       "sids",
                                                                   "developed", "transition", "developing"};
inline constexpr std::size_t kFirstDevelopmentGroup = 3;
/// Member States of the United Nations: a group of the table, and none that partnerships are found by.
inline constexpr std::string_view kUnitedNations = "un_member";

/// How well the day of a change is known.
enum class DayKnown : std::uint8_t {
  stated,   ///< as it is written
  listed,   ///< the source lists it so on that day, and may have before
  follows,  ///< the source is of a year, and changed with its next edition
  decided   ///< it was to come when it was written: a later decision may move it
};

/// As the table writes it: "listed", "follows", "decided"; empty where the day is as it is written.
std::string_view name_of(DayKnown);

struct GroupSpan {
  std::string country;  ///< its alpha-2 code; of a former country the four letters of ISO 3166-3
  /// From nothing: since the table's first day, or since the country is.
  std::optional<base::PartialDate> from, to;
  std::string source, to_source;  ///< codes of CountryTable::sources
  DayKnown from_known = DayKnown::stated, to_known = DayKnown::stated;
  /// The first day in the group, and the first out of it: bounded by the table's first day and the country's
  /// life.
  std::int64_t first = 0, end = 0;
};

struct CountryGroup {
  std::string code;
  base::PartialDate since;       ///< the table does not know of days before
  std::vector<GroupSpan> spans;  ///< by country, then by day
  const GroupSpan* find(std::string_view country, std::int64_t day) const;
};

/// Of a country that began or ended since 1990.
struct CountryLife {
  std::optional<base::PartialDate> from, to;
  std::string source;
  std::string name;                      ///< of one that is no more, in English
  std::vector<std::string> followed_by;  ///< likewise
};

struct CountryTable {
  std::map<std::string, std::string, std::less<>> sources;  ///< titles by code
  std::map<std::string, CountryLife, std::less<>> lives;    ///< by the country's code
  std::vector<CountryGroup> groups;
};

/// Reads the table's form. Throws BadInput naming the entry where a member is unknown or missing, a country,
/// source or day is none, a span lies outside its country's life, or two of one group, or of two development
/// groups, share a day.
CountryTable read_country_table(std::string_view json, const std::string& thing);
/// That of the register.
const CountryTable& country_table();

/// Throws NotFound for a group that does not exist.
const CountryGroup& country_group(std::string_view code);
/// The span that lies on the day; null where the country is not in the group, or the table does not know.
const GroupSpan* group_of(std::string_view country, std::string_view group, std::int64_t day);
/// By code, sorted.
std::vector<std::string> countries_in_group(std::string_view group, std::int64_t day);
/// "developed", "transition" or "developing"; empty where no table of the United Nations has it in one.
std::string_view development_group(std::string_view country, std::int64_t day);

/// Member States of the United Nations by development group, as the table has them: what the balance of
/// partners is held against where a policy names nothing else.
struct MembersByGroup {
  std::size_t developed = 0, transition = 0, developing = 0;
  std::size_t in_none = 0;  ///< Members that are in no development group
  std::size_t all() const { return developed + transition + developing + in_none; }
};
MembersByGroup members_by_group(std::int64_t day);

}  // namespace entente::model
