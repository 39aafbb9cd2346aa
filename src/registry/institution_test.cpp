// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/institution.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "base/error.hpp"

namespace entente::registry {
namespace {

constexpr std::string_view kSmallLogo = R"(<svg xmlns="http://www.w3.org/2000/svg"/>)";

class InstitutionProfile : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() / ("entente-profile-" + std::to_string(getpid()));
    std::filesystem::create_directories(folder_);
    put("terms.txt", "Use it well.\n\nAnd name the source.\n");
    put("logo.svg", kSmallLogo);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  void put(const std::string& name, std::string_view bytes) const {
    std::ofstream(folder_ / name, std::ios::binary) << bytes;
  }
  Institution read(std::string_view profile) const {
    put("institution.toml", profile);
    return read_institution(folder_ / "institution.toml");
  }
  std::string refusal(std::string_view profile) const {
    try {
      read(profile);
    } catch (const base::Error& e) {
      std::string told = e.what();
      if (const auto at = told.find(folder_.string() + "/"); at == 0)
        told.erase(0, folder_.string().size() + 1);
      return told;
    }
    return "nothing";
  }

  std::filesystem::path folder_;
};

TEST_F(InstitutionProfile, IsReadWithItsFiles) {
  const auto got = read(R"(languages = ["fr", "ar"]
logo = "logo.svg"
accent = "#0a5c48"
[name]
fr = "Institut"
ar = "معهد"
[contact]
mail = "desk@register.example"
website = "https://register.example"
[terms]
fr = "terms.txt"
ar = "https://register.example/terms"
[policies.privacy]
title.fr = "Vie privée"
text.fr = "terms.txt"
)");
  EXPECT_EQ(got.languages, (std::vector<std::string>{"ar", "fr"}));
  EXPECT_TRUE(got.offers("fr"));
  EXPECT_FALSE(got.offers("en"));
  EXPECT_EQ(got.name.str("fr"), "Institut");
  EXPECT_EQ(got.logo, kSmallLogo);
  EXPECT_EQ(got.logo_type, "image/svg+xml");
  EXPECT_EQ(got.mail, "desk@register.example");
  ASSERT_EQ(got.texts.size(), 2U);
  EXPECT_EQ(got.texts[0].key, "terms");
  EXPECT_EQ(got.texts[0].text.str("fr"), "Use it well.\n\nAnd name the source.\n");
  EXPECT_EQ(got.texts[0].address.str("ar"), "https://register.example/terms");
  EXPECT_EQ(got.texts[1].key, "privacy");
  EXPECT_EQ(got.texts[1].title.str("fr"), "Vie privée");
  EXPECT_NE(got.accent.find("--accent:#0a5c48"), std::string::npos);
}

TEST_F(InstitutionProfile, ItsStampChangesWithEveryFile) {
  constexpr std::string_view kProfile = "[terms]\nen = \"terms.txt\"\n";
  const auto before = read(kProfile).stamp;
  EXPECT_EQ(read(kProfile).stamp, before);
  put("terms.txt", "Other terms.\n");
  EXPECT_NE(read(kProfile).stamp, before);
  EXPECT_TRUE(no_institution().stamp.empty());
  EXPECT_EQ(no_institution().languages.size(), 6U);
}

TEST_F(InstitutionProfile, IsRefusedWithLineAndCause) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"colour = \"#000000\"\n",
       "institution.toml, line 1: setting 'colour' is not one Entente knows. Check its"},
      {"\nlanguages = [\"de\"]\n",
       "institution.toml, line 2: setting 'languages' names no language of Entente: 'de'."},
      {"languages = []\n", "institution.toml, line 1: setting 'languages' names none."},
      {"[name]\nxx = \"X\"\n",
       "institution.toml, line 2: setting 'name.xx' names no language of Entente: 'xx'."},
      {"[name]\nen = \" \"\n", "institution.toml, line 2: setting 'name.en' is empty."},
      {"[contact]\nmail = \"desk\"\n",
       "institution.toml, line 2: setting 'contact.mail' is not an address for mail."},
      {"[contact]\nwebsite = \"javascript:x\"\n",
       "institution.toml, line 2: setting 'contact.website' is not a web address."},
      {"[terms]\nen = \"none.txt\"\n",
       "institution.toml, line 2: setting 'terms.en' names a file that cannot be read:"},
      {"[policies.A]\ntitle.en = \"A\"\n",
       "institution.toml, line 1: setting 'policies.A' has a name that cannot stand"},
      {"[policies.a]\ntext.en = \"terms.txt\"\n",
       "institution.toml, line 1: setting 'policies.a' has no title."},
      {"[policies.a]\ntitle.en = \"A\"\n", "institution.toml, line 1: setting 'policies.a' has no text."},
      {"logo = \"terms.txt\"\n", "institution.toml, line 1: setting 'logo' is neither SVG nor PNG."},
      {"accent = \"green\"\n", "institution.toml, line 1: setting 'accent' is not a colour: green."},
      {"accent = \"#7fd4ff\"\n",
       "institution.toml, line 1: setting 'accent' has a contrast of 1.5 to 1 with"},
  };
  for (const auto& [profile, told] : cases)
    EXPECT_TRUE(refusal(profile).starts_with(told)) << profile << "\n" << refusal(profile);
}

TEST_F(InstitutionProfile, ItsFilesHaveALimit) {
  put("long.txt", std::string(256 * 1024 + 1, 'a'));
  EXPECT_TRUE(refusal("[terms]\nen = \"long.txt\"\n")
                  .starts_with(
                      "institution.toml, line 2: setting 'terms.en' names a file of more than 262144 bytes"));
  put("latin.txt", "\xe9t\xe9");
  EXPECT_TRUE(
      refusal("[terms]\nen = \"latin.txt\"\n")
          .starts_with("institution.toml, line 2: setting 'terms.en' names a file that is not UTF-8"));
}

TEST(Accent, IsDarkOnLightPagesAndPaleOnDarkOnes) {
  const auto sheet = accent_sheet("#1B4B9B");
  EXPECT_TRUE(
      sheet.starts_with("@media screen{:root{--accent:#1b4b9b;--accent-2:#13356d;--accent-wash:#e8edf5}}"))
      << sheet;
  EXPECT_NE(sheet.find("prefers-color-scheme:dark){:root{--accent:#"), std::string::npos);
  // Black is as dark as it gets, and still has a shade for dark pages.
  EXPECT_EQ(accent_sheet("#000000").find("dark){:root{--accent:#000000"), std::string::npos);
}

// The border: on the grey of light pages 4.5 to 1 is enough, a shade less is not.
TEST(Accent, IsRefusedWhereItIsTooPale) {
  EXPECT_NO_THROW(accent_sheet("#6d6d6d"));
  EXPECT_THROW(accent_sheet("#717171"), base::BadInput);
  EXPECT_THROW(accent_sheet("#12345"), base::BadInput);
  EXPECT_THROW(accent_sheet("#12345g"), base::BadInput);
}

}  // namespace
}  // namespace entente::registry
