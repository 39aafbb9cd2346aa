// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/words.hpp"

#include <algorithm>

#include "screening/common_words.hpp"

namespace entente::screening {
namespace {

constexpr double kOfParticles = 0.08;
constexpr double kOfLegalForms = 0.22;
constexpr double kOfNumbers = 0.45;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool all_digits(std::string_view word) {
  return std::ranges::all_of(word, is_digit);
}

bool is_roman_number(std::string_view word) {
  return word.size() <= 5 && word.find_first_not_of("ivx") == std::string_view::npos;
}

/// A number of kings in names of persons, and of funds elsewhere: there it tells one from another.
bool is_series_number(const Token& token, Kind kind) {
  return kind != Kind::person && token.forms.front().size() > 1 && is_roman_number(token.forms.front());
}

Part part_of(const Token& token, Kind kind) {
  if (token.legal_form) return Part::legal_form;
  if (token.particle && !is_series_number(token, kind)) return Part::particle;
  if (all_digits(token.forms.front())) return Part::number;
  if (token.script != Script::han && token.forms.front().size() == 1) return Part::initial;
  return Part::word;
}

double weight_of(const NameWord& word, Kind kind) {
  switch (word.part) {
    case Part::legal_form:
      return kOfLegalForms;
    case Part::particle:
      return kOfParticles;
    case Part::initial:
    case Part::letter:
      return kOfInitials;
    case Part::number:
      return kOfNumbers;
    case Part::word:
      break;
  }
  if (is_roman_number(word.form())) return kOfNumbers;
  const auto& common = CommonWords::ours();
  double weight = common.weight(word.token.folded, kind);
  for (const auto& form : word.token.forms) weight = std::min(weight, common.weight(form, kind));
  return weight;
}

/// Hangul syllables are U+AC00 to U+D7A3; folded, they may stand as their letters, U+1100 to U+11FF.
bool is_hangul(std::string_view folded) {
  if (folded.size() < 3) return false;
  const auto first = static_cast<unsigned char>(folded[0]);
  const auto second = static_cast<unsigned char>(folded[1]);
  constexpr unsigned char kLetters = 0xE1;
  constexpr unsigned char kFirst = 0xEA;
  constexpr unsigned char kLast = 0xED;
  return (first >= kFirst && first <= kLast && (first != kFirst || second >= 0xB0)) ||
         (first == kLetters && second >= 0x84 && second <= 0x87);
}

bool is_abbreviation(std::string_view form) {
  return (form.size() == 2 || form.size() == 3) &&
         form.find_first_of("aeiouy0123456789") == std::string_view::npos;
}

/// By code points: Han words are short, and each of their characters is much.
double han_likeness(std::string_view a, std::string_view b) {
  constexpr std::size_t kBytes = 3;  // of nearly every Han character
  constexpr std::size_t kLongEnough = 4 * kBytes;
  if (a.size() != b.size() || a.size() < kLongEnough || a.size() % kBytes != 0) return 0;
  std::size_t differ = 0;
  for (std::size_t i = 0; i < a.size(); i += kBytes) differ += a.substr(i, kBytes) != b.substr(i, kBytes);
  return differ > 1 ? 0 : 1 - static_cast<double>(kBytes) / static_cast<double>(a.size());
}

/// The letters of a script that has a block of 256 of its own: which of it each is.
std::string letters_of_script(const Token& token) {
  std::string out;
  if (token.script != Script::cyrillic && token.script != Script::arabic) return out;
  constexpr unsigned kTwoBytes = 0xC0;
  for (std::size_t i = 0; i + 1 < token.folded.size();) {
    const auto lead = static_cast<unsigned char>(token.folded[i]);
    if (lead < kTwoBytes) {
      out += token.folded[i++];
      continue;
    }
    out +=
        static_cast<char>(((lead & 0x3U) << 6U) | (static_cast<unsigned char>(token.folded[i + 1]) & 0x3FU));
    i += 2;
  }
  return out;
}

Near better(Near a, Near b) {
  return b.similarity > a.similarity ? b : a;
}

Near as_near(double similarity, Likeness likeness) {
  return {static_cast<float>(similarity), likeness};
}

}  // namespace

std::vector<NameWord> words_of(std::string_view name, Kind kind) {
  std::vector<NameWord> out;
  bool told = false;  // whether any word tells this party from others
  for (auto& token : tokens_of(name, kind)) {
    if (token.forms.empty()) token.forms.push_back(token.folded);
    NameWord word;
    word.token = std::move(token);
    word.part = part_of(word.token, kind);
    word.weight = weight_of(word, kind);
    for (const auto& form : word.token.forms) {
      if (!form.empty() && form[0] >= 'a' && form[0] <= 'z') word.begins |= 1U << (form[0] - 'a');
    }
    word.letters = letters_of_script(word.token);
    word.syllables = word.token.script == Script::han || is_hangul(word.token.folded);
    word.abbreviation = word.part == Part::word && is_abbreviation(word.form());
    told = told || (word.part != Part::legal_form && word.part != Part::particle);
    out.push_back(std::move(word));
  }
  constexpr std::ptrdiff_t kManyInitials = 3, kMostAbbreviations = 3;
  if (std::ranges::count(out, Part::initial, &NameWord::part) >= kManyInitials) {
    for (auto& word : out) word.part = word.part == Part::initial ? Part::letter : word.part;
  }
  // Each may stand for several words, so that a name of many could be beside any other.
  if (std::ranges::count(out, true, &NameWord::abbreviation) > kMostAbbreviations) {
    for (auto& word : out) word.abbreviation = false;
  }
  if (!told) {
    for (auto& word : out) word.part = Part::word;
  }
  return out;
}

AskedWord::AskedWord(NameWord word)
    : word_(std::move(word)), skeleton_(word_.token.skeleton), letters_(word_.letters) {
  forms_.reserve(word_.token.forms.size());
  for (const auto& form : word_.token.forms) forms_.emplace_back(form);
}

Near AskedWord::near(const NameWord& listed) const {
  constexpr double kEquivalent = 0.95;
  constexpr double kOtherScript = 0.98;
  constexpr double kLaterForm = 0.02;  // what each form that is less likely takes
  constexpr double kInitial = 0.7;
  const Token& a = word_.token;
  const Token& b = listed.token;
  const bool one_script = a.script == b.script;
  if (one_script && a.folded == b.folded) return as_near(1, Likeness::same);
  if (a.equivalents != 0 && a.equivalents == b.equivalents) return as_near(kEquivalent, Likeness::equivalent);
  if (one_script && a.script == Script::han)
    return as_near(han_likeness(a.folded, b.folded), Likeness::edited);
  if (word_.part == Part::number || listed.part == Part::number)
    return as_near(a.forms.front() == b.forms.front() ? 1 : 0, Likeness::same);
  if (word_.part == Part::letter || listed.part == Part::letter)
    return as_near(a.forms.front() == b.forms.front() ? kOtherScript : 0, Likeness::script);
  if (word_.part == Part::initial || listed.part == Part::initial) {
    if (word_.part == listed.part)
      return as_near(word_.begins & listed.begins ? kOtherScript : 0, Likeness::script);
    return as_near(word_.begins & listed.begins ? kInitial : 0, Likeness::initial);
  }
  // Two names that are both known are two names, however few letters tell them apart.
  const bool both_known = a.equivalents != 0 && b.equivalents != 0;
  if (both_known && one_script) return {};
  if (one_script && !word_.letters.empty() && !listed.letters.empty())
    return as_near(letters_.likeness_to(listed.letters), Likeness::edited);
  Near best;
  for (std::size_t i = 0; i < forms_.size(); ++i) {
    for (std::size_t j = 0; j < b.forms.size(); ++j) {
      const bool by_letters = i < kEditedForms && j < kEditedForms;
      const double likeness = by_letters                       ? forms_[i].likeness_to(b.forms[j])
                              : forms_[i].word() == b.forms[j] ? 1
                                                               : 0;
      if (likeness == 0 || (both_known && likeness < 1)) continue;
      const double less = 1 - kLaterForm * static_cast<double>(std::min<std::size_t>(i + j, 5));
      const auto how = likeness < 1 ? Likeness::edited : Likeness::script;
      best = better(best, as_near(likeness * less * (one_script && likeness < 1 ? 1 : kOtherScript), how));
    }
  }
  const auto& mine = a.skeleton;
  const auto& theirs = b.skeleton;
  if (both_known || mine.size() < 2 || theirs.size() < 2) return best;
  if (mine == theirs) {
    constexpr double kOfThree = 0.93;
    constexpr double kOfTwo = 0.85;
    constexpr std::size_t kLong = 3;
    constexpr double kOfSound = 0.4;
    if (skeletons_are_compared(a.script, b.script))
      return better(best, as_near(mine.size() >= kLong ? kOfThree : kOfTwo, Likeness::script));
    if (mine.size() >= kLong)
      best = better(
          best, as_near(kOfSound + (1 - kOfSound) * nearness(word_.form(), listed.form()), Likeness::edited));
  } else if (skeletons_are_compared(a.script, b.script) &&
             std::min(mine.size(), theirs.size()) >= kShortestComparedSkeleton &&
             std::max(mine.size(), theirs.size()) <= kLongestEdited && skeleton_.edits_to(theirs) <= 1) {
    const auto length = static_cast<double>(std::max(mine.size(), theirs.size()));
    constexpr double kMost = 0.93;
    best = better(best, as_near(kMost - 1 / length, Likeness::edited));
  }
  return best;
}

std::string run_key(std::string_view letters) {
  constexpr std::size_t kEnough = 3;
  auto key = joint_key(letters);
  return key.size() >= kEnough ? key : '=' + std::string(letters);
}

double joined_likeness(std::string_view apart, std::string_view together) {
  constexpr double kSame = 0.97;
  constexpr double kLeast = 0.7;
  constexpr std::size_t kDifference = 4;  // more letters than this are no slip
  if (apart == together) return kSame;
  if (apart.empty() || together.empty() || apart[0] != together[0]) return 0;
  if (std::max(apart.size(), together.size()) - std::min(apart.size(), together.size()) > kDifference)
    return 0;
  if (run_key(apart) != run_key(together)) return 0;
  const double near = nearness(apart, together);
  return near < kLeast ? 0 : near * kSame;
}

}  // namespace entente::screening
