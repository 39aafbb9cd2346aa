// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "model/sealed_decision.hpp"

#include <gtest/gtest.h>

#include "model/record.hpp"

namespace entente::model {
namespace {

TEST(SealedDecision, SaysItsKindAndItsHashAndComesBack) {
  SealedDecision sealed;
  EXPECT_EQ(check(sealed).size(), 2U) << "both have to be said";
  sealed.kind = "screening";
  sealed.hash = base::hex(base::sha256("salt and decision"));
  EXPECT_TRUE(check(sealed).empty());
  const auto body = body_of(sealed);
  EXPECT_EQ(body, R"({"hash":")" + sealed.hash + R"(","kind":"screening"})");
  EXPECT_EQ(read_body(SealedDecision::kType, body), Record(sealed));
  EXPECT_TRUE(is_record_type(SealedDecision::kType));
  EXPECT_EQ(csv_columns(SealedDecision::kType), (std::vector<std::string>{"kind", "hash"}));
}

}  // namespace
}  // namespace entente::model
