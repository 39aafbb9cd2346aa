// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/element.hpp"

#include "exchange/iati/characters.hpp"

namespace entente::exchange::iati {

std::string_view Element::name() const {
  std::string_view name = node_.name();
  if (!name.starts_with(reading_->prefix)) return {};
  name.remove_prefix(reading_->prefix.size());
  if (name.find(':') != std::string_view::npos) return {};
  // An extension may come without a prefix, in a default namespace of its own.
  if (reading_->prefix.empty())
    if (const auto declared = node_.attribute("xmlns"))
      if (const std::string_view uri = declared.value(); !uri.empty() && uri != reading_->own_namespace)
        return {};
  return name;
}

std::string_view Element::attribute(const char* name) const {
  return trimmed(node_.attribute(name).value());
}

std::string Element::short_attribute(const char* name, std::size_t most) const {
  const auto value = attribute(name);
  return std::string(value.size() > most ? std::string_view() : value);
}

std::string Element::code() const {
  constexpr std::size_t kLongestCode = 40;
  auto found = short_attribute("code", kLongestCode);
  if (!found.empty()) take();
  return found;
}

std::string Element::text() const {
  std::string all;
  for (const auto child : node_.children())
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) all += child.value();
  return std::string(trimmed(all));
}

std::string_view Element::language() const {
  for (auto n = node_; n && n != reading_->activity; n = n.parent())
    if (const auto lang = n.attribute("xml:lang")) return trimmed(lang.value());
  return reading_->language;
}

base::Text Element::narratives(std::string* first) const {
  base::Text all;
  each([&](const Element& child) {
    if (child.name() != "narrative") return;
    // More than the model takes is refused in the end: no need to sort a million of them first.
    if (all.narratives.size() > 200) return;
    child.take();
    auto value = child.text();
    if (value.empty()) return;
    all.add(child.language(), value);
    if (first != nullptr && first->empty()) *first = std::move(value);
  });
  return all;
}

std::optional<base::PartialDate> Element::date(const char* name) const {
  return base::PartialDate::parse(attribute(name));
}

std::optional<base::Money> Element::money() const {
  const auto amount = base::Decimal::parse(text());
  if (!amount) return std::nullopt;
  const auto currency = attribute("currency");
  return base::Money{*amount, std::string(currency.empty() ? reading_->currency : currency),
                     date("value-date")};
}

bool Element::percentage(std::optional<base::Decimal>& into) const {
  const auto written = attribute("percentage");
  if (written.empty()) return true;
  into = base::Decimal::parse(written);
  return into.has_value();
}

std::int64_t Element::count() const {
  // Without recursion: nesting is as deep as the sender likes.
  std::int64_t n = 1;
  for (auto at = node_;;) {
    if (at.first_child()) {
      at = at.first_child();
    } else {
      while (at != node_ && !at.next_sibling()) at = at.parent();
      if (at == node_) return n;
      at = at.next_sibling();
    }
    n += at.type() == pugi::node_element;
  }
}

}  // namespace entente::exchange::iati
