// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/part_fields.hpp"

#include <gtest/gtest.h>

namespace entente::pages {
namespace {

/// As a file may have it: ends of lines of another system, spaces around, kinds in an order of its own.
model::Participation imported() {
  model::Participation part;
  part.role = "funder";
  part.contributes = {"know_how", "finance"};
  part.brings = base::Text("en", "  Two engineers\r\nand a truck\rfor a year \n");
  part.brings.add("fr", "Deux ingénieurs");
  part.risks = base::Text("fr", "Aucun");
  return part;
}

/// What a browser sends back of a text: each end of a line as two characters.
std::string sent_by_browser(std::string_view text) {
  std::string sent;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' && text.substr(i + 1).starts_with('\n')) continue;
    sent += text[i] == '\r' || text[i] == '\n' ? std::string("\r\n") : std::string(1, text[i]);
  }
  return sent;
}

PartFields sent_back(const model::Participation& part, std::string_view language) {
  const auto shown = fields_of_part(part, language);
  return part_fields_of_form({{"role", shown.role},
                              {"contributes", "finance"},
                              {"contributes", "know_how"},
                              {"brings", sent_by_browser(shown.brings)},
                              {"risks", sent_by_browser(shown.risks)},
                              {"responsibilities", ""},
                              {"benefits", ""}});
}

TEST(PartFields, WhatNobodyTouchedIsTheSameByteByByte) {
  for (const auto language : base::kLanguages) {
    auto part = imported();
    EXPECT_EQ(put_into(part, sent_back(part, language), language), "");
    EXPECT_EQ(part, imported()) << language;
  }
}

TEST(PartFields, WhatIsChangedStandsInItsLanguageAlone) {
  auto part = imported();
  auto fields = sent_back(part, "en");
  fields.brings = "Three engineers";
  fields.contributes = {"finance"};
  EXPECT_EQ(put_into(part, fields, "en"), "");
  EXPECT_EQ(part.brings, base::Text("en", "Three engineers"));
  EXPECT_EQ(part.risks, imported().risks);
  EXPECT_EQ(part.contributes, std::vector<std::string>{"finance"});
  fields.brings = "";
  EXPECT_EQ(put_into(part, fields, "en"), "");
  EXPECT_TRUE(part.brings.empty());
}

TEST(PartFields, WhatIsTooLongOrUnknownPutsNothing) {
  auto part = imported();
  auto fields = sent_back(part, "en");
  fields.risks = std::string(12'001, 'x');
  EXPECT_EQ(put_into(part, fields, "en"), "part.fault.long");
  fields = sent_back(part, "en");
  fields.role = "king";
  EXPECT_EQ(put_into(part, fields, "en"), "desk.fault.choice");
  EXPECT_EQ(part, imported());
}

}  // namespace
}  // namespace entente::pages
