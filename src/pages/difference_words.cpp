// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/difference_words.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>

#include "base/date.hpp"
#include "model/record.hpp"
#include "model/vocabulary.hpp"
#include "pages/format.hpp"
#include "pages/record_views.hpp"

namespace entente::pages {

namespace {

/// "places[2].code" without its places in lists: "places.code".
std::string without_places(std::string_view path) {
  std::string plain;
  bool inside = false;
  for (const char c : path) {
    inside = (inside || c == '[') && c != ']';
    if (!inside && c != ']') plain += c;
  }
  return plain;
}

bool is_text_field(std::string_view name) {
  constexpr std::array<std::string_view, 21> kTexts = {"title",
                                                       "purpose",
                                                       "description",
                                                       "governance",
                                                       "name",
                                                       "text",
                                                       "job",
                                                       "recipient_name",
                                                       "organisation",
                                                       "department",
                                                       "person",
                                                       "address",
                                                       "activity_description",
                                                       "ties",
                                                       "conflicts",
                                                       "employment",
                                                       "complaints",
                                                       "exit",
                                                       "kept_after",
                                                       "frameworks",
                                                       "effects"};
  return std::ranges::find(kTexts, name) != kTexts.end();
}

std::string segment_label(std::string_view name, std::string_view before, const base::Messages& messages) {
  if (is_text_field(before)) {
    const auto label = model::label("language", name, messages.language());
    if (label != name) return label;
  }
  return field_label(name, messages);
}

struct Coded {
  std::string_view type, path, vocabulary;
};
/// Fields that hold a vocabulary's code; a type of "" is any.
constexpr std::array kCoded = {Coded{"partnership", "kind", "kind"},
                               Coded{"partnership", "level", "level"},
                               Coded{"partnership", "status", "status"},
                               Coded{"partnership", "fields.code", "field"},
                               Coded{"partnership", "classifications.kind", "classification_kind"},
                               Coded{"partnership", "classifications.weight", "policy_significance"},
                               Coded{"partnership", "conditions.kind", "condition_kind"},
                               Coded{"partnership", "contacts.kind", "contact_kind"},
                               Coded{"partnership", "places.reach", "place_reach"},
                               Coded{"partnership", "places.exactness", "place_exactness"},
                               Coded{"partnership", "places.site", "place_class"},
                               Coded{"partnership", "places.codes.kind", "place_code_kind"},
                               Coded{"partnership", "budgets.status", "budget_status"},
                               Coded{"partnership", "documents.categories", "document_category"},
                               Coded{"organisation", "type", "organisation_type"},
                               Coded{"finances", "budgets.kind", "organisation_budget_kind"},
                               Coded{"finances", "budgets.status", "budget_status"},
                               Coded{"national_plan", "kind", "plan_kind"},
                               Coded{"capacity", "kind", "capacity_kind"},
                               Coded{"capacity", "field", "field"},
                               Coded{"capacity", "state", "capacity_state"},
                               Coded{"host_answer", "answer", "host_answer"},
                               Coded{"party_statement", "serves", "answer"},
                               Coded{"party_statement", "selection", "party_selection"},
                               Coded{"party_statement", "exclusive", "answer"},
                               Coded{"party_statement", "procurement", "answer"},
                               Coded{"party_statement", "emblem", "answer"},
                               Coded{"party_statement", "conflict", "conflict_state"},
                               Coded{"party_statement", "employment_policy", "answer"},
                               Coded{"party_statement", "posts.level", "post_level"},
                               Coded{"party_statement", "complaints_channel", "answer"},
                               Coded{"governance", "exit_plan", "answer"},
                               Coded{"governance", "outcome_kept", "answer"},
                               Coded{"governance", "government_data", "answer"},
                               Coded{"governance", "negative_effects", "negative_effects"},
                               Coded{"governance", "recommended", "answer"},
                               Coded{"governance", "recommendations.state", "recommendation_state"},
                               Coded{"governance", "gender_marker", "gender_marker"},
                               Coded{"", "sources.attestation", "attestation"}};

}  // namespace

std::string difference_label(std::string_view path, const base::Messages& messages) {
  std::string label;
  const auto add = [&label](const std::string& part) { label += (label.empty() ? "" : " › ") + part; };
  std::string_view before;
  while (!path.empty()) {
    const auto end = path.find_first_of(".[");
    const auto name = path.substr(0, end);
    if (!name.empty()) {
      add(segment_label(name, before, messages));
      before = name;
    }
    if (end == path.npos) break;
    const bool list = path[end] == '[';
    path.remove_prefix(end + 1);
    if (!list) continue;
    const auto close = path.find(']');
    const auto digits = path.substr(0, close);
    std::int64_t index = 0;
    const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), index);
    if (error == std::errc{} && stop == digits.data() + digits.size())
      add(messages.number(index + 1));
    else
      add(std::string(digits));
    path.remove_prefix(close == path.npos ? path.size() : close + 1);
  }
  return label;
}

std::string difference_value(std::string_view type, std::string_view path, const std::string& value,
                             const base::Messages& messages) {
  if (value.empty()) return value;
  const auto plain = without_places(path);
  for (const auto& coded : kCoded)
    if (coded.path == plain && (coded.type.empty() || coded.type == type))
      return model::label(coded.vocabulary, value, messages.language());
  if (type == model::Organisation::kType && plain == "country")
    return country_name(value, messages.language());
  const auto name = std::string_view(plain).substr(plain.rfind('.') + 1);
  constexpr std::array<std::string_view, 10> kDates = {
      "planned_start", "actual_start", "planned_end", "actual_end", "start",
      "end",           "date",         "value_date",  "due",        "emblem_until"};
  if (std::ranges::find(kDates, name) != kDates.end())
    if (const auto date = base::PartialDate::parse(value)) return messages.date(*date);
  return value;
}

}  // namespace entente::pages
