// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/piece_crew.hpp"

#include <gtest/gtest.h>

#include <cerrno>
#include <functional>
#include <sstream>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "base/error.hpp"
#include "exchange/iati/iati_format.hpp"

namespace entente::exchange::iati {
namespace {

/// Everything that is handed over, in its order, a line each.
std::vector<std::string> told(const std::string& text, unsigned threads) {
  std::vector<std::string> lines;
  Sink sink;
  sink.threads = threads;
  sink.bundle = [&](std::uint64_t piece, Bundle&& b) {
    lines.push_back(std::to_string(piece) + " " + b.key_value + " " + model::body_of(b.partnership));
  };
  sink.refused = [&](Refusal&& r) { lines.push_back(std::to_string(r.piece) + " " + r.message); };
  sink.judged = [&](std::uint64_t piece, Strictness worst) {
    lines.push_back(std::to_string(piece) + " judged " + std::to_string(static_cast<int>(worst)));
  };
  std::istringstream in(text);
  try {
    IatiFormat().read(in, "a.xml", sink);
  } catch (const base::Error& e) {
    lines.emplace_back(e.what());
  }
  return lines;
}

/// Activities of very different sizes, more than may be in hand at once; each ninth cannot be read.
std::string file_of(int count) {
  std::string text = "<iati-activities version=\"2.03\">\n";
  for (int i = 1; i <= count; ++i) {
    const auto id = std::to_string(i);
    text += "<iati-activity xml:lang=\"en\"><iati-identifier>A" + id +
            "</iati-identifier><title><narrative>T" + id + "</narrative></title><description><narrative>" +
            std::string(static_cast<std::size_t>(i * 7919 % 60'000), 'x') + "</narrative></description>" +
            (i % 9 == 0 ? "&broken;" : "") + "</iati-activity>\n";
  }
  return text + "</iati-activities>\n";
}

TEST(PieceCrew, WhatComesDoesNotDependOnTheThreads) {
  const auto text = file_of(400);
  const auto alone = told(text, 1);
  ASSERT_EQ(alone.size(), 400u + 356u) << "each is handed over or refused, and the whole ones are judged";
  for (const unsigned threads : {2u, 3u, 8u}) EXPECT_EQ(told(text, threads), alone) << threads;
}

TEST(PieceCrew, WhatStoodBeforeAFaultComesBeforeItIsTold) {
  const auto text = file_of(50);
  const auto cut = text.substr(0, text.size() - 40);
  const auto alone = told(cut, 1);
  EXPECT_NE(alone.back().find("is cut short"), std::string::npos);
  EXPECT_EQ(told(cut, 3), alone);
  EXPECT_EQ(told("<iati-activities version=\"2.03\"></iati-activities>", 3),
            told("<iati-activities version=\"2.03\"></iati-activities>", 1));
}

TEST(PieceCrew, WhoTakesMayStopIt) {
  Sink sink;
  sink.threads = 3;
  int taken = 0;
  sink.bundle = [&](std::uint64_t, Bundle&&) {
    if (++taken == 20) throw std::runtime_error("enough");
  };
  std::istringstream in(file_of(400));
  EXPECT_THROW(IatiFormat().read(in, "a.xml", sink), std::runtime_error);
  EXPECT_EQ(taken, 20);
}

/// What is read is the number alone.
PieceCrew::Read numbers() {
  return [](const Piece& piece) {
    ReadPiece read;
    read.number = piece.number;
    return read;
  };
}

/// Puts so many pieces of 100 KB and takes them; the numbers that came, and what was thrown after them.
std::pair<std::vector<std::uint64_t>, std::string> taken_of(PieceCrew& crew, std::uint64_t count) {
  std::vector<std::uint64_t> numbers;
  const auto all = [&](std::vector<ReadPiece> read) {
    for (const auto& one : read) numbers.push_back(one.number);
    return !read.empty();
  };
  const std::string bytes(100'000, 'x');
  try {
    for (std::uint64_t i = 1; i <= count; ++i) {
      Piece piece;
      piece.number = i;
      piece.bytes = bytes;
      crew.put(piece);
      while (all(crew.take())) {
      }
    }
    while (all(crew.take_rest())) {
    }
  } catch (const std::exception& e) {
    return {numbers, e.what()};
  }
  return {numbers, ""};
}

std::vector<std::uint64_t> until(std::uint64_t last) {
  std::vector<std::uint64_t> all;
  for (std::uint64_t i = 1; i <= last; ++i) all.push_back(i);
  return all;
}

TEST(PieceCrew, WhatMakesAReaderMayFail) {
  for (const std::size_t threads : {1u, 3u}) {
    PieceCrew crew(threads, []() -> PieceCrew::Read { throw std::runtime_error("no room for it"); });
    const auto [numbers, thrown] = taken_of(crew, 10);
    EXPECT_EQ(numbers, until(0)) << threads;
    EXPECT_EQ(thrown, "no room for it") << threads;
  }
}

TEST(PieceCrew, ThreadsThatCannotBeStartedAreDoneWithout) {
  for (const std::size_t may : {0u, 1u, 2u}) {
    std::size_t begun = 0;
    PieceCrew crew(4, numbers, [&](std::function<void()> work) {
      if (begun == may) throw std::system_error(EAGAIN, std::generic_category());
      ++begun;
      return std::thread(std::move(work));
    });
    EXPECT_EQ(begun, may);
    const auto [numbers, thrown] = taken_of(crew, 100);
    EXPECT_EQ(numbers, until(100)) << may;
    EXPECT_EQ(thrown, "") << may;
  }
}

TEST(PieceCrew, WhatWasReadBeforeAReadingFailedComesFirst) {
  const auto failing = [](std::uint64_t at) -> std::function<PieceCrew::Read()> {
    return [at] {
      return [at, read = numbers()](const Piece& piece) {
        if (piece.number == at) throw std::runtime_error("cannot be read");
        return read(piece);
      };
    };
  };
  // Two pieces make a batch here: the first of one, the second of one, and the first of all.
  for (const std::uint64_t at : {1u, 2u, 7u, 8u, 60u})
    for (const std::size_t threads : {0u, 1u, 3u}) {
      PieceCrew crew(threads, failing(at));
      const auto [numbers, thrown] = taken_of(crew, 60);
      EXPECT_EQ(numbers, until(at - 1)) << at << " with " << threads;
      EXPECT_EQ(thrown, "cannot be read") << at << " with " << threads;
      EXPECT_THROW(crew.take_rest(), std::runtime_error) << "and nothing comes after it";
    }
}

}  // namespace
}  // namespace entente::exchange::iati
