// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/promise_fields.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.hpp"
#include "http/form.hpp"
#include "model/vocabulary.hpp"
#include "pages/format.hpp"
#include "pages/page.hpp"
#include "pages/promise_views.hpp"
#include "pages/typed_number.hpp"
#include "pages/typed_text.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kMostPromiseText = 12'000, kMostLine = 600;  // bytes
constexpr std::array<std::string_view, 17> kPromiseFields = {
    "kind",          "description", "amount",     "currency",       "quantity",
    "unit",          "product",     "price_unit", "price_currency", "reference_price",
    "offered_price", "countries",   "conditions", "matching",       "date",
    "due",           "commitment"};

std::string value_of_field(const TypedPromise& typed, std::string_view name) {
  const auto found = typed.find(name);
  return found == typed.end() ? std::string() : std::string(base::trimmed(found->second));
}

bool is_currency(std::string_view code) {
  return code.size() == 3 && std::ranges::all_of(code, [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::string upper(std::string text) {
  for (auto& c : text)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return text;
}

/// Reads the fields into a record, until one cannot be read.
struct Reading {
  const TypedPromise& typed;
  const base::Messages& messages;
  std::string fault = {};

  std::string at(std::string_view name) const { return value_of_field(typed, name); }

  void money(std::optional<base::Money>& value, std::string_view name, std::string_view currency_name) {
    const auto amount = at(name), currency = upper(at(currency_name));
    const auto before = value;
    value.reset();
    if (amount.empty()) return;
    const auto number = typed_number(amount, messages.language());
    if (!number || *number <= base::Decimal())
      fault = "promise.fault.number";
    else if (!is_currency(currency))
      fault = "promise.fault.currency";
    else
      value =
          base::Money{*number, currency, before ? before->value_date : std::optional<base::PartialDate>()};
  }

  void day(std::optional<base::PartialDate>& date, std::string_view name) {
    const auto text = at(name);
    date = text.empty() ? std::nullopt : base::PartialDate::parse(text);
    if (!text.empty() && !date) fault = "promise.fault.day";
  }

  void text(base::Text& text, std::string_view name) {
    if (at(name).size() > kMostPromiseText) fault = "part.fault.long";
    text = with_value(text, messages.language(), typed_text(at(name)));
  }

  void quantity(std::optional<model::Quantity>& quantity) {
    const auto amount = at("quantity");
    quantity.reset();
    if (amount.empty()) return;
    const auto number = typed_number(amount, messages.language());
    if (!number || *number <= base::Decimal())
      fault = "promise.fault.number";
    else if (at("unit").size() > 200)
      fault = "part.fault.long";
    else
      quantity = model::Quantity{*number, at("unit")};
  }

  void choice(std::string& code, std::string_view name, std::string_view vocabulary) {
    code = at(name);
    if (!model::vocabulary(vocabulary).find(code)) fault = "desk.fault.choice";
  }

  /// One of the parties by its id, or a name.
  void receiver(model::PartyRef& receiver) {
    receiver = {};
    const auto chosen = at("receiver");
    if (chosen.empty()) {
      receiver.name = at("receiver_name");
      if (receiver.name.size() > kMostLine) fault = "part.fault.long";
    } else if (const auto id = base::Uuid::parse(chosen)) {
      receiver.organisation = *id;
    } else {
      fault = "desk.fault.choice";
    }
  }

  void price(std::optional<model::PriceReduction>& price) {
    auto now = price.value_or(model::PriceReduction());
    text(now.product, "product");
    now.unit = at("price_unit");
    if (now.unit.size() > 200) fault = "part.fault.long";
    money(now.reference, "reference_price", "price_currency");
    money(now.offered, "offered_price", "price_currency");
    countries(now.countries);
    price = now == model::PriceReduction() ? std::nullopt : std::optional(now);
    if (price && (price->product.empty() || !price->offered)) fault = "promise.fault.price";
    if (price && price->reference && price->offered && price->offered->amount >= price->reference->amount)
      fault = "promise.fault.not_lower";
  }

  void countries(std::vector<std::string>& codes) {
    codes.clear();
    std::string word;
    for (const char c : upper(at("countries")) + " ") {
      if (c >= 'A' && c <= 'Z') {
        word += c;
        continue;
      }
      const bool between = c == ' ' || c == ',' || c == ';' || c == '\n' || c == '\r';
      if (!between || (!word.empty() && !model::find_country(word))) fault = "promise.fault.country";
      if (!fault.empty()) return;
      if (!word.empty() && std::ranges::find(codes, word) == codes.end()) codes.push_back(word);
      word.clear();
    }
  }
};

void put(Reading& in, model::Commitment& promise) {
  in.choice(promise.kind, "kind", "contribution_kind");
  in.day(promise.due, "due");
  in.text(promise.conditions, "conditions");
  in.text(promise.matching, "matching");
  if (promise.kind == "price_reduction")
    in.price(promise.price_reduction);
  else
    promise.price_reduction.reset();
}

void put(Reading& in, model::Delivery& delivery) {
  in.choice(delivery.kind, "kind", "delivery_kind");
  const auto kept = in.at("commitment");
  delivery.commitment = kept.empty() ? std::nullopt : base::Uuid::parse(kept);
  if ((!kept.empty() && !delivery.commitment) || !model::is_given(delivery.kind))
    in.fault = "desk.fault.choice";
}

void add_money(TypedPromise& fields, const char* name, const char* currency,
               const std::optional<base::Money>& value, const base::Messages& messages) {
  if (!value) return;
  fields[name] = number_to_type(value->amount, messages.language());
  fields[currency] = value->currency;
}

View option(const std::string& code, View label, bool chosen) {
  View one;
  one["code"] = View(code);
  one["label"] = std::move(label);
  one["chosen"] = View(chosen);
  return one;
}

}  // namespace

TypedPromise fields_of_promise(const registry::Given& record, const base::Messages& messages) {
  const auto language = messages.language();
  TypedPromise fields;
  std::visit(
      [&](const auto& r) {
        fields["kind"] = r.kind;
        fields["description"] = value_in(r.description, language);
        add_money(fields, "amount", "currency", r.value, messages);
        if (r.quantity) {
          fields["quantity"] = number_to_type(r.quantity->amount, messages.language());
          fields["unit"] = r.quantity->unit;
        }
        if (r.date) fields["date"] = r.date->str();
        if (r.receiver.organisation)
          fields["receiver"] = r.receiver.organisation->str();
        else
          fields["receiver_name"] = r.receiver.name;
      },
      record);
  if (const auto* const promise = std::get_if<model::Commitment>(&record)) {
    if (promise->due) fields["due"] = promise->due->str();
    fields["conditions"] = value_in(promise->conditions, language);
    fields["matching"] = value_in(promise->matching, language);
    if (const auto& price = promise->price_reduction) {
      fields["product"] = value_in(price->product, language);
      fields["price_unit"] = price->unit;
      add_money(fields, "reference_price", "price_currency", price->reference, messages);
      add_money(fields, "offered_price", "price_currency", price->offered, messages);
      for (const auto& code : price->countries)
        fields["countries"] += (fields["countries"].empty() ? "" : ", ") + code;
    }
  } else if (const auto& delivery = std::get<model::Delivery>(record); delivery.commitment) {
    fields["commitment"] = delivery.commitment->str();
  }
  return fields;
}

TypedPromise promise_fields_of_form(const http::Parameters& form) {
  TypedPromise fields;
  for (const auto name : kPromiseFields) fields.emplace(name, http::value_of(form, name));
  for (const auto* const name : {"receiver", "receiver_name"})
    fields.emplace(name, http::value_of(form, name));
  return fields;
}

std::string put_into(registry::Given& record, const TypedPromise& typed, const base::Messages& messages) {
  Reading in{typed, messages};
  for (const auto& [name, value] : typed)
    if (!base::is_utf8(value)) return "desk.fault.choice";
  std::visit(
      [&](auto& r) {
        in.text(r.description, "description");
        in.receiver(r.receiver);
        in.money(r.value, "amount", "currency");
        in.quantity(r.quantity);
        in.day(r.date, "date");
        put(in, r);
        if (in.fault.empty() && !r.value && !r.quantity && r.description.empty())
          in.fault = "promise.fault.nothing";
      },
      record);
  return in.fault;
}

View promise_fields_view(const registry::Given& record, const TypedPromise& typed,
                         const std::vector<std::pair<base::Uuid, base::Text>>& others,
                         const std::vector<registry::Held<model::Commitment>>& promised,
                         const base::Messages& messages) {
  const auto language = messages.language();
  const bool delivery = std::holds_alternative<model::Delivery>(record);
  const auto at = [&](std::string_view name) { return value_of_field(typed, name); };
  View view;
  view["delivery"] = View(delivery);
  set_each(view, {"kinds", "receivers", "promises"}, list_view());
  for (const auto& each : model::vocabulary(delivery ? "delivery_kind" : "contribution_kind").terms)
    if (!delivery || model::is_given(each.code))
      view["kinds"].push_back(
          option(each.code, View(std::string(each.label.str(language))), each.code == at("kind")));
  for (const auto& [id, name] : others)
    view["receivers"].push_back(
        option(id.str(), View(std::string(name.str(language))), id.str() == at("receiver")));
  for (const auto& each : promised)
    view["promises"].push_back(
        option(each.id.str(), View(promise_label(each.value, messages)), each.id.str() == at("commitment")));
  view["has_promises"] = View(!promised.empty());
  view["description"] = View(at("description"));
  view["amount"] = View(at("amount"));
  view["currency"] = View(at("currency"));
  view["quantity"] = View(at("quantity"));
  view["unit"] = View(at("unit"));
  view["date"] = View(at("date"));
  view["due"] = View(at("due"));
  view["receiver_name"] = View(at("receiver_name"));
  view["conditions"] = View(at("conditions"));
  view["matching"] = View(at("matching"));
  view["product"] = View(at("product"));
  view["price_unit"] = View(at("price_unit"));
  view["price_currency"] = View(at("price_currency"));
  view["reference_price"] = View(at("reference_price"));
  view["offered_price"] = View(at("offered_price"));
  view["countries"] = View(at("countries"));
  view["pricing"] = View(at("kind") == "price_reduction");
  const auto example = base::Decimal::parse("1234.5").value_or(base::Decimal());
  view["number_hint"] =
      View(messages.get("promise.hint.number", {{"example", std::string_view(messages.decimal(example))}}));
  return view;
}

std::string promise_label(const registry::Given& record, const base::Messages& messages) {
  constexpr std::size_t kMost = 80;
  const auto language = messages.language();
  return std::visit(
      [&](const auto& r) {
        const auto kind =
            term(std::is_same_v<std::decay_t<decltype(r)>, model::Delivery> ? "delivery_kind"
                                                                            : "contribution_kind",
                 r.kind, language);
        auto much = r.value ? messages.money(*r.value) : quantity_label(r.quantity, messages);
        if (much.empty()) much = base::clip_utf8(r.description.str(language), kMost);
        return much.empty() ? kind : kind + " · " + much;
      },
      record);
}

}  // namespace entente::pages
