// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/day_facets.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "base/date.hpp"
#include "search/memory_piece.hpp"
#include "search/segment_writer.hpp"

namespace entente::search {
namespace {

std::int64_t day_told(std::string_view text) {
  return base::PartialDate::parse(text)->first_day();
}

class DayFacetsOfAnIndex : public ::testing::TestWithParam<std::size_t> {
 protected:
  DayFacetsOfAnIndex() : index_({}, options()) {
    std::vector<Document> all;
    const std::vector<std::string> places[] = {{"BT"}, {"KE"}, {"FJ", "BT"}, {"UG"}, {}};
    for (unsigned n = 0; n < 5; ++n) {
      std::array<std::uint8_t, 16> bytes{};
      bytes[15] = static_cast<std::uint8_t>(n);
      Document d{
          .id = base::Uuid(bytes), .texts = {{Zone::title, "water"}}, .facets = {}, .sort_title = "water"};
      for (const auto& country : places[n]) d.facets.emplace_back(Facet::country, country);
      // Reported until day 20,000, then due; the third one says nothing of its reports.
      if (n != 2) d.lights = {{100, 0}, {20'000, 1}};
      all.push_back(std::move(d));
    }
    index_.apply(all);
  }
  IndexOptions options() {
    IndexOptions some;
    some.merge_at = GetParam();
    return some;
  }
  std::map<std::string, std::uint32_t> counts(Facet facet, std::vector<std::pair<Facet, std::string>> filters,
                                              std::int64_t today) {
    const auto answer =
        index_.search({.text = "water", .filters = std::move(filters), .today = today, .of_day = true});
    total_ = answer.total;
    std::map<std::string, std::uint32_t> told;
    for (const auto& [value, count] : answer.of(facet)) told.emplace(value, count);
    return told;
  }
  using Told = std::map<std::string, std::uint32_t>;
  const Told of_2023_ = {{"developing", 4}, {"ldc", 3}, {"lldc", 3}, {"sids", 1}};
  Index index_;
  std::size_t total_ = 0;
};

TEST_P(DayFacetsOfAnIndex, AreThoseOfTheDayAsked) {
  EXPECT_EQ(counts(Facet::fresh, {}, 19'000), (Told{{"reported", 4}}));
  EXPECT_EQ(counts(Facet::fresh, {}, 20'000), (Told{{"due", 4}}));
  EXPECT_EQ(counts(Facet::group, {}, day_told("2023-01-01")), of_2023_);
  EXPECT_EQ(counts(Facet::group, {}, day_told("2024-01-01")),
            (Told{{"developing", 4}, {"ldc", 1}, {"lldc", 3}, {"sids", 1}}));
}
TEST_P(DayFacetsOfAnIndex, AreCountedWithTheirOwnChoiceOpen) {
  const auto today = day_told("2023-01-01");
  EXPECT_EQ(counts(Facet::group, {{Facet::group, "sids"}}, today), of_2023_);
  EXPECT_EQ(total_, 1U);
  EXPECT_EQ(counts(Facet::group, {{Facet::fresh, "reported"}}, today),
            (Told{{"developing", 3}, {"ldc", 2}, {"lldc", 2}}));
  EXPECT_EQ(counts(Facet::fresh, {{Facet::group, "ldc"}}, today), (Told{{"reported", 2}}));
  EXPECT_EQ(counts(Facet::country, {{Facet::group, "sids"}, {Facet::group, "lldc"}}, today),
            (Told{{"BT", 2}, {"FJ", 1}, {"UG", 1}}));
  EXPECT_EQ(counts(Facet::country, {{Facet::group, "no such group"}}, today), (Told{}));
  EXPECT_EQ(counts(Facet::group, {{Facet::country, "UG"}}, today),
            (Told{{"developing", 1}, {"ldc", 1}, {"lldc", 1}}));
}
TEST_P(DayFacetsOfAnIndex, ATextAsksForAGroupToo) {
  const auto found = [&](std::string text, bool forgiving) {
    return index_
        .search(
            {.text = std::move(text), .filters = {}, .today = day_told("2024-01-01"), .forgiving = forgiving})
        .total;
  };
  EXPECT_EQ(found("group:LDC", false), 1U);
  EXPECT_EQ(found("group:\"Small island developing States\"", false), 1U);
  EXPECT_EQ(found("water least developed countries", true), 1U);
  EXPECT_EQ(found("内陆发展中国家", true), 3U);
  EXPECT_EQ(found("group:developing", false), 4U);
  EXPECT_EQ(found("developing economies", true), 4U);
  EXPECT_EQ(found("Économies en développement", true), 4U);
  EXPECT_EQ(found("developed economies", true), 0U) << "of one stem with them, and another group";
  EXPECT_EQ(found("developing", true), 0U) << "a word of a text like another";
}
TEST_P(DayFacetsOfAnIndex, WhatIsRemovedIsNotCounted) {
  std::array<std::uint8_t, 16> bytes{};
  index_.apply({}, {base::Uuid(bytes)});
  EXPECT_EQ(counts(Facet::group, {}, day_told("2023-01-01")),
            (Told{{"developing", 3}, {"ldc", 2}, {"lldc", 2}, {"sids", 1}}));
  EXPECT_EQ(counts(Facet::country, {{Facet::group, "ldc"}}, day_told("2023-01-01")),
            (Told{{"BT", 1}, {"FJ", 1}, {"UG", 1}}));
}
TEST_P(DayFacetsOfAnIndex, OfANewBaseAreThoseOfTheDayAsked) {
  EXPECT_EQ(counts(Facet::fresh, {}, 19'000), (Told{{"reported", 4}}));
  index_.merge(1);
  EXPECT_EQ(counts(Facet::fresh, {}, 19'000), (Told{{"reported", 4}}));
  EXPECT_EQ(counts(Facet::group, {}, day_told("2023-01-01")), of_2023_);
  index_.merge(2);
  EXPECT_EQ(counts(Facet::fresh, {}, 20'000), (Told{{"due", 4}}));
}
TEST_P(DayFacetsOfAnIndex, ACountryThatGoesFromOneGroupToAnotherIsInOne) {
  std::array<std::uint8_t, 16> bytes{};
  bytes[15] = 9;
  const std::vector<Document> more{{.id = base::Uuid(bytes),
                                    .texts = {{Zone::title, "water"}},
                                    .facets = {{Facet::country, "BG"}},
                                    .sort_title = "water"}};
  index_.apply(more);
  const auto of = [&](std::string_view day) {
    return counts(Facet::group, {{Facet::country, "BG"}}, day_told(day));
  };
  EXPECT_EQ(of("2006-12-31"), (Told{{"transition", 1}}));
  EXPECT_EQ(of("2007-01-01"), (Told{{"developed", 1}}));
  EXPECT_EQ(counts(Facet::country, {{Facet::group, "transition"}}, day_told("2006-12-31")),
            (Told{{"BG", 1}}));
  EXPECT_EQ(counts(Facet::country, {{Facet::group, "transition"}}, day_told("2007-01-01")), (Told{}));
}
INSTANTIATE_TEST_SUITE_P(InMemoryAndInABase, DayFacetsOfAnIndex, ::testing::Values(100, 1));

TEST(DayMarks, OfANewPieceAreMadeBeforeTheyAreAskedFor) {
  ValueTable values(empty_segment());
  const auto live_with = [&](std::int32_t due) {
    auto piece = std::make_shared<MemoryPiece>();
    piece->add({.id = {}, .texts = {}, .facets = {}, .sort_title = {}, .lights = {{100, 0}, {due, 1}}},
               {values.code_of(Facet::country, "KE"), values.code_of(Facet::country, "UG")});
    return Live{.piece = std::move(piece), .base = nullptr, .removed = {}};
  };
  const Corpus corpus{.pieces = {}, .values = &values, .documents = 2, .weight = 0, .today = 19'000};
  const auto old = live_with(20'000), fresh = live_with(18'000), later = live_with(25'000);
  DayMarksKept kept;
  EXPECT_EQ(kept.make(old, values), nullptr) << "of which day?";
  const auto first = kept.of(corpus, old);
  const auto made = kept.make(fresh, values);
  ASSERT_NE(made, nullptr);
  EXPECT_EQ(kept.of(corpus, fresh), made) << "not made again";
  EXPECT_EQ(kept.of(corpus, old), first);
  ASSERT_EQ(made->marks.size(), 1U);
  EXPECT_EQ(made->marks.front() & 3U, 2U) << "due";
  EXPECT_EQ(made->counts[1], 1U);
  EXPECT_EQ(first->marks.front() & 3U, 1U) << "reported";
  EXPECT_EQ(made->marks.front() >> kLights.size(), first->marks.front() >> kLights.size())
      << "of the same countries";
  EXPECT_NE(made->marks.front() >> kLights.size(), 0);

  auto tomorrow = corpus;
  tomorrow.today = 20'000;
  EXPECT_EQ(kept.of(tomorrow, old)->marks.front() & 3U, 2U);
  const auto again = kept.of(tomorrow, fresh);
  EXPECT_NE(again, made);
  EXPECT_EQ(kept.make(later, values)->marks.front() & 3U, 1U) << "until day 25,000";
}

}  // namespace
}  // namespace entente::search
