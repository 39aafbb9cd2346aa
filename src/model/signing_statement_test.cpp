// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "model/signing_statement.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "model/record.hpp"

namespace entente::model {
namespace {

SigningStatement example() {
  return {"agree",
          *base::Uuid::parse("019ad000-0000-7000-8000-000000000001"),
          3,
          std::string(64, 'a'),
          *base::Uuid::parse("019ad000-0000-7000-8000-000000000002"),
          "Directrice générale",
          *base::PartialDate::parse("2026-11-30")};
}

TEST(SigningStatement, IsOneLineOfCanonicalJson) {
  EXPECT_EQ(text_of(example()), R"({"act":"agree","agreement":"019ad000-0000-7000-8000-000000000001",)"
                                R"("capacity":"Directrice générale","day":"2026-11-30","hash":")" +
                                    std::string(64, 'a') +
                                    R"(","kind":"entente/agreement-signature/v1",)"
                                    R"("party":"019ad000-0000-7000-8000-000000000002","version":3})"
                                    "\n");
  EXPECT_EQ(read_signing_statement(text_of(example())), example());
}

/// What stands there, put in the place of what stood there.
std::string changed(const std::string& from, const std::string& to) {
  auto text = text_of(example());
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(SigningStatement, AnyOtherSpellingIsRefused) {
  const auto whole = text_of(example());
  for (const auto& text :
       {std::string(),
        std::string("{}\n"),
        std::string("[]\n"),
        whole.substr(0, whole.size() - 1),
        whole + "\n",
        " " + whole,
        changed(R"("act":"agree")", R"("act":"sell")"),
        changed(R"("act":"agree")", R"("act":1)"),
        changed(R"("version":3)", R"("version":3.0)"),
        changed(R"("version":3)", R"("version":0)"),
        changed(R"("version":3)", R"("version":"3")"),
        changed(R"("version":3)", R"("version":3,"x":1)"),
        changed("2026-11-30", "2026-11"),
        changed("2026-11-30", "2026-11-30T00:00:00Z"),
        changed("aaaa", "AAAA"),
        changed("aaaa", "aaa"),
        changed("/v1", "/v2"),
        changed("019ad000-0000-7000-8000-000000000002", "019AD000-0000-7000-8000-000000000002"),
        changed("\"capacity\":\"D", "\"capacity\":\"\\u0044"),
        changed("Directrice", std::string(5'000, 'x'))})
    EXPECT_THROW(read_signing_statement(text), base::BadInput) << text;
}

TEST(SigningStatement, NamesTheOfficeInLettersThatStandWhereTheyAreRead) {
  for (const auto* const bad :
       {"\x1b[2K", "a\nb", "a\tb", "\x7f", "\u0085", "\u009b2K", "\u2028", "\u202E", "\u2066"}) {
    EXPECT_FALSE(is_plain_line(bad));
    auto statement = example();
    statement.capacity = std::string("Director") + bad;
    EXPECT_THROW(read_signing_statement(text_of(statement)), base::BadInput) << bad;
  }
  EXPECT_FALSE(is_plain_line("\xff"));
  for (const auto* const good : {"Directrice générale", "المدير\u200f (التنفيذي)", "执行主任", "Año", ""})
    EXPECT_TRUE(is_plain_line(good)) << good;
}

TEST(SigningStatement, ASignatureHoldsWhatItWasMadeFrom) {
  Signature signature;
  const auto said = example();
  signature.act = said.act;
  signature.agreement = said.agreement;
  signature.version = said.version;
  signature.agreed_hash = said.hash;
  signature.organisation = said.party;
  signature.capacity = said.capacity;
  signature.day = said.day;
  EXPECT_EQ(statement_of(signature), said);
  signature.partnership = said.party;
  EXPECT_EQ(read_body(Signature::kType, body_of(signature)), Record(signature));
}

TEST(AgreementRecord, ComesBackFromItsBody) {
  Agreement agreement;
  agreement.partnership = example().agreement;
  agreement.title = base::Text("en", "Wells for Turkana");
  agreement.wording = base::Text("en", "Each party digs.");
  agreement.files.push_back({std::string(64, 'b'), "signed.pdf", "application/pdf"});
  agreement.parties.push_back({example().party, base::Text("en", "Fund"), "Director"});
  agreement.ends = base::PartialDate::parse("2028-12-31");
  EXPECT_TRUE(check(agreement).empty());
  EXPECT_EQ(read_body(Agreement::kType, body_of(agreement)), Record(agreement));
  EXPECT_EQ(keys_of(agreement).partnership, agreement.partnership);
  agreement.act = "sell";
  ASSERT_EQ(check(agreement).size(), 1U);
  EXPECT_EQ(check(agreement).front().path, "act");
  SigningKey key{example().party, "example.org+00000000+x", "2026-11-30T00:00:00.000Z", {}};
  EXPECT_EQ(keys_of(key).organisation, key.organisation);
  EXPECT_EQ(read_body(SigningKey::kType, body_of(key)), Record(key));
  for (const auto type : {Agreement::kType, Signature::kType, SigningKey::kType}) {
    EXPECT_TRUE(is_record_type(type));
    EXPECT_FALSE(csv_columns(type).empty());
  }
}

}  // namespace
}  // namespace entente::model
