// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "base/toml.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"

namespace entente::base {
namespace {

std::string told(auto action) {
  try {
    action();
  } catch (const Error& e) {
    return e.what();
  }
  return "nothing";
}

TEST(Toml, GivesTypedSettings) {
  auto toml = Toml::read_text("[server]\nlisten = \"[::1]:80\"\nworkers = 3\n[x]\non = true\n", "a.toml");
  std::string listen;
  std::int64_t workers = 0;
  bool on = false, other = true;
  EXPECT_TRUE(toml.take("server.listen", listen));
  EXPECT_TRUE(toml.take("server.workers", workers, 1, 8));
  EXPECT_TRUE(toml.take("x.on", on));
  EXPECT_FALSE(toml.take("x.other", other));
  EXPECT_EQ(listen, "[::1]:80");
  EXPECT_EQ(workers, 3);
  EXPECT_TRUE(on && other);
  EXPECT_NO_THROW(toml.finish());
}

TEST(Toml, AMisspeltKeyIsAnErrorWithItsLine) {
  auto toml = Toml::read_text("[server]\n\nlisen = \"x\"\n", "a.toml");
  std::string listen;
  toml.take("server.listen", listen);
  const auto message = told([&] { toml.finish(); });
  EXPECT_NE(message.find("a.toml, line 3"), std::string::npos) << message;
  EXPECT_NE(message.find("server.lisen"), std::string::npos) << message;
}

TEST(Toml, AWrongTypeOrRangeIsAnError) {
  auto toml = Toml::read_text("a = \"1\"\nb = 99\nc = 1\n", "a.toml");
  std::int64_t n = 0;
  std::string s;
  EXPECT_NE(told([&] { toml.take("a", n, 0, 10); }).find("whole number from 0 to 10"), std::string::npos);
  EXPECT_NE(told([&] { toml.take("b", n, 0, 10); }).find("line 2"), std::string::npos);
  EXPECT_NE(told([&] { toml.take("c", s); }).find("a string"), std::string::npos);
  EXPECT_NE(told([] { Toml::read_text("a = ", "a.toml"); }).find("is not TOML"), std::string::npos);
  EXPECT_NE(told([] { Toml::read_file("/no/such/file.toml"); }).find("cannot be read"), std::string::npos);
}

TEST(Toml, GivesListsAndTheKeysOfATable) {
  auto toml = Toml::read_text("tongues = [\"fr\", \"en\"]\n[b]\ny = \"1\"\nx = \"2\"\n", "a.toml");
  std::vector<std::string> tongues;
  EXPECT_TRUE(toml.take("tongues", tongues));
  EXPECT_EQ(tongues, (std::vector<std::string>{"fr", "en"}));
  EXPECT_EQ(toml.keys("b"), (std::vector<std::string>{"x", "y"}));
  EXPECT_TRUE(toml.keys("c").empty());
  EXPECT_EQ(told([&] { toml.take("b.x", tongues); }),
            "a.toml, line 4: setting 'b.x' is not a list of strings.");
  EXPECT_EQ(told([&] { toml.keys("tongues"); }), "a.toml, line 1: setting 'tongues' is not a table.");
}

TEST(Toml, ASettingIsRefusedWithItsLine) {
  const auto toml = Toml::read_text("\n\ncolour = \"pale\"\n", "a.toml");
  EXPECT_EQ(told([&] { toml.refuse("colour", "is too pale", "Take a darker one."); }),
            "a.toml, line 3: setting 'colour' is too pale. Take a darker one.");
}

TEST(Toml, GivesNumbersWithinTheirBounds) {
  auto toml = Toml::read_text("a = 0.25\nb = 2\nc = \"x\"\nd = nan\n", "a.toml");
  double a = 0, b = 0, none = 7;
  EXPECT_TRUE(toml.take("a", a, 0, 1));
  EXPECT_TRUE(toml.take("b", b, 0, 2));
  EXPECT_FALSE(toml.take("none", none, 0, 1));
  EXPECT_EQ(a, 0.25);
  EXPECT_EQ(b, 2);
  EXPECT_EQ(none, 7);
  EXPECT_NE(told([&] { toml.take("b", b, 0, 1.5); }).find("a number from 0 to 1.5"), std::string::npos);
  EXPECT_NE(told([&] { toml.take("c", b, 0, 1); }).find("line 3"), std::string::npos);
  EXPECT_NE(told([&] { toml.take("d", b, 0, 1); }).find("a number"), std::string::npos);
}

TEST(Toml, GivesATextInLanguages) {
  auto toml =
      Toml::read_text("name.en = \"Low\"\nname.fr = \"Bas\"\nx.de = \"tief\"\ny.en = \" \"\n", "a.toml");
  const auto name = toml.words("name", 10);
  EXPECT_EQ(name.str("fr"), "Bas");
  EXPECT_EQ(name.str("en"), "Low");
  EXPECT_NE(told([&] { toml.words("name", 2); }).find("longer than 2"), std::string::npos);
  EXPECT_NE(told([&] { toml.words("x", 10); }).find("names no language"), std::string::npos);
  EXPECT_NE(told([&] { toml.words("y", 10); }).find("line 4"), std::string::npos);
  EXPECT_NE(told([&] { toml.words("z", 10); }).find("'z' is missing"), std::string::npos);
}

}  // namespace
}  // namespace entente::base
