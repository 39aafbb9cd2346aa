// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "access/password.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <thread>
#include <vector>

#include "base/error.hpp"

namespace entente::access {
namespace {

/// So that the tests take no second each.
const PasswordCost kCheap{1, 8192};

std::optional<PasswordFault> fault(std::string_view password, const std::vector<std::string>& about = {}) {
  static const CommonPasswords common;
  return fault_of_password(password, common, about);
}

TEST(Password, OneThatIsLongAndOnesOwnIsTaken) {
  for (const auto* password :
       {"correct horse battery staple", "Vraiment, les marées montent", "tr0ub4dor&3xyz!",
        "湖上春来似画图乱峰围绕水平铺", "Тихо в лесу, только не спит", "في البحر سفن كثيرة تعود",
        "xK9#mQ2$vL5p", "monkeys juggle lemons"})
    EXPECT_FALSE(fault(password)) << password;
}

TEST(Password, ItsLengthIsCountedInCharacters) {
  EXPECT_EQ(fault("湖上春来似画图乱峰围"), PasswordFault::too_short) << "ten characters in thirty bytes";
  EXPECT_EQ(fault("xK9#mQ2$vL5"), PasswordFault::too_short);
  std::string mixed;
  while (mixed.size() < 128) mixed += "kx9zvq7j";
  EXPECT_FALSE(fault(mixed));
  EXPECT_EQ(fault(mixed + "a"), PasswordFault::too_long);
  EXPECT_EQ(fault(std::string(1'000'000, 'x')), PasswordFault::too_long);
}

TEST(Password, WhatIsNoTextIsRefused) {
  EXPECT_EQ(fault("\xff\xfe abcdefghijklm"), PasswordFault::not_text);
  EXPECT_EQ(fault(std::string("abcdefgh\0ijklm", 14)), PasswordFault::not_text);
  EXPECT_EQ(fault("kx9zvq\n7jwmtr"), PasswordFault::not_text);
}

TEST(Password, WhatEverybodyTriesFirstIsRefused) {
  for (const auto* password :
       {"password1234",  "Password2024!",  "P@ssw0rd2025",   "qwertyuiop123",
        "1234567890123", "aaaaaaaaaaaaaa", "abcdefghijklm",  "iloveyou12345",
        "Welcome-2026!", "administrator1", "letmeinletmein", "йцукенгшщзхъ123",
        "contraseña123", "motdepasse2026", "пароль123456",   "密码密码密码密码密码密码",
        "1q2w3e4r5t6y",  "Summer2026!!",   "ababababababab", "dragon-monkey"})
    EXPECT_EQ(fault(password), PasswordFault::common) << password;
}

TEST(Password, WhatAnAttackerKnowsOfThePersonIsRefused) {
  const std::vector<std::string> about{"Amina Diallo", "amina.diallo@sante.example",
                                       "Registre des partenariats"};
  EXPECT_EQ(fault("AminaDiallo2026", about), PasswordFault::common);
  EXPECT_EQ(fault("sante.example.1", about), PasswordFault::common);
  EXPECT_EQ(fault("partenariats12", about), PasswordFault::common);
  EXPECT_FALSE(fault("AminaDiallo2026"));
}

TEST(Password, AFileOfKnownOnesIsHeeded) {
  const auto file =
      std::filesystem::temp_directory_path() / ("entente-passwords-" + std::to_string(::getpid()) + ".txt");
  std::ofstream(file) << "correct horse battery staple\r\nanother known one\n";
  const CommonPasswords common(file);
  std::filesystem::remove(file);
  EXPECT_EQ(fault_of_password("correct horse battery staple", common, {}), PasswordFault::common);
  EXPECT_EQ(fault_of_password("another known one", common, {}), PasswordFault::common);
  EXPECT_FALSE(fault_of_password("correct horse battery stapler", common, {}));
  EXPECT_THROW(CommonPasswords("/nowhere/passwords.txt"), base::BadInput);
}

TEST(Password, OnlyItselfFits) {
  const auto hash = hash_password("correct horse battery staple", kCheap);
  EXPECT_TRUE(hash.starts_with("$argon2id$v=19$m=8,t=1,p=1$")) << hash;
  EXPECT_TRUE(password_fits(hash, "correct horse battery staple"));
  EXPECT_FALSE(password_fits(hash, "Correct horse battery staple"));
  EXPECT_FALSE(password_fits(hash, "correct horse battery staple "));
  EXPECT_FALSE(password_fits(hash, ""));
  EXPECT_FALSE(password_fits("", ""));
  EXPECT_FALSE(password_fits("nonsense", "correct horse battery staple"));
  EXPECT_NE(hash, hash_password("correct horse battery staple", kCheap)) << "each has a salt of its own";
}

TEST(Password, LettersWrittenInTwoWaysAreOne) {
  EXPECT_TRUE(password_fits(hash_password("caf\u00e9 au lait noir", kCheap), "cafe\u0301 au lait noir"));
}

TEST(Password, TheCostOfNewOnesIsWhatTheDesignSays) {
  const auto hash = hash_password("correct horse battery staple");
  EXPECT_TRUE(hash.starts_with("$argon2id$v=19$m=65536,t=3,p=1$")) << hash;
  EXPECT_FALSE(is_outdated(hash));
  EXPECT_TRUE(is_outdated(hash_password("correct horse battery staple", kCheap)));
}

TEST(Password, NobodysHashIsLikeAnother) {
  const auto nobody = hash_of_nobody(), somebody = hash_password("correct horse battery staple");
  EXPECT_EQ(nobody.size(), somebody.size());
  EXPECT_FALSE(is_outdated(nobody));
  EXPECT_FALSE(password_fits(nobody, "correct horse battery staple"));
  EXPECT_NE(nobody, hash_of_nobody());
}

TEST(Password, ManyAtOnceWaitForOneAnother) {
  const auto hash = hash_password("correct horse battery staple", kCheap);
  std::atomic<int> fitting = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i)
      threads.emplace_back([&] { fitting += password_fits(hash, "correct horse battery staple") ? 1 : 0; });
  }
  EXPECT_EQ(fitting, 8);
}

}  // namespace
}  // namespace entente::access
