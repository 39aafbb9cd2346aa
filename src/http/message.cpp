// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "http/message.hpp"

#include <algorithm>
#include <cstddef>

#include "base/text.hpp"

namespace entente::http {

namespace {

constexpr std::size_t kMaxParameters = 200;

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

/// The byte that the escape at raw[at] stands for; -1 where it is broken.
int escaped_byte(std::string_view raw, std::size_t at) {
  if (raw.size() - at < 3) return -1;
  const int high = hex_digit(raw[at + 1]), low = hex_digit(raw[at + 2]);
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

std::optional<std::string> decode_parameter(std::string_view raw) {
  std::string out;
  out.reserve(raw.size());
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] == '%') {
      const int byte = escaped_byte(raw, i);
      if (byte <= 0) return std::nullopt;
      out += static_cast<char>(byte);
      i += 2;
    } else if (raw[i] == '\0') {
      return std::nullopt;
    } else {
      out += raw[i] == '+' ? ' ' : raw[i];
    }
  }
  if (!base::is_utf8(out)) return std::nullopt;
  return out;
}

bool has_dot_segment(std::string_view path) {
  while (!path.empty()) {
    path.remove_prefix(1);  // the "/" before the segment
    const auto segment = path.substr(0, path.find('/'));
    if (segment == "." || segment == "..") return true;
    path.remove_prefix(segment.size());
  }
  return false;
}

/// The part of an entity tag that a weak comparison looks at.
std::string_view opaque_tag(std::string_view etag) {
  if (etag.starts_with("W/")) etag.remove_prefix(2);
  return etag;
}

}  // namespace

std::optional<Parameters> parse_query(std::string_view query) {
  Parameters all;
  while (!query.empty()) {
    const auto pair = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(query.size(), pair.size() + 1));
    if (pair.empty()) continue;
    if (all.size() == kMaxParameters) return std::nullopt;
    const auto equals = pair.find('=');
    auto name = decode_parameter(pair.substr(0, equals));
    auto value = decode_parameter(equals == pair.npos ? std::string_view{} : pair.substr(equals + 1));
    if (!name || !value) return std::nullopt;
    all.emplace_back(std::move(*name), std::move(*value));
  }
  return all;
}

std::string write_query(const Parameters& parameters) {
  std::string out;
  for (const auto& [name, value] : parameters) {
    if (!out.empty()) out += '&';
    out += escape_component(name) + '=' + escape_component(value);
  }
  return out;
}

std::string escape_component(std::string_view raw) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  out.reserve(raw.size());
  for (const char c : raw) {
    if (is_unreserved(c)) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += {'%', kHex[byte >> 4], kHex[byte & 15]};
    }
  }
  return out;
}

std::optional<std::string> decode_path(std::string_view raw) {
  if (!raw.starts_with('/')) return std::nullopt;
  std::string out;
  out.reserve(raw.size());
  for (std::size_t i = 0; i < raw.size(); ++i) {
    int byte = static_cast<unsigned char>(raw[i]);
    if (raw[i] == '%') {
      byte = escaped_byte(raw, i);
      if (byte == '/') return std::nullopt;
      i += 2;
    }
    if (byte < 0x20 || byte == 0x7f) return std::nullopt;
    out += static_cast<char>(byte);
  }
  if (!base::is_utf8(out) || has_dot_segment(out)) return std::nullopt;
  return out;
}

std::string_view Request::header(std::string_view lower_case_name) const {
  const auto it =
      std::ranges::find(headers, lower_case_name, [](const auto& h) -> std::string_view { return h.first; });
  return it == headers.end() ? std::string_view{} : it->second;
}

std::string_view Request::parameter(std::string_view name) const {
  const auto it = std::ranges::find(query, name, [](const auto& p) -> std::string_view { return p.first; });
  return it == query.end() ? std::string_view{} : it->second;
}

Response& Response::set(std::string name, std::string value) {
  std::erase_if(headers, [&](const auto& h) { return same_ignoring_case(h.first, name); });
  headers.emplace_back(std::move(name), std::move(value));
  return *this;
}

std::string_view Response::header(std::string_view name) const {
  const auto it =
      std::ranges::find_if(headers, [&](const auto& h) { return same_ignoring_case(h.first, name); });
  return it == headers.end() ? std::string_view{} : it->second;
}

Response text(int status, std::string body, std::string content_type) {
  Response r;
  r.status = status;
  r.body = std::move(body);
  r.set("Content-Type", std::move(content_type));
  return r;
}

Response redirect(int status, std::string location) {
  Response r;
  r.status = status;
  r.set("Location", std::move(location));
  return r;
}

bool etag_matches(std::string_view if_none_match, std::string_view etag) {
  constexpr std::string_view kBetween = " \t,";
  const auto wanted = opaque_tag(etag);
  auto rest = if_none_match;
  while (true) {
    rest.remove_prefix(std::min(rest.size(), rest.find_first_not_of(kBetween)));
    if (rest.empty()) return false;
    if (rest.front() == '*') return true;
    rest = opaque_tag(rest);
    // A comma may stand inside the quotes, so the closing quote ends a tag, not the comma.
    if (!rest.starts_with('"')) return false;
    const auto end = rest.find('"', 1);
    if (end == rest.npos) return false;
    if (rest.substr(0, end + 1) == wanted) return true;
    rest.remove_prefix(end + 1);
  }
}

bool same_ignoring_case(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace entente::http
