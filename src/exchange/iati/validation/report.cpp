// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/validation/report.hpp"

#include <algorithm>
#include <array>
#include <ostream>

#include "base/error.hpp"
#include "exchange/csv/csv_writer.hpp"
#include "exchange/iati/validation/report_json.hpp"
#include "exchange/iati/validation/wording.hpp"

namespace entente::exchange::iati::validation {

namespace {

/// Control characters of a file must not reach a terminal.
std::string printable(std::string s) {
  std::ranges::replace_if(
      s, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
  return s;
}

/// FILE:LINE:COLUMN: severity rule [activity]: what. How to mend it.
class TextReport : public Report {
 public:
  TextReport(std::ostream& out, const base::Messages& messages) : out_(out), messages_(messages) {}

  void file(const std::string& name) override { name_ = printable(name); }
  void finding(const Finding& f) override {
    const auto words = words_of(f, messages_);
    out_ << name_ << ':' << f.at.line << ':' << f.at.column << ": "
         << severity_word(f.rule->severity, messages_) << ' ' << f.rule->id;
    if (!f.activity.empty()) out_ << " [" << printable(f.activity) << ']';
    out_ << ": " << printable(words.what + " " + words.mend);
    if (!f.also.empty())
      out_ << " ("
           << messages_.get("validate.text.also",
                            {{"count", static_cast<std::int64_t>(f.also.size() + f.also_more)}})
           << ')';
    out_ << '\n';
  }
  void file_end(const Summary& s) override {
    out_ << name_ << ": " << messages_.get(s.valid() ? "validate.text.valid" : "validate.text.invalid")
         << ". "
         << messages_.get(
                s.kind == "iati-organisations" ? "validate.text.organisations" : "validate.text.activities",
                {{"count", static_cast<std::int64_t>(s.activities)}});
    for (std::size_t i = 0; i < s.findings.size(); ++i)
      out_ << " · " << severity_word(static_cast<Severity>(i), messages_) << ": "
           << messages_.number(static_cast<std::int64_t>(s.findings.at(i)));
    out_ << '\n';
    if (s.stopped) out_ << name_ << ": " << messages_.get("validate.text.stopped") << '\n';
  }

 private:
  std::ostream& out_;
  const base::Messages& messages_;
  std::string name_;
};

class CsvReport : public Report {
 public:
  CsvReport(std::ostream& out, const base::Messages& messages)
      : table_(out, {"file", "line", "column", "severity", "rule", "category", "activity", "number", "path",
                     "what", "mend", "value", "expected"}),
        messages_(messages) {}

  void file(const std::string& name) override { name_ = name; }
  void finding(const Finding& f) override {
    const auto words = words_of(f, messages_);
    table_.row({name_, std::to_string(f.at.line), std::to_string(f.at.column),
                std::string(name_of(f.rule->severity)), f.rule->id, f.rule->category, f.activity,
                f.number == 0 ? std::string() : std::to_string(f.number), f.path, words.what, words.mend,
                f.value, f.expected});
  }
  void file_end(const Summary&) override {}

 private:
  csv::CsvWriter table_;
  const base::Messages& messages_;
  std::string name_;
};

using Make = std::unique_ptr<Report> (*)(std::ostream&, const base::Messages&);
constexpr std::array<std::pair<std::string_view, Make>, 5> kReports{{
    {"text",
     [](auto& out, auto& m) -> std::unique_ptr<Report> { return std::make_unique<TextReport>(out, m); }},
    {"json", make_json_report},
    {"csv",
     [](auto& out, auto& m) -> std::unique_ptr<Report> { return std::make_unique<CsvReport>(out, m); }},
    {"sarif", make_sarif_report},
    {"iati-validator", make_official_report},
}};

}  // namespace

const std::vector<std::string>& report_formats() {
  static const auto all = [] {
    std::vector<std::string> names;
    for (const auto& [name, make] : kReports) names.emplace_back(name);
    return names;
  }();
  return all;
}

std::unique_ptr<Report> make_report(std::string_view format, std::ostream& out,
                                    const base::Messages& messages) {
  for (const auto& [name, make] : kReports)
    if (name == format) return make(out, messages);
  throw base::BadInput("'" + std::string(format) + "'", "is no form of report",
                       "Write text, json, csv, sarif or iati-validator");
}

}  // namespace entente::exchange::iati::validation
