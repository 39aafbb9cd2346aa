// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/validation/validator.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <sstream>

#include "base/date.hpp"
#include "base/error.hpp"
#include "base/messages.hpp"
#include "exchange/iati/validation/report.hpp"
#include "exchange/iati/validation/wording.hpp"

namespace entente::exchange::iati::validation {
namespace {

/// An activity with nothing wrong; `more` goes before its end, `first` before its transaction.
std::string activity(const std::string& id, const std::string& first = {}, const std::string& more = {}) {
  return "<iati-activity xml:lang=\"en\" default-currency=\"USD\">\n<iati-identifier>" + id +
         "</iati-identifier>\n"
         "<reporting-org ref=\"XM-DAC-7\" type=\"10\"><narrative>N</narrative></reporting-org>\n"
         "<title><narrative>Wells</narrative></title>\n"
         "<description><narrative>Water for all</narrative></description>\n"
         "<participating-org role=\"1\" ref=\"XM-DAC-7\"/>\n"
         "<activity-status code=\"2\"/>\n"
         "<activity-date type=\"1\" iso-date=\"2020-01-01\"/>\n"
         "<recipient-country code=\"KE\"/>\n"
         "<sector code=\"14030\" vocabulary=\"1\"/>\n" +
         first + more + "</iati-activity>";
}

std::string file(const std::string& inside, const std::string& version = "2.03") {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<iati-activities version=\"" + version + "\">\n" +
         inside + "\n</iati-activities>\n";
}

struct Outcome {
  std::vector<Finding> findings;
  Summary summary;
  /// "rule say line:column" of each.
  std::vector<std::string> said() const {
    std::vector<std::string> all;
    for (const auto& f : findings)
      all.push_back(f.rule->id + " " + std::string(f.say) + " " + std::to_string(f.at.line) + ":" +
                    std::to_string(f.at.column));
    return all;
  }
  bool says(std::string_view rule, std::string_view say) const {
    return std::ranges::any_of(findings,
                               [&](const Finding& f) { return f.rule->id == rule && f.say == say; });
  }
};

Outcome run(const std::string& text, Options options = {}) {
  std::istringstream in(text);
  options.today = base::PartialDate::parse("2026-11-23")->first_day();
  Outcome report;
  report.summary =
      validate(in, "test.xml", options, [&](Finding&& f) { report.findings.push_back(std::move(f)); });
  return report;
}

using Sayings = std::vector<std::string>;

TEST(Validator, SaysNothingOfAGoodFile) {
  const auto report = run(file(activity("XM-DAC-7-1") + "\n" + activity("XM-DAC-7-2")));
  EXPECT_EQ(report.said(), Sayings{});
  EXPECT_EQ(report.summary.activities, 2U);
  EXPECT_TRUE(report.summary.valid());
  EXPECT_EQ(report.summary.kind, "iati-activities");
}

TEST(Validator, TellsLineAndColumnInCharacters) {
  // Two bytes each, one column each.
  const auto report = run(file("<!-- éé --><iati-activity wrong=\"1\"/>"));
  ASSERT_FALSE(report.findings.empty());
  EXPECT_EQ(report.said()[0], "0.3.1 missing 3:12");
  EXPECT_EQ(report.said().back(), "0.3.1 attribute 3:27") << "behind the start of the activity";
}

TEST(Validator, CountsEveryKindOfLineEnd) {
  EXPECT_EQ(run(file("\r\n\r<!---->\n<wrong/>")).said()[0], "0.3.1 unexpected 6:1");
}

TEST(Validator, FindsLinesBeyond65535) {
  const auto report = run(file(std::string(100'000, '\n') + activity("XM-DAC-7-1", "<nothing/>")));
  EXPECT_EQ(report.said(), Sayings{"0.3.1 unexpected 100013:1"});
  EXPECT_EQ(report.findings[0].path, "/iati-activities/iati-activity[1]/nothing");
}

TEST(Validator, PercentagesMustAddUpExactly) {
  const std::string third = "<sector vocabulary=\"1\" code=\"14031\" percentage=\"33.33\"/>";
  auto text = activity("XM-DAC-7-1");
  const auto at = text.find("<sector");
  text.erase(at, text.find("/>", at) + 2 - at);
  text.insert(at, third + third + third);
  const auto report = run(file(text));
  ASSERT_TRUE(report.says("2.1.2", "sum"));
  EXPECT_EQ(report.findings[0].value, "99.99");
}

TEST(Validator, TellsOfARepeatedIdentifierWhereItStandsAgain) {
  const auto report = run(file(activity("XM-DAC-7-1") + "\n" + activity("XM-DAC-7-1")));
  EXPECT_EQ(report.said(), Sayings{"1.1.2 twice 14:1"});
  EXPECT_EQ(report.findings[0].number, 2U);
}

TEST(Validator, AnActivityThatIsNoXmlDoesNotTakeTheOthersWithIt) {
  const auto broken = activity("XM-DAC-7-2", "<sector></wrong>");
  const auto report = run(file(activity("XM-DAC-7-1") + broken + activity("XM-DAC-7-3", "<nothing/>")));
  ASSERT_EQ(report.findings.size(), 2U);
  EXPECT_EQ(report.findings[0].say, "xml_mismatch");
  EXPECT_EQ(report.findings[0].activity, "XM-DAC-7-2");
  EXPECT_EQ(report.findings[1].say, "unexpected");
  EXPECT_EQ(report.findings[1].number, 3U);
  EXPECT_FALSE(report.summary.valid());
}

TEST(Validator, AnActivityWithoutItsEndDoesNotSwallowTheNext) {
  auto open = activity("XM-DAC-7-1");
  open.resize(open.size() - std::string("</iati-activity>").size());
  const auto report = run(file(open + activity("XM-DAC-7-2") + activity("XM-DAC-7-3")));
  EXPECT_EQ(report.said(), Sayings{"0.1.1 xml_unclosed 3:1"});
  EXPECT_EQ(report.summary.activities, 3U);
}

TEST(Validator, EndTagsInCommentsAndCdataEndNothing) {
  const std::string traps = "<!-- </iati-activity> --><?x </iati-activity> ?>";
  auto text = activity("XM-DAC-7-1", traps);
  text.replace(text.find("Water for all"), 13, "<![CDATA[</iati-activity><iati-activity>]]>");
  Options small;
  small.chunk_bytes = 1;
  for (const auto& options : {Options{}, small}) {
    EXPECT_EQ(run(file(text + text), options).said(), Sayings{"1.1.2 twice 13:65"}) << options.chunk_bytes;
  }
}

TEST(Validator, SaysTheSameWhateverTheChunksAndThreads) {
  std::string inside;
  for (int i = 0; i < 60; ++i)
    inside += activity("XM-DAC-7-" + std::to_string(i % 50),
                       i % 3 == 0 ? "<nothing/>" : "<!-- </iati-activity> -->") +
              (i % 2 == 0 ? "\n" : "");
  const auto expected = run(file(inside)).said();
  EXPECT_EQ(expected.size(), 30U);
  for (const std::size_t bytes : {1UL, 700UL, 5000UL})
    for (const unsigned threads : {1U, 3U}) {
      Options options;
      options.chunk_bytes = bytes;
      options.threads = threads;
      EXPECT_EQ(run(file(inside), options).said(), expected) << bytes << " bytes, " << threads << " threads";
    }
}

TEST(Validator, RefusesWhatIsNoXmlInOneFinding) {
  EXPECT_EQ(run("").said(), Sayings{"0.1.1 xml_empty 1:1"});
  EXPECT_EQ(run("  \n x").said(), Sayings{"0.1.1 xml_no_start 2:2"});
  EXPECT_EQ(run("<a><b></a>").said(), (Sayings{"0.2.1 not_iati 1:1", "0.1.1 xml_mismatch 1:7"}));
  EXPECT_EQ(run("<a/>").said(), Sayings{"0.2.1 not_iati 1:1"});
  EXPECT_EQ(run("<!DOCTYPE a [<!ENTITY b \"c\">]><a/>").said(), Sayings{"entente.doctype doctype 1:1"});
}

TEST(Validator, RefusesVersionsItDoesNotKnow) {
  EXPECT_EQ(run(file(activity("XM-DAC-7-1"), "1.03")).said(), Sayings{"0.6.1 version 2:1"});
  EXPECT_EQ(run(file(activity("XM-DAC-7-1"), "2.02")).said(), Sayings{"entente.unverified unverified 2:1"});
  Options as;
  as.as_version = "2.03";
  EXPECT_EQ(run(file(activity("XM-DAC-7-1"), "2.03"), as).said(), Sayings{});
}

TEST(Validator, TellsWhereAFileIsCutShort) {
  const auto whole = file(activity("XM-DAC-7-1") + "\n" + activity("XM-DAC-7-2"));
  for (const std::size_t size : {60UL, 100UL, 500UL, whole.size() - 25}) {
    const auto report = run(whole.substr(0, size));
    EXPECT_TRUE(report.says("0.1.1", "xml_unfinished")) << size;
  }
}

TEST(Validator, ReadsUtf16AndTellsOfBadBytes) {
  const auto text = file(activity("XM-DAC-7-1"));
  std::string wide = "\xFF\xFE";
  for (const char c : text) wide += {c, '\0'};
  const auto declared = wide.find("U\0T\0F\0-\0008\0", 0, 10);
  if (declared != std::string::npos) wide.replace(declared, 10, "U\0T\0F\0-\0001\0006\0", 12);
  EXPECT_EQ(run(wide).said(), Sayings{});
  auto bad = text;
  bad[bad.find("Wells")] = '\xC3';
  const auto report = run(bad);
  ASSERT_EQ(report.findings.size(), 1U);
  EXPECT_EQ(report.findings[0].value, "0xC3");
}

TEST(Validator, ForeignElementsMayStandWhereTheStandardLetsThem) {
  const std::string declared = "<iati-activities version=\"2.03\" xmlns:a=\"http://a.example\">";
  const auto good =
      declared + activity("XM-DAC-7-1", {}, "<a:b c=\"d\"><title/></a:b>") + "<a:e/></iati-activities>";
  // A title of no namespace inside one is looked at: the schema is lax, not blind.
  EXPECT_EQ(run(good).said(), (Sayings{"0.3.1 missing 11:12", "4.3.1 no_narrative 11:12"}));
  const auto between =
      declared + activity("XM-DAC-7-1") + "<a:e/>" + activity("XM-DAC-7-2") + "</iati-activities>";
  Options small;
  small.chunk_bytes = 1;
  EXPECT_TRUE(run(between).says("0.3.1", "foreign_between"));
  EXPECT_TRUE(run(between, small).says("0.3.1", "foreign_between"));
  EXPECT_TRUE(run(file(activity("XM-DAC-7-1", "<z:y/>"))).says("0.3.1", "unbound"));
  EXPECT_TRUE(run("<i:iati-activities xmlns:i=\"http://i.example\" version=\"2.03\"></i:iati-activities>")
                  .says("0.3.1", "root_namespace"));
}

TEST(Validator, DepthAndNumbersAreBounded) {
  std::string deep;
  for (int i = 0; i < 5000; ++i) deep += "<a>";
  EXPECT_TRUE(run(file(activity("XM-DAC-7-1", deep))).says("0.1.1", "xml_deep"));
  std::string many = "<sector code=\"14030\"";
  for (int i = 0; i < 5000; ++i) many += " a" + std::to_string(i) + "=\"\"";
  EXPECT_TRUE(run(file(activity("XM-DAC-7-1", many + "/>"))).says("0.1.1", "xml_attributes_many"));
  Options small;
  small.piece_bytes = 10'000;
  small.chunk_bytes = 100;
  EXPECT_TRUE(run(file(activity("XM-DAC-7-1", "<!--" + std::string(2'000'000, ' ') + "-->")), small)
                  .says("entente.limit", "limit"));
}

TEST(Validator, ManySiblingsInOneActivityCostNoSquare) {
  // Alternating names are the worst case for the chains of siblings; a square of these would never end.
  std::string siblings;
  for (int i = 0; i < 60'000; ++i)
    siblings += i % 2 == 0 ? "<sector code=\"14030\"/>" : "<tag code=\"1\" vocabulary=\"2\"/>";
  const auto report = run(file(activity("XM-DAC-7-1", siblings)));
  EXPECT_GT(report.findings.size(), 20'000U);
  EXPECT_EQ(report.findings.back().at.line, 13U);
}

TEST(Wording, EveryFindingHasItsWordsInEveryLanguage) {
  const auto report =
      run(file(activity("XM-DAC-7-1", "<sector code=\"1\"/><nothing/>") + "<x/>" + activity("A")));
  ASSERT_GT(report.findings.size(), 4U);
  for (const auto* language : {"en", "fr", "es", "ru", "ar", "zh"})
    for (const auto& f : report.findings) {
      const auto words = words_of(f, base::Messages::in(language));
      EXPECT_FALSE(words.what.empty());
      EXPECT_FALSE(words.mend.empty());
    }
  // Every rule of the tables names messages that exist.
  for (const auto& rule : Standard::current().rules)
    EXPECT_TRUE(base::Messages::in("en").has("validate.what." + rule->say)) << rule->id;
}

TEST(Reports, AllFormsTellTheSameNumberOfFindings) {
  const auto report = run(file(activity("XM-DAC-7-1", "<nothing/><nothing/>")));
  for (const auto& format : report_formats()) {
    std::ostringstream out;
    const auto form = make_report(format, out, base::Messages::in("en"));
    form->begin();
    form->file("a b.xml");
    for (const auto& f : report.findings) form->finding(f);
    form->file_end(report.summary);
    form->end();
    EXPECT_NE(out.str().find("0.3.1"), std::string::npos) << format;
    if (format == "sarif") {
      EXPECT_NE(out.str().find("a%20b.xml"), std::string::npos);
    }
  }
  EXPECT_THROW(make_report("pdf", std::cout, base::Messages::in("en")), base::BadInput);
}

}  // namespace
}  // namespace entente::exchange::iati::validation
