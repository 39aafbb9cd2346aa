// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/record_merge.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <ctime>

#include "exchange/iati/activity_file.hpp"
#include "exchange/iati/extension.hpp"
#include "exchange/iati/reading_test_support.hpp"

namespace entente::exchange::iati::testing {
namespace {

void take_part(Bundle& bundle, const NamedOrganisation& who, const std::string& role) {
  NamedRecord part;
  part.organisation = static_cast<int>(bundle.organisations.size());
  model::Participation participation;
  participation.role = role;
  participation.origin = "record/" + who.own_key + role;
  part.record = participation;
  bundle.organisations.push_back(who);
  bundle.parts.push_back(part);
}

/// As a register writes it: the second body of a name has the register's own key.
NamedOrganisation body(const std::string& name, const std::string& id, bool second = false) {
  NamedOrganisation named;
  named.organisation.name.add("en", name);
  named.own_key = "entente\trecord/" + id;
  named.key = second ? named.own_key : "name\t" + name;
  return named;
}

/// Each party by its own key, with its role.
std::vector<std::string> parties(const Bundle& bundle) {
  std::vector<std::string> all;
  for (const auto& part : bundle.parts)
    if (const auto* party = std::get_if<model::Participation>(&part.record))
      all.push_back(bundle.organisations.at(static_cast<std::size_t>(part.organisation)).own_key + " " +
                    party->role);
  std::ranges::sort(all);
  return all;
}

TEST(RecordMerge, TwoBodiesOfOneNameStayTwoWhereAnotherPartyGoes) {
  Born born{
      "0190a0a0-0000-7000-8000-000000000001", only("<activity-date type='2' iso-date='2020-01-01'/>"), {}};
  auto& bundle = born.bundle;
  bundle.partnership.kept.reset();
  bundle.partnership.identifiers.clear();
  take_part(bundle, body("ministry", "a"), "funder");
  // To IATI all of one name and one of its roles are one element; a host is a member there.
  take_part(bundle, body("ministry", "b", true), "implementer");
  take_part(bundle, body("ministry", "c", true), "funder");
  take_part(bundle, body("ministry", "d", true), "host_government");
  take_part(bundle, body("trust", "e"), "member");
  const auto before = parties(bundle);

  ActivityFile activities;
  std::string text;
  ASSERT_TRUE(activities.add(born, "2024-01-01T00:00:00Z", text));
  const auto unchanged = read(file(text));
  ASSERT_EQ(unchanged.bundles.size(), 1U);
  EXPECT_EQ(parties(unchanged.bundles.front()), before);

  const auto name = text.find("<narrative xml:lang=\"en\">trust<");
  ASSERT_NE(name, text.npos);
  const auto begin = text.rfind("<participating-org", name);
  text.erase(begin, text.find("</participating-org>", begin) + 20 - begin);
  const auto changed = read(file(text));
  ASSERT_EQ(changed.bundles.size(), 1U);
  auto others = before;
  std::erase(others, "entente\trecord/e member");
  EXPECT_EQ(parties(changed.bundles.front()), others);
}

Bundle deliveries(int count, bool backwards) {
  Bundle bundle;
  for (int i = 0; i < count; ++i) {
    const int number = backwards ? count - i : i + 1;
    model::Delivery delivery;
    delivery.value = base::Money{base::Decimal::from_integer(number), "USD", {}};
    delivery.origin = "transaction/" + std::to_string(number) + "/1";
    NamedRecord part;
    part.record = delivery;
    bundle.parts.push_back(part);
  }
  return bundle;
}

TEST(RecordMerge, ThousandsOfPartsAreToldApartInTheTimeThatTheirNumberAsksFor) {
  constexpr int kMany = 30'000;
  const auto said = deliveries(kMany, true);
  auto read = deliveries(kMany, true);
  std::get<model::Delivery>(read.parts.front().record).value->currency = "EUR";
  std::ranges::reverse(read.parts);
  auto record = deliveries(kMany, false);
  for (auto& part : record.parts) std::get<model::Delivery>(part.record).reference = "kept";

  const auto start = std::clock();
  const auto whole = merged(std::move(record), said, read);
  const auto seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  ASSERT_EQ(whole.parts.size(), static_cast<std::size_t>(kMany));
  const auto kept = std::ranges::count_if(whole.parts, [](const NamedRecord& part) {
    return std::get<model::Delivery>(part.record).reference == "kept";
  });
  EXPECT_EQ(kept, kMany - 1) << "all but the one that somebody changed";
  RecordProperty("milliseconds", static_cast<int>(seconds * 1000));
  // Each with each would be half a thousand million comparisons.
  EXPECT_LT(seconds, 3.0);
}

}  // namespace
}  // namespace entente::exchange::iati::testing
