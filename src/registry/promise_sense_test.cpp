// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/promise_sense.hpp"

#include <gtest/gtest.h>

#include <functional>

#include "base/error.hpp"

namespace entente::registry {

namespace {

base::Money euros(std::string_view amount) {
  return {*base::Decimal::parse(amount), "EUR", {}};
}

model::Commitment lower_price() {
  model::Commitment promise;
  promise.kind = "price_reduction";
  promise.description = base::Text("en", "Doses");
  model::PriceReduction price;
  price.product = base::Text("en", "Vaccine");
  price.reference = euros("10");
  price.offered = euros("3.25");
  price.countries = {"KE"};
  promise.price_reduction = price;
  return promise;
}

TEST(PromiseSense, TakesWhatCanBePromisedAndGiven) {
  EXPECT_NO_THROW(require_plain_sense(lower_price()));
  auto without_reference = lower_price();
  without_reference.price_reduction->reference.reset();
  EXPECT_NO_THROW(require_plain_sense(without_reference));
  model::Delivery given;
  given.value = euros("0.01");
  EXPECT_NO_THROW(require_plain_sense(given));
}

TEST(PromiseSense, TakesTextsAsLongAsTheFormDoes) {
  auto promise = lower_price();
  promise.description = promise.conditions = promise.matching = promise.price_reduction->product =
      base::Text("en", std::string(12'000, 'x'));
  promise.receiver.name = std::string(600, 'x');
  EXPECT_NO_THROW(require_plain_sense(promise));
}

TEST(PromiseSense, RefusesWhatNoPromiseCanBe) {
  const std::vector<std::function<void(model::Commitment&)>> faults{
      [](auto& p) { p.description = base::Text("en", std::string(12'001, 'x')); },
      [](auto& p) { p.conditions = base::Text("en", std::string(12'001, 'x')); },
      [](auto& p) { p.matching = base::Text("en", std::string(12'001, 'x')); },
      [](auto& p) { p.price_reduction->product = base::Text("en", std::string(12'001, 'x')); },
      [](auto& p) { p.receiver.name = std::string(601, 'x'); },
      [](auto& p) { p.value = euros("0"); },
      [](auto& p) {
        p.value = base::Money{*base::Decimal::parse("1"), "eur", {}};
      },
      [](auto& p) {
        p.value = base::Money{*base::Decimal::parse("1"), "", {}};
      },
      [](auto& p) { p.quantity = model::Quantity{}; },
      [](auto& p) { p.description = {}; },
      [](auto& p) {
        p.receiver = {base::Uuid::v7({1}), "Us"};
      },
      [](auto& p) { p.kind = "goods"; },
      [](auto& p) { p.price_reduction->product = {}; },
      [](auto& p) { p.price_reduction->offered.reset(); },
      [](auto& p) { p.price_reduction->offered = euros("10"); },
      [](auto& p) { p.price_reduction->reference->currency = "USD"; },
      [](auto& p) {
        p.price_reduction->countries = {"KE", "XX"};
      },
  };
  for (std::size_t i = 0; i < faults.size(); ++i) {
    auto promise = lower_price();
    faults[i](promise);
    EXPECT_THROW(require_plain_sense(promise), base::BadInput) << i;
  }
}

TEST(PromiseSense, OnlyWhatIsGivenIsADelivery) {
  model::Delivery given;
  given.value = euros("1");
  for (const auto* const kind : {"incoming_funds", "interest"}) {
    given.kind = kind;
    EXPECT_THROW(require_plain_sense(given), base::BadInput) << kind;
  }
}

}  // namespace

}  // namespace entente::registry
