// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "base/json_reader.hpp"

#include <algorithm>
#include <charconv>

#include "base/error.hpp"
#include "base/json_plain.hpp"
#include "base/text.hpp"

namespace entente::base {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

void append_utf8(std::string& out, std::uint32_t code) {
  const auto tail = [&](unsigned shift) { out += static_cast<char>(0x80 | (code >> shift & 0x3F)); };
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0 | code >> 6);
    tail(0);
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0 | code >> 12);
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xF0 | code >> 18);
    tail(12);
    tail(6);
    tail(0);
  }
}

}  // namespace

JsonReader::JsonReader(std::string_view text, std::string_view thing) : text_(text), thing_(thing) {
  if (!is_utf8(text)) fail("bytes that are no UTF-8");
}

void JsonReader::fail(std::string_view cause) const {
  const auto until = text_.substr(0, std::min(at_, text_.size()));
  throw BadInput(std::string(thing_), "is not JSON: " + std::string(cause) + " in line " +
                                          std::to_string(1 + std::ranges::count(until, '\n')));
}

void JsonReader::pass_space() {
  while (at_ < text_.size() &&
         (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\t' || text_[at_] == '\r'))
    ++at_;
}

JsonReader::Kind JsonReader::next() {
  pass_space();
  if (at_ == text_.size()) fail("it ends too early");
  switch (const char c = text_[at_]) {
    case '{':
      return Kind::object;
    case '[':
      return Kind::array;
    case '"':
      return Kind::string;
    case 't':
    case 'f':
    case 'n':
      return Kind::literal;
    default:
      if (c != '-' && !is_digit(c)) fail("no value stands where one is expected");
      return Kind::number;
  }
}

void JsonReader::begin() {
  ++at_;
  first_ = true;
}

/// Whether another value comes in what was begun last; else passes over its end.
bool JsonReader::another(char close) {
  pass_space();
  if (at_ < text_.size() && text_[at_] == close) {
    ++at_;
    return first_ = false;
  }
  if (!first_) {
    if (at_ == text_.size() || text_[at_] != ',') fail("a comma is missing");
    ++at_;
  }
  first_ = false;
  return true;
}

bool JsonReader::member(std::string_view& name) {
  if (!another('}')) return false;
  pass_space();
  if (at_ == text_.size() || text_[at_] != '"') fail("a member without a name");
  name = string();
  pass_space();
  if (at_ == text_.size() || text_[at_] != ':') fail("a colon is missing");
  ++at_;
  return true;
}

bool JsonReader::item() {
  return another(']');
}

std::string_view JsonReader::string() {
  const auto begin = ++at_;
  at_ = json_plain_end(text_, at_);
  if (at_ < text_.size() && text_[at_] == '"') return text_.substr(begin, at_++ - begin);
  return unescaped(begin);
}

/// The string that began there and has been plain up to here.
std::string_view JsonReader::unescaped(std::size_t begin) {
  std::string out(text_.substr(begin, at_ - begin));
  while (true) {
    if (at_ == text_.size()) fail("a string without an end");
    if (text_[at_] == '"') break;
    if (text_[at_] != '\\') fail("a control character in a string");
    ++at_;
    append_escape(out);
    const auto plain = at_;
    at_ = json_plain_end(text_, at_);
    out.append(text_, plain, at_ - plain);
  }
  ++at_;
  return written_.emplace_back(std::move(out));
}

/// What stands behind a backslash.
void JsonReader::append_escape(std::string& out) {
  static constexpr std::string_view kWritten = "\"\\/bfnrt", kMeant = "\"\\/\b\f\n\r\t";
  if (at_ == text_.size()) fail("a string without an end");
  const char c = text_[at_++];
  if (const auto known = kWritten.find(c); known != kWritten.npos) {
    out += kMeant[known];
    return;
  }
  if (c != 'u') fail("a backslash before a letter that has none");
  auto code = code_unit();
  if (code >= 0xD800 && code < 0xDC00) {
    if (!text_.substr(at_).starts_with("\\u")) fail("half a character");
    at_ += 2;
    const auto low = code_unit();
    if (low < 0xDC00 || low > 0xDFFF) fail("half a character");
    code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
  } else if (code >= 0xDC00 && code <= 0xDFFF) {
    fail("half a character");
  }
  append_utf8(out, code);
}

std::uint32_t JsonReader::code_unit() {
  constexpr std::size_t kDigits = 4;
  const auto digits = text_.substr(at_, kDigits);
  std::uint32_t code = 0;
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), code, 16);
  if (fault != std::errc{} || end != digits.data() + kDigits) fail("a character's number is not four digits");
  at_ += kDigits;
  return code;
}

/// Passes over the number that comes next, by JSON's grammar.
std::string_view JsonReader::number() {
  const auto begin = at_;
  const auto digits = [this] {
    const auto from = at_;
    while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
    if (at_ == from) fail("a number without digits");
    return text_.substr(from, at_ - from);
  };
  const auto stands = [this](std::string_view letters) {
    if (at_ == text_.size() || letters.find(text_[at_]) == letters.npos) return false;
    ++at_;
    return true;
  };
  stands("-");
  if (const auto whole = digits(); whole.size() > 1 && whole[0] == '0') fail("a number that begins with 0");
  if (stands(".")) digits();
  if (stands("eE")) {
    stands("+-");
    digits();
  }
  return text_.substr(begin, at_ - begin);
}

std::optional<std::int64_t> JsonReader::integer() {
  const auto digits = number();
  std::int64_t value = 0;
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (fault != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

void JsonReader::literal() {
  for (const std::string_view known : {"true", "false", "null"})
    if (text_.substr(at_).starts_with(known)) {
      at_ += known.size();
      return;
    }
  fail("a word that JSON does not have");
}

void JsonReader::skip(int levels) {
  if (levels == 0) fail("it is nested too deep");
  std::string_view name;
  switch (next()) {
    case Kind::object:
      for (begin(); member(name);) skip(levels - 1);
      break;
    case Kind::array:
      for (begin(); item();) skip(levels - 1);
      break;
    case Kind::string:
      string();
      break;
    case Kind::number:
      number();
      break;
    case Kind::literal:
      literal();
      break;
  }
}

void JsonReader::end() {
  pass_space();
  if (at_ < text_.size()) fail("more than one value");
}

}  // namespace entente::base
