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
    const auto* found = table.get("rows")->list_value().at(0).get(which)->list_value().at(0).get("link");
    return found->is_string() ? found->string_value() : std::string("none");
  };
  EXPECT_EQ(link("a@b.example", "", "emails"), "mailto:a@b.example");
  EXPECT_EQ(link("not an address", "", "emails"), "none");
  EXPECT_EQ(link("", "www.b.example", "websites"), "http://www.b.example");
  EXPECT_EQ(link("", "https://b.example", "websites"), "https://b.example");
  EXPECT_EQ(link("", "javascript:alert(1)", "websites"), "none");
}

TEST(PublishedViews, WhatWasDeniedIsSaidAndNotShownAsAMark) {
  model::Classification yes{.kind = "policy_marker", .code = "1", .weight = "2", .percentage = {}};
  auto no = yes;
  no.code = "2";
  no.weight = "0";
  model::Classification humanitarian;
  humanitarian.kind = "humanitarian";
  humanitarian.weight = "0";
  const auto& messages = base::Messages::in("en");
  const auto table = classification_table({yes, no, humanitarian}, messages);
  EXPECT_EQ(table.get("rows")->list_value().size(), 1U);
  EXPECT_EQ(denied_view({yes, no, humanitarian}, messages).string_value(),
            "Looked at, and not the case: Environment and Humanitarian.");
  EXPECT_TRUE(denied_view({yes}, messages).is_false());
}

TEST(PublishedViews, TheSectorOfATransferIsInWords) {
  const auto lines = [](const std::string& vocabulary, const std::string& code, const std::string& name) {
    model::Classification c;
    c.kind = "sector";
    c.vocabulary = vocabulary;
    c.code = code;
    if (!name.empty()) c.name.add("en", name);
    const auto table = transfer_details({c}, {}, base::Messages::in("en"));
    return table.get("rows")->list_value().at(0).string_value();
  };
  EXPECT_EQ(lines("", "12220", ""), "Sector: Health · 12220");
  EXPECT_EQ(lines("2", "122", ""), "Sector: Health · 122");
  EXPECT_EQ(lines("99", "W1", "Rural water"), "Sector: Rural water · the publisher’s own list");
  EXPECT_EQ(lines("98", "W1", ""), "Sector: W1 · the publisher’s own list");
  EXPECT_EQ(lines("3", "F1", ""), "Sector: F1");
}

TEST(PublishedViews, AListThatEndsSaysSo) {
  const auto& messages = base::Messages::in("en");
  model::Classification flow;
  flow.kind = "flow_type";
  flow.code = "10";
  const auto details = transfer_details(std::vector(15, flow), {}, messages);
  EXPECT_EQ(details.get("rows")->list_value().size(), 12U);
  EXPECT_EQ(details.get("left_out")->string_value(), "3 more entries are not shown here.");
  auto no = flow;
  no.weight = "0";
  const auto denied = denied_view(std::vector(60, no), messages).string_value();
  EXPECT_TRUE(denied.ends_with("more entries are not shown here.")) << denied;
}

TEST(PublishedViews, AContactHasAllItsMeans) {
  model::Contact contact;
  contact.telephone = "+1";
  contact.further_telephones = {"+2", "+3"};
  const auto row = contact_table({contact}, base::Messages::in("en")).get("rows")->list_value().at(0);
  ASSERT_EQ(row.get("telephones")->list_value().size(), 3U);
  EXPECT_EQ(row.get("telephones")->list_value().at(2).get("value")->string_value(), "+3");
}

}  // namespace
}  // namespace entente::pages
