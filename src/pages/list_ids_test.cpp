// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/list_ids.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/error.hpp"

namespace entente::pages {
namespace {

std::vector<base::Uuid> some(std::size_t n) {
  std::vector<base::Uuid> ids(n);
  for (auto& id : ids) id = base::Uuid::v7(base::Instant{});
  return ids;
}

std::vector<base::Uuid> read(ListIds& ids) {
  std::vector<base::Uuid> all;
  while (ids.more()) all.push_back(ids.next());
  return all;
}

/// Where such files are made, while it lives.
class TemporaryFolder {
 public:
  explicit TemporaryFolder(const std::string& folder) {
    if (const char* said = std::getenv("TMPDIR")) before_ = said;
    ::setenv("TMPDIR", folder.c_str(), 1);
  }
  ~TemporaryFolder() { before_ ? ::setenv("TMPDIR", before_->c_str(), 1) : ::unsetenv("TMPDIR"); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

 private:
  std::optional<std::string> before_;
};

TEST(ListIds, AreReadInTheirOrderHoweverManyThereAre) {
  for (const auto n : {std::size_t{0}, std::size_t{1}, ListIds::kPiece - 1, ListIds::kPiece,
                       ListIds::kPiece + 1, 3 * ListIds::kPiece, 3 * ListIds::kPiece + 7}) {
    const auto ids = some(n);
    ListIds kept(ids);
    EXPECT_EQ(read(kept), ids) << n;
    EXPECT_FALSE(kept.more());
  }
}

TEST(ListIds, LeaveNoFileBehindNotEvenWhileTheyAreRead) {
  const auto folder = std::filesystem::temp_directory_path() / ("list-ids-" + some(1).front().str());
  std::filesystem::create_directory(folder);
  {
    const TemporaryFolder there(folder.string());
    const auto ids = some(2 * ListIds::kPiece);
    ListIds kept(ids);
    EXPECT_TRUE(std::filesystem::is_empty(folder));
    EXPECT_EQ(read(kept), ids);
  }
  EXPECT_TRUE(std::filesystem::remove(folder)) << "it was empty";
}

TEST(ListIds, FewNeedNoFileAndManySayThatThereIsNoRoomForOne) {
  const TemporaryFolder nowhere("/nowhere/at/all");
  const auto few = some(ListIds::kPiece);
  ListIds kept(few);
  EXPECT_EQ(read(kept), few);
  try {
    const ListIds many(some(ListIds::kPiece + 1));
    FAIL() << "there is no room";
  } catch (const base::Error& error) {
    EXPECT_NE(std::string(error.what()).find("/nowhere/at/all"), std::string::npos) << error.what();
  }
}

}  // namespace
}  // namespace entente::pages
