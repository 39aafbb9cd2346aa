// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/tokens.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <cstdint>
#include <string>
#include <utility>

#include "search/index.hpp"

namespace entente::search {
namespace {

enum class Class { gap, word, paired };

/// Han, Hiragana, Katakana: scripts written without spaces between words.
bool is_paired(UChar32 c) {
  if (c < 0x3005) return false;
  return c == 0x3005 || c == 0x3007 || c == 0x303B || (c >= 0x3041 && c <= 0x309A) ||
         (c >= 0x309D && c <= 0x309F) || (c >= 0x30A1 && c <= 0x30FA) || (c >= 0x30FC && c <= 0x30FF) ||
         (c >= 0x31F0 && c <= 0x31FF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x1B000 && c <= 0x1B16F) || (c >= 0x20000 && c <= 0x3FFFD);
}

Class class_of(UChar32 c) {
  if (c < 0) return Class::gap;
  if (c < 0x80) {
    const bool alnum = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
    return alnum ? Class::word : Class::gap;
  }
  if (is_paired(c)) return Class::paired;
  return (U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_N_MASK | U_GC_M_MASK)) != 0 ? Class::word : Class::gap;
}

/// Collects the characters of one run and hands out its tokens.
class Splitter {
 public:
  explicit Splitter(std::string_view text) : text_(text) {}

  void take(Class c, std::size_t begin, std::size_t end) {
    if (c != running_) finish();
    running_ = c;
    if (c == Class::gap) return;
    if (length_ == 0) begin_ = begin;
    if (c == Class::paired && length_ > 0) add(Token::Kind::pair, last_, end);
    last_ = begin;
    end_ = end;
    ++length_;
  }
  std::vector<Token> done() {
    finish();
    return std::move(out_);
  }

 private:
  void finish() {
    if (length_ > 0 && running_ == Class::word) add(Token::Kind::word, begin_, end_);
    if (length_ > 0 && running_ == Class::paired)
      add(length_ == 1 ? Token::Kind::lone : Token::Kind::tail, last_, end_);
    length_ = 0;
  }
  void add(Token::Kind kind, std::size_t begin, std::size_t end) {
    out_.push_back({text_.substr(begin, end - begin), kind});
  }

  std::string_view text_;
  std::vector<Token> out_;
  Class running_ = Class::gap;
  std::size_t begin_ = 0, last_ = 0, end_ = 0, length_ = 0;
};

}  // namespace

std::vector<Token> split(std::string_view folded) {
  Splitter splitter(folded);
  const auto* s = reinterpret_cast<const std::uint8_t*>(folded.data());
  for (std::size_t i = 0; i < folded.size();) {
    const auto begin = i;
    UChar32 c = s[i];
    if (c < 0x80)
      ++i;
    else
      U8_NEXT(s, i, folded.size(), c);
    splitter.take(class_of(c), begin, i);
  }
  return splitter.done();
}

std::vector<std::string> tokens(std::string_view text) {
  const auto folded = fold(text);
  std::vector<std::string> out;
  for (const auto& token : split(folded))
    if (token.kind != Token::Kind::tail) out.emplace_back(token.text);
  return out;
}

}  // namespace entente::search
