// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/list_downloads.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <vector>

namespace entente::pages {
namespace {

TEST(ListDownloads, NoMoreThanSoManyAreUnderWay) {
  ListDownloads downloads;
  std::vector<std::shared_ptr<const void>> places;
  for (std::size_t n = 0; n < ListDownloads::kMost; ++n) places.push_back(downloads.enter(0));
  for (const auto& place : places) EXPECT_TRUE(place);
  EXPECT_FALSE(downloads.enter(0));
  const auto copy = places.back();
  places.pop_back();
  EXPECT_FALSE(downloads.enter(0)) << "somebody still has that place";
  places.pop_back();
  EXPECT_TRUE(downloads.enter(0));
}

TEST(ListDownloads, TogetherTheyKeepNoMoreThanSoManyIds) {
  ListDownloads downloads;
  auto half = downloads.enter(ListDownloads::kMostIds / 2);
  EXPECT_TRUE(half);
  EXPECT_FALSE(downloads.enter(ListDownloads::kMostIds / 2 + 1));
  EXPECT_TRUE(downloads.enter(ListDownloads::kMostIds / 2));
  half.reset();
  const auto huge = downloads.enter(ListDownloads::kMostIds * 2);
  EXPECT_TRUE(huge) << "alone it may have more: no list is too long to be had";
  EXPECT_FALSE(downloads.enter(1));
}

TEST(ListDownloads, APlaceMayOutliveThem) {
  std::optional<ListDownloads> downloads(std::in_place);
  auto place = downloads->enter(1);
  downloads.reset();
  EXPECT_TRUE(place);
  place.reset();
}

}  // namespace
}  // namespace entente::pages
