// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/piece_crew.hpp"

#include <gtest/gtest.h>

#include <sstream>
#include <stdexcept>

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

}  // namespace
}  // namespace entente::exchange::iati
