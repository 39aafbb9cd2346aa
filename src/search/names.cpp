// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/names.hpp"

#include <algorithm>
#include <tuple>

#include "base/messages.hpp"
#include "base/text.hpp"
#include "model/vocabulary.hpp"
#include "search/groups.hpp"
#include "search/tokens.hpp"

namespace entente::search {
namespace {

static_assert(static_cast<std::size_t>(Field::from) == kFacets &&
                  static_cast<std::size_t>(Field::fresh) == static_cast<std::size_t>(Facet::fresh),
              "the facets come first, in their order");

/// Facets whose values are the terms of a vocabulary.
constexpr std::pair<Facet, std::string_view> kVocabularies[] = {{Facet::field, "field"},
                                                                {Facet::level, "level"},
                                                                {Facet::kind, "kind"},
                                                                {Facet::status, "status"},
                                                                {Facet::role, "role"},
                                                                {Facet::language, "language"},
                                                                {Facet::party_type, "organisation_type"}};

struct Colour {
  std::string_view name;
  std::uint8_t lights;
};
constexpr Colour kColours[] = {
    {"green", 1 << 0}, {"yellow", 1 << 1}, {"red", 1 << 2 | 1 << 3}, {"grey", 1 << 4 | 1 << 5}};

std::vector<std::string> narratives_of(const base::Text& text) {
  std::vector<std::string> all;
  for (const auto& narrative : text.narratives) all.push_back(narrative.value);
  return all;
}

/// The Arabic article: a field is asked for with it and without.
constexpr std::string_view kArticle = "ال";

}  // namespace

std::string plain_words(std::string_view text) {
  const auto folded = fold(text);
  std::string out;
  const char* run = nullptr;  // where a run of ideographs begins, which comes as pairs
  for (const auto& token : split(folded)) {
    const auto* begin = run != nullptr ? run : token.text.data();
    run = token.kind == Token::Kind::pair ? begin : nullptr;
    if (run != nullptr) continue;
    if (out.empty()) out = " ";
    out.append(begin, token.text.data() + token.text.size()) += ' ';
  }
  return out;
}

bool begins_with_word(std::string_view plain_words) {
  const auto pieces = split(plain_words);
  return !pieces.empty() && pieces.front().kind == Token::Kind::word;
}

Names::Names() {
  for (const auto language : base::kLanguages) {
    const auto& messages = base::Messages::in(language);
    for (std::size_t f = 0; f < kFieldNames.size(); ++f) {
      const auto name = fold(messages.get("query.field." + std::string(kFieldNames[f])));
      fields_.emplace(name, static_cast<Field>(f));
      if (language == "ar") fields_.emplace(std::string(kArticle) + name, static_cast<Field>(f));
    }
    for (std::size_t light = 0; light < kLights.size(); ++light)
      lights_[plain_words(messages.get("freshness." + std::string(kLights[light])))] |=
          static_cast<std::uint8_t>(1U << light);
    for (const auto& [name, lights] : kColours)
      lights_[plain_words(messages.get("query.fresh." + std::string(name)))] |= lights;
  }
  for (std::size_t f = 0; f < kFieldNames.size(); ++f)
    fields_.emplace(fold(kFieldNames[f]), static_cast<Field>(f));
  for (std::size_t light = 0; light < kLights.size(); ++light)
    lights_[plain_words(kLights[light])] |= static_cast<std::uint8_t>(1U << light);

  for (const auto& [facet, vocabulary] : kVocabularies)
    for (const auto& term : model::vocabulary(vocabulary).terms)
      add(facet, term.code, narratives_of(term.label));
  for (const auto group : kGroups) {
    std::vector<std::string> names;
    for (const auto language : base::kLanguages)
      names.push_back(base::Messages::in(language).get("country." + std::string(group)));
    add(Facet::group, std::string(group), names);
  }
  for (const auto& country : model::countries()) {
    add(Facet::country, country.code, narratives_of(country.name));
    by_code_[static_cast<std::size_t>(Facet::country)].emplace(fold(country.iso3), country.code);
  }
  for (const auto& [key, name] : model::regions()) {
    auto code = key;
    std::ranges::replace(code, '/', ':');
    add(Facet::region, code, narratives_of(name));
    if (key.starts_with("m49/"))
      by_code_[static_cast<std::size_t>(Facet::region)].emplace(key.substr(4), code);
  }
  for (const std::string framework : {"sdg", "mdg"})
    for (const auto& goal : model::goals(framework)) {
      const auto facet = goal.target ? Facet::target : Facet::goal;
      const auto full = framework + ":" + goal.code;
      const auto code = framework == "sdg" ? goal.code : full;
      add(facet, code, narratives_of(goal.label));
      by_code_[static_cast<std::size_t>(facet)].emplace(fold(full), code);
    }
  for (auto& names : by_name_)
    std::ranges::sort(names, {}, [](const Called& called) { return std::tie(called.name, called.code); });
}

void Names::add(Facet facet, std::string code, const std::vector<std::string>& names) {
  const auto f = static_cast<std::size_t>(facet);
  for (const auto& name : names)
    if (auto words = plain_words(name); !words.empty()) by_name_[f].push_back({std::move(words), code});
  by_code_[f].emplace(fold(code), std::move(code));
}

const Names& Names::all() {
  static const Names names;
  return names;
}

std::optional<Field> Names::field(std::string_view name) const {
  const auto found = fields_.find(fold(name));
  if (found == fields_.end()) return std::nullopt;
  return found->second;
}

std::vector<std::string> Names::values(Facet facet, std::string_view name) const {
  const auto f = static_cast<std::size_t>(facet);
  if (const auto found = by_code_[f].find(fold(base::trimmed(name))); found != by_code_[f].end())
    return {found->second};
  auto words = plain_words(name);
  if (words.empty()) return {};
  std::vector<std::string> codes;
  const auto same = std::ranges::equal_range(by_name_[f], words, {}, &Called::name);
  for (const auto& called : same) codes.push_back(called.code);
  if (codes.empty()) {
    // Scripts without spaces have no borders between words.
    if (!begins_with_word(words)) words = base::trimmed(words);
    for (const auto& called : by_name_[f])
      if (called.name.find(words) != std::string::npos) codes.push_back(called.code);
  }
  std::ranges::sort(codes);
  const auto again = std::ranges::unique(codes);
  codes.erase(again.begin(), again.end());
  return codes;
}

std::uint8_t Names::lights(std::string_view name) const {
  const auto found = lights_.find(plain_words(name));
  return found == lights_.end() ? 0 : found->second;
}

}  // namespace entente::search
