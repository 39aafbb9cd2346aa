// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// An activity with every element of IATI 2.03 that is modelled: read, written, and read again.
#include <gtest/gtest.h>

#include <algorithm>

#include "exchange/iati/activity_file.hpp"
#include "exchange/iati/extension.hpp"
#include "exchange/iati/reading_test_support.hpp"
#include "model/published_limits.hpp"

namespace entente::exchange::iati::testing {
namespace {

constexpr std::string_view kAttributes =
    " xml:lang='en' humanitarian='0' hierarchy='2' budget-not-provided='3' "
    "linked-data-uri='https://data.example/A1'";

constexpr std::string_view kDocument =
    "<document-link url='https://agency.example/d.pdf' "
    "format='application/pdf'><title><narrative>Doc</narrative></title>"
    "<description><narrative>What it holds</narrative></description><category code='A01'/><category "
    "code='A08'/>"
    "<language code='en'/><language code='sw'/><document-date iso-date='2021-02-03'/></document-link>";

const std::string kWhole =
    "<reporting-org ref='XM-EXAMPLE-1' type='40'><narrative>Example Agency</narrative></reporting-org>"
    "<participating-org ref='XM-EXAMPLE-2' type='10' role='1' activity-id='XM-EXAMPLE-2-B' "
    "crs-channel-code='47000'>"
    "<narrative>Ministry</narrative></participating-org>"
    "<other-identifier ref='AB-1' type='B1'><owner-org ref='XM-EXAMPLE-3'><narrative>Old "
    "name</narrative></owner-org>"
    "</other-identifier>"
    "<activity-status code='2'/>"
    "<activity-date type='2' iso-date='2020-01-01'><narrative>Day of the "
    "signature</narrative></activity-date>"
    "<recipient-region code='X7' vocabulary='99' vocabulary-uri='https://agency.example/regions' "
    "percentage='100'>"
    "<narrative>Lake basin</narrative></recipient-region>"
    "<location ref='L1'><location-reach code='1'/><location-id vocabulary='G1' code='184745'/>"
    "<name><narrative>Nairobi</narrative></name><description><narrative>The capital</narrative></description>"
    "<activity-description><narrative>Wells</narrative></activity-description>"
    "<administrative vocabulary='A4' level='1' code='KE-30'/>"
    "<point srsName='http://www.opengis.net/def/crs/EPSG/0/4326'><pos>-1.28 36.82</pos></point>"
    "<exactness code='2'/><location-class code='2'/><feature-designation code='PPLC'/></location>"
    "<location><administrative vocabulary='A4' code='KE-31'/></location>"
    "<sector vocabulary='1' code='14030'/>"
    "<sector vocabulary='99' vocabulary-uri='https://agency.example/sectors' code='W1' percentage='100'>"
    "<narrative>Rural water</narrative></sector><sector vocabulary='8' code='nothing'/>"
    "<tag vocabulary='99' vocabulary-uri='https://agency.example/tags' "
    "code='T1'><narrative>Handpumps</narrative></tag>"
    "<policy-marker vocabulary='1' code='1' significance='0'/>"
    "<budget type='1' status='2'><period-start iso-date='2020-01-01'/><period-end iso-date='2020-12-31'/>"
    "<value currency='USD' value-date='2020-01-01'>10</value></budget>"
    "<planned-disbursement><period-start iso-date='2020-01-01'/><value currency='USD' "
    "value-date='2020-01-01'>5</value>"
    "<provider-org "
    "provider-activity-id='XM-EXAMPLE-2-B'><narrative>Ministry</narrative></provider-org></"
    "planned-disbursement>"
    "<transaction ref='t1' humanitarian='1'><transaction-type code='3'/><transaction-date "
    "iso-date='2020-02-01'/>"
    "<value currency='USD' value-date='2020-02-01'>4</value>"
    "<provider-org ref='XM-EXAMPLE-2' type='10' "
    "provider-activity-id='XM-EXAMPLE-2-B'><narrative>Ministry</narrative>"
    "</provider-org><receiver-org ref='XM-EXAMPLE-1' type='40' receiver-activity-id='A1'>"
    "<narrative>Example Agency</narrative></receiver-org>"
    "<disbursement-channel code='2'/><sector vocabulary='1' code='14030'/><sector vocabulary='99' "
    "code='W1'><narrative>"
    "Rural water</narrative></sector><recipient-country code='KE'/><flow-type code='10'/><finance-type "
    "code='110'/>"
    "<aid-type code='C01'/><aid-type vocabulary='2' code='3'/><tied-status code='5'/></transaction>"
    "<transaction ref='t2'><transaction-type code='6'/><transaction-date iso-date='2020-03-01'/>"
    "<value currency='USD' value-date='2020-03-01'>1</value><provider-org ref='XM-EXAMPLE-2' "
    "type='10'><narrative>Ministry"
    "</narrative></provider-org></transaction>" +
    std::string(kDocument) +
    "<conditions attached='0'/>"
    "<result type='1' aggregation-status='0'><title><narrative>Wells</narrative></title>" +
    std::string(kDocument) +
    "<reference vocabulary='99' vocabulary-uri='https://agency.example/results' code='R1'/>"
    "<indicator measure='1' ascending='1' "
    "aggregation-status='1'><title><narrative>Built</narrative></title>" +
    std::string(kDocument) +
    "<reference vocabulary='1' code='I1' indicator-uri='https://who.example/I1'/>"
    "<baseline year='2019' iso-date='2019-12-31' value='0'><location ref='L1'/>" +
    std::string(kDocument) +
    "<comment><narrative>None</narrative></comment></baseline>"
    "<period><period-start iso-date='2020-01-01'/><period-end iso-date='2020-12-31'/>"
    "<target value='3'><location ref='L1'/></target><actual value='2'><location ref='L1'/>"
    "<comment><narrative>Rain</narrative></comment>" +
    std::string(kDocument) + "</actual></period></indicator></result>";

template <class T>
T first_of(const Bundle& bundle, std::size_t nth = 0) {
  for (const auto& part : bundle.parts)
    if (const auto* record = std::get_if<T>(&part.record); record && nth-- == 0) return *record;
  throw std::runtime_error("the bundle has no such part");
}

TEST(WholeStandard, NothingOfItStandsInTheOriginalAlone) {
  EXPECT_EQ(only(kWhole, kAttributes).partnership.kept->unmodelled, 0);
  // What the text of the standard's donors' own statistics carries stays there.
  EXPECT_EQ(
      only("<crs-add><other-flags code='1' significance='1'/></crs-add><fss extraction-date='2020-01-01'/>"
           "<legacy-data name='a' value='b'/>")
          .partnership.kept->unmodelled,
      4);
}

TEST(WholeStandard, PlacesSayWhatTheyAre) {
  const auto places = only(kWhole, kAttributes).partnership.places;
  ASSERT_EQ(places.size(), 3U);
  EXPECT_EQ(places[0].vocabulary, "99");
  EXPECT_EQ(places[0].uri, "https://agency.example/regions");
  const auto& town = places[1];
  EXPECT_EQ(town.reference, "L1");
  EXPECT_EQ(town.reach, "activity");
  EXPECT_EQ(town.exactness, "approximate");
  EXPECT_EQ(town.site, "populated_place");
  EXPECT_EQ(town.feature, "PPLC");
  EXPECT_EQ(town.description.str("en"), "The capital");
  EXPECT_EQ(town.activity_description.str("en"), "Wells");
  ASSERT_EQ(town.codes.size(), 2U);
  EXPECT_EQ(town.codes[0], (model::Reference{"gazetteer", "G1", "184745", "", ""}));
  EXPECT_EQ(town.codes[1], (model::Reference{"administrative", "A4", "KE-30", "1", ""}));
  EXPECT_EQ(places[2].codes.size(), 1U) << "an area without a name or point is a place";
}

TEST(WholeStandard, SectorsAndTagsOfOtherListsAreClassifications) {
  const auto p = only(kWhole, kAttributes).partnership;
  ASSERT_EQ(p.fields_of_work.size(), 1U);
  std::vector<std::string> lines;
  for (const auto& c : p.classifications)
    lines.push_back(c.kind + " " + c.vocabulary + ":" + c.code + c.weight + " " + c.uri);
  EXPECT_EQ(lines,
            (std::vector<std::string>{"humanitarian :0 ", "hierarchy :2 ", "budget_not_provided :3 ",
                                      "sector 99:W1 https://agency.example/sectors", "sector 8:nothing ",
                                      "tag 99:T1 https://agency.example/tags", "policy_marker :10 "}));
  ASSERT_EQ(p.notes.size(), 1U);
  EXPECT_EQ(p.notes[0].about, "actual_start");
}

TEST(WholeStandard, WhatIsTwiceIsKeptOrCountedAsLeftInTheOriginal) {
  const auto ids = only(
                       "<other-identifier ref='AB-1' type='A1'/><other-identifier ref='AB-1' type='B1'/>"
                       "<other-identifier ref='AB-1' type='B1'/>")
                       .partnership.identifiers;
  EXPECT_EQ(std::ranges::count(ids, std::string("AB-1"), &model::Identifier::value), 2);
  const auto unmodelled = [](const std::string& second) {
    return only(
               "<participating-org ref='XM-EXAMPLE-2' role='1' activity-id='A'/><participating-org "
               "ref='XM-EXAMPLE-2' role='1'" +
               second + "/>")
        .partnership.kept->unmodelled;
  };
  EXPECT_EQ(unmodelled(""), 0);
  EXPECT_EQ(unmodelled(" activity-id='B'"), 1);
  EXPECT_EQ(unmodelled(" crs-channel-code='47000'"), 1);
}

TEST(WholeStandard, AnIndicatorIsAGoalOnlyWhereItsCodeIsOne) {
  const auto bundle = only(
      "<result type='1'><title><narrative>R</narrative></title><indicator measure='1'>"
      "<title><narrative>I</narrative></title><reference vocabulary='9' code='1.A'/>"
      "<reference vocabulary='9' code='6.1.1'/></indicator></result>");
  const auto& goals = bundle.partnership.goals;
  ASSERT_EQ(goals.size(), 1U);
  EXPECT_EQ(goals[0].code, "1.a");
  EXPECT_EQ(goals[0].stated_in, "indicator");
  const auto references = first_of<model::Result>(bundle).indicators.at(0).references;
  ASSERT_EQ(references.size(), 1U);
  EXPECT_EQ(references[0].code, "6.1.1");
  EXPECT_EQ(bundle.partnership.kept->unmodelled, 0);
}

TEST(WholeStandard, ARegionIsWrittenOnlyByAListTheStandardHas) {
  Born born{"0190a0a0-0000-7000-8000-000000000001", only(kWhole, kAttributes), {}};
  born.bundle.partnership.kept.reset();
  born.bundle.partnership.places.front().vocabulary = "lakes";
  ActivityFile activities;
  std::string text;
  ASSERT_TRUE(activities.add(born, "2024-01-01T00:00:00Z", text));
  EXPECT_EQ(text.find("<recipient-region"), text.npos);
}

TEST(WholeStandard, TransactionsHaveTheirOwnSectorsPlacesAndTypes) {
  const auto bundle = only(kWhole, kAttributes);
  const auto given = first_of<model::Delivery>(bundle);
  EXPECT_EQ(given.giver_activity, "XM-EXAMPLE-2-B");
  EXPECT_EQ(given.receiver_activity, "A1");
  std::vector<std::string> lines;
  for (const auto& c : given.classifications) lines.push_back(c.kind + " " + c.vocabulary + ":" + c.code);
  EXPECT_EQ(lines, (std::vector<std::string>{"humanitarian :", "channel :2", "sector :14030", "sector 99:W1",
                                             "flow_type :10", "finance_type :110", "aid_type :C01",
                                             "aid_type 2:3", "tied_status :5"}));
  ASSERT_EQ(given.places.size(), 1U);
  EXPECT_EQ(given.places[0].code, "KE");
  const auto repaid = first_of<model::Delivery>(bundle, 1);
  EXPECT_EQ(repaid.kind, "repayment");
  EXPECT_FALSE(model::is_given(repaid.kind));
  EXPECT_TRUE(model::is_given(given.kind));
  const auto part = first_of<model::Participation>(bundle);
  EXPECT_EQ(part.activity, "XM-EXAMPLE-2-B");
  EXPECT_EQ(part.channel, "47000");
}

TEST(WholeStandard, ARecordThatHasItAllIsWrittenWithItByTheSchema) {
  Born born{"0190a0a0-0000-7000-8000-000000000001", only(kWhole, kAttributes), {}};
  born.bundle.partnership.kept.reset();
  std::erase_if(born.bundle.partnership.identifiers, [](const auto& i) { return i.scheme != "other"; });
  ActivityFile activities;
  std::string text;
  ASSERT_TRUE(activities.add(born, "2024-01-01T00:00:00Z", text)) << "it fits the schema";
  const auto again = read(file(text));
  ASSERT_EQ(again.bundles.size(), 1U);
  auto whole = again.bundles.front().partnership;
  EXPECT_EQ(whole.kept->unmodelled, 0);
  whole.kept.reset();
  EXPECT_EQ(whole, born.bundle.partnership);

  const auto extension = text.find("<record ");
  const auto bare = read(file(text.erase(extension, text.find("</record>") + 9 - extension)));
  ASSERT_EQ(bare.bundles.size(), 1U);
  const auto& p = bare.bundles.front().partnership;
  EXPECT_EQ(p.places, born.bundle.partnership.places);
  EXPECT_EQ(p.classifications.size(), born.bundle.partnership.classifications.size());
  EXPECT_EQ(p.documents.front().categories, born.bundle.partnership.documents.front().categories);
  EXPECT_EQ(p.conditions, born.bundle.partnership.conditions);
  EXPECT_EQ(p.budgets, born.bundle.partnership.budgets);
  EXPECT_EQ(p.planned_payments, born.bundle.partnership.planned_payments);
  EXPECT_EQ(p.notes, born.bundle.partnership.notes);
  for (const auto& id : born.bundle.partnership.identifiers)
    EXPECT_NE(std::ranges::find(p.identifiers, id), p.identifiers.end()) << id.value;
  EXPECT_EQ(first_of<model::Result>(bare.bundles.front()).indicators,
            first_of<model::Result>(born.bundle).indicators);
  EXPECT_EQ(first_of<model::Delivery>(bare.bundles.front()).classifications.size(),
            first_of<model::Delivery>(born.bundle).classifications.size());
  EXPECT_EQ(first_of<model::Delivery>(bare.bundles.front(), 1).kind, "repayment");
  EXPECT_EQ(first_of<model::Participation>(bare.bundles.front()).activity, "XM-EXAMPLE-2-B");
}

TEST(WholeStandard, WhatIsLongerThanTheModelTakesStaysInTheOriginal) {
  const std::string longest(200'001, 'x');
  const auto words = "<narrative>" + longest + "</narrative>";
  // Each line with the elements of it that are not modelled.
  const std::vector<std::pair<std::string, std::int64_t>> lines{
      {"<location><name><narrative>N</narrative></name><description>" + words +
           "</description><exactness code='1'/></location>",
       3},
      {"<location><location-id vocabulary='G1' code='" + longest + "'/><exactness code='1'/></location>", 1},
      {"<document-link url='https://a.example'><description>" + words + "</description></document-link>", 2},
      {"<tag vocabulary='99' code='" + longest + "'/>", 1},
      {"<sector vocabulary='99' code='S' percentage='many'/>", 1},
      {"<activity-date type='1' iso-date='2020-01-01'>" + words + "</activity-date>", 1},
      {"<contact-info><email>a@b.example</email><email>" + longest + "</email></contact-info>", 1}};
  for (const auto& [line, count] : lines)
    EXPECT_EQ(only(line).partnership.kept->unmodelled, count) << line.substr(0, 60);
  std::string many = "<contact-info>";
  for (std::size_t i = 0; i < model::kMostMeans + 3; ++i)
    many += "<telephone>" + std::to_string(i) + "</telephone>";
  const auto p = only(many + "</contact-info>").partnership;
  EXPECT_EQ(p.contacts.front().further_telephones.size(), model::kMostMeans);
  EXPECT_EQ(p.kept->unmodelled, 2);
}

TEST(WholeStandard, TheFieldOfAnOwnRecordComesBackWithoutACodeOfTheDac) {
  Born born{"0190a0a0-0000-7000-8000-000000000001", only(kWhole, kAttributes), {}};
  born.bundle.partnership.fields_of_work = {{.code = "health", .sector = {}, .percentage = {}}};
  born.bundle.partnership.kept.reset();
  ActivityFile activities;
  std::string text;
  ASSERT_TRUE(activities.add(born, "2024-01-01T00:00:00Z", text));
  // Somebody who knows IATI alone changes a share.
  const auto at = text.find("code=\"health\"");
  ASSERT_NE(at, text.npos);
  text.insert(at, "percentage=\"40\" ");
  const auto again = read(file(text));
  ASSERT_EQ(again.bundles.size(), 1U);
  const auto& fields = again.bundles.front().partnership.fields_of_work;
  ASSERT_EQ(fields.size(), 1U);
  EXPECT_EQ(fields[0].code, "health");
  EXPECT_EQ(fields[0].percentage->str(), "40");
}

}  // namespace
}  // namespace entente::exchange::iati::testing
