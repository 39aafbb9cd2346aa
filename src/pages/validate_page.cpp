// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/validate_page.hpp"

#include <algorithm>
#include <array>

#include "base/clock.hpp"
#include "http/multipart.hpp"
#include "pages/format.hpp"
#include "pages/validate_report.hpp"

namespace entente::pages {

namespace validation = exchange::iati::validation;

namespace {

constexpr std::array<std::string_view, 4> kSeverities{"critical", "error", "warning", "advisory"};
constexpr std::array<std::string_view, 4> kDownloads{"json", "csv", "sarif", "iati-validator"};
constexpr std::size_t kLongestChoice = 500;

/// What was sent with the form.
struct Sent {
  std::string_view content;
  std::string file_name;
  std::string_view text;  ///< pasted; shown again
  std::string severity, rule, activity, format;
  bool by_activity = false;
};

std::string choice(const std::vector<http::Part>& parts, std::string_view name) {
  auto value = http::content_of(parts, name);
  while (value.starts_with(' ')) value.remove_prefix(1);
  while (value.ends_with(' ')) value.remove_suffix(1);
  return std::string(base::is_utf8(value) ? base::clip_utf8(value, kLongestChoice) : std::string_view{});
}

bool is_empty(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == text.npos;
}

Sent read(const std::vector<http::Part>& parts, const base::Messages& messages) {
  Sent asked;
  for (const auto& part : parts)
    if (part.name == "file" && !part.content.empty() && asked.content.empty()) {
      asked.content = part.content;
      asked.file_name = part.file_name;
    }
  if (const auto text = http::content_of(parts, "text"); base::is_utf8(text) && !is_empty(text)) {
    asked.text = text;
    // A declaration must stand at the very beginning; a pasted text often has an empty line before it.
    if (asked.content.empty()) asked.content = text.substr(text.find_first_not_of(" \t\r\n"));
  }
  if (asked.file_name.empty()) asked.file_name = messages.get("validate.page.pasted");
  asked.severity = choice(parts, "severity");
  if (std::ranges::find(kSeverities, asked.severity) == kSeverities.end()) asked.severity.clear();
  asked.rule = choice(parts, "rule");
  asked.activity = choice(parts, "activity");
  asked.format = choice(parts, "format");
  asked.by_activity = choice(parts, "by") == "activity";
  return asked;
}

validation::Choice choice_of(const Sent& asked) {
  validation::Choice choice{{}, asked.rule, asked.activity};
  if (!asked.severity.empty()) choice.severity = validation::severity_of(asked.severity);
  return choice;
}

View form_view(const Context& context, const Sent& asked, const base::Messages& messages) {
  View view;
  view["action"] = View(href(messages.language(), "/validate"));
  view["file_hint"] =
      View(messages.get("validate.page.file_hint",
                        {{"size", (context.validation.max_size + 1024 * 1024 - 1) / (1024 * 1024)}}));
  view["text"] = View(std::string(asked.text));
  view["has_text"] = View(!asked.text.empty());
  view["rule"] = View(asked.rule);
  view["activity"] = View(asked.activity);
  view["by_activity"] = View(asked.by_activity);
  view["choosing"] =
      View(!asked.severity.empty() || !asked.rule.empty() || !asked.activity.empty() || asked.by_activity);
  auto severities = list_view();
  for (const auto severity : kSeverities) {
    View one;
    one["value"] = View(std::string(severity));
    one["label"] = View(messages.get("validate.page.severity." + std::string(severity)));
    one["chosen"] = View(asked.severity == severity);
    severities.push_back(std::move(one));
  }
  view["severities"] = std::move(severities);
  view["missing"] = View(false);
  view["report"] = View(false);
  view["rules"] = View(false);
  view["activities"] = View(false);
  return view;
}

Frame frame_of(const base::Messages& messages) {
  Frame frame{.language = messages.language(), .title = messages.get("validate.page.title")};
  frame.description = messages.get("validate.page.lede");
  frame.path = "/validate";
  return frame;
}

/// "activities.xml" → "activities-report.csv".
std::string report_name(const std::string& file_name, std::string_view format) {
  auto name = file_name.substr(0, file_name.find('.'));
  std::erase_if(name, [](char c) {
    return !((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
             c == '_');
  });
  return (name.empty() ? "iati" : name) + "-report" + std::string(validation::suffix_of(format));
}

}  // namespace

http::Response validate_form(const Context& context, const http::Request& request,
                             std::string_view language) {
  const auto& messages = base::Messages::in(language);
  auto frame = frame_of(messages);
  frame.etag = etag_of(context, request, 0);
  if (auto known = not_modified(request, frame.etag, language)) return *known;
  return page(context, request, frame, "validate", form_view(context, {}, messages));
}

http::Response validate_file(const Context& context, const http::Request& request,
                             std::string_view language) {
  const auto& messages = base::Messages::in(language);
  const auto parts = http::parse_multipart(request);
  if (!parts) return error_page(context, request, language, 400);
  const auto asked = read(*parts, messages);
  auto view = form_view(context, asked, messages);
  auto frame = frame_of(messages);
  frame.index = false;
  if (asked.content.empty()) {
    view["missing"] = View(true);
    frame.title = messages.get("validate.page.missing") + " – " + frame.title;
    frame.status = 422;
    return page(context, request, frame, "validate", view);
  }
  const auto today = base::day_of(context.reg.clock().now());
  validation::Bounds bounds;
  bounds.time = std::chrono::seconds(context.validation.timeout);
  if (std::ranges::find(kDownloads, asked.format) != kDownloads.end()) {
    auto response = download(validation::report_of(asked.content, asked.file_name, asked.format, messages,
                                                   today, bounds, choice_of(asked)),
                             std::string(validation::content_type_of(asked.format)),
                             report_name(asked.file_name, asked.format), language);
    response.set("Cache-Control", "no-store");
    return response;
  }
  ValidationReport report(choice_of(asked), asked.by_activity);
  report.read(asked.content, asked.file_name, today, bounds);
  auto shown = report.view(messages);
  view["rules"] = report.rule_views();
  view["activities"] = report.activity_views();
  frame.title = report.heading(messages) + " – " + frame.title;
  view["report"] = std::move(shown);
  return page(context, request, frame, "validate", view);
}

}  // namespace entente::pages
