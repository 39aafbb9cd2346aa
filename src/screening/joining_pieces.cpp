// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/joining_pieces.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "screening/lexicon.hpp"

namespace entente::screening {
namespace {

/// How much of the word is an article that is written with its name; 0: none of it.
std::size_t article_of(std::string_view folded, Kind kind) {
  constexpr std::size_t kShortestName = 4, kShortestNisba = 6;
  const auto& lexicon = Lexicon::ours();
  const auto is_name = [&](std::string_view rest) {
    return rest.size() >= kShortestName && lexicon.word(rest, Kind::person) != nullptr;
  };
  // A name of the whole is no article and a name: Ali, Ilham, Albert.
  if (folded.size() < 2 + kShortestName || lexicon.word(folded, kind) != nullptr) return 0;
  if (folded.starts_with("al") || folded.starts_with("el")) {
    constexpr std::string_view kEuropean[] = {"aladdin", "albert", "alessandr", "alfieri", "alighieri"};
    if (std::ranges::any_of(kEuropean, [&](auto one) { return folded.starts_with(one); })) return 0;
    const auto rest = folded.substr(2);
    return is_name(rest) || (rest.size() >= kShortestNisba && rest.ends_with('i')) ? 2 : 0;
  }
  // Before t, d, r, z, s, sh, n the l of the article is that letter, which French spelling writes twice.
  if (folded[0] == 'e' && folded[1] == folded[2] &&
      std::string_view("tdrzsn").find(folded[1]) != std::string_view::npos) {
    const auto rest = folded.substr(2);
    return is_name(rest) || (rest.size() + 1 >= kShortestNisba && rest.ends_with('i')) ? 2 : 0;
  }
  return 0;
}

}  // namespace

void part_articles(std::vector<Piece>& pieces, Kind kind) {
  if (kind != Kind::person && kind != Kind::unknown) return;
  for (std::size_t i = 0; i < pieces.size() && pieces.size() < kTokensRead; ++i) {
    auto& piece = pieces[i];
    if (piece.script != Script::latin || piece.folded.size() < 3 ||
        (piece.folded[0] != 'a' && piece.folded[0] != 'e'))
      continue;
    const auto at = article_of(piece.folded, kind);
    if (at == 0) continue;
    const bool plain = piece.written.size() == piece.folded.size();
    Piece article{.written = plain ? piece.written.substr(0, at) : piece.folded.substr(0, at),
                  .folded = piece.folded.substr(0, at),
                  .script = piece.script};
    if (article.folded[0] == 'e') article.folded = "el";
    piece.written = plain ? piece.written.substr(at) : piece.folded.substr(at);
    piece.folded.erase(0, at);
    pieces.insert(pieces.begin() + static_cast<std::ptrdiff_t>(i), std::move(article));
    ++i;
  }
}

bool is_letter(const Piece& piece) {
  if (piece.folded.size() == 1) return piece.folded[0] >= 'a' && piece.folded[0] <= 'z';
  return piece.folded.size() == 2 && (piece.script == Script::cyrillic || piece.script == Script::arabic);
}

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

}  // namespace entente::screening
