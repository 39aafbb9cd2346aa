// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "store/packed.hpp"

#include <gtest/gtest.h>

#include "base/compress.hpp"
#include "base/error.hpp"

namespace entente::store {
namespace {

const std::string kBody =
    R"({"name":{"en":"Ministry of Health"},"sources":[{"attestation":"self_reported","stated_by":"Ministry of Health"}],"type":"government"})";

TEST(Packed, A_short_body_takes_less_than_half_with_the_dictionary) {
  const Packed packed(Kind::body, kBody);
  EXPECT_EQ(packed.encoding(), 2);
  EXPECT_LT(packed.bytes().size(), kBody.size() / 2);
  EXPECT_EQ(unpack(2, packed.bytes(), kBody.size()), kBody);
}

TEST(Packed, Short_and_random_bytes_stay_as_they_are) {
  EXPECT_EQ(Packed(Kind::body, "{}").encoding(), 0);
  std::string random;
  for (std::uint32_t i = 0, x = 1; i < 2000; ++i, x = x * 1664525 + 1013904223)
    random.push_back(static_cast<char>(x >> 24));
  for (const auto kind : {Kind::body, Kind::blob}) {
    const Packed packed(kind, random);
    EXPECT_EQ(packed.encoding(), 0);
    EXPECT_EQ(unpack(0, packed.bytes(), kMostBody), random);
  }
}

TEST(Packed, Blobs_need_no_dictionary) {
  const std::string text(5000, 'x');
  const Packed packed(Kind::blob, text);
  EXPECT_EQ(packed.encoding(), 1);
  EXPECT_EQ(base::zstd_decompress(packed.bytes(), text.size()), text);
}

TEST(Packed, Every_earlier_encoding_is_read) {
  EXPECT_EQ(unpack(0, kBody, kMostBody), kBody);
  EXPECT_EQ(unpack(1, base::zstd_compress(kBody), kMostBody), kBody);
  // Written once and kept: the dictionary may never change.
  constexpr std::string_view kKept(
      "\050\265\057\375\041\001\205\025\001\000\140\147\157\166\145\162\156\155\145\156"
      "\164\042\175\007\174\000\161\344\342\111\050\031\021\072\112\370\307\172\101\165"
      "\257\043\022\017",
      44);
  EXPECT_EQ(unpack(2, kKept, kMostBody), kBody);
}

TEST(Packed, Broken_frames_are_refused) {
  const Packed packed(Kind::body, kBody);
  const std::string frame(packed.bytes());
  EXPECT_THROW(unpack(2, frame.substr(0, frame.size() - 1), kMostBody), base::BadInput);
  EXPECT_THROW(unpack(2, "no frame", kMostBody), base::BadInput);
  EXPECT_THROW(unpack(2, "", kMostBody), base::BadInput);
  EXPECT_THROW(unpack(2, frame, kBody.size() - 1), base::BadInput) << "it would grow past the limit";
  EXPECT_THROW(unpack(1, frame, kMostBody), base::BadInput) << "it needs its dictionary";
  EXPECT_THROW(unpack(3, frame, kMostBody), base::BadInput) << "a place is none";
  EXPECT_THROW(unpack(4, frame, kMostBody), base::BadInput) << "an encoding of a later version";
  // No broken byte leads out of bounds or past the limit, whatever it says.
  for (std::size_t i = 0; i < frame.size(); ++i) {
    auto broken = frame;
    broken[i] = static_cast<char>(~broken[i]);
    try {
      EXPECT_LE(unpack(2, broken, 1000).size(), 1000);
    } catch (const base::BadInput&) {
    }
  }
}

TEST(Packed, Bytes_that_are_no_dictionary_are_refused) {
  EXPECT_THROW(base::ZstdDictionary("no dictionary"), base::Error);
  EXPECT_THROW(base::ZstdDictionary(""), base::Error);
}

}  // namespace
}  // namespace entente::store
