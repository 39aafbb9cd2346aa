// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/register_fields.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "base/collation.hpp"
#include "base/text.hpp"
#include "http/form.hpp"
#include "model/vocabulary.hpp"
#include "pages/desk_fields.hpp"
#include "pages/format.hpp"
#include "pages/record_views.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kMostTitleBytes = 2'000, kMostTextBytes = 12'000, kMostCountries = 250;

/// A text of a partnership that a step asks for.
struct AskedText {
  std::string_view step;
  const char* name;
  base::Text model::Partnership::*text;
};
constexpr std::array kAskedTexts{AskedText{"purpose", "title", &model::Partnership::title},
                                 AskedText{"purpose", "purpose", &model::Partnership::purpose},
                                 AskedText{"purpose", "description", &model::Partnership::description},
                                 AskedText{"governance", "governance", &model::Partnership::governance}};

std::string narrative_in(const base::Text& text, std::string_view language) {
  const auto found = std::ranges::find(text.narratives, language, &base::Narrative::language);
  return found == text.narratives.end() ? std::string() : found->value;
}

void set_narrative(base::Text& text, std::string_view language, std::string_view value) {
  std::erase_if(text.narratives, [&](const auto& each) { return each.language == language; });
  text.add(language, value);
}

std::vector<std::string> values_named(const http::Parameters& fields, std::string_view name) {
  std::vector<std::string> values;
  for (const auto& [key, value] : fields)
    if (key == name && !value.empty() && std::ranges::find(values, value) == values.end())
      values.push_back(value);
  return values;
}

std::string put_texts(model::Partnership& partnership, std::string_view step, const http::Parameters& typed,
                      std::string_view language) {
  for (const auto& each : kAskedTexts) {
    if (each.step != step) continue;
    const auto text = typed_lines(typed, each.name);
    if (text.size() > (each.text == &model::Partnership::title ? kMostTitleBytes : kMostTextBytes))
      return "part.fault.long";
    set_narrative(partnership.*each.text, language, text);
  }
  return partnership.title.empty() ? "desk.fault.title" : "";
}

/// What stands of those that are named still, as it is, and the new ones.
template <class Item, class Same>
std::vector<Item> kept_and_new(const std::vector<Item>& standing, const std::vector<Item>& now, Same same) {
  std::vector<Item> all;
  for (const auto& each : now) {
    const auto found = std::ranges::find_if(standing, [&](const Item& one) { return same(one, each); });
    all.push_back(found == standing.end() ? each : *found);
  }
  return all;
}

std::string put_purpose(model::Partnership& partnership, const http::Parameters& typed) {
  auto goals = read_goals(http::value_of(typed, "goals"));
  if (!goals) return "desk.fault.goals";
  std::vector<model::Field> fields;
  for (auto& code : values_named(typed, "fields")) {
    if (!model::vocabulary("field").find(code)) return "desk.fault.choice";
    fields.push_back({std::move(code), {}, {}});
  }
  partnership.goals = kept_and_new(partnership.goals, *goals, [](const auto& a, const auto& b) {
    return a.framework == b.framework && a.code == b.code;
  });
  partnership.fields_of_work = kept_and_new(partnership.fields_of_work, fields,
                                            [](const auto& a, const auto& b) { return a.code == b.code; });
  return {};
}

std::string put_countries(model::Partnership& partnership, const http::Parameters& typed) {
  auto codes = values_named(typed, "countries");
  for (auto& code : values_named(typed, "country"))
    if (std::ranges::find(codes, code) == codes.end()) codes.push_back(std::move(code));
  if (codes.size() > kMostCountries) return "desk.fault.choice";
  std::vector<model::Place> countries;
  for (auto& code : codes) {
    if (!model::find_country(code)) return "desk.fault.choice";
    model::Place place;
    place.kind = "country";
    place.code = std::move(code);
    countries.push_back(std::move(place));
  }
  auto places = kept_and_new(partnership.places, countries, [](const auto& a, const auto& b) {
    return a.kind == b.kind && a.code == b.code;
  });
  for (const auto& each : partnership.places)
    if (each.kind != "country") places.push_back(each);
  partnership.places = std::move(places);
  return {};
}

bool read_date(const http::Parameters& typed, std::string_view name, std::optional<base::PartialDate>& day) {
  const auto text = base::trimmed(http::value_of(typed, name));
  day = text.empty() ? std::nullopt : base::PartialDate::parse(text);
  return text.empty() || day.has_value();
}

std::string put_place(model::Partnership& partnership, const http::Parameters& typed) {
  const std::string level(http::value_of(typed, "level")), status(http::value_of(typed, "status"));
  if ((!level.empty() && !model::vocabulary("level").find(level)) ||
      !model::vocabulary("status").find(status))
    return "desk.fault.choice";
  std::optional<base::PartialDate> start, end;
  if (!read_date(typed, "start", start) || !read_date(typed, "end", end) ||
      (start && end && end->last_day() < start->first_day()))
    return "desk.fault.period";
  if (auto fault = put_countries(partnership, typed); !fault.empty()) return fault;
  partnership.level = level;
  partnership.status = status;
  partnership.planned_start = start;
  partnership.planned_end = end;
  return {};
}

View field_boxes(const http::Parameters& typed, const base::Messages& messages) {
  const auto chosen = values_named(typed, "fields");
  auto boxes = draft_choices("field", {}, messages, false);
  auto all = list_view();
  for (auto box : boxes.list_value()) {
    box["chosen"] = View(std::ranges::find(chosen, box.get("code")->string_value()) != chosen.end());
    all.push_back(std::move(box));
  }
  return all;
}

View chosen_countries(const std::vector<std::string>& codes, const base::Messages& messages) {
  auto all = list_view();
  for (const auto& code : codes) {
    View one;
    one["code"] = View(code);
    one["label"] = View(country_name(code, messages.language()));
    all.push_back(std::move(one));
  }
  return all;
}

}  // namespace

bool is_asking_step(std::string_view step) {
  return std::ranges::find(kAskingSteps, step) != kAskingSteps.end();
}

std::string typed_lines(const http::Parameters& fields, std::string_view name) {
  std::string text(http::value_of(fields, name));
  std::erase(text, '\r');
  return std::string(base::trimmed(text));
}

http::Parameters fields_of_step(std::string_view step, const model::Partnership& partnership,
                                std::string_view language) {
  http::Parameters fields;
  for (const auto& each : kAskedTexts)
    if (each.step == step) fields.emplace_back(each.name, narrative_in(partnership.*each.text, language));
  if (step == "purpose") {
    fields.emplace_back("goals", written_goals(partnership.goals));
    for (const auto& each : partnership.fields_of_work) fields.emplace_back("fields", each.code);
  } else if (step == "place") {
    for (const auto& each : partnership.places)
      if (each.kind == "country") fields.emplace_back("countries", each.code);
    fields.emplace_back("level", partnership.level);
    fields.emplace_back("status", partnership.status);
    fields.emplace_back("start", partnership.planned_start ? partnership.planned_start->str() : "");
    fields.emplace_back("end", partnership.planned_end ? partnership.planned_end->str() : "");
  }
  return fields;
}

std::string put_step(model::Partnership& partnership, std::string_view step, const http::Parameters& typed,
                     std::string_view language) {
  auto now = partnership;
  auto fault = put_texts(now, step, typed, language);
  if (fault.empty() && step == "purpose") fault = put_purpose(now, typed);
  if (fault.empty() && step == "place") fault = put_place(now, typed);
  if (fault.empty()) partnership = std::move(now);
  return fault;
}

View step_fields_view(std::string_view step, const http::Parameters& typed,
                      const model::Partnership& partnership, const base::Messages& messages) {
  View view;
  view["purpose"] = View(step == "purpose");
  view["place"] = View(step == "place");
  view["governance"] = View(step == "governance");
  view["title"] = View(http::value_of(typed, "title"));
  view["purpose_text"] = View(http::value_of(typed, "purpose"));
  view["description"] = View(http::value_of(typed, "description"));
  view["governance_text"] = View(http::value_of(typed, "governance"));
  const auto language = messages.language();
  view["elsewhere"] = View(std::ranges::any_of(kAskedTexts, [&](const AskedText& each) {
    const auto& narratives = (partnership.*each.text).narratives;
    return each.step == step &&
           std::ranges::any_of(narratives, [&](const auto& one) { return one.language != language; });
  }));
  view["goals"] = View(http::value_of(typed, "goals"));
  view["fields"] = field_boxes(typed, messages);
  const auto codes = values_named(typed, "countries");
  view["countries"] = chosen_countries(codes, messages);
  view["more_countries"] = country_choices(http::value_of(typed, "country"), codes, messages);
  view["levels"] = draft_choices("level", http::value_of(typed, "level"), messages, true);
  view["statuses"] = draft_choices("status", http::value_of(typed, "status"), messages, false);
  view["start"] = View(http::value_of(typed, "start"));
  view["end"] = View(http::value_of(typed, "end"));
  return view;
}

View draft_choices(std::string_view vocabulary, std::string_view chosen, const base::Messages& messages,
                   bool may_be_none) {
  auto all = list_view();
  const auto add = [&](std::string_view code, std::string_view label) {
    View one;
    one["code"] = View(code);
    one["label"] = View(label);
    one["chosen"] = View(code == chosen);
    all.push_back(std::move(one));
  };
  if (may_be_none) add("", "–");
  for (const auto& each : model::vocabulary(vocabulary).terms)
    add(each.code, each.label.str(messages.language()));
  return all;
}

View country_choices(std::string_view chosen, const std::vector<std::string>& but,
                     const base::Messages& messages) {
  std::vector<std::pair<std::string, const model::Country*>> ordered;
  for (const auto& each : model::countries())
    if (std::ranges::find(but, each.code) == but.end())
      ordered.emplace_back(base::sort_key(each.name.str(messages.language()), messages.language()), &each);
  std::ranges::sort(ordered, {}, &std::pair<std::string, const model::Country*>::first);
  auto all = list_view();
  View none;
  none["code"] = View("");
  none["label"] = View("–");
  none["chosen"] = View(chosen.empty());
  all.push_back(std::move(none));
  for (const auto& [key, country] : ordered) {
    View one;
    one["code"] = View(country->code);
    one["label"] = View(country->name.str(messages.language()));
    one["chosen"] = View(country->code == chosen);
    all.push_back(std::move(one));
  }
  return all;
}

}  // namespace entente::pages
