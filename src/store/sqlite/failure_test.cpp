// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// What can be wrong with a file, and what is then said.
#include <sys/resource.h>
#include <sys/wait.h>

#include <csignal>

#include "store/sqlite/folder_test.hpp"
#include "store/sqlite/unit.hpp"

namespace entente::store::sqlite {

namespace {

class FailureTest : public FolderTest {
 protected:
  /// Overwrites the pages from `first` (counted from 0) on with nonsense.
  void damage(std::size_t first) {
    std::fstream file(file_, std::ios::binary | std::ios::in | std::ios::out);
    const auto size = std::filesystem::file_size(file_);
    for (auto at = first * 4096; at < size; at += 4096) {
      file.seekp(static_cast<std::streamoff>(at));
      file << std::string(4096, '\x5a');
    }
  }
};

bool says(const std::string& sentence, std::string_view part) {
  return sentence.find(part) != std::string::npos;
}

}  // namespace

TEST_F(FailureTest, AnAbsentFileIsNotFoundUnlessItIsToBeMade) {
  EXPECT_THROW(open(), base::NotFound);
  EXPECT_FALSE(std::filesystem::exists(file_));
  EXPECT_TRUE(std::filesystem::is_empty(folder_));  // not even a lock is left behind
  EXPECT_EQ(put(*open(true)), 1);
  EXPECT_EQ(put(*open()), 2);
}

TEST_F(FailureTest, AnAbsentFolderIsNotFound) {
  file_ = folder_ / "nowhere" / "register.db";
  EXPECT_THROW(open(true), base::NotFound);
  EXPECT_TRUE(says(failure_of_open(true), "its folder does not exist"));
}

TEST_F(FailureTest, AFolderIsNoRegister) {
  std::filesystem::create_directory(file_);
  EXPECT_TRUE(says(failure_of_open(true), "is a folder"));
}

TEST_F(FailureTest, AnEmptyFileIsMadeIntoARegisterOnlyOnRequest) {
  write_file("");
  EXPECT_TRUE(says(failure_of_open(), "is empty"));
  EXPECT_EQ(put(*open(true)), 1);
}

TEST_F(FailureTest, AFileThatIsNoDatabaseIsSaidToBeNone) {
  const auto long_text = std::string(10'000, 'x');
  for (const std::string_view content : {std::string_view("name,country\n"), std::string_view(long_text)}) {
    write_file(content);
    EXPECT_TRUE(says(failure_of_open(true), "is no SQLite database")) << failure_of_open(true);
    EXPECT_EQ(std::filesystem::file_size(file_), content.size());
  }
}

TEST_F(FailureTest, ADamagedHeaderAndDamagedPagesAreSaid) {
  {
    const auto store = open(true);
    for (int i = 0; i < 50; ++i) put(*store, dense_text(1000));
  }
  damage(1);
  EXPECT_TRUE(says(failure_of_open(), "is damaged")) << failure_of_open();
  damage(0);
  EXPECT_TRUE(says(failure_of_open(), "is no SQLite database"));
}

TEST_F(FailureTest, AFileThatMayOnlyBeReadIsSaidAtOnce) {
  put(*open(true));
  using std::filesystem::perms;
  std::filesystem::permissions(file_, perms::owner_read | perms::group_read | perms::others_read);
  std::filesystem::permissions(folder_, perms::owner_all | perms::group_read | perms::group_exec |
                                            perms::others_read | perms::others_exec);
  const auto child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    // Permissions do not bind root: become somebody.
    constexpr uid_t kNobody = 65534;
    if (::geteuid() == 0 && ::setuid(kNobody) != 0) ::_exit(3);
    if (!says(failure_of_open(), "cannot be written to")) ::_exit(1);
    const auto folder_is_writable = ::access(folder_.c_str(), W_OK) == 0;
    if (!folder_is_writable && !says(failure_of_open(false, true), "cannot be locked")) ::_exit(2);
    ::_exit(0);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

TEST_F(FailureTest, TheLockAdmitsOneHolder) {
  auto first = open(true, true);
  EXPECT_THROW(open(true, true), base::Conflict);
  const auto said = failure_of_open(true, true);
  EXPECT_TRUE(says(said, "register " + folder_.string() + ": is in use by another process (PID " +
                             std::to_string(::getpid()) + ")"))
      << said;
  EXPECT_EQ(put(*open()), 1);  // one that does not ask for the lock may share the file
  first.reset();
  EXPECT_EQ(put(*open(false, true)), 2);
}

TEST_F(FailureTest, AFullDatabaseIsSaidAndKeepsWhatItHad) {
  put(*open(true), "kept");
  Connection connection(file_, Connection::Mode::write);
  connection.run("PRAGMA max_page_count = 60");
  {
    Transaction transaction(connection, Transaction::Kind::write);
    Unit unit(connection, "tester", {});
    EXPECT_EQ(unit.put(small_revision()), 1);
    try {
      unit.put_blob(base::sha256("big"), dense(1 << 20));
      FAIL() << "it fitted";
    } catch (const base::Error& error) {
      EXPECT_TRUE(says(error.what(), "the disk is full")) << error.what();
    }
    // A closure that swallows the failure cannot go on, nor have the first half committed.
    EXPECT_THROW(unit.put(small_revision()), base::Error);
    EXPECT_THROW(unit.finish(), base::Error);
  }
  EXPECT_EQ(open()->read()->last_event(), 1);
  EXPECT_EQ(put(*open()), 2);
}

TEST_F(FailureTest, AFileThatMayNotGrowFailsTheWriteAndNothingElse) {
  put(*open(true), "kept");
  const auto child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    // Exit codes, because what a child asserts is not heard.
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit small{1 << 20, RLIM_INFINITY};
    ::setrlimit(RLIMIT_FSIZE, &small);
    int result = 1;
    try {
      const auto store = open();
      try {
        store->write({.author = "tester"},
                     [](UnitOfWork& unit) { unit.put_blob(base::sha256("big"), dense(8 << 20)); });
      } catch (const base::Error& error) {
        result = says(error.what(), "the disk is full") ? 0 : 2;
      }
      if (put(*store, "after") != 2) result = 3;
    } catch (const std::exception&) {
      result = 4;
    }
    ::_exit(result);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
  EXPECT_EQ(open()->read()->last_event(), 2);
}

}  // namespace entente::store::sqlite
