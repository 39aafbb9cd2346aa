// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/eu.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "screening/list_files_test.hpp"
#include "screening/lists.hpp"

using namespace entente;
using namespace entente::screening;

namespace {

constexpr std::string_view kSample = R"(<?xml version="1.0" encoding="UTF-8"?>
<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2025-06-11T17:52:47.153+02:00">
<sanctionEntity euReferenceNumber="EU.1.1" logicalId="1" unitedNationId="XXi.001"><remark>A remark</remark>
<regulation publicationDate="2003-07-08" programme="IRQ" numberTitle="1/2003"><publicationUrl>https://law.example/1</publicationUrl></regulation>
<regulation publicationDate="2010-01-02" programme="IRQ" numberTitle="2/2010"/>
<subjectType code="person"/>
<nameAlias wholeName="Jane Doe" strong="true" gender="F" function="Minister"/>
<nameAlias firstName="Jane" middleName="Q" lastName="Roe" wholeName="" strong="true"/>
<nameAlias wholeName="Джейн Доу" strong="false"/>
<citizenship countryIso2Code="IQ"/><citizenship countryIso2Code="00"/>
<birthdate circa="true" year="1965" countryIso2Code="00"/>
<birthdate circa="false" yearRangeFrom="1970" yearRangeTo="1972"/>
<birthdate circa="false" birthdate="1937-04-31" countryIso2Code="PL"/>
<address street="1 Road" city="Town" countryIso2Code="PL"/>
<identification number="488555" identificationTypeCode="passport" countryIso2Code="00"/>
</sanctionEntity></export>)";

}  // namespace

TEST(EuList, NamesBirthsPlacesAndRegulations) {
  ASSERT_TRUE(looks_like_eu(kSample));
  const auto reading = read_eu({"eu.xml", kSample});
  ASSERT_EQ(reading.list.entries.size(), 1U);
  const auto& entry = reading.list.entries.front();
  EXPECT_EQ(reading.list.dated->str(), "2025-06-11");
  EXPECT_EQ(entry.id, "EU.1.1");
  EXPECT_EQ(entry.party.kind, Kind::person);
  EXPECT_EQ(entry.party.gender, Gender::female);
  EXPECT_EQ(entry.party.names, (std::vector<PartyName>{{"Jane Doe", NameQuality::primary, false},
                                                       {"Jane Q Roe", NameQuality::good, false},
                                                       {"Джейн Доу", NameQuality::low, true}}));
  EXPECT_EQ(entry.party.countries, (std::vector<std::string>{"PL", "IQ"}));
  ASSERT_EQ(entry.party.born.size(), 2U);
  EXPECT_TRUE(entry.party.born.front().approximate);
  EXPECT_EQ(entry.party.born.back().to.str(), "1972");
  EXPECT_EQ(entry.party.documents, (std::vector<Document>{{"passport", "488555", ""}}));
  EXPECT_EQ(entry.addresses, std::vector<std::string>{"1 Road, Town, PL"});
  EXPECT_EQ(entry.programmes, std::vector<std::string>{"IRQ"});
  EXPECT_EQ(entry.listed_on->str(), "2003-07-08");
  EXPECT_EQ(entry.updated_on.front().str(), "2010-01-02");
  EXPECT_EQ(reading.faults,
            (std::vector<ListFault>{{"EU.1.1", "born \"1937-04-31\": this is no date, left out"}}));
}

TEST(EuList, AReferenceThatStandsTwiceIsToldApart) {
  const auto bytes = shared_list("list_edge_cases/eu.xml");
  if (bytes.empty()) GTEST_SKIP() << "../shared/data/screening is not there";
  const auto reading = read_list(std::vector<ListFile>{{"eu.xml", bytes}});
  EXPECT_EQ(reading.list.format, "eu");
  ASSERT_EQ(reading.list.entries.size(), 3U);
  EXPECT_EQ(reading.list.entries[0].party.names.size(), 3U);
  EXPECT_EQ(reading.list.entries[1].id, "EU.39.56");
  EXPECT_EQ(reading.list.entries[1].party.born.size(), 2U);
  EXPECT_EQ(reading.list.entries[2].id, "EU.39.56/2");
  EXPECT_EQ(reading.list.entries[2].party.kind, Kind::organisation);
  EXPECT_EQ(reading.fault_count, 1U);
}
