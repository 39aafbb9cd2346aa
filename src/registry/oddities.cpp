// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/oddities.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "base/date.hpp"

namespace entente::registry {

namespace {

using Texts = std::vector<const base::Text*>;

constexpr std::int64_t kDaysOfYear = 366;
constexpr std::int64_t kLongAgo = 30 * kDaysOfYear, kFarAhead = 10 * kDaysOfYear;

bool any_value(const Texts& texts, bool (*odd)(std::string_view)) {
  return std::ranges::any_of(texts, [odd](const base::Text* text) {
    return std::ranges::any_of(text->narratives,
                               [odd](const base::Narrative& one) { return odd(one.value); });
  });
}

Texts texts_of(const Draft& draft) {
  const auto& it = draft.partnership.value;
  Texts texts{&it.title, &it.purpose, &it.description, &it.governance};
  for (const auto& each : draft.parts) {
    const auto& part = each.part.value;
    texts.insert(texts.end(), {&part.brings, &part.risks, &part.responsibilities, &part.benefits});
    texts.push_back(&each.organisation.name);
  }
  return texts;
}

bool has_page_address(std::string_view text) {
  return text.find("://") != std::string_view::npos || text.find("www.") != std::string_view::npos;
}

/// Letters on both sides of an @, and a point after it.
bool has_mail_address(std::string_view text) {
  constexpr std::string_view kEnds = " \t\n\r,;:()<>\"";
  for (auto at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1)) {
    if (at == 0 || kEnds.find(text[at - 1]) != std::string_view::npos) continue;
    const auto rest = text.substr(at + 1, text.find_first_of(kEnds, at + 1) - at - 1);
    const auto point = rest.find('.');
    if (point != 0 && point != std::string_view::npos && point + 1 < rest.size()) return true;
  }
  return false;
}

/// Embeddings, overrides and isolates (UAX #9), by their bytes: U+202A to U+202E and U+2066 to U+2069. The
/// marks that Arabic and Hebrew are written with are none of them.
bool has_hidden_direction(std::string_view text) {
  const auto within = [&](std::string_view lead, unsigned char first, unsigned char last) {
    for (auto at = text.find(lead); at != std::string_view::npos; at = text.find(lead, at + 1))
      if (const auto end = at + lead.size(); end < text.size()) {
        const auto byte = static_cast<unsigned char>(text[end]);
        if (byte >= first && byte <= last) return true;
      }
    return false;
  };
  return within("\xE2\x80", 0xAA, 0xAE) || within("\xE2\x81", 0xA6, 0xA9);
}

bool ends_before_it_starts(const std::optional<base::PartialDate>& start,
                           const std::optional<base::PartialDate>& end) {
  return start && end && end->last_day() < start->first_day();
}

bool says_only_its_title(const model::Partnership& it) {
  return !it.purpose.empty() && std::ranges::all_of(it.purpose.narratives, [&](const base::Narrative& one) {
    return std::ranges::any_of(it.title.narratives, [&](const base::Narrative& title) {
      return base::trimmed(title.value) == base::trimmed(one.value);
    });
  });
}

bool names_a_party_twice(const std::vector<DraftPart>& parts) {
  std::set<std::pair<base::Uuid, std::string>> seen;
  return !std::ranges::all_of(parts, [&](const DraftPart& each) {
    return seen.emplace(each.organisation.id, each.part.value.role).second;
  });
}

}  // namespace

std::string_view name_of(Oddity oddity) {
  constexpr std::array<std::string_view, 12> kNames{
      "end_before_start", "far_from_now",     "ended",
      "one_party",        "party_twice",      "writer_no_party",
      "unknown_party",    "title_as_purpose", "address_in_title",
      "personal_data",    "hidden_direction", "host_left"};
  return kNames.at(static_cast<std::size_t>(oddity));
}

std::vector<Oddity> oddities(const Draft& draft, base::Instant now) {
  const auto& it = draft.partnership.value;
  const auto today = base::day_of(now);
  const auto& start = it.actual_start ? it.actual_start : it.planned_start;
  const auto& end = it.actual_end ? it.actual_end : it.planned_end;
  const bool goes_on = it.status == "pipeline" || it.status == "implementation";
  const auto texts = texts_of(draft);
  const bool has_parties = !draft.of;
  std::set<base::Uuid> parties;
  for (const auto& each : draft.parts) parties.insert(each.organisation.id);

  std::vector<Oddity> found;
  const auto look = [&](Oddity oddity, bool odd) {
    if (odd) found.push_back(oddity);
  };
  look(Oddity::end_before_start, ends_before_it_starts(it.planned_start, it.planned_end) ||
                                     ends_before_it_starts(it.actual_start, it.actual_end));
  look(Oddity::far_from_now,
       start && (start->last_day() < today - kLongAgo || start->first_day() > today + kFarAhead));
  look(Oddity::ended, end && end->last_day() < today && goes_on);
  look(Oddity::one_party, has_parties && parties.size() == 1);
  look(Oddity::party_twice, has_parties && names_a_party_twice(draft.parts));
  look(Oddity::writer_no_party, has_parties && !parties.contains(draft.organisation));
  look(Oddity::unknown_party, has_parties && std::ranges::any_of(draft.parts, &DraftPart::is_new));
  look(Oddity::title_as_purpose, says_only_its_title(it));
  look(Oddity::address_in_title, any_value({&it.title}, has_page_address));
  look(Oddity::personal_data, any_value(texts, has_mail_address));
  look(Oddity::hidden_direction, any_value(texts, has_hidden_direction));
  look(Oddity::host_left, !draft.hosts_left.empty());
  return found;
}

}  // namespace entente::registry
