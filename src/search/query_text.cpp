// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/query_text.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>
#include <set>
#include <utility>

#include "base/text.hpp"
#include "search/index.hpp"
#include "search/tokens.hpp"

namespace entente::search {
namespace {

/// No query within the other limits needs more, and reading stops here.
constexpr std::size_t kQueryBytes = 64 * 1024;

bool is_space(UChar32 c) {
  return (c >= 0 && c < 0x20) || c == 0x7F || u_isUWhiteSpace(c);
}
bool is_quote(UChar32 c) {
  switch (c) {
    case '"':
    case 0x00AB:  // guillemets
    case 0x00BB:
    case 0x201C:  // curly
    case 0x201D:
    case 0x201E:
    case 0x300C:  // corner brackets
    case 0x300D:
    case 0xFF02:  // full-width
      return true;
    default:
      return false;
  }
}
bool is_minus(UChar32 c) {
  return c == '-' || c == 0x2212 || c == 0xFF0D;
}

bool two_characters(std::string_view utf8) {
  return std::ranges::count_if(utf8, [](char c) { return (c & 0xC0) != 0x80; }) >= 2;
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(base::clip_utf8(text, kQueryBytes)) {
    if (text_.size() < text.size()) complain("query.too_long");
  }

  QueryText read() {
    while (at_ < text_.size()) {
      if (is_space(peek())) {
        skip();
        continue;
      }
      const bool excluded = take_minus();
      if (at_ < text_.size() && is_quote(peek()))
        read_phrase(excluded);
      else
        read_unit(excluded);
    }
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

  bool take_minus() {
    bool found = false;
    for (; at_ < text_.size() && is_minus(peek()); skip()) found = true;
    return found && at_ < text_.size() && !is_space(peek());
  }

  void read_phrase(bool excluded) {
    skip();
    const auto begin = at_;
    while (at_ < text_.size() && !is_quote(peek())) skip();
    const auto inside = text_.substr(begin, at_ - begin);
    if (at_ < text_.size())
      skip();
    else
      complain("query.open_quote");
    add(inside, excluded, true);
  }

  void read_unit(bool excluded) {
    const auto begin = at_;
    for (; at_ < text_.size(); skip()) {
      const auto c = peek();
      if (is_space(c) || is_quote(c)) break;
    }
    // "not climate-change" is meant as one thing.
    add(text_.substr(begin, at_ - begin), excluded, excluded);
  }

  void add(std::string_view raw, bool excluded, bool together) {
    if (raw.size() > kTermBytes) return complain("query.too_long");
    const auto folded = fold(raw);
    const auto pieces = split(folded);
    Term term{.words = {}, .excluded = excluded};
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      const auto& piece = pieces[i];
      const auto kind = piece.kind;
      const bool last = together ? i + 1 == pieces.size() : kind != Token::Kind::pair;
      // The run may go on in the text, so the tail at the very end says nothing.
      if (kind == Token::Kind::tail && last) {
        push(std::move(term));
      } else {
        const auto* after = piece.text.data() + piece.text.size();
        const bool starred = after != folded.data() + folded.size() && *after == '*';
        const bool prefix = last && (kind == Token::Kind::lone ||
                                     (kind == Token::Kind::word && starred && two_characters(piece.text)));
        term.words.push_back({std::string(piece.text), prefix});
        if (!last) continue;
        push(std::move(term));
      }
      term = {.words = {}, .excluded = excluded};
    }
  }

  void push(Term term) {
    if (std::ranges::find(out_.terms, term) != out_.terms.end()) return;
    if (out_.terms.size() == kQueryTerms) return complain("query.too_long");
    out_.terms.push_back(std::move(term));
  }

  void complain(std::string_view key) {
    if (out_.complaint.empty()) out_.complaint = key;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  QueryText out_;
};

}  // namespace

std::vector<std::string> QueryText::words() const {
  std::vector<std::string> all;
  std::set<std::string> seen;
  for (const auto& term : terms) {
    if (term.excluded) continue;
    for (const auto& word : term.words) {
      auto shown = word.prefix ? word.text + "*" : word.text;
      if (seen.insert(shown).second) all.push_back(std::move(shown));
    }
  }
  return all;
}

QueryText read_query(std::string_view text) {
  return Reader(text).read();
}

}  // namespace entente::search
