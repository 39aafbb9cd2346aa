// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// What publishers give of an activity beside what its parties agree: read, written, and read again.
#include "exchange/iati/classifications.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "exchange/iati/activity_file.hpp"
#include "exchange/iati/extension.hpp"
#include "exchange/iati/reading_test_support.hpp"
#include "model/published_limits.hpp"

namespace entente::exchange::iati::testing {
namespace {

constexpr std::string_view kAll =
    "<reporting-org ref='XM-EXAMPLE-1' type='40'><narrative>Example Agency</narrative></reporting-org>"
    "<activity-status code='2'/><activity-date type='2' iso-date='2020-01-01'/>"
    "<contact-info type='2'><organisation><narrative>Example Agency</narrative></organisation>"
    "<department><narrative>Water</narrative></department><person-name><narrative>Desk</narrative>"
    "</person-name><job-title><narrative>Officer</narrative></job-title><telephone>+254 1</telephone>"
    "<telephone>+254 2</telephone><email>water@agency.example</email><website>www.agency.example</website>"
    "<mailing-address><narrative>1 Road</narrative><narrative xml:lang='fr'>1, rue</narrative>"
    "</mailing-address></contact-info>"
    "<contact-info type='1'/>"
    "<country-budget-items vocabulary='2'><budget-item code='4.1' percentage='60'><description><narrative>"
    "Water</narrative></description></budget-item><budget-item code='4.2' percentage='40'/>"
    "<budget-item code='4.3' percentage='many'/></country-budget-items>"
    "<humanitarian-scope type='1' vocabulary='1-2' code='EP-2020-000012-001'><narrative>COVID-19</narrative>"
    "</humanitarian-scope><humanitarian-scope type='2' vocabulary='2-1' code='HCOVD20'/>"
    "<policy-marker code='1' significance='2'><narrative>Gender Equality</narrative></policy-marker>"
    "<policy-marker vocabulary='1' code='2' significance='0'/>"
    "<policy-marker vocabulary='99' vocabulary-uri='https://agency.example' code='J' significance='1'>"
    "<narrative>Jobs</narrative></policy-marker>"
    "<collaboration-type code='1'/><default-flow-type code='10'/><default-finance-type code='110'/>"
    "<default-aid-type code='C01'/><default-aid-type vocabulary='2' code='3'/><default-tied-status code='5'/>"
    "<planned-disbursement type='2'><period-start iso-date='2020-01-01'/><period-end iso-date='2020-12-31'/>"
    "<value currency='USD' value-date='2020-01-01'>1000</value><provider-org ref='XM-EXAMPLE-1'/>"
    "<receiver-org><narrative>Ministry</narrative></receiver-org></planned-disbursement>"
    "<planned-disbursement><period-start iso-date='2020-01-01'/><value>much</value></planned-disbursement>"
    "<capital-spend percentage='12.5'/>"
    "<conditions attached='1'><condition type='2'><narrative>Wells stay public</narrative></condition>"
    "</conditions>";

std::vector<std::string> told(const Classifications& all) {
  std::vector<std::string> lines;
  for (const auto& c : all)
    lines.push_back(c.kind + " " + c.vocabulary + ":" + c.code + " " + c.weight +
                    (c.percentage ? " " + c.percentage->str() + "%" : "") +
                    (c.name.empty() ? "" : " " + std::string(c.name.str("en"))));
  return lines;
}

TEST(PublishedValues, AreReadAsTheyWerePublished) {
  const auto p = only(kAll, " xml:lang='en' humanitarian='1'").partnership;
  EXPECT_EQ(told(p.classifications),
            (std::vector<std::string>{"humanitarian : ", "budget_item 2:4.1  60% Water",
                                      "budget_item 2:4.2  40%", "emergency 1-2:EP-2020-000012-001  COVID-19",
                                      "appeal 2-1:HCOVD20 ", "policy_marker :1 2", "policy_marker :2 0",
                                      "policy_marker 99:J 1 Jobs", "collaboration_type :1 ", "flow_type :10 ",
                                      "finance_type :110 ", "aid_type :C01 ", "aid_type 2:3 ",
                                      "tied_status :5 ", "capital_spend :  12.5%"}));
  ASSERT_EQ(p.contacts.size(), 1U) << "one that says nothing is none";
  const auto& contact = p.contacts.front();
  EXPECT_EQ(contact.kind, "project");
  EXPECT_EQ(contact.department.str("en"), "Water");
  EXPECT_EQ(contact.telephone, "+254 1");
  EXPECT_EQ(contact.further_telephones, std::vector<std::string>{"+254 2"});
  EXPECT_EQ(contact.address.str("fr"), "1, rue");
  ASSERT_EQ(p.planned_payments.size(), 1U) << "an amount that is no number is none";
  EXPECT_EQ(p.planned_payments.front().kind, "revised");
  EXPECT_EQ(p.planned_payments.front().giver, "XM-EXAMPLE-1");
  EXPECT_EQ(p.planned_payments.front().receiver, "Ministry");
  ASSERT_EQ(p.conditions.size(), 1U);
  EXPECT_EQ(p.conditions.front().kind, "performance");
}

TEST(PublishedValues, WhatIsNotModelledIsCounted) {
  // The empty contact, the item without a number, the words of a marker for which the register has its own,
  // and the payment without an amount with its two elements.
  EXPECT_EQ(only(kAll).partnership.kept->unmodelled, 6);
}

TEST(PublishedValues, ANoIsSaidAsSuch) {
  const auto p =
      only("<policy-marker code='1' significance='0'/><conditions attached='0'/>", " humanitarian='0'")
          .partnership;
  EXPECT_EQ(told(p.classifications), (std::vector<std::string>{"humanitarian : 0", "policy_marker :1 0"}));
  ASSERT_EQ(p.conditions.size(), 1U);
  EXPECT_EQ(p.conditions.front(), (model::Condition{"none", {}}));
  EXPECT_EQ(p.kept->unmodelled, 0);
  // Conditions that stand there all the same are contradicted.
  const auto both = only(
                        "<conditions attached='0'><condition type='1'><narrative>A</narrative></condition>"
                        "</conditions>")
                        .partnership;
  ASSERT_EQ(both.conditions.size(), 1U);
  EXPECT_EQ(both.kept->unmodelled, 2);
}

TEST(PublishedValues, WhatIsLongerThanTheModelTakesStaysInTheOriginal) {
  const std::string longest(20'001, 'x');
  const auto narrative = "<narrative>" + longest + "</narrative>";
  // Each line with the elements of it that are not modelled.
  const std::vector<std::pair<std::string, std::int64_t>> lines{
      {"<contact-info><telephone>" + longest + "</telephone><telephone>+254 1</telephone></contact-info>", 1},
      {"<contact-info><email>" + longest + "</email><website>www.agency.example</website></contact-info>", 1},
      {"<contact-info><website>" + longest + "</website></contact-info>", 2},
      {"<contact-info><department>" + narrative + "</department></contact-info>", 3},
      {"<policy-marker vocabulary='99' code='J' significance='" + longest +
           "'><narrative>Jobs</narrative></policy-marker>",
       2},
      {"<policy-marker vocabulary='" + longest + "' code='J' significance='1'/>", 1},
      {"<humanitarian-scope type='1' vocabulary='99' code='J'>" + narrative + "</humanitarian-scope>", 2},
      {"<default-aid-type code='" + longest + "'/>", 1},
      {"<country-budget-items vocabulary='2'><budget-item code='1'><description>" + narrative +
           "</description></budget-item><budget-item code='2'/></country-budget-items>",
       3},
      {"<planned-disbursement><value currency='" + longest + "'>1</value></planned-disbursement>", 2},
      {"<conditions attached='1'><condition type='1'><narrative>" + std::string(200'001, 'x') +
           "</narrative></condition></conditions>",
       3}};
  std::string all;
  std::int64_t unmodelled = 0;
  for (const auto& [line, count] : lines) {
    EXPECT_EQ(only(line).partnership.kept->unmodelled, count) << line.substr(0, 60);
    all += line;
    unmodelled += count;
  }
  const auto p = only(all).partnership;
  EXPECT_EQ(p.kept->unmodelled, unmodelled);
  ASSERT_EQ(p.contacts.size(), 2U);
  EXPECT_EQ(p.contacts.front().telephone, "+254 1") << "the next that fits";
  EXPECT_EQ(p.contacts.back().website, "www.agency.example");
  EXPECT_EQ(told(p.classifications), std::vector<std::string>{"budget_item 2:2 "});
  EXPECT_TRUE(p.planned_payments.empty());
  EXPECT_TRUE(p.conditions.empty());
}

TEST(PublishedValues, WhatIsMoreThanTheModelTakesStaysInTheOriginal) {
  const auto times = [](std::size_t count, const std::string& element) {
    std::string all;
    while (count-- > 0) all += element;
    return all;
  };
  const auto many = model::kMostPublished + 2;
  const auto p =
      only(times(many, "<contact-info><email>a@agency.example</email></contact-info>") +
           times(many, "<default-aid-type code='C01'/>") + "<capital-spend percentage='5'/>" +
           times(model::kMostPlannedPayments + 2,
                 "<planned-disbursement><value>1</value></planned-disbursement>") +
           "<conditions attached='1'>" +
           times(many, "<condition type='1'><narrative>A</narrative></condition>") + "</conditions>")
          .partnership;
  EXPECT_EQ(p.contacts.size(), model::kMostPublished);
  EXPECT_EQ(p.classifications.size(), model::kMostPublished);
  EXPECT_EQ(p.conditions.size(), model::kMostPublished);
  EXPECT_EQ(p.planned_payments.size(), model::kMostPlannedPayments);
  // Of two each: contacts and conditions of two elements, codes of one, payments of two; and the capital.
  EXPECT_EQ(p.kept->unmodelled, 2 * (2 + 1 + 2 + 2) + 1);
}

TEST(PublishedValues, ARecordThatHasThemIsWrittenWithThemByTheSchema) {
  Born born{"0190a0a0-0000-7000-8000-000000000001", only(kAll, " xml:lang='en' humanitarian='1'"), {}};
  born.bundle.partnership.kept.reset();
  born.bundle.partnership.identifiers.clear();
  ActivityFile activities;
  std::string text;
  ASSERT_TRUE(activities.add(born, "2024-01-01T00:00:00Z", text)) << "it fits the schema";
  for (const std::string_view element :
       {"humanitarian=\"1\"", "<contact-info type=\"2\">", "<budget-item code=\"4.1\" percentage=\"60\">",
        "<humanitarian-scope type=\"2\"", "<policy-marker vocabulary=\"99\"",
        "<capital-spend percentage=\"12.5\"", "<planned-disbursement type=\"2\">",
        "<conditions attached=\"1\">", "<default-tied-status code=\"5\""})
    EXPECT_NE(text.find(element), text.npos) << element;

  // As a record of its own, and by IATI's words alone.
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
  auto sorted = told(p.classifications), all = told(born.bundle.partnership.classifications);
  std::ranges::sort(sorted);
  std::ranges::sort(all);
  EXPECT_EQ(sorted, all);
  EXPECT_EQ(p.contacts, born.bundle.partnership.contacts);
  EXPECT_EQ(p.conditions, born.bundle.partnership.conditions);
  EXPECT_EQ(p.planned_payments, born.bundle.partnership.planned_payments);
}

}  // namespace
}  // namespace entente::exchange::iati::testing
