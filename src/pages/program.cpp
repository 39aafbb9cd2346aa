// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/program.hpp"

#include <algorithm>
#include <array>
#include <ranges>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"

namespace entente::pages {

namespace {

constexpr std::string_view kBlanks = " \t", kTagOpen = "{{", kTagClose = "}}";

constexpr std::string_view entity_of(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&apos;";
    default:
      return {};
  }
}

constexpr std::array<bool, 256> kMarkup = [] {
  std::array<bool, 256> markup{};
  for (std::size_t c = 0; c < markup.size(); ++c) markup[c] = !entity_of(static_cast<char>(c)).empty();
  return markup;
}();

}  // namespace

void escape_into(std::string& out, std::string_view text) {
  std::size_t written = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!kMarkup[static_cast<unsigned char>(text[at])]) continue;
    out.append(text.substr(written, at - written)).append(entity_of(text[at]));
    written = at + 1;
  }
  out.append(text.substr(written));
}

std::string html_escape(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  escape_into(out, text);
  return out;
}

/// Cuts a template into steps. Most lines have text on them and cannot fall away, so that texts run over
/// them; only where a line's end is reached with nothing but blanks since the last tag must filling look.
class Program::Reader {
 public:
  Reader(std::string_view name, const base::Messages& messages, std::vector<Step>& steps)
      : name_(name), messages_(messages), steps_(steps) {}

  void read(std::string_view rest) {
    for (auto at = rest.find(kTagOpen); at != rest.npos; at = rest.find(kTagOpen)) {
      literal(rest.substr(0, at));
      rest.remove_prefix(at + kTagOpen.size());
      tag(rest);
    }
    literal(rest);
    flush();
    if (!open_.empty()) fail("has a section that does not end: " + steps_[open_.back()].text);
  }

 private:
  using Kind = Step::Kind;

  [[noreturn]] void fail(const std::string& what) const {
    throw base::Error("template " + std::string(name_), what);
  }

  void literal(std::string_view text) {
    for (const char c : text) {
      if (c != '\n') {
        blank_ = blank_ && kBlanks.find(c) != kBlanks.npos;
        text_ += c;
      } else if (blank_ && !begun_) {
        flush();
        steps_.push_back({Kind::line_end});
        begun_ = true;
      } else {
        text_ += c;
        line_ = text_.size();
        begun_ = blank_ = true;
      }
    }
  }

  void flush() {
    if (!text_.empty()) steps_.push_back({Kind::text, std::exchange(text_, {}), line_});
    line_ = Step::npos;
    blank_ = true;
    begun_ = false;
  }

  /// Reads a tag and what it opens; `rest` begins behind its braces.
  void tag(std::string_view& rest) {
    const bool raw = rest.starts_with('{');
    const auto close = raw ? std::string_view("}}}") : kTagClose;
    const auto end = rest.find(close);
    if (end == rest.npos) fail("has a tag that does not close");
    auto name = base::trimmed(rest.substr(raw ? 1 : 0, end - (raw ? 1 : 0)));
    rest.remove_prefix(end + close.size());
    const char sign = name.empty() ? '\0' : name.front();
    if (sign == '#' || sign == '^' || sign == '/') name = base::trimmed(name.substr(1));
    if (sign == '#' && name == "t") return message(rest);
    check(name);
    flush();
    if (sign == '/') return close_section(name);
    if (sign == '#' || sign == '^') open_.push_back(steps_.size());
    const auto kind = raw           ? Kind::raw
                      : sign == '#' ? Kind::section
                      : sign == '^' ? Kind::unless
                      : name == "." ? Kind::here
                                    : Kind::value;
    steps_.push_back({kind, std::string(name)});
  }

  void message(std::string_view& rest) {
    constexpr std::string_view kEnd = "{{/t}}";
    const auto end = rest.find(kEnd);
    if (end == rest.npos) fail("has a message that does not end");
    const auto text = html_escape(messages_.get(rest.substr(0, end)));
    rest.remove_prefix(end + kEnd.size());
    blank_ = blank_ && text.find_first_not_of(kBlanks) == text.npos;
    text_ += text;
  }

  void close_section(std::string_view name) {
    if (open_.empty() || steps_[open_.back()].text != name)
      fail("ends a section that is not open: " + std::string(name));
    steps_[open_.back()].end = steps_.size();
    open_.pop_back();
  }

  void check(std::string_view name) const {
    const bool plain = std::ranges::all_of(
        name, [](char c) { return c == '_' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
    if (name.empty() || (!plain && name != ".")) fail("has a tag of a kind it may not: " + std::string(name));
  }

  std::string_view name_;
  const base::Messages& messages_;
  std::vector<Step>& steps_;
  std::vector<std::size_t> open_;  ///< sections, the outermost first
  std::string text_;               ///< read since the last step
  std::size_t line_ = Step::npos;
  bool begun_ = true;  ///< the line began in text_, or at a line_end just before: no tag stands on it
  bool blank_ = true;  ///< nothing but blanks since the line or text_ began
};

/// One filling: where we are in the view, and in the line.
class Program::Filling {
 public:
  Filling(const std::vector<Step>& steps, const View& view, std::string& out)
      : steps_(steps), out_(out), line_(out.size()) {
    within_.push_back(&view);
  }

  void run() {
    run(0, steps_.size());
    if (falls_away()) out_.resize(line_);
  }

 private:
  using Kind = Step::Kind;

  void run(std::size_t from, std::size_t end) {
    for (auto at = from; at < end; ++at) {
      const auto& step = steps_[at];
      switch (step.kind) {
        case Kind::text:
          if (step.line != Step::npos) begin_line(out_.size() + step.line);
          out_ += step.text;
          break;
        case Kind::line_end:
          if (falls_away())
            out_.resize(line_);
          else
            out_ += '\n';
          begin_line(out_.size());
          break;
        case Kind::value:
          if (const auto* view = find(step)) write(*view);
          break;
        case Kind::raw:
          if (const auto* view = find(step); view && view->is_string()) out_ += view->string_value();
          break;
        case Kind::here:
          write(*within_.back());
          break;
        case Kind::section:
          section(at);
          at = step.end - 1;
          break;
        case Kind::unless:
          if (const auto* view = find(step); !view || view->is_false() || view->is_empty_list())
            once(at, *within_.back());
          at = step.end - 1;
          break;
      }
    }
  }

  void section(std::size_t at) {
    const auto* view = find(steps_[at]);
    if (!view || view->is_false()) return;
    if (!view->is_list()) return once(at, *view);
    for (const auto& element : view->list_value()) once(at, element);
  }

  void once(std::size_t at, const View& view) {
    tagged_ = true;
    within_.push_back(&view);
    run(at + 1, steps_[at].end);
    within_.pop_back();
    tagged_ = true;
  }

  const View* find(const Step& step) const {
    const auto name = View::Name::within(step.text);
    for (const auto* view : std::views::reverse(within_))
      if (const auto* found = view->get(name)) return found;
    return nullptr;
  }

  void write(const View& view) {
    if (view.is_string()) escape_into(out_, view.string_value());
  }

  void begin_line(std::size_t at) {
    line_ = at;
    tagged_ = false;
  }
  bool falls_away() const { return tagged_ && out_.find_first_not_of(kBlanks, line_) == out_.npos; }

  const std::vector<Step>& steps_;
  std::string& out_;
  std::vector<const View*> within_;  ///< the innermost last
  std::size_t line_;                 ///< where in out_ the line begins
  bool tagged_ = false;              ///< a section was filled on it
};

Program::Program(std::string_view name, std::string_view text, const base::Messages& messages) {
  Reader(name, messages, steps_).read(text);
}

void Program::fill(const View& view, std::string& out) const {
  Filling(steps_, view, out).run();
}

}  // namespace entente::pages
