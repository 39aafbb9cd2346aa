// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/edits.hpp"

#include <algorithm>
#include <bit>
#include <vector>

namespace entente::screening {
namespace {

constexpr double kFull = 1.0;

bool is_vowel_letter(char letter) {
  return letter == 'a' || letter == 'e' || letter == 'i' || letter == 'o' || letter == 'u' || letter == 'y';
}

/// Pairs that are taken for each other: by the ear, between ways of romanising, by an eye that reads 0 as o.
constexpr std::array<std::string_view, 26> kTakenForEachOther{
    "ck", "kq", "cq", "cs", "sz", "bp", "dt", "gk", "vw", "fv", "iy", "jy", "uw",
    "gj", "kx", "hk", "gh", "mn", "0o", "1i", "1l", "3e", "4a", "5s", "9g", "pf"};

std::array<float, 65536> substitution_costs() {
  std::array<float, 65536> costs{};
  costs.fill(kFull);
  const auto at = [&costs](char a, char b) -> float& {
    return costs.at((static_cast<unsigned char>(a) << 8U) | static_cast<unsigned char>(b));
  };
  constexpr std::string_view kVowels = "aeiouy";
  constexpr float kVowelForVowel = 0.7F;
  constexpr float kTaken = 0.65F;
  for (const char a : kVowels) {
    for (const char b : kVowels) at(a, b) = kVowelForVowel;
  }
  for (const auto pair : kTakenForEachOther) at(pair[0], pair[1]) = at(pair[1], pair[0]) = kTaken;
  return costs;
}

double substituted(char a, char b) {
  static const auto costs = substitution_costs();
  return costs[(static_cast<unsigned char>(a) << 8U) | static_cast<unsigned char>(b)];
}

/// The cost of a letter that one word has and the other lacks; `before` is the letter before it, or 0.
double added(char letter, char before) {
  constexpr double kDoubled = 0.4;
  constexpr double kBreath = 0.6;
  constexpr double kVowel = 0.8;
  return letter == before ? kDoubled : letter == 'h' ? kBreath : is_vowel_letter(letter) ? kVowel : kFull;
}

double weighted_edits(std::string_view a, std::string_view b) {
  constexpr double kExchanged = 0.65;
  using Row = std::array<double, kLongestEdited + 1>;
  Row rows[3];
  Row *before_last = &rows[0], *last = &rows[1], *now = &rows[2];
  (*last)[0] = 0;
  for (std::size_t j = 0; j < b.size(); ++j) (*last)[j + 1] = (*last)[j] + added(b[j], j ? b[j - 1] : '\0');
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double gone = added(a[i], i ? a[i - 1] : '\0');
    (*now)[0] = (*last)[0] + gone;
    for (std::size_t j = 0; j < b.size(); ++j) {
      double best = (*last)[j] + (a[i] == b[j] ? 0 : substituted(a[i], b[j]));
      best = std::min(best, (*last)[j + 1] + gone);
      best = std::min(best, (*now)[j] + added(b[j], j ? b[j - 1] : '\0'));
      if (i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j])
        best = std::min(best, (*before_last)[j - 1] + kExchanged);
      (*now)[j + 1] = best;
    }
    Row* const free = before_last;
    before_last = last;
    last = now;
    now = free;
  }
  return (*last)[b.size()];
}

}  // namespace

double least_likeness(std::size_t length) {
  constexpr std::size_t kShort = 3;
  constexpr double kOfShort = 0.78;  // a letter doubled, and little else
  constexpr double kOfOthers = 0.6;
  return length <= kShort ? kOfShort : kOfOthers;
}

std::uint64_t letters_of(std::string_view word) {
  std::uint64_t once = 0;
  std::uint64_t twice = 0;
  for (const char letter : word) {
    // Letters have a bit each, digits and what is beyond ASCII share the six that are left.
    const auto byte = static_cast<unsigned char>(letter);
    const auto bit = std::uint64_t{1} << (byte >= 'a' && byte <= 'z' ? byte - 'a' : 26 + byte % 6);
    twice |= once & bit;
    once |= bit;
  }
  return once | (twice << 32U);
}

Spelling::Spelling(std::string_view word) : word_(word), letters_(letters_of(word)) {
  const auto length = std::min(word_.size(), kLongestEdited);
  for (std::size_t i = 0; i < length; ++i)
    places_[static_cast<unsigned char>(word_[i])] |= std::uint64_t{1} << i;
}

unsigned Spelling::edits_to(std::string_view other) const {
  // Hyyrö, "A bit-vector algorithm for computing Levenshtein and Damerau edit distances" (2003).
  if (word_.empty()) return static_cast<unsigned>(other.size());
  std::uint64_t rising = ~std::uint64_t{0};
  std::uint64_t falling = 0;
  std::uint64_t diagonal = 0;
  std::uint64_t before = 0;
  auto distance = static_cast<unsigned>(word_.size());
  const auto last = std::uint64_t{1} << (word_.size() - 1);
  for (const char letter : other) {
    const auto here = places_[static_cast<unsigned char>(letter)];
    const auto exchanged = ((~diagonal & here) << 1U) & before;
    diagonal = (((here & rising) + rising) ^ rising) | here | falling | exchanged;
    auto up = falling | ~(diagonal | rising);
    auto down = diagonal & rising;
    if (up & last) ++distance;
    if (down & last) --distance;
    up = (up << 1U) | 1U;
    down <<= 1U;
    rising = down | ~(diagonal | up);
    falling = up & diagonal;
    before = here;
  }
  return distance;
}

double Spelling::likeness_to(std::string_view other) const {
  if (word_ == other) return 1;
  if (word_.size() > kLongestEdited || other.size() > kLongestEdited || word_.empty() || other.empty())
    return 0;
  const auto length = std::max(word_.size(), other.size());
  const auto allowed = edits_allowed(length);
  if (length - std::min(word_.size(), other.size()) > allowed) return 0;
  if (static_cast<unsigned>(std::popcount(letters_ ^ letters_of(other))) > 2 * allowed) return 0;
  if (edits_to(other) > allowed) return 0;
  const double near = nearness(word_, other);
  return near < least_likeness(length) ? 0 : near;
}

double nearness(std::string_view a, std::string_view b) {
  if (a == b) return 1;
  const auto length = std::max(a.size(), b.size());
  if (length > kLongestEdited) return 0;
  // The same whichever is asked: costs depend on the letter before in its own word only.
  return std::max(0.0, 1 - weighted_edits(a, b) / static_cast<double>(length));
}

std::string joint_key(std::string_view letters) {
  std::string key;
  key.reserve(letters.size());
  for (const char letter : letters) {
    if (is_vowel_letter(letter) || letter == 'h' || letter == 'w') continue;
    if (key.empty() || key.back() != letter) key += letter;
  }
  return key;
}

}  // namespace entente::screening
