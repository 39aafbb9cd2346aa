// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/validate_report.hpp"

#include <algorithm>

#include "base/decompress.hpp"
#include "base/error.hpp"
#include "base/view_stream.hpp"
#include "exchange/iati/validation/wording.hpp"

namespace entente::pages {

namespace validation = exchange::iati::validation;

namespace {

/// How a severity is drawn: a symbol of {{>sprite_severity}} and a class of the style sheet.
struct Mark {
  const char *symbol, *meaning;
};
constexpr std::array<Mark, 4> kMarks{
    {{"v-critical", "not"}, {"v-error", "not"}, {"v-warning", "partly"}, {"v-advisory", "unknown"}}};

std::string name(std::size_t severity) {
  return std::string(validation::name_of(static_cast<validation::Severity>(severity)));
}

std::uint64_t places_of(const validation::Finding& f) {
  return 1 + f.also.size() + f.also_more;
}

std::int64_t whole(std::uint64_t n) {
  return static_cast<std::int64_t>(n);
}

/// "Line 12, column 3".
std::string place(const validation::Position& at, const base::Messages& messages) {
  return messages.get("validate.page.place",
                      {{"line", std::string_view(messages.number(whole(at.line)))},
                       {"column", std::string_view(messages.number(whole(at.column)))}});
}

/// A size as people read it, in units that need no translation.
std::string size_of(std::uint64_t bytes, const base::Messages& messages) {
  return messages.get("validate.page.kilobytes", {{"count", whole((bytes + 1023) / 1024)}});
}

}  // namespace

void ValidationReport::read(std::string_view bytes, const std::string& file_name, std::int64_t today,
                            const validation::Bounds& bounds) {
  file_name_ = file_name;
  bytes_ = bytes.size();
  checked_ = validation::check(bytes, file_name, today, bounds, [this](Finding&& f) { take(std::move(f)); });
  read_lines(bytes, file_name, bounds);
}

void ValidationReport::take(Finding&& f) {
  auto& count = counts_.at(static_cast<std::size_t>(f.rule->severity));
  count.places += places_of(f);
  ++count.rules[f.rule->id];
  if (!f.activity.empty() && identifiers_.size() < kGroups) identifiers_.try_emplace(f.number, f.activity);
  if (!choice_.takes(f)) return;
  ++chosen_;
  const auto key = by_activity_ ? std::to_string(f.number)
                                : f.rule->id + '\n' + std::string(f.say) + '\n' + f.expected.substr(0, 100);
  auto known = group_of_.find(key);
  if (known == group_of_.end()) {
    if (groups_.size() == kGroups) {
      ++left_out_;
      return;
    }
    known = group_of_.emplace(key, groups_.size()).first;
    groups_.emplace_back();
  }
  auto& group = groups_[known->second];
  ++group.findings;
  group.places += places_of(f);
  if (group.shown.size() < kOfGroup) group.shown.push_back(std::move(f));
}

bool ValidationReport::in_full(const Group& group, const Finding& f) const {
  return by_activity_ || &f == &group.shown.front();
}

void ValidationReport::read_lines(std::string_view bytes, const std::string& file_name,
                                  const validation::Bounds& bounds) {
  lines_ = std::make_shared<validation::Excerpts>();
  for (const auto& group : groups_)
    for (const auto& f : group.shown) {
      if (!in_full(group, f) || f.at.line == 0) continue;
      if (f.at.line > 1) lines_->want(f.at.line - 1, 1);
      lines_->want(f.at.line, f.at.column);
      lines_->want(f.at.line + 1, 1);
    }
  const auto end = std::chrono::steady_clock::now() + bounds.time;
  try {
    base::ViewStream packed(bytes);
    const auto in = base::decompressed(packed, file_name);
    lines_->read(*in, file_name, [&] { return std::chrono::steady_clock::now() > end; });
  } catch (const base::Error&) {
    // The report tells of it already; lines before the fault are shown.
  }
}

View ValidationReport::lines_view(const Finding& f) const {
  auto all = list_view();
  if (f.at.line == 0) return all;
  for (auto n = std::max<std::uint64_t>(f.at.line, 2) - 1; n <= f.at.line + 1; ++n) {
    const auto& line = lines_->at(n, n == f.at.line ? f.at.column : 1);
    if (!line.there) continue;
    View one;
    one["number"] = View(std::to_string(n));
    one["text"] = View((line.cut_before ? "… " : "") + line.text + (line.cut_after ? " …" : ""));
    one["meant"] = View(n == f.at.line);
    all.push_back(std::move(one));
  }
  return all;
}

View ValidationReport::finding_view(const Finding& f, bool full, const base::Messages& messages) const {
  const auto words = validation::words_of(f, messages);
  const auto severity = static_cast<std::size_t>(f.rule->severity);
  View one;
  one["severity"] = View(messages.get("validate.page.severity." + name(severity)));
  one["symbol"] = View(kMarks.at(severity).symbol);
  one["meaning"] = View(kMarks.at(severity).meaning);
  one["rule"] = View(f.rule->id);
  one["what"] = View(words.what);
  one["mend"] = View(words.mend);
  one["place"] = View(place(f.at, messages));
  one["activity"] = text_or_nothing(f.activity);
  one["path"] = text_or_nothing(f.path);
  if (!full) return one;
  one["lines"] = lines_view(f);
  std::vector<std::string> also;
  for (const auto& p : f.also) also.push_back(place(p, messages));
  if (f.also_more != 0)
    also.push_back(messages.get("validate.page.more_places", {{"count", std::int64_t{f.also_more}}}));
  one["has_also"] = View(!also.empty());
  one["also"] = View(messages.list(also));
  return one;
}

View ValidationReport::group_view(const Group& group, const base::Messages& messages) const {
  auto one = finding_view(group.shown.front(), true, messages);
  one["counted"] = View(messages.get("validate.page.places", {{"count", whole(group.places)}}));
  auto more = list_view();
  for (std::size_t i = 1; i < group.shown.size(); ++i)
    more.push_back(finding_view(group.shown[i], false, messages));
  const auto further = group.findings - 1;
  one["has_more"] = View(further > 0);
  one["more_label"] = View(messages.get("validate.page.more_findings", {{"count", whole(further)}}));
  one["more"] = std::move(more);
  const auto beyond = group.findings - group.shown.size();
  one["beyond"] =
      beyond == 0 ? View(false) : View(messages.get("validate.page.beyond", {{"count", whole(beyond)}}));
  return one;
}

View ValidationReport::activity_view(const Group& group, const base::Messages& messages) const {
  const auto& first = group.shown.front();
  View one;
  one["id"] = View("a" + std::to_string(first.number));
  one["identifier"] = text_or_nothing(first.activity);
  one["title"] = text_or_nothing(first.title);
  one["heading"] = View(
      first.number == 0 ? messages.get("validate.page.whole_file")
                        : messages.get("validate.page.activity_number", {{"number", whole(first.number)}}));
  auto all = list_view();
  for (const auto& f : group.shown) {
    auto view = finding_view(f, true, messages);
    view["counted"] = View(messages.get("validate.page.places", {{"count", whole(places_of(f))}}));
    view["has_more"] = View(false);
    view["beyond"] = View(false);
    all.push_back(std::move(view));
  }
  one["findings"] = std::move(all);
  const auto beyond = group.findings - group.shown.size();
  one["beyond"] =
      beyond == 0 ? View(false) : View(messages.get("validate.page.beyond", {{"count", whole(beyond)}}));
  return one;
}

View ValidationReport::sections(const base::Messages& messages) const {
  auto all = list_view();
  if (by_activity_) {
    for (const auto& group : groups_) all.push_back(activity_view(group, messages));
    return all;
  }
  for (std::size_t severity = 0; severity < counts_.size(); ++severity) {
    auto findings = list_view();
    for (const auto& group : groups_)
      if (static_cast<std::size_t>(group.shown.front().rule->severity) == severity)
        findings.push_back(group_view(group, messages));
    if (!findings.is_non_empty_list()) continue;
    View one;
    one["id"] = View("s-" + name(severity));
    one["heading"] = View(messages.get("validate.page.heading." + name(severity)));
    one["identifier"] = View(false);
    one["title"] = View(false);
    one["findings"] = std::move(findings);
    one["beyond"] = View(false);
    all.push_back(std::move(one));
  }
  return all;
}

View ValidationReport::count_views(const base::Messages& messages) const {
  auto all = list_view();
  for (std::size_t severity = 0; severity < counts_.size(); ++severity) {
    const auto& count = counts_.at(severity);
    const bool shown = !by_activity_ && std::ranges::any_of(groups_, [&](const Group& g) {
      return static_cast<std::size_t>(g.shown.front().rule->severity) == severity;
    });
    View one;
    one["href"] = shown ? View("#s-" + name(severity)) : View(false);
    one["label"] = View(messages.get("validate.page.severity." + name(severity)));
    one["symbol"] = View(kMarks.at(severity).symbol);
    one["meaning"] = View(kMarks.at(severity).meaning);
    one["rules"] = View(messages.number(whole(count.rules.size())));
    one["places"] = View(messages.number(whole(count.places)));
    one["says"] = View(messages.get("validate.page.meaning." + name(severity)));
    all.push_back(std::move(one));
  }
  return all;
}

std::string ValidationReport::heading(const base::Messages& messages) const {
  std::uint64_t all = 0;
  for (const auto n : checked_.summary.findings) all += n;
  return all == 0 && !checked_.summary.stopped
             ? messages.get("validate.page.clean")
             : messages.get("validate.page.findings", {{"count", whole(all)}});
}

View ValidationReport::view(const base::Messages& messages) const {
  const auto& summary = checked_.summary;
  View view;
  view["heading"] = View(heading(messages));
  view["verdict"] = View(messages.get(summary.valid() ? "validate.page.valid" : "validate.page.invalid"));
  view["file"] = View(file_name_);
  std::vector<std::string> facts{size_of(bytes_, messages)};
  if (!summary.version.empty())
    facts.push_back(messages.get("validate.page.version", {{"version", std::string_view(summary.version)}}));
  facts.push_back(messages.get(
      summary.kind == "iati-organisations" ? "validate.text.organisations" : "validate.text.activities",
      {{"count", whole(summary.activities)}}));
  std::string joined;
  for (const auto& fact : facts) joined += (joined.empty() ? "" : " · ") + fact;
  view["facts"] = View(joined);
  view["fault"] = text_or_nothing(checked_.fault);
  view["stopped"] = View(summary.stopped && checked_.fault.empty());
  view["counts"] = count_views(messages);
  view["sections"] = sections(messages);
  view["nothing_chosen"] = View(chosen_ == 0 && !choice_.all());
  view["left_out"] = left_out_ == 0
                         ? View(false)
                         : View(messages.get("validate.page.beyond", {{"count", whole(left_out_)}}));
  return view;
}

View ValidationReport::rule_views() const {
  auto rules = list_view();
  for (const auto& count : counts_)
    for (const auto& [rule, n] : count.rules) rules.push_back(View(rule));
  return rules;
}

View ValidationReport::activity_views() const {
  auto activities = list_view();
  for (const auto& [number, identifier] : identifiers_) activities.push_back(View(identifier));
  return activities;
}

}  // namespace entente::pages
