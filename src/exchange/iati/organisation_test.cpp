// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/organisation.hpp"

#include <gtest/gtest.h>

#include "base/hash.hpp"
#include "exchange/iati/organisation_file.hpp"
#include "exchange/iati/reading_test_support.hpp"

namespace entente::exchange::iati {
namespace {

std::string root(std::string_view organisations, std::string_view more = "") {
  return "<iati-organisations version=\"2.03\"" + std::string(more) + ">" + std::string(organisations) +
         "</iati-organisations>";
}

std::string organisation(std::string_view inside, std::string_view reporter = "XM-EX-1",
                         std::string_view name = "<name><narrative>Example Bank</narrative></name>") {
  return "<iati-organisation xml:lang=\"en\" default-currency=\"EUR\" "
         "last-updated-datetime=\"2024-03-01T00:00:00Z\">"
         "<organisation-identifier>XM-EX-1</organisation-identifier>" +
         std::string(name) + "<reporting-org ref=\"" + std::string(reporter) +
         "\" type=\"40\"><narrative>Reporter</narrative></reporting-org>" + std::string(inside) +
         "</iati-organisation>";
}

ReportedOrganisation only(std::string_view inside, std::string_view reporter = "XM-EX-1") {
  auto all = testing::read(root(organisation(inside, reporter)));
  if (all.organisations.size() != 1)
    throw std::runtime_error("no organisation: " + all.error +
                             (all.refusals.empty() ? "" : all.refusals[0].message));
  return std::move(all.organisations[0]);
}

constexpr std::string_view kPeriod =
    "<period-start iso-date=\"2024-01-01\"/><period-end iso-date=\"2024-12-31\"/>";

TEST(OrganisationReader, WhoReportsOnItselfDefinesItself) {
  const auto read = only("");
  EXPECT_EQ(read.naming, Naming::definition);
  EXPECT_EQ(read.key, "iati-org\tXM-EX-1");
  EXPECT_EQ(read.organisation.name.str("en"), "Example Bank");
  EXPECT_EQ(read.organisation.type, "multilateral");
  ASSERT_EQ(read.organisation.identifiers.size(), 1u);
  EXPECT_EQ(read.organisation.identifiers[0].value, "XM-EX-1");
  EXPECT_EQ(read.organisation.sources.at(0).stated_by, "Reporter");
  EXPECT_EQ(read.finances->origin, "iati-organisation/iati-org\tXM-EX-1");
  EXPECT_EQ(read.finances->sources.at(0).date->str(), "2024-03-01");
  EXPECT_EQ(read.finances->kept->unmodelled, 0);
  EXPECT_EQ(read.finances->kept->original, base::hex(base::sha256(read.original)));
}

TEST(OrganisationReader, WhoReportsOnAnotherMentionsIt) {
  EXPECT_EQ(only("", "xm-ex-1").naming, Naming::definition);
  const auto read = only("", "XM-EX-2");
  EXPECT_EQ(read.naming, Naming::mention);
  EXPECT_EQ(read.organisation.type, "unknown");
  EXPECT_EQ(read.finances->origin, "iati-organisation/iati-org\tXM-EX-2");
  // Without a name there is nothing to define.
  const auto nameless = testing::read(root(organisation("", "XM-EX-1", "<name/>")));
  EXPECT_EQ(nameless.organisations.at(0).naming, Naming::mention);
  EXPECT_EQ(nameless.organisations.at(0).organisation.name.str("en"), "XM-EX-1");
}

TEST(OrganisationReader, AmountsKeepForWhomTheyAre) {
  const std::string value = "<value value-date=\"2024-01-01\">10.5</value>";
  const auto finances =
      *only("<total-budget status=\"2\">" + std::string(kPeriod) +
            "<value currency=\"USD\" value-date=\"2023-12-31\">100</value>"
            "<budget-line ref=\"A1\"><value>60</value><narrative>Line</narrative>"
            "<narrative xml:lang=\"fr\">Ligne</narrative></budget-line>"
            "<budget-line><narrative>without an amount</narrative><value>some</value></budget-line>"
            "<expense-line><value>1</value></expense-line>"
            "</total-budget><recipient-org-budget><recipient-org ref=\"XM-EX-7\">"
            "<narrative>Friend</narrative></recipient-org>" +
            std::string(kPeriod) + value +
            "</recipient-org-budget><recipient-region-budget><recipient-region "
            "code=\"298\"/>" +
            std::string(kPeriod) + value +
            "</recipient-region-budget><recipient-country-budget><recipient-country "
            "code=\"ke\"/>" +
            std::string(kPeriod) + value + "</recipient-country-budget><total-expenditure>" +
            std::string(kPeriod) + value +
            "<expense-line><value currency=\"CHF\" value-date=\"2024-02-01\">-2</value></expense-line>"
            "</total-expenditure>")
           .finances;
  ASSERT_EQ(finances.budgets.size(), 5u);
  const auto& total = finances.budgets[0];
  EXPECT_EQ(total.kind, "total");
  EXPECT_EQ(total.status, "committed");
  EXPECT_EQ(total.start->str(), "2024-01-01");
  EXPECT_EQ(total.end->str(), "2024-12-31");
  EXPECT_EQ(total.value.amount.str(), "100");
  EXPECT_EQ(total.value.currency, "USD");
  EXPECT_EQ(total.value.value_date->str(), "2023-12-31");
  EXPECT_EQ(finances.budgets[1].recipient, "XM-EX-7");
  EXPECT_EQ(finances.budgets[1].recipient_name.str("en"), "Friend");
  EXPECT_EQ(finances.budgets[1].value.currency, "EUR");
  EXPECT_EQ(finances.budgets[2].place->vocabulary, "dac");
  EXPECT_EQ(finances.budgets[3].place->code, "KE");
  EXPECT_EQ(finances.budgets[4].kind, "expenditure");
  ASSERT_EQ(total.lines.size(), 1u);
  EXPECT_EQ(total.lines[0].reference, "A1");
  EXPECT_EQ(total.lines[0].text.str("fr"), "Ligne");
  EXPECT_EQ(total.lines[0].value, (base::Money{*base::Decimal::parse("60"), "EUR", std::nullopt}));
  ASSERT_EQ(finances.budgets[4].lines.size(), 1u);
  EXPECT_EQ(finances.budgets[4].lines[0].value.currency, "CHF");
  EXPECT_TRUE(finances.budgets[4].lines[0].text.empty());
  // The line without an amount, with its value and its narrative; the one that has no place in a budget.
  EXPECT_EQ(finances.kept->unmodelled, 5);
}

TEST(OrganisationReader, AnAmountThatIsNoNumberStandsInTheOriginalAlone) {
  const auto read = only("<total-budget>" + std::string(kPeriod) + "<value>much</value></total-budget>" +
                         "<document-link url=\"https://x.example\" format=\"text/html\"><title>"
                         "<narrative>Report</narrative></title></document-link><document-link/>");
  EXPECT_TRUE(read.finances->budgets.empty());
  ASSERT_EQ(read.finances->documents.size(), 1u);
  EXPECT_EQ(read.finances->documents[0].title.str("en"), "Report");
  EXPECT_EQ(read.finances->kept->unmodelled, 5);
}

TEST(OrganisationReader, ADocumentIsReadWhole) {
  const auto read = only(
      "<document-link url='https://bank.example/report.pdf' format='application/pdf'><title><narrative>Report"
      "</narrative></title><description><narrative>Of the year</narrative></description><category "
      "code='B01'/>"
      "<language code='fr'/><document-date iso-date='2024-05-01'/>"
      "<recipient-country code='KE'><narrative>Kenya</narrative></recipient-country></document-link>");
  ASSERT_EQ(read.finances->documents.size(), 1u);
  const auto& document = read.finances->documents[0];
  EXPECT_EQ(document.description.str("en"), "Of the year");
  EXPECT_EQ(document.categories, std::vector<std::string>{"B01"});
  EXPECT_EQ(document.languages, std::vector<std::string>{"fr"});
  EXPECT_EQ(document.countries, std::vector<std::string>{"KE"});
  EXPECT_EQ(document.date->str(), "2024-05-01");
  EXPECT_EQ(read.finances->kept->unmodelled, 1)
      << "the words of a country, for which the register has its own";
}

TEST(OrganisationReader, RefusesEachByItself) {
  const auto all =
      testing::read(root("<iati-organisation><name/></iati-organisation><iati-organisation>&lol;"
                         "<organisation-identifier>B</organisation-identifier></iati-organisation>" +
                         organisation("") + "<iati-activity/>"));
  EXPECT_EQ(all.organisations.size(), 1u);
  ASSERT_EQ(all.refusals.size(), 3u);
  for (const auto& refusal : all.refusals) EXPECT_TRUE(refusal.of_organisation);
  EXPECT_EQ(all.refusals[0].message,
            "organisation 1 of the file: has no <organisation-identifier>, by which it could be found again. "
            "Give it one at its source and send it again.");
  EXPECT_EQ(all.refusals[1].identifier, "B");
  EXPECT_EQ(all.refusals[2].piece, 4u);
  EXPECT_EQ(testing::read("<iati-organisations version='2.03'/>").error,
            "a.xml: holds no organisation. Check that it is the file you meant.");
  EXPECT_NE(testing::read("<iati-organisations/>").error.find("into <iati-organisations>"),
            std::string::npos);
}

TEST(OrganisationFile, HoldsWhatTheSchemaAccepts) {
  auto read = testing::read(
      root(organisation("<x:own xmlns:x=\"http://x.example\"/>") + organisation("<nothing-of-ours/>")));
  ASSERT_EQ(read.organisations.size(), 2u);
  OrganisationFile file;
  std::string text(OrganisationFile::head());
  EXPECT_TRUE(file.add(read.organisations[0].original, text));
  EXPECT_FALSE(file.add(read.organisations[1].original, text));
  text += file.tail();
  EXPECT_EQ(file.written(), 1u);
  EXPECT_EQ(file.unfit(), 1u);
  EXPECT_NE(text.find("</iati-organisations>\n<!-- Left out: 1 "), std::string::npos);
  const auto again = testing::read(text);
  ASSERT_EQ(again.organisations.size(), 1u) << again.error;
  EXPECT_EQ(again.organisations[0].original, read.organisations[0].original);
}

}  // namespace
}  // namespace entente::exchange::iati
