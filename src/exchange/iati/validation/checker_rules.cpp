// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/date.hpp"
#include "base/text.hpp"
#include "exchange/iati/characters.hpp"
#include "exchange/iati/validation/checker.hpp"
#include "exchange/iati/validation/values.hpp"

/// The questions of the rule set.
namespace entente::exchange::iati::validation {

namespace {

/// A number in its shortest form: "99.99".
std::string decimal(std::int64_t n) {
  const bool minus = n < 0;
  const auto size = minus ? -n : n;
  auto places = std::to_string(size % Number::kScale + Number::kScale).substr(1);
  places.erase(places.find_last_not_of('0') + 1);
  return (minus ? "-" : "") + std::to_string(size / Number::kScale) + (places.empty() ? "" : "." + places);
}

/// What JavaScript's trim() takes away: white space of XML, and the no-break and wide spaces of Unicode.
bool has_outer_space(std::string_view s) {
  if (s.empty()) return false;
  static constexpr std::array<std::string_view, 7> kWide{"\u00A0", "\uFEFF", "\u2028", "\u2029",
                                                         "\u3000", "\u2003", "\u2002"};
  return is_space(s.front()) || is_space(s.back()) ||
         std::ranges::any_of(kWide, [&](auto w) { return s.starts_with(w) || s.ends_with(w); });
}

/// The part of an organisation's identifier before its second '-'.
std::string_view agency_of(std::string_view identifier) {
  const auto first = identifier.find('-');
  if (first == std::string_view::npos) return {};
  return identifier.substr(0, identifier.find('-', first + 1));
}

}  // namespace

void Checker::rules() {
  const auto& nodes = tree_->nodes;
  for (std::uint32_t n = 0; n < nodes.size(); ++n) {
    const auto& node = nodes[n];
    if (node.place != kNowhere && !node.lax) {
      for (const auto number : standard_.schema.place(node.place).cases) ask(rules_.cases[number], n);
    } else if (node.name != 0) {
      for (const auto number : rules_.by_name[node.name]) ask(rules_.cases[number], n);
    }
  }
}

void Checker::ask(const Case& c, std::uint32_t node) {
  for (const auto& [up, condition] : c.context) {
    auto at = node;
    for (int i = 0; i < up; ++i) at = tree_->nodes[at].parent;
    if (!ask_.truth(condition, at)) return;
  }
  if (!c.each) return ask_once(c, node);
  seen_.clear();
  ask_.each(*c.each, node, [&](Match m) {
    const auto value = ask_.text(m);
    // The same vocabulary is asked for once; most activities have one or two.
    if (value == each_value_ && !seen_.empty()) return true;
    if (!seen_.emplace(value).second) return true;
    each_value_ = value;
    ask_.set_value(each_value_);
    ask_once(c, node);
    ask_.set_value({});
    return true;
  });
  each_value_.clear();
}

void Checker::ask_once(const Case& c, std::uint32_t node) {
  if (c.when >= 0 && !ask_.truth(c.when, node)) return;
  if (!fails(c, node)) return;
  if (!((c.unless_publisher || c.unless_publisher_prefix) && known_publisher(c, node))) report(c, node);
  points_.clear();
  value_.clear();
  expected_.clear();
  other_.clear();
}

template <class Visit>
void Checker::each_match(const Case& c, std::uint32_t node, const Visit& visit) {
  for (const auto& path : c.paths)
    if (!ask_.each(path, node, visit)) return;
}

bool Checker::known_publisher(const Case& c, std::uint32_t node) {
  bool known = false;
  each_match(c, node, [&](Match m) {
    const auto id = ask_.text(m);
    if (c.unless_publisher) {
      known = standard_.publishers.find(id) != standard_.publishers.end();
    } else {
      for (auto dash = id.find('-'); dash != std::string_view::npos && !known; dash = id.find('-', dash + 1))
        known = standard_.publishers.find(id.substr(0, dash)) != standard_.publishers.end();
    }
    return !known;
  });
  return known;
}

void Checker::point(Match m) {
  if (points_.size() < Finding::kMostAlso + 1) points_.push_back(m);
}

/// Whether the question is answered wrongly; then points_, value_ … say where and how.
bool Checker::fails(const Case& c, std::uint32_t node) {
  using Kind = Case::Kind;
  const auto pointing = [&](const auto& is_bad) {
    each_match(c, node, [&](Match m) {
      const auto text = ask_.text(m);
      if (!is_bad(text)) return true;
      if (points_.empty()) value_ = base::clip_utf8(text, 200);
      point(m);
      return true;
    });
    return !points_.empty();
  };
  const auto date = [&](const Path& path) {
    std::optional<std::int64_t> day;
    ask_.each(path, node, [&](Match m) {
      day = day_of(ask_.text(m));
      if (day) point(m);
      return false;
    });
    return day;
  };
  switch (c.kind) {
    case Kind::at_most_one: {
      std::size_t count = 0;
      each_match(c, node, [&](Match m) {
        point(m);
        ++count;
        return true;
      });
      if (count > c.at_most) {
        if (!points_.empty()) value_ = base::clip_utf8(tree_->name(tree_->nodes[points_[0].node]), 200);
        return true;
      }
      points_.clear();
      return false;
    }
    case Kind::at_least_one: {
      const bool there = std::ranges::any_of(c.paths, [&](const Path& p) { return ask_.any(p, node); });
      return !there;
    }
    case Kind::only_one_of: {
      const bool none = std::ranges::any_of(c.excluded, [&](const Path& p) { return ask_.any(p, node); });
      std::size_t count = 0;
      each_match(c, node, [&](Match m) {
        point(m);
        ++count;
        return true;
      });
      if (count != (none ? 0 : 1)) return true;
      points_.clear();
      return false;
    }
    case Kind::one_or_all:
      return one_or_all(c, node);
    case Kind::dependent: {
      const auto there = std::ranges::count_if(c.paths, [&](const Path& p) { return ask_.any(p, node); });
      return there > 0 && there < std::ssize(c.paths);
    }
    case Kind::date_now:
      return later(*c.date, std::nullopt, node);
    case Kind::date_order:
      return later(*c.less, c.more, node);
    case Kind::between_dates: {
      const auto start = date(*c.start), end = date(*c.end);
      points_.clear();
      if (!start || !end) return false;
      ask_.each(*c.date, node, [&](Match m) {
        const auto text = ask_.text(m);
        const auto day = day_of(text);
        if (!day || (*day >= *start && *day <= *end)) return true;
        if (points_.empty()) value_ = base::clip_utf8(text, 200);
        point(m);
        return true;
      });
      return !points_.empty();
    }
    case Kind::time_limit: {
      const auto start = date(*c.start), end = date(*c.end);
      if (start && end && *end - *start > 365) {
        value_ = ask_.text(points_[0]);
        other_ = ask_.text(points_[1]);
        return true;
      }
      points_.clear();
      return false;
    }
    case Kind::forbidden:
      return pointing(
          [&](std::string_view text) { return text.find_first_of(c.forbidden) != std::string_view::npos; });
    case Kind::no_spaces:
      return pointing(has_outer_space);
    case Kind::range:
      return pointing([&](std::string_view text) {
        const auto n = trimmed(text).empty() ? std::optional<std::int64_t>(0) : Number::parse(text);
        return !n || *n < c.least || *n > c.most;
      });
    case Kind::starts_with:
      return starts_with(c, node);
    case Kind::unique: {
      // The kept views stay good: decoded texts live as long as the tree.
      std::vector<std::string_view> texts;
      each_match(c, node, [&](Match m) {
        const auto text = ask_.text(m);
        if (std::ranges::find(texts, text) != texts.end()) {
          value_ = base::clip_utf8(text, 200);
          point(m);
        }
        texts.push_back(text);
        return true;
      });
      return !points_.empty();
    }
    case Kind::if_then: {
      if (c.antecedent >= 0 && !ask_.truth(c.antecedent, node)) return false;
      if (ask_.truth(c.consequent, node)) return false;
      each_match(c, node, [&](Match m) {
        if (points_.empty()) {
          value_ = base::clip_utf8(trimmed(ask_.text(m)), 200);
          other_ = base::clip_utf8(tree_->name(tree_->nodes[m.node]), 200);
        }
        point(m);
        return true;
      });
      return true;
    }
    case Kind::strict_sum:
      return strict_sum(c, node);
  }
  return false;
}

/// Whether a date lies after the first date of `late`, or after today. Where the former leads to several,
/// each is asked.
bool Checker::later(const Path& earlier, const std::optional<Path>& late, std::uint32_t node) {
  auto limit = std::optional<std::int64_t>(today_);
  Match end;
  if (late) {
    limit.reset();
    ask_.each(*late, node, [&](Match m) {
      limit = day_of(ask_.text(m));
      end = m;
      return false;
    });
  }
  if (!limit) return false;
  ask_.each(earlier, node, [&](Match m) {
    const auto text = ask_.text(m);
    const auto day = day_of(text);
    if (day && *day > *limit) {
      if (points_.empty()) value_ = base::clip_utf8(text, 200);
      point(m);
    }
    return !late.has_value();  // the first alone is compared with another
  });
  if (points_.empty()) return false;
  if (late) {
    other_ = base::clip_utf8(ask_.text(end), 200);
    point(end);
  } else {
    other_ = base::PartialDate::from_days(today_).str();
  }
  return true;
}

bool Checker::starts_with(const Case& c, std::uint32_t node) {
  each_match(c, node, [&](Match m) {
    const auto text = ask_.text(m);
    bool good = c.agencies && standard_.agencies.find(agency_of(text)) != standard_.agencies.end();
    for (const auto& prefix : c.prefixes)
      good = good || !ask_.each(prefix, node, [&](Match p) {
        const auto start = ask_.text(p);
        return !(text.starts_with(start) && text.substr(start.size()).starts_with(c.separator));
      });
    if (good) return true;
    if (points_.empty()) value_ = base::clip_utf8(text, 200);
    point(m);
    return true;
  });
  if (points_.empty()) return false;
  for (const auto& prefix : c.prefixes)
    ask_.each(prefix, node, [&](Match p) {
      if (expected_.empty()) expected_ = base::clip_utf8(ask_.text(p), 200);
      return false;
    });
  return true;
}

bool Checker::strict_sum(const Case& c, std::uint32_t node) {
  std::int64_t sum = 0;
  bool known = true;
  each_match(c, node, [&](Match m) {
    const auto text = ask_.text(m);
    const auto n = trimmed(text).empty() ? std::optional<std::int64_t>(0) : Number::parse(text);
    // Numbers beyond all sense would overflow; such a sum is no 100 anyhow.
    if (n && std::abs(*n) < 1'000'000'000 * Number::kScale / 100 &&
        std::abs(sum) < 100'000'000 * Number::kScale)
      sum += *n;
    else
      known = false;
    point(m);
    return true;
  });
  // Four places count, the rest is rounded.
  constexpr std::int64_t kPlace = Number::kScale / 10'000;
  const auto rounded = (sum >= 0 ? sum + kPlace / 2 : sum - kPlace / 2) / kPlace * kPlace;
  if (known && rounded == c.sum) {
    points_.clear();
    return false;
  }
  value_ = decimal(rounded);
  expected_ = decimal(c.sum);
  if (!points_.empty()) other_ = tree_->name(tree_->nodes[points_[0].node]);
  return true;
}

bool Checker::one_or_all(const Case& c, std::uint32_t top) {
  if (c.one && ask_.any(*c.one, top)) return false;
  const auto& nodes = tree_->nodes;
  const auto& names = standard_.names;
  if (c.all == Case::All::sector) {
    const auto sector = names.find("sector");
    for (auto t = tree_->first(top, names.find("transaction")); t != kNoNode; t = nodes[t].next_same)
      if (tree_->first(t, sector) == kNoNode) point({t, kElement});
    return !points_.empty();
  }
  const bool language = c.all == Case::All::language;
  const std::array<Name, 3> elements =
      language ? std::array<Name, 3>{names.find("narrative"), 0, 0}
               : std::array<Name, 3>{names.find("value"), names.find("forecast"), names.find("loan-status")};
  const auto attribute = names.find(language ? "xml:lang" : "currency");
  for (auto n = top + 1; n < nodes.size() && nodes[n].begin < nodes[top].end; ++n)
    if (nodes[n].name != 0 && std::ranges::find(elements, nodes[n].name) != elements.end() &&
        tree_->attribute(nodes[n], attribute) == nullptr)
      point({n, kElement});
  return !points_.empty();
}

void Checker::report(const Case& c, std::uint32_t node) {
  auto& f = into_->emplace_back();
  f.rule = c.rule;
  f.say = c.rule->say;
  const auto offset = [&](Match m) {
    return m.attribute >= 0 ? tree_->attributes[static_cast<std::size_t>(m.attribute)].begin
                            : tree_->nodes[m.node].begin;
  };
  if (points_.empty()) points_.push_back({node, kElement});
  const auto first = points_.front();
  f.at.offset = offset(first);
  f.path = tree_->path(first.node);
  if (first.attribute >= 0)
    f.path += "/@" + std::string(tree_->name(tree_->attributes[static_cast<std::size_t>(first.attribute)]));
  for (std::size_t i = 1; i < points_.size(); ++i) f.also.push_back({0, 0, offset(points_[i])});
  f.value = std::move(value_);
  f.expected = std::move(expected_);
  f.other = std::move(other_);
}

}  // namespace entente::exchange::iati::validation
