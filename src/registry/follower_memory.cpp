// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/follower_memory.hpp"

#include <array>
#include <utility>

#include "search/bits.hpp"

namespace entente::registry {
namespace {

/// To be raised whenever what is kept is written or would be worked out otherwise, the documents of the index
/// among it.
constexpr std::uint64_t kMemoryVersion = 8;

void put(std::string& out, std::int64_t n) {
  search::put_varint(out, search::zigzag(n));
}
void put(std::string& out, std::string_view text) {
  search::put_varint(out, text.size());
  out += text;
}
void put(std::string& out, const base::Uuid& id) {
  search::store(out, id.bytes());
}

/// Reads what put() wrote. After the first fault everything is empty.
class Unpacker {
 public:
  explicit Unpacker(std::string_view bytes) : bytes_(bytes) {}
  bool good() const { return good_; }
  bool done() const { return bytes_.empty(); }

  std::int64_t number() { return search::unzigzag(count()); }
  std::uint64_t count() {
    if (bytes_.empty()) good_ = false;
    return search::take_varint(bytes_);
  }
  std::string text() {
    const auto size = count();
    if (size > bytes_.size()) return fail(), std::string();
    std::string taken(bytes_.substr(0, size));
    bytes_.remove_prefix(size);
    return taken;
  }
  base::Uuid id() {
    std::array<std::uint8_t, 16> id{};
    if (bytes_.size() < id.size()) return fail(), base::Uuid();
    id = search::load<std::array<std::uint8_t, 16>>(bytes_.data());
    bytes_.remove_prefix(id.size());
    return base::Uuid(id);
  }

 private:
  void fail() {
    good_ = false;
    bytes_ = {};
  }
  std::string_view bytes_;
  bool good_ = true;
};

void put(std::string& out, const Reporting& r) {
  put(out, r.last ? r.last->str() : std::string());
  put(out, std::int64_t{r.last_day});
  put(out, std::int64_t{r.since});
  put(out, std::int64_t{(r.closed ? 1 : 0) | (r.begun ? 2 : 0) | (r.ended ? 4 : 0)});
  put(out, std::int64_t{r.ended.value_or(0)});
  put(out, std::int64_t{r.months});
  put(out, std::int64_t{(r.first_due ? 1 : 0) | (r.put_off ? 2 : 0) | (r.stays_due ? 4 : 0) |
                        (r.stays_after ? 8 : 0)});
  for (const auto& day : {r.first_due, r.put_off, r.stays_due, r.stays_after})
    if (day) put(out, std::int64_t{*day});
}

Reporting reporting(Unpacker& in) {
  Reporting r;
  r.last = base::PartialDate::parse(in.text());
  r.last_day = static_cast<std::int32_t>(in.number());
  r.since = static_cast<std::int32_t>(in.number());
  const auto flags = in.number();
  r.closed = (flags & 1) != 0;
  r.begun = (flags & 2) != 0;
  const auto ended = static_cast<std::int32_t>(in.number());
  if ((flags & 4) != 0) r.ended = ended;
  r.months = static_cast<std::int32_t>(in.number());
  const auto more = in.number();
  std::int64_t flag = 1;
  for (auto* day : {&r.first_due, &r.put_off, &r.stays_due, &r.stays_after}) {
    if ((more & flag) != 0) *day = static_cast<std::int32_t>(in.number());
    flag *= 2;
  }
  return r;
}

void put(std::string& out, const std::vector<MoneyEntry>& entries) {
  put(out, std::int64_t{std::ssize(entries)});
  const base::Uuid* giver = nullptr;  // entries of one giver follow each other, more often than not
  for (const auto& e : entries) {
    const bool same = giver != nullptr && *giver == e.giver;
    put(out, std::int64_t{(e.government ? 1 : 0) | (e.day ? 2 : 0) | (same ? 4 : 0) |
                          (static_cast<int>(e.measure) << 3)});
    if (!same) put(out, e.giver);
    giver = &e.giver;
    put(out, e.currency);
    put(out, e.amount.scaled());
    if (e.day) put(out, std::int64_t{*e.day});
    if (e.measure == Measure::overdue) put(out, std::int64_t{e.from});
  }
}

std::vector<MoneyEntry> entries(Unpacker& in) {
  std::vector<MoneyEntry> all;
  for (auto n = in.number(); n > 0 && in.good(); --n) {
    MoneyEntry e;
    const auto flags = in.number();
    e.government = (flags & 1) != 0;
    const bool same = (flags & 4) != 0 && !all.empty();
    e.giver = same ? all.back().giver : in.id();
    e.measure = static_cast<Measure>((flags >> 3) & 3);
    e.currency = in.text();
    e.amount = base::Decimal::from_scaled(in.number());
    if ((flags & 2) != 0) e.day = static_cast<std::int32_t>(in.number());
    if (e.measure == Measure::overdue) e.from = static_cast<std::int32_t>(in.number());
    all.push_back(std::move(e));
  }
  return all;
}

}  // namespace

std::string pack_tally(const Tally& tally) {
  std::string out;
  put(out, std::int64_t{std::ssize(tally.organisations)});
  for (const auto& id : tally.organisations) put(out, id);
  put(out, tally.parties);
  put(out, tally.confirmed);
  put(out, tally.reporting);
  put(out, tally.changed);
  put(out, tally.reported);
  put(out, std::int64_t{tally.waits ? 1 : 0});
  put(out, tally.entries);
  put(out, std::int64_t{std::ssize(tally.scopes)});
  for (const auto& [facet, value] : tally.scopes) {
    put(out, static_cast<std::int64_t>(facet));
    put(out, std::string_view(value));
  }
  put(out, std::int64_t{std::ssize(tally.awaited)});
  for (const auto& each : tally.awaited) {
    put(out, each.organisation);
    put(out, each.part);
    put(out, each.words);
    put(out, each.signatures);
    put(out, std::int64_t{std::ssize(each.due)});
    for (const auto day : each.due) put(out, std::int64_t{day});
  }
  put(out, std::int64_t{std::ssize(tally.confirmed_by)});
  for (const auto& id : tally.confirmed_by) put(out, id);
  put(out, std::int64_t{std::ssize(tally.answered)});
  for (const auto& each : tally.answered) {
    put(out, std::string_view(each.country));
    put(out, std::int64_t{each.named ? 1 : 0});
  }
  for (const auto& [key, d] : tally.dealings) {
    put(out, key.first);
    put(out, key.second);
    for (const auto sum : {d.promised, d.delivered, d.awaited, d.received}) put(out, sum.scaled());
    for (const auto n : {d.promises, d.deliveries, d.promises_to_it, d.deliveries_to_it}) put(out, n);
    put(out, std::int64_t{d.whole ? 1 : 0});
  }
  return out;
}

std::optional<Tally> unpack_tally(std::string_view bytes) {
  Unpacker in(bytes);
  Tally tally;
  for (auto n = in.number(); n > 0 && in.good(); --n) tally.organisations.push_back(in.id());
  tally.parties = in.number();
  tally.confirmed = in.number();
  tally.reporting = reporting(in);
  tally.changed = in.number();
  tally.reported = in.number();
  tally.waits = in.number() != 0;
  tally.entries = entries(in);
  for (auto n = in.number(); n > 0 && in.good(); --n) {
    const auto facet = static_cast<search::Facet>(in.number());
    tally.scopes.emplace_back(facet, in.text());
  }
  for (auto n = in.number(); n > 0 && in.good(); --n) {
    Awaited each;
    each.organisation = in.id();
    each.part = in.id();
    each.words = in.number();
    each.signatures = in.number();
    for (auto days = in.number(); days > 0 && in.good(); --days)
      each.due.push_back(static_cast<std::int32_t>(in.number()));
    tally.awaited.push_back(std::move(each));
  }
  for (auto n = in.number(); n > 0 && in.good(); --n) tally.confirmed_by.push_back(in.id());
  for (auto n = in.number(); n > 0 && in.good(); --n) {
    auto country = in.text();
    tally.answered.push_back({std::move(country), in.number() != 0});
  }
  while (in.good() && !in.done()) {
    const auto organisation = in.id();
    Dealing d;
    d.currency = in.text();
    for (auto* sum : {&d.promised, &d.delivered, &d.awaited, &d.received})
      *sum = base::Decimal::from_scaled(in.number());
    for (auto* n : {&d.promises, &d.deliveries, &d.promises_to_it, &d.deliveries_to_it}) *n = in.number();
    d.whole = in.number() != 0;
    auto currency = d.currency;
    tally.dealings.insert_or_assign({organisation, std::move(currency)}, std::move(d));
  }
  return in.good() ? std::optional(std::move(tally)) : std::nullopt;
}

OrganisationsWriter::OrganisationsWriter(std::int64_t event, std::string_view mark) {
  search::put_varint(out_, kMemoryVersion);
  put(out_, event);
  put(out_, mark);
}

void OrganisationsWriter::add(const OrganisationLine& line, std::string_view folded, std::string_view words) {
  put(out_, line.id);
  put(out_, std::int64_t{std::ssize(line.name.narratives)});
  for (const auto& n : line.name.narratives) {
    put(out_, std::string_view(n.language));
    put(out_, std::string_view(n.value));
  }
  put(out_, std::string_view(line.type));
  put(out_, std::string_view(line.country));
  put(out_, folded);
  put(out_, words);
}

bool read_organisations(
    std::string_view bytes, const std::function<std::string(std::int64_t event)>& mark,
    const std::function<void(OrganisationLine, std::string folded, std::string words)>& visit) {
  Unpacker in(bytes);
  if (in.count() != kMemoryVersion) return false;
  const auto event = in.number();
  if (in.text() != mark(event)) return false;
  while (in.good() && !in.done()) {
    OrganisationLine line;
    line.id = in.id();
    for (auto n = in.number(); n > 0 && in.good(); --n) {
      auto language = in.text();
      line.name.narratives.push_back({std::move(language), in.text()});
    }
    line.type = in.text();
    line.country = in.text();
    auto folded = in.text();
    auto words = in.text();
    if (in.good()) visit(std::move(line), std::move(folded), std::move(words));
  }
  return in.good();
}

}  // namespace entente::registry
