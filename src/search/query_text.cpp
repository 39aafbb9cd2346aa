// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/query_text.hpp"

#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>
#include <utility>

#include "base/text.hpp"
#include "search/query_signs.hpp"
#include "search/tokens.hpp"

namespace entente::search {
namespace {

/// No query within the other limits needs more, and reading stops here.
constexpr std::size_t kQueryBytes = 64 * 1024;
constexpr std::size_t kNameBytes = 64;       // of a field
constexpr std::size_t kComplaintBytes = 60;  // of the part that is complained of

std::size_t characters(std::string_view utf8) {
  return static_cast<std::size_t>(std::ranges::count_if(utf8, [](char c) { return (c & 0xC0) != 0x80; }));
}

class Reader {
 public:
  Reader(std::string_view text, const PartiesNamed& parties)
      : text_(base::clip_utf8(text, kQueryBytes)), parties_(parties) {
    if (text_.size() < text.size()) complain("query.too_long", text_.size());
  }

  QueryText read() {
    out_.tree.is = All{read_all(0)};
    return std::move(out_);
  }

 private:
  UChar32 peek() const {
    auto i = at_;
    return next(i);
  }
  UChar32 next(std::size_t& i) const {
    UChar32 c = 0;
    U8_NEXT(reinterpret_cast<const std::uint8_t*>(text_.data()), i, text_.size(), c);
    return c;
  }
  void skip() { next(at_); }
  bool done() const { return at_ == text_.size() || full_; }

  void complain(std::string_view key, std::size_t at, std::string_view part = {},
                std::string_view field = {}) {
    if (full_ || out_.complaints.size() == kComplaints) return;
    out_.complaints.push_back({std::string(key), characters(text_.substr(0, at)) + 1,
                               std::string(base::clip_utf8(part, kComplaintBytes)), std::string(field)});
  }
  void stop() {
    complain("query.too_long", at_);
    full_ = true;
  }

  // Parts --------------------------------------------------------------------------------------

  /// What stands side by side, up to the end or the parenthesis that closes it.
  Nodes read_all(std::size_t depth) {
    std::vector<std::vector<Nodes>> choices;                          // of each part, what OR ties together
    std::optional<std::pair<std::size_t, std::string_view>> pending;  // an OR whose right side is to come
    bool closed = false;
    while (!done() && !closed) {
      const auto begin = at_;
      const auto c = peek();
      if (is_space(c)) {
        skip();
      } else if (is_closing(c)) {
        closed = close(depth);
      } else if (const auto either = take_or(); !either.empty()) {
        if (choices.empty() || pending)
          complain("query.or_alone", begin, either);
        else
          pending.emplace(begin, either);
      } else if (auto nodes = read_part(depth); !nodes.empty()) {
        if (!pending) choices.emplace_back();
        pending.reset();
        choices.back().push_back(std::move(nodes));
      }
    }
    if (pending) complain("query.or_alone", pending->first, pending->second);
    if (!closed && depth > 0) complain("query.open_paren", opened_.back());
    return joined_parts(std::move(choices));
  }

  /// True where it closes what was opened last.
  bool close(std::size_t depth) {
    const auto begin = at_;
    skip();
    if (passed_over_ > 0)
      --passed_over_;
    else if (depth > 0)
      return true;
    else
      complain("query.stray_paren", begin);
    return false;
  }

  std::string_view take_or() {
    const auto begin = at_;
    while (at_ < text_.size() && is_bar(peek())) skip();
    if (at_ == begin && text_.substr(at_).starts_with("OR")) {
      at_ += 2;
      if (at_ < text_.size() && !is_border(peek())) at_ = begin;
    }
    return text_.substr(begin, at_ - begin);
  }

  bool take_minus() {
    bool found = false;
    for (; at_ < text_.size() && is_minus(peek()); skip()) found = true;
    return found && at_ < text_.size() && !is_space(peek());
  }

  Nodes read_part(std::size_t depth) {
    const bool excluded = take_minus();
    Nodes nodes;
    if (done()) return nodes;
    if (is_opening(peek())) {
      nodes = read_group(depth);
    } else if (is_quote(peek())) {
      nodes = words_of(read_quoted(), How::quoted);
    } else if (auto field = read_field()) {
      nodes = std::move(*field);
    } else {
      // "not climate-change" is meant as one thing.
      nodes = words_of(read_unit(), excluded ? How::as_one : How::each);
    }
    if (!excluded || nodes.empty()) return nodes;
    auto node = together(std::move(nodes));
    node.excluded = !node.excluded;
    return {std::move(node)};
  }

  Nodes read_group(std::size_t depth) {
    const auto begin = at_;
    skip();
    if (depth == kQueryDepth) {
      complain("query.too_deep", begin);
      ++passed_over_;
      return {};
    }
    opened_.push_back(begin);
    auto nodes = read_all(depth + 1);
    opened_.pop_back();
    if (nodes.empty()) return nodes;
    return {together(std::move(nodes))};
  }

  // Words --------------------------------------------------------------------------------------

  std::string_view read_quoted() {
    const auto opened = at_;
    skip();
    const auto begin = at_;
    while (at_ < text_.size() && !is_quote(peek())) skip();
    const auto inside = text_.substr(begin, at_ - begin);
    if (at_ < text_.size())
      skip();
    else
      complain("query.open_quote", opened);
    return inside;
  }

  std::string_view read_unit() {
    const auto begin = at_;
    while (at_ < text_.size() && !is_border(peek())) skip();
    return text_.substr(begin, at_ - begin);
  }

  enum class How {
    each,    ///< every word for itself
    as_one,  ///< one after the other
    quoted,  ///< the same, and as they are written
  };

  Nodes words_of(std::string_view raw, How how) {
    Nodes nodes;
    if (!fits(raw)) return nodes;
    const auto folded = fold(raw);
    const auto pieces = split(folded);
    Phrase phrase;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      const auto& piece = pieces[i];
      const auto kind = piece.kind;
      const bool last = how == How::each ? kind != Token::Kind::pair : i + 1 == pieces.size();
      // The run may go on in the text, so the tail at the very end says nothing.
      if (kind != Token::Kind::tail || !last) {
        const auto* after = piece.text.data() + piece.text.size();
        const bool starred = after != folded.data() + folded.size() && *after == '*';
        const bool prefix = last && (kind == Token::Kind::lone ||
                                     (kind == Token::Kind::word && starred && characters(piece.text) >= 2));
        const bool alike =
            last && !prefix && kind == Token::Kind::word && phrase.words.empty() && how != How::quoted;
        phrase.words.push_back({std::string(piece.text), prefix, alike});
      }
      phrase.loose = how == How::each && kind == Token::Kind::tail;
      if (last) push(nodes, {.is = std::exchange(phrase, {})});
    }
    return nodes;
  }

  bool fits(std::string_view raw) {
    if (raw.size() <= kTermBytes) return true;
    complain("query.too_long", static_cast<std::size_t>(raw.data() - text_.data()));
    return false;
  }

  void push(Nodes& nodes, Node leaf) {
    const bool known = std::ranges::find(leaves_, leaf) != leaves_.end();
    if (++read_ > kQueryRead || (!known && leaves_.size() == kQueryTerms)) return stop();
    if (!known) leaves_.push_back(leaf);
    nodes.push_back(std::move(leaf));
  }

  // Fields -------------------------------------------------------------------------------------

  /// Nothing where no field stands here, or none that can be read: it is then read as words.
  std::optional<Nodes> read_field() {
    const auto begin = at_;
    auto end = at_;
    bool letters = true;
    for (auto i = at_; i < text_.size(); end = i) {
      const auto c = next(i);
      if (is_colon(c)) break;
      if (is_letter(c)) continue;
      if (c != '_' && c != '-' && !u_isdigit(c)) return std::nullopt;
      letters = false;
    }
    const auto name = text_.substr(begin, end - begin);
    if (name.empty() || name.size() > kNameBytes || end == text_.size()) return std::nullopt;
    auto after = end;
    next(after);
    auto i = after;
    const UChar32 then = after < text_.size() ? next(i) : ' ';
    const bool empty = is_border(then) && !is_quote(then);
    const auto field = Names::all().field(name);
    if (field && !empty) {
      at_ = after;
      return read_values(*field, name);
    }
    if (field)
      complain("query.empty_value", begin, name);
    else if (letters && !empty && then != '/' && !is_colon(then))
      complain("query.unknown_field", begin, name);
    return std::nullopt;
  }

  /// One value or several with commas between them: any of them will do.
  Nodes read_values(Field field, std::string_view name) {
    Nodes any;
    for (bool more = true; more && !done();) {
      const auto begin = at_;
      const auto value = is_quote(peek()) ? read_quoted() : read_bare_value(field);
      more = at_ < text_.size() && is_comma(peek());
      if (more) skip();
      if (value.empty() || !fits(value)) continue;
      if (field == Field::party && ++parties_asked_ > kQueryParties) {
        stop();
        break;
      }
      auto read = read_value(field, value, parties_);
      if (auto* node = std::get_if<Node>(&read)) {
        if (!merged(any, *node))
          push(any, std::move(*node));
        else if (++read_ > kQueryRead)
          stop();
      } else {
        complain(std::get<std::string_view>(read), begin, value, name);
        for (auto& words : words_of(value, How::as_one)) any.push_back(std::move(words));
      }
    }
    if (any.size() < 2) return any;
    return {{.is = Any{std::move(any)}}};
  }

  std::string_view read_bare_value(Field field) {
    const auto begin = at_;
    while (at_ < text_.size() && !is_border(peek()) && (field == Field::amount || !is_comma(peek()))) skip();
    return text_.substr(begin, at_ - begin);
  }

  /// Puts values of one facet together.
  static bool merged(Nodes& any, const Node& node) {
    const auto* more = std::get_if<Values>(&node.is);
    if (more == nullptr || any.empty()) return false;
    auto* values = std::get_if<Values>(&any.back().is);
    if (values == nullptr || values->facet != more->facet) return false;
    std::set<std::string> all(values->any.begin(), values->any.end());
    all.insert(more->any.begin(), more->any.end());
    values->any.assign(all.begin(), all.end());
    return true;
  }

  std::string_view text_;
  const PartiesNamed& parties_;
  std::size_t at_ = 0;
  std::vector<std::size_t> opened_;  // where the parentheses stand that we are inside of
  std::size_t passed_over_ = 0;      // parentheses beyond the limit
  std::size_t read_ = 0, parties_asked_ = 0;
  Nodes leaves_;  // the different ones
  bool full_ = false;
  QueryText out_;
};

}  // namespace

QueryText read_query(std::string_view text, const PartiesNamed& parties) {
  return Reader(text, parties).read();
}

}  // namespace entente::search
