// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/ofac.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/error.hpp"
#include "screening/list_files_test.hpp"
#include "screening/lists.hpp"

using namespace entente;
using namespace entente::screening;

namespace {

constexpr std::string_view kParties =
    "36,\"SOUTHERN AIRLINES, LTD.\",-0- ,\"CUBA\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"a.k.a. 'SAL'; NIT # "
    "800144713-3 (Colombia).\"\n"
    "40,\"DOE, John Quincy\",\"individual\",\"NPWMD] [IFSR\",\"Director\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"
    "\"DOB 11 Jul 1951; alt. DOB circa 1953; alt. DOB Jan 1954; alt. DOB 1955 to 1957; POB Cali, Colombia; "
    "nationality Korea, North; "
    "Gender Male; Passport A1234567 (Iran) issued 01 Jan 2010; DOB soon.\"\r\n"
    "41,\"CALM SEA\",\"vessel\",\"CUBA\",-0- ,\"CL2685\",\"General "
    "Cargo\",\"2597\",\"1098\",\"Panama\",\"Quiet \"\"Lines\"\"\","
    "\"Vessel Registration Identification IMO 9305219.\"\n\x1A";
constexpr std::string_view kOthers = "36,12,\"aka\",\"SOUTH-AIR\",-0- \n40,13,\"fka\",\"ROE, Jack\",-0- \n";

const std::vector<ListFile> kBoth{{"alt.csv", kOthers}, {"sdn.csv", kParties}};

}  // namespace

TEST(OfacList, NamesOtherNamesAndRemarks) {
  const auto reading = read_ofac(kBoth);
  ASSERT_EQ(reading.list.entries.size(), 3U);
  const auto& firm = reading.list.entries[0];
  EXPECT_EQ(firm.id, "36");
  EXPECT_EQ(firm.party.kind, Kind::organisation);
  EXPECT_EQ(firm.party.names,
            (std::vector<PartyName>{{"SOUTHERN AIRLINES, LTD.", NameQuality::primary, false},
                                    {"SOUTH-AIR", NameQuality::good, false},
                                    {"SAL", NameQuality::low, false}}));
  EXPECT_EQ(firm.party.documents, (std::vector<Document>{{"nit", "800144713-3", "CO"}}));
  const auto& person = reading.list.entries[1];
  EXPECT_EQ(person.party.kind, Kind::person);
  EXPECT_EQ(person.party.names.front().text, "John Quincy DOE");
  EXPECT_EQ(person.party.names.back().text, "Jack ROE");
  EXPECT_EQ(person.programmes, (std::vector<std::string>{"NPWMD", "IFSR"}));
  EXPECT_EQ(person.party.countries, (std::vector<std::string>{"CO", "KP"}));
  EXPECT_EQ(person.party.gender, Gender::male);
  EXPECT_EQ(person.party.documents, (std::vector<Document>{{"passport", "A1234567", "IR"}}));
  ASSERT_EQ(person.party.born.size(), 4U);
  EXPECT_EQ(person.party.born[0].from.str(), "1951-07-11");
  EXPECT_TRUE(person.party.born[1].approximate);
  EXPECT_EQ(person.party.born[2].from.str(), "1954-01");
  EXPECT_EQ(person.party.born[3].to.str(), "1957");
  EXPECT_EQ(reading.faults, (std::vector<ListFault>{{"40", "born \"soon\": this is no date, left out"}}));
  const auto& vessel = reading.list.entries[2];
  EXPECT_EQ(vessel.party.kind, Kind::vessel);
  EXPECT_EQ(vessel.party.documents,
            (std::vector<Document>{{"call sign", "CL2685", ""}, {"imo", "9305219", ""}}));
  EXPECT_EQ(vessel.party.countries, std::vector<std::string>{"PA"});
  EXPECT_EQ(std::ranges::count(vessel.notes, "Owner: Quiet \"Lines\""), 1);
}

TEST(OfacList, RefusesWhatDoesNotBelongTogether) {
  EXPECT_THROW(read_ofac(std::vector<ListFile>{{"alt.csv", kOthers}}), base::BadInput);
  EXPECT_THROW(read_ofac(std::vector<ListFile>{{"sdn.csv", kParties}, {"again.csv", kParties}}),
               base::BadInput);
  // Another name of a number that SDN.CSV does not hold: one of the files is cut short.
  const auto first = kParties.substr(0, kParties.find('\n') + 1);
  EXPECT_THROW(read_ofac(std::vector<ListFile>{{"sdn.csv", first}, {"alt.csv", kOthers}}), base::BadInput);
  EXPECT_THROW(read_ofac(std::vector<ListFile>{{"sdn.csv", kParties.substr(0, kParties.size() - 20)}}),
               base::BadInput);
}

TEST(OfacList, TheWholeListIsRead) {
  const auto parties = shared_list("ofac_sdn.csv");
  const auto others = shared_list("ofac_alt.csv");
  if (parties.empty()) GTEST_SKIP() << "../shared/data/screening is not there";
  const auto reading = read_list(std::vector<ListFile>{{"sdn.csv", parties}, {"alt.csv", others}});
  const auto& entries = reading.list.entries;
  EXPECT_EQ(reading.list.dataset, "ofac-sdn");
  EXPECT_EQ(entries.size(), 7379U);
  std::size_t names = 0, births = 0, people = 0;
  for (const auto& entry : entries) {
    for (const auto& name : entry.party.names) names += name.quality != NameQuality::low ? 1 : 0;
    births += entry.party.born.size();
    people += entry.party.kind == Kind::person ? 1 : 0;
  }
  EXPECT_EQ(people, 3845U);
  EXPECT_GT(names, 16'900U);
  EXPECT_GT(births, 4'200U);
  EXPECT_EQ(reading.fault_count, 4U);
}
