// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/postings.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

#include "base/error.hpp"
#include "search/bits.hpp"

namespace entente::search {
namespace {

std::vector<Posting> walked(const PostingList& list) {
  std::vector<Posting> all;
  PostingCursor cursor(list);
  for (auto block = cursor.next(); !block.empty(); block = cursor.next())
    all.insert(all.end(), block.begin(), block.end());
  return all;
}

struct Packed {
  std::vector<Posting> plain;
  std::string bytes;
  Doc documents = 0;

  PostingList list() const { return {bytes, documents}; }
};

/// `gap`: the average between two documents.
Packed written(std::mt19937& random, std::size_t count, unsigned gap, unsigned weights) {
  Packed w;
  Doc doc = 0;
  for (std::size_t i = 0; i < count; ++i) {
    doc += static_cast<Doc>(random() % gap);
    w.plain.push_back(posting(doc++, static_cast<std::uint32_t>(random() % weights)));
  }
  w.documents = doc;
  w.bytes = "before";
  write_postings(w.bytes, w.plain);
  w.bytes.erase(0, 6);
  w.bytes.append(kBitPadding, '\0');
  return w;
}

TEST(Postings, ComeBack) {
  std::mt19937 random(1);
  for (const std::size_t count : {0, 1, 2, 127, 128, 129, 256, 1'000, 5'000})
    for (const unsigned gap : {1U, 2U, 100U, 3'000U})
      for (const unsigned weights : {1U, 7U, 256U}) {
        const auto w = written(random, count, gap, weights);
        ASSERT_EQ(w.list().size(), count);
        ASSERT_EQ(walked(w.list()), w.plain) << count << " " << gap << " " << weights;
      }
}

TEST(Postings, LargestNumber) {
  const std::vector<Posting> plain = {posting(kMaxDocs - 1, 300)};
  EXPECT_EQ(weight_of(plain.front()), 255U);
  std::string bytes;
  write_postings(bytes, plain);
  bytes.append(kBitPadding, '\0');
  EXPECT_EQ(walked(PostingList(bytes, kMaxDocs)), plain);
}

TEST(Postings, SeekFindsTheBlock) {
  std::mt19937 random(2);
  for (const std::size_t count : {1, 128, 300, 4'000}) {
    const auto w = written(random, count, 9, 5);
    for (int round = 0; round < 50; ++round) {
      PostingCursor packed(w.list()), plain((PostingList(w.plain)));
      for (Doc doc = 0; doc <= w.documents; doc += 1 + static_cast<Doc>(random() % (w.documents / 4 + 1))) {
        const auto at = std::ranges::lower_bound(w.plain, posting(doc, 0));
        for (auto* cursor : {&packed, &plain}) {
          const auto block = cursor->seek(doc);
          const auto here = std::ranges::lower_bound(block, posting(doc, 0));
          ASSERT_EQ(here == block.end(), at == w.plain.end());
          if (at == w.plain.end()) continue;
          ASSERT_EQ(*here, *at);
        }
      }
    }
  }
}

TEST(Postings, EveryWidthComesBack) {
  for (unsigned width = 0; width <= 24; ++width)
    for (const std::size_t count : {kBlock, kBlock + 5}) {
      if (width > 16 && count > kBlock) continue;  // there are no more numbers
      std::vector<Posting> plain;
      Doc doc = 0;
      for (std::size_t i = 0; i < count; ++i) {
        // One gap of that width, and others below.
        const auto gap = width > 16 && i > 0 ? i % 3 : width == 0 ? 0 : (1U << (width - 1)) + i % 3 - 1;
        doc += static_cast<Doc>(gap);
        plain.push_back(posting(doc++, static_cast<std::uint32_t>(1 + i % 255)));
      }
      std::string bytes;
      write_postings(bytes, plain);
      bytes.append(kBitPadding, '\0');
      EXPECT_EQ(walked(PostingList(bytes, doc)), plain) << width << " " << count;
    }
}

TEST(Postings, FewLargeWeightsTakeLittleMore) {
  std::vector<Posting> small, some;
  for (Doc doc = 0; doc < kBlock; ++doc) {
    small.push_back(posting(doc, 1 + doc % 2));
    some.push_back(posting(doc, doc % 40 == 7 ? 200 + doc % 50 : 1 + doc % 2));
  }
  std::string plain, escaped;
  write_postings(plain, small);
  write_postings(escaped, some);
  EXPECT_EQ(escaped.size(), plain.size() + 4) << "a byte for each of the large ones";
  escaped.append(kBitPadding, '\0');
  EXPECT_EQ(walked(PostingList(escaped, kBlock)), some);
}

TEST(Postings, FinderFindsWhatIsThere) {
  std::mt19937 random(4);
  for (const std::size_t count : {0, 1, 128, 300, 4'000}) {
    const auto w = written(random, count, 9, 5);
    for (unsigned step = 1; step < 700; step = step * 3 + 1) {
      PostingFinder packed(w.list()), plain((PostingList(w.plain)));
      for (Doc doc = 0; doc <= w.documents; doc += 1 + static_cast<Doc>(random() % step)) {
        const auto at = std::ranges::lower_bound(w.plain, posting(doc, 0));
        const bool is_there = at != w.plain.end() && doc_of(*at) == doc;
        for (auto* finder : {&packed, &plain}) {
          const auto* found = finder->find(doc);
          ASSERT_EQ(found != nullptr, is_there);
          if (is_there) {
            ASSERT_EQ(*found, *at);
          }
          ASSERT_EQ(finder->is_over(), at == w.plain.end());
        }
      }
    }
  }
}

TEST(Postings, NonsenseIsRefusedOrRead) {
  std::mt19937 random(3);
  const auto good = written(random, 400, 50, 9);
  int refused = 0;
  for (int round = 0; round < 20'000; ++round) {
    auto bytes = good.bytes;
    for (unsigned i = 1 + static_cast<unsigned>(random() % 3); i > 0; --i)
      bytes[random() % (bytes.size() - kBitPadding)] = static_cast<char>(random());
    if (random() % 4 == 0) bytes.resize(random() % bytes.size());
    try {
      for (const auto p : walked(PostingList(bytes, good.documents))) ASSERT_LT(doc_of(p), good.documents);
    } catch (const base::Error&) {
      ++refused;
    }
  }
  EXPECT_GT(refused, 1'000);
}

}  // namespace
}  // namespace entente::search
