// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/promise_views.hpp"

#include <algorithm>
#include <string_view>

#include "pages/format.hpp"
#include "pages/gone_file_views.hpp"
#include "pages/page.hpp"
#include "pages/receipt_link.hpp"
#include "pages/record_views.hpp"
#include "registry/attesting.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kMostReceipts = 5;  ///< on one delivery, that the page links to

void add_text(View& terms, const std::string& label, const base::Text& text, std::string_view language) {
  if (text.empty()) return;
  View one;
  one["label"] = View(label);
  one["text"] = text_view(text, language);
  one["plain"] = View(false);
  terms.push_back(std::move(one));
}

void add_plain(View& terms, const std::string& label, const std::string& value) {
  if (value.empty()) return;
  View one;
  one["label"] = View(label);
  one["text"] = View(false);
  one["plain"] = View(value);
  terms.push_back(std::move(one));
}

/// "USD 3 instead of USD 10, a dose".
std::string price_label(const model::PriceReduction& price, const base::Messages& messages) {
  std::string label;
  if (price.offered && price.reference)
    label = messages.get("promise.price_for",
                         {{"offered", std::string_view(messages.money(*price.offered))},
                          {"reference", std::string_view(messages.money(*price.reference))}});
  else if (price.offered)
    label = messages.money(*price.offered);
  if (!label.empty() && !price.unit.empty()) label += " / " + price.unit;
  return label;
}

}  // namespace

std::string quantity_label(const std::optional<model::Quantity>& quantity, const base::Messages& messages) {
  if (!quantity) return {};
  auto label = messages.decimal(quantity->amount);
  if (!quantity->unit.empty()) label += " " + quantity->unit;
  return label;
}

View promise_terms(const model::Commitment& promise, const base::Messages& messages) {
  const auto language = messages.language();
  auto terms = list_view();
  add_plain(terms, messages.get("promise.quantity"), quantity_label(promise.quantity, messages));
  if (const auto& price = promise.price_reduction) {
    add_text(terms, messages.get("promise.product"), price->product, language);
    add_plain(terms, messages.get("promise.price"), price_label(*price, messages));
    std::vector<std::string> countries;
    for (const auto& code : price->countries) countries.push_back(country_name(code, language));
    if (!countries.empty()) add_plain(terms, messages.get("promise.countries"), messages.list(countries));
  }
  add_text(terms, messages.get("promise.conditions"), promise.conditions, language);
  add_text(terms, messages.get("promise.matching"), promise.matching, language);
  return terms;
}

View delivery_terms(const model::Delivery& delivery, const base::Messages& messages) {
  auto terms = list_view();
  add_plain(terms, messages.get("promise.quantity"), quantity_label(delivery.quantity, messages));
  return terms;
}

View attested_view(const registry::Held<model::Delivery>& delivery, const registry::PartnershipView& view,
                   const base::Messages& messages) {
  const auto levels = registry::levels_of(delivery, view.attestations);
  const bool disputed = registry::is_disputed(delivery, view.attestations);
  const bool before = registry::was_disputed(delivery, view.attestations);
  if (!delivery.value.origin.empty() && levels.size() == 1 && !disputed && !before) return View(false);
  auto all = list_view();
  for (const auto& level : levels)
    if (level != "claim" || levels.size() == 1) all.push_back(level_view(level, messages.language()));
  auto receipts = list_view();
  for (const auto& said : view.attestations) {
    if (said.value.delivery != delivery.id) continue;
    if (receipts.list_value().size() == kMostReceipts) break;
    View one;
    one["receipt"] =
        receipt_link(said, term("attestation_level", said.value.level, messages.language()), messages);
    receipts.push_back(std::move(one));
  }
  View attested;
  attested["receipts"] = std::move(receipts);
  attested["levels"] = std::move(all);
  attested["disputed"] = View(disputed);
  attested["was_disputed"] = View(before);
  return attested;
}

View evidence_view(const std::vector<model::Evidence>& evidence, const base::Uuid& delivery,
                   const registry::GoneByHash& gone, const base::Messages& messages) {
  return table_of(evidence, kMostRows, messages, [&](const model::Evidence& each) {
    View row;
    row["kind"] = View(term("evidence_kind", each.kind, messages.language()));
    row["title"] = text_view(each.title, messages.language());
    set_address(row, each.url);
    row["file"] = text_or_nothing(each.file);
    row["name"] = text_or_nothing(each.name);
    row["href"] = View("/api/v1/deliveries/" + delivery.str() + "/evidence/" + each.file);
    const auto out = gone.find(each.file);
    row["gone"] = out == gone.end() ? View(false) : gone_file_view(out->second, messages);
    return row;
  });
}

}  // namespace entente::pages
