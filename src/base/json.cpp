// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "base/json.hpp"

#include <unicode/unistr.h>

#include <algorithm>
#include <boost/json.hpp>
#include <vector>

#include "base/error.hpp"
#include "base/json_plain.hpp"

namespace entente::base {

namespace json = boost::json;

namespace {

constexpr std::uint64_t kLimit = std::uint64_t{1} << 53;

void write_string(std::string& out, std::string_view s) {
  static constexpr char kHex[] = "0123456789abcdef";
  out += '"';
  for (std::size_t at = 0; at < s.size(); ++at) {
    // What needs no escape is most of it, and goes over in one piece.
    const auto run = at;
    at = json_plain_end(s, at);
    out.append(s, run, at - run);
    if (at == s.size()) break;
    const char c = s[at];
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\b':
        out += "\\b";
        break;
      case '\f':
        out += "\\f";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        out += "\\u00";
        out += kHex[static_cast<unsigned char>(c) >> 4];
        out += kHex[c & 15];
    }
  }
  out += '"';
}

/// RFC 8785, 3.2.3: members sorted by UTF-16 code units. Bytes of UTF-8 sort the same way except
/// where surrogate pairs (F0 and above) meet U+E000…U+FFFF (EE and EF).
bool before(std::string_view a, std::string_view b) {
  const auto [in_a, in_b] = std::ranges::mismatch(a, b);
  if (in_a == a.end() || in_b == b.end()) return a.size() < b.size();
  const auto first = static_cast<unsigned char>(*in_a), second = static_cast<unsigned char>(*in_b);
  if (first < 0xEE || second < 0xEE) return first < second;
  const auto u = [](std::string_view s) {
    return icu::UnicodeString::fromUTF8(icu::StringPiece(s.data(), static_cast<int32_t>(s.size())));
  };
  return u(a).compare(u(b)) < 0;
}

void write(std::string& out, const json::value& v) {
  switch (v.kind()) {
    case json::kind::null:
      out += "null";
      break;
    case json::kind::bool_:
      out += v.get_bool() ? "true" : "false";
      break;
    case json::kind::int64:
      append_canonical(out, v.get_int64());
      break;
    case json::kind::uint64:
      // What int64 does not hold is past the limit in any case.
      append_canonical(out, static_cast<std::int64_t>(std::min(v.get_uint64(), kLimit)));
      break;
    case json::kind::double_:
      throw Error("canonical JSON", "a floating-point number has no place in a record",
                  "Write it as a string.");
    case json::kind::string:
      write_string(out, v.get_string());
      break;
    case json::kind::array: {
      out += '[';
      bool first = true;
      for (const auto& item : v.get_array()) {
        if (!first) out += ',';
        first = false;
        write(out, item);
      }
      out += ']';
      break;
    }
    case json::kind::object: {
      std::vector<const json::key_value_pair*> members;
      for (const auto& m : v.get_object()) members.push_back(&m);
      std::ranges::sort(members, [](const auto* a, const auto* b) { return before(a->key(), b->key()); });
      out += '{';
      bool first = true;
      for (const auto* m : members) {
        if (!first) out += ',';
        first = false;
        write_string(out, m->key());
        out += ':';
        write(out, m->value());
      }
      out += '}';
      break;
    }
  }
}

}  // namespace

void append_canonical(std::string& out, std::string_view text) {
  write_string(out, text);
}

void append_canonical(std::string& out, std::int64_t number) {
  constexpr auto kMost = static_cast<std::int64_t>(kLimit);
  if (number <= -kMost || number >= kMost)
    throw Error("canonical JSON", "an integer is not below 2^53", "Write it as a string.");
  out += std::to_string(number);
}

void CanonicalObject::begin(std::string_view name) {
  out_ += members_.empty() ? '{' : ',';
  members_.push_back({name, out_.size()});
  write_string(out_, name);
  out_ += ':';
}

void CanonicalObject::drop() {
  out_.resize(members_.back().at - 1);
  members_.pop_back();
}

void CanonicalObject::end() {
  if (members_.empty()) out_ += '{';
  const auto in_order = [](const Member& a, const Member& b) { return before(a.name, b.name); };
  if (!std::ranges::is_sorted(members_, in_order)) {
    // Each member reaches to the comma before the next.
    const auto written = out_.substr(start_);
    std::vector<std::pair<Member, std::string_view>> texts;
    texts.reserve(members_.size());
    for (std::size_t i = 0; i < members_.size(); ++i) {
      const auto end = i + 1 < members_.size() ? members_[i + 1].at - 1 : out_.size();
      texts.emplace_back(members_[i],
                         std::string_view(written).substr(members_[i].at - start_, end - members_[i].at));
    }
    std::ranges::sort(texts, in_order, &std::pair<Member, std::string_view>::first);
    out_.resize(start_);
    for (const auto& [member, text] : texts) {
      out_ += out_.size() == start_ ? '{' : ',';
      out_ += text;
    }
  }
  out_ += '}';
}

std::string canonical_json(const json::value& v) {
  std::string out;
  write(out, v);
  return out;
}

json::value parse_json(std::string_view text, std::string_view thing) {
  json::parse_options options;
  options.max_depth = 64;
  boost::system::error_code ec;
  json::parser parser({}, options);
  const auto read = parser.write_some(text.data(), text.size(), ec);
  if (!ec && read < text.size()) {
    const auto rest = text.substr(read);
    if (rest.find_first_not_of(" \t\r\n") != std::string_view::npos) ec = json::error::extra_data;
  }
  if (ec) {
    const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(read), '\n');
    throw BadInput(std::string(thing), "is not JSON: " + ec.message() + " in line " + std::to_string(line));
  }
  return parser.release();
}

}  // namespace entente::base
