// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/name_pool.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

namespace entente::registry {
namespace {

base::Uuid body(unsigned n) {
  std::array<std::uint8_t, 16> bytes{};
  bytes[15] = static_cast<std::uint8_t>(n);
  return base::Uuid(bytes);
}
using Bodies = std::vector<base::Uuid>;
Bodies with(const NamePool& pool, const std::vector<std::string>& words) {
  Bodies found;
  pool.each_with(words, [&](std::string_view, const base::Uuid& id) { found.push_back(id); });
  std::ranges::sort(found);
  return found;
}

TEST(NamePool, FindsEachOnceByAllTheWords) {
  NamePool pool;
  pool.put(body(1), " world bank banque mondiale ");
  pool.put(body(2), " bank of the world bank ");
  pool.put(body(3), " world food programme ");
  EXPECT_EQ(with(pool, {"bank"}), (Bodies{body(1), body(2)}));
  EXPECT_EQ(with(pool, {"world"}), (Bodies{body(1), body(2), body(3)}));
  EXPECT_EQ(with(pool, {"wor", "mond"}), (Bodies{body(1)}));
  EXPECT_EQ(with(pool, {"programme", "bank"}), Bodies{});
  EXPECT_EQ(with(pool, {"bank \n"}), Bodies{}) << "not across two names";
  EXPECT_EQ(with(pool, {}), Bodies{});
  pool.put(body(2), " savings ");
  EXPECT_EQ(with(pool, {"bank"}), (Bodies{body(1)}));
  pool.drop(body(1));
  pool.drop(body(1));
  EXPECT_EQ(with(pool, {"world"}), (Bodies{body(3)}));
  pool.clear();
  EXPECT_EQ(with(pool, {"world"}), Bodies{});
}

TEST(NamePool, IsWhatItWouldBeAnew) {
  std::mt19937 random(2);
  NamePool pool;
  std::map<base::Uuid, std::string> names;
  for (int i = 0; i < 3'000; ++i) {
    const auto id = body(random() % 90);
    if (random() % 3 == 0) {
      pool.drop(id);
      names.erase(id);
    } else {
      std::string name = " ";
      for (unsigned n = random() % 5; n > 0; --n)
        name += std::string(1, static_cast<char>('a' + random() % 4)) + "x ";
      pool.put(id, name);
      names[id] = name;
    }
    if (i % 50 != 0) continue;
    for (const std::vector<std::string>& words : {std::vector<std::string>{"ax"}, {"b", "cx"}, {"dx "}}) {
      Bodies expected;
      for (const auto& [one, folded] : names)
        if (std::ranges::all_of(words,
                                [&](const auto& word) { return folded.find(word) != std::string::npos; }))
          expected.push_back(one);
      EXPECT_EQ(with(pool, words), expected);
    }
  }
}

}  // namespace
}  // namespace entente::registry
