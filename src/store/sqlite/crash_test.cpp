// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// A process that dies in the middle loses nothing that was acknowledged.
#include <sys/wait.h>

#include <csignal>
#include <thread>

#include "store/sqlite/folder_test.hpp"

namespace entente::store::sqlite {

namespace {

/// Writes for ever and reports each acknowledged number through the pipe.
[[noreturn]] void write_until_killed(const std::filesystem::path& file, int report) {
  try {
    const auto store = open_sqlite({.file = file, .create = true, .exclusive = true});
    for (int i = 0;; ++i) {
      // Now and then something larger, so that the log is moved into the file in between.
      const auto number = put(*store, i % 7 == 0 ? dense_text(200'000) : "{\"n\":" + std::to_string(i) + "}");
      if (::write(report, &number, sizeof number) != sizeof number) break;
    }
  } catch (const std::exception&) {
    // The parent counts what arrived, and sees that nothing more came.
  }
  ::_exit(1);
}

}  // namespace

class CrashTest : public FolderTest {};

TEST_F(CrashTest, AKilledProcessLosesNoAcknowledgedWrite) {
  std::int64_t acknowledged = 0;
  for (int round = 0; round < 5; ++round) {
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    const auto child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) write_until_killed(file_, ends[1]);
    ::close(ends[1]);
    std::int64_t number = 0;
    const auto enough = acknowledged + 20 + round;
    while (acknowledged < enough && ::read(ends[0], &number, sizeof number) == sizeof number) {
      ASSERT_EQ(number, acknowledged + 1);
      acknowledged = number;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(3 * round));  // somewhere in the next writes
    ::kill(child, SIGKILL);
    while (::read(ends[0], &number, sizeof number) == sizeof number) acknowledged = number;
    ::close(ends[0]);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status)) << "the child ended by itself";
    ASSERT_GE(acknowledged, enough);

    const auto reader = open()->read();
    const auto kept = reader->last_event();
    EXPECT_GE(kept, acknowledged);
    EXPECT_LE(kept, acknowledged + 1);  // at most the one whose number did not arrive
    const auto changes = reader->changes(0, kept);
    ASSERT_EQ(changes.size(), static_cast<std::size_t>(kept));
    for (std::size_t i = 0; i < changes.size(); ++i) {
      EXPECT_EQ(changes[i].event_seq, static_cast<std::int64_t>(i) + 1);
      const auto head = reader->head(changes[i].id);
      ASSERT_TRUE(head);
      EXPECT_EQ(head->hash, base::sha256(head->body));
    }
    acknowledged = kept;
  }
}

TEST_F(CrashTest, TheLockOfAKilledProcessIsFree) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  const auto child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) write_until_killed(file_, ends[1]);
  ::close(ends[1]);
  std::int64_t number = 0;
  ASSERT_EQ(::read(ends[0], &number, sizeof number), static_cast<ssize_t>(sizeof number));
  const auto said = failure_of_open(false, true);
  EXPECT_NE(said.find("(PID " + std::to_string(child) + ")"), std::string::npos) << said;
  ::kill(child, SIGKILL);
  ASSERT_EQ(::waitpid(child, nullptr, 0), child);
  ::close(ends[0]);
  EXPECT_GE(open(false, true)->read()->last_event(), 1);
}

}  // namespace entente::store::sqlite
