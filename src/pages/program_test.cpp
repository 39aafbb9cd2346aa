// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/program.hpp"

#include <gtest/gtest.h>

#include <string>

#include "base/error.hpp"

namespace entente::pages {
namespace {

std::string filled(std::string_view text, const View& view = {}) {
  std::string out;
  Program("of a test", text, base::Messages::in("en")).fill(view, out);
  return out;
}

View with_list(std::initializer_list<const char*> elements) {
  auto list = list_view();
  for (const auto* element : elements) list.push_back(View(element));
  View view;
  view["list"] = std::move(list);
  return view;
}

TEST(Program, EscapesUnlessThreeBracesSayOtherwise) {
  View view;
  view["text"] = View("<a href=\"x\">'&'</a> 水");
  EXPECT_EQ(filled("{{text}}", view), "&lt;a href=&quot;x&quot;&gt;&apos;&amp;&apos;&lt;/a&gt; 水");
  EXPECT_EQ(filled("({{{text}}})", view), "(<a href=\"x\">'&'</a> 水)");
  EXPECT_EQ(html_escape("plain"), "plain");
}

TEST(Program, FillsSectionsByWhatTheViewIs) {
  View view;
  view["yes"] = View(true);
  view["no"] = View(false);
  view["none"] = list_view();
  view["empty"] = View("");
  EXPECT_EQ(filled("{{#yes}}a{{/yes}}{{#no}}b{{/no}}{{#none}}c{{/none}}{{#missing}}d{{/missing}}", view),
            "a");
  EXPECT_EQ(filled("{{^yes}}a{{/yes}}{{^no}}b{{/no}}{{^none}}c{{/none}}{{^missing}}d{{/missing}}", view),
            "bcd");
  EXPECT_EQ(filled("{{#empty}}an empty text counts{{/empty}}", view), "an empty text counts");
  EXPECT_EQ(filled("{{yes}}{{none}}{{missing}}", view), "") << "only texts are written";
}

TEST(Program, LooksForNamesInTheOuterObjectsToo) {
  View inner, view;
  inner["own"] = View("inner");
  view["own"] = View("outer");
  view["other"] = View("shared");
  view["inner"] = std::move(inner);
  EXPECT_EQ(filled("{{own}} {{#inner}}{{own}} {{other}}{{/inner}} {{own}}", view),
            "outer inner shared outer");
  EXPECT_EQ(filled("{{#list}}<{{.}}>{{/list}}", with_list({"a", "&"})), "<a><&amp;>");
}

TEST(Program, DropsALineOnWhichNothingButSectionsStood) {
  const auto list = with_list({"a", "b"});
  EXPECT_EQ(filled("<ul>\n{{#list}}\n  <li>{{.}}\n{{/list}}\n</ul>", list), "<ul>\n  <li>a\n  <li>b\n</ul>");
  EXPECT_EQ(filled("x\n  {{#list}} {{/list}}\t\ny", list), "x\ny");
  EXPECT_EQ(filled("x\n{{#list}}{{/list}}", list), "x\n") << "the last line too";
  EXPECT_EQ(filled("\n \nx\n\ny\n", list), "\n \nx\n\ny\n") << "an empty line of the template stays";
  EXPECT_EQ(filled("{{#list}}{{.}}{{/list}}\n\nx", list), "ab\n\nx");
}

TEST(Program, WritesMessagesInTheLanguageItWasReadFor) {
  const auto& french = base::Messages::in("fr");
  std::string out;
  Program("of a test", "<b>{{#t}}list.search_button{{/t}}</b>", french).fill({}, out);
  EXPECT_EQ(out, "<b>" + html_escape(french.get("list.search_button")) + "</b>");
}

TEST(Program, RefusesWhatItCannotRead) {
  for (const auto* text :
       {"{{open", "{{{half}}", "{{#a}}", "{{#a}}{{/b}}", "{{/a}}", "{{}}", "{{&a}}", "{{! no }}",
        "{{=<% %>=}}", "{{a.b}}", "{{#t}}list.search_button", "{{#t}}no.such.message{{/t}}"})
    EXPECT_THROW(filled(text), base::Error) << text;
}

TEST(View, HoldsWhatItWasGiven) {
  View view;
  EXPECT_TRUE(view.is_object());
  view["a"] = View("text");
  view["a"] = View(true);
  view["b"]["c"] = View(std::string("deep"));
  EXPECT_TRUE(view.get("a")->is_true());
  EXPECT_EQ(view.get("b")->get("c")->string_value(), "deep");
  EXPECT_EQ(view.get("none"), nullptr);
  EXPECT_EQ(view.get("a")->get("none"), nullptr) << "a bool has no members";
  EXPECT_TRUE(text_or_nothing("").is_false());
  EXPECT_TRUE(list_view().is_empty_list());
  const auto copy = view;
  view["b"]["c"] = View("other");
  EXPECT_EQ(copy.get("b")->get("c")->string_value(), "deep") << "a copy stands alone";
}

}  // namespace
}  // namespace entente::pages
