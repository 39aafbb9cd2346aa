// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>

#include "screening/arabic.hpp"
#include "screening/cyrillic.hpp"
#include "screening/han_names.hpp"
#include "screening/hangul.hpp"
#include "screening/joining_pieces.hpp"
#include "screening/letters.hpp"
#include "screening/lexicon.hpp"
#include "screening/number_words.hpp"
#include "screening/pieces.hpp"
#include "screening/pinyin.hpp"
#include "screening/skeleton.hpp"
#include "screening/token.hpp"

namespace entente::screening {
namespace {

std::vector<std::string> forms_of(const Piece& piece, Kind kind) {
  std::vector<std::string> forms;
  switch (piece.script) {
    case Script::latin:
      // Letters of the International Phonetic Alphabet and their like have no plain letter of their own here.
      if (std::ranges::any_of(piece.folded, [](char c) { return static_cast<unsigned char>(c) >= 0x80; }))
        break;
      forms = {piece.folded};
      if (kind == Kind::person || kind == Kind::unknown)
        if (auto other = wade_giles_of_word(piece.folded); !other.empty()) forms.push_back(std::move(other));
      break;
    case Script::cyrillic:
      forms = cyrillic_forms(piece.folded);
      break;
    case Script::arabic:
      forms = arabic_forms(piece.folded);
      break;
    case Script::han:
      forms = han_forms(piece);
      break;
    case Script::other:
      if (all_hangul(piece.folded)) forms = hangul_forms(piece);
      break;
  }
  // Also where a table knows none of the letters.
  if (forms.empty()) forms.push_back(latin_of(piece.folded));
  return forms;
}

/// A word of Arabic that is known as a name is written as the name is, before what its shape suggests.
void known_spellings(Token& token) {
  std::vector<std::string> known;
  for (const auto& spelling : Lexicon::ours().latin(token.equivalents))
    if (known.size() < 4 && skeleton_of(spelling) == token.skeleton) known.push_back(spelling);
  for (auto& form : token.forms)
    if (std::ranges::find(known, form) == known.end()) known.push_back(std::move(form));
  token.forms = std::move(known);
}

/// What an initial stands for begins with: "Ю." is a letter of Yuri, of Iurii and of Jurij.
std::vector<std::string> initials_of(const std::vector<std::string>& forms) {
  std::vector<std::string> out;
  for (const auto& form : forms)
    if (!form.empty() && std::ranges::find(out, form.substr(0, 1)) == out.end())
      out.push_back(form.substr(0, 1));
  return out;
}

/// "Yu." and "Sh." are initials of names that other scripts write with one letter.
bool is_written_initial(const Piece& piece) {
  constexpr std::string_view kWrittenInitials[] = {"yu", "iu", "ju", "ya", "ia", "ja",
                                                   "ye", "zh", "kh", "ch", "sh", "ts"};
  return piece.dotted &&
         std::ranges::find(kWrittenInitials, std::string_view(piece.folded)) != std::end(kWrittenInitials);
}

class Maker {
 public:
  Maker(std::vector<Piece> pieces, Kind kind) : pieces_(std::move(pieces)), kind_(kind) {
    folded_.reserve(pieces_.size());
    for (const auto& piece : pieces_) folded_.emplace_back(piece.folded);
  }

  std::vector<Token> make() {
    out_.reserve(pieces_.size());
    for (at_ = 0; at_ < pieces_.size();) {
      KnownWord word;
      if (const auto count = Lexicon::ours().phrase(std::span(folded_).subspan(at_), kind_, word); count > 0)
        phrase(count, word);
      else
        single();
    }
    if (kind_ != Kind::organisation) tell_pinyin_apart();
    // A name of nothing else is what it says: "Van Der", "Al Bin".
    if (std::ranges::all_of(out_, [](const Token& t) { return t.particle || t.legal_form; }))
      for (auto& token : out_) token.particle = false;
    return std::move(out_);
  }

 private:
  /// Where a whole name is pinyin and has a surname, each syllable is known, and another one is another name:
  /// Jing is not Jin. Each is a class of its own, as if the data had it.
  void tell_pinyin_apart() {
    constexpr std::uint32_t kPinyinClasses = 1U << 30U;
    constexpr std::size_t kFewest = 2, kMost = 4;
    if (out_.size() < kFewest || out_.size() > kMost) return;
    bool surname = false;
    for (const auto& token : out_) {
      if (token.script != Script::latin || pinyin_word(token.folded) == 0) return;
      surname = surname || is_surname_in_pinyin(token.folded);
    }
    if (!surname) return;
    for (auto& token : out_)
      if (token.equivalents == 0) token.equivalents = kPinyinClasses + pinyin_word(token.folded);
  }

  void phrase(std::size_t count, const KnownWord& word) {
    Piece joined = std::move(pieces_[at_]);
    for (std::size_t i = 1; i < count; ++i) {
      joined.written += " " + pieces_[at_ + i].written;
      joined.folded += pieces_[at_ + i].folded;
    }
    at_ += count;
    add(joined, word);
  }

  void single() {
    Piece piece = std::move(pieces_[at_++]);
    const auto* known = Lexicon::ours().word(piece.folded, kind_);
    KnownWord word = known != nullptr ? *known : KnownWord{};
    const bool initial = is_letter(piece) && piece.dotted;
    if (word.particle && (initial || (word.not_first && out_.empty()))) word = {};
    // Of what is not known to be an organisation, two letters at its end may be its legal form, not others.
    if (word.legal_form && kind_ == Kind::unknown && piece.folded.size() <= 2 && at_ < pieces_.size())
      word = {};
    add(piece, word);
  }

  void add(const Piece& piece, const KnownWord& word) {
    Token token{.written = piece.written,
                .folded = piece.folded,
                .script = piece.script,
                .forms = forms_of(piece, kind_),
                .skeleton = {},
                .equivalents = word.equivalents,
                .particle = word.particle,
                .legal_form = word.legal_form};
    if (kind_ == Kind::person &&
        (is_written_initial(piece) || (is_letter(piece) && piece.script == Script::cyrillic))) {
      token.forms = initials_of(token.forms);
      token.equivalents = 0;
    }
    if (token.forms.empty() || token.forms.front().empty())
      return;  // signs that nobody writes in Latin letters
    token.skeleton = skeleton_of(token.forms.front());
    if (token.script == Script::arabic && token.equivalents != 0) known_spellings(token);
    out_.push_back(std::move(token));
  }

  std::vector<Piece> pieces_;
  std::vector<std::string_view> folded_;
  Kind kind_;
  std::vector<Token> out_;
  std::size_t at_ = 0;
};

}  // namespace

std::vector<Token> tokens_of(std::string_view name, Kind kind) {
  auto pieces = pieces_of(name);
  const auto cut_again = [kind](const Piece& p) {
    return p.script == Script::han ||
           (p.script == Script::other && kind != Kind::organisation && all_hangul(p.folded));
  };
  if (std::ranges::any_of(pieces, cut_again)) {
    std::vector<Piece> cut;
    const bool alone = pieces.size() == 1;
    for (auto& piece : pieces) {
      if (piece.script == Script::han)
        add_han(std::move(piece), kind, alone, cut);
      else if (alone && cut_again(piece))
        add_hangul(std::move(piece), cut);
      else
        cut.push_back(std::move(piece));
    }
    cut.resize(std::min(cut.size(), kTokensRead));
    pieces = std::move(cut);
  }
  part_articles(pieces, kind);
  join_letters(pieces, kind);
  read_number_words(pieces, kind);
  return Maker(std::move(pieces), kind).make();
}

}  // namespace entente::screening
