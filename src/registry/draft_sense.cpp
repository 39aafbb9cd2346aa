// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/draft_sense.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "base/error.hpp"
#include "model/vocabulary.hpp"
#include "registry/text_bounds.hpp"

namespace entente::registry {

namespace {

constexpr std::size_t kMostPartyName = 1'000;  // bytes in a language
constexpr std::size_t kMostPlaces = 250, kMostGoals = 200;

struct WrittenText {
  const char* name;
  base::Text model::Partnership::*text;
  std::size_t most;
};
constexpr std::array kWrittenTexts{
    WrittenText{"title", &model::Partnership::title, kMostTitleBytes},
    WrittenText{"purpose", &model::Partnership::purpose, kMostWrittenBytes},
    WrittenText{"description", &model::Partnership::description, kMostWrittenBytes},
    WrittenText{"governance", &model::Partnership::governance, kMostWrittenBytes}};

constexpr std::array kTextsOfPart{std::pair{"brings", &model::Participation::brings},
                                  std::pair{"risks", &model::Participation::risks},
                                  std::pair{"responsibilities", &model::Participation::responsibilities},
                                  std::pair{"benefits", &model::Participation::benefits}};

template <class Item>
bool stood(const std::vector<Item>& before, const Item& one) {
  return std::ranges::find(before, one) != before.end();
}

}  // namespace

void require_draft_sense(const model::Partnership& now, const model::Partnership& before) {
  for (const auto& each : kWrittenTexts)
    if (now.*each.text != before.*each.text) require_length(each.name, now.*each.text, each.most);
  if (now.goals != before.goals && now.goals.size() > kMostGoals)
    throw base::BadInput("field goals", "names more than " + std::to_string(kMostGoals),
                         "Name the main ones.");
  for (const auto& goal : now.goals)
    if (!stood(before.goals, goal) && !model::find_goal(goal.framework, goal.code))
      throw base::BadInput("field goals", "names one that the register does not know",
                           "Write it as {\"framework\": \"sdg\", \"code\": \"6.1\"}.");
  if (now.places != before.places && now.places.size() > kMostPlaces)
    throw base::BadInput("field places", "names more than " + std::to_string(kMostPlaces),
                         "Name the main ones.");
  for (const auto& place : now.places)
    if (!stood(before.places, place) && (place.kind != "country" || !model::find_country(place.code)))
      throw base::BadInput("field places", "names what is no country that the register knows",
                           "Write it as {\"kind\": \"country\", \"code\": \"KE\"}.");
  const auto &start = now.planned_start, &end = now.planned_end;
  if ((start != before.planned_start || end != before.planned_end) && start && end &&
      end->last_day() < start->first_day())
    throw base::BadInput("field planned_end", "is before the first day", "Look at both days.");
}

void require_part_sense(const model::Participation& now, const model::Participation& before) {
  for (const auto& [name, text] : kTextsOfPart)
    if (now.*text != before.*text) require_length(name, now.*text, kMostWrittenBytes);
}

void require_new_party(const model::Organisation& party) {
  require_length("name", party.name, kMostPartyName);
  if (!party.country.empty() && !model::find_country(party.country))
    throw base::BadInput("field country", "is none that the register knows",
                         "Write it as ISO 3166-1 does: KE.");
}

}  // namespace entente::registry
