// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/facet_views.hpp"

#include <algorithm>
#include <vector>

#include "base/id.hpp"
#include "model/vocabulary.hpp"
#include "pages/facet_tree.hpp"
#include "pages/format.hpp"
#include "search/groups.hpp"

namespace entente::pages {

namespace {

using search::Facet;

constexpr std::size_t kShort = 8;        ///< values shown before "show all"
constexpr std::size_t kMostShown = 300;  ///< values ever shown

std::string label_of_facet(Facet facet, const base::Messages& messages) {
  return messages.get("facet." + std::string(name_of(facet)));
}

/// Values chosen though no partnership has them.
std::vector<search::Count> chosen_without(Facet facet, const ListQuery& asked,
                                          const std::vector<search::Count>& counted) {
  std::vector<search::Count> values;
  for (const auto& [of, value] : asked.filters())
    if (of == facet && std::ranges::find(counted, value, &search::Count::value) == counted.end())
      values.push_back({value, 0});
  return values;
}

/// The values with a partnership, and those without. Years run backwards, the rest by count. Pointed at:
/// there are as many as the register has parties, and few are shown.
std::vector<const search::Count*> values_of(Facet facet, const std::vector<search::Count>& counted,
                                            const std::vector<search::Count>& without) {
  std::vector<const search::Count*> values;
  values.reserve(counted.size() + without.size());
  for (const auto* some : {&counted, &without})
    for (const auto& count : *some) values.push_back(&count);
  if (facet == Facet::year) std::ranges::sort(values, std::ranges::greater{}, &search::Count::value);
  return values;
}

View value_view(Facet facet, const search::Count& count, const ListQuery& asked,
                const registry::ListAnswer& list, const base::Messages& messages) {
  View view;
  view["name"] = View(std::string(name_of(facet)));
  view["value"] = View(count.value);
  view["label"] = View(facet_label(facet, count.value, messages.language(), list.party_names));
  view["count"] = View(messages.number(count.count));
  view["checked"] = View(asked.has(facet, count.value));
  view["children"] = View(false);
  return view;
}

/// The targets of a goal that is chosen, or of which one is.
View target_views(std::string_view goal, const ListQuery& asked, const registry::ListAnswer& list,
                  const base::Messages& messages) {
  auto targets = list_view();
  const auto& counted = list.answer.of(Facet::target);
  const auto without = chosen_without(Facet::target, asked, counted);
  const bool chosen = asked.has(Facet::goal, goal);
  std::vector<const search::Count*> shown;
  for (const auto* count : values_of(Facet::target, counted, without))
    if (goal_of_target(count->value) == goal && (chosen || asked.has(Facet::target, count->value)))
      shown.push_back(count);
  std::ranges::sort(shown, {}, [](const search::Count* count) { return place_of_target(count->value); });
  for (const auto* count : shown) targets.push_back(value_view(Facet::target, *count, asked, list, messages));
  return targets.is_non_empty_list() ? std::move(targets) : View(false);
}

bool in_vocabulary(std::string_view vocabulary, std::string_view code) {
  return model::vocabulary(vocabulary).find(code) != nullptr;
}

}  // namespace

bool in_form(Facet facet) {
  return facet == Facet::target || std::ranges::find(kOffered, facet) != kOffered.end();
}

namespace {

View facet_view(Facet facet, const ListQuery& asked, const registry::ListAnswer& list,
                const base::Messages& messages) {
  auto counted = list.answer.of(facet);
  if (facet == Facet::country) keep_countries_of_regions(counted, asked);
  auto without = chosen_without(facet, asked, counted);
  if (facet == Facet::goal) add_goals_of_targets(without, counted, asked);
  const auto values = values_of(facet, counted, without);
  const bool unfolded = asked.unfolded() == facet;
  if (values.empty() && !(unfolded && !asked.within().empty())) return View(false);
  // One more is shown rather than a link that would show one more.
  const auto limit = unfolded ? kMostShown : values.size() == kShort + 1 ? kShort + 1 : kShort;
  auto shown = list_view();
  for (std::size_t i = 0; i < values.size(); ++i) {
    auto children =
        facet == Facet::goal ? target_views(values[i]->value, asked, list, messages) : View(false);
    if (i >= limit && !asked.has(facet, values[i]->value) && !children.is_non_empty_list()) continue;
    auto one = value_view(facet, *values[i], asked, list, messages);
    one["children"] = std::move(children);
    shown.push_back(std::move(one));
  }
  View view;
  view["name"] = View(std::string(name_of(facet)));
  view["label"] = View(label_of_facet(facet, messages));
  view["values"] = std::move(shown);
  view["more"] = View(false);
  view["within"] = View(false);
  if (unfolded) {
    View within;
    within["text"] = View(asked.within());
    view["within"] = std::move(within);
  } else if (values.size() > limit) {
    View more;
    more["href"] = View(href(messages.language(), "/partnerships" + asked.unfolding(facet).suffix()) + "#f-" +
                        std::string(name_of(facet)));
    more["text"] = View(messages.get("list.show_all", {{"count", static_cast<std::int64_t>(values.size())}}));
    view["more"] = std::move(more);
  }
  return view;
}

}  // namespace

View facet_views(const ListQuery& asked, const registry::ListAnswer& list, const base::Messages& messages) {
  auto first = list_view(), rest = list_view();
  bool open = false;
  for (std::size_t i = 0; i < kOffered.size(); ++i) {
    const auto facet = kOffered[i];
    auto one = facet_view(facet, asked, list, messages);
    if (!one.is_object()) continue;
    const bool folded = i >= kFirstFew;
    open = open || (folded &&
                    (asked.unfolded() == facet ||
                     std::ranges::any_of(asked.filters(), [&](const auto& f) { return f.first == facet; })));
    (folded ? rest : first).push_back(std::move(one));
  }
  View view;
  view["first"] = std::move(first);
  view["has_rest"] = View(rest.is_non_empty_list());
  view["rest"] = std::move(rest);
  view["rest_open"] = View(open);
  return view;
}

View chip_views(const ListQuery& asked, const registry::ListAnswer& list, const base::Messages& messages,
                std::string_view path) {
  auto all = list_view();
  const auto add = [&](const std::string& label, const std::string& value, const ListQuery& rest) {
    View chip;
    chip["label"] = View(messages.get("list.chip", {{"filter", std::string_view(label)}}));
    chip["value"] = View(value);
    chip["href"] = View(href(messages.language(), std::string(path) + rest.suffix()));
    all.push_back(std::move(chip));
  };
  if (!asked.text().empty()) add(messages.get("list.words"), asked.text(), asked.without_text());
  for (const auto& [facet, value] : asked.filters())
    add(label_of_facet(facet, messages), facet_label(facet, value, messages.language(), list.party_names),
        asked.without(facet, value));
  return all;
}

View hidden_views(const ListQuery& asked, bool with_text, bool with_offered, bool with_order) {
  auto all = list_view();
  for (const auto& [name, value] : asked.filter_parameters()) {
    const auto facet = search::facet_named(name);
    if (name == "q" && !with_text) continue;
    if (name == "sort" && !with_order) continue;
    if (facet && !with_offered && in_form(*facet)) continue;
    View one;
    one["name"] = View(name);
    one["value"] = View(value);
    all.push_back(std::move(one));
  }
  return all;
}

bool is_known(Facet facet, std::string_view value) {
  const auto colon = value.find(':');
  switch (facet) {
    case Facet::goal:
    case Facet::target: {
      const bool mdg = value.starts_with("mdg:");
      const auto* goal = model::find_goal(mdg ? "mdg" : "sdg", mdg ? value.substr(colon + 1) : value);
      return goal && goal->target == (facet == Facet::target);
    }
    case Facet::country:
      return model::find_country(value) != nullptr;
    case Facet::region:
      return colon != value.npos && model::region_name(value.substr(0, colon), value.substr(colon + 1));
    case Facet::party:
      return base::Uuid::parse(value).has_value();
    case Facet::party_type:
      return in_vocabulary("organisation_type", value);
    case Facet::year:
      return value.size() == 4 && base::PartialDate::parse(value).has_value();
    case Facet::group:
      return std::ranges::find(search::kGroups, value) != search::kGroups.end();
    case Facet::fresh:
      return std::ranges::find(search::kLights, value) != search::kLights.end();
    case Facet::language:
      return true;  // any tag of BCP 47 can stand in a record
    case Facet::field:
    case Facet::level:
    case Facet::kind:
    case Facet::status:
    case Facet::role:
      return in_vocabulary(name_of(facet), value);
  }
  return false;
}

View unknown_values(const ListQuery& asked, const base::Messages& messages) {
  auto all = list_view();
  for (const auto& [facet, value] : asked.filters())
    if (!is_known(facet, value))
      all.push_back(View(
          messages.get("list.unknown_value", {{"filter", std::string_view(label_of_facet(facet, messages))},
                                              {"value", std::string_view(value)}})));
  return all;
}

void add_complaints(View& notes, const search::Answer& answer, const base::Messages& messages) {
  for (const auto& complaint : answer.complaints)
    notes.push_back(View(search::text_of(complaint, messages.language())));
}

void add_readings(View& notes, const ListQuery& asked, const search::Answer& answer,
                  const base::Messages& messages) {
  if (answer.reading == search::Reading::every_word) return;
  for (const auto& correction : answer.corrections) {
    // As it was typed, not as the index has it.
    std::string_view typed = correction.word;
    const auto words = search::written_words(asked.text());
    if (const auto at = std::ranges::find(words, correction.word, &search::Written::folded);
        at != words.end())
      typed = at->written;
    notes.push_back(View(
        messages.get("list.corrected", {{"word", typed}, {"better", std::string_view(correction.better)}})));
  }
  if (answer.reading == search::Reading::most_words) notes.push_back(View(messages.get("list.most_words")));
}

View meant_view(const ListQuery& asked, const search::Answer& answer, const base::Messages& messages) {
  if (answer.reading != search::Reading::every_word || answer.corrections.empty()) return View(false);
  const auto better = search::respelled(asked.text(), answer.corrections);
  View view;
  view["text"] = View(better);
  view["href"] = View(href(messages.language(), "/partnerships" + asked.with_text(better).suffix()));
  return view;
}

}  // namespace entente::pages
