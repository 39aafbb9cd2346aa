// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "http/multipart.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace entente::http {

namespace {

constexpr std::size_t kMostParts = 200, kLongestHead = 4096, kLongestBoundary = 70;
constexpr std::string_view kLineEnd = "\r\n";

/// `type; name=value; name="value"`: the value of a parameter; nothing where it is absent, twice there, or
/// the whole cannot be read.
std::optional<std::string> parameter(std::string_view header, std::string_view wanted) {
  std::optional<std::string> found;
  auto rest = header.substr(std::min(header.find(';'), header.size()));
  while (!(rest = base::trimmed(rest)).empty()) {
    if (rest.front() != ';') return std::nullopt;
    rest = base::trimmed(rest.substr(1));
    const auto equals = rest.find('=');
    if (equals == rest.npos) return std::nullopt;
    const auto name = base::trimmed(rest.substr(0, equals));
    rest = base::trimmed(rest.substr(equals + 1));
    std::string value;
    if (rest.starts_with('"')) {
      // Browsers write a quotation mark as %22, others as \"; a backslash before anything else is one.
      std::size_t at = 1;
      for (; at < rest.size() && rest[at] != '"'; ++at) {
        if (rest[at] == '\\' && at + 1 < rest.size() && rest[at + 1] == '"') ++at;
        value += rest[at];
      }
      if (at == rest.size()) return std::nullopt;
      rest.remove_prefix(at + 1);
    } else {
      const auto end = std::min(rest.find(';'), rest.size());
      value = base::trimmed(rest.substr(0, end));
      rest.remove_prefix(end);
    }
    if (!same_ignoring_case(name, wanted)) continue;
    if (found) return std::nullopt;
    found = std::move(value);
  }
  return found;
}

std::string_view type_of(std::string_view header) {
  return base::trimmed(header.substr(0, header.find(';')));
}

/// What a browser says of a file's name, fit to be shown: the last part of a path, no control characters.
std::string shown_name(std::string_view name) {
  if (const auto slash = name.find_last_of("/\\"); slash != name.npos) name.remove_prefix(slash + 1);
  name = base::clip_utf8(name, 200);
  if (!base::is_utf8(name)) return {};
  std::string out;
  for (const char c : name)
    if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) out += c;
  for (std::size_t at; (at = out.find("%22")) != out.npos;) out.replace(at, 3, "\"");
  return out;
}

/// Reads the lines of a part's head; false where they say no name.
bool read_head(std::string_view head, Part& part) {
  bool named = false;
  while (!head.empty()) {
    const auto end = std::min(head.find(kLineEnd), head.size());
    const auto line = head.substr(0, end);
    head.remove_prefix(std::min(end + kLineEnd.size(), head.size()));
    const auto colon = line.find(':');
    if (colon == line.npos) return false;
    if (!same_ignoring_case(base::trimmed(line.substr(0, colon)), "content-disposition")) continue;
    const auto value = base::trimmed(line.substr(colon + 1));
    const auto name = parameter(value, "name");
    if (named || !same_ignoring_case(type_of(value), "form-data") || !name) return false;
    named = true;
    part.name = *name;
    if (const auto file = parameter(value, "filename")) {
      part.is_file = true;
      part.file_name = shown_name(*file);
    }
  }
  return named;
}

}  // namespace

std::optional<std::vector<Part>> parse_multipart(const Request& request) {
  const auto type = request.header("content-type");
  if (!same_ignoring_case(type_of(type), "multipart/form-data")) return std::nullopt;
  const auto boundary = parameter(type, "boundary");
  if (!boundary || boundary->empty() || boundary->size() > kLongestBoundary) return std::nullopt;
  const auto delimiter = "--" + *boundary, next = std::string(kLineEnd) + delimiter;

  std::string_view body = request.body;
  if (!body.starts_with(delimiter)) return std::nullopt;
  body.remove_prefix(delimiter.size());
  std::vector<Part> parts;
  while (!body.starts_with("--")) {
    if (!body.starts_with(kLineEnd) || parts.size() == kMostParts) return std::nullopt;
    body.remove_prefix(kLineEnd.size());
    const auto head = body.substr(0, kLongestHead).find("\r\n\r\n");
    auto& part = parts.emplace_back();
    if (head == body.npos || !read_head(body.substr(0, head), part)) return std::nullopt;
    body.remove_prefix(head + 2 * kLineEnd.size());
    const auto end = body.find(next);
    if (end == body.npos) return std::nullopt;
    part.content = body.substr(0, end);
    body.remove_prefix(end + next.size());
  }
  return parts;
}

std::string_view content_of(const std::vector<Part>& parts, std::string_view name) {
  const auto it = std::ranges::find(parts, name, &Part::name);
  return it == parts.end() ? std::string_view{} : it->content;
}

}  // namespace entente::http
