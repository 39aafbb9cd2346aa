// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/skeleton.hpp"

#include <cstddef>

namespace entente::screening {
namespace {

bool is_vowel(char c) {
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

struct Sound {
  std::string_view letters;
  char sound;
};

/// Longest first among those that begin alike. X is what hisses, J what hums.
constexpr Sound kSounds[] = {
    {"schtsch", 'X'}, {"shch", 'X'}, {"tsch", 'X'}, {"tch", 'X'}, {"dzh", 'J'}, {"dsch", 'J'}, {"sch", 'X'},
    {"sh", 'X'},      {"ch", 'X'},   {"cz", 'X'},   {"sz", 'X'},  {"zh", 'J'},  {"dj", 'J'},   {"kh", 'h'},
    {"ph", 'f'},      {"th", 't'},   {"dh", 'd'},   {"gh", 'g'},  {"bh", 'b'},  {"rh", 'r'},   {"lh", 'l'},
    {"ck", 'k'},      {"qu", 'k'},   {"ts", 's'},   {"tz", 's'},  {"ce", 's'},  {"ci", 's'},   {"cy", 's'},
    {"c", 'k'},       {"q", 'k'},    {"j", 'J'},    {"v", 'f'},   {"z", 's'},   {"x", 'X'},
};

char sound_at(std::string_view rest, std::size_t& used) {
  for (const auto& one : kSounds)
    if (rest.starts_with(one.letters)) {
      used = one.letters.size();
      return one.sound;
    }
  used = 1;
  return rest.front();
}

}  // namespace

std::string skeleton_of(std::string_view latin) {
  std::string out;
  // What the French write for w: Oualid, Ouattara.
  std::size_t at = 0;
  if (latin.size() > 2 && latin.starts_with("ou") && is_vowel(latin[2])) {
    out = "w";
    at = 2;
  } else if (latin.starts_with("hs")) {  // as Wade and Giles have it: Hsu
    out = "X";
    at = 2;
  }
  while (at < latin.size()) {
    const char c = latin[at];
    const auto rest = latin.substr(at);
    if (is_vowel(c)) {
      if (at == 0) out += 'a';
      ++at;
      continue;
    }
    // Within a word both are mostly what is left of a vowel: Husayn and Hussein, Dawud and Daoud.
    if (c == 'y' || c == 'w') {
      if (at == 0) out += c == 'w' && rest.size() > 1 && !is_vowel(rest[1]) ? 'f' : c;
      ++at;
      continue;
    }
    std::size_t used = 1;
    const char sound = sound_at(rest, used);
    at += used;
    if (sound == 'h' && at == latin.size() && used == 1 && !out.empty()) continue;  // Abdallah, Abdalla
    if (out.empty() || out.back() != sound || (c >= '0' && c <= '9')) out += sound;
  }
  return out;
}

}  // namespace entente::screening
