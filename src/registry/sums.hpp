// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "registry/rates.hpp"
#include "registry/views.hpp"

/// What was promised, delivered and is overdue: in a partnership, by a party, in a country, for a goal.
/// Governments' money stands apart from that of others (62/211, ¶3), and what was promised is never added to
/// what was delivered.
namespace entente::registry {

/// Amounts of one kind of giver in one currency.
struct MoneySum {
  bool government = false;  ///< the givers are governments or other public bodies
  std::string currency;     ///< the common one, in a sum that was converted
  base::Decimal promised, delivered;
  base::Decimal
      overdue;  ///< of promises whose day is past: what was not delivered against them in that currency
  std::int64_t promises = 0, deliveries = 0, overdue_promises = 0;
  bool whole = true;  ///< false: it is more than a sum can hold, and the most that one can is shown
};

struct MoneySums {
  std::vector<MoneySum> original;  ///< by who gives, then currency
  std::vector<MoneySum> common;    ///< by who gives; empty where there are no rates
  /// Amounts without a day, or without a rate of that day or one before it. What is overdue is part of a
  /// promise that is counted already.
  std::int64_t unconverted = 0;
};

enum class Measure : std::uint8_t { promised, delivered, overdue };

/// One amount as it counts.
struct MoneyEntry {
  base::Uuid giver;         ///< nil where it is no organisation of the register
  bool government = false;  ///< what the giver is
  Measure measure = Measure::promised;
  std::string currency;
  base::Decimal amount;
  std::optional<std::int32_t> day;  ///< by whose rate it is converted (days since 1970-01-01)
  std::int32_t from = 0;            ///< of what is overdue: the first day on which it is
  bool operator==(const MoneyEntry&) const = default;
};
/// What counts of promises and deliveries. A delivery counts for the kind of its own giver. An amount is
/// converted by the day its source names for it, else by its own; of a promise without one, by that on which
/// it falls due.
std::vector<MoneyEntry> entries_of(const std::vector<Held<model::Commitment>>&,
                                   const std::vector<Held<model::Delivery>>&,
                                   const std::function<bool(const base::Uuid& organisation)>& is_government);
/// Whether organisations of a type are governments or other public bodies.
bool is_public_body(std::string_view organisation_type);

/// Amounts that are added up, and can be taken out again: exact, however many.
class SumTable {
 public:
  struct Key {
    bool others = false;  ///< than governments, who come first
    std::string currency;
    Measure measure = Measure::promised;
    std::int32_t from = 0;
    auto operator<=>(const Key&) const = default;
  };
  __extension__ using Wide = __int128;
  struct Line {
    Wide amount = 0, common = 0;  ///< scaled as base::Decimal is
    std::int64_t count = 0, converted = 0;
  };
  void add(const Key&, const Line&);
  /// What was added before.
  void take_out(const Key&, const Line&);
  bool empty() const { return lines_.empty(); }
  /// Whether fold() of that day would find anything new.
  bool folds(std::int64_t today) const { return today - kFoldedAfter > folded_; }
  /// Makes one of what has been overdue for longer than a year, whatever its days, so that what is asked of
  /// an old register costs no more. on() is for days since then: see is_past().
  void fold(std::int64_t today);
  /// Whether a day lies before what was made one: a clock had run ahead, and the sums are to be counted anew.
  bool is_past(std::int64_t today) const { return today < folded_; }
  /// As on a day: what falls due later is not overdue. `common`: code of the common currency, or "".
  MoneySums on(std::int64_t today, const std::string& common) const;

 private:
  static constexpr std::int64_t kFoldedAfter = 366;  // days
  Key kept_key(const Key&) const;

  std::map<Key, Line> lines_;
  std::int64_t folded_ = std::numeric_limits<std::int64_t>::min();  ///< up to that day
};

/// The entries of one giver that differ in their amounts alone, added up and converted.
struct GiverLine {
  base::Uuid giver;
  SumTable::Key key;
  SumTable::Line line;
};
std::vector<GiverLine> lines_of(const std::vector<MoneyEntry>&, const Rates&);

/// Of what the sums are: Facet::country or Facet::goal with a value of it (partnerships that have it, in
/// full), or Facet::party with the id of an organisation (what it gives).
using SumScope = std::pair<search::Facet, std::string>;

/// Of one partnership, on a day (days since 1970-01-01).
MoneySums sums_of(const PartnershipView&, const Rates&, std::int64_t today);

}  // namespace entente::registry
