// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/desk_fields.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"
#include "model/vocabulary.hpp"
#include "pages/goal_views.hpp"
#include "pages/page.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kMostTitle = 2'000, kMostText = 20'000, kMostAddress = 4'000, kMostDocuments = 10,
                      kMostGoals = 200;

std::string value_in(const DeskFields& fields, std::string_view name) {
  const auto found = fields.find(name);
  return found == fields.end() ? std::string() : std::string(base::trimmed(found->second));
}

base::Text text_in(const DeskFields& fields, const std::string& name) {
  base::Text text;
  for (const auto language : base::kLanguages) {
    auto value = value_in(fields, name + "_" + std::string(language));
    std::erase(value, '\r');
    text.add(language, value);
  }
  return text;
}

bool longer_than(const base::Text& text, std::size_t most) {
  return std::ranges::any_of(text.narratives, [&](const auto& n) { return n.value.size() > most; });
}

/// Calls `each` with what stands between spaces, commas and ends of lines.
template <class Each>
void each_word(std::string_view text, Each each) {
  constexpr std::string_view kBetween = " ,;\t\r\n";
  while (!text.empty()) {
    const auto end = std::min(text.find_first_of(kBetween), text.size());
    if (end > 0) each(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

std::optional<std::vector<model::Document>> documents_in(const DeskFields& fields) {
  std::vector<model::Document> documents;
  bool good = true;
  each_word(value_in(fields, "documents"), [&](std::string_view word) {
    if ((!word.starts_with("https://") && !word.starts_with("http://")) || word.size() > kMostAddress ||
        documents.size() == kMostDocuments)
      good = false;
    else
      documents.push_back({std::string(word), {}, {}});
  });
  if (!good) return std::nullopt;
  return documents;
}

/// False where something is typed that is no day.
bool read_day(const DeskFields& fields, std::string_view name, std::optional<base::PartialDate>& day) {
  const auto typed = value_in(fields, name);
  if (typed.empty()) return true;
  day = base::PartialDate::parse(typed);
  return day.has_value();
}

ReadDeskFields fault(std::string key) {
  return {std::nullopt, std::move(key)};
}

ReadDeskFields read_plan(const DeskFields& fields, model::NationalPlan plan) {
  plan.kind = value_in(fields, "kind");
  if (!model::vocabulary("plan_kind").find(plan.kind)) return fault("desk.fault.choice");
  if (!read_day(fields, "start", plan.start) || !read_day(fields, "end", plan.end) ||
      (plan.start && plan.end && plan.end->last_day() < plan.start->first_day()))
    return fault("desk.fault.period");
  auto goals = read_goals(value_in(fields, "goals"));
  if (!goals) return fault("desk.fault.goals");
  plan.goals = std::move(*goals);
  return {std::move(plan), {}};
}

ReadDeskFields read_capacity(const DeskFields& fields, model::Capacity capacity) {
  capacity.kind = value_in(fields, "kind");
  capacity.field = value_in(fields, "field");
  capacity.state = value_in(fields, "state");
  const auto known = [](std::string_view vocabulary, const std::string& code) {
    return model::vocabulary(vocabulary).find(code) != nullptr;
  };
  if (!known("capacity_kind", capacity.kind) || !known("capacity_state", capacity.state) ||
      (!capacity.field.empty() && !known("field", capacity.field)))
    return fault("desk.fault.choice");
  return {std::move(capacity), {}};
}

View choices(std::string_view vocabulary, const std::string& chosen, const base::Messages& messages,
             bool may_be_none = false) {
  auto all = list_view();
  const auto add = [&](const std::string& code, std::string_view label) {
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

View text_fields(const DeskFields& fields, const std::vector<std::string>& offered,
                 const base::Messages& messages) {
  const std::string reader(messages.language());
  std::vector<std::string> languages{reader};
  for (const auto language : base::kLanguages) {
    const std::string code(language);
    const bool there =
        !value_in(fields, "title_" + code).empty() || !value_in(fields, "text_" + code).empty();
    if (code != reader && (there || std::ranges::find(offered, code) != offered.end()))
      languages.push_back(code);
  }
  auto all = list_view();
  for (const auto& code : languages) {
    View one;
    one["code"] = View(code);
    one["name"] = View(own_name(code));
    one["dir"] = View(direction_of(code));
    one["title"] = View(value_in(fields, "title_" + code));
    one["text"] = View(value_in(fields, "text_" + code));
    one["open"] = View(code == reader || !value_in(fields, "title_" + code).empty());
    all.push_back(std::move(one));
  }
  return all;
}

}  // namespace

std::optional<std::vector<model::Goal>> read_goals(std::string_view typed) {
  std::vector<model::Goal> goals;
  bool good = true;
  each_word(typed, [&](std::string_view word) {
    const bool mdg = word.starts_with("mdg:");
    const std::string framework = mdg ? "mdg" : "sdg";
    const std::string code(mdg ? word.substr(4) : word);
    if (!model::find_goal(framework, code) || goals.size() == kMostGoals)
      good = false;
    else
      goals.push_back({framework, code, {}, {}});
  });
  if (!good) return std::nullopt;
  return goals;
}

std::string written_goals(const std::vector<model::Goal>& goals) {
  std::string all;
  for (const auto& goal : goals) all += (goal.framework == "mdg" ? "mdg:" : "") + goal.code + " ";
  return all;
}

bool is_desk_kind(std::string_view kind) {
  constexpr std::array<std::string_view, 3> kKinds{"plan", "guidance", "capacity"};
  return std::ranges::find(kKinds, kind) != kKinds.end();
}

DeskFields fields_of_form(const http::Parameters& form) {
  DeskFields fields;
  for (const auto& [name, value] : form) fields.try_emplace(name, value);
  return fields;
}

DeskFields fields_of_record(const model::Record& record) {
  DeskFields fields;
  const auto take = [&](const auto& r) {
    if constexpr (requires { r.kOnDesk, r.title; }) {
      for (const auto& n : r.title.narratives) fields["title_" + n.language] = n.value;
      for (const auto& n : r.text.narratives) fields["text_" + n.language] = n.value;
      if constexpr (requires { r.documents; })
        for (const auto& document : r.documents) fields["documents"] += document.url + "\n";
      if constexpr (requires { r.kind; }) fields["kind"] = r.kind;
      if constexpr (requires { r.goals; }) {
        fields["goals"] = written_goals(r.goals);
        if (r.start) fields["start"] = r.start->str();
        if (r.end) fields["end"] = r.end->str();
      }
      if constexpr (requires { r.state; }) {
        fields["field"] = r.field;
        fields["state"] = r.state;
      }
    }
  };
  std::visit(take, record);
  return fields;
}

ReadDeskFields record_of_fields(const DeskFields& fields, std::string_view kind, const std::string& country) {
  const auto title = text_in(fields, "title"), text = text_in(fields, "text");
  if (title.empty()) return fault("desk.fault.title");
  if (longer_than(title, kMostTitle) || longer_than(text, kMostText)) return fault("desk.fault.long");
  auto documents = documents_in(fields);
  if (!documents) return fault("desk.fault.documents");
  if (kind == "guidance") return {model::Guidance{country, title, text, std::move(*documents)}, {}};
  if (kind == "capacity") {
    model::Capacity capacity;
    capacity.country = country;
    capacity.title = title;
    capacity.text = text;
    return read_capacity(fields, std::move(capacity));
  }
  model::NationalPlan plan;
  plan.country = country;
  plan.title = title;
  plan.text = text;
  plan.documents = std::move(*documents);
  return read_plan(fields, std::move(plan));
}

View fields_view(const DeskFields& fields, std::string_view kind, const std::vector<std::string>& offered,
                 const base::Messages& messages) {
  View view;
  const bool plan = kind == "plan", capacity = kind == "capacity";
  const auto chosen = value_in(fields, "kind");
  view["texts"] = text_fields(fields, offered, messages);
  view["kinds"] = plan       ? choices("plan_kind", chosen, messages)
                  : capacity ? choices("capacity_kind", chosen, messages)
                             : list_view();
  view["has_kind"] = View(plan || capacity);
  view["plan"] = View(plan);
  view["start"] = View(value_in(fields, "start"));
  view["end"] = View(value_in(fields, "end"));
  view["goals"] = View(value_in(fields, "goals"));
  view["capacity"] = View(capacity);
  view["fields"] = choices("field", value_in(fields, "field"), messages, true);
  view["states"] = choices("capacity_state", value_in(fields, "state"), messages);
  view["has_documents"] = View(!capacity);
  view["documents"] = View(value_in(fields, "documents"));
  return view;
}

}  // namespace entente::pages
