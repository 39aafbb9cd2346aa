// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/report_fields.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <span>
#include <utility>

#include "base/hash.hpp"
#include "http/form.hpp"
#include "pages/page.hpp"
#include "pages/typed_text.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kMostReportText = 12'000, kMostFigure = 400, kMostFigureRemark = 3'000,
                      kMostIndicatorWords = 200;  // bytes
constexpr std::size_t kMostFormRows = 500;        // figures of a report
constexpr std::size_t kMark = 16;                 // hexadecimal digits

struct ReportText {
  const char* name;
  const char* label;
  const char* hint;
  std::string ReportFields::*typed;
  base::Text model::Report::*text;
};
constexpr std::array kReportTexts{
    ReportText{"delivered", "report.delivered", "report.hint.delivered", &ReportFields::delivered,
               &model::Report::delivered},
    ReportText{"difficulties", "report.difficulties", "report.hint.difficulties", &ReportFields::difficulties,
               &model::Report::difficulties},
    ReportText{"lessons", "report.lessons", "report.hint.lessons", &ReportFields::lessons,
               &model::Report::lessons},
    ReportText{"reason", "report.reason", "report.hint.reason", &ReportFields::reason,
               &model::Report::reason}};

/// Only what corrects another report says why.
std::span<const ReportText> texts_of(const model::Report& report) {
  return std::span(kReportTexts).first(kReportTexts.size() - (report.corrects ? 0 : 1));
}

std::string day_words(const std::optional<base::PartialDate>& date) {
  return date ? date->str() : std::string();
}

/// False where something is typed that is no date.
bool read_date(const std::string& typed, std::optional<base::PartialDate>& date) {
  date.reset();
  if (typed.empty()) return true;
  date = typed.size() <= 10 ? base::PartialDate::parse(typed) : std::nullopt;
  return date.has_value();
}

std::string row_field(const char* name, std::size_t row) {
  return std::string(name) + "_" + std::to_string(row);
}

std::string short_hash(const std::string& all) {
  return base::hex(base::sha256(all)).substr(0, kMark);
}

std::string indicator_words(const model::ReportedResult& figure, std::string_view language) {
  return std::string(base::clip_utf8(figure.indicator.str(language), kMostIndicatorWords));
}

/// What was typed for a figure; nothing where the form did not have it.
const ReportFields::Row* row_for(const ReportFields& fields, const std::string& key) {
  const auto found = std::ranges::find(fields.rows, key, &ReportFields::Row::key);
  return found == fields.rows.end() ? nullptr : &*found;
}

}  // namespace

ReportFields fields_of_report(const model::Report& report, std::string_view language) {
  ReportFields fields;
  fields.start = day_words(report.start);
  fields.end = day_words(report.end);
  for (const auto& each : texts_of(report)) fields.*each.typed = value_in(report.*each.text, language);
  const auto keys = keys_of_rows(report);
  for (std::size_t row = 0; row < keys.size(); ++row) {
    const auto& figure = report.results[row];
    fields.rows.push_back(
        {keys[row], indicator_words(figure, language), figure.actual, value_in(figure.remark, language)});
  }
  return fields;
}

ReportFields report_fields_of_form(const http::Parameters& form) {
  ReportFields fields;
  fields.start = typed_text(http::value_of(form, "start"));
  fields.end = typed_text(http::value_of(form, "end"));
  for (const auto& each : kReportTexts) fields.*each.typed = typed_text(http::value_of(form, each.name));
  for (std::size_t row = 0; row < kMostFormRows; ++row) {
    auto key = std::string(http::value_of(form, row_field("row", row)));
    if (key.empty()) break;
    fields.rows.push_back({std::move(key), typed_text(http::value_of(form, row_field("indicator", row))),
                           typed_text(http::value_of(form, row_field("actual", row))),
                           typed_text(http::value_of(form, row_field("remark", row)))});
  }
  return fields;
}

std::vector<std::string> keys_of_rows(const model::Report& report) {
  std::vector<std::string> keys;
  std::map<std::string, std::size_t> known;
  for (const auto& figure : report.results) {
    auto all = figure.result ? figure.result->str() : std::string();
    for (const auto& n : figure.indicator.narratives) all += "\n" + n.language + " " + n.value;
    // Two of one result that are called the same are told apart by their order.
    const auto before = known[all]++;
    keys.push_back(short_hash(before == 0 ? all : all + "\n\n" + std::to_string(before)));
  }
  return keys;
}

std::string mark_of_rows(const model::Report& report) {
  std::string all;
  for (const auto& figure : report.results) {
    all += figure.result ? figure.result->str() : std::string();
    for (const auto& n : figure.indicator.narratives) all += "\n" + n.value;
    all += "\n" + figure.period + "\n" + figure.target + "\n";
  }
  return short_hash(all);
}

model::Report in_one_language(model::Report report, std::string_view language) {
  for (const auto& each : texts_of(report))
    report.*each.text = base::Text(language, value_in(report.*each.text, language));
  for (auto& figure : report.results) figure.remark = base::Text(language, value_in(figure.remark, language));
  return report;
}

std::string put_into(model::Report& report, const ReportFields& fields, std::string_view language) {
  auto now = report;
  if (!read_date(fields.start, now.start) || !read_date(fields.end, now.end) ||
      (now.start && now.end && now.start->first_day() > now.end->last_day()))
    return "report.fault.period";
  for (const auto& each : texts_of(now)) {
    if ((fields.*each.typed).size() > kMostReportText) return "part.fault.long";
    now.*each.text = with_value(now.*each.text, language, fields.*each.typed);
  }
  const auto keys = keys_of_rows(now);
  for (std::size_t row = 0; row < keys.size(); ++row) {
    const auto* typed = row_for(fields, keys[row]);
    if (typed == nullptr) continue;
    if (typed->actual.size() > kMostFigure || typed->remark.size() > kMostFigureRemark)
      return "part.fault.long";
    now.results[row].actual = typed->actual;
    now.results[row].remark = with_value(now.results[row].remark, language, typed->remark);
  }
  report = std::move(now);
  return {};
}

View report_fields_view(const ReportFields& fields, const model::Report& base,
                        const base::Messages& messages) {
  const auto language = messages.language();
  View view;
  view["start"] = View(fields.start);
  view["end"] = View(fields.end);
  set_each(view, {"texts", "rows", "unmatched"}, list_view());
  for (const auto& each : texts_of(base)) {
    View one;
    one["name"] = View(each.name);
    one["label"] = View(messages.get(each.label));
    one["hint"] = View(messages.get(each.hint));
    one["value"] = View(fields.*each.typed);
    view["texts"].push_back(std::move(one));
  }
  const auto keys = keys_of_rows(base);
  for (std::size_t row = 0; row < keys.size(); ++row) {
    const auto& figure = base.results[row];
    const auto* typed = row_for(fields, keys[row]);
    View one;
    one["key"] = View(keys[row]);
    one["called"] = View(indicator_words(figure, language));
    one["number"] = View(std::to_string(row));
    one["indicator"] = text_view(figure.indicator, language);
    one["period"] = text_or_nothing(figure.period);
    one["target"] = text_or_nothing(figure.target);
    one["actual"] = View(typed != nullptr ? typed->actual : std::string());
    one["remark"] = View(typed != nullptr ? typed->remark : std::string());
    view["rows"].push_back(std::move(one));
  }
  view["some_rows"] = View(!base.results.empty());
  for (const auto& typed : fields.rows) {
    if (std::ranges::find(keys, typed.key) != keys.end() || (typed.actual.empty() && typed.remark.empty()))
      continue;
    View one;
    one["called"] = View(typed.indicator);
    one["actual"] = text_or_nothing(typed.actual);
    one["remark"] = text_or_nothing(typed.remark);
    view["unmatched"].push_back(std::move(one));
  }
  view["some_unmatched"] = View(view["unmatched"].is_non_empty_list());
  return view;
}

}  // namespace entente::pages
