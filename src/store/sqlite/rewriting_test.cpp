// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <iterator>

#include "store/sqlite/folder_test.hpp"

namespace entente::store::sqlite {
namespace {

std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

using Rewriting = FolderTest;

TEST_F(Rewriting, NothingOfWhatWasErasedIsLeftInTheFiles) {
  // What does not compress stands in the file as it is; it is read to its end before it is written over.
  const auto secret = dense_text(3'000), file = dense(50'000);
  const auto body = R"({"name":")" + secret + R"("})";
  const auto made = small_revision(body);
  const auto hash = base::sha256(file);
  auto store = open(true);
  store->write({.author = "import"}, [&](UnitOfWork& unit) {
    unit.put(made);
    unit.put_blob(hash, file);
    for (int i = 0; i < 200; ++i) unit.put(small_revision(R"({"n":")" + std::to_string(i) + R"("})"));
  });
  store->maintain();
  ASSERT_NE(bytes_of(file_).find(file.substr(20'000, 64)), std::string::npos);
  store->write({.author = "office"}, [&](UnitOfWork& unit) {
    unit.rewrite(made.id, 1, "{}", base::sha256("{}"));
    unit.rewrite_blob(hash, "less");
  });
  store->maintain();
  for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
    const auto now = bytes_of(entry.path());
    for (std::size_t at = 0; at + 64 <= file.size(); at += 512)
      ASSERT_EQ(now.find(file.substr(at, 64)), std::string::npos) << entry.path() << " at " << at;
  }
  EXPECT_EQ(store->read()->head(made.id)->body, "{}");
}

}  // namespace
}  // namespace entente::store::sqlite
