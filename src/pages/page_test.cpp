// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/page.hpp"

#include <gtest/gtest.h>

#include "pages/assets.hpp"
#include "pages/program.hpp"
#include "pages/template.hpp"

namespace entente::pages {
namespace {

http::Request accepting(std::string languages) {
  http::Request request;
  request.headers.emplace_back("accept-language", std::move(languages));
  return request;
}

TEST(PreferredLanguage, TakesTheHeaviestThatIsOurs) {
  EXPECT_EQ(preferred_language({}), "en");
  EXPECT_EQ(preferred_language(accepting("fr")), "fr");
  EXPECT_EQ(preferred_language(accepting("de, ru;q=0.5, es;q=0.8")), "es");
  EXPECT_EQ(preferred_language(accepting("zh-Hant-TW,zh;q=0.9")), "zh");
  EXPECT_EQ(preferred_language(accepting("AR-eg")), "ar");
  EXPECT_EQ(preferred_language(accepting("fr;q=0, ru;q=0.1")), "ru");
  EXPECT_EQ(preferred_language(accepting("de, *")), "en");
  EXPECT_EQ(preferred_language(accepting(";;q=,, ,fr;q=x")), "en");
  const std::vector<std::string> few{"ar", "fr"};
  EXPECT_EQ(preferred_language(accepting("es, fr;q=0.1"), few), "fr");
  EXPECT_EQ(preferred_language(accepting("es, en"), few), "ar");
}

TEST(LanguageOf, ReadsThePathFirst) {
  auto request = accepting("fr");
  request.path = "/ru/about";
  EXPECT_EQ(language_of(request), "ru");
  request.path = "/assets/x";
  EXPECT_EQ(language_of(request), "fr");
}

TEST(DirectionOf, KnowsScriptsThatRunFromTheRight) {
  EXPECT_EQ(direction_of("ar"), "rtl");
  EXPECT_EQ(direction_of("fa-IR"), "rtl");
  EXPECT_EQ(direction_of("fr"), "ltr");
  EXPECT_EQ(direction_of("und"), "auto");
}

TEST(TextView, SaysWhenItIsNotTheReadersLanguage) {
  const base::Text text("fr", "Eau potable");
  const auto own = text_view(text, "fr"), foreign = text_view(text, "en");
  EXPECT_TRUE(own.get("foreign")->is_false());
  EXPECT_TRUE(foreign.get("foreign")->is_true());
  EXPECT_EQ(foreign.get("language_name")->string_value(), "French");
  EXPECT_TRUE(text_view({}, "en").is_false());
}

TEST(TextView, CutsBetweenWords) {
  const auto view = text_view(base::Text("en", "Clean water for everyone"), "en", 14);
  EXPECT_EQ(view.get("value")->string_value(), "Clean water…");
  EXPECT_TRUE(view.get("clipped")->is_true());
}

TEST(Templates, AllParseAndNoneGoesUnescaped) {
  ASSERT_FALSE(template_names().empty());
  for (const auto& name : template_names()) {
    const auto text = template_text(name);
    EXPECT_NO_THROW(Program(name, text, base::Messages::in("en"))) << name;
    EXPECT_EQ(text.find("{{>"), std::string::npos) << name;
    EXPECT_EQ(text.find("{{&"), std::string::npos) << name;
    // Frames take in what the program itself has made; nothing else may.
    EXPECT_EQ(text.find("{{{") != std::string::npos, name == "frame" || name == "embed") << name;
    EXPECT_EQ(text.find(" style="), std::string::npos) << name;
    // No script stands in a page, and only the frame calls for one. Data in a script element is not run
    // (structured_data.hpp sees to what stands in it).
    constexpr std::string_view kScript = "<script",
                               kOurs = R"(<script type="module" src="{{script}}"></script>)",
                               kData = R"(<script type="application/ld+json">{{{data}}}</script>)";
    for (auto at = text.find(kScript); at != text.npos; at = text.find(kScript, at + 1)) {
      const auto rest = std::string_view(text).substr(at);
      EXPECT_TRUE(name == "frame" && (rest.starts_with(kOurs) || rest.starts_with(kData))) << name;
    }
  }
}

TEST(Templates, EveryMessageTheyNameExists) {
  constexpr std::string_view kOpen = "{{#t}}", kClose = "{{/t}}";
  const auto& messages = base::Messages::in("en");
  for (const auto& name : template_names()) {
    const auto text = template_text(name);
    std::string_view rest = text;
    for (auto at = rest.find(kOpen); at != rest.npos; at = rest.find(kOpen)) {
      rest.remove_prefix(at + kOpen.size());
      const auto key = rest.substr(0, rest.find(kClose));
      EXPECT_TRUE(messages.has(key)) << name << ": " << key;
    }
  }
}

TEST(Assets, TheStyleSheetIsServedForEverUnderItsHash) {
  const auto routes = asset_routes();
  ASSERT_EQ(routes.front().pattern, style_path());
  const auto response = routes.front().handler({}, {});
  EXPECT_EQ(response.status, 200);
  EXPECT_NE(response.header("cache-control").find("immutable"), std::string_view::npos);
  EXPECT_EQ(response.header("x-content-type-options"), "nosniff");
}

}  // namespace
}  // namespace entente::pages
