// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/rates.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"

namespace entente::registry {

namespace {

__extension__ using Wide = __int128;

constexpr std::int64_t kBillion = 1'000'000'000;
constexpr std::string_view kRateColumns = "date,currency,rate,source";

/// The next line without its end.
std::string_view take_line(std::string_view& text) {
  const auto end = std::min(text.find('\n'), text.size());
  auto line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

/// The cell before the next comma. The last cell takes the rest, commas and all.
std::string_view take_cell(std::string_view& line, bool last) {
  const auto end = last ? line.size() : std::min(line.find(','), line.size());
  const auto cell = base::trimmed(line.substr(0, end));
  line.remove_prefix(std::min(end + 1, line.size()));
  return cell;
}

/// "0.00775": digits and at most nine decimals, above nothing.
std::optional<std::int64_t> billionths(std::string_view text) {
  constexpr std::size_t kDecimals = 9, kWhole = 9;
  const auto point = text.find('.');
  const auto whole = text.substr(0, point);
  const auto decimals = point == text.npos ? std::string_view() : text.substr(point + 1);
  if (whole.empty() || whole.size() > kWhole || decimals.size() > kDecimals) return std::nullopt;
  std::int64_t scaled = 0;
  for (const char c :
       std::string(whole) + std::string(decimals) + std::string(kDecimals - decimals.size(), '0')) {
    if (c < '0' || c > '9') return std::nullopt;
    scaled = scaled * 10 + (c - '0');
  }
  return scaled > 0 ? std::optional(scaled) : std::nullopt;
}

bool is_currency_code(std::string_view code) {
  return code.size() == 3 && std::ranges::all_of(code, [](char c) { return c >= 'A' && c <= 'Z'; });
}

}  // namespace

Rates::Rates(std::string_view csv, std::string common, const std::string& name) : common_(std::move(common)) {
  const auto thing = "money.rates " + name;
  if (!is_currency_code(common_))
    throw base::BadInput("money.currency " + common_, "is no code of a currency", "Write one like USD.");
  if (csv.size() > kMostRateBytes)
    throw base::BadInput(thing, "is larger than 16 MiB", "Leave out old days.");
  stamp_ = base::hex(base::sha256(common_ + "\n" + std::string(csv)));
  if (csv.starts_with("\xef\xbb\xbf")) csv.remove_prefix(3);
  if (take_line(csv) != kRateColumns)
    throw base::BadInput(thing, "does not begin with the line " + std::string(kRateColumns),
                         "Write it first.");
  for (std::size_t number = 2; !csv.empty(); ++number) {
    auto line = take_line(csv);
    if (base::trimmed(line).empty()) continue;
    const auto day = base::PartialDate::parse(take_cell(line, false));
    const auto currency = take_cell(line, false);
    const auto rate = billionths(take_cell(line, false));
    const auto source = take_cell(line, true);
    if (!day || day->first_day() != day->last_day() || !is_currency_code(currency) || !rate ||
        source.empty() || !base::is_utf8(source))
      throw base::BadInput(thing + ", line " + std::to_string(number), "is no day, currency, rate and source",
                           "Write it as 2026-01-31,KES,0.00775,Central Bank.");
    auto& all = rates_[std::string(currency)];
    all.push_back({day->first_day(), *rate, std::string(source)});
    if (std::ranges::find(sources_, source) == sources_.end()) sources_.emplace_back(source);
  }
  for (auto& [currency, all] : rates_) {
    std::ranges::sort(all, {}, &Rate::day);
    if (const auto twice = std::ranges::adjacent_find(all, {}, &Rate::day); twice != all.end())
      throw base::BadInput(
          thing, "has two rates of " + currency + " for " + base::PartialDate::from_days(twice->day).str(),
          "Leave one.");
  }
  count_days();
}

void Rates::count_days() {
  bool first = true;
  for (const auto& [currency, all] : rates_) {
    first_ = first ? all.front().day : std::min(first_, all.front().day);
    last_ = first ? all.back().day : std::max(last_, all.back().day);
    first = false;
  }
}

Rates Rates::until(std::int64_t day) const {
  if (rates_.empty() || day >= last_) return *this;
  if (day < first_) return {};
  Rates out;
  out.common_ = common_;
  for (const auto& [currency, all] : rates_) {
    const auto end = std::ranges::upper_bound(all, day, {}, &Rate::day);
    if (end != all.begin()) out.rates_[currency].assign(all.begin(), end);
  }
  for (const auto& source : sources_)
    if (std::ranges::any_of(out.rates_, [&](const auto& each) {
          return std::ranges::find(each.second, source, &Rate::source) != each.second.end();
        }))
      out.sources_.push_back(source);
  out.stamp_ = base::hex(base::sha256(stamp_ + "\n" + base::PartialDate::from_days(day).str()));
  out.count_days();
  return out;
}

const Rate* Rates::at(std::string_view currency, std::int64_t day) const {
  const auto found = rates_.find(currency);
  if (found == rates_.end()) return nullptr;
  const auto after = std::ranges::upper_bound(found->second, day, {}, &Rate::day);
  return after == found->second.begin() ? nullptr : &*std::prev(after);
}

std::optional<base::Decimal> Rates::converted(base::Decimal amount, std::string_view currency,
                                              std::int64_t day) const {
  if (common_.empty()) return std::nullopt;
  if (currency == common_) return amount;
  const auto* const rate = at(currency, day);
  if (rate == nullptr) return std::nullopt;
  const auto product = static_cast<Wide>(amount.scaled()) * rate->scaled;
  auto whole = product / kBillion;
  const auto rest = product % kBillion, twice = (rest < 0 ? -rest : rest) * 2;
  if (twice > kBillion || (twice == kBillion && whole % 2 != 0)) whole += product < 0 ? -1 : 1;
  if (whole > std::numeric_limits<std::int64_t>::max() || whole < std::numeric_limits<std::int64_t>::min())
    return std::nullopt;
  return base::Decimal::from_scaled(static_cast<std::int64_t>(whole));
}

}  // namespace entente::registry
