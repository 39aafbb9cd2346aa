// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/party_views.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>

#include "pages/record_views.hpp"

namespace entente::pages {
namespace {

/// A party whose organisation's id ends in `number`.
registry::Party party(unsigned number, std::string role, std::string state) {
  std::array<std::uint8_t, 16> bytes{};
  bytes[14] = static_cast<std::uint8_t>(number / 256);
  bytes[15] = static_cast<std::uint8_t>(number % 256);
  registry::Party party;
  party.organisation.id = base::Uuid(bytes);
  party.organisation.name = base::Text("en", "Example " + std::to_string(number));
  party.part.value.role = std::move(role);
  party.state = std::move(state);
  return party;
}

TEST(Confirmations, CountOrganisationsNotParts) {
  const auto count = confirmations_of({party(1, "lead", "confirmed"), party(1, "funder", "confirmed"),
                                       party(2, "funder", "named"), party(3, "funder", "asked")});
  EXPECT_EQ(count.parties, 3);
  EXPECT_EQ(count.confirmed, 1);
}

TEST(Confirmations, NeedEveryPartAndLeaveOutWhoLeft) {
  const auto count = confirmations_of({party(1, "lead", "confirmed"), party(1, "funder", "asked"),
                                       party(2, "funder", "left"), party(3, "funder", "declined")});
  EXPECT_EQ(count.parties, 1);
  EXPECT_EQ(count.confirmed, 0);
  EXPECT_EQ(confirmations_of({}).parties, 0);
}

TEST(RoleGroups, KeepTheOrderAndTheTotalsWhenTheListIsCut) {
  std::vector<registry::Party> parties;
  for (unsigned i = 0; i < 3; ++i) parties.push_back(party(i, "lead", "named"));
  for (unsigned i = 3; i < 9; ++i) parties.push_back(party(i, "funder", "named"));
  parties.push_back(party(9, "member", "named"));

  const auto whole = group_by_role(parties, 0, 100);
  ASSERT_EQ(whole.size(), 3U);
  EXPECT_EQ(whole[1].role, "funder");
  EXPECT_EQ(whole[1].parties.size(), 6U);

  const auto cut = group_by_role(parties, 0, 5);
  ASSERT_EQ(cut.size(), 2U);
  EXPECT_EQ(cut[0].parties.size(), 3U);
  EXPECT_EQ(cut[1].parties.size(), 2U);
  EXPECT_EQ(cut[1].total, 6U);
  EXPECT_TRUE(group_by_role({}, 0, 5).empty());

  const auto second = group_by_role(parties, 5, 5);
  ASSERT_EQ(second.size(), 2U);
  EXPECT_EQ(second[0].role, "funder");
  EXPECT_EQ(second[0].parties.size(), 4U);
  EXPECT_EQ(second[1].parties.size(), 1U);
  EXPECT_TRUE(group_by_role(parties, 10, 5).empty());
  EXPECT_TRUE(group_by_role(parties, 1'000, 5).empty());
}

TEST(Parties, ShowTwoHundredOfFiveThousandAndCountTheRest) {
  std::vector<registry::Party> parties;
  for (unsigned i = 0; i < 5'000; ++i) parties.push_back(party(i, "member", "named"));
  const auto& en = base::Messages::in("en");
  const auto view = parties_view(parties, 0, kMostParties, {}, en);
  ASSERT_EQ(view.get("groups")->list_value().size(), 1U);
  EXPECT_EQ(view.get("groups")->list_value()[0].get("rows")->list_value().size(), kMostParties);
  EXPECT_EQ(view.get("groups")->list_value()[0].get("count")->string_value(), "5,000");
  EXPECT_EQ(view.get("left_out")->string_value(), "200 of 5,000 are shown here.");
}

TEST(Parties, NoneIsSaidNotHidden) {
  const auto view = parties_view({}, 0, kMostParties, {}, base::Messages::in("en"));
  EXPECT_EQ(view.get("confirmed")->string_value(), "No party is named.");
  EXPECT_TRUE(view.get("left_out")->is_false());
}

TEST(Parties, AColumnOfWhichNothingIsKnownIsSaidOnce) {
  auto silent = party(1, "member", "named"), tells = party(2, "funder", "named");
  tells.part.value.brings = base::Text("en", "Finance");
  const auto view = parties_view({silent, tells}, 0, kMostParties, {}, base::Messages::in("en"));
  const auto& groups = view.get("groups")->list_value();
  EXPECT_TRUE(groups[0].get("puts_in")->is_false());
  EXPECT_TRUE(groups[1].get("puts_in")->is_true());
  EXPECT_TRUE(view.get("nothing_put_in")->is_false());
  EXPECT_TRUE(view.get("nothing_shared")->is_true());
}

TEST(Parties, ASourceOfTheWholeRecordIsNotSaidAgain) {
  model::Source whole, own;
  whole.title = "Yearbook";
  own.title = "Agreement";
  own.publisher = own.stated_by = "Example Agency";
  auto one = party(1, "member", "named"), two = party(2, "member", "named");
  one.part.value.sources = {whole};
  two.part.value.sources = {whole, own};
  const auto view = parties_view({one, two}, 0, kMostParties, {whole}, base::Messages::in("en"));
  const auto& rows = view.get("groups")->list_value()[0].get("rows")->list_value();
  EXPECT_TRUE(rows[0].get("said")->is_false());
  EXPECT_EQ(rows[1].get("said")->get("document")->get("title")->string_value(), "Agreement");
  EXPECT_TRUE(rows[1].get("said")->get("stated_by")->is_false()) << "its publisher says it";
}

TEST(Parties, WhoNamedAPartyIsSaidUntilItConfirms) {
  auto named = party(1, "member", "named"), confirmed = party(2, "member", "confirmed");
  named.part.value.named_by = confirmed.part.value.named_by = "Example Agency";
  const auto view = parties_view({named, confirmed}, 0, kMostParties, {}, base::Messages::in("en"));
  const auto& rows = view.get("groups")->list_value()[0].get("rows")->list_value();
  EXPECT_EQ(rows[0].get("named_by")->string_value(),
            "Named by Example Agency; not confirmed by the party itself");
  EXPECT_TRUE(rows[1].get("named_by")->is_false());
  // A document of its own is not somebody else.
  named.organisation.name.narratives = {{"en", "Example Agency"}};
  EXPECT_FALSE(named_by_another(named));
  EXPECT_TRUE(rows[0].get("terms")->is_empty_list());
}

TEST(PartyRef, LinksARecordAndShowsABareName) {
  const auto& en = base::Messages::in("en");
  const auto known = party(7, "", "").organisation;
  model::PartyRef ref;
  EXPECT_TRUE(party_ref(ref, {}, en).is_false());
  ref.name = "Health ministries";
  EXPECT_TRUE(party_ref(ref, {}, en).get("href")->is_false());
  ref.organisation = known.id;
  const auto view = party_ref(ref, {{known.id, known}}, en);
  EXPECT_EQ(view.get("href")->string_value(), "/en/organisations/" + known.id.str());
  EXPECT_EQ(view.get("name")->get("value")->string_value(), "Example 7");
}

}  // namespace
}  // namespace entente::pages
