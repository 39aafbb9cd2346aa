// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/compare_rows.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "pages/format.hpp"
#include "pages/party_views.hpp"
#include "pages/record_views.hpp"

namespace entente::pages {

namespace {

using registry::PartnershipView;

constexpr std::size_t kTextBytes = 400, kPartyNameBytes = 120, kLines = 8;

ComparedCell plain(std::string text) {
  return text.empty() ? ComparedCell{} : ComparedCell{{std::move(text)}};
}

/// The first lines, and how many more there are.
ComparedCell shortened(ComparedCell lines, const base::Messages& messages) {
  if (lines.size() <= kLines + 1) return lines;
  const auto more = static_cast<std::int64_t>(lines.size() - kLines);
  lines.resize(kLines);
  lines.push_back({messages.get("partnership.more_places", {{"count", more}})});
  return lines;
}

ComparedLine line_of(const base::Text& text, std::string_view language, std::size_t longest) {
  const auto* picked = text.pick(language);
  if (!picked) return {};
  const auto cut = base::clip_utf8(picked->value, longest);
  ComparedLine line{std::string(cut) + (cut.size() < picked->value.size() ? "…" : "")};
  if (picked->language != language) line.language = picked->language;
  return line;
}

ComparedCell text_cell(const base::Text& text, std::string_view language) {
  return text.empty() ? ComparedCell{} : ComparedCell{line_of(text, language, kTextBytes)};
}

ComparedCell goal_cell(const PartnershipView& view, const base::Messages& messages) {
  ComparedCell cell;
  for (const auto& value : goal_values(view.partnership.value.goals))
    cell.push_back({goal_label(value, messages.language())});
  return shortened(std::move(cell), messages);
}

ComparedCell field_cell(const PartnershipView& view, const base::Messages& messages) {
  std::set<std::string> codes;
  ComparedCell cell;
  for (const auto& field : view.partnership.value.fields_of_work)
    if (codes.insert(field.code).second) cell.push_back({term("field", field.code, messages.language())});
  return shortened(std::move(cell), messages);
}

ComparedCell place_cell(const PartnershipView& view, const base::Messages& messages) {
  const auto found = place_names(view.partnership.value.places, messages.language(), kLines);
  ComparedCell cell;
  for (const auto& name : found.names) cell.push_back({name});
  if (found.total > found.names.size())
    cell.push_back({messages.get("partnership.more_places",
                                 {{"count", static_cast<std::int64_t>(found.total - found.names.size())}})});
  return cell;
}

ComparedCell party_cell(const PartnershipView& view, const base::Messages& messages) {
  if (view.parties.empty()) return {};
  std::set<base::Uuid> seen;
  ComparedCell cell;
  for (const auto& party : view.parties)
    if (seen.insert(party.organisation.id).second)
      cell.push_back(line_of(party.organisation.name, messages.language(), kPartyNameBytes));
  return shortened(std::move(cell), messages);
}

ComparedCell party_type_cell(const PartnershipView& view, const base::Messages& messages) {
  std::map<std::string, std::set<base::Uuid>> types;
  for (const auto& party : view.parties) types[party.organisation.type].insert(party.organisation.id);
  ComparedCell cell;
  for (const auto& [type, parties] : types)
    cell.push_back({messages.get(
        "map.named", {{"name", std::string_view(term("organisation_type", type, messages.language()))},
                      {"count", static_cast<std::int64_t>(parties.size())}})});
  return cell;
}

ComparedCell confirmed_cell(const PartnershipView& view, const base::Messages& messages) {
  if (view.parties.empty()) return {};
  const auto count = confirmations_of(view.parties);
  return plain(messages.get("list.confirmed", {{"confirmed", count.confirmed}, {"count", count.parties}}));
}

/// Sums by currency: none is added to another.
ComparedCell money_cell(const PartnershipView& view, bool delivered, const base::Messages& messages) {
  ComparedCell cell;
  for (const auto& sum : view.money)
    if ((delivered ? sum.deliveries : sum.commitments) > 0)
      cell.push_back({messages.money({delivered ? sum.delivered : sum.committed, sum.currency})});
  return shortened(std::move(cell), messages);
}

ComparedCell attestation_cell(const PartnershipView& view, std::string_view language) {
  for (const auto& source : view.partnership.value.sources)
    if (source.about.empty()) return plain(term("attestation", source.attestation, language));
  return {};
}

ComparedCell count_cell(std::size_t count, const base::Messages& messages) {
  return count ? plain(messages.number(static_cast<std::int64_t>(count))) : ComparedCell{};
}

}  // namespace

bool ComparedRow::differs() const {
  return std::ranges::adjacent_find(cells, std::ranges::not_equal_to{}) != cells.end();
}

std::vector<ComparedRow> compared_rows(const std::vector<PartnershipView>& views,
                                       const base::Messages& messages) {
  const auto language = messages.language();
  std::vector<ComparedRow> rows;
  const auto add = [&](std::string label, const auto& cell) {
    ComparedRow row{std::move(label), {}};
    for (const auto& view : views) row.cells.push_back(cell(view));
    rows.push_back(std::move(row));
  };
  const auto add_term = [&](const char* field, const char* vocabulary, auto member) {
    add(field_label(field, messages), [&, member, vocabulary](const PartnershipView& view) {
      return plain(term(vocabulary, view.partnership.value.*member, language));
    });
  };
  const auto date = [&](const auto& day) { return day ? plain(messages.date(*day)) : ComparedCell{}; };

  add_term("kind", "kind", &model::Partnership::kind);
  add_term("status", "status", &model::Partnership::status);
  add_term("level", "level", &model::Partnership::level);
  add(field_label("start", messages), [&](const auto& v) { return date(start_of(v.partnership.value)); });
  add(field_label("end", messages), [&](const auto& v) { return date(end_of(v.partnership.value)); });
  add(field_label("purpose", messages), [&](const auto& v) {
    const auto& p = v.partnership.value;
    return text_cell(p.purpose.empty() ? p.description : p.purpose, language);
  });
  add(field_label("goals", messages), [&](const auto& v) { return goal_cell(v, messages); });
  add(field_label("fields", messages), [&](const auto& v) { return field_cell(v, messages); });
  add(messages.get("partnership.section.places"), [&](const auto& v) { return place_cell(v, messages); });
  add(messages.get("partnership.section.parties"), [&](const auto& v) { return party_cell(v, messages); });
  add(messages.get("facet.party_type"), [&](const auto& v) { return party_type_cell(v, messages); });
  add(messages.get("compare.confirmed"), [&](const auto& v) { return confirmed_cell(v, messages); });
  add(field_label("governance", messages),
      [&](const auto& v) { return text_cell(v.partnership.value.governance, language); });
  add(messages.get("partnership.promised"), [&](const auto& v) { return money_cell(v, false, messages); });
  add(messages.get("partnership.delivered"), [&](const auto& v) { return money_cell(v, true, messages); });
  add(messages.get("partnership.section.results"),
      [&](const auto& v) { return count_cell(v.results.size(), messages); });
  add(field_label("attestation", messages), [&](const auto& v) { return attestation_cell(v, language); });
  add(messages.get("compare.reporting"),
      [](const auto& v) { return ComparedCell{{.text = {}, .light = v.freshness}}; });
  add(messages.get("compare.changed"), [&](const auto& v) {
    return plain(messages.date(base::PartialDate::from_days(v.partnership.time.ms / 86'400'000)));
  });
  return rows;
}

}  // namespace entente::pages
