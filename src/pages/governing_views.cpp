// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/governing_views.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "pages/agreement_views.hpp"
#include "pages/format.hpp"
#include "pages/governing_fields.hpp"
#include "pages/page.hpp"
#include "pages/party_views.hpp"
#include "pages/receipt_link.hpp"
#include "pages/record_views.hpp"

namespace entente::pages {

namespace {

std::string governing_href(const registry::PartnershipView& view, std::string_view language) {
  return partnership_href(language, view.partnership.id) + "/governance";
}

/// Fields of a record as facts in groups: {label, text, value, given, url, linked, goals, results, posts,
/// seats, recommendations}.
struct SaidFacts {
  const registry::PartnershipView& view;
  const base::Messages& messages;
  View groups = list_view();
  std::optional<View> current = {};

  void operator()(const char* name, const std::string& value, const model::Rule& rule) {
    if (!rule.vocabulary.empty())
      return put(name, fact(label(name), term(rule.vocabulary, value, language())));
    auto row = fact(label(name), value);
    set_address(row, value);
    put(name, std::move(row));
  }
  void operator()(const char* name, const base::Text& value, const model::Rule&) {
    put(name, fact(label(name), text_view(value, language())));
  }
  void operator()(const char* name, const std::optional<base::Decimal>& value, const model::Rule&) {
    put(name, fact(label(name), value ? messages.decimal(*value) : std::string()));
  }
  void operator()(const char* name, const std::optional<base::PartialDate>& value, const model::Rule&) {
    put(name, fact(label(name), value, messages));
  }
  void operator()(const char*, const base::Uuid&, const model::Rule&) {}
  void operator()(const char* name, const std::vector<model::Goal>& goals, const model::Rule&) {
    std::vector<std::string> labels;
    for (const auto& goal : goals)
      labels.push_back(goal_label(goal.framework == "mdg" ? "mdg:" + goal.code : goal.code, language()));
    put(name, fact(label(name), labels.empty() ? std::string() : messages.list(labels)));
  }
  void operator()(const char* name, const std::vector<base::Uuid>& results, const model::Rule&) {
    std::vector<std::string> titles;
    for (const auto& id : results) titles.push_back(result_title(id));
    put(name, fact(label(name), titles.empty() ? std::string() : messages.list(titles)));
  }
  void operator()(const char* name, const std::vector<model::PostsByLevel>& posts, const model::Rule&) {
    auto rows = list_view();
    for (const auto& each : posts) {
      View row;
      row["level"] = View(term("post_level", each.level, language()));
      row["women"] = number(each.women);
      row["men"] = number(each.men);
      rows.push_back(std::move(row));
    }
    put_table(name, "posts", std::move(rows));
  }
  void operator()(const char* name, const std::vector<model::Seat>& seats, const model::Rule&) {
    auto rows = list_view();
    for (const auto& each : seats) {
      View row;
      row["party"] = party_ref({each.organisation, {}}, view.organisations, messages);
      row["seats"] = number(each.seats);
      row["votes"] = number(each.votes);
      rows.push_back(std::move(row));
    }
    put_table(name, "seats", std::move(rows));
  }
  void operator()(const char* name, const std::vector<model::Recommendation>& all, const model::Rule&) {
    auto rows = list_view();
    for (const auto& each : all) {
      View row;
      row["text"] = text_view(each.text, language());
      row["by"] = text_or_nothing(each.by);
      row["owner"] = party_ref(each.owner, view.organisations, messages);
      row["due"] = each.due ? View(messages.date(*each.due)) : View(false);
      row["state"] = View(term("recommendation_state", each.state, language()));
      rows.push_back(std::move(row));
    }
    put_table(name, "recommendations", std::move(rows));
  }

  View done() {
    if (current) groups.push_back(*std::move(current));
    return std::move(groups);
  }

 private:
  std::string_view language() const { return messages.language(); }
  std::string label(std::string_view name) const { return governing_label(name, messages); }
  View number(const std::optional<base::Decimal>& value) const {
    return value ? View(messages.decimal(*value)) : View(false);
  }
  std::string result_title(const base::Uuid& id) const {
    const auto found = std::ranges::find(view.results, id, &registry::Held<model::Result>::id);
    const auto title =
        found == view.results.end() ? std::string() : std::string(found->value.title.str(language()));
    return title.empty() ? id.str() : title;
  }
  void put_table(std::string_view name, View::Name member, View rows) {
    auto row = fact(label(name), std::string());
    if (rows.is_non_empty_list()) {
      View table;
      table["label"] = View(label(name));
      table["rows"] = std::move(rows);
      row[member] = std::move(table);
      row["given"] = View(true);
      row["table"] = View(true);
    }
    put(name, std::move(row));
  }
  void put(std::string_view name, View row) {
    if (const auto group = governing_group(name); !group.empty()) {
      if (current) groups.push_back(*std::move(current));
      current.emplace();
      (*current)["title"] = View(messages.get("governing.group." + std::string(group)));
      (*current)["rows"] = list_view();
    }
    for (const View::Name member : {View::Name("posts"), View::Name("seats"), View::Name("recommendations"),
                                    View::Name("linked"), View::Name("table"), View::Name("note")})
      if (row.get(member) == nullptr) row[member] = View(false);
    if (current) (*current)["rows"].push_back(std::move(row));
  }
};

template <class T>
View said_view(const registry::Held<T>& held, const registry::PartnershipView& view,
               const base::Messages& messages) {
  SaidFacts facts{view, messages};
  T::fields(held.value, facts);
  View said;
  said["groups"] = facts.done();
  const auto party = view.organisations.find(held.value.organisation);
  const auto name = party == view.organisations.end()
                        ? held.value.organisation.str()
                        : std::string(party->second.name.str(messages.language()));
  const auto day = messages.date(base::PartialDate::from_days(base::day_of(held.time)));
  said["by"] =
      View(messages.get("governing.by", {{"name", std::string_view(name)}, {"date", std::string_view(day)}}));
  said["hash"] = View(base::hex(held.hash));
  said["receipt"] = View(receipt_href(messages.language(), held.id, held.version));
  return said;
}

/// The parties that take part, each once.
std::set<base::Uuid> standing_parties(const registry::PartnershipView& view) {
  std::set<base::Uuid> parties;
  for (const auto& party : view.parties)
    if (party.state != "declined" && party.state != "left") parties.insert(party.organisation.id);
  return parties;
}

}  // namespace

View governance_view(const registry::PartnershipView& view, const base::Messages& messages) {
  if (!view.governance) return View(false);
  auto said = said_view(*view.governance, view, messages);
  said["top"] = View(true);
  return said;
}

View statement_view(const registry::Held<model::PartyStatement>& held, const registry::PartnershipView& view,
                    const base::Messages& messages) {
  auto said = said_view(held, view, messages);
  said["top"] = View(false);
  said["id"] = View("of-" + held.value.organisation.str());
  said["party"] = party_ref({held.value.organisation, {}}, view.organisations, messages);
  return said;
}

View governing_summary(const registry::PartnershipView& view, const base::Messages& messages) {
  const auto parties = standing_parties(view);
  const auto said = std::ranges::count_if(
      view.statements, [&](const auto& one) { return parties.contains(one.value.organisation); });
  View summary;
  summary["href"] = View(governing_href(view, messages.language()));
  summary["summary"] = View(messages.get(
      "governing.summary", {{"said", static_cast<std::int64_t>(said)}, {"parties", std::ssize(parties)}}));
  summary["governed"] = View(view.governance.has_value());
  return summary;
}

StatementsAt statements_at(const registry::PartnershipView& view, std::string_view language) {
  StatementsAt at;
  for (const auto& one : view.statements)
    at.emplace(one.value.organisation,
               governing_href(view, language) + "#of-" + one.value.organisation.str());
  return at;
}

}  // namespace entente::pages
