// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/qualifiers.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace entente::screening {
namespace {

using Field = Qualifier::Field;
using Verdict = Qualifier::Verdict;

constexpr double kSameDay = 0.06;
constexpr double kSameYear = 0.04;
constexpr double kSameCountry = 0.03;
constexpr double kSameGender = 0.01;
constexpr double kNearYears = -0.10;  ///< days that differ by little: lists and people err
constexpr double kOtherYears = -0.25;
constexpr double kOtherCountry = -0.04;
constexpr double kOtherGender = -0.15;
constexpr double kOtherKind = -0.25;
constexpr double kOtherNumber = -0.30;  ///< of a kind of document that a party has one of

constexpr std::int64_t kDaysOfYear = 366;

std::string shown(const DateSpan& span) {
  std::string text = span.approximate ? "~" : "";
  text += span.from.str();
  if (span.to != span.from) text += "/" + span.to.str();
  return text;
}

/// Days between the two spans, 0 where they overlap.
std::int64_t days_between(const DateSpan& a, const DateSpan& b) {
  constexpr std::int64_t kAbout = 2 * kDaysOfYear;
  const auto slack = (a.approximate ? kAbout : 0) + (b.approximate ? kAbout : 0);
  const auto gap = std::max(a.from.first_day() - b.to.last_day(), b.from.first_day() - a.to.last_day());
  return std::max<std::int64_t>(0, gap - slack);
}

bool to_the_day(const DateSpan& span) {
  return !span.approximate && span.from == span.to &&
         span.from.precision() == base::PartialDate::Precision::day;
}

void compare_days(const Party& asked, const Party& listed, std::vector<Qualifier>& out) {
  if (asked.born.empty() || listed.born.empty()) return;
  std::int64_t least = std::numeric_limits<std::int64_t>::max();
  Qualifier best{Field::born, Verdict::unknown, {}, {}, -1};
  for (const auto& a : asked.born) {
    for (const auto& b : listed.born) {
      const auto days = days_between(a, b);
      const double effect = days > 2 * kDaysOfYear           ? kOtherYears
                            : days > 0                       ? kNearYears
                            : to_the_day(a) && to_the_day(b) ? kSameDay
                                                             : kSameYear;
      if (days > least || (days == least && effect <= best.effect)) continue;
      least = days;
      best = {Field::born, days == 0 ? Verdict::agrees : Verdict::conflicts, shown(a), shown(b), effect};
    }
  }
  out.push_back(std::move(best));
}

std::string joined(const std::vector<std::string>& all) {
  std::string text;
  for (const auto& one : all) text += (text.empty() ? "" : ", ") + one;
  return text;
}

void compare_countries(const Party& asked, const Party& listed, std::vector<Qualifier>& out) {
  if (asked.countries.empty() || listed.countries.empty()) return;
  const bool shared = std::ranges::any_of(asked.countries, [&listed](const std::string& one) {
    return std::ranges::find(listed.countries, one) != listed.countries.end();
  });
  out.push_back({Field::country, shared ? Verdict::agrees : Verdict::conflicts, joined(asked.countries),
                 joined(listed.countries), shared ? kSameCountry : kOtherCountry});
}

void compare_genders(const Party& asked, const Party& listed, std::vector<Qualifier>& out) {
  if (asked.gender == Gender::unknown || listed.gender == Gender::unknown) return;
  const auto named = [](Gender gender) { return gender == Gender::female ? "female" : "male"; };
  const bool same = asked.gender == listed.gender;
  out.push_back({Field::gender, same ? Verdict::agrees : Verdict::conflicts, named(asked.gender),
                 named(listed.gender), same ? kSameGender : kOtherGender});
}

void compare_kinds(const Party& asked, const Party& listed, std::vector<Qualifier>& out) {
  if (asked.kind == Kind::unknown || listed.kind == Kind::unknown || asked.kind == listed.kind) return;
  out.push_back({Field::kind, Verdict::conflicts, std::string(name_of(asked.kind)),
                 std::string(name_of(listed.kind)), kOtherKind});
}

bool has_one_only(std::string_view type) {
  return type == "imo" || type == "lei" || type == "mmsi";
}

/// True where both have the same document. Sets a conflict where both have one of a kind and they differ.
bool compare_documents(const Party& asked, const Party& listed, std::vector<Qualifier>& out) {
  const Document* other = nullptr;
  const Document* mine = nullptr;
  for (const auto& a : asked.documents) {
    const auto number = compared_number(a);
    if (number.empty()) continue;
    for (const auto& b : listed.documents) {
      const bool types_agree = a.type.empty() || b.type.empty() || a.type == b.type;
      const bool countries_agree = a.country.empty() || b.country.empty() || a.country == b.country;
      const auto theirs = compared_number(b);
      if (number == theirs && types_agree && countries_agree) {
        out.push_back({Field::document, Verdict::agrees, a.number, b.number, 0});
        return true;
      }
      if (!theirs.empty() && a.type == b.type && has_one_only(a.type)) {
        mine = &a;
        other = &b;
      }
    }
  }
  if (other) out.push_back({Field::document, Verdict::conflicts, mine->number, other->number, kOtherNumber});
  return false;
}

}  // namespace

bool has_qualifiers(const Party& party) {
  return !party.born.empty() || !party.countries.empty() || party.gender != Gender::unknown ||
         !party.documents.empty();
}

std::string compared_number(const Document& document) {
  constexpr std::size_t kShortest = 5;
  std::string out;
  for (const char c : document.number) {
    if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z')) out += c;
    if (c >= 'a' && c <= 'z') out += static_cast<char>(c - 'a' + 'A');
  }
  if (out.size() < kShortest) out.clear();
  return out;
}

double qualified(double name_score, const Party& asked, const Party& listed, std::vector<Qualifier>& out) {
  out.clear();
  compare_days(asked, listed, out);
  compare_countries(asked, listed, out);
  compare_genders(asked, listed, out);
  compare_kinds(asked, listed, out);
  const bool by_document = compare_documents(asked, listed, out);
  double score = name_score;
  for (auto& one : out) {
    if (one.effect > 0 && name_score < kLeastToGain) one.effect = 0;
    const double after = std::clamp(score + one.effect, 0.0, 1.0);
    one.effect = after - score;
    score = after;
  }
  if (by_document && score < kByDocument) {
    out.back().effect = kByDocument - score;
    score = kByDocument;
  }
  return score;
}

}  // namespace entente::screening
