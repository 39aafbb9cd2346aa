// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/transactions.hpp"

#include <algorithm>

#include "base/hash.hpp"
#include "exchange/iati/codes.hpp"
#include "exchange/iati/transaction_detail.hpp"

namespace entente::exchange::iati {

std::string Transactions::origin_of(const std::string& reference, const std::string& content) {
  // Half a hash tells the transactions of one activity apart.
  auto name =
      "transaction/" + (reference.empty() ? base::hex(base::sha256(content)).substr(0, 32) : reference);
  const int nth = ++seen_[name];
  return name + "/" + std::to_string(nth);
}

void Transactions::transaction(const Element& element) {
  std::string code;
  element.each([&](const Element& child) {
    if (child.name() == "transaction-type" && code.empty()) code = child.attribute("code");
  });
  const auto* const type = std::ranges::find(kTransactionTypes, code, &TransactionType::code);
  if (type == kTransactionTypes.end()) return;
  element.take();

  NamedRecord part;
  std::optional<base::Money> value;
  std::optional<base::PartialDate> date;
  base::Text description;
  TransactionDetail detail(element);
  bool type_taken = false;
  element.each([&](const Element& child) {
    const auto name = child.name();
    if (name == "transaction-type") {
      if (!type_taken) child.take();
      type_taken = true;
    } else if (name == "transaction-date" && !date) {
      if ((date = child.date())) child.take();
    } else if (name == "value" && !value) {
      if ((value = child.money())) child.take();
    } else if (name == "description" && description.empty()) {
      child.take();
      description = child.narratives();
    } else if (name == "provider-org" && part.giver < 0) {
      part.giver = parties_.place_of(child);
      detail.giver_activity = child.short_attribute("provider-activity-id");
    } else if (name == "receiver-org" && part.receiver < 0) {
      part.receiver = parties_.place_of(child);
      detail.receiver_activity = child.short_attribute("receiver-activity-id");
    } else {
      detail.read(child);
    }
  });
  if (type->reporter != Reporter::unsaid) {
    auto& reporting_side = type->reporter == Reporter::giver ? part.giver : part.receiver;
    if (reporting_side < 0) reporting_side = parties_.reporter();
  }

  const std::string reference(element.attribute("ref"));
  std::string content = code;
  const auto say = [&](std::string_view s) { content.append("\n").append(s); };
  if (reference.empty()) {
    say(date ? date->str() : "");
    say(value ? value->amount.str() + value->currency + (value->value_date ? value->value_date->str() : "")
              : "");
    say(part.giver >= 0 ? parties_.key(part.giver) : "");
    say(part.receiver >= 0 ? parties_.key(part.receiver) : "");
    for (const auto& n : description.narratives) say(n.value);
  }
  const auto fill = [&](auto record) {
    record.description = std::move(description);
    record.value = std::move(value);
    record.date = date;
    record.reference = reference;
    record.origin = origin_of(reference, content);
    detail.give(record);
    record.sources.push_back(element.reading().source);
    part.record = std::move(record);
  };
  if (type->delivery.empty()) {
    fill(model::Commitment{});
  } else {
    model::Delivery delivery;
    delivery.kind = type->delivery;
    fill(std::move(delivery));
  }
  bundle_.parts.push_back(std::move(part));
}

}  // namespace entente::exchange::iati
