// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/finding_words.hpp"

#include <algorithm>
#include <cmath>
#include <list>
#include <type_traits>
#include <vector>

#include "model/vocabulary.hpp"

namespace entente::registry {

namespace {

using principles::Interval;

base::Decimal rounded(double value, int decimals) {
  const auto scale = std::pow(10.0, decimals);
  const auto whole = std::llround(std::clamp(value, -1e12, 1e12) * scale);
  return base::Decimal::from_scaled(
      static_cast<std::int64_t>(std::llround(static_cast<double>(whole) * base::Decimal::kScale / scale)));
}

template <class One>
std::string from_to(Interval value, const base::Messages& messages, One one) {
  const auto low = one(value.low), high = one(value.high);
  if (low == high) return low;
  return messages.get("principle.range", {{"low", std::string_view(low)}, {"high", std::string_view(high)}});
}

std::string number_words(Interval value, int decimals, const base::Messages& messages) {
  return from_to(value, messages, [&](double each) { return messages.decimal(rounded(each, decimals)); });
}

std::string key_of(const principles::Principle& principle, const principles::Measure* measure,
                   std::string_view key) {
  std::string whole = "principle." + std::string(principle.name) + ".";
  if (measure != nullptr) whole += std::string(measure->name) + ".";
  return whole + std::string(key);
}

}  // namespace

std::string share_words(Interval value, const base::Messages& messages) {
  return from_to(value, messages, [&](double each) { return messages.percent(rounded(each * 100, 0)); });
}

std::string value_words(Interval value, principles::Unit unit, const base::Messages& messages) {
  switch (unit) {
    case principles::Unit::share:
      return share_words(value, messages);
    case principles::Unit::days:
    case principles::Unit::months: {
      const auto number = number_words(value, 0, messages);
      return messages.get(unit == principles::Unit::days ? "principle.days" : "principle.months",
                          {{"number", std::string_view(number)}});
    }
    case principles::Unit::count:
      return number_words(value, 0, messages);
    case principles::Unit::index:
      break;
  }
  return number_words(value, 2, messages);
}

std::string principle_name(const principles::Principle& principle, const base::Messages& messages) {
  return messages.get(key_of(principle, nullptr, "name"));
}

std::string measure_name(const principles::Principle& principle, const principles::Measure& measure,
                         const base::Messages& messages) {
  return messages.get(key_of(principle, &measure, "name"));
}

std::string status_words(principles::Status status, const base::Messages& messages) {
  return messages.get("principle.status." + std::string(name_of(status)));
}

std::string said_words(const principles::Principle& principle, const principles::Measure& measure,
                       const principles::Said& said, const FactsOfPartnership& facts,
                       const base::Messages& messages) {
  std::list<std::string> kept;  // what the arguments point at
  std::vector<base::NamedArgument> arguments;
  for (const auto& word : said.words) {
    if (const auto* count = std::get_if<std::int64_t>(&word.value)) {
      arguments.emplace_back(word.name, *count);
      continue;
    }
    kept.push_back(std::visit(
        [&](const auto& value) -> std::string {
          using T = std::decay_t<decltype(value)>;
          if constexpr (std::is_same_v<T, principles::Share>)
            return share_words(value.value, messages);
          else if constexpr (std::is_same_v<T, principles::Number>)
            return number_words(value.value, value.decimals, messages);
          else if constexpr (std::is_same_v<T, principles::Party>)
            return std::string(facts.parties.at(value.place).name.str(messages.language()));
          else if constexpr (std::is_same_v<T, principles::OnDay>)
            return messages.date(base::PartialDate::from_days(value.day));
          else if constexpr (std::is_same_v<T, principles::TermAt>)
            return std::string(
                model::vocabulary(value.vocabulary).terms.at(value.place).label.str(messages.language()));
          else
            return messages.number(value);
        },
        word.value));
    arguments.emplace_back(word.name, std::string_view(kept.back()));
  }
  return messages.get(key_of(principle, &measure, said.key), base::Arguments(arguments));
}

std::string principle_words(const principles::PrincipleResult& result, const base::Messages& messages) {
  std::int64_t applies = 0, met = 0, unknown = 0;
  for (const auto& each : result.measures) {
    if (!each.measured.applies) continue;
    ++applies;
    if (each.status == principles::Status::met) ++met;
    if (each.status == principles::Status::not_enough_evidence) ++unknown;
  }
  if (applies == 0) return messages.get("principle.none_applies");
  return messages.get("principle.counted", {{"met", met}, {"all", applies}, {"unknown", unknown}});
}

}  // namespace entente::registry
