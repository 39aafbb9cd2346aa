// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <unistd.h>

#include "search/index.hpp"

namespace entente::search {
namespace {

Document kept_document(std::uint8_t n) {
  std::array<std::uint8_t, 16> id{};
  id[15] = n;
  Document d;
  d.id = base::Uuid(id);
  d.texts = {{Zone::title, "water " + std::to_string(n), "en"}};
  d.sort_title = "water";
  d.updated = n;
  d.kept = "kept " + std::to_string(n);
  return d;
}

std::size_t found_by(const Index& index, const char* text) {
  Query query;
  query.text = text;
  return index.search(query).total;
}

TEST(IndexFile, IsThereAgainWithWhatWasKept) {
  const auto folder = std::filesystem::temp_directory_path() / ("entente-index-" + std::to_string(getpid()));
  IndexOptions options;
  options.file = folder / "base";
  options.keep = [] { return std::string("of the owner"); };
  {
    Index index({}, options);
    index.apply({kept_document(1), kept_document(2), kept_document(3)}, {}, std::nullopt);
    index.merge(42);
    index.apply({kept_document(4)}, {kept_document(2).id}, 43);
    EXPECT_EQ(index.size(), 3U);
    EXPECT_EQ(index.sequence(), 42);
    EXPECT_EQ(index.fault(), "");
  }
  Index again({}, options);
  EXPECT_EQ(again.size(), 3U) << "as it was when the base was made";
  EXPECT_EQ(again.sequence(), 42);
  EXPECT_EQ(again.kept(), "of the owner");
  EXPECT_EQ(found_by(again, "water"), 3U);
  EXPECT_EQ(found_by(again, "\"water 4\""), 0U);
  std::vector<std::string> kept;
  again.each_kept([&](const base::Uuid&, std::string_view bytes) { kept.emplace_back(bytes); });
  EXPECT_EQ(kept, (std::vector<std::string>{"kept 3", "kept 2", "kept 1"}));

  again.clear();
  EXPECT_EQ(again.size(), 0U);
  EXPECT_EQ(again.sequence(), 0);
  EXPECT_EQ(found_by(again, "water"), 0U);
  std::filesystem::remove_all(folder);
}

TEST(IndexFile, WhereItCannotBeWrittenFindingGoesOn) {
  IndexOptions options;
  options.file = "/dev/null/base";
  options.merge_at = 2;
  options.background = true;
  Index index({}, options);
  for (std::uint8_t n = 1; n <= 9; ++n) index.apply({kept_document(n)}, {}, n);
  index.merge(9);
  EXPECT_NE(index.fault(), "");
  EXPECT_EQ(index.fault(), "") << "said once";
  EXPECT_EQ(index.size(), 9U);
  EXPECT_EQ(found_by(index, "water"), 9U);
  EXPECT_EQ(index.sequence(), 9) << "of the base in memory";
}

TEST(IndexFile, OfAReaderIsNotWritten) {
  const auto file =
      std::filesystem::temp_directory_path() / ("entente-index-read-" + std::to_string(getpid()));
  IndexOptions options;
  options.file = file;
  options.writes = false;
  Index index({}, options);
  index.apply({kept_document(1)});
  index.merge(1);
  EXPECT_FALSE(std::filesystem::exists(file));
  EXPECT_EQ(found_by(index, "water"), 1U);
}

}  // namespace
}  // namespace entente::search
