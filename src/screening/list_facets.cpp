// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/list_facets.hpp"

#include <algorithm>
#include <iterator>

namespace entente::screening {

namespace {

constexpr std::array<std::string_view, 18> kTopics{
    "sanction", "debarment", "crime", "wanted", "poi", "role", "export", "corp",  "gov",
    "fin",      "reg",       "asset", "invest", "rel", "mil",  "mare",   "watch", "forced"};

/// The topic of every entry of a list that gives none itself; empty where its entries do.
std::string_view topic_of_format(std::string_view format) {
  if (format == "own") return "debarment";
  return format == "ftm" ? std::string_view() : "sanction";
}

void count(std::map<std::string, std::size_t, std::less<>>& into, std::string_view name,
           std::size_t times = 1) {
  const auto at = into.find(name);
  if (at == into.end())
    into.emplace(name, times);
  else
    at->second += times;
}

}  // namespace

bool is_topic(std::string_view word) {
  const auto stem = word.substr(0, word.find('.'));
  return std::ranges::find(kTopics, stem) != kTopics.end() &&
         std::ranges::all_of(word, [](char c) { return (c >= 'a' && c <= 'z') || c == '.'; });
}

std::vector<std::string> topics_of(const List& list, const Listed& entry) {
  if (const auto topic = topic_of_format(list.format); !topic.empty()) return {std::string(topic)};
  std::vector<std::string> topics;
  std::ranges::copy_if(entry.programmes, std::back_inserter(topics), is_topic);
  return topics;
}

void ListFacets::add(const List& list, const Listed& entry) {
  ++entries;
  ++kinds.at(static_cast<std::size_t>(entry.party.kind));
  for (const auto& country : entry.party.countries) count(countries, country);
  if (const auto topic = topic_of_format(list.format); !topic.empty()) return count(topics, topic);
  for (const auto& programme : entry.programmes)
    if (is_topic(programme)) count(topics, programme);
}

void ListFacets::add(const ListFacets& other) {
  entries += other.entries;
  for (std::size_t kind = 0; kind < kKindCount; ++kind) kinds.at(kind) += other.kinds.at(kind);
  for (const auto& [country, times] : other.countries) count(countries, country, times);
  for (const auto& [topic, times] : other.topics) count(topics, topic, times);
}

}  // namespace entente::screening
