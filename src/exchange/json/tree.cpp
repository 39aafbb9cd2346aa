// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/json/tree.hpp"

#include <algorithm>
#include <unordered_set>

namespace entente::exchange::json {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

void append_utf8(std::string& out, std::uint32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | c >> 6);
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | c >> 12);
    out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | c >> 18);
    out += static_cast<char>(0x80 | (c >> 12 & 0x3F));
    out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

class Parser {
 public:
  Parser(std::string_view text, const Limits& limits) : text_(text), limits_(limits) {}

  Tree parse() {
    space();
    value(tree_.root, 1);
    space();
    if (at_ < text_.size()) fail("something stands after its end");
    return std::move(tree_);
  }

 private:
  [[noreturn]] void fail(std::string cause) const { throw SyntaxFault{at_, std::move(cause)}; }
  bool done() const { return at_ >= text_.size(); }
  char here() const { return done() ? '\0' : text_[at_]; }
  void space() {
    while (!done() && (here() == ' ' || here() == '\t' || here() == '\n' || here() == '\r')) ++at_;
  }
  void expect(char c, const char* what) {
    if (here() != c || done()) fail(done() ? "it ends too early" : std::string(what) + " is missing");
    ++at_;
  }

  void value(Node& into, std::size_t depth) {
    if (depth > limits_.depth)
      fail("lists and objects stand more than " + std::to_string(limits_.depth) + " deep in one another");
    if (++values_ > limits_.values)
      fail("it holds more than " + std::to_string(limits_.values) + " values; divide it into smaller files");
    into.begin = at_;
    if (done()) fail("it ends too early");
    switch (here()) {
      case '{':
        object(into, depth);
        break;
      case '[':
        list(into, depth);
        break;
      case '"':
        into.kind = Kind::string;
        string(into.text);
        break;
      case 't':
        word(into, Kind::boolean, "true");
        break;
      case 'f':
        word(into, Kind::boolean, "false");
        break;
      case 'n':
        word(into, Kind::null, "null");
        break;
      default:
        number(into);
    }
    into.end = at_;
  }

  void word(Node& into, Kind kind, std::string_view word) {
    if (!text_.substr(at_).starts_with(word)) fail("a value is missing");
    into.kind = kind;
    into.text = word;
    at_ += word.size();
  }

  void digits() {
    if (!is_digit(here())) fail("a value is missing");
    while (is_digit(here())) ++at_;
  }

  void number(Node& into) {
    into.kind = Kind::number;
    if (here() == '-') ++at_;
    if (here() == '0')
      ++at_;
    else
      digits();
    if (here() == '.') ++at_, digits();
    if (here() == 'e' || here() == 'E') {
      ++at_;
      if (here() == '+' || here() == '-') ++at_;
      digits();
    }
    into.text = text_.substr(into.begin, at_ - into.begin);
  }

  void list(Node& into, std::size_t depth) {
    into.kind = Kind::list;
    ++at_;
    space();
    if (here() == ']') {
      ++at_;
      return;
    }
    while (true) {
      value(into.children.emplace_back(), depth + 1);
      space();
      if (here() == ']') break;
      expect(',', "a comma or the end of a list");
      space();
    }
    ++at_;
  }

  void object(Node& into, std::size_t depth) {
    into.kind = Kind::object;
    ++at_;
    space();
    if (here() == '}') {
      ++at_;
      return;
    }
    while (true) {
      if (here() != '"') fail(done() ? "it ends too early" : "a member's name in quotation marks is missing");
      auto& member = into.children.emplace_back();
      string(member.name);
      space();
      expect(':', "a colon after a member's name");
      space();
      value(member, depth + 1);
      space();
      if (here() == '}') break;
      expect(',', "a comma or the end of an object");
      space();
    }
    ++at_;
    std::unordered_set<std::string_view> names;
    for (const auto& member : into.children)
      if (!names.insert(member.name).second) flaw(member.begin, "stands twice");
  }

  std::uint32_t four_digits() {
    std::uint32_t unit = 0;
    for (int i = 0; i < 4; ++i, ++at_) {
      const char c = here();
      const char low = static_cast<char>(c | 0x20);
      if (is_digit(c))
        unit = unit << 4 | static_cast<std::uint32_t>(c - '0');
      else if (low >= 'a' && low <= 'f')
        unit = unit << 4 | static_cast<std::uint32_t>(low - 'a' + 10);
      else
        fail("four hexadecimal digits are missing after \\u");
    }
    return unit;
  }

  void escape(std::string& out) {
    ++at_;
    const char c = here();
    static constexpr std::string_view kNames = "\"\\/bfnrt", kMean = "\"\\/\b\f\n\r\t";
    if (const auto i = kNames.find(c); i != std::string_view::npos && !done()) {
      out += kMean[i];
      ++at_;
      return;
    }
    if (c != 'u') fail("a backslash stands before what JSON does not escape");
    const auto start = at_ - 1;
    ++at_;
    auto unit = four_digits();
    if (unit >= 0xD800 && unit < 0xDC00 && text_.substr(at_).starts_with("\\u")) {
      const auto back = at_;
      at_ += 2;
      if (const auto low = four_digits(); low >= 0xDC00 && low < 0xE000)
        unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
      else
        at_ = back;
    }
    if (unit == 0) flaw(start, "holds a NUL character");
    if (unit >= 0xD800 && unit < 0xE000) {
      flaw(start, "holds half of a surrogate pair, which is no character");
      unit = 0xFFFD;
    }
    append_utf8(out, unit);
  }

  void string(std::string& out) {
    ++at_;
    while (true) {
      const auto end =
          std::find_if(text_.begin() + static_cast<std::ptrdiff_t>(at_), text_.end(),
                       [](char c) { return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20; });
      const auto stop = static_cast<std::size_t>(end - text_.begin());
      out.append(text_.substr(at_, stop - at_));
      at_ = stop;
      if (done()) fail("it ends within a string");
      if (here() == '"') break;
      if (here() != '\\') fail("a control character or a line break stands in a string");
      escape(out);
    }
    ++at_;
  }

  void flaw(std::size_t offset, std::string cause) {
    // The first hundred tell enough; a text of nothing else must not grow in memory.
    if (tree_.flaws.size() < 100) tree_.flaws.push_back({offset, std::move(cause)});
  }

  std::string_view text_;
  const Limits& limits_;
  std::size_t at_ = 0, values_ = 0;
  Tree tree_;
};

void write_string(std::string& out, std::string_view s) {
  static constexpr char kHex[] = "0123456789abcdef";
  out += '"';
  for (const char c : s) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += "\\u00";
      out += kHex[static_cast<unsigned char>(c) >> 4];
      out += kHex[c & 15];
    } else {
      out += c;
    }
  }
  out += '"';
}

void write(std::string& out, const Node& node) {
  const bool object = node.kind == Kind::object;
  switch (node.kind) {
    case Kind::null:
    case Kind::boolean:
    case Kind::number:
      out += node.text;
      break;
    case Kind::string:
      write_string(out, node.text);
      break;
    case Kind::list:
    case Kind::object:
      out += object ? '{' : '[';
      for (std::size_t i = 0; i < node.children.size(); ++i) {
        if (i) out += ',';
        if (object) {
          write_string(out, node.children[i].name);
          out += ':';
        }
        write(out, node.children[i]);
      }
      out += object ? '}' : ']';
  }
}

}  // namespace

const Node* Node::member(std::string_view called) const {
  if (kind != Kind::object) return nullptr;
  const auto found = std::ranges::find(children, called, &Node::name);
  return found == children.end() ? nullptr : &*found;
}

Tree parse(std::string_view text, const Limits& limits) {
  return Parser(text, limits).parse();
}

std::string write(const Node& node) {
  std::string out;
  write(out, node);
  return out;
}

const Node& at(const Node& from, std::string_view path) {
  const Node* node = &from;
  while (!path.empty()) {
    const Node* next = nullptr;
    if (path.front() == '[') {
      std::size_t i = 0, n = 0;
      for (n = 1; n < path.size() && is_digit(path[n]) && i < 1'000'000'000; ++n)
        i = i * 10 + static_cast<std::size_t>(path[n] - '0');
      path.remove_prefix(std::min(n + 1, path.size()));
      if (node->kind == Kind::list && i < node->children.size()) next = &node->children[i];
    } else {
      if (path.front() == '.') path.remove_prefix(1);
      const auto n = std::min(path.find_first_of(".["), path.size());
      next = node->member(path.substr(0, n));
      path.remove_prefix(n);
    }
    if (!next) break;
    node = next;
  }
  return *node;
}

std::string path_to(const Node& from, std::size_t offset) {
  std::string path;
  const Node* node = &from;
  while (true) {
    const Node* next = nullptr;
    for (std::size_t i = 0; i < node->children.size() && !next; ++i) {
      const auto& child = node->children[i];
      if (offset < child.begin || offset >= child.end) continue;
      next = &child;
      if (node->kind == Kind::list)
        path += "[" + std::to_string(i) + "]";
      else
        path += (path.empty() ? "" : ".") + child.name;
    }
    if (!next) return path;
    node = next;
  }
}

Lines::Lines(std::string_view text) : starts_{0} {
  for (std::size_t i = 0; i < text.size(); ++i)
    if (text[i] == '\n') starts_.push_back(i + 1);
}

std::uint64_t Lines::line(std::size_t offset) const {
  return static_cast<std::uint64_t>(std::ranges::upper_bound(starts_, offset) - starts_.begin());
}

std::uint64_t Lines::column(std::size_t offset) const {
  return offset - starts_[line(offset) - 1] + 1;
}

}  // namespace entente::exchange::json
