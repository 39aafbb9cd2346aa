// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/screened_form.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

namespace entente::registry {
namespace {

screening::Party listed_party() {
  screening::Party party;
  party.kind = screening::Kind::person;
  party.names = {{"Anton Demidov", screening::NameQuality::primary, false},
                 {"Anton Demidoff", screening::NameQuality::low, false}};
  const auto day = [](const char* text) { return base::PartialDate::parse(text).value(); };
  party.born = {{day("1961-03-04"), day("1961-03-04"), false}, {day("1960"), day("1962"), true}};
  party.countries = {"RU", "BY"};
  party.documents = {{"passport", "A1234567", "RU"}, {"passport", "B7654321", "BY"}};
  return party;
}

TEST(ScreenedForm, FieldsInAnotherOrderAreTheSame) {
  auto other = listed_party();
  std::ranges::reverse(other.names);
  std::ranges::reverse(other.born);
  std::ranges::reverse(other.countries);
  std::ranges::reverse(other.documents);
  other.names.push_back(other.names.front());
  other.names.back().original_script = true;
  EXPECT_EQ(hash_of_fields(other), hash_of_fields(listed_party()));
}

TEST(ScreenedForm, EveryFieldThatIsComparedIsInTheHash) {
  const std::function<void(screening::Party&)> changes[] = {
      [](auto& party) { party.kind = screening::Kind::organisation; },
      [](auto& party) { party.gender = screening::Gender::male; },
      [](auto& party) { party.names[0].text += "a"; },
      [](auto& party) { party.names[0].quality = screening::NameQuality::low; },
      [](auto& party) { party.names.pop_back(); },
      [](auto& party) { party.born[0].approximate = true; },
      [](auto& party) { party.born[1].to = party.born[1].from; },
      [](auto& party) { party.countries[0] = "KZ"; },
      [](auto& party) { party.documents[0].number = "A1234568"; },
      [](auto& party) { party.documents[0].country = ""; },
      [](auto& party) { std::swap(party.documents[0].type, party.documents[0].country); },
  };
  const auto before = hash_of_fields(listed_party());
  for (std::size_t i = 0; i < std::size(changes); ++i) {
    auto party = listed_party();
    changes[i](party);
    EXPECT_NE(hash_of_fields(party), before) << "change " << i;
  }
}

}  // namespace
}  // namespace entente::registry
