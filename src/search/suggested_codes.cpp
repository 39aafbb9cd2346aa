// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <tuple>

#include "base/text.hpp"
#include "model/other_names.hpp"
#include "model/vocabulary.hpp"
#include "search/names.hpp"
#include "search/suggesting.hpp"

namespace entente::search {
namespace {

struct OfferedName {
  std::string name;  ///< " word word "
  SuggestedCode code;
};

std::vector<OfferedName> read_offered_names() {
  std::vector<OfferedName> all;
  const auto add = [&](Facet facet, const std::string& code, const base::Text& text) {
    for (const auto& narrative : text.narratives)
      all.push_back({plain_words(narrative.value), {facet, code, text}});
  };
  for (const std::string framework : {"sdg", "mdg"})
    for (const auto& goal : model::goals(framework))
      if (!goal.target)
        add(Facet::goal, framework == "sdg" ? goal.code : framework + ":" + goal.code, goal.label);
  for (const auto& country : model::countries()) add(Facet::country, country.code, country.name);
  for (const auto& [code, names] : model::other_country_names())
    if (const auto* country = model::find_country(code))
      for (const auto& name : names)
        all.push_back({plain_words(name), {Facet::country, code, country->name}});
  for (const auto& [key, name] : model::regions())
    if (key.starts_with("m49/")) add(Facet::region, "m49:" + key.substr(4), name);
  for (const auto& field : model::vocabulary("field").terms) add(Facet::field, field.code, field.label);
  return all;
}

}  // namespace

std::vector<SuggestedCode> suggested_codes(std::string_view text, std::size_t limit) {
  static const auto names = read_offered_names();
  auto typed = plain_words(text);
  if (typed.empty()) return {};
  typed.pop_back();  // the last word may go on
  // Scripts without spaces have no borders between words.
  const bool anywhere = !begins_with_word(typed);
  struct Found {
    bool inside;  ///< it is not how the name begins
    std::size_t length;
    const OfferedName* of;
  };
  std::vector<Found> found;
  for (const auto& one : names) {
    auto at = one.name.find(typed);
    if (at == std::string::npos && anywhere) at = one.name.find(base::trimmed(typed));
    if (at != std::string::npos) found.push_back({at != 0, one.name.size(), &one});
  }
  std::ranges::stable_sort(found, {}, [](const Found& f) { return std::tuple(f.inside, f.length); });
  std::vector<SuggestedCode> codes;
  for (const auto& one : found) {
    if (codes.size() == limit) break;
    if (std::ranges::find(codes, one.of->code) == codes.end()) codes.push_back(one.of->code);
  }
  return codes;
}

}  // namespace entente::search
