// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/cutter.hpp"

#include <gtest/gtest.h>

#include "exchange/iati/reading_test_support.hpp"

namespace entente::exchange::iati {
namespace {

using testing::file;
using testing::read;

/// The pieces of a text, and the faults among them.
struct Cuts {
  std::vector<std::string> pieces, faults;
  std::vector<std::uint64_t> lines, offsets;
};

Cuts cut(const std::string& text, Limits limits = {}) {
  std::istringstream in(text);
  Utf8Source source(in, "a.xml");
  Cutter cutter(source, "a.xml", limits);
  Cuts all;
  for (Piece piece; cutter.next(piece);) {
    all.pieces.emplace_back(piece.bytes);
    all.lines.push_back(piece.line);
    all.offsets.push_back(piece.offset);
    all.faults.push_back(piece.fault ? piece.fault->cause : "");
  }
  return all;
}

std::string error(const std::string& text, Limits limits = {}) {
  try {
    cut(text, limits);
  } catch (const base::BadInput& e) {
    return e.what();
  }
  return "read without error";
}

/// One activity must come out as it went in.
void expect_whole(const std::string& activity) {
  const auto cuts = cut(file(activity + "<iati-activity>next</iati-activity>"));
  ASSERT_EQ(cuts.pieces.size(), 2u) << activity;
  EXPECT_EQ(cuts.pieces[0], activity);
  EXPECT_EQ(cuts.faults[0], "");
  EXPECT_EQ(cuts.pieces[1], "<iati-activity>next</iati-activity>");
}

TEST(Cutter, FindsTheEndWhereverTheEndTagIsQuoted) {
  expect_whole("<iati-activity><![CDATA[</iati-activity>]]></iati-activity>");
  expect_whole("<iati-activity><![CDATA[]]]]><![CDATA[></iati-activity>]]></iati-activity>");
  expect_whole("<iati-activity><!-- </iati-activity> --></iati-activity>");
  expect_whole("<iati-activity><!-- <![CDATA[ --><a/></iati-activity>");
  expect_whole("<iati-activity><?x </iati-activity> ?></iati-activity>");
  expect_whole("<iati-activity a='/iati-activity>' b=\"/>\">&lt;/iati-activity></iati-activity>");
  expect_whole("<iati-activity><iati-activity-x></iati-activity-x></iati-activity >");
  expect_whole("<iati-activity/>");
  expect_whole("<iati-activity a='>' />");
  expect_whole("<iati-activity\n>\n</iati-activity\n\t>");
  expect_whole("<iati-activity><x:iati-activity></x:iati-activity></iati-activity>");
}

TEST(Cutter, DoesNotCutInAnAttributeThatQuotesTheEndTagUnescaped) {
  // XML forbids '<' in attribute values: the piece is refused, but whole, and the next one stands.
  const std::string bad = "<iati-activity><a b=\"</iati-activity>\"/></iati-activity>";
  const auto cuts = cut(file(bad + "<iati-activity/>"));
  ASSERT_EQ(cuts.pieces, (std::vector<std::string>{bad, "<iati-activity/>"}));
  EXPECT_EQ(cuts.faults[0], "a '<' stands inside a tag; write &lt; for it");
  EXPECT_EQ(cuts.faults[1], "");
}

TEST(Cutter, PassesOverWhatStandsBetweenActivities) {
  const auto cuts =
      cut("\xEF\xBB\xBF<?xml version='1.0'?>\n<!-- <iati-activity/> -->\n<?p <iati-activity/>?>\n"
          "<iati-activities version='2.03' xmlns:f='urn:f' xmlns:g=\"urn:g\" xml:lang='fr'>\n"
          "<!-- <iati-activity/> --><f:note><iati-activity/><f:note/></f:note>\n<iati-activity/>\n"
          "<![CDATA[<iati-activity/>]]><f:end/></iati-activities>\n<!-- end -->\n");
  EXPECT_EQ(cuts.pieces, std::vector<std::string>{"<iati-activity/>"});
  EXPECT_EQ(cuts.lines, std::vector<std::uint64_t>{6});
}

TEST(Cutter, TellsTheRootWithItsNamespaces) {
  std::istringstream in(
      "<i:iati-activities version=' 2.03 ' xmlns:i='urn:i' xmlns = \"urn:d\" xml:lang='FR' a='xmlns:no'>"
      "<i:iati-activity><i:a/></i:iati-activity></i:iati-activities>");
  Utf8Source source(in, "a.xml");
  Cutter cutter(source, "a.xml");
  EXPECT_EQ(cutter.root().prefix, "i:");
  EXPECT_EQ(cutter.root().version, "2.03");
  EXPECT_EQ(cutter.root().language, "FR");
  EXPECT_EQ(cutter.root().namespaces,
            (std::vector<std::pair<std::string, std::string>>{{"xmlns:i", "urn:i"}, {"xmlns", "urn:d"}}));
  Piece piece;
  ASSERT_TRUE(cutter.next(piece));
  EXPECT_EQ(piece.bytes, "<i:iati-activity><i:a/></i:iati-activity>");
  EXPECT_FALSE(cutter.next(piece));
}

TEST(Cutter, OffsetsLeadBackIntoTheFile) {
  const std::string text = "\xEF\xBB\xBF" + file("\n<iati-activity/>\n  <iati-activity>2</iati-activity>");
  const auto cuts = cut(text);
  ASSERT_EQ(cuts.offsets.size(), 2u);
  for (std::size_t i = 0; i < 2; ++i)
    EXPECT_EQ(text.substr(cuts.offsets[i], cuts.pieces[i].size()), cuts.pieces[i]);
  EXPECT_EQ(cuts.lines, (std::vector<std::uint64_t>{2, 3}));
}

TEST(Cutter, KeepsCountOverManyBuffers) {
  std::string all;
  const std::string big(100'000, 'x');
  for (int i = 0; i < 40; ++i) all += "\n<iati-activity>" + big + "</iati-activity>";
  const auto text = file(all);
  const auto cuts = cut(text);
  ASSERT_EQ(cuts.pieces.size(), 40u);
  EXPECT_EQ(cuts.lines[39], 41u);
  EXPECT_EQ(text.substr(cuts.offsets[39], cuts.pieces[39].size()), cuts.pieces[39]);
}

TEST(Cutter, EveryCutOfAFileIsAnErrorThatSaysWhere) {
  const std::string whole =
      file("\n<iati-activity a='1'><!-- c --><b><![CDATA[d]]></b><?e f?></iati-activity>\n");
  for (std::size_t n = 1; n < whole.size(); ++n) {
    const auto said = error(whole.substr(0, n));
    EXPECT_NE(said.find("is cut short on line "), std::string::npos) << n << ": " << said;
  }
  EXPECT_EQ(error(whole.substr(0, 45)),
            "a.xml: is cut short on line 2: the tag begun on line 2 has no end. Send the whole file again.");
  EXPECT_EQ(
      error(whole.substr(0, whole.find("</b>"))),
      "a.xml: is cut short on line 2: the activity begun on line 2 has no end. Send the whole file again.");
  EXPECT_EQ(error(whole.substr(0, whole.find("</iati-activities>"))),
            "a.xml: is cut short on line 3: </iati-activities> is missing. Send the whole file again.");
}

TEST(Cutter, SaysWhatAFileIsInstead) {
  EXPECT_EQ(error(""), "a.xml: is empty. Send a file of IATI activities or organisations.");
  EXPECT_EQ(error(" \n\t"), "a.xml: is empty. Send a file of IATI activities or organisations.");
  EXPECT_EQ(
      error("{\"a\":1}"),
      "a.xml: is not XML: it does not begin with '<'. Send a file of IATI activities or organisations.");
  EXPECT_EQ(error("<!-- x --> y <a/>"),
            "a.xml: is not XML: text stands before its first element on line 1. Send a file of IATI "
            "activities or organisations.");
  EXPECT_EQ(
      error("</a>"),
      "a.xml: is not XML: line 1 comes before any element. Send a file of IATI activities or organisations.");
  EXPECT_EQ(error("<rss version='2'/>"),
            "a.xml: is XML, but its root element is <rss>, not <iati-activities> or <iati-organisations>. "
            "Send a file of IATI activities or organisations.");
  EXPECT_EQ(error("<html><body/></html>"),
            "a.xml: is a web page, not a file of IATI. Download the file itself and send that.");
}

TEST(Cutter, CutsOrganisationsLikeActivities) {
  const auto cuts =
      cut("<i:iati-organisations version='2.03' xmlns:i='u'><!-- </i:iati-organisation> -->"
          "<i:iati-organisation><a/></i:iati-organisation><o:x/><i:iati-organisation><b>"
          "<i:iati-organisation/><i:iati-activity/></i:iati-organisations>");
  ASSERT_EQ(cuts.pieces.size(), 4u);
  EXPECT_EQ(cuts.pieces[0], "<i:iati-organisation><a/></i:iati-organisation>");
  EXPECT_EQ(cuts.faults[0], "");
  EXPECT_EQ(cuts.faults[1], "its end tag </i:iati-organisation> is missing");
  EXPECT_EQ(cuts.pieces[2], "<i:iati-organisation/>");
  EXPECT_EQ(cuts.faults[3], "it is <i:iati-activity>, not an organisation");
  EXPECT_EQ(error("<iati-organisations version='2.03'><iati-organisation><b>"),
            "a.xml: is cut short on line 1: the organisation begun on line 1 has no end. Send the whole file "
            "again.");
}

TEST(Cutter, RefusesEveryDocumentType) {
  const std::string laughs =
      "<?xml version='1.0'?>\n<!DOCTYPE iati-activities [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]>\n";
  EXPECT_EQ(
      error(laughs + file("<iati-activity>&b;</iati-activity>")),
      "a.xml: declares a document type on line 2; entities are not read. Remove the <!DOCTYPE …> and send it "
      "again.");
  EXPECT_NE(error("<iati-activities><!DOCTYPE x></iati-activities>").find("declares a document type"),
            std::string::npos);
}

TEST(Cutter, AFileWithoutActivitiesIsEmptyNotWrong) {
  EXPECT_TRUE(cut("<iati-activities/>").pieces.empty());
  EXPECT_TRUE(cut("<iati-activities></iati-activities><?end?>").pieces.empty());
}

TEST(Cutter, RefusesABrokenOuterStructure) {
  EXPECT_EQ(error(file("\n</b>")),
            "a.xml: line 2 ends <b>, which has not begun. Correct the file at its source and send it again.");
  EXPECT_EQ(
      error(file("<iati-activity/>") + "<more/>"),
      "a.xml: goes on after its root element has ended on line 1. Correct the file at its source and send it "
      "again.");
  EXPECT_EQ(error(file("<x:b><x:c></x:c>")),
            "a.xml: <x:b> on line 1 has no end. Correct the file at its source and send it again.");
  EXPECT_EQ(
      error("<iati-activities a='&b;'/>"),
      "a.xml: line 1: a '&' stands there that begins no character reference; write &amp; for it. Correct the "
      "file at its source and send it again.");
}

TEST(Cutter, GoesOnAfterAnActivityThatLostItsEnd) {
  const auto cuts = cut(file("<iati-activity><a>\n<iati-activity>2</iati-activity><iati-activity><b>"));
  ASSERT_EQ(cuts.pieces.size(), 3u);
  EXPECT_EQ(cuts.faults[0], "its end tag </iati-activity> is missing");
  EXPECT_EQ(cuts.faults[1], "");
  EXPECT_EQ(cuts.pieces[1], "<iati-activity>2</iati-activity>");
  EXPECT_EQ(cuts.faults[2], "its end tag </iati-activity> is missing");
}

TEST(Cutter, NotesWhatXmlForbidsAndPugixmlAllows) {
  const auto fault = [](const std::string& inside) {
    return cut(file("<iati-activity>" + inside + "</iati-activity>")).faults.at(0);
  };
  EXPECT_EQ(fault("&amp;&lt;&gt;&quot;&apos;&#65;&#x1F600;"), "");
  EXPECT_EQ(fault("<![CDATA[&x; & <]]><!-- & &x; -->"), "");
  const std::string reference = "a '&' stands there that begins no character reference; write &amp; for it";
  for (const auto* bad :
       {"&nbsp;", "a & b", "&", "&#0;", "&#xD800;", "&#x110000;", "&#;", "&#x;", "&;", "<a b='&c;'/>"})
    EXPECT_EQ(fault(bad), reference) << bad;
  EXPECT_EQ(fault("1 < 2"), "a '<' stands there that begins no tag; write &lt; for it");
  EXPECT_EQ(fault("<b <c/></b>"), "a '<' stands inside a tag; write &lt; for it");
  EXPECT_EQ(fault("<!ELEMENT b>"), "a '<!' stands there that is neither comment nor CDATA");
  EXPECT_EQ(cut(file("<wrapper><iati-activity/></wrapper>")).faults,
            std::vector<std::string>{"it is <wrapper>, not an activity"});
}

TEST(Cutter, BoundsAPiece) {
  Limits limits;
  limits.piece_bytes = 1024 * 1024;
  const std::string big(2 * 1024 * 1024, 'x');
  EXPECT_EQ(
      error(file("\n<iati-activity>" + big + "</iati-activity>"), limits),
      "a.xml: the activity on line 2 is larger than 1 MB. Check that it ends where it should, or split it.");
  // An unclosed comment or quote cannot swallow more either.
  EXPECT_NE(error(file("<iati-activity><!--" + big), limits).find("is larger than 1 MB"), std::string::npos);
  EXPECT_NE(error(file("<iati-activity a='" + big), limits).find("is larger than 1 MB"), std::string::npos);
  limits.piece_elements = 3;
  const auto cuts =
      cut(file("<iati-activity><a/><b/></iati-activity><iati-activity><a/></iati-activity>"), limits);
  EXPECT_EQ(cuts.faults, (std::vector<std::string>{"it has 3 elements or more", ""}));
}

TEST(Cutter, PositionsInAPieceCountFromOne) {
  Piece piece;
  piece.line = 7;
  piece.column = 3;
  piece.bytes = "<a>\n <b>\n</b></a>";
  EXPECT_EQ(position_in(piece, 0), (std::pair<std::uint64_t, std::uint64_t>{7, 3}));
  EXPECT_EQ(position_in(piece, 2), (std::pair<std::uint64_t, std::uint64_t>{7, 5}));
  EXPECT_EQ(position_in(piece, 5), (std::pair<std::uint64_t, std::uint64_t>{8, 2}));
  EXPECT_EQ(position_in(piece, 9), (std::pair<std::uint64_t, std::uint64_t>{9, 1}));
}

}  // namespace
}  // namespace entente::exchange::iati
