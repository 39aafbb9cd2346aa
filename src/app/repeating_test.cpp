// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "app/repeating.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace entente::app {
namespace {

using std::chrono::milliseconds;

/// Waits until something has been done so many times.
void wait_for(const std::atomic<int>& done, int times) {
  while (done < times) std::this_thread::sleep_for(milliseconds(1));
}

TEST(Repeating, GoesOnAfterWhatFails) {
  std::atomic<int> rounds = 0;
  const Repeating repeating("test", milliseconds(1), [&](const std::atomic<bool>&) {
    ++rounds;
    throw std::runtime_error("the store is away");
  });
  wait_for(rounds, 3);
}

TEST(Repeating, EndsAPauseAtOnceAndTellsTheRoundThatRuns) {
  std::atomic<int> rounds = 0;
  bool told = false;
  {
    const Repeating repeating("test", std::chrono::hours(1), [&](const std::atomic<bool>&) { ++rounds; });
    wait_for(rounds, 1);
  }
  EXPECT_EQ(rounds, 1);
  {
    const Repeating repeating("test", milliseconds(1), [&](const std::atomic<bool>& stop) {
      ++rounds;
      while (!stop) std::this_thread::sleep_for(milliseconds(1));
      told = true;
    });
    wait_for(rounds, 2);
  }
  EXPECT_TRUE(told);
  EXPECT_EQ(rounds, 2);
}

TEST(Repeating, PausesForAsLongAsTheRoundSays) {
  std::atomic<int> rounds = 0;
  const Repeating repeating("test", std::chrono::hours(1), [&](const std::atomic<bool>&) {
    ++rounds;
    return milliseconds(0);
  });
  wait_for(rounds, 3);
}

}  // namespace
}  // namespace entente::app
