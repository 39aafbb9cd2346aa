// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "exchange/format.hpp"

namespace entente::exchange {
namespace {

std::string refusal(std::string_view head) {
  try {
    return std::string(recognise(head, "f").name());
  } catch (const base::BadInput& e) {
    return e.what();
  }
}

TEST(Registry, KnowsAFileByItsFirstBytes) {
  ASSERT_FALSE(formats().empty());
  EXPECT_EQ(refusal("<?xml version='1.0'?>\n<iati-activities version='2.03'>"), "iati-2.03");
  EXPECT_EQ(refusal("\xEF\xBB\xBF \n<iati-activities"), "iati-2.03");
  EXPECT_EQ(refusal(std::string_view("\xFF\xFE<\0i\0", 6)), "iati-2.03");
  // Its reader says which XML it cannot take, and why.
  EXPECT_EQ(refusal("<iati-organisations>"), "iati-2.03");
}

TEST(Registry, TellsXmlFromJson) {
  EXPECT_EQ(refusal("{\"entente\": \"1\"}"), "entente-json");
  EXPECT_EQ(refusal("\xEF\xBB\xBF\r\n["), "entente-json");
}

TEST(Registry, SaysWhatCanBeRead) {
  EXPECT_EQ(refusal(""), "f: is empty. Send one of: iati-2.03, entente-json.");
  EXPECT_EQ(refusal("key,name"),
            "f: is of no format that this register reads. Send one of: iati-2.03, entente-json.");
  EXPECT_EQ(refusal("PK\x03\x04"),
            "f: is of no format that this register reads. Send one of: iati-2.03, entente-json.");
}

TEST(Registry, HandsAKeptOriginalOutAsWhatItIs) {
  EXPECT_EQ(kept_form("iati-2.03").extension, ".xml");
  EXPECT_EQ(kept_form("entente-json-1").media_type, "application/json; charset=utf-8");
  EXPECT_EQ(kept_form("entente-json-1").extension, ".json");
  EXPECT_EQ(kept_form("of-tomorrow").media_type, "application/octet-stream");
}

}  // namespace
}  // namespace entente::exchange
