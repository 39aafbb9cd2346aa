// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/freshness_views.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "base/text.hpp"
#include "pages/template.hpp"

namespace entente::pages {
namespace {

using registry::Freshness;
using registry::Light;

TEST(FreshnessViews, NoTwoLightsShareTheirWordInAnyLanguage) {
  for (const auto language : base::kLanguages) {
    const auto& messages = base::Messages::in(language);
    std::set<std::string> words;
    for (std::size_t i = 0; i < registry::kLightNames.size(); ++i) {
      const Freshness fresh{static_cast<Light>(i), base::PartialDate::parse("2024-03"),
                            base::PartialDate::parse("2025-03-31")};
      const auto html = render("freshness", freshness_view(fresh, messages), messages);
      EXPECT_NE(html.find("202"), html.npos) << language << ": its date is there: " << html;
      words.insert(std::string(freshness_view(fresh, messages)["label"].string_value()));
    }
    EXPECT_EQ(words.size(), registry::kLightNames.size()) << language;
  }
}

TEST(FreshnessViews, SilenceIsNotAWordAboutADateThatIsNotKnown) {
  const auto& en = base::Messages::in("en");
  auto never = freshness_view({Light::silent, {}, base::PartialDate::parse("2025-01-01")}, en);
  EXPECT_EQ(never["when"].string_value(), en.get("freshness.none"));
  auto unborn = freshness_view({Light::not_due, {}, {}}, en);
  EXPECT_TRUE(unborn["when"].is_false());
}

TEST(FreshnessViews, EveryMarkIsInTheSprite) {
  const auto sprite = template_text("sprite_freshness");
  for (std::size_t i = 0; i < registry::kLightNames.size(); ++i) {
    const auto mark = mark_of_light(static_cast<Light>(i));
    EXPECT_NE(sprite.find("id=\"" + std::string(mark.symbol) + "\""), sprite.npos) << mark.symbol;
  }
}

}  // namespace
}  // namespace entente::pages
