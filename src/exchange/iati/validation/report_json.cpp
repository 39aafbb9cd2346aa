// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/validation/report_json.hpp"

#include <boost/json.hpp>
#include <map>
#include <ostream>
#include <set>

#include "exchange/iati/validation/official.hpp"
#include "exchange/iati/validation/wording.hpp"

namespace entente::exchange::iati::validation {

namespace json = boost::json;

namespace {

json::object counts(const Summary& s) {
  json::object all;
  for (std::size_t i = 0; i < s.findings.size(); ++i)
    all[name_of(static_cast<Severity>(i))] = s.findings.at(i);
  return all;
}

class JsonReport : public Report {
 public:
  JsonReport(std::ostream& out, const base::Messages& messages) : out_(out), messages_(messages) {}

  void begin() override { out_ << "{\"files\":["; }
  void file(const std::string& name) override {
    out_ << (std::exchange(first_file_, false) ? "\n" : ",\n") << "{\"file\":" << json::value(name)
         << ",\"findings\":[";
    first_ = true;
  }
  void finding(const Finding& f) override {
    const auto words = words_of(f, messages_);
    json::object o{{"rule", f.rule->id},           {"severity", name_of(f.rule->severity)},
                   {"category", f.rule->category}, {"line", f.at.line},
                   {"column", f.at.column},        {"path", f.path}};
    if (f.number != 0) {
      o["activity"] = f.activity;
      o["number"] = f.number;
      if (!f.title.empty()) o["title"] = f.title;
    }
    o["what"] = words.what;
    o["mend"] = words.mend;
    if (!f.value.empty()) o["value"] = f.value;
    if (!f.expected.empty()) o["expected"] = f.expected;
    if (!f.other.empty()) o["other"] = f.other;
    if (!f.also.empty()) {
      json::array also;
      for (const auto& p : f.also) also.push_back(json::object{{"line", p.line}, {"column", p.column}});
      o["also"] = std::move(also);
      if (f.also_more != 0) o["also_more"] = f.also_more;
    }
    out_ << (std::exchange(first_, false) ? "\n" : ",\n") << o;
  }
  void file_end(const Summary& s) override {
    out_ << "],\"kind\":" << json::value(s.kind) << ",\"version\":" << json::value(s.version)
         << ",\"activities\":" << s.activities << ",\"bytes\":" << s.bytes
         << ",\"valid\":" << (s.valid() ? "true" : "false")
         << ",\"stopped\":" << (s.stopped ? "true" : "false") << ",\"summary\":" << counts(s) << "}";
  }
  void end() override { out_ << "\n]}\n"; }

 private:
  std::ostream& out_;
  const base::Messages& messages_;
  bool first_file_ = true, first_ = true;
};

/// A path as the URI reference SARIF wants.
std::string uri_of(std::string_view path) {
  static constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string uri;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
        std::string_view("/-._~").find(c) != std::string_view::npos)
      uri += c;
    else
      uri.append({'%', kHex[byte >> 4U], kHex[byte & 0xFU]});
  }
  return uri;
}

class SarifReport : public Report {
 public:
  SarifReport(std::ostream& out, const base::Messages& messages) : out_(out), messages_(messages) {}

  void begin() override {
    out_
        << R"({"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{"columnKind":"unicodeCodePoints","results":[)";
  }
  void file(const std::string& name) override { uri_ = uri_of(name); }
  void finding(const Finding& f) override {
    const auto words = words_of(f, messages_);
    rules_.emplace(f.rule->id, f.rule);
    const char* level = f.rule->severity <= Severity::error     ? "error"
                        : f.rule->severity == Severity::warning ? "warning"
                                                                : "note";
    const auto place = [&](const Position& p) {
      return json::object{{"physicalLocation",
                           {{"artifactLocation", {{"uri", uri_}}},
                            {"region", {{"startLine", p.line}, {"startColumn", p.column}}}}}};
    };
    auto location = place(f.at);
    location["logicalLocations"] = json::array{json::object{{"fullyQualifiedName", f.path}}};
    json::object result{{"ruleId", f.rule->id},
                        {"level", level},
                        {"message", {{"text", words.what + " " + words.mend}}},
                        {"locations", json::array{std::move(location)}},
                        {"properties", {{"severity", name_of(f.rule->severity)}, {"activity", f.activity}}}};
    json::array related;
    for (const auto& p : f.also) related.push_back(place(p));
    if (!related.empty()) result["relatedLocations"] = std::move(related);
    out_ << (std::exchange(first_, false) ? "\n" : ",\n") << result;
  }
  void file_end(const Summary&) override {}
  void end() override {
    json::array rules;
    for (const auto& [id, rule] : rules_)
      rules.push_back(json::object{{"id", id}, {"properties", {{"category", rule->category}}}});
    out_ << "\n],\"tool\":{\"driver\":" << json::object{{"name", "Entente"}, {"rules", std::move(rules)}}
         << "}}]}\n";
  }

 private:
  std::ostream& out_;
  const base::Messages& messages_;
  std::string uri_;
  bool first_ = true;
  std::map<std::string, const Rule*> rules_;
};

/// Errors are kept until the file has ended, for what is no XML is told of alone.
class OfficialReport : public Report {
 public:
  OfficialReport(std::ostream& out, const base::Messages& messages) : out_(out), messages_(messages) {}

  void file(const std::string& name) override {
    name_ = name;
    errors_.clear();
    counts_ = {};
    same_.clear();
    broken_ = false;
  }
  void finding(const Finding& f) override {
    if (!is_official(f) || broken_) return;
    if (f.rule->id == "0.1.1") {
      broken_ = true;
      errors_.clear();
      counts_ = {};
    }
    const auto words = words_of(f, messages_);
    const auto activity = official_activity(f);
    json::array context;
    const auto point = [&](const Position& p) {
      context.push_back(json::object{{"text", f.path + " at line: " + std::to_string(p.line) +
                                                  ", column: " + std::to_string(p.column)}});
    };
    point(f.at);
    for (const auto& p : f.also) point(p);
    // One error for all places of the same fault of form in an activity, and for all repeated identifiers.
    const bool grouped = f.rule->id == "0.3.1" || f.rule->id == "1.1.2";
    const auto key =
        f.rule->id + "\t" + activity + "\t" + (f.rule->id == "0.3.1" ? words.what : std::string());
    if (grouped) {
      if (const auto known = same_.find(key); known != same_.end()) {
        auto& contexts = errors_[known->second].as_object()["context"].as_array();
        for (auto& c : context) contexts.push_back(std::move(c));
        return;
      }
      same_[key] = errors_.size();
    }
    ++counts_.at(static_cast<std::size_t>(f.rule->severity));
    errors_.push_back(
        json::object{{"id", f.rule->id},
                     {"category", f.rule->category},
                     {"severity", name_of(f.rule->severity)},
                     {"message", words.what},
                     {"context", std::move(context)},
                     {"identifier", activity},
                     {"title", activity == "file" ? std::string("File level errors") : f.title}});
  }
  void file_end(const Summary& s) override {
    json::object summary;
    for (std::size_t i = 0; i < counts_.size(); ++i)
      summary[name_of(static_cast<Severity>(i))] = counts_.at(i);
    out_ << json::object{{"valid", counts_[0] == 0 && !s.stopped},
                         {"fileType", s.kind},
                         {"iatiVersion", s.version},
                         {"file", name_},
                         {"summary", std::move(summary)},
                         {"errors", std::move(errors_)}}
         << "\n";
    errors_ = {};
  }

 private:
  std::ostream& out_;
  const base::Messages& messages_;
  std::string name_;
  json::array errors_;
  std::array<std::uint64_t, 4> counts_{};
  std::map<std::string, std::size_t> same_;
  bool broken_ = false;
};

}  // namespace

std::unique_ptr<Report> make_json_report(std::ostream& out, const base::Messages& m) {
  return std::make_unique<JsonReport>(out, m);
}
std::unique_ptr<Report> make_sarif_report(std::ostream& out, const base::Messages& m) {
  return std::make_unique<SarifReport>(out, m);
}
std::unique_ptr<Report> make_official_report(std::ostream& out, const base::Messages& m) {
  return std::make_unique<OfficialReport>(out, m);
}

}  // namespace entente::exchange::iati::validation
