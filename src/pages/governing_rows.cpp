// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/governing_rows.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "model/vocabulary.hpp"
#include "pages/desk_fields.hpp"
#include "pages/page.hpp"
#include "pages/typed_number.hpp"
#include "pages/typed_text.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kMoreRows = 2, kMostRowsTyped = 100, kMostRowText = 6'000, kMostRowLine = 600;  // bytes

std::string number_typed(const std::optional<base::Decimal>& number, const base::Messages& messages) {
  return number ? number_to_type(*number, messages.language()) : std::string();
}

/// The name of a field of a row: "women_senior".
std::string in_row(std::string_view field, std::string_view row) {
  return std::string(field) + "_" + std::string(row);
}

bool is_row_typed(const TypedGoverning& typed, std::size_t row) {
  const auto n = std::to_string(row);
  for (const auto* field : {"text", "by", "owner", "owner_name", "due", "state"})
    if (!typed_at(typed, in_row(field, n)).empty()) return true;
  return false;
}

/// How many rows of recommendations a form has: what is there, and some more to fill in.
std::size_t rows_of_form(const TypedGoverning& typed) {
  std::size_t rows = 0;
  for (std::size_t i = 0; i < kMostRowsTyped; ++i)
    if (is_row_typed(typed, i)) rows = i + 1;
  return std::min(rows + kMoreRows, kMostRowsTyped);
}

/// A party that is named twice, after two were merged, has the seats of both.
model::Seat seat_of(const std::vector<model::Seat>& seats, const base::Uuid& organisation) {
  model::Seat sum{organisation, {}, {}};
  for (const auto& each : seats) {
    if (each.organisation != organisation) continue;
    if (each.seats) sum.seats = sum.seats.value_or(base::Decimal()) + *each.seats;
    if (each.votes) sum.votes = sum.votes.value_or(base::Decimal()) + *each.votes;
  }
  return sum;
}

/// Parties, and those that are no party any more but were named.
std::vector<std::pair<base::Uuid, base::Text>> nameable(const registry::OwnGovernance& own) {
  auto all = own.parties;
  if (!own.governance) return all;
  const auto name = [&](const base::Uuid& id) {
    if (std::ranges::none_of(all, [&](const auto& each) { return each.first == id; }))
      all.emplace_back(id, base::Text());
  };
  for (const auto& seat : own.governance->value.seats) name(seat.organisation);
  for (const auto& each : own.governance->value.recommendations)
    if (each.owner.organisation) name(*each.owner.organisation);
  return all;
}

std::string read_recommendation(model::Recommendation& one, const TypedGoverning& typed, const std::string& n,
                                const base::Messages& messages) {
  const auto wrong = [&](std::string_view field, const std::string& key) {
    return fault_at(field, key, messages);
  };
  const auto text = typed_at(typed, in_row("text", n)), by = typed_at(typed, in_row("by", n)),
             name = typed_at(typed, in_row("owner_name", n)), due = typed_at(typed, in_row("due", n)),
             owner = typed_at(typed, in_row("owner", n));
  if (text.empty()) return wrong("recommendation", "governing.fault.recommendation");
  if (text.size() > kMostRowText) return wrong("recommendation", "part.fault.long");
  if (by.size() > kMostRowLine) return wrong("recommended_by", "part.fault.long");
  if (name.size() > kMostRowLine) return wrong("owner_name", "part.fault.long");
  if (!name.empty() && !owner.empty()) return wrong("owner", "governing.fault.owner");
  one.text = with_value(one.text, messages.language(), text);
  one.by = by;
  one.owner.name = name;
  one.owner.organisation = base::Uuid::parse(owner);
  if (!owner.empty() && !one.owner.organisation) return wrong("owner", "desk.fault.choice");
  one.due = base::PartialDate::parse(due);
  if (!due.empty() && !one.due) return wrong("due", "report.fault.day");
  one.state = typed_at(typed, in_row("state", n));
  if (!model::vocabulary("recommendation_state").find(one.state)) return wrong("state", "desk.fault.choice");
  return {};
}

View results_rows(const TypedGoverning& typed, const registry::OwnGovernance& own,
                  const base::Messages& messages) {
  auto rows = list_view();
  for (const auto& [id, title] : own.results) {
    View row;
    row["name"] = View(in_row("results", id.str()));
    row["title"] = title.empty() ? View(false) : text_view(title, messages.language());
    row["id"] = View(id.str());
    row["chosen"] = View(!typed_at(typed, in_row("results", id.str())).empty());
    rows.push_back(std::move(row));
  }
  return rows;
}

View posts_rows(const TypedGoverning& typed, const base::Messages& messages) {
  auto rows = list_view();
  for (const auto& level : model::vocabulary("post_level").terms) {
    View row;
    row["level"] = View(std::string(level.label.str(messages.language())));
    row["women_name"] = View(in_row("women", level.code));
    row["men_name"] = View(in_row("men", level.code));
    row["women"] = View(typed_at(typed, in_row("women", level.code)));
    row["men"] = View(typed_at(typed, in_row("men", level.code)));
    rows.push_back(std::move(row));
  }
  return rows;
}

View seats_rows(const TypedGoverning& typed, const registry::OwnGovernance& own,
                const base::Messages& messages) {
  auto rows = list_view();
  for (const auto& [id, name] : nameable(own)) {
    View row;
    row["party"] = name.empty() ? View(false) : text_view(name, messages.language());
    row["id"] = View(id.str());
    row["seats_name"] = View(in_row("seats", id.str()));
    row["votes_name"] = View(in_row("votes", id.str()));
    row["seats"] = View(typed_at(typed, in_row("seats", id.str())));
    row["votes"] = View(typed_at(typed, in_row("votes", id.str())));
    rows.push_back(std::move(row));
  }
  return rows;
}

View recommendation_rows(const TypedGoverning& typed, const registry::OwnGovernance& own,
                         const base::Messages& messages) {
  const auto language = messages.language();
  auto rows = list_view();
  for (std::size_t i = 0; i < rows_of_form(typed); ++i) {
    const auto n = std::to_string(i);
    View row;
    row["n"] = View(n);
    row["number"] = View(messages.number(static_cast<std::int64_t>(i) + 1));
    row["text"] = View(typed_at(typed, in_row("text", n)));
    row["by"] = View(typed_at(typed, in_row("by", n)));
    row["owner_name"] = View(typed_at(typed, in_row("owner_name", n)));
    row["due"] = View(typed_at(typed, in_row("due", n)));
    auto owners = list_view(), states = list_view();
    for (const auto& [id, name] : nameable(own))
      owners.push_back(chosen_option(id.str(), name.empty() ? id.str() : std::string(name.str(language)),
                                     id.str() == typed_at(typed, in_row("owner", n))));
    for (const auto& state : model::vocabulary("recommendation_state").terms)
      states.push_back(chosen_option(state.code, std::string(state.label.str(language)),
                                     state.code == typed_at(typed, in_row("state", n))));
    row["owners"] = std::move(owners);
    row["states"] = std::move(states);
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace

void put_rows(TypedGoverning& typed, const model::PartyStatement& said, const base::Messages& messages) {
  typed["goals"] = written_goals(said.goals);
  for (const auto& result : said.results) typed[in_row("results", result.str())] = "1";
  for (const auto& each : said.posts) {
    typed[in_row("women", each.level)] = number_typed(each.women, messages);
    typed[in_row("men", each.level)] = number_typed(each.men, messages);
  }
}

void put_rows(TypedGoverning& typed, const model::Governance& said, const base::Messages& messages) {
  for (const auto& each : said.seats) {
    const auto seat = seat_of(said.seats, each.organisation);
    typed[in_row("seats", seat.organisation.str())] = number_typed(seat.seats, messages);
    typed[in_row("votes", seat.organisation.str())] = number_typed(seat.votes, messages);
  }
  for (std::size_t i = 0; i < said.recommendations.size(); ++i) {
    const auto& each = said.recommendations[i];
    const auto n = std::to_string(i);
    // What stands in no language of the page is shown as it is said: an empty row would be left out.
    const auto own_words = value_in(each.text, messages.language());
    typed[in_row("text", n)] =
        own_words.empty() ? std::string(each.text.str(messages.language())) : own_words;
    typed[in_row("by", n)] = each.by;
    typed[in_row("owner", n)] = each.owner.organisation ? each.owner.organisation->str() : std::string();
    typed[in_row("owner_name", n)] = each.owner.name;
    typed[in_row("due", n)] = each.due ? each.due->str() : std::string();
    typed[in_row("state", n)] = each.state;
  }
}

std::string read_rows(model::PartyStatement& said, const TypedGoverning& typed,
                      const registry::OwnGovernance& own, const base::Messages& messages) {
  auto goals = read_goals(typed_at(typed, "goals"));
  if (!goals) return fault_at("goals", "desk.fault.goals", messages);
  said.goals.clear();
  for (auto& goal : *goals)
    if (std::ranges::find(said.goals, goal) == said.goals.end()) said.goals.push_back(std::move(goal));
  std::erase_if(said.results, [&](const base::Uuid& id) {  // what the form could not show stays
    return std::ranges::any_of(own.results, [&](const auto& each) { return each.first == id; });
  });
  for (const auto& [id, title] : own.results)
    if (!typed_at(typed, in_row("results", id.str())).empty()) said.results.push_back(id);
  if (!said.results.empty() && said.serves.empty()) said.serves = "yes";
  said.posts.clear();
  for (const auto& level : model::vocabulary("post_level").terms) {
    model::PostsByLevel posts{.level = level.code, .women = {}, .men = {}};
    if (!read_number(posts.women, typed_at(typed, in_row("women", level.code)), messages.language()) ||
        !read_number(posts.men, typed_at(typed, in_row("men", level.code)), messages.language()))
      return fault_at("posts", "governing.fault.number", messages);
    if (posts.women.has_value() != posts.men.has_value())
      return fault_at("posts", "governing.fault.posts", messages);
    if (posts.women) said.posts.push_back(std::move(posts));
  }
  return {};
}

std::string read_rows(model::Governance& said, const TypedGoverning& typed,
                      const registry::OwnGovernance& own, const base::Messages& messages) {
  said.seats.clear();
  for (const auto& [id, name] : nameable(own)) {
    model::Seat seat{id, {}, {}};
    if (!read_number(seat.seats, typed_at(typed, in_row("seats", id.str())), messages.language()) ||
        !read_number(seat.votes, typed_at(typed, in_row("votes", id.str())), messages.language()))
      return fault_at("seats", "governing.fault.number", messages);
    if (seat.seats || seat.votes) said.seats.push_back(seat);
  }
  const auto before = std::exchange(said.recommendations, {});
  for (std::size_t i = 0; i < kMostRowsTyped; ++i) {
    if (!is_row_typed(typed, i)) continue;
    auto one = i < before.size() ? before[i] : model::Recommendation();
    const auto shown = i < before.size() ? std::string(one.text.str(messages.language())) : std::string();
    const auto kept = one.text;
    if (auto fault = read_recommendation(one, typed, std::to_string(i), messages); !fault.empty())
      return fault;
    if (typed_text(shown) == typed_at(typed, in_row("text", std::to_string(i)))) one.text = kept;
    said.recommendations.push_back(std::move(one));
  }
  if (!said.recommendations.empty() && said.recommended.empty()) said.recommended = "yes";
  return {};
}

void set_rows(View& field, std::string_view name, const TypedGoverning& typed,
              const registry::OwnGovernance& own, const base::Messages& messages) {
  const auto set = [&](View::Name member, View rows) {
    View list;
    list["some"] = View(rows.is_non_empty_list());
    list["rows"] = std::move(rows);
    field[member] = std::move(list);
  };
  if (name == "goals")
    field["goals"] = View(true);
  else if (name == "results")
    set("results", results_rows(typed, own, messages));
  else if (name == "posts")
    set("posts", posts_rows(typed, messages));
  else if (name == "seats")
    set("seats", seats_rows(typed, own, messages));
  else if (name == "recommendations")
    set("recommendations", recommendation_rows(typed, own, messages));
}

}  // namespace entente::pages
