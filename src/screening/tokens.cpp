// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>

#include "screening/arabic.hpp"
#include "screening/cyrillic.hpp"
#include "screening/han_names.hpp"
#include "screening/letters.hpp"
#include "screening/lexicon.hpp"
#include "screening/pieces.hpp"
#include "screening/skeleton.hpp"
#include "screening/token.hpp"

namespace entente::screening {
namespace {

std::vector<std::string> forms_of(const Piece& piece) {
  std::vector<std::string> forms;
  switch (piece.script) {
    case Script::latin:
      forms = {piece.folded};
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

bool is_letter(const Piece& piece) {
  if (piece.folded.size() == 1) return piece.folded[0] >= 'a' && piece.folded[0] <= 'z';
  return piece.folded.size() == 2 && (piece.script == Script::cyrillic || piece.script == Script::arabic);
}

/// "S.A." is one word where it is a legal form, and wherever letters with full stops name an organisation;
/// those of a person are initials.
void join_letters(std::vector<Piece>& pieces, Kind kind) {
  if (kind == Kind::person) return;
  std::vector<Piece> out;
  out.reserve(pieces.size());
  for (std::size_t i = 0; i < pieces.size();) {
    std::size_t end = i;
    bool dotted = true;
    while (end < pieces.size() && is_letter(pieces[end]) && pieces[end].script == pieces[i].script) {
      dotted = dotted && (pieces[end].dotted || end > i);
      ++end;
    }
    if (end < i + 2) {
      out.push_back(std::move(pieces[i++]));
      continue;
    }
    Piece joined{.written = {}, .folded = {}, .script = pieces[i].script};
    for (auto at = i; at < end; ++at) {
      joined.written += pieces[at].written + (pieces[at].dotted ? "." : "");
      joined.folded += pieces[at].folded;
    }
    const auto* word = Lexicon::ours().word(joined.folded, Kind::organisation);
    if ((dotted && kind != Kind::unknown) || (word != nullptr && word->legal_form)) {
      out.push_back(std::move(joined));
      i = end;
    } else {
      while (i < end) out.push_back(std::move(pieces[i++]));
    }
  }
  pieces = std::move(out);
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
      Word word;
      if (const auto count = Lexicon::ours().phrase(std::span(folded_).subspan(at_), kind_, word); count > 0)
        phrase(count, word);
      else
        single();
    }
    // A name of nothing else is what it says: "Van Der", "Al Bin".
    if (std::ranges::all_of(out_, [](const Token& t) { return t.particle || t.legal_form; }))
      for (auto& token : out_) token.particle = false;
    return std::move(out_);
  }

 private:
  void phrase(std::size_t count, const Word& word) {
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
    Word word = known != nullptr ? *known : Word{};
    const bool initial = is_letter(piece) && piece.dotted;
    if (word.particle && (initial || (word.not_first && out_.empty()))) word = {};
    // Of what is not known to be an organisation, two letters at its end may be its legal form, not others.
    if (word.legal_form && kind_ == Kind::unknown && piece.folded.size() <= 2 && at_ < pieces_.size())
      word = {};
    add(piece, word);
  }

  void add(const Piece& piece, const Word& word) {
    Token token{.written = piece.written,
                .folded = piece.folded,
                .script = piece.script,
                .forms = forms_of(piece),
                .skeleton = {},
                .equivalents = word.equivalents,
                .particle = word.particle,
                .legal_form = word.legal_form};
    if (token.forms.front().empty()) return;  // signs that nobody writes in Latin letters
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
  if (std::ranges::any_of(pieces, [](const Piece& p) { return p.script == Script::han; })) {
    std::vector<Piece> cut;
    for (auto& piece : pieces) {
      if (piece.script == Script::han)
        add_han(std::move(piece), kind, cut);
      else
        cut.push_back(std::move(piece));
    }
    cut.resize(std::min(cut.size(), kTokensRead));
    pieces = std::move(cut);
  }
  join_letters(pieces, kind);
  return Maker(std::move(pieces), kind).make();
}

}  // namespace entente::screening
