// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "access/totp.hpp"

#include <gtest/gtest.h>

#include <set>

#include "access/base32.hpp"

namespace entente::access {
namespace {

const std::string kRfcSecret = "12345678901234567890";

// RFC 4226 appendix D.
TEST(Totp, CountsAsTheStandardDoes) {
  const char* codes[] = {"755224", "287082", "359152", "969429", "338314",
                         "254676", "287922", "162583", "399871", "520489"};
  for (std::uint64_t counter = 0; counter < std::size(codes); ++counter)
    EXPECT_EQ(hotp_code(kRfcSecret, counter), codes[counter]);
}

// RFC 6238 appendix B, the rows of SHA-1.
TEST(Totp, TellsTheTimeAsTheStandardDoes) {
  const std::pair<std::int64_t, const char*> rows[] = {{59, "94287082"},
                                                       {1'111'111'109, "07081804"},
                                                       {1'111'111'111, "14050471"},
                                                       {1'234'567'890, "89005924"},
                                                       {2'000'000'000, "69279037"},
                                                       {20'000'000'000, "65353130"}};
  for (const auto& [seconds, code] : rows)
    EXPECT_EQ(hotp_code(kRfcSecret, static_cast<std::uint64_t>(totp_step({seconds * 1000})), 8), code);
}

TEST(Totp, ACodeIsTakenAHalfMinuteEarlyOrLateAndNoMore) {
  const base::Instant now{1'800'000'000'000};
  const auto step = totp_step(now);
  for (const auto off : {-2, -1, 0, 1, 2}) {
    const auto code = hotp_code(kRfcSecret, static_cast<std::uint64_t>(step + off));
    const auto accepted = accepted_step(kRfcSecret, code, now, 0);
    EXPECT_EQ(accepted.has_value(), off >= -1 && off <= 1) << off;
    EXPECT_EQ(accepted.value_or(step + off), step + off);
  }
}

TEST(Totp, ACodeOpensOnce) {
  const base::Instant now{1'800'000'000'000};
  const auto code = hotp_code(kRfcSecret, static_cast<std::uint64_t>(totp_step(now)));
  const auto first = accepted_step(kRfcSecret, code, now, 0);
  ASSERT_TRUE(first);
  EXPECT_FALSE(accepted_step(kRfcSecret, code, now, *first));
  EXPECT_FALSE(accepted_step(kRfcSecret, code, {now.ms + 20'000}, *first));
  const auto before = hotp_code(kRfcSecret, static_cast<std::uint64_t>(*first - 1));
  EXPECT_FALSE(accepted_step(kRfcSecret, before, now, *first)) << "an older code after a newer one";
}

TEST(Totp, WhatIsNoCodeIsRefused) {
  const base::Instant now{1'800'000'000'000};
  const auto code = hotp_code(kRfcSecret, static_cast<std::uint64_t>(totp_step(now)));
  EXPECT_TRUE(accepted_step(kRfcSecret, code.substr(0, 3) + " " + code.substr(3), now, 0));
  for (const std::string& typed : {std::string(), code.substr(1), code + "0", std::string("abcdef"),
                                   std::string("-12345"), std::string(6, '\0'), std::string(100'000, '0')})
    EXPECT_FALSE(accepted_step(kRfcSecret, typed, now, 0)) << typed.substr(0, 10);
}

// RFC 4648 section 10, in small letters and without padding.
TEST(Totp, WritesItsSecretInBase32) {
  EXPECT_EQ(base32(""), "");
  EXPECT_EQ(base32("f"), "my");
  EXPECT_EQ(base32("fo"), "mzxq");
  EXPECT_EQ(base32("foo"), "mzxw6");
  EXPECT_EQ(base32("foob"), "mzxw6yq");
  EXPECT_EQ(base32("fooba"), "mzxw6ytb");
  EXPECT_EQ(base32("foobar"), "mzxw6ytboi");
  EXPECT_EQ(totp_letters("12345678901234567890"), "gezd gnbv gy3t qojq gezd gnbv gy3t qojq");
}

TEST(Totp, ReadsBase32) {
  EXPECT_EQ(read_base32("MZXW 6YTB oi"), "foobar");
  EXPECT_EQ(read_base32(""), "");
  EXPECT_FALSE(read_base32("mzx1"));
  EXPECT_FALSE(read_base32("é"));
  const auto secret = new_totp_secret();
  EXPECT_EQ(read_base32(totp_letters(secret)), secret);
}

TEST(Totp, ItsAddressIsEscaped) {
  EXPECT_EQ(totp_address("12345678901234567890", "Registre & Cie", "a@b.example"),
            "otpauth://totp/Registre%20%26%20Cie:a%40b.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
            "&issuer=Registre%20%26%20Cie&algorithm=SHA1&digits=6&period=30");
}

TEST(Totp, SecretsDiffer) {
  std::set<std::string> made;
  for (int i = 0; i < 100; ++i) made.insert(new_totp_secret());
  EXPECT_EQ(made.size(), 100U);
  EXPECT_EQ(made.begin()->size(), 20U);
}

}  // namespace
}  // namespace entente::access
