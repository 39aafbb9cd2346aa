// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/planned_money.hpp"

#include "exchange/iati/codes.hpp"
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

/// A body in its publisher's words: its name, or else its reference.
std::string body_of(const Element& element) {
  element.take();
  const auto name = element.narratives();
  constexpr std::size_t kLongest = 2'000;  // the model's
  return std::string(base::clip_utf8(name.empty() ? element.attribute("ref") : name.str("en"), kLongest));
}

}  // namespace

std::optional<model::Budget> read_budget(const Element& element) {
  return read_planned<model::Budget>(element, [](auto&&...) {});
}

std::optional<model::PlannedPayment> read_planned_payment(const Element& element) {
  auto& taken = element.reading().taken;
  const auto before = taken;
  auto payment = read_planned<model::PlannedPayment>(
      element, [](model::PlannedPayment& planned, std::string_view name, const Element& child) {
        if (name == "provider-org" && planned.giver.empty()) planned.giver = body_of(child);
        if (name == "receiver-org" && planned.receiver.empty()) planned.receiver = body_of(child);
      });
  if (payment && !model::fits(*payment)) {
    taken = before;
    return std::nullopt;
  }
  return payment;
}

}  // namespace entente::exchange::iati
