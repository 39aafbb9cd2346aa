// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/format.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "http/message.hpp"
#include "model/vocabulary.hpp"

namespace entente::pages {

namespace {

constexpr std::string_view kMdg = "mdg:";

/// What an address calls a goal ("6.1", "mdg:7.C"), looked up.
const model::GoalTerm* find_value(std::string_view value) {
  if (value.starts_with(kMdg)) return model::find_goal("mdg", value.substr(kMdg.size()));
  return model::find_goal("sdg", value);
}

/// "6", or "MDG 7" in the reader's language.
std::string number_of(const model::GoalTerm& goal, std::string_view language) {
  if (goal.framework != "mdg") return goal.code;
  return base::Messages::in(language).get("goals.mdg", {{"number", std::string_view(goal.code)}});
}

std::string or_code(const base::Text* text, std::string_view code, std::string_view language) {
  return std::string(text && !text->empty() ? text->str(language) : code);
}

/// A region's value is "m49:002" or "dac:298".
std::string region_label(std::string_view value, std::string_view language) {
  const auto colon = value.find(':');
  if (colon == value.npos) return std::string(value);
  return or_code(model::region_name(value.substr(0, colon), value.substr(colon + 1)), value, language);
}

}  // namespace

std::string country_name(std::string_view code, std::string_view language) {
  const auto* country = model::find_country(code);
  return or_code(country ? &country->name : nullptr, code, language);
}

std::string href(std::string_view language, std::string_view path) {
  return "/" + std::string(language) + std::string(path);
}
std::string partnership_href(std::string_view language, const base::Uuid& id) {
  return href(language, "/partnerships/" + id.str());
}
std::string organisation_href(std::string_view language, const base::Uuid& id) {
  return href(language, "/organisations/" + id.str());
}

std::string date_range(const base::Messages& messages, const std::optional<base::PartialDate>& start,
                       const std::optional<base::PartialDate>& end) {
  if (start && end) {
    const auto from = messages.date(*start), to = messages.date(*end);
    if (from == to) return from;
    return messages.get("date.range", {{"from", std::string_view(from)}, {"to", std::string_view(to)}});
  }
  if (start) return messages.get("date.from", {{"date", std::string_view(messages.date_in_phrase(*start))}});
  if (end) return messages.get("date.until", {{"date", std::string_view(messages.date_in_phrase(*end))}});
  return {};
}

const std::optional<base::PartialDate>& start_of(const model::Partnership& p) {
  return p.actual_start ? p.actual_start : p.planned_start;
}
const std::optional<base::PartialDate>& end_of(const model::Partnership& p) {
  return p.actual_end ? p.actual_end : p.planned_end;
}

std::string money_label(base::Decimal sum, const std::string& currency, const base::Messages& messages) {
  return messages.money({sum, currency, std::nullopt});
}

View fact_view(const std::string& label, const std::string& value) {
  View view;
  view["label"] = View(label);
  view["value"] = View(value);
  return view;
}

std::string term(std::string_view vocabulary, std::string_view code, std::string_view language) {
  return code.empty() ? std::string{} : model::label(vocabulary, code, language);
}

std::string goal_label(std::string_view value, std::string_view language) {
  const auto* goal = find_value(value);
  return goal ? number_of(*goal, language) + " " + std::string(goal->label.str(language))
              : std::string(value);
}

std::vector<std::string> goal_values(const std::vector<model::Goal>& goals) {
  std::set<int> sdg, mdg;
  for (const auto& goal : goals)
    if (const auto* known = model::find_goal(goal.framework, goal.code))
      (known->framework == "mdg" ? mdg : sdg).insert(std::stoi(known->goal));
  std::vector<std::string> values;
  for (const int n : sdg) values.push_back(std::to_string(n));
  for (const int n : mdg) values.push_back(std::string(kMdg) + std::to_string(n));
  return values;
}

View goal_chips(const std::vector<model::Goal>& goals, std::string_view language) {
  auto chips = list_view();
  for (const auto& value : goal_values(goals)) {
    View chip;
    chip["number"] = View(number_of(*find_value(value), language));
    chip["label"] = View(goal_label(value, language));
    chip["href"] = View(href(language, "/partnerships?goal=" + http::escape_component(value)));
    chips.push_back(std::move(chip));
  }
  return chips;
}

std::string place_name(const model::Place& place, std::string_view language) {
  if (!place.code.empty() && place.kind == "country" && model::find_country(place.code))
    return country_name(place.code, language);
  if (!place.code.empty() && place.kind == "region")
    if (const auto* name = model::region_name(place.vocabulary, place.code))
      return std::string(name->str(language));
  return place.name.empty() ? place.code : std::string(place.name.str(language));
}

PlaceNames place_names(const std::vector<model::Place>& places, std::string_view language, std::size_t most) {
  const bool wider = std::ranges::any_of(places, [](const auto& p) { return p.kind != "location"; });
  PlaceNames result;
  std::set<std::string> seen;
  for (const auto& place : places) {
    if (wider && place.kind == "location") continue;
    auto name = place_name(place, language);
    if (name.empty() || !seen.insert(name).second) continue;
    if (result.total++ < most) result.names.push_back(std::move(name));
  }
  return result;
}

namespace {

/// What cannot be a key's end stays as it is.
std::string message_or(std::string_view language, const std::string& key, std::string_view value) {
  const auto& messages = base::Messages::in(language);
  return messages.has(key) ? messages.get(key) : std::string(value);
}

}  // namespace

std::string facet_label(search::Facet facet, std::string_view value, std::string_view language,
                        const std::map<std::string, base::Text>& party_names) {
  using search::Facet;
  switch (facet) {
    case Facet::goal:
    case Facet::target:
      return goal_label(value, language);
    case Facet::country:
      return country_name(value, language);
    case Facet::region:
      return region_label(value, language);
    case Facet::party: {
      const auto found = party_names.find(std::string(value));
      return or_code(found == party_names.end() ? nullptr : &found->second, value, language);
    }
    case Facet::party_type:
      return term("organisation_type", value, language);
    case Facet::year:
      return std::string(value);
    case Facet::group:
      return message_or(language, "country." + std::string(value), value);
    case Facet::fresh:
      return message_or(language, "freshness." + std::string(value), value);
    case Facet::field:
    case Facet::level:
    case Facet::kind:
    case Facet::status:
    case Facet::role:
    case Facet::language:
      return term(search::name_of(facet), value, language);
  }
  return std::string(value);
}

StateMark mark_of_state(std::string_view state) {
  if (state == "confirmed") return {"yes", "met"};
  if (state == "asked") return {"wait", "unknown"};
  if (state == "declined") return {"declined", "not"};
  if (state == "left") return {"left", "unknown"};
  return {"named", "unknown"};
}

View state_view(std::string_view state, std::string_view language) {
  const auto mark = mark_of_state(state);
  View view;
  view["state"] = View(std::string(state));
  view["label"] = View(term("confirmation_state", state, language));
  view["symbol"] = View(std::string(mark.symbol));
  view["meaning"] = View(std::string(mark.meaning));
  view["flips"] = View(state == "left");  // an arrow points the way of reading; a tick does not
  return view;
}

int squares_of(std::string_view attestation) {
  constexpr std::array<std::string_view, 4> kLevels = {"self_reported", "confirmed_by_other_side",
                                                       "shown_by_document", "verified_independently"};
  const auto* it = std::ranges::find(kLevels, attestation);
  return it == kLevels.end() ? 0 : static_cast<int>(it - kLevels.begin()) + 1;
}

View attestation_view(std::string_view attestation, std::string_view language) {
  const int squares = squares_of(attestation);
  if (squares == 0) return View(false);
  View view;
  view["code"] = View(std::string(attestation));
  view["label"] = View(term("attestation", attestation, language));
  view["squares"] = View(std::to_string(squares));
  return view;
}

View level_view(std::string_view level, std::string_view language) {
  struct Mark {
    std::string_view level;
    int squares;
  };
  constexpr std::array<Mark, 6> kMarks{{{"claim", 1},
                                        {"own_document", 3},
                                        {"partner_countersigned", 2},
                                        {"host_government", 2},
                                        {"independent_verifier", 4},
                                        {"independent_evaluation", 4}}};
  const auto* const mark = std::ranges::find(kMarks, level, &Mark::level);
  if (mark == kMarks.end()) return View(false);
  View view;
  view["code"] = View(std::string(level));
  view["label"] = View(term("attestation_level", level, language));
  view["squares"] = View(std::to_string(mark->squares));
  return view;
}

}  // namespace entente::pages
