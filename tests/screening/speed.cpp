// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "speed.hpp"

#include <algorithm>
#include <random>

#include "base/clock.hpp"

namespace entente::screening_sets {
namespace {

std::vector<std::string> words_in(const std::string& name) {
  std::vector<std::string> out(1);
  for (const char c : name) {
    if (c == ' ')
      out.emplace_back();
    else
      out.back() += c;
  }
  return out;
}

std::string listed_name(const std::vector<screening::List>& lists, std::mt19937& random) {
  const auto& list = lists[random() % lists.size()];
  const auto& names = list.entries[random() % list.entries.size()].party.names;
  return names[random() % names.size()].text;
}

}  // namespace

SpeedFigures speed_of(const screening::Screener& screener, const std::vector<std::string>& names, bool scan) {
  constexpr double kNanoseconds = 1e9;
  constexpr double kMilliseconds = 1e3;
  std::vector<double> seconds;
  double total = 0;
  for (const auto& name : names) {
    const auto party = party_of(name);
    const auto before = base::thread_cpu_ns();
    const auto hits = scan ? screener.scan(party, {}) : screener.screen(party, {});
    seconds.push_back(static_cast<double>(base::thread_cpu_ns() - before) / kNanoseconds);
    total += seconds.back();
  }
  std::ranges::sort(seconds);
  const auto at = [&seconds](std::size_t percent) {
    return seconds[seconds.size() * percent / 100] * kMilliseconds;
  };
  return {static_cast<double>(names.size()) / total, at(50), at(99)};
}

screening::List recombined(const std::vector<screening::List>& lists, std::size_t count) {
  std::mt19937 random(2);  // NOLINT: the same names in every run
  screening::List out;
  out.dataset = "recombined";
  while (out.entries.size() < count) {
    // As many words as one listed name has, each from the same place of another.
    const auto shape = words_in(listed_name(lists, random));
    std::string name;
    for (std::size_t i = 0; i < shape.size(); ++i) {
      const auto other = words_in(listed_name(lists, random));
      name += (i ? " " : "") + other[i % other.size()];
    }
    screening::Listed entry;
    entry.id = std::to_string(out.entries.size());
    entry.party = party_of(std::move(name));
    out.entries.push_back(std::move(entry));
  }
  return out;
}

std::vector<std::string> queries(const std::vector<screening::List>& lists,
                                 const std::vector<std::string>& negatives, std::size_t count) {
  std::mt19937 random(3);  // NOLINT: the same queries in every run
  std::vector<std::string> out;
  while (out.size() < count) {
    if (out.size() % 2 == 0) {
      out.push_back(negatives[random() % negatives.size()]);
      continue;
    }
    auto name = listed_name(lists, random);
    if (random() % 3 == 0 && !name.empty())
      name[random() % name.size()] = static_cast<char>('A' + random() % 26);
    out.push_back(std::move(name));
  }
  return out;
}

}  // namespace entente::screening_sets
