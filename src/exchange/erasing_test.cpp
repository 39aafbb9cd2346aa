// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/erasing.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"

namespace entente::exchange {
namespace {

bool is_ann(const model::Contact& contact) {
  return contact.person.str("en") == "Ann Smith";
}

constexpr const char* kAnn =
    "<contact-info type=\"1\"><person-name><narrative>Ann Smith</narrative></person-name>"
    "<email>ann@agency.example</email></contact-info>";
constexpr const char* kBob =
    "<contact-info><person-name><narrative>Bob</narrative></person-name></contact-info>";

TEST(WithoutContacts, AnActivityLosesOneElementAndNothingElse) {
  const std::string before =
      "<iati-activity xml:lang=\"en\" xmlns:x=\"urn:x\">\n  <!-- kept -->\n  "
      "<title><narrative>A &amp; B</narrative></title>\n  ";
  const std::string after = "\n  <x:own a=\"1\"><![CDATA[<contact-info>]]></x:own>\n</iati-activity>";
  const auto cut = without_contacts("iati-2.03", before + kAnn + kBob + after, is_ann);
  ASSERT_TRUE(cut);
  EXPECT_EQ(*cut, before + "<!-- A contact was erased here. -->" + kBob + after);
  EXPECT_FALSE(without_contacts("iati-2.03", *cut, is_ann)) << "nothing is left to go";
}

TEST(WithoutContacts, APrefixHidesNobody) {
  const std::string activity =
      "<i:iati-activity xmlns:i=\"urn:i\"><i:contact-info><i:person-name><i:narrative>Ann "
      "Smith</i:narrative></i:person-name></i:contact-info></i:iati-activity>";
  const auto cut = without_contacts("iati-2.03", activity, is_ann);
  ASSERT_TRUE(cut);
  EXPECT_EQ(cut->find("Ann"), std::string::npos);
}

TEST(WithoutContacts, AnExtensionIsCutLikewise) {
  const std::string record =
      "<record xmlns=\"urn:x-entente:iati:1\" id=\"1\"><partnership><title xml:lang=\"en\">Wells</title>"
      "<contacts><person xml:lang=\"en\">Ann Smith</person></contacts>"
      "<contacts><person xml:lang=\"en\">Bob</person></contacts></partnership></record>";
  const auto cut = without_contacts(
      "iati-2.03", "<iati-activity>" + std::string(kAnn) + record + "</iati-activity>", is_ann);
  ASSERT_TRUE(cut);
  EXPECT_EQ(cut->find("Ann"), std::string::npos) << *cut;
  EXPECT_NE(cut->find("Bob"), std::string::npos) << *cut;
}

TEST(WithoutContacts, AnEntryOfJsonIsCut) {
  const std::string entry =
      R"({"key":"w","partnership":{"title":{"en":"W"},"contacts":[{"person":{"en":"Ann Smith"}},)"
      R"({"person":{"en":"Bob"}}]}})";
  const auto cut = without_contacts("entente-json-1", entry, is_ann);
  ASSERT_TRUE(cut);
  EXPECT_EQ(cut->find("Ann"), std::string::npos);
  EXPECT_NE(cut->find("Bob"), std::string::npos);
  EXPECT_FALSE(without_contacts("entente-json-1", R"({"partnership":{"title":{"en":"W"}}})", is_ann));
}

TEST(WithoutContacts, AnUnknownFormatIsNotPassedOver) {
  EXPECT_THROW(without_contacts("other", "x", is_ann), base::Error);
}

}  // namespace
}  // namespace entente::exchange
