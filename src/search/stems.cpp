// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/stems.hpp"

#include <libstemmer.h>

#include <algorithm>
#include <memory>
#include <new>

namespace entente::search {
namespace {

struct Bent {
  std::string_view code;
  const char* algorithm;
};
/// In the order of Tongue.
constexpr std::array<Bent, kTongues> kBent = {
    {{"en", "english"}, {"fr", "french"}, {"es", "spanish"}, {"ru", "russian"}, {"ar", "arabic"}}};

constexpr std::size_t kLongestBent = 100;  // bytes: what is longer is no word of a language

/// Stemmers keep what they work on, so each thread has its own.
class Stemmers {
 public:
  Stemmers() {
    for (std::size_t i = 0; i < kTongues; ++i) {
      all_[i].reset(sb_stemmer_new(kBent[i].algorithm, nullptr));
      if (!all_[i]) throw std::bad_alloc();
    }
  }
  std::string operator()(Tongue tongue, const std::string& word) {
    auto* stemmer = all_[static_cast<std::size_t>(tongue)].get();
    const auto* stem = sb_stemmer_stem(stemmer, reinterpret_cast<const sb_symbol*>(word.data()),
                                       static_cast<int>(word.size()));
    if (stem == nullptr) throw std::bad_alloc();
    return {reinterpret_cast<const char*>(stem), static_cast<std::size_t>(sb_stemmer_length(stemmer))};
  }

 private:
  struct Free {
    void operator()(sb_stemmer* stemmer) const { sb_stemmer_delete(stemmer); }
  };
  std::array<std::unique_ptr<sb_stemmer, Free>, kTongues> all_;
};

bool is_latin(std::string_view word) {
  const auto lead = static_cast<unsigned char>(word.front());
  return lead < 0xCD;  // up to U+033F
}
bool is_cyrillic(std::string_view word) {
  const auto lead = static_cast<unsigned char>(word.front());
  return lead >= 0xD0 && lead <= 0xD4;
}
bool is_arabic(std::string_view word) {
  const auto lead = static_cast<unsigned char>(word.front());
  return lead >= 0xD8 && lead <= 0xDB;
}

/// Folding took marks that Snowball's endings are told by; where one stood can mostly be seen from the
/// letters around it. A word that never bore one gets it all the same, in all its forms.
std::string with_marks(Tongue tongue, std::string_view word) {
  std::string out(word);
  const auto end_with = [&](std::string_view end, std::string_view marked) {
    if (out.ends_with(end)) out.replace(out.size() - end.size(), end.size(), marked);
  };
  if (tongue == Tongue::es) end_with("ion", "ión");
  if (tongue == Tongue::ar) end_with("ه", "ة");
  if (tongue == Tongue::ru)
    for (const std::string vowel : {"а", "е", "и", "о", "у", "ы", "э", "ю", "я"})
      if (out.ends_with(vowel + "и")) {
        end_with("и", "й");
        break;
      }
  return out;
}

}  // namespace

std::optional<Tongue> tongue_of(std::string_view language) {
  const auto code = language.substr(0, language.find('-'));
  const auto at = std::ranges::find(kBent, code, &Bent::code);
  if (at == kBent.end()) return std::nullopt;
  return static_cast<Tongue>(at - kBent.begin());
}

bool writes_so(Tongue tongue, std::string_view word) {
  if (word.empty()) return false;
  switch (tongue) {
    case Tongue::ru:
      return is_cyrillic(word);
    case Tongue::ar:
      return is_arabic(word);
    default:
      return is_latin(word);
  }
}

std::string stem_of(Tongue tongue, std::string_view word) {
  const auto characters = std::ranges::count_if(word, [](char c) { return (c & 0xC0) != 0x80; });
  const bool has_digit = std::ranges::any_of(word, [](char c) { return c >= '0' && c <= '9'; });
  if (characters < 3 || has_digit || word.size() > kLongestBent || !writes_so(tongue, word))
    return std::string(word);
  thread_local Stemmers stemmers;
  return stemmers(tongue, with_marks(tongue, word));
}

}  // namespace entente::search
