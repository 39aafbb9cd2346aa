// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/planned_money.hpp"

#include "exchange/iati/codes.hpp"
#include "exchange/iati/parties.hpp"
#include "model/published_limits.hpp"

namespace entente::exchange::iati {

namespace {

/// What budgets and planned payments have alike; `other` is given each child that is none of it.
template <class Planned, class Other>
std::optional<Planned> read_planned(const Element& element, const Other& other) {
  Planned planned;
  planned.kind = ours(kBudgetType, element.attribute("type"));
  auto& taken = element.reading().taken;
  const auto before = taken;
  bool valued = false;
  element.each([&](const Element& child) {
    const auto name = child.name();
    if (name == "value" && !valued) {
      if (auto value = child.money()) {
        planned.value = std::move(*value);
        valued = true;
        child.take();
      }
    } else if (name == "period-start" && !planned.start) {
      if ((planned.start = child.date())) child.take();
    } else if (name == "period-end" && !planned.end) {
      if ((planned.end = child.date())) child.take();
    } else {
      other(planned, name, child);
    }
  });
  if (!valued) {
    taken = before;  // none of it is modelled
    return std::nullopt;
  }
  element.take();
  return planned;
}

}  // namespace

std::optional<model::Budget> read_budget(const Element& element) {
  auto budget = read_planned<model::Budget>(element, [](auto&&...) {});
  if (budget) budget->status = ours(kBudgetStatus, element.attribute("status"));
  return budget;
}

std::optional<model::PlannedPayment> read_planned_payment(const Element& element) {
  auto& taken = element.reading().taken;
  const auto before = taken;
  auto payment = read_planned<model::PlannedPayment>(
      element, [](model::PlannedPayment& planned, std::string_view name, const Element& child) {
        if (name == "provider-org" && planned.giver.empty()) {
          planned.giver = named_body(child);
          planned.giver_activity = child.short_attribute("provider-activity-id");
        }
        if (name == "receiver-org" && planned.receiver.empty()) {
          planned.receiver = named_body(child);
          planned.receiver_activity = child.short_attribute("receiver-activity-id");
        }
      });
  if (payment && !model::fits(*payment)) {
    taken = before;
    return std::nullopt;
  }
  return payment;
}

}  // namespace entente::exchange::iati
