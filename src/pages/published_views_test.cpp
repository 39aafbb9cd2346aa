// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/published_views.hpp"

#include <gtest/gtest.h>

#include "base/messages.hpp"

namespace entente::pages {
namespace {

std::string named(const std::string& kind, const std::string& code, const std::string& vocabulary = {},
                  std::string_view language = "en") {
  model::Classification c;
  c.kind = kind;
  c.code = code;
  c.vocabulary = vocabulary;
  return classification_name(c, language);
}

TEST(PublishedViews, CodesOfTheUsualVocabulariesHaveNames) {
  EXPECT_EQ(named("policy_marker", "1"), "Gender equality");
  EXPECT_EQ(named("policy_marker", "1", {}, "zh"), "性别平等");
  EXPECT_EQ(named("finance_type", "110"), "Standard grant");
  EXPECT_EQ(named("finance_type", "411"), "Loan") << "by the group of its code";
  EXPECT_EQ(named("finance_type", "421"), "Debt instrument");
  EXPECT_EQ(named("finance_type", "1100"), "Guarantee");
  EXPECT_EQ(named("aid_type", "C01"), "Project");
  EXPECT_EQ(named("flow_type", "101"), "") << "a flow has no groups";
  EXPECT_EQ(named("policy_marker", "1", "99"), "") << "of another vocabulary the code means something else";
  EXPECT_EQ(named("emergency", "EP-2020-000012-001"), "");
  EXPECT_EQ(named("aid_type", ""), "");
}

TEST(PublishedViews, OnlyWhatIsAnAddressIsALink) {
  const auto link = [](const std::string& email, const std::string& website, View::Name which) {
    model::Contact contact;
    contact.email = email;
    contact.website = website;
    const auto table = contact_table({contact}, base::Messages::in("en"));
    const auto* found = table.get("rows")->list_value().at(0).get(which);
    return found->is_string() ? found->string_value() : std::string("none");
  };
  EXPECT_EQ(link("a@b.example", "", "mail"), "mailto:a@b.example");
  EXPECT_EQ(link("not an address", "", "mail"), "none");
  EXPECT_EQ(link("", "www.b.example", "site"), "http://www.b.example");
  EXPECT_EQ(link("", "https://b.example", "site"), "https://b.example");
  EXPECT_EQ(link("", "javascript:alert(1)", "site"), "none");
}

}  // namespace
}  // namespace entente::pages
