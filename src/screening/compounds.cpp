// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>
#include <utility>

#include "screening/pieces.hpp"

namespace entente::screening {
namespace {

/// What follows "servant of" in names, as it is written in Latin letters.
constexpr std::string_view kServedNames[] = {
    "ahad",    "ali",    "alim",   "amir",   "azeem",  "azim",   "aziz",    "baari",   "baqi",     "bari",
    "baset",   "basir",  "basit",  "fatah",  "fattah", "ghafar", "ghaffar", "ghafoor", "ghafour",  "ghafur",
    "ghani",   "habib",  "hadi",   "hady",   "hafez",  "hafiz",  "hai",     "hak",     "hakim",    "halim",
    "hamed",   "hameed", "hamid",  "hannan", "haq",    "haqq",   "hay",     "hayy",    "ilah",     "jabar",
    "jabbar",  "jalil",  "jawad",  "kabir",  "kader",  "kadir",  "karim",   "kareem",  "khaleq",   "khaliq",
    "kerim",   "latif",  "lateef", "mahdi",  "majeed", "majid",  "malek",   "malik",   "manan",    "mannan",
    "mateen",  "matin",  "matlab", "mohsen", "monem",  "muhsin", "mumin",   "munim",   "muttalib", "nabi",
    "nasir",   "nasser", "nour",   "nur",    "qader",  "qadeer", "qadir",   "qadr",    "qahar",    "qahhar",
    "qayoum",  "qayum",  "quddus", "rab",    "rabb",   "rachid", "rahim",   "raheem",  "rahman",   "rashid",
    "rasheed", "rasul",  "rauf",   "raziq",  "razak",  "razaq",  "razzak",  "razzaq",  "rehman",   "sabour",
    "sabur",   "salaam", "salam",  "samad",  "samee",  "sami",   "satar",   "sattar",  "shakur",   "subhan",
    "tawab",   "tawwab", "vahed",  "vahid",  "wadud",  "wahab",  "wahed",   "wahhab",  "wahid",    "wakil",
    "wali",    "zaher",  "zahir",
};

bool served(std::string_view name) {
  return std::ranges::find(kServedNames, name) != std::end(kServedNames);
}

/// Where "abdurrahman" is cut: after what stands for "servant of the". 0: it is no such name.
std::size_t servant(std::string_view folded) {
  if (!folded.starts_with("abd")) return 0;
  std::size_t at = 3;
  if (at < folded.size() && folded.substr(at, 2) == "ou") {
    at += 2;
  } else if (at < folded.size() && std::string_view("aeiou").find(folded[at]) != std::string_view::npos) {
    ++at;
  }
  // The consonant of the article, or the first one of the name, which it becomes.
  for (const std::size_t article : {std::size_t{1}, std::size_t{0}, std::size_t{2}})
    if (at + article < folded.size() && served(folded.substr(at + article))) return at + article;
  // Where the article is written out, what follows is a name though a letter of it be wrong.
  constexpr std::size_t kOfName = 4;
  const bool article = at == 4 && folded.size() > at + kOfName && folded[at] == 'l' && folded[at + 1] != 'l';
  return article ? at + 1 : 0;
}

/// Where what ends in "of God" or "of the faith" is cut; 0: nowhere.
std::size_t ending(std::string_view folded) {
  for (const std::string_view end : {"ullah", "ollah", "allah", "oullah"})
    if (folded.size() >= end.size() + 3 && folded.ends_with(end) && !folded.starts_with("abd"))
      return folded.size() - end.size();
  for (const std::string_view end :
       {"uddin", "eddin", "eddine", "addin", "oddin", "ouddine", "uddeen", "iddin", "eldin"})
    if (folded.size() >= end.size() + 3 && folded.ends_with(end)) return folded.size() - end.size();
  return 0;
}

/// The written word, cut behind so many letters of the folded one; whole where the two do not run alike.
void cut_latin(Piece piece, std::size_t at, std::vector<Piece>& out) {
  Piece first{.written = piece.written, .folded = piece.folded.substr(0, at), .script = piece.script};
  Piece second{
      .written = {}, .folded = piece.folded.substr(at), .script = piece.script, .dotted = piece.dotted};
  if (piece.written.size() == piece.folded.size()) {
    first.written = piece.written.substr(0, at);
    second.written = piece.written.substr(at);
  } else {
    second.written = second.folded;
    first.written = first.folded;
  }
  out.push_back(std::move(first));
  out.push_back(std::move(second));
}

constexpr std::string_view kArticle = "ال", kServant = "عبد", kGod = "الله";

/// Words that begin as if with the article.
constexpr std::string_view kNoArticle[] = {"الله", "الياس", "الهام",   "الماس", "الطاف",  "الماني", "اليسا",
                                           "الين", "الاء",  "الكسندر", "البرت", "الفريد", "الينا"};

/// Names of people and places known everywhere that begin as if with "and the", "by the", "as the".
constexpr std::string_view kNoPreposition[] = {"والنتين", "بالتيمور", "كاليفورنيا", "كالينينغراد"};

void add_arabic(Piece piece, std::vector<Piece>& out) {
  std::string_view rest = piece.folded;
  const auto add = [&](std::string_view part) {
    out.push_back({.written = std::string(part),
                   .folded = std::string(part),
                   .script = Script::arabic,
                   .dotted = false});
  };
  // "To the", "and the", "by the", "as the": one word with what follows, which keeps its article.
  constexpr std::string_view kBefore[] = {"وال", "بال", "كال", "لل"};
  for (const auto before : kBefore) {
    if (!rest.starts_with(before) || rest.size() < before.size() + 6) continue;
    if (std::ranges::find(kNoPreposition, rest) != std::end(kNoPreposition)) break;
    if (before == kBefore[0]) add("و");
    add(kArticle);
    add(rest.substr(before.size()));
    return;
  }
  const bool servant_of =
      rest.starts_with(kServant) && rest.size() >= kServant.size() + kArticle.size() + 4 &&
      rest.substr(kServant.size()).starts_with(kArticle) && rest.substr(kServant.size()) != kGod;
  if (servant_of) {
    add(kServant);
    rest.remove_prefix(kServant.size());
  }
  if (!servant_of && rest.size() > kGod.size() + 4 && rest.ends_with(kGod) && rest != "عبدالله") {
    add(rest.substr(0, rest.size() - kGod.size()));
    add(kGod);
    return;
  }
  if (rest.starts_with(kArticle) && rest.size() >= kArticle.size() + 4 &&
      std::ranges::find(kNoArticle, rest) == std::end(kNoArticle)) {
    add(kArticle);
    rest.remove_prefix(kArticle.size());
  }
  if (rest.size() == piece.folded.size())
    out.push_back(std::move(piece));
  else
    add(rest);
}

}  // namespace

void add_compound(Piece piece, std::vector<Piece>& out) {
  if (piece.script == Script::arabic) {
    // Servant of God is one name, in one word or two.
    if (piece.folded == kGod && !out.empty() && out.back().folded == kServant) {
      out.back().written += " " + piece.written;
      out.back().folded += piece.folded;
      return;
    }
    add_arabic(std::move(piece), out);
    return;
  }
  if (piece.script != Script::latin || piece.folded.size() < 5) {
    out.push_back(std::move(piece));
    return;
  }
  if ((piece.folded == "allah" || piece.folded == "ullah") && !out.empty() &&
      (out.back().folded == "abd" || out.back().folded == "abdu")) {
    out.back().written += " " + piece.written;
    out.back().folded = "abdullah";
    return;
  }
  if (const auto at = servant(piece.folded); at > 0)
    cut_latin(std::move(piece), at, out);
  else if (const auto end = ending(piece.folded); end > 0)
    cut_latin(std::move(piece), end, out);
  else
    out.push_back(std::move(piece));
}

}  // namespace entente::screening
