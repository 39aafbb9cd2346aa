// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/promise_sense.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "model/vocabulary.hpp"
#include "registry/text_bounds.hpp"

namespace entente::registry {

namespace {

constexpr std::size_t kCurrencyLetters = 3;                            // ISO 4217
constexpr std::size_t kLongestUnit = 200, kLongestReceiverName = 600;  // bytes

void require_amount(const std::optional<base::Money>& value, const std::string& field) {
  if (!value) return;
  const auto& code = value->currency;
  if (value->amount <= base::Decimal() || code.empty())
    throw base::BadInput("field " + field, "is not an amount above nothing with a currency", "Write both.");
  if (code.size() != kCurrencyLetters ||
      !std::ranges::all_of(code, [](char c) { return c >= 'A' && c <= 'Z'; }))
    throw base::BadInput("field " + field + ".currency", "is not three capital letters",
                         "Write it as ISO 4217 does: USD.");
}

void require_price(const model::Commitment& promise) {
  const auto& price = promise.price_reduction;
  if (!price) return;
  if (promise.kind != "price_reduction")
    throw base::BadInput("field price_reduction", "is there, and the promise is of another kind",
                         "Leave it out, or make the kind price_reduction.");
  if (price->product.empty() || !price->offered)
    throw base::BadInput("field price_reduction", "names no product, or no price with it", "Say both.");
  require_length("price_reduction.product", price->product, kMostWrittenBytes);
  require_length("price_reduction.unit", price->unit, kLongestUnit);
  require_amount(price->reference, "price_reduction.reference");
  require_amount(price->offered, "price_reduction.offered");
  if (price->reference && (price->reference->currency != price->offered->currency ||
                           price->offered->amount >= price->reference->amount))
    throw base::BadInput("field price_reduction.offered", "is not lower than the price without it",
                         "Write both prices in one currency.");
  for (const auto& code : price->countries)
    if (!model::find_country(code))
      throw base::BadInput("field price_reduction.countries",
                           "names a country that the register does not know",
                           "Write it as ISO 3166-1 does: KE.");
}

}  // namespace

void require_plain_sense(const Given& record) {
  std::visit(
      [](const auto& r) {
        require_amount(r.value, "value");
        require_length("description", r.description, kMostWrittenBytes);
        require_length("receiver.name", r.receiver.name, kLongestReceiverName);
        if (r.quantity) require_length("quantity.unit", r.quantity->unit, kLongestUnit);
        if (r.quantity && r.quantity->amount <= base::Decimal())
          throw base::BadInput("field quantity", "is not above nothing", "Leave it empty, or say how many.");
        if (!r.value && !r.quantity && r.description.empty())
          throw base::BadInput("field description", "is empty", "Say what is given.");
        if (r.receiver.organisation && !r.receiver.name.empty())
          throw base::BadInput("field receiver", "names both a party and somebody else", "Name one of them.");
      },
      record);
  if (const auto* const promise = std::get_if<model::Commitment>(&record)) {
    require_length("conditions", promise->conditions, kMostWrittenBytes);
    require_length("matching", promise->matching, kMostWrittenBytes);
    require_price(*promise);
  }
  if (const auto* const delivery = std::get_if<model::Delivery>(&record))
    if (!model::is_given(delivery->kind))
      throw base::BadInput("field kind", "is not one of giving",
                           "Say what was given: disbursement, in_kind …");
}

}  // namespace entente::registry
