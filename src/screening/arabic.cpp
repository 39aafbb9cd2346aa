// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/arabic.hpp"

#include <unicode/utf8.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace entente::screening {
namespace {

/// What of a letter may be chosen otherwise than is likeliest.
struct Choice {
  std::string_view j = "j";      ///< "g" in Egypt, "dj" after French
  std::string_view q = "q";      ///< "k", "g"
  std::string_view z = "z";      ///< of the emphatic and of dhal: "dh"
  std::string_view d = "d";      ///< of the emphatic: "z" in Persian
  std::string_view th = "th";    ///< "s" in Persian
  std::string_view w = "w";      ///< "v" in Persian
  std::string_view u = "u";      ///< a long u: "ou", "oo"
  std::string_view i = "i";      ///< a long i: "ee"
  std::string_view first = "a";  ///< the first of the vowels that are not written
  bool diphthongs = false;       ///< waw and ya after an unwritten vowel: "aw", "ay"
};

struct Letter {
  char32_t letter;
  std::string_view latin;
};

/// In the order of Unicode; alef, waw, ya and ayn are not among them.
constexpr Letter kConsonants[] = {
    {U'ب', "b"},  {U'ت', "t"},  {U'ث', "th"}, {U'ج', "j"}, {U'ح', "h"},  {U'خ', "kh"}, {U'د', "d"},
    {U'ذ', "dh"}, {U'ر', "r"},  {U'ز', "z"},  {U'س', "s"}, {U'ش', "sh"}, {U'ص', "s"},  {U'ض', "d"},
    {U'ط', "t"},  {U'ظ', "z"},  {U'غ', "gh"}, {U'ف', "f"}, {U'ق', "q"},  {U'ك', "k"},  {U'ل', "l"},
    {U'م', "m"},  {U'ن', "n"},  {U'ه', "h"},  {U'ٹ', "t"}, {U'ټ', "t"},  {U'پ', "p"},  {U'ځ', "dz"},
    {U'څ', "ts"}, {U'چ', "ch"}, {U'ڈ', "d"},  {U'ډ', "d"}, {U'ڑ', "r"},  {U'ړ', "r"},  {U'ږ', "g"},
    {U'ژ', "zh"}, {U'ښ', "kh"}, {U'ڤ', "v"},  {U'ګ', "g"}, {U'ڭ', "ng"}, {U'گ', "g"},  {U'ں', "n"},
    {U'ڼ', "n"},  {U'ۋ', "w"},
};

std::string_view consonant(char32_t c, const Choice& choice) {
  switch (c) {
    case U'ج':
      return choice.j;
    case U'ق':
      return choice.q;
    case U'ذ':
    case U'ظ':
      return choice.z;
    case U'ض':
      return choice.d;
    case U'ث':
      return choice.th;
    default:
      break;
  }
  const auto* row = std::ranges::lower_bound(kConsonants, c, {}, &Letter::letter);
  return row != std::end(kConsonants) && row->letter == c ? row->latin : std::string_view();
}

bool is_glide(char32_t c) {
  return c == U'و' || c == U'ي' || c == U'ې' || c == U'ے' || c == U'ۇ' || c == U'ۆ';
}
bool is_open(char32_t c) {
  return c == U'ا' || c == U'ع';
}

/// A word as it is written, and the vowels that are not.
class Speller {
 public:
  Speller(std::u32string_view word, const Choice& choice) : word_(word), choice_(choice) {}

  std::string spelled() {
    for (at_ = 0; at_ < word_.size(); ++at_) {
      const char32_t c = word_[at_];
      if (c < 0x80)
        run_.emplace_back(1, static_cast<char>(c));
      else if (is_open(c))
        open(c);
      else if (is_glide(c))
        glide(c);
      else if (c == U'ه' && last() && at_ > 1)
        vowel("a", false);  // what ta marbuta is folded to
      else if (const auto latin = consonant(c, choice_); !latin.empty())
        run_.emplace_back(latin);
    }
    close_run(false);
    return out_;
  }

 private:
  bool last() const { return at_ + 1 == word_.size(); }
  bool after_vowel() const { return run_.empty() && ended_by_vowel_; }

  void vowel(std::string_view latin, bool long_a) {
    close_run(true);
    if (!(ended_by_vowel_ && out_.ends_with(latin))) out_ += latin;
    ended_by_vowel_ = true;
    long_a_ = long_a;
  }

  void open(char32_t c) {
    if (c == U'ع' && last() && after_vowel()) return;  // Rabi, Wasi
    const bool begins = out_.empty() && run_.empty();
    const bool before_long = !last() && (is_open(word_[at_ + 1]) || is_glide(word_[at_ + 1]));
    // Isa, Uthman, Ali: the long vowel is the first, unless it is a consonant itself: Awad.
    const bool glides = begins && c == U'ع' && at_ + 2 < word_.size() && is_glide(word_[at_ + 1]);
    if (glides && !is_open(word_[at_ + 2]) && !is_glide(word_[at_ + 2])) return;
    vowel(begins && !before_long ? choice_.first : "a", c == U'ا' && !begins);
    if (begins) first_ = false;
  }

  void glide(char32_t c) {
    const bool round = c == U'و' || c == U'ۇ' || c == U'ۆ';
    const bool before_long = !last() && (is_open(word_[at_ + 1]) || is_glide(word_[at_ + 1]));
    const bool after_alef = at_ == 1 && word_[0] == U'ا';  // Ayman, Aws
    if (at_ == 0 || before_long || after_alef) {
      run_.emplace_back(round ? choice_.w : "y");
    } else if (choice_.diphthongs && !last() && !after_vowel()) {
      vowel(round ? "aw" : "ay", false);
    } else {
      vowel(round ? choice_.u : choice_.i, false);
    }
  }

  void insert() {
    out_ += long_a_ ? "i" : first_ ? choice_.first : std::string_view("a");  // Khalid, Fatima
    first_ = false;
    long_a_ = false;
  }

  /// Writes the consonants since the last vowel: in syllables of a consonant, a vowel and mostly another
  /// consonant, the last of them beginning the next syllable where a vowel follows.
  void close_run(bool followed) {
    const std::size_t count = run_.size() - (followed && !run_.empty() ? 1 : 0);
    const std::size_t phase = ended_by_vowel_ ? 1 : 0;
    for (std::size_t i = 0; i < run_.size(); ++i) {
      out_ += run_[i];
      if (i >= count || (i + 1 == count && !followed)) continue;
      // Two consonants at the end have a vowel between them: Hasan, Ahmad.
      if (i % 2 == phase || (!followed && i + 2 == count) || (long_a_ && i == 0)) insert();
    }
    if (!run_.empty()) {
      ended_by_vowel_ = false;
      long_a_ = false;
    }
    run_.clear();
  }

  std::u32string_view word_;
  const Choice& choice_;
  std::string out_;
  std::vector<std::string> run_;  ///< consonants that are not written yet
  std::size_t at_ = 0;
  bool ended_by_vowel_ = false, long_a_ = false, first_ = true;
};

}  // namespace

std::vector<std::string> arabic_forms(std::string_view folded) {
  std::u32string word;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(folded.data());
  for (std::size_t i = 0; i < folded.size();) {
    UChar32 c = 0;
    U8_NEXT(bytes, i, folded.size(), c);
    if (c >= 0) word += static_cast<char32_t>(c);
  }
  std::vector<std::string> forms;
  for (const auto& choice :
       {Choice{}, Choice{.first = "u"}, Choice{.first = "i"}, Choice{.diphthongs = true},
        Choice{.j = "g", .q = "k"}, Choice{.j = "dj", .q = "k", .u = "ou"},
        Choice{.z = "dh", .u = "oo", .i = "ee"}, Choice{.d = "z", .th = "s", .w = "v"}}) {
    auto form = Speller(word, choice).spelled();
    if (!form.empty() && std::ranges::find(forms, form) == forms.end()) forms.push_back(std::move(form));
  }
  return forms;
}

}  // namespace entente::screening
