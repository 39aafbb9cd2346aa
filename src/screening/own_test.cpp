// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/own.hpp"

#include <gtest/gtest.h>

#include <string>

#include "base/error.hpp"
#include "screening/lists.hpp"

using namespace entente;
using namespace entente::screening;

namespace {

std::string fault_of(const std::string& text) {
  try {
    read_own({"own.csv", text});
  } catch (const base::BadInput& fault) {
    return fault.what();
  }
  return "";
}

}  // namespace

TEST(OwnList, EveryColumn) {
  const std::string text =
      "\xEF\xBB\xBFname,id,aliases,weak_aliases,original_names,kind,born,gender,countries,documents,"
      "addresses,programmes,notes,listed_on,updated_on\r\n"
      "\"Doe, \"\"Jane\"\"\",X-1,Jane D; J. Doe,JD,Джейн,person,circa 1970; 1980 to 1982,female,KE; "
      "Norway,passport:A1:KE;tax:77,"
      "1 Road; 2 Road,fraud,\"two\nlines\",2026-01-02,2026-02;2026-03-01\r\n\r\n";
  ASSERT_TRUE(looks_like_own(text));
  const auto reading = read_list(std::vector<ListFile>{{"own.csv", text}});
  ASSERT_EQ(reading.list.entries.size(), 1U);
  const auto& entry = reading.list.entries.front();
  EXPECT_EQ(entry.id, "X-1");
  EXPECT_EQ(entry.party.kind, Kind::person);
  EXPECT_EQ(entry.party.names, (std::vector<PartyName>{{"Doe, \"Jane\"", NameQuality::primary, false},
                                                       {"Jane D", NameQuality::good, false},
                                                       {"J. Doe", NameQuality::good, false},
                                                       {"JD", NameQuality::low, false},
                                                       {"Джейн", NameQuality::primary, true}}));
  EXPECT_EQ(entry.party.born.size(), 2U);
  EXPECT_EQ(entry.party.gender, Gender::female);
  EXPECT_EQ(entry.party.countries, (std::vector<std::string>{"KE", "NO"}));
  EXPECT_EQ(entry.party.documents, (std::vector<Document>{{"passport", "A1", "KE"}, {"tax", "77", ""}}));
  EXPECT_EQ(entry.addresses.size(), 2U);
  EXPECT_EQ(entry.notes, std::vector<std::string>{"two lines"});
  EXPECT_EQ(entry.listed_on->str(), "2026-01-02");
  EXPECT_EQ(entry.updated_on.size(), 2U);
  EXPECT_EQ(reading.fault_count, 0U);
}

TEST(OwnList, NamesTheLineAndWhatIsWrongThere) {
  const std::string header = "id,name,kind,born,countries,documents,listed_on,gender\n";
  EXPECT_EQ(fault_of(header + std::string(201, 'x') + ",A,,,,,,\n"),
            "own.csv, line 2: the reference \"" + std::string(80, 'x') +
                "…\" is longer than 200 bytes. Give it a shorter, plain one.");
  EXPECT_EQ(
      fault_of(header + "1,A,,,,,,\n2,B,robot,,,,,\n"),
      "own.csv, line 3: \"robot\" is no kind. Write person, organisation, vessel, aircraft or unknown.");
  EXPECT_EQ(fault_of(header + "1,A,,soon,,,,\n"),
            "own.csv, line 2: \"soon\" is no date or span of dates. Write 1970-05-31, 1970-05, 1970, \"circa "
            "1970\" or "
            "\"1970 to 1972\".");
  EXPECT_EQ(fault_of(header + "1,A,,,Atlantis,,,\n"),
            "own.csv, line 2: \"Atlantis\" is no country. Write its code of two letters (ISO 3166-1).");
  EXPECT_NE(fault_of(header + "1,A,,,,passport,,\n").find("no document"), std::string::npos);
  EXPECT_NE(fault_of(header + "1,A,,,,,2026-02-30,\n").find("no date"), std::string::npos);
  EXPECT_NE(fault_of(header + "1,A,,,,,,x\n").find("no gender"), std::string::npos);
  EXPECT_NE(fault_of(header + "1,A,,,,,\n").find("has 7 cells"), std::string::npos);
  EXPECT_NE(fault_of(header + "1,A,,,,,,\n1,B,,,,,,\n").find("stands twice"), std::string::npos);
  EXPECT_NE(fault_of(header + ",A,,,,,,\n").find("no id"), std::string::npos);
  EXPECT_NE(fault_of(header + "1,,,,,,,\n").find("no name"), std::string::npos);
  EXPECT_NE(fault_of("id,name,colour\n1,A,red\n").find("\"colour\" is not known"), std::string::npos);
  EXPECT_NE(fault_of("id,name,name\n").find("stands twice"), std::string::npos);
  EXPECT_NE(fault_of("id,kind\n").find("no column \"name\""), std::string::npos);
  EXPECT_NE(fault_of(header).find("names nobody"), std::string::npos);
  EXPECT_NE(fault_of(header + "1,\"A").find("never closed"), std::string::npos);
  EXPECT_NE(fault_of(header + "1,\"A\"b,,,,,,").find("follows a closing quote"), std::string::npos);
  EXPECT_NE(fault_of("").find("empty"), std::string::npos);
  EXPECT_NE(fault_of(header + "1,\xFF,,,,,,\n").find("not UTF-8"), std::string::npos);
}
