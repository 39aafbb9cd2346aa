// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/validation/tree.hpp"

#include <unicode/utf8.h>

#include <charconv>

#include "exchange/iati/characters.hpp"

namespace entente::exchange::iati::validation {

namespace {

/// Appends what a reference at the front of `text` stands for; returns its length, 0 where it is none.
std::size_t append_reference(std::string& out, std::string_view text) {
  if (!is_reference(text)) return 0;
  const auto end = text.find(';');
  const auto body = text.substr(1, end - 1);
  if (body.front() != '#') {
    out += body == "amp" ? '&' : body == "lt" ? '<' : body == "gt" ? '>' : body == "quot" ? '"' : '\'';
    return end + 1;
  }
  const bool hex = body[1] == 'x';
  std::uint32_t c = 0;
  std::from_chars(body.data() + (hex ? 2 : 1), body.data() + body.size(), c, hex ? 16 : 10);
  char bytes[4];  // NOLINT(cppcoreguidelines-avoid-c-arrays): what ICU's macro writes to
  std::int32_t length = 0;
  U8_APPEND_UNSAFE(bytes, length, c);
  out.append(bytes, static_cast<std::size_t>(length));
  return end + 1;
}

}  // namespace

std::string_view Tree::keep(std::string&& s) const {
  decoded_.push_back(std::make_unique<std::string>(std::move(s)));
  return *decoded_.back();
}

std::string_view Tree::decode_attribute(std::string_view raw) const {
  std::string out;
  for (std::size_t i = 0; i < raw.size();) {
    const char c = raw[i];
    if (c == '&') {
      const auto length = append_reference(out, raw.substr(i));
      i += length;
      if (length != 0) continue;
    }
    // A line end, written either way, is one space.
    if (c == '\r' && i + 1 < raw.size() && raw[i + 1] == '\n') ++i;
    out += is_space(c) ? ' ' : c;
    ++i;
  }
  return keep(std::move(out));
}

std::string_view Tree::decode_content(const Node& n) const {
  std::string out;
  auto rest = text.substr(n.begin, n.end - n.begin);
  std::size_t depth = 0;
  for (std::size_t i = 0; i < rest.size();) {
    const auto here = rest.substr(i);
    if (here.starts_with("<![CDATA[")) {
      const auto end = here.find("]]>");
      if (depth == 1) out += here.substr(9, end - 9);
      i += end + 3;
    } else if (here.starts_with("<!--")) {
      i += here.find("-->", 4) + 3;
    } else if (here.starts_with("<?")) {
      i += here.find("?>", 2) + 2;
    } else if (here[0] == '<') {
      std::size_t end = 1;
      for (char quote = 0; end < here.size() && (quote != 0 || here[end] != '>'); ++end) {
        if (quote != 0 && here[end] == quote)
          quote = 0;
        else if (quote == 0 && (here[end] == '"' || here[end] == '\''))
          quote = here[end];
      }
      if (here[1] == '/')
        --depth;
      else if (here[end - 1] != '/')
        ++depth;
      i += end + 1;
    } else if (depth != 1) {
      ++i;
    } else if (here[0] == '&') {
      const auto length = append_reference(out, here);
      i += length == 0 ? 1 : length;
    } else {
      if (here[0] == '\r') {
        out += '\n';
        i += here.starts_with("\r\n") ? 2 : 1;
      } else {
        out += here[0];
        ++i;
      }
    }
  }
  return keep(std::move(out));
}

std::string Tree::path(std::uint32_t node) const {
  const auto& n = nodes[node];
  if (n.parent == kNoNode) return {};
  auto path = this->path(n.parent);
  if (!path.empty()) path += '/';
  path += name(n);
  if (n.ordinal > 1 || n.next_same != kNoNode) path += '[' + std::to_string(n.ordinal) + ']';
  return path;
}

}  // namespace entente::exchange::iati::validation
