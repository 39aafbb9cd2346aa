// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/feed.hpp"

#include <gtest/gtest.h>

namespace entente::pages {
namespace {

TEST(XmlText, EscapesWhatMarkupIsMadeOf) {
  EXPECT_EQ(xml_text(R"(<a href="x">&amp;</a>)"), "&lt;a href=&quot;x&quot;&gt;&amp;amp;&lt;/a&gt;");
  EXPECT_EQ(xml_text("]]>"), "]]&gt;");
}

TEST(XmlText, LeavesOutWhatXmlCannotHold) {
  EXPECT_EQ(xml_text(std::string("a\0b\x01\x0b\x1f\rc\td\ne", 12)), "abc\td\ne");
  EXPECT_EQ(xml_text("a\xef\xbf\xbe"
                     "b\xef\xbf\xbf"
                     "c"),
            "abc");
  EXPECT_EQ(xml_text("\xef\xbf\xbd 水 ماء"), "\xef\xbf\xbd 水 ماء");
}

}  // namespace
}  // namespace entente::pages
