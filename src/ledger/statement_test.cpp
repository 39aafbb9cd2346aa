// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "ledger/statement.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <utility>

#include "base/error.hpp"
#include "base/json.hpp"

#include <boost/json.hpp>

namespace entente::ledger {

namespace {

constexpr std::string_view kPublished =
    R"({"act":"published","by":"import","event_seq":12,)"
    R"("hash":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",)"
    R"("id":"0193580a-1b2c-7abc-8def-0123456789ab","time":"2026-11-24T04:05:06.789Z",)"
    R"("type":"partnership","version":1})";

Statement published() {
  return {.act = Act::published,
          .by = Hand::import,
          .event_seq = 12,
          .hash = base::sha256("abc"),
          .id = *base::Uuid::parse("0193580a-1b2c-7abc-8def-0123456789ab"),
          .time = base::parse_instant("2026-11-24T04:05:06.789Z"),
          .type = "partnership",
          .version = 1,
          .was = std::nullopt};
}

std::string replaced(std::string_view what, std::string_view by) {
  std::string text(kPublished);
  const auto at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return text.replace(at, what.size(), by);
}

}  // namespace

TEST(Statement, IsWrittenInTheCanonicalForm) {
  EXPECT_EQ(bytes_of(published()), kPublished);
  EXPECT_EQ(read_statement(kPublished), published());
  EXPECT_EQ(base::canonical_json(boost::json::parse(kPublished)), kPublished);
}

TEST(Statement, OfARehashedVersionTellsBothHashes) {
  auto told = published();
  told.act = Act::rehashed;
  told.was = base::sha256("before");
  const auto text = bytes_of(told);
  EXPECT_EQ(read_statement(text), told);
  EXPECT_EQ(base::canonical_json(boost::json::parse(text)), text);
  EXPECT_TRUE(text.ends_with(R"("version":1,"was":")" + base::hex(*told.was) + R"("})")) << text;
}

TEST(Statement, EveryActAndHandComesBack) {
  for (const auto act : {Act::published, Act::changed, Act::withdrawn})
    for (const auto by : {Hand::person, Hand::import, Hand::register_itself}) {
      auto one = published();
      one.act = act;
      one.by = by;
      EXPECT_EQ(read_statement(bytes_of(one)), one);
    }
}

TEST(Statement, IsReadInNoOtherWay) {
  const std::array wrong{
      std::string(),
      std::string("[]"),
      std::string("{}"),
      std::string(kPublished) + "\n",
      " " + std::string(kPublished),
      std::string(kPublished) + std::string(kPublished),
      std::string(kPublished.substr(0, kPublished.size() - 1)),
      replaced(R"("act":"published",)", ""),
      replaced(R"("act":"published",)", R"("act":"Published",)"),
      replaced(R"("act":"published",)", R"("act":"rehashed",)"),
      replaced(R"("act":"published",)", R"("act":7,)"),
      replaced(R"("by":"import")", R"("by":"01935805-0000-7000-8000-000000000000")"),
      replaced("12", "12.0"),
      replaced("12", "012"),
      replaced("12", "-12"),
      replaced("12", "0"),
      replaced("12", "99999999999999999999"),
      replaced("12", "\"12\""),
      replaced("ba7816bf", "BA7816BF"),
      replaced("ba7816bf", "ba7816b"),
      replaced("ba7816bf", "xa7816bf"),
      replaced("0193580a", "0193580A"),
      replaced("0193580a-", "0193580a"),
      replaced("06.789Z", "06Z"),
      replaced("06.789Z", "06.789+00:00"),
      replaced("2026-11-24", "2026-13-24"),
      replaced(R"("version":1)", R"("version":1,"version":1)"),
      replaced(R"("version":1)", R"("version":1,"words":"x")"),
      replaced(R"("type":"partnership","version":1)", R"("version":1,"type":"partnership")"),
      replaced("partnership", "\\u0070artnership"),
      replaced("partnership", std::string(70'000, 'x')),
      replaced("partnership", "\xff")};
  for (const auto& text : wrong) EXPECT_THROW(read_statement(text), base::BadInput) << text.substr(0, 400);
}

}  // namespace entente::ledger
