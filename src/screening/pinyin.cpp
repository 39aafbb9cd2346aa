// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/pinyin.hpp"

#include <unicode/translit.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <utility>

#include "base/error.hpp"
#include "base/han.hpp"

namespace entente::screening {
namespace {

class Readings {
 public:
  Readings() {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::Transliterator> latin(
        icu::Transliterator::createInstance("Han-Latin; Latin-ASCII", UTRANS_FORWARD, status));
    if (U_FAILURE(status)) throw base::Error("Han-Latin", u_errorName(status), "Check the ICU installation.");
    // One to a line: ICU knows words, too, in which a character is read otherwise.
    icu::UnicodeString lines;
    for (UChar32 c = base::kFirstHan; c <= base::kLastHan; ++c) lines.append(c).append(u'\n');
    latin->transliterate(lines);
    lines.toUTF8String(text_);
    std::size_t from = 0;
    for (auto& [at, size] : places_) {
      const auto end = std::min(text_.find('\n', from), text_.size());
      const auto line = std::string_view(text_).substr(from, end - from);
      if (std::ranges::all_of(line, [](char c) { return c >= 'a' && c <= 'z'; }))
        at = static_cast<std::uint32_t>(from), size = static_cast<std::uint32_t>(line.size());
      from = std::min(end + 1, text_.size());
    }
  }
  std::string_view operator[](UChar32 c) const {
    const auto [at, size] = places_.at(static_cast<std::size_t>(c - base::kFirstHan));
    return std::string_view(text_).substr(at, size);
  }

 private:
  std::string text_;
  std::array<std::pair<std::uint32_t, std::uint32_t>, base::kLastHan - base::kFirstHan + 1> places_{};
};

using Pair = std::pair<std::string_view, std::string_view>;

/// Whole syllables that follow no rule.
constexpr Pair kSyllables[] = {
    {"zi", "tzu"},    {"ci", "tzu"},  {"si", "szu"},  {"zhi", "chih"}, {"chi", "chih"}, {"shi", "shih"},
    {"ri", "jih"},    {"er", "erh"},  {"yi", "i"},    {"ye", "yeh"},   {"yan", "yen"},  {"you", "yu"},
    {"yong", "yung"}, {"ge", "ko"},   {"ke", "ko"},   {"he", "ho"},    {"gui", "kuei"}, {"kui", "kuei"},
    {"guo", "kuo"},   {"kuo", "kuo"}, {"huo", "huo"}, {"shuo", "shuo"}};
constexpr Pair kInitials[] = {{"zh", "ch"}, {"ch", "ch"}, {"sh", "sh"}, {"r", "j"}, {"z", "ts"}, {"c", "ts"},
                              {"j", "ch"},  {"q", "ch"},  {"x", "hs"},  {"b", "p"}, {"d", "t"},  {"g", "k"}};
constexpr Pair kFinals[] = {{"iong", "iung"}, {"ong", "ung"}, {"ian", "ien"},
                            {"uo", "o"},      {"ie", "ieh"},  {"ue", "ueh"}};

}  // namespace

std::string_view pinyin_of(UChar32 han) {
  static const Readings readings;
  return readings[han];
}

std::string wade_giles(std::string_view pinyin) {
  for (const auto& [from, to] : kSyllables)
    if (pinyin == from) return std::string(to);
  std::string out;
  for (const auto& [from, to] : kInitials)
    if (pinyin.starts_with(from)) {
      out = to;
      pinyin.remove_prefix(from.size());
      break;
    }
  for (const auto& [from, to] : kFinals)
    if (pinyin.ends_with(from)) return out.append(pinyin.substr(0, pinyin.size() - from.size())).append(to);
  return out.append(pinyin);
}

}  // namespace entente::screening
