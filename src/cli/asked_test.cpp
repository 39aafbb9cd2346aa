// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "cli/asked.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "base/error.hpp"
#include "cli/log_trust.hpp"

namespace entente::cli {
namespace {

std::vector<Asked> all_of(const std::string& text) {
  std::istringstream in(text);
  AskedReader reader(in, "file");
  std::vector<Asked> all;
  for (Asked one; reader.next(one);) all.push_back(std::move(one));
  return all;
}

TEST(Asked, EachLineIsAName) {
  const auto all = all_of("Smith, John\n\n  Name \"Quoted\" Here \r\nЮрий\n");
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[0].party.names.front().text, "Smith, John");
  EXPECT_EQ(all[1].party.names.front().text, "Name \"Quoted\" Here");
  EXPECT_EQ(all[1].line, 3U);
  EXPECT_EQ(all[2].party.names.front().text, "Юрий");
  EXPECT_TRUE(all_of("").empty());
  EXPECT_EQ(all_of("one").size(), 1U);
}

TEST(Asked, ColumnsSayWhatElseIsKnown) {
  const auto all = all_of(
      "\xEF\xBB\xBFname,kind,id,country,born,aliases,gender,document\r\n"
      "\"Vidal, Ana\",person,r-1,Kenya; FR,1970-02;1971,A. V.;Anna,female,passport:X1; 22\r\n"
      "\"Two\nlines\",,,,,,,\r\nThird\r\n");
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[0].fault, "");
  EXPECT_EQ(all[0].id, "r-1");
  const auto& party = all[0].party;
  ASSERT_EQ(party.names.size(), 3U);
  EXPECT_EQ(party.names[0].text, "Vidal, Ana");
  EXPECT_EQ(party.names[2].text, "Anna");
  EXPECT_EQ(party.kind, screening::Kind::person);
  EXPECT_EQ(party.countries, (std::vector<std::string>{"KE", "FR"}));
  ASSERT_EQ(party.born.size(), 2U);
  EXPECT_EQ(party.born[1].from.str(), "1971");
  EXPECT_EQ(party.gender, screening::Gender::female);
  EXPECT_EQ(party.documents, (std::vector<screening::Document>{{"passport", "X1", ""}, {"", "22", ""}}));
  EXPECT_EQ(all[1].line, 3U);
  EXPECT_EQ(all[1].party.names.front().text, "Two\nlines");
  EXPECT_EQ(all[2].line, 5U);
}

TEST(Asked, ARowThatCannotBeReadKeepsNoOtherBack) {
  const auto all = all_of(
      "name,kind,born,country,gender\nA,king,,,\nB,,spring,,\nC,,,Atlantis,\nD,,,,neither\nE,,,,,\n,,,,"
      "\nF\n\xFF,,,,\n");
  ASSERT_EQ(all.size(), 8U);
  EXPECT_EQ(all[0].fault,
            "file:2: kind 'king': is not known. Write person, organisation, vessel, aircraft or unknown.");
  EXPECT_NE(all[1].fault.find("file:3: born 'spring'"), std::string::npos);
  EXPECT_NE(all[2].fault.find("file:4: country 'Atlantis'"), std::string::npos);
  EXPECT_NE(all[3].fault.find("file:5: gender 'neither'"), std::string::npos);
  EXPECT_NE(all[4].fault.find("more cells than"), std::string::npos);
  EXPECT_NE(all[5].fault.find("file:7: the name: is empty"), std::string::npos);
  EXPECT_EQ(all[6].fault, "");
  EXPECT_NE(all[7].fault.find("UTF-8"), std::string::npos);
  const auto open = all_of("name\nA\nB\n\"C, a name\nD\n");
  ASSERT_EQ(open.size(), 3U);
  EXPECT_EQ(open[2].fault,
            "file:4: the row: has a quotation mark that is never closed, or text behind a closed cell. "
            "Put the whole cell in quotation marks, and write each inside it twice.");
}

TEST(Asked, ColumnsThatAreNotKnownAreRefused) {
  EXPECT_THROW(all_of("name,birthdate\nA,1970\n"), base::BadInput);
  EXPECT_THROW(all_of("name,name\nA,B\n"), base::BadInput);
}

TEST(Asked, ALineWithoutAnEndIsCut) {
  std::string text(8U << 20U, 'a');
  const auto all = all_of("name\n" + text + "\nB\n");
  ASSERT_EQ(all.size(), 2U);
  EXPECT_NE(all[0].fault.find("longer than 1 MB"), std::string::npos);
  EXPECT_EQ(all[1].party.names.front().text, "B");
  const auto quoted = all_of("name\n\"" + text + "\nB\n");
  ASSERT_EQ(quoted.size(), 2U);
  EXPECT_NE(quoted[0].fault.find("longer than 1 MB"), std::string::npos);
}

TEST(Asked, ATerminalIsShownNoControls) {
  EXPECT_EQ(shown("a\x1B[31mb\n"), "a\\x1b[31mb\\x0a");
  EXPECT_EQ(shown("\xE2\x80\xAE\xE2\x81\xA6x\xE2\x80\xA8"), "\\xe2\\x80\\xae\\xe2\\x81\\xa6x\\xe2\\x80\\xa8");
  EXPECT_EQ(shown("Юрий 王 é \xE2\x80\x93"), "Юрий 王 é \xE2\x80\x93");
}

}  // namespace
}  // namespace entente::cli
