// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "api/answer.hpp"
#include "api/endpoints.hpp"
#include "base/date.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "exchange/iati/validation/whole_report.hpp"
#include "http/multipart.hpp"

namespace entente::api {

namespace validation = exchange::iati::validation;

namespace {

/// The file: the part "file" of a form, or the body as it is.
std::pair<std::string_view, std::string> sent_file(const http::Request& request) {
  std::string name(base::clip_utf8(request.parameter("name"), 200));
  if (!request.header("content-type").starts_with("multipart/")) return {request.body, name};
  const auto parts = http::parse_multipart(request);
  if (!parts)
    throw base::BadInput("The form", "cannot be read", "Send multipart/form-data, or the file as the body.");
  const auto file = std::ranges::find(*parts, "file", &http::Part::name);
  if (file == parts->end()) return {{}, name};
  return {file->content, name.empty() ? file->file_name : name};
}

std::string one_of(const http::Request& request, std::string_view name,
                   const std::vector<std::string>& values, const std::string& otherwise) {
  const auto asked = request.parameter(name);
  if (asked.empty()) return otherwise;
  if (std::ranges::find(values, asked) != values.end()) return std::string(asked);
  std::string all;
  for (const auto& value : values) all += (all.empty() ? "" : ", ") + value;
  throw base::BadInput(std::string(name) + " '" + std::string(base::clip_utf8(asked, 40)) + "'",
                       "is not known", "Ask for one of: " + all + ".");
}

std::int64_t day_of(const http::Request& request, registry::Register& reg) {
  const auto text = request.parameter("as_of");
  if (text.empty()) return base::day_of(reg.clock().now());
  const auto date = base::PartialDate::parse(text);
  if (!date || date->precision() != base::PartialDate::Precision::day)
    throw base::BadInput("as_of", "is no day", "Write it as 2026-05-31.");
  return date->first_day();
}

http::Response validate(const Context& context, const http::Request& request) {
  const auto [content, given] = sent_file(request);
  if (content.empty())
    return error(request, 400, "There is no file in the request.",
                 "Send it as the body, or as the part \"file\" of multipart/form-data.");
  const auto name = given.empty() ? std::string("file") : given;
  const auto format = one_of(request, "format", validation::report_formats(), "json");
  const auto language =
      one_of(request, "language", {std::begin(base::kLanguages), std::end(base::kLanguages)}, "en");
  const auto version = one_of(request, "as_version", {"2.01", "2.02", "2.03"}, "");
  const auto severity = one_of(request, "severity", {"critical", "error", "warning", "advisory"}, "");
  validation::Choice choice{
      {}, std::string(request.parameter("rule")), std::string(request.parameter("activity"))};
  if (!severity.empty()) choice.severity = validation::severity_of(severity);
  validation::Bounds bounds;
  bounds.time = context.validation_timeout;
  auto response = http::text(200,
                             validation::report_of(content, name, format, base::Messages::in(language),
                                                   day_of(request, context.reg), bounds, choice, version),
                             std::string(validation::content_type_of(format)));
  response.set("Cache-Control", "no-store");
  response.set("Content-Language", language);
  response.set("Access-Control-Allow-Origin", "*");
  response.set("X-Content-Type-Options", "nosniff");
  return response;
}

}  // namespace

std::vector<http::Route> validation_routes(const Context& context) {
  return {{"POST", "/api/v1/validate", "The report of a file of IATI; nothing of it is kept",
           [context](const http::Request& request, const http::Captures&) {
             return validate(context, request);
           }}};
}

}  // namespace entente::api
