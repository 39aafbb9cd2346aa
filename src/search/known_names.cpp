// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/known_names.hpp"

#include <algorithm>
#include <utility>

#include "base/messages.hpp"
#include "base/text.hpp"
#include "model/other_names.hpp"
#include "model/vocabulary.hpp"
#include "search/groups.hpp"
#include "search/names.hpp"

namespace entente::search {
namespace {

/// A shorter stem is that of too many other words.
constexpr std::size_t kShortestStem = 4;  // characters

std::string in_a_row(std::span<const std::string> words) {
  std::string row;
  for (const auto& word : words) row.append(row.empty() ? "" : " ").append(word);
  return row;
}

/// What the words have in common with their other forms; nothing where they are not of that language's
/// script, or too short to tell.
std::optional<std::string> stems_key(Tongue tongue, std::span<const std::string> words) {
  auto key = std::string(1, static_cast<char>('0' + static_cast<int>(tongue)));
  std::size_t characters = 0;
  for (const auto& word : words) {
    if (!writes_so(tongue, word)) return std::nullopt;
    const auto stem = stem_of(tongue, word);
    characters +=
        static_cast<std::size_t>(std::ranges::count_if(stem, [](char c) { return (c & 0xC0) != 0x80; }));
    key += ' ' + stem;
  }
  if (characters < kShortestStem) return std::nullopt;
  return key;
}

/// Longer names are known as they are written alone: a long query has many rows of words.
constexpr std::size_t kBentWords = 4;

/// "Bolivia (Plurinational State of)" without what stands in parentheses; the same where nothing does.
std::string without_parentheses(std::string_view name) {
  constexpr std::string_view kPairs[][2] = {{"(", ")"}, {"（", "）"}};
  for (const auto& [open, close] : kPairs) {
    const auto begin = name.find(open);
    const auto end = name.find(close);
    if (begin == name.npos || end == name.npos || end < begin) continue;
    return std::string(name.substr(0, begin)) + std::string(name.substr(end + close.size()));
  }
  return std::string(name);
}

/// "World" is a word of too many other names.
constexpr std::string_view kWorld = "m49/001";
constexpr std::string_view kOtherField = "other";

}  // namespace

std::vector<std::string> whole_words(std::string_view text) {
  std::vector<std::string> words;
  const auto plain = plain_words(text);
  for (std::size_t i = 1; i < plain.size();) {
    const auto end = plain.find(' ', i);
    words.push_back(plain.substr(i, end - i));
    i = end + 1;
  }
  return words;
}

KnownNames::KnownNames() {
  const auto add_all = [&](Facet facet, const std::string& code, const base::Text& text) {
    for (const auto& [language, name] : text.narratives) {
      add(facet, code, name, tongue_of(language));
      if (auto shorter = without_parentheses(name); shorter != name)
        add(facet, code, shorter, tongue_of(language));
    }
  };
  for (const auto& country : model::countries()) add_all(Facet::country, country.code, country.name);
  for (const auto& [code, names] : model::other_country_names())
    for (const auto& name : names) add(Facet::country, code, name, std::nullopt);
  for (const auto& [key, name] : model::regions())
    if (key.starts_with("m49/") && key != kWorld) add_all(Facet::region, "m49:" + key.substr(4), name);
  for (std::size_t group = 0; group < kGroups.size(); ++group) {
    const std::string code(kGroups[group]);
    // "Developed" and "developing" have one stem: their names are known as they are written alone. The codes
    // of the others are what they are called for short.
    const bool stems = group < model::kFirstDevelopmentGroup;
    if (stems) add(Facet::group, code, code, std::nullopt);
    for (const auto language : base::kLanguages) {
      const auto name = base::Messages::in(language).get("country." + code);
      if (stems)
        add(Facet::group, code, name, tongue_of(language));
      else
        add_words(Facet::group, code, name);
    }
  }
  for (const std::string framework : {"sdg", "mdg"})
    for (const auto& goal : model::goals(framework))
      if (!goal.target)
        add_all(Facet::goal, framework == "sdg" ? goal.code : framework + ":" + goal.code, goal.label);
  for (const auto& field : model::vocabulary("field").terms)
    if (field.code != kOtherField) add_all(Facet::field, field.code, field.label);

  for (const auto& body : model::bodies()) {
    const auto number = acronyms_.size();
    auto& acronyms = acronyms_.emplace_back();
    for (const auto* some : {&body.names, &body.acronyms, &body.also})
      for (const auto& name : *some) add_body(name, number);
    for (const auto& acronym : body.acronyms)
      if (auto words = whole_words(acronym); words.size() == 1) acronyms.push_back(std::move(words.front()));
  }
}

std::vector<std::string> KnownNames::add_words(Facet facet, const std::string& code, std::string_view name) {
  auto words = whole_words(name);
  if (words.empty()) return words;
  most_words_ = std::max(most_words_, words.size());
  codes_[in_a_row(words)].push_back({facet, code});
  return words;
}

void KnownNames::add(Facet facet, const std::string& code, std::string_view name,
                     std::optional<Tongue> tongue) {
  const auto words = add_words(facet, code, name);
  if (words.empty()) return;
  if (tongue) return add_stems(*tongue, facet, code, words);
  for (std::size_t t = 0; t < kTongues; ++t) add_stems(static_cast<Tongue>(t), facet, code, words);
}

void KnownNames::add_stems(Tongue tongue, Facet facet, const std::string& code,
                           std::span<const std::string> words) {
  if (auto key = stems_key(tongue, words)) stems_[std::move(*key)].push_back({facet, code});
}

void KnownNames::add_body(std::string_view name, std::size_t body) {
  const auto words = whole_words(name);
  if (words.empty()) return;
  most_words_ = std::max(most_words_, words.size());
  body_.emplace(in_a_row(words), body);
  auto& longest = begins_[words.front()];
  longest = std::max(longest, words.size());
}

const KnownNames& KnownNames::all() {
  static const KnownNames names;
  return names;
}

std::vector<Values> KnownNames::values_of(std::vector<const Named*> named) {
  std::ranges::sort(named, {},
                    [](const Named* one) { return std::pair(one->facet, std::string_view(one->code)); });
  std::vector<Values> all;
  for (const auto* one : named) {
    if (all.empty() || all.back().facet != one->facet)
      all.push_back({.facet = one->facet, .any = {}, .in_words = true});
    if (auto& codes = all.back().any; codes.empty() || codes.back() != one->code) codes.push_back(one->code);
  }
  return all;
}

std::vector<Values> KnownNames::values(std::span<const std::string> words) const {
  std::vector<const Named*> found;
  const auto take = [&](const ByName& table, const std::string& key) {
    if (const auto at = table.find(key); at != table.end())
      for (const auto& named : at->second) found.push_back(&named);
  };
  take(codes_, in_a_row(words));
  for (std::size_t t = 0; t < kTongues && found.empty() && words.size() <= kBentWords; ++t)
    if (const auto key = stems_key(static_cast<Tongue>(t), words)) take(stems_, *key);
  return values_of(std::move(found));
}

std::optional<std::size_t> KnownNames::body(std::span<const std::string> words) const {
  const auto at = body_.find(in_a_row(words));
  return at == body_.end() ? std::nullopt : std::optional(at->second);
}

std::vector<std::size_t> KnownNames::bodies_in(std::string_view plain_words) const {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < plain_words.size();) {
    const auto end = std::min(plain_words.find(' ', i), plain_words.size());
    // An empty one keeps the names apart.
    if (end > i || (!words.empty() && !words.back().empty()))
      words.emplace_back(plain_words.substr(i, end - i));
    i = end + 1;
  }
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < words.size();) {
    std::size_t step = 1;
    if (const auto begins = begins_.find(words[i]); begins != begins_.end())
      // The longest name is meant: the Development Programme of the United Nations is not the United Nations.
      for (auto n = std::min(begins->second, words.size() - i); n > 0; --n)
        if (const auto one = body(std::span(words).subspan(i, n))) {
          found.push_back(*one);
          step = n;
          break;
        }
    i += step;
  }
  std::ranges::sort(found);
  const auto again = std::ranges::unique(found);
  found.erase(again.begin(), again.end());
  return found;
}

}  // namespace entente::search
