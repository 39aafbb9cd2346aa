// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/diligence_policy.hpp"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <filesystem>

#include "base/error.hpp"

namespace entente::registry {
namespace {

constexpr std::string_view kSmall = R"(hearing_days = 3
remind_days = 7
grades = ["fine", "not_fine"]
criteria = ["tobacco"]
sections.screening.valid_days = 10
sections.experience.required = false
grade.fine.name.en = "Fine"
grade.not_fine.name.en = "Not fine"
criterion.tobacco.basis = "A rule"
criterion.tobacco.name.fr = "Tabac"
criterion.tobacco.text.fr = "Elle en produit."
)";

std::string refusal(std::string text) {
  try {
    read_diligence_policy(text, "own.toml");
  } catch (const base::BadInput& e) {
    return e.what();
  }
  return "it was read";
}

std::string with(std::string_view from, std::string_view to) {
  std::string text(kSmall);
  const auto at = text.find(from);
  EXPECT_NE(at, text.npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(DiligencePolicy, TheOneThatIsBroughtIsWholeInSixLanguages) {
  const auto policy = load_diligence_policy({});
  EXPECT_EQ(policy.sections.size(), kDiligenceSections.size());
  EXPECT_GE(policy.criteria.size(), 8U);
  for (const auto language : base::kLanguages) {
    for (const auto& criterion : policy.criteria) {
      EXPECT_TRUE(criterion.name.has(language)) << criterion.key << ' ' << language;
      EXPECT_TRUE(criterion.text.has(language)) << criterion.key << ' ' << language;
    }
    for (const auto& grade : policy.grades) EXPECT_TRUE(grade.name.has(language)) << grade.key;
  }
  EXPECT_FALSE(policy.section("experience")->required);
  EXPECT_EQ(policy.criterion("sanctions"), nullptr)
      << "the organisation would read of a hit before anybody decides";
  EXPECT_EQ(policy.hash, base::sha256(policy.source));
}

TEST(DiligencePolicy, AnInstitutionsOwnIsRead) {
  const auto policy = read_diligence_policy(kSmall, "own.toml");
  EXPECT_EQ(policy.hearing_days, 3);
  EXPECT_EQ(policy.section("screening")->valid_days, 10);
  EXPECT_TRUE(policy.section("identity")->required);
  EXPECT_EQ(policy.criterion("tobacco")->name.str("en"), "Tabac") << "the one there is";
  EXPECT_EQ(policy.criterion("weapons"), nullptr);
  ASSERT_EQ(policy.grades.size(), 2U);
  EXPECT_EQ(policy.grades.front().key, "fine") << "in the order in which they are named";
}

TEST(DiligencePolicy, WhatIsWrongIsNamed) {
  EXPECT_NE(refusal(with("hearing_days", "hearing_day")).find("hearing_day"), std::string::npos);
  EXPECT_NE(refusal(with("hearing_days = 3\n", "")).find("hearing_days"), std::string::npos);
  EXPECT_NE(refusal(with("hearing_days = 3", "hearing_days = 0")).find("hearing_days"), std::string::npos)
      << "somebody is always heard";
  EXPECT_NE(refusal(with("[\"fine\", \"not_fine\"]", "[\"fine\"]")).find("grades"), std::string::npos);
  EXPECT_NE(refusal(with("grade.fine.name.en = \"Fine\"\n", "")).find("grade.fine.name"), std::string::npos);
  EXPECT_NE(refusal(with("criterion.tobacco.basis = \"A rule\"\n", "")).find("criterion.tobacco.basis"),
            std::string::npos);
  EXPECT_NE(refusal(with("[\"tobacco\"]", "[\"tobacco\", \"tobacco\"]")).find("tobacco"), std::string::npos);
  EXPECT_NE(refusal(with("[\"tobacco\"]", "[\"Tobacco!\"]")).find("Tobacco!"), std::string::npos);
  EXPECT_NE(refusal(with("[\"tobacco\"]", "[]")).find("criterion.tobacco"), std::string::npos)
      << "a text that nothing names";
  EXPECT_NE(refusal(with("name.fr", "name.de")).find("'de'"), std::string::npos);
  EXPECT_NE(refusal(with("valid_days = 10", "valid_days = 0")).find("sections.screening.valid_days"),
            std::string::npos);
  EXPECT_NE(refusal(with("sections.screening", "sections.screned")).find("screned"), std::string::npos);
  EXPECT_NE(refusal("\xff").find("UTF-8"), std::string::npos);
  EXPECT_NE(refusal(std::string(300 * 1024, '#')).find("larger"), std::string::npos);
  EXPECT_THROW(load_diligence_policy("/nowhere/policy.toml"), base::NotFound);
}

TEST(DiligencePolicy, APipeIsRefusedAndNotWaitedFor) {
  auto folder = (std::filesystem::temp_directory_path() / "entente-policy-XXXXXX").string();
  ASSERT_NE(::mkdtemp(folder.data()), nullptr);
  const auto pipe = std::filesystem::path(folder) / "policy.toml";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  EXPECT_THROW(load_diligence_policy(pipe), base::BadInput);
  EXPECT_THROW(load_diligence_policy(folder), base::BadInput);
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace entente::registry
