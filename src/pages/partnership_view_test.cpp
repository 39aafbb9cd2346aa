// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/partnership_view.hpp"

#include <gtest/gtest.h>

#include <string>

#include "pages/organisation_page.hpp"
#include "pages/program.hpp"
#include "pages/record_views.hpp"
#include "pages/subject_views.hpp"
#include "pages/template.hpp"

namespace entente::pages {
namespace {

const RecordPage kAbout{"Entente", "https://register.example", 20'000};

TEST(Partnership, AnEmptyRecordIsAPageOfGapsInEveryLanguage) {
  registry::PartnershipView record;
  record.partnership.version = record.head_version = 1;
  for (const auto language : base::kLanguages) {
    const auto& messages = base::Messages::in(language);
    const auto said = [&](std::string_view key) { return html_escape(messages.get(key)); };
    const auto html = render("partnership", partnership_view(record, kAbout, messages), messages);
    EXPECT_NE(html.find(said("partnership.no_title")), html.npos) << language;
    EXPECT_NE(html.find(said("partnership.no_party")), html.npos) << language;
    EXPECT_NE(html.find(said("partnership.no_results")), html.npos) << language;
    EXPECT_NE(html.find(said("partnership.not_stated")), html.npos) << language;
    EXPECT_EQ(html.find("{{"), html.npos) << language;
  }
}

TEST(Partnership, NothingFromARecordIsMarkup) {
  registry::PartnershipView record;
  record.partnership.version = record.head_version = 1;
  auto& partnership = record.partnership.value;
  partnership.title = base::Text("en", "<script>alert(1)</script>");
  partnership.documents = {{"javascript:alert(2)", "\"><b>", base::Text("en", "<i>")}};
  partnership.identifiers = {{"other", "<img src=x>"}};
  partnership.sources.resize(1);
  partnership.sources[0].url = "javascript:alert(3)";
  const auto& en = base::Messages::in("en");
  const auto html = render("partnership", partnership_view(record, kAbout, en), en);
  EXPECT_EQ(html.find("<script"), html.npos);
  EXPECT_EQ(html.find("<img"), html.npos);
  EXPECT_EQ(html.find("href=\"javascript"), html.npos);
  EXPECT_NE(html.find("javascript:alert(2)"), html.npos)
      << "an address that may not be linked is still shown";
}

TEST(Partnership, AForeignTitleSaysItsLanguage) {
  registry::PartnershipView record;
  record.partnership.version = record.head_version = 1;
  record.partnership.value.title = base::Text("ar", "ميثاق المياه");
  const auto& en = base::Messages::in("en");
  const auto html = render("partnership", partnership_view(record, kAbout, en), en);
  EXPECT_NE(html.find("<h1><bdi lang=\"ar\" dir=\"rtl\">"), html.npos);
  EXPECT_NE(html.find(en.get("partnership.other_language")), html.npos);
}

TEST(Partnership, AnOldRevisionSaysSoAndHasNoOriginal) {
  registry::PartnershipView record;
  record.partnership.version = 1;
  record.head_version = 3;
  record.partnership.value.kept = model::Kept{"iati-2.03", std::string(64, 'a'), 7};
  const auto& en = base::Messages::in("en");
  const auto html = render("partnership", partnership_view(record, kAbout, en), en);
  EXPECT_NE(html.find(en.get("revision.old", {{"version", std::int64_t{1}}, {"current", std::int64_t{3}}})),
            html.npos);
  EXPECT_NE(html.find("differences?from=1&amp;to=3"), html.npos);
  EXPECT_NE(html.find("7 elements stand only in the original."), html.npos);
  EXPECT_EQ(html.find("/original\""), html.npos);
}

TEST(Goals, AnMdgTargetNamesItsSuccessorsAndAnUnknownCodeIsMarked) {
  const auto& en = base::Messages::in("en");
  const auto table = goal_table({{"mdg", "7.C", {}, ""}, {"sdg", "99.9", {}, "tag-3"}}, en);
  const auto& rows = table.get("rows")->list_value();
  ASSERT_EQ(rows[0].get("successors")->list_value().size(), 2U);
  EXPECT_EQ(rows[0].get("successors")->list_value()[0].get("code")->string_value(), "6.1");
  EXPECT_TRUE(rows[1].get("label")->is_false());
  EXPECT_EQ(rows[1].get("stated")->string_value(), "as a tag");
}

TEST(Places, ALocationKeepsItsPointAsPublished) {
  model::Place place;
  place.kind = "location";
  place.latitude = "-1.2800";
  place.longitude = "36.82";
  place.percentage = base::Decimal::parse("12.5");
  const auto table = place_table({place}, base::Messages::in("en"));
  const auto& row = table.get("rows")->list_value()[0];
  EXPECT_EQ(row.get("point")->string_value(), "-1.2800, 36.82");
  EXPECT_EQ(row.get("share")->string_value(), "12.5%");
}

TEST(Numbers, ArePlainAndPositive) {
  EXPECT_EQ(positive_number("1"), 1);
  EXPECT_EQ(positive_number("120"), 120);
  for (const auto* bad : {"", "0", "01", "-1", "+1", "1.0", "1 ", "9999999999999999", "x"})
    EXPECT_FALSE(positive_number(bad)) << bad;
}

TEST(Pager, HasNoNeighboursBeyondItsEnds) {
  const auto& en = base::Messages::in("en");
  EXPECT_TRUE(pager_view(1, 1, "?page=", en).is_false());
  EXPECT_TRUE(pager_view(1, 3, "?page=", en).get("before")->is_false());
  EXPECT_EQ(pager_view(2, 3, "?page=", en).get("after")->string_value(), "?page=3");
  EXPECT_TRUE(pager_view(3, 3, "?page=", en).get("after")->is_false());
  EXPECT_EQ(pager_view(2, 3, "?page=", en).get("page")->string_value(), "Page 2 of 3");
}

TEST(Organisation, ShowsEveryNameAndWhatIsNotKnown) {
  registry::OrganisationView record;
  record.organisation.version = record.head_version = 1;
  record.organisation.value.name.add("en", "Example Agency");
  record.organisation.value.name.add("ar", "وكالة «مثال»");
  record.organisation.value.website = "javascript:alert(1)";
  record.organisation.value.identifiers = {{"lei", "5493001KJTIIGC8Y1R12"}, {"lei", "5493001KJTIIGC8Y1R13"}};
  const auto& en = base::Messages::in("en");
  const auto html = render("organisation", organisation_view(record, {}, 1, en), en);
  EXPECT_NE(html.find("<bdi lang=\"ar\" dir=\"rtl\">وكالة «مثال»</bdi>"), html.npos);
  EXPECT_NE(html.find(en.get("partnership.not_stated")), html.npos);
  EXPECT_NE(html.find(en.get("organisation.check_holds")), html.npos);
  EXPECT_NE(html.find(en.get("organisation.check_fails")), html.npos);
  EXPECT_NE(html.find(en.get("organisation.no_parts")), html.npos);
  EXPECT_EQ(html.find("href=\"javascript"), html.npos);
}

}  // namespace
}  // namespace entente::pages
