// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// The table of country groups, read: what it does not allow is refused, so that a slip of the pen in it is
// met by the first test and not by a reader.
#include <algorithm>
#include <boost/json.hpp>
#include <limits>
#include <set>
#include <span>

#include "base/error.hpp"
#include "base/json.hpp"
#include "model/country_groups.hpp"
#include "model/vocabulary.hpp"

namespace entente::model {
namespace {

namespace json = boost::json;

/// An entry of the table, whose members are taken one by one; done() refuses what nobody took.
class Entry {
 public:
  Entry(const json::value& value, std::string thing) : thing_(std::move(thing)) {
    if (!value.is_object()) refuse("is no object");
    object_ = &value.as_object();
    if (const auto* of = object_->if_contains("country"); of != nullptr && of->is_string())
      thing_ += ", country '" + std::string(of->as_string()) + "'";
  }

  [[noreturn]] void refuse(const std::string& cause) const {
    throw base::BadInput(thing_, cause, "See docs/reference/countries.md for the form of the table.");
  }
  const std::string& thing() const { return thing_; }

  const json::value* value(std::string_view name) {
    taken_.emplace(name);
    return object_->if_contains(name);
  }
  std::string text(std::string_view name) {
    auto found = text_if(name);
    if (!found) refuse("has no '" + std::string(name) + "'");
    return *found;
  }
  std::optional<std::string> text_if(std::string_view name) {
    const auto* found = value(name);
    if (found == nullptr) return std::nullopt;
    if (!found->is_string() || found->as_string().empty())
      refuse("has no text as '" + std::string(name) + "'");
    return std::string(found->as_string());
  }
  std::optional<base::PartialDate> day_if(std::string_view name) {
    const auto found = text_if(name);
    if (!found) return std::nullopt;
    const auto day = base::PartialDate::parse(*found);
    if (!day || day->str() != *found) refuse("has no day as '" + std::string(name) + "'");
    return day;
  }
  DayKnown known(std::string_view name) {
    const auto found = text_if(name);
    if (!found) return DayKnown::stated;
    for (const auto known : {DayKnown::listed, DayKnown::follows, DayKnown::decided})
      if (name_of(known) == *found) return known;
    refuse("has an unknown '" + std::string(name) + "': " + *found);
  }
  const json::array& list(std::string_view name) {
    const auto* found = value(name);
    if (found == nullptr || !found->is_array()) refuse("has no list '" + std::string(name) + "'");
    return found->as_array();
  }
  void done() const {
    for (const auto& [name, of] : *object_)
      if (!taken_.contains(name)) refuse("has an unknown member '" + std::string(name) + "'");
  }

 private:
  std::string thing_;
  const json::object* object_ = nullptr;
  std::set<std::string, std::less<>> taken_;
};

class TableReader {
 public:
  explicit TableReader(std::string thing) : thing_(std::move(thing)) {}

  CountryTable read(const json::value& root) {
    Entry table(root, thing_);
    table.text("about");
    for (const auto& item : table.list("sources")) read_source(item);
    for (const auto& item : table.list("former")) read_former(item);
    for (const auto& item : table.list("lives")) read_life(item);
    for (const auto& item : table.list("groups")) read_group(item);
    table.done();
    check_followers(table);
    check_groups(table);
    for (const auto& [code, title] : table_.sources)
      if (!used_.contains(code)) table.refuse("has a source that nothing cites: " + code);
    return std::move(table_);
  }

 private:
  void read_source(const json::value& item) {
    Entry entry(item, thing_ + ", sources");
    const auto code = entry.text("code");
    if (!table_.sources.emplace(code, entry.text("title")).second)
      entry.refuse("has a source twice: " + code);
    entry.done();
  }
  std::string source_of(Entry& entry, std::string_view name) {
    auto code = entry.text(name);
    if (!table_.sources.contains(code)) entry.refuse("cites no source of the table: " + code);
    used_.insert(code);
    return code;
  }

  void read_former(const json::value& item) {
    Entry entry(item, thing_ + ", former");
    const auto code = entry.text("code");
    if (code.size() != 4) entry.refuse("has no code of ISO 3166-3: " + code);
    CountryLife life{.from = entry.day_if("from"),
                     .to = entry.day_if("to"),
                     .source = source_of(entry, "source"),
                     .name = entry.text("name"),
                     .followed_by = {}};
    if (!life.to) entry.refuse("has no 'to': " + code);
    for (const auto& next : entry.list("followed_by")) {
      if (!next.is_string()) entry.refuse("has no codes in 'followed_by'");
      life.followed_by.emplace_back(next.as_string());
    }
    entry.done();
    add_life(entry, code, std::move(life));
  }
  void read_life(const json::value& item) {
    Entry entry(item, thing_ + ", lives");
    const auto code = entry.text("country");
    if (find_country(code) == nullptr) entry.refuse("is none of data/countries.json");
    CountryLife life{.from = entry.day_if("from"),
                     .to = {},
                     .source = source_of(entry, "source"),
                     .name = {},
                     .followed_by = {}};
    if (!life.from) entry.refuse("has no 'from'");
    entry.done();
    add_life(entry, code, std::move(life));
  }
  void add_life(const Entry& entry, const std::string& code, CountryLife life) {
    if (life.from && life.to && life.from->first_day() >= life.to->first_day())
      entry.refuse("ends before it begins: " + code);
    if (!table_.lives.emplace(code, std::move(life)).second) entry.refuse("has a country twice: " + code);
  }
  void check_followers(const Entry& table) const {
    for (const auto& [code, life] : table_.lives)
      for (const auto& next : life.followed_by)
        if (find_country(next) == nullptr && !table_.lives.contains(next))
          table.refuse("has a former country followed by none: " + next);
  }

  void read_group(const json::value& item) {
    Entry entry(item, thing_ + ", groups");
    CountryGroup group;
    group.code = entry.text("group");
    const auto since = entry.day_if("since");
    if (!since || since->precision() != base::PartialDate::Precision::day)
      entry.refuse("has no whole day as 'since': " + group.code);
    group.since = *since;
    for (const auto& span : entry.list("spans")) group.spans.push_back(read_span(span, group));
    entry.done();
    for (std::size_t i = 1; i < group.spans.size(); ++i) {
      const auto& before = group.spans[i - 1];
      const auto& span = group.spans[i];
      if (span.country < before.country || (span.country == before.country && span.first < before.first))
        entry.refuse("has spans out of order in " + group.code + ": " + span.country);
      if (span.country == before.country && span.first < before.end)
        entry.refuse("has spans of one country that share a day in " + group.code + ": " + span.country);
    }
    table_.groups.push_back(std::move(group));
  }

  GroupSpan read_span(const json::value& item, const CountryGroup& group) {
    Entry entry(item, thing_ + ", group '" + group.code + "'");
    GroupSpan span;
    span.country = entry.text("country");
    const auto life = table_.lives.find(span.country);
    if (find_country(span.country) == nullptr && life == table_.lives.end())
      entry.refuse("is none of data/countries.json, nor a former one of the table");
    span.from = entry.day_if("from");
    span.source = source_of(entry, "source");
    span.from_known = entry.known("precision");
    if (span.from_known != DayKnown::stated && !span.from) entry.refuse("has a 'precision' and no 'from'");
    span.to = entry.day_if("to");
    if (span.to) span.to_source = source_of(entry, "to_source");
    span.to_known = entry.known("to_precision");
    if (span.to_known != DayKnown::stated && !span.to) entry.refuse("has a 'to_precision' and no 'to'");
    entry.done();
    bound(entry, span, group, life == table_.lives.end() ? nullptr : &life->second);
    return span;
  }

  /// A day that is known to the year or the month counts from its first.
  static void bound(const Entry& entry, GroupSpan& span, const CountryGroup& group, const CountryLife* life) {
    if (span.from && span.from->last_day() < group.since.first_day())
      entry.refuse("begins before the 'since' of its group");
    span.first = group.since.first_day();
    if (span.from) span.first = std::max(span.first, span.from->first_day());
    span.end = span.to ? span.to->first_day() : std::numeric_limits<std::int64_t>::max();
    if (life != nullptr && life->from) {
      if (span.from && span.from->last_day() < life->from->first_day())
        entry.refuse("is in the group before the country is");
      span.first = std::max(span.first, life->from->first_day());
    }
    if (life != nullptr && life->to) {
      if (span.to && span.to->first_day() > life->to->last_day())
        entry.refuse("is in the group after the country's end");
      span.end = std::min(span.end, life->to->first_day());
    }
    if (span.first >= span.end) entry.refuse("leaves the group before it comes");
  }

  /// Each group that the register asks for is there once, and no country is in two development groups.
  void check_groups(const Entry& table) const {
    std::vector<std::string_view> wanted(kCountryGroups.begin(), kCountryGroups.end());
    wanted.push_back(kUnitedNations);
    if (!std::ranges::equal(table_.groups, wanted, {}, &CountryGroup::code))
      table.refuse("has not each of its groups once, in their order");
    std::vector<const GroupSpan*> spans;
    for (auto group = kFirstDevelopmentGroup; group < kCountryGroups.size(); ++group)
      for (const auto& span : table_.groups[group].spans) spans.push_back(&span);
    std::ranges::sort(spans, {}, [](const GroupSpan* s) { return std::pair(s->country, s->first); });
    for (std::size_t i = 1; i < spans.size(); ++i)
      if (spans[i]->country == spans[i - 1]->country && spans[i]->first < spans[i - 1]->end)
        table.refuse("has a country in two development groups on one day: " + spans[i]->country);
  }

  std::string thing_;
  CountryTable table_;
  std::set<std::string, std::less<>> used_;
};

}  // namespace

CountryTable read_country_table(std::string_view text, const std::string& thing) {
  return TableReader(thing).read(base::parse_json(text, thing));
}

}  // namespace entente::model
