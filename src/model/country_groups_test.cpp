// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "model/country_groups.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "base/error.hpp"
#include "model/vocabulary.hpp"

namespace entente::model {
namespace {

std::int64_t day_of_text(std::string_view text) {
  return base::PartialDate::parse(text)->first_day();
}
bool is_in(std::string_view country, std::string_view group, std::string_view day) {
  return group_of(country, group, day_of_text(day)) != nullptr;
}
std::size_t size_of(std::string_view group, std::string_view day) {
  return countries_in_group(group, day_of_text(day)).size();
}

TEST(CountryGroups, AreAsManyCountriesAsWerePublishedOfEachTime) {
  // "Growth in United Nations membership", at the end of each year.
  for (const auto& [day, members] : {std::pair{"1990-12-31", 159U},
                                     {"1991-12-31", 166U},
                                     {"1992-12-31", 179U},
                                     {"1993-12-31", 184U},
                                     {"1994-12-31", 185U},
                                     {"1999-12-31", 188U},
                                     {"2000-12-31", 189U},
                                     {"2002-12-31", 191U},
                                     {"2006-12-31", 192U},
                                     {"2011-12-31", 193U},
                                     {"2026-12-01", 193U}})
    EXPECT_EQ(size_of(kUnitedNations, day), members) << day;
  // Reports on the least developed countries, and what was said of each change.
  for (const auto& [day, countries] : {std::pair{"1994-12-31", 48U},
                                       {"2001-04-12", 49U},
                                       {"2003-12-31", 50U},
                                       {"2008-01-01", 49U},
                                       {"2011-01-01", 48U},
                                       {"2012-12-18", 49U},
                                       {"2014-01-01", 48U},
                                       {"2017-06-04", 47U},
                                       {"2020-12-04", 46U},
                                       {"2023-12-13", 45U},
                                       {"2024-12-13", 44U}})
    EXPECT_EQ(size_of("ldc", day), countries) << day;
  EXPECT_EQ(size_of("lldc", "2003-08-29"), 30U);
  EXPECT_EQ(size_of("lldc", "2006-05-31"), 31U);
  EXPECT_EQ(size_of("lldc", "2014-11-05"), 32U) << "the Vienna Programme of Action";
}

TEST(CountryGroups, AreAsManyCountriesAsTheReferencePageSays) {
  for (const auto& [group, countries] : {std::pair{"ldc", 41U},
                                         {"lldc", 32U},
                                         {"sids", 53U},
                                         {"developed", 36U},
                                         {"transition", 17U},
                                         {"developing", 141U}})
    EXPECT_EQ(size_of(group, "2026-12-01"), countries) << group;
}

TEST(CountryGroups, CountriesComeAndGoOnADay) {
  for (const auto& [country, day] : {std::pair{"BW", "1994-12-19"},
                                     {"CV", "2007-12-20"},
                                     {"MV", "2011-01-01"},
                                     {"WS", "2014-01-01"},
                                     {"GQ", "2017-06-04"},
                                     {"VU", "2020-12-04"},
                                     {"BT", "2023-12-13"},
                                     {"ST", "2024-12-13"},
                                     {"LA", "2026-11-24"},
                                     {"SB", "2027-12-13"}}) {
    const auto left = day_of_text(day);
    EXPECT_NE(group_of(country, "ldc", left - 1), nullptr) << country;
    EXPECT_EQ(group_of(country, "ldc", left), nullptr) << country << " left that day";
  }
  EXPECT_FALSE(is_in("SN", "ldc", "2001-04-11"));
  EXPECT_TRUE(is_in("SN", "ldc", "2001-04-12"));
  EXPECT_FALSE(is_in("SS", "ldc", "2012-12-17"));
  EXPECT_TRUE(is_in("SS", "ldc", "2012-12-18"));
  EXPECT_FALSE(is_in("KE", "ldc", "2020-01-01"));
  EXPECT_FALSE(is_in("AF", "ldc", "1971-11-17")) << "there was no such group";
  EXPECT_TRUE(is_in("AF", "ldc", "1971-11-18"));
  EXPECT_FALSE(is_in("SS", "lldc", "2011-07-08")) << "of the year, and no day before the country is";
  EXPECT_TRUE(is_in("SS", "lldc", "2011-07-09"));
  EXPECT_TRUE(is_in("BH", "sids", "2023-03-31"));
  EXPECT_FALSE(is_in("BH", "sids", "2023-04-01")) << "known to the month: from its first day";
  EXPECT_EQ(group_of("SB", "ldc", day_of_text("2026-01-01"))->to_known, DayKnown::decided);
  EXPECT_EQ(group_of("MD", "lldc", day_of_text("2026-01-01"))->from_known, DayKnown::listed);
  EXPECT_THROW(group_of("KE", "g77", 0), base::NotFound);
}

TEST(CountryGroups, ACountryIsInOneDevelopmentGroupAtMost) {
  const auto on = [](std::string_view country, std::string_view day) {
    return development_group(country, day_of_text(day));
  };
  EXPECT_EQ(on("EE", "2004-04-30"), "transition");
  EXPECT_EQ(on("EE", "2004-05-01"), "developed");
  EXPECT_EQ(on("BG", "2006-12-31"), "transition");
  EXPECT_EQ(on("BG", "2007-01-01"), "developed");
  EXPECT_EQ(on("HR", "2013-06-30"), "transition");
  EXPECT_EQ(on("HR", "2013-07-01"), "developed");
  EXPECT_EQ(on("GB", "2021-01-01"), "developed") << "outside the European Union";
  EXPECT_EQ(on("SS", "2011-07-08"), "");
  EXPECT_EQ(on("SS", "2011-07-09"), "developing");
  EXPECT_EQ(on("CSXX", "2006-06-02"), "transition");
  EXPECT_EQ(on("CSXX", "2006-06-03"), "");
  EXPECT_EQ(on("ME", "2006-06-02"), "");
  EXPECT_EQ(on("ME", "2006-06-03"), "transition");
  EXPECT_EQ(on("MT", "2004-04-30"), "") << "what no source at hand says is not said";
  EXPECT_EQ(on("LI", "2026-01-01"), "");
  for (const auto* group : {"ldc", "lldc"})
    for (const auto& country : countries_in_group(group, day_of_text("2026-01-01"))) {
      const auto of = on(country, "2026-01-01");
      EXPECT_TRUE(of == "developing" || (of == "transition" && std::string_view(group) == "lldc")) << country;
    }
}

TEST(CountryGroups, MembersOfTheUnitedNationsAreCountedByDevelopmentGroup) {
  const auto today = members_by_group(day_of_text("2026-12-01"));
  EXPECT_EQ(today.developed, 36U);
  EXPECT_EQ(today.transition, 17U);
  EXPECT_EQ(today.developing, 136U);
  EXPECT_EQ(today.in_none, 4U) << "Andorra, Liechtenstein, Monaco, San Marino";
  EXPECT_EQ(today.all(), 193U);
  const auto then = members_by_group(day_of_text("2003-06-01"));
  EXPECT_EQ(then.all(), 191U);
  EXPECT_EQ(then.transition, 27U)
      << "with eight that joined the European Union in 2004, two in 2007, Croatia";
  EXPECT_EQ(then.in_none, 6U) << "with Cyprus and Malta";
}

TEST(CountryGroups, LivesOfCountriesMeet) {
  const auto& lives = country_table().lives;
  EXPECT_EQ(lives.find("SS")->second.from->str(), "2011-07-09");
  const auto& netherlands_antilles = lives.find("ANHH")->second;
  for (const auto& next : netherlands_antilles.followed_by)
    EXPECT_EQ(lives.find(next)->second.from, netherlands_antilles.to) << next;
  std::set<std::string> sids;
  for (const auto& code : countries_in_group("sids", day_of_text("2010-10-09"))) sids.insert(code);
  EXPECT_TRUE(sids.contains("ANHH"));
  EXPECT_FALSE(sids.contains("CW"));
}

// A table with everything in it that the form knows.
constexpr std::string_view kSmall =
    R"({"about":"x","sources":[{"code":"a","title":"A"},{"code":"b","title":"B"}],
"former":[{"code":"YDYE","name":"Democratic Yemen","to":"1990-05-22","followed_by":["YE"],"source":"a"}],
"lives":[{"country":"SS","from":"2011-07-09","source":"a"}],
"groups":[{"group":"ldc","since":"1971-11-18","spans":[
{"country":"BT","from":"1971-11-18","source":"a","to":"2023-12-13","to_source":"b"},
{"country":"BT","from":"2024","source":"a","precision":"listed","to":"2030","to_source":"b","to_precision":"decided"},
{"country":"YDYE","source":"a"}]},
{"group":"lldc","since":"2001-12-24","spans":[{"country":"SS","from":"2011","source":"a"}]},
{"group":"sids","since":"2005-01-14","spans":[]},
{"group":"developed","since":"2000-01-01","spans":[{"country":"EE","from":"2004-05-01","source":"a"}]},
{"group":"transition","since":"2000-01-01","spans":[{"country":"EE","source":"a","to":"2004-05-01","to_source":"b"}]},
{"group":"developing","since":"2000-01-01","spans":[]},
{"group":"un_member","since":"1990-01-01","spans":[]}]})";

TEST(CountryGroupsTable, IsReadWithItsBounds) {
  const auto table = read_country_table(kSmall, "table");
  const auto& ldc = table.groups[0];
  ASSERT_EQ(ldc.spans.size(), 3U);
  EXPECT_EQ(ldc.find("BT", day_of_text("2023-12-31")), nullptr);
  EXPECT_EQ(ldc.find("BT", day_of_text("2024-01-01")), &ldc.spans[1]);
  EXPECT_EQ(ldc.spans[1].from_known, DayKnown::listed);
  EXPECT_EQ(ldc.spans[1].to_known, DayKnown::decided);
  EXPECT_EQ(ldc.spans[2].end, day_of_text("1990-05-22")) << "no longer than the country was";
  EXPECT_EQ(table.groups[1].spans[0].first, day_of_text("2011-07-09"));
  EXPECT_EQ(table.sources.find("b")->second, "B");
}

TEST(CountryGroupsTable, ASlipOfThePenIsRefused) {
  struct Slip {
    std::string_view written, instead, told;
  };
  for (const auto& [written, instead, told] : {
           Slip{R"("about":"x")", R"("abuot":"x")", "has no 'about'"},
           {R"("about":"x")", R"("about":"x","note":"y")", "has an unknown member 'note'"},
           {R"({"code":"b","title":"B"})", R"({"code":"a","title":"B"})", "has a source twice: a"},
           {R"({"code":"b","title":"B"})", R"({"code":"b","title":"B"},{"code":"c","title":"C"})",
            "has a source that nothing cites: c"},
           {R"("code":"YDYE")", R"("code":"YD")", "has no code of ISO 3166-3"},
           {R"(,"to":"1990-05-22","followed_by":["YE"])", R"(,"followed_by":["YE"])", "has no 'to'"},
           {R"("followed_by":["YE"])", R"("followed_by":["ZZ"])", "followed by none: ZZ"},
           {R"({"country":"SS","from":"2011-07-09")", R"({"country":"XX","from":"2011-07-09")",
            "is none of data/countries.json"},
           {R"({"country":"SS","from":"2011-07-09","source":"a"})", R"({"country":"SS","source":"a"})",
            "has no 'from'"},
           {R"("since":"1971-11-18")", R"("since":"1971")", "has no whole day as 'since'"},
           {R"({"country":"BT","from":"1971-11-18")", R"({"country":"BT","form":"1971-11-18")",
            "has an unknown member 'form'"},
           {R"({"country":"BT","from":"1971-11-18")", R"({"country":"BT","from":"1971-13-18")",
            "has no day as 'from'"},
           {R"({"country":"BT","from":"1971-11-18")", R"({"country":"BT","from":19711118)",
            "has no text as 'from'"},
           {R"("1971-11-18","source":"a")", R"("1971-11-18","source":"z")",
            "cites no source of the table: z"},
           {R"("to":"2023-12-13","to_source":"b")", R"("to":"2023-12-13")", "has no 'to_source'"},
           {R"("to":"2023-12-13","to_source":"b")", R"("to_source":"b")", "unknown member 'to_source'"},
           {R"("to":"2023-12-13")", R"("to":"1971-11-18")", "leaves the group before it comes"},
           {R"("to":"2023-12-13")", R"("to":"2025")", "share a day in ldc: BT"},
           {R"("precision":"listed")", R"("precision":"perhaps")", "has an unknown 'precision': perhaps"},
           {R"("from":"2024","source":"a","precision":"listed")", R"("source":"a","precision":"listed")",
            "has a 'precision' and no 'from'"},
           {R"({"country":"YDYE","source":"a"})", R"({"country":"AF","source":"a"})",
            "out of order in ldc: AF"},
           {R"({"country":"YDYE","source":"a"})",
            R"({"country":"YDYE","source":"a","to":"1991","to_source":"b"})", "after the country's end"},
           {R"({"country":"SS","from":"2011","source":"a"})",
            R"({"country":"SS","from":"2010","source":"a"})", "in the group before the country is"},
           {R"({"country":"SS","from":"2011","source":"a"})",
            R"({"country":"UG","from":"2000","source":"a"})", "begins before the 'since' of its group"},
           {R"({"country":"EE","source":"a","to":"2004-05-01")",
            R"({"country":"EE","source":"a","to":"2004-05-02")", "in two development groups on one day: EE"},
           {R"("group":"sids")", R"("group":"g77")", "has not each of its groups once"},
       }) {
    std::string text(kSmall);
    const auto at = text.find(written);
    ASSERT_NE(at, text.npos) << written;
    text.replace(at, written.size(), instead);
    try {
      read_country_table(text, "table");
      ADD_FAILURE() << "is taken: " << instead;
    } catch (const base::BadInput& refused) {
      EXPECT_NE(std::string(refused.what()).find(told), std::string::npos) << refused.what();
      EXPECT_NE(std::string(refused.what()).find("table"), std::string::npos) << "names the table";
    }
  }
}

}  // namespace
}  // namespace entente::model
