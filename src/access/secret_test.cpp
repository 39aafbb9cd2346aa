// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "access/secret.hpp"

#include <gtest/gtest.h>

#include <set>

namespace entente::access {
namespace {

TEST(Secret, IsLongRandomAndFitForAnAddress) {
  std::set<std::string> made;
  for (int i = 0; i < 1000; ++i) {
    const auto secret = new_secret(SecretKind::session);
    EXPECT_EQ(secret.size(), 43U);
    EXPECT_TRUE(is_secret(SecretKind::session, secret)) << secret;
    made.insert(secret);
  }
  EXPECT_EQ(made.size(), 1000U);
}

TEST(Secret, ATokenIsKnownByItsBeginning) {
  const auto token = new_secret(SecretKind::token);
  EXPECT_TRUE(token.starts_with("entente_"));
  EXPECT_TRUE(is_secret(SecretKind::token, token));
  EXPECT_FALSE(is_secret(SecretKind::session, token));
  EXPECT_FALSE(is_secret(SecretKind::token, token.substr(8)));
}

TEST(Secret, OneMadeForOnePurposeOpensNoOther) {
  const auto secret = new_secret(SecretKind::session);
  EXPECT_EQ(hash_of_secret(SecretKind::session, secret), hash_of_secret(SecretKind::session, secret));
  EXPECT_NE(hash_of_secret(SecretKind::session, secret), hash_of_secret(SecretKind::link, secret));
  EXPECT_NE(hash_of_secret(SecretKind::session, secret), hash_of_secret(SecretKind::token, secret));
  EXPECT_NE(hash_of_secret(SecretKind::session, secret), base::sha256(secret));
}

TEST(Secret, WhatCanBeNoneIsRefusedAtOnce) {
  for (const auto* text : {"", "short", "………………………………………………", "=", "' OR 1=1 --"})
    EXPECT_FALSE(is_secret(SecretKind::session, text)) << text;
  EXPECT_FALSE(is_secret(SecretKind::session, std::string(43, '\n')));
  EXPECT_FALSE(is_secret(SecretKind::session, std::string(44, 'a')));
}

TEST(Secret, RecoveryCodesAreReadAsPeopleTypeThem) {
  const auto codes = new_recovery_codes();
  EXPECT_EQ(std::set(codes.begin(), codes.end()).size(), kRecoveryCodes);
  for (const auto& code : codes) {
    EXPECT_EQ(code.size(), 19U);
    EXPECT_EQ(read_recovery_code(code), code);
  }
  EXPECT_EQ(read_recovery_code("  K3WD7QZN 5pxe-2vhm "), "k3wd-7qzn-5pxe-2vhm");
  EXPECT_EQ(read_recovery_code("0180-aaaa-aaaa-aaaa"), "olbo-aaaa-aaaa-aaaa");
  for (const auto* typed : {"", "k3wd-7qzn-5pxe-2vh", "k3wd-7qzn-5pxe-2vhmm", "k3wd-7qzn-5pxe-2vh9", "é"})
    EXPECT_EQ(read_recovery_code(typed), "") << typed;
}

TEST(Secret, FormsHaveAKeyOfTheirSession) {
  const auto one = new_secret(SecretKind::session), other = new_secret(SecretKind::session);
  EXPECT_EQ(form_key(one), form_key(one));
  EXPECT_NE(form_key(one), form_key(other));
  EXPECT_NE(form_key(one), base::hex(hash_of_secret(SecretKind::session, one))) << "what the store keeps";
}

TEST(Secret, ComparesWholly) {
  EXPECT_TRUE(same("abc", "abc"));
  EXPECT_FALSE(same("abc", "abd"));
  EXPECT_FALSE(same("abc", "ab"));
  EXPECT_TRUE(same("", ""));
  EXPECT_TRUE(same(base::sha256("a"), base::sha256("a")));
  EXPECT_FALSE(same(base::sha256("a"), base::sha256("b")));
}

TEST(Secret, IsMadeOfBytesThatSomebodyElseChose) {
  const std::string bytes(32, '\xfb');
  EXPECT_TRUE(is_secret(SecretKind::link, link_of(bytes))) << link_of(bytes);
  EXPECT_EQ(read_spoken_code(spoken_code_of(bytes)), spoken_code_of(bytes));
  EXPECT_NE(link_of(bytes), link_of(std::string(32, 'x')));
  EXPECT_NE(spoken_code_of(bytes), spoken_code_of(std::string(32, 'x')));
}

}  // namespace
}  // namespace entente::access
