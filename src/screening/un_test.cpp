// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/un.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <map>
#include <pugixml.hpp>
#include <set>

#include "base/error.hpp"
#include "screening/list_entry.hpp"
#include "screening/list_files_test.hpp"
#include "screening/listed_json.hpp"
#include "screening/lists.hpp"
#include "screening/un_elements.hpp"

using namespace entente;
using namespace entente::screening;

namespace {

std::string un_list(const std::string& individuals, const std::string& entities = {}) {
  return R"(<?xml version="1.0" encoding="UTF-8"?><CONSOLIDATED_LIST dateGenerated="2026-02-27T00:00:09.554Z"><INDIVIDUALS>)" +
         individuals + "</INDIVIDUALS><ENTITIES>" + entities + "</ENTITIES></CONSOLIDATED_LIST>";
}

std::string individual(const std::string& inside) {
  return "<INDIVIDUAL><REFERENCE_NUMBER>XXi.001</REFERENCE_NUMBER><FIRST_NAME>ONE</FIRST_NAME>" + inside +
         "</INDIVIDUAL>";
}

Listed only(const std::string& xml, ListReading* reading = nullptr) {
  auto read = read_un({"un.xml", xml});
  EXPECT_EQ(read.list.entries.size(), 1U);
  if (reading != nullptr) *reading = read;
  return read.list.entries.front();
}

const Listed& entry_named(const List& list, std::string_view id) {
  const auto found = std::ranges::find(list.entries, id, &Listed::id);
  if (found == list.entries.end()) throw std::runtime_error("no entry " + std::string(id));
  return *found;
}

bool has_name(const Listed& entry, std::string_view text, NameQuality quality, bool original = false) {
  return std::ranges::find(entry.party.names, PartyName{std::string(text), quality, original}) !=
         entry.party.names.end();
}

/// Letters and digits in a row, small where they are ASCII.
std::set<std::string> words_in(std::string_view text) {
  std::set<std::string> words;
  std::string word;
  for (const char c : std::string(text) + ' ') {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80 || std::isalnum(byte) != 0) {
      word += static_cast<char>(byte < 0x80 ? std::tolower(byte) : byte);
      continue;
    }
    if (!word.empty()) words.insert(word);
    word.clear();
  }
  return words;
}

/// Elements whose text is kept as a code of ours, or as a day: it is not there word by word.
bool is_kept_as_code(std::string_view parent, std::string_view name) {
  constexpr std::array<std::string_view, 5> kCoded{"QUALITY", "TYPE_OF_DATE", "ISSUING_COUNTRY",
                                                   "COUNTRY_OF_ISSUE", "DATAID"};
  return std::ranges::find(kCoded, name) != kCoded.end() || (parent == "NATIONALITY" && name == "VALUE");
}

/// Every text within an entry of the file that its reading does not hold, by element.
void texts_missing(const pugi::xml_node& node, const std::set<std::string>& held,
                   std::map<std::string, std::set<std::string>>& missing) {
  for (const auto child : node.children()) {
    const std::string name = child.name();
    if (std::ranges::find(left_out_of_un(), name, &UnLeftOut::element) != left_out_of_un().end()) continue;
    texts_missing(child, held, missing);
    if (is_kept_as_code(node.name(), name)) continue;
    // A day may carry a zone; "b)" parts two names; passports are called so in one language.
    constexpr std::size_t kDay = 10;
    auto text = squeezed(child.child_value());
    if (name == "LISTED_ON") text = text.substr(0, kDay);
    if (name == "TYPE_OF_DOCUMENT" && (text == "Numéro de passeport" || text == "Número de pasaporte"))
      text = "passport";
    for (const auto& word : words_in(text))
      if (word != "b" && !held.contains(word)) missing[name].insert(word);
  }
}

}  // namespace

TEST(UnList, AllFourNamesAreOne) {
  const auto entry =
      only(un_list(individual("<SECOND_NAME>TWO</SECOND_NAME><THIRD_NAME>THREE</"
                              "THIRD_NAME><FOURTH_NAME>FOUR\n  TIMES</FOURTH_NAME>")));
  EXPECT_EQ(entry.id, "XXi.001");
  EXPECT_EQ(entry.party.kind, Kind::person);
  ASSERT_EQ(entry.party.names.size(), 1U);
  EXPECT_EQ(entry.party.names.front(), (PartyName{"ONE TWO THREE FOUR TIMES", NameQuality::primary, false}));
}

TEST(UnList, AliasesKeepTheirQualityAndJoinedOnesAreParted) {
  const auto entry = only(un_list(individual(
      "<NAME_ORIGINAL_SCRIPT>واحد</NAME_ORIGINAL_SCRIPT>"
      "<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Uno A; Uno B</ALIAS_NAME></INDIVIDUAL_ALIAS>"
      "<INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Uno C (وحيد)</ALIAS_NAME><NOTE>In Arabic: "
      "أول</NOTE></INDIVIDUAL_ALIAS>"
      "<INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>")));
  EXPECT_EQ(entry.party.names.size(), 7U);
  EXPECT_TRUE(has_name(entry, "واحد", NameQuality::primary, true));
  EXPECT_TRUE(has_name(entry, "Uno A", NameQuality::good));
  EXPECT_TRUE(has_name(entry, "Uno B", NameQuality::good));
  EXPECT_TRUE(has_name(entry, "Uno C", NameQuality::low));
  EXPECT_TRUE(has_name(entry, "وحيد", NameQuality::low, true));
  EXPECT_TRUE(has_name(entry, "أول", NameQuality::low, true));
}

TEST(UnList, BirthsExactApproximateBetweenBlankAndBroken) {
  ListReading reading;
  const auto birth = [](const std::string& inside) {
    return "<INDIVIDUAL_DATE_OF_BIRTH>" + inside + "</INDIVIDUAL_DATE_OF_BIRTH>";
  };
  const auto entry = only(
      un_list(individual(
          birth("<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1955-03-13</DATE>") +
          birth("<TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1956</YEAR>") +
          birth("<TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1957</FROM_YEAR><TO_YEAR>1958</TO_YEAR>") +
          birth("<TYPE_OF_DATE/>") + birth("<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><NOTE>Nov. 1973</NOTE>") +
          birth("<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>not-a-date</DATE>") +
          birth("<TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>abc</FROM_YEAR><TO_YEAR>1956</TO_YEAR>") +
          birth("<TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1960</FROM_YEAR><TO_YEAR>1956</TO_YEAR>") +
          "<INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Uno</ALIAS_NAME><DATE_OF_BIRTH>1984</"
          "DATE_OF_BIRTH></INDIVIDUAL_ALIAS>")),
      &reading);
  const auto date = [](std::string_view text) { return *base::PartialDate::parse(text); };
  EXPECT_EQ(entry.party.born, (std::vector<DateSpan>{{date("1984"), date("1984"), false},
                                                     {date("1955-03-13"), date("1955-03-13"), false},
                                                     {date("1956"), date("1956"), true},
                                                     {date("1957"), date("1958"), false},
                                                     {date("1973-11"), date("1973-11"), false}}));
  ASSERT_EQ(reading.fault_count, 3U);
  EXPECT_EQ(reading.faults.front(), (ListFault{"XXi.001", "born \"not-a-date\": this is no date, left out"}));
}

TEST(UnList, AnEntityGivesItsAbbreviationAsAWeakNameAndItsNumber) {
  const auto entry =
      only(un_list("",
                   "<ENTITY><REFERENCE_NUMBER>XXe.001</REFERENCE_NUMBER><FIRST_NAME>NORTHERN SHIPPING AGENCY "
                   "(NSA)</FIRST_NAME>"
                   "<UN_LIST_TYPE>DPRK</UN_LIST_TYPE><LISTED_ON>2015-04-07-04:00</LISTED_ON>"
                   "<COMMENTS1>Owner of a tanker. IMO number: 5571322.</COMMENTS1>"
                   "<LAST_DAY_UPDATED><VALUE>2016-10-13</VALUE><VALUE/></LAST_DAY_UPDATED>"
                   "<ENTITY_ADDRESS><STREET>1 Quay</STREET><CITY>Nampo</CITY><COUNTRY>Democratic People's "
                   "Republic of Korea</COUNTRY></ENTITY_ADDRESS></ENTITY>"));
  EXPECT_TRUE(has_name(entry, "NORTHERN SHIPPING AGENCY", NameQuality::primary));
  EXPECT_TRUE(has_name(entry, "NSA", NameQuality::low));
  EXPECT_EQ(entry.party.documents, (std::vector<Document>{{"imo", "5571322", ""}}));
  EXPECT_EQ(entry.party.countries, std::vector<std::string>{"KP"});
  EXPECT_EQ(entry.addresses,
            std::vector<std::string>{"1 Quay, Nampo, Democratic People's Republic of Korea"});
  EXPECT_EQ(entry.listed_on->str(), "2015-04-07");
  ASSERT_EQ(entry.updated_on.size(), 1U);
}

TEST(UnList, WhatIsKnownUnderAnAliasAndOfADocumentIsKeptToRead) {
  ListReading reading;
  const auto entry = only(
      un_list(individual(
          "<SUBMITTED_BY>France</SUBMITTED_BY><SUBMITTED_ON>2001-10-08</SUBMITTED_ON>"
          "<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Uno</ALIAS_NAME><DATE_OF_BIRTH>1984</"
          "DATE_OF_BIRTH><CITY_OF_BIRTH>Cairo</CITY_OF_BIRTH><COUNTRY_OF_BIRTH>Egypt</COUNTRY_OF_BIRTH><NOTE>"
          "Call sign</NOTE></INDIVIDUAL_ALIAS>"
          "<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1979-03-03</DATE><NOTE>from "
          "false passport</NOTE></INDIVIDUAL_DATE_OF_BIRTH>"
          "<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>L335915</NUMBER><"
          "ISSUING_COUNTRY>Tunisia</ISSUING_COUNTRY><DATE_OF_ISSUE>1996-11-08</DATE_OF_ISSUE><CITY_OF_ISSUE>"
          "Milan</CITY_OF_ISSUE><COUNTRY_OF_ISSUE>Italy</COUNTRY_OF_ISSUE><NOTE>expired on 7 Nov. "
          "2001</NOTE></INDIVIDUAL_DOCUMENT>"
          "<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>National Identification "
          "Number</TYPE_OF_DOCUMENT><TYPE_OF_DOCUMENT2>Birth "
          "certificate</TYPE_OF_DOCUMENT2><ISSUING_COUNTRY>Algeria</ISSUING_COUNTRY></INDIVIDUAL_DOCUMENT>"
          "<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>X1</NUMBER>"
          "<ISSUING_COUNTRY>Mali</ISSUING_COUNTRY></INDIVIDUAL_DOCUMENT>")),
      &reading);
  EXPECT_EQ(entry.notes,
            (std::vector<std::string>{
                "Alias Uno: born 1984 in Cairo, Egypt, Call sign", "Born 1979-03-03: from false passport",
                "passport L335915: issued 1996-11-08 in Milan, Italy, expired on 7 Nov. 2001",
                "National Identification Number: Birth certificate, Algeria",
                "Submitted by France on 2001-10-08"}));
  EXPECT_EQ(entry.party.documents,
            (std::vector<Document>{{"passport", "L335915", "TN"}, {"passport", "X1", "ML"}}));
  EXPECT_EQ(reading.fault_count, 0U);
}

TEST(UnList, AnElementThatIsNotKnownIsToldOnce) {
  ListReading reading;
  const auto entry = only(un_list(individual("<FAVOURITE_COLOUR>blue</FAVOURITE_COLOUR>"
                                             "<INDIVIDUAL_ADDRESS><PLANET>Earth</PLANET></INDIVIDUAL_ADDRESS>"
                                             "<FAVOURITE_COLOUR>red</FAVOURITE_COLOUR>")),
                          &reading);
  ASSERT_EQ(reading.fault_count, 2U);
  EXPECT_EQ(reading.faults.front().entry, "XXi.001");
  EXPECT_TRUE(reading.faults.front().what.starts_with("<FAVOURITE_COLOUR> is no element"));
  EXPECT_TRUE(reading.faults.back().what.starts_with("<PLANET> is no element"));
  EXPECT_TRUE(only(un_list(individual("<VERSIONNUM>1</VERSIONNUM><SORT_KEY/>")), &reading).notes.empty());
  EXPECT_EQ(reading.fault_count, 0U);
}

TEST(UnList, EveryWordOfTheRealListIsKeptOrNamedAsLeftOut) {
  const auto bytes = shared_list("un_consolidated_2026-02-27.xml");
  if (bytes.empty()) GTEST_SKIP() << "../shared/data/screening is not there";
  const auto reading = read_un({"un.xml", bytes});
  for (const auto& fault : reading.faults) EXPECT_FALSE(fault.what.starts_with("<")) << fault.what;
  std::map<std::string, std::set<std::string>> held;
  for (const auto& entry : reading.list.entries)
    held[entry.id] = words_in(boost::json::serialize(to_json(entry)));
  pugi::xml_document document;
  ASSERT_TRUE(document.load_buffer(bytes.data(), bytes.size()));
  std::map<std::string, std::set<std::string>> missing;
  std::size_t entries = 0;
  for (const auto group : document.document_element().children())
    for (const auto node : group.children()) {
      ++entries;
      const auto found = held.find(squeezed(node.child_value("REFERENCE_NUMBER")));
      ASSERT_NE(found, held.end());
      texts_missing(node, found->second, missing);
    }
  EXPECT_EQ(entries, 1003U);
  for (const auto& [element, words] : missing) {
    std::string all;
    for (const auto& word : words) all += " " + word;
    ADD_FAILURE() << element << ":" << all;
  }
}

TEST(UnList, RefusesWhatIsCutShortABombOrSomethingElse) {
  const auto whole = un_list(individual(""));
  for (std::size_t cut = 60; cut < whole.size(); cut += 7)
    EXPECT_THROW(read_un({"un.xml", std::string_view(whole).substr(0, cut)}), base::BadInput) << cut;
  EXPECT_THROW(read_un({"un.xml", "<!DOCTYPE x [<!ENTITY a \"b\">]>" + whole}), base::BadInput);
  EXPECT_THROW(read_un({"un.xml", "<export/>"}), base::BadInput);
  EXPECT_THROW(read_un({"un.xml", "<CONSOLIDATED_LIST/>"}), base::BadInput);
  EXPECT_THROW(read_un({"un.xml", un_list(individual("<SECOND_NAME>\xC3</SECOND_NAME>"))}), base::BadInput);
  EXPECT_THROW(read_un({"un.xml", un_list(individual("<NATIONALITY><VALUE>&#xD800;</VALUE></NATIONALITY>"))}),
               base::BadInput);
}

TEST(UnList, TheConsolidatedListIsReadWhole) {
  const auto bytes = shared_list("un_consolidated_2026-02-27.xml");
  if (bytes.empty()) GTEST_SKIP() << "../shared/data/screening is not there";
  const auto reading = read_list(std::vector<ListFile>{{"un.xml", bytes}});
  const auto& list = reading.list;
  EXPECT_EQ(list.dataset, "un-sc");
  EXPECT_EQ(list.dated->str(), "2026-02-27");
  EXPECT_EQ(list.entries.size(), 1003U);
  EXPECT_EQ(std::ranges::count(list.entries, Kind::person, [](const Listed& e) { return e.party.kind; }),
            730);
  const auto& ri = entry_named(list, "CDi.001");
  EXPECT_TRUE(has_name(ri, "ERIC BADEGE", NameQuality::primary));
  EXPECT_EQ(ri.party.gender, Gender::male);
  EXPECT_EQ(ri.party.countries, std::vector<std::string>{"CD"});
  EXPECT_EQ(ri.listed_on->str(), "2012-12-31");
  // Every fourth name is there, and every name in its own script.
  EXPECT_EQ(std::ranges::count_if(list.entries,
                                  [](const Listed& e) {
                                    return std::ranges::any_of(e.party.names, &PartyName::original_script);
                                  }) >= 378,
            true);
  // An age, a day of another calendar, and a state that is no more.
  EXPECT_EQ(reading.fault_count, 3U);
}

TEST(UnList, EdgeCases) {
  const auto before_bytes = shared_list("list_edge_cases/original-consolidated.xml");
  const auto after_bytes = shared_list("list_edge_cases/updated-consolidated.xml");
  const auto broken_bytes = shared_list("list_edge_cases/broken-dob-multi-consolidated.xml");
  const auto entities_bytes = shared_list("list_edge_cases/full_sanction_list.xml");
  if (before_bytes.empty()) GTEST_SKIP() << "../shared/data/screening is not there";
  const auto before = read_un({"original", before_bytes});
  const auto after = read_un({"updated", after_bytes});
  EXPECT_EQ(before.list.entries.front().party.born.size(), 3U);
  EXPECT_EQ(before.list.entries.front().party.documents.size(), 2U);
  EXPECT_EQ(after.list.entries.front().party.countries, std::vector<std::string>{"PL"});
  const auto changes = difference(before.list, after.list);
  EXPECT_EQ(changes.changed, std::vector<std::string>{"KPi.111"});
  EXPECT_TRUE(changes.added.empty() && changes.removed.empty());
  const auto broken = read_un({"broken", broken_bytes});
  EXPECT_EQ(broken.list.entries.size(), 2U);
  EXPECT_TRUE(broken.list.entries.front().party.born.empty());
  EXPECT_EQ(broken.list.entries.back().party.born.size(), 1U);
  EXPECT_EQ(read_un({"entities", entities_bytes}).list.entries.size(), 4U);
}
