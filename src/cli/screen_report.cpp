// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "cli/screen_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <ostream>

#include "cli/log_trust.hpp"
#include "screening/hit_json.hpp"

namespace entente::cli {

namespace {

/// How many places a text takes: characters, as wide as Latin ones.
std::size_t width(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string padded(std::string text, std::size_t to) {
  if (const auto has = width(text); has < to) text.append(to - has, ' ');
  return text;
}

std::string_view or_dash(std::string_view text) {
  return text.empty() ? "-" : text;
}

void tell_pairs(const screening::Hit& hit, std::ostream& out) {
  std::size_t asked = width("asked"), listed = width("listed");
  for (const auto& pair : hit.pairs) {
    asked = std::max(asked, width(shown(pair.asked)));
    listed = std::max(listed, width(shown(pair.listed)));
  }
  const auto row = [&](std::string_view a, std::string_view b, std::string_view c, std::string_view d,
                       std::string_view e) {
    out << "      " << padded(shown(or_dash(a)), asked) << "  " << padded(shown(or_dash(b)), listed) << "  "
        << padded(std::string(c), 10) << "  " << padded(std::string(d), 10) << "  " << e << "\n";
  };
  row("asked", "listed", "likeness", "similarity", "share");
  for (const auto& pair : hit.pairs)
    row(pair.asked, pair.listed, name_of(pair.likeness), fmt::format("{:.2f}", pair.similarity),
        fmt::format("{:.0f} %", pair.weight * 100));
}

}  // namespace

void tell_hits(const Asked& asked, std::span<const screening::Hit> hits,
               std::span<const screening::List> lists, std::ostream& out) {
  if (asked.line != 0) out << asked.line << ": ";
  if (!asked.id.empty()) out << shown(asked.id) << " ";
  out << shown(asked.party.names.front().text) << ": " << hits.size() << (hits.size() == 1 ? " hit" : " hits")
      << "\n";
  for (const auto& hit : hits) {
    const auto& list = lists[hit.list];
    const auto& entry = list.entries[hit.entry];
    out << fmt::format("  {:.2f}  ", hit.score) << list.dataset << "  " << shown(entry.id) << "  "
        << name_of(entry.party.kind) << "  " << shown(hit.listed_name) << "\n";
    tell_pairs(hit, out);
    for (const auto& qualifier : hit.qualifiers)
      out << "      " << name_of(qualifier.field) << " " << name_of(qualifier.verdict) << ": "
          << shown(or_dash(qualifier.asked)) << " / " << shown(or_dash(qualifier.listed))
          << fmt::format("  {:+.2f}", qualifier.effect) << "\n";
  }
}

void write_hits(const Asked& asked, std::span<const screening::Hit> hits,
                std::span<const screening::List> lists, std::ostream& out) {
  boost::json::array all;
  for (const auto& hit : hits) {
    const auto& list = lists[hit.list];
    const auto& entry = list.entries[hit.entry];
    boost::json::object one{
        {"dataset", list.dataset},
        {"entry", entry.id},
        {"kind", name_of(entry.party.kind)},
        {"name", entry.party.names.empty() ? std::string() : entry.party.names.front().text},
        {"programmes", boost::json::array(entry.programmes.begin(), entry.programmes.end())}};
    if (entry.listed_on) one.emplace("listed_on", entry.listed_on->str());
    for (auto& member : screening::to_json(hit)) one.emplace(member.key(), std::move(member.value()));
    all.push_back(std::move(one));
  }
  boost::json::object line;
  if (!asked.id.empty()) line.emplace("id", asked.id);
  if (asked.line != 0) line.emplace("line", asked.line);
  line.emplace("name", asked.party.names.front().text);
  line.emplace("algorithm", screening::kAlgorithm);
  line.emplace("hits", std::move(all));
  out << boost::json::serialize(line) << "\n";
}

}  // namespace entente::cli
