// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/encoding.hpp"

#include <gtest/gtest.h>

#include "exchange/iati/reading_test_support.hpp"

namespace entente::exchange::iati {
namespace {

using testing::activity;
using testing::file;
using testing::read;

std::string wide(std::string_view ascii, bool little, std::size_t unit) {
  std::string out;
  for (const char c : ascii) {
    std::string one(unit, '\0');
    one[little ? 0 : unit - 1] = c;
    out += one;
  }
  return out;
}

std::string title_of(const std::string& text) {
  const auto all = read(text);
  if (all.bundles.size() != 1) return "nothing: " + all.error;
  return std::string(all.bundles[0].partnership.title.str("en"));
}

std::string titled(std::string_view title) {
  return file("<iati-activity xml:lang='en'><iati-identifier>A1</iati-identifier><title><narrative>" +
              std::string(title) + "</narrative></title></iati-activity>");
}

TEST(Encoding, IsReadFromTheFirstBytes) {
  EXPECT_EQ(encoding_of("<a/>").name, "");
  EXPECT_EQ(encoding_of("<?xml version='1.0' encoding='utf-8'?>").name, "");
  EXPECT_EQ(encoding_of("<?xml version='1.0' encoding=\"us-ascii\"?>").name, "");
  EXPECT_EQ(encoding_of("<?xml version='1.0' encoding = 'iso-8859-1'?>").name, "ISO-8859-1");
  EXPECT_EQ(encoding_of("<?xml version='1.0'?><a encoding='x'/>").name, "");
  EXPECT_EQ(encoding_of("\xEF\xBB\xBF<a/>").mark, 3u);
  EXPECT_EQ(encoding_of(std::string_view("\xFF\xFE<\0", 4)).name, "UTF-16LE");
  EXPECT_EQ(encoding_of(std::string_view("\xFF\xFE\0\0", 4)).name, "UTF-32LE");
  EXPECT_EQ(encoding_of(std::string_view("\0<\0?", 4)).name, "UTF-16BE");
}

TEST(Encoding, ConvertsWhatIsNotUtf8) {
  EXPECT_EQ(title_of("<?xml version='1.0' encoding='ISO-8859-1'?>" + titled("Caf\xE9")), "Café");
  EXPECT_EQ(title_of("<?xml version='1.0' encoding='windows-1252'?>" + titled("\x80 5")), "€ 5");
  EXPECT_EQ(title_of("<?xml version='1.0' encoding='windows-1256'?>" + titled("\xE3\xC7\xC1")), "ماء");
  EXPECT_EQ(title_of("\xFF\xFE" + wide(titled("T"), true, 2)), "T");
  EXPECT_EQ(title_of("\xFE\xFF" + wide(titled("T"), false, 2)), "T");
  EXPECT_EQ(title_of(wide("<?xml version='1.0' encoding='UTF-16'?>" + titled("T"), true, 2)), "T");
  EXPECT_EQ(title_of(std::string("\xFF\xFE\0\0", 4) + wide(titled("T"), true, 4)), "T");
  EXPECT_EQ(title_of("\xEF\xBB\xBF" + titled("Ω")), "Ω");
}

TEST(Encoding, ConvertsMoreThanABufferWithoutLosingACharacter) {
  std::string latin, utf8;
  for (int i = 0; i < 150'000; ++i) {
    latin += "\xE9\xE8";
    utf8 += "éè";
  }
  const auto all =
      read("<?xml version='1.0' encoding='ISO-8859-1'?>" + file(activity("<!--" + latin + "-->")));
  ASSERT_EQ(all.bundles.size(), 1u) << all.error;
  EXPECT_NE(all.bundles[0].original.find("<!--" + utf8 + "-->"), std::string::npos);
}

TEST(Encoding, FindsADocumentTypeInWideText) {
  EXPECT_NE(title_of("\xFF\xFE" + wide("<!DOCTYPE a>" + titled("T"), true, 2)).find("document type"),
            std::string::npos);
}

TEST(Encoding, RefusesWhatItCannotConvert) {
  EXPECT_EQ(title_of("<?xml version='1.0' encoding='klingon'?>" + titled("T")),
            "nothing: a.xml: declares the encoding \"KLINGON\", which is not known. Convert it to UTF-8 and "
            "send it "
            "again.");
  EXPECT_EQ(title_of("<?xml version='1.0' encoding='UTF-16'?>" + titled("T")),
            "nothing: a.xml: declares the encoding \"UTF-16\", but its bytes are of another. Convert it to "
            "UTF-8 and "
            "send it again.");
  EXPECT_EQ(
      title_of("<?xml version='1.0' encoding='Shift_JIS'?>" + titled("\xFF\xFF")),
      "nothing: a.xml: holds bytes that are not of its encoding, SHIFT_JIS. Convert it to UTF-8 and send it "
      "again.");
  // Half a character at the end: what came before it has landed, and the fault is told.
  EXPECT_NE(read("\xFF\xFE" + wide(titled("T"), true, 2) + "<").error.find("not of its encoding"),
            std::string::npos);
}

TEST(Encoding, BytesThatAreNotUtf8CostTheirActivityOnly) {
  const auto all = read(file("\n" + activity("<!-- \xE9 -->") + activity("")));
  EXPECT_EQ(all.bundles.size(), 1u);
  ASSERT_EQ(all.refusals.size(), 1u);
  EXPECT_EQ(all.refusals[0].identifier, "A1");
  EXPECT_EQ(all.refusals[0].line, 2u);
  EXPECT_EQ(all.refusals[0].message,
            "activity A1: is not well-formed XML: the bytes there are not UTF-8. Correct it at its source "
            "and send it "
            "again.");
}

}  // namespace
}  // namespace entente::exchange::iati
