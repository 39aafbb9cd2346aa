// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/query_value.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/date.hpp"
#include "base/id.hpp"
#include "base/money.hpp"
#include "base/text.hpp"

namespace entente::search {
namespace {

using Outcome = std::variant<Node, std::string_view>;
constexpr std::string_view kUnknownValue = "query.unknown_value";
constexpr std::string_view kBadDate = "query.bad_date";
constexpr std::string_view kBadAmount = "query.bad_amount";

Node values_node(Facet facet, std::vector<std::string> codes) {
  return {.is = Values{facet, std::move(codes)}};
}

/// A folded value with its signs taken off. An empty end is open; `beyond`: the end itself is left out.
struct Ends {
  std::string_view least, most;
  bool beyond_least = false, beyond_most = false;
};

Ends ends_of(std::string_view value) {
  const auto after = [&](std::string_view sign) {
    if (!value.starts_with(sign)) return false;
    value = base::trimmed(value.substr(sign.size()));
    return true;
  };
  if (after(">=") || after("≥")) return {.least = value, .most = {}};
  if (after("<=") || after("≤")) return {.least = {}, .most = value};
  if (after(">")) return {.least = value, .most = {}, .beyond_least = true};
  if (after("<")) return {.least = {}, .most = value, .beyond_most = true};
  after("=");
  const auto dots = value.find("..");
  if (dots == value.npos) return {.least = value, .most = value};
  auto rest = value.substr(dots + 2);
  while (rest.starts_with('.')) rest.remove_prefix(1);
  return {.least = base::trimmed(value.substr(0, dots)), .most = base::trimmed(rest)};
}

std::optional<base::PartialDate> date_of(std::string_view text) {
  auto date = base::PartialDate::parse(text);
  // A time after the day belongs to files, not to questions.
  return date && date->str().size() == text.size() ? date : std::nullopt;
}

Outcome read_dates(Figure figure, std::string_view value) {
  const auto ends = ends_of(value);
  Range range{.figure = figure, .currency = {}};
  if (ends.least.empty() && ends.most.empty()) return kBadDate;
  if (!ends.least.empty()) {
    const auto date = date_of(ends.least);
    if (!date) return kBadDate;
    range.least = ends.beyond_least ? date->last_day() + 1 : date->first_day();
  }
  if (!ends.most.empty()) {
    const auto date = date_of(ends.most);
    if (!date) return kBadDate;
    range.most = ends.beyond_most ? date->first_day() - 1 : date->last_day();
  }
  return Node{.is = range};
}

Outcome read_start(Field field, std::string_view value) {
  const auto date = date_of(value);
  if (!date) return kBadDate;
  Range range{.figure = Figure::start, .currency = {}};
  if (field == Field::from)
    range.least = date->first_day();
  else
    range.most = date->last_day();
  return Node{.is = range};
}

Outcome read_year(std::string_view value) {
  const auto date = date_of(value);
  if (date && date->precision() == base::PartialDate::Precision::year)
    return values_node(Facet::year, {std::string(value)});
  return read_dates(Figure::start, value);
}

struct Suffix {
  std::string_view text;  // folded
  std::int64_t times;
};
/// Those that begin another's come after it.
constexpr Suffix kSuffixes[] = {{"млрд", 1'000'000'000},
                                {"млн", 1'000'000},
                                {"тыс", 1'000},
                                {"مليون", 1'000'000},
                                {"مليار", 1'000'000'000},
                                {"الف", 1'000},
                                {"亿", 100'000'000},
                                {"万", 10'000},
                                {"bn", 1'000'000'000},
                                {"mn", 1'000'000},
                                {"b", 1'000'000'000},
                                {"m", 1'000'000},
                                {"k", 1'000},
                                {"", 1}};

bool is_currency(std::string_view text) {
  return text.size() == 3 && std::ranges::all_of(text, [](char c) { return c >= 'a' && c <= 'z'; });
}

struct Amount {
  std::int64_t whole = 0;
  std::string currency;
};

/// Whole units; nothing where no number can hold them.
std::optional<std::int64_t> times(base::Decimal number, std::int64_t factor) {
  constexpr auto kScale = base::Decimal::kScale;
  // The larger factors are multiples of the scale, so that only the smaller ones have to be divided after.
  const bool large = factor >= kScale;
  std::int64_t product = 0;
  if (__builtin_mul_overflow(number.scaled(), large ? factor / kScale : factor, &product))
    return std::nullopt;
  return large ? product : product / kScale;
}

std::optional<Amount> amount_of(std::string_view text) {
  Amount amount;
  if (text.size() > 3 && is_currency(text.substr(0, 3))) {
    amount.currency = text.substr(0, 3);
    text.remove_prefix(3);
  }
  const auto end = std::min(text.find_first_not_of("0123456789.,"), text.size());
  std::string digits(text.substr(0, end));
  std::erase(digits, ',');
  const auto number = base::Decimal::parse(digits);
  if (digits.empty() || !number) return std::nullopt;
  const auto rest = text.substr(end);
  for (const auto& suffix : kSuffixes) {
    if (!rest.starts_with(suffix.text)) continue;
    const auto tail = rest.substr(suffix.text.size());
    if (!tail.empty() && (!is_currency(tail) || !amount.currency.empty())) continue;
    const auto whole = times(*number, suffix.times);
    if (!whole) return std::nullopt;
    amount.whole = *whole;
    if (!tail.empty()) amount.currency = tail;
    for (auto& c : amount.currency) c = static_cast<char>(c - 'a' + 'A');
    return amount;
  }
  return std::nullopt;
}

Outcome read_amount(std::string_view value) {
  const auto ends = ends_of(value);
  Range range{.figure = Figure::amount, .currency = {}};
  if (ends.least.empty() && ends.most.empty()) return kBadAmount;
  if (!ends.least.empty()) {
    const auto amount = amount_of(ends.least);
    if (!amount) return kBadAmount;
    range.least = amount->whole + (ends.beyond_least ? 1 : 0);
    range.currency = amount->currency;
  }
  if (!ends.most.empty()) {
    const auto amount = amount_of(ends.most);
    if (!amount) return kBadAmount;
    range.most = amount->whole - (ends.beyond_most ? 1 : 0);
    if (!amount->currency.empty()) {
      if (!range.currency.empty() && range.currency != amount->currency) return kBadAmount;
      range.currency = amount->currency;
    }
  }
  return Node{.is = range};
}

Outcome read_lights(std::string_view value) {
  const auto lights = Names::all().lights(value);
  if (lights == 0) return kUnknownValue;
  return Node{.is = Lights{lights}};
}

Outcome read_party(std::string_view value, const PartiesNamed& parties) {
  if (const auto id = base::Uuid::parse(base::trimmed(value))) return values_node(Facet::party, {id->str()});
  auto ids = parties ? parties(value) : std::vector<std::string>{};
  if (ids.empty()) return kUnknownValue;
  std::ranges::sort(ids);
  const auto again = std::ranges::unique(ids);
  ids.erase(again.begin(), again.end());
  return values_node(Facet::party, std::move(ids));
}

/// A tag of BCP 47: records may be in languages that the register has no name for.
bool is_language_tag(std::string_view text) {
  const auto first = text.substr(0, text.find('-'));
  return (first.size() == 2 || first.size() == 3) && std::ranges::all_of(text, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
         });
}

Outcome read_facet(Facet facet, std::string_view value) {
  const auto& names = Names::all();
  if (auto codes = names.values(facet, value); !codes.empty()) return values_node(facet, std::move(codes));
  // Nobody remembers which of the two "6.1" is called.
  const auto other = facet == Facet::goal ? Facet::target : Facet::goal;
  if (facet == Facet::goal || facet == Facet::target)
    if (auto codes = names.values(other, value); !codes.empty()) return values_node(other, std::move(codes));
  if (facet == Facet::language)
    if (auto tag = fold(value); is_language_tag(tag)) return values_node(facet, {std::move(tag)});
  return kUnknownValue;
}

}  // namespace

Outcome read_value(Field field, std::string_view value, const PartiesNamed& parties) {
  const auto plain = fold(base::trimmed(value));
  switch (field) {
    case Field::from:
    case Field::to:
      return read_start(field, plain);
    case Field::updated:
      return read_dates(Figure::changed, plain);
    case Field::amount:
      return read_amount(plain);
    case Field::fresh:
      return read_lights(plain);
    case Field::year:
      return read_year(plain);
    case Field::party:
      return read_party(value, parties);
    default:
      return read_facet(static_cast<Facet>(field), value);
  }
}

}  // namespace entente::search
