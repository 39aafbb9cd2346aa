// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "store/pack.hpp"

#include <gtest/gtest.h>

#include <map>
#include <vector>

#include "base/error.hpp"

namespace entente::store {
namespace {

/// An engine that keeps its packs in memory.
class PackTest : public testing::Test {
 protected:
  struct Row {
    std::int64_t encoding;
    std::string bytes;
  };
  std::string load(std::int64_t id) {
    ++loads_;
    const auto& row = rows_.at(id);
    return unpack(row.encoding, row.bytes, kMostPack);
  }
  Row add(Kind kind, std::string_view text) {
    NewRevision made;
    made.type = type_;
    made.partnership = on_;
    made.body = text;
    const auto packed = kind == Kind::blob ? packing_.blob(text) : packing_.body(made);
    return {packed.encoding(), std::string(packed.bytes())};
  }
  static std::string body(int n) {
    return R"({"date":"2026-11-30","name":{"en":"Delivery )" + std::to_string(n) + R"("},"value":)" +
           std::to_string(n * 7919) + "}";
  }

  std::string type_ = "delivery";
  std::optional<base::Uuid> on_ = base::Uuid::v7(base::SystemClock().now());
  std::int64_t last_ = 40;
  std::map<std::int64_t, Row> rows_;
  int loads_ = 0;
  Packing packing_{{[this] { return ++last_; },
                    [this](std::int64_t id, const Packed& pack) {
                      rows_[id] = {pack.encoding(), std::string(pack.bytes())};
                    }}};
  std::shared_ptr<PackCache> cache_ = std::make_shared<PackCache>();
  Texts texts_{cache_, [this](std::int64_t id) { return load(id); }, &packing_};
};

TEST_F(PackTest, A_few_bodies_stand_by_themselves_and_many_share_packs) {
  std::vector<Row> kept;
  std::size_t alone = 0, bytes = 0;
  for (int n = 0; n < 3000; ++n) {
    kept.push_back(add(Kind::body, body(n)));
    if (kept.back().encoding != kPlaced) ++alone;
    bytes += kept.back().bytes.size();
    EXPECT_EQ(texts_.text(kept.back().encoding, kept.back().bytes, kMostBody), body(n)) << "while it is open";
  }
  EXPECT_EQ(alone, 8U);
  packing_.close();
  EXPECT_EQ(packing_.open(last_), nullptr);
  std::size_t packed = 0;
  for (const auto& [id, row] : rows_) packed += row.bytes.size();
  EXPECT_GE(rows_.size(), 4U);
  EXPECT_LT(bytes + packed, 3000 * body(2999).size() / 4);
  for (int n = 0; n < 3000; ++n)
    EXPECT_EQ(texts_.text(kept[static_cast<std::size_t>(n)].encoding, kept[static_cast<std::size_t>(n)].bytes,
                          kMostBody),
              body(n));
  EXPECT_EQ(loads_, static_cast<int>(rows_.size())) << "each pack is unpacked once";
}

TEST_F(PackTest, Bodies_and_blobs_go_into_packs_of_their_own) {
  const std::string blob(10'000, 'x'), other(10'000, 'y');
  EXPECT_EQ(add(Kind::blob, blob).encoding, 1) << "the first stands by itself";
  for (int n = 0; n < 8; ++n) EXPECT_NE(add(Kind::body, body(n)).encoding, kPlaced);
  const auto b = add(Kind::blob, other);
  const auto a = add(Kind::body, body(9));
  EXPECT_NE(place_of(a.bytes).pack, place_of(b.bytes).pack);
  packing_.close();
  EXPECT_EQ(texts_.text(kPlaced, a.bytes, kMostBody), body(9));
  EXPECT_EQ(texts_.text(kPlaced, b.bytes, kMostBlob), other);
}

TEST_F(PackTest, What_hangs_on_partnerships_stands_together_and_others_with_their_like) {
  for (int n = 0; n < 8; ++n) add(Kind::body, body(n));
  const auto pack_of = [&](std::string_view type, bool hangs) {
    type_ = type;
    const auto on = std::exchange(on_, hangs ? on_ : std::nullopt);
    const auto kept = add(Kind::body, body(9));
    on_ = on;
    return place_of(kept.bytes).pack;
  };
  const auto delivery = pack_of("delivery", true), organisation = pack_of("organisation", false),
             partnership = pack_of("partnership", false);
  EXPECT_EQ(pack_of("participation", true), delivery);
  EXPECT_EQ(pack_of("organisation", false), organisation);
  EXPECT_NE(organisation, delivery);
  EXPECT_NE(partnership, organisation);
  EXPECT_NE(partnership, delivery);
}

TEST_F(PackTest, What_is_tiny_or_large_stands_by_itself) {
  for (int n = 0; n < 20; ++n) {
    EXPECT_EQ(add(Kind::body, "{}").encoding, 0);
    EXPECT_NE(add(Kind::body, std::string(40'000, 'x')).encoding, kPlaced);
    EXPECT_NE(add(Kind::blob, std::string(1 << 20, 'x')).encoding, kPlaced);
  }
  packing_.close();
  EXPECT_TRUE(rows_.empty());
}

TEST_F(PackTest, A_place_is_short_and_comes_back) {
  for (const Place place : {Place{1, 0, 0}, Place{127, 128, 16383}, Place{16384, 32767, 300},
                            Place{(1LL << 40) + 5, 1 << 20, 1 << 19}}) {
    const Packed packed(place);
    EXPECT_EQ(packed.encoding(), kPlaced);
    const auto back = place_of(packed.bytes());
    EXPECT_EQ(back.pack, place.pack);
    EXPECT_EQ(back.offset, place.offset);
    EXPECT_EQ(back.size, place.size);
  }
  EXPECT_LE(Packed(Place{100'000, 32'000, 300}).bytes().size(), 8U);
}

TEST_F(PackTest, Broken_places_are_refused) {
  const std::string endless(40, '\xff');
  for (const std::string_view kept :
       {std::string_view(), std::string_view("\x01"), std::string_view("\x01\x02"),
        std::string_view("\x01\x02\x03\x04"), std::string_view("\x81"), std::string_view(endless)})
    EXPECT_THROW(place_of(kept), base::BadInput);
  EXPECT_EQ(text_in("abc", {1, 1, 2}, 2), "bc");
  EXPECT_THROW(text_in("abc", {1, 1, 3}, 10), base::BadInput) << "past the end";
  EXPECT_THROW(text_in("abc", {1, 4, 0}, 10), base::BadInput);
  EXPECT_THROW(text_in("abc", {1, 1, ~std::uint64_t{0}}, ~std::size_t{0}), base::BadInput);
  EXPECT_THROW(text_in("abc", {1, 0, 3}, 2), base::BadInput) << "past the limit";
}

TEST_F(PackTest, The_cache_forgets_the_longest_unused) {
  const auto mega = std::make_shared<const std::string>(1 << 20, 'x');
  for (int id = 1; id <= 4; ++id) cache_->keep(id, mega);
  EXPECT_TRUE(cache_->find(1));
  cache_->keep(5, mega);
  EXPECT_TRUE(cache_->find(1));
  EXPECT_FALSE(cache_->find(2));
  EXPECT_TRUE(cache_->find(5));
  cache_->keep(6, std::make_shared<const std::string>(8 << 20, 'y'));
  EXPECT_TRUE(cache_->find(6)) << "one alone may be larger than all may be together";
  EXPECT_FALSE(cache_->find(5));
  cache_->clear();
  EXPECT_FALSE(cache_->find(6));
}

}  // namespace
}  // namespace entente::store
