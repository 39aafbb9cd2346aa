// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/desk_views.hpp"

#include <set>
#include <type_traits>
#include <utility>

#include "model/vocabulary.hpp"
#include "pages/format.hpp"
#include "pages/page.hpp"
#include "pages/receipt_link.hpp"

namespace entente::pages {

namespace {

bool is_web_link(std::string_view url) {
  return url.starts_with("https://") || url.starts_with("http://");
}

View document_links(const std::vector<model::Document>& documents, std::string_view language) {
  auto all = list_view();
  for (const auto& document : documents) {
    View one;
    one["url"] = View(document.url);
    one["linked"] = View(is_web_link(document.url));
    const auto title = document.title.str(language);
    one["title"] = View(title.empty() ? std::string_view(document.url) : title);
    all.push_back(std::move(one));
  }
  return all;
}

/// Every member that {{>desk_rows}} asks for: what is missing here would be looked for round it.
template <class T>
View row_of(const registry::Held<T>& held, const base::Messages& messages, bool form) {
  const auto& record = held.value;
  const auto language = messages.language();
  View row;
  row["id"] = View(held.id.str());
  row["href"] = View(form ? desk_href(language, record.country, kind_of(record), held.id.str())
                          : href(language, published_path(record.country, held.id)));
  row["title"] = text_view(record.title, language);
  row["text"] = text_view(record.text, language);
  row["updated"] = View(messages.date(base::PartialDate::from_days(base::day_of(held.time))));
  row["version"] = View(messages.get("desk.version", {{"number", held.version}}));
  row["receipt"] = form ? View(false) : receipt_link(held, record.title.str(language), messages);
  for (const auto none : std::initializer_list<View::Name>{"kind", "period", "has_goals", "goals", "field",
                                                           "state", "country", "answer"})
    row[none] = View(false);
  row["documents"] = list_view();
  if constexpr (requires { record.documents; }) row["documents"] = document_links(record.documents, language);
  if constexpr (requires { record.goals; }) {
    row["kind"] = View(term("plan_kind", record.kind, language));
    row["period"] = text_or_nothing(date_range(messages, record.start, record.end));
    row["has_goals"] = View(!record.goals.empty());
    row["goals"] = goal_chips(record.goals, language);
  }
  if constexpr (requires { record.field; }) {
    row["kind"] = View(term("capacity_kind", record.kind, language));
    row["field"] = text_or_nothing(term("field", record.field, language));
    row["state"] = View(term("capacity_state", record.state, language));
  }
  return row;
}

/// "Objects", in every language.
base::Text answer_label(const model::HostAnswer& said) {
  const auto* answer = model::vocabulary("host_answer").find(said.answer);
  return answer == nullptr ? base::Text("en", said.answer) : answer->label;
}

template <class T>
View rows_of(const std::vector<registry::Held<T>>& all, const std::set<base::Uuid>& beside,
             const base::Messages& messages, bool forms) {
  auto rows = list_view();
  for (const auto& each : all) {
    auto row = row_of(each, messages, forms);
    if (beside.contains(each.id))
      row["version"] = View(messages.get("desk.beside", {{"number", each.version}}));
    rows.push_back(std::move(row));
  }
  return rows;
}

/// What a government says of a partnership, as far as {{>desk_record}} asks for the same.
View answer_row(const registry::Held<model::Record>& held, const model::HostAnswer& said,
                const base::Messages& messages) {
  const auto language = messages.language();
  View row;
  row["id"] = View(held.id.str());
  row["title"] = text_view(answer_label(said), language);
  row["text"] = text_view(said.remark, language);
  row["updated"] = View(messages.date(base::PartialDate::from_days(base::day_of(held.time))));
  row["version"] = View(messages.get("desk.version", {{"number", held.version}}));
  for (const auto none :
       std::initializer_list<View::Name>{"kind", "period", "has_goals", "goals", "field", "state", "country"})
    row[none] = View(false);
  row["documents"] = list_view();
  row["answer"] = View(true);
  row["partnership"] = View(href(language, "/partnerships/" + said.partnership.str()));
  row["about"] = View(messages.get("hosts.about", {{"number", said.version}}));
  row["cited"] = text_view(said.cited, language);
  row["basis"] = said.basis ? View(href(language, published_path(said.country, *said.basis))) : View(false);
  return row;
}

}  // namespace

std::string published_path(std::string_view country, const base::Uuid& id) {
  return "/countries/" + std::string(country) + "/published/" + id.str();
}

View capacity_rows(const std::vector<registry::Held<model::Capacity>>& all, const base::Messages& messages) {
  auto rows = list_view();
  for (const auto& each : all) {
    auto row = row_of(each, messages, false);
    row["country"] = View(country_name(each.value.country, messages.language()));
    rows.push_back(std::move(row));
  }
  return rows;
}

View desk_row(const registry::Held<model::Record>& held, const base::Messages& messages) {
  if (const auto* said = std::get_if<model::HostAnswer>(&held.value))
    return answer_row(held, *said, messages);
  return std::visit(
      [&](const auto& record) -> View {
        using T = std::decay_t<decltype(record)>;
        if constexpr (requires { record.kOnDesk, record.title; })
          return row_of(registry::Held<T>{held.id, record, held.version, held.event_seq, held.time,
                                          held.author, held.hash},
                        messages, false);
        else
          return View(false);
      },
      held.value);
}

std::string desk_title(const model::Record& record, std::string_view language) {
  if (const auto* said = std::get_if<model::HostAnswer>(&record))
    return std::string(answer_label(*said).str(language));
  return std::visit(
      [&](const auto& r) -> std::string {
        if constexpr (requires { r.kOnDesk, r.title; })
          return std::string(r.title.str(language));
        else
          return {};
      },
      record);
}

View desk_groups(const registry::Published& published, const base::Messages& messages, bool forms) {
  auto groups = list_view();
  const auto add = [&](std::string_view key, View rows) {
    if (rows.is_empty_list()) return;
    View group;
    group["heading"] = View(messages.get(key));
    group["rows"] = std::move(rows);
    groups.push_back(std::move(group));
  };
  add("desk.plans", rows_of(published.plans, published.beside, messages, forms));
  add("desk.guidance", rows_of(published.guidance, published.beside, messages, forms));
  add("desk.capacity", rows_of(published.capacity, published.beside, messages, forms));
  return groups;
}

std::string desk_href(std::string_view language, std::string_view country, std::string_view kind,
                      std::string_view id) {
  return href(language, "/desk/" + std::string(country) + "/" + std::string(kind) +
                            (id.empty() ? std::string() : "/" + std::string(id)));
}

std::string_view kind_of(const model::Record& record) {
  const auto type = model::type_of(record);
  if (type == model::NationalPlan::kType) return "plan";
  if (type == model::Guidance::kType) return "guidance";
  return type == model::Capacity::kType ? "capacity" : "";
}

}  // namespace entente::pages
