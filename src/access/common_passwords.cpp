// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "access/common_passwords.hpp"

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <set>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "embedded/access_data.hpp"

namespace entente::access {

namespace {

constexpr std::string_view kShipped = "data/access/common_passwords.txt";
constexpr std::size_t kFewestThings = 6;
constexpr std::size_t kShortestAbout = 3;  // of the words about a person
constexpr std::size_t kShortestRun = 3;

using Letters = std::u32string;

/// Compatible forms and capitals made one, as far as Unicode knows.
Letters folded(std::string_view text) {
  UErrorCode error = U_ZERO_ERROR;
  const auto* fold = icu::Normalizer2::getNFKCCasefoldInstance(error);
  icu::UnicodeString wide;
  if (U_SUCCESS(error))
    wide = fold->normalize(
        icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size()))),
        error);
  if (U_FAILURE(error)) throw base::Error("password", "could not be folded", "Check the ICU installation.");
  Letters letters;
  for (int32_t at = 0; at < wide.length(); at = wide.moveIndex32(at, 1))
    letters += static_cast<char32_t>(wide.char32At(at));
  return letters;
}

/// What digits and signs are written for.
Letters as_letters(Letters text, char32_t one) {
  for (auto& c : text) switch (c) {
      case U'0':
        c = U'o';
        break;
      case U'1':
      case U'!':
      case U'|':
        c = one;
        break;
      case U'3':
        c = U'e';
        break;
      case U'4':
      case U'@':
        c = U'a';
        break;
      case U'5':
      case U'$':
        c = U's';
        break;
      case U'7':
        c = U't';
        break;
      default:
        break;
    }
  return text;
}

void by_length(std::vector<Letters>& words) {
  std::ranges::sort(words, [](const Letters& a, const Letters& b) {
    return a.size() != b.size() ? a.size() > b.size() : a < b;
  });
}

bool parts_words(char32_t c) {
  return c == U' ' || c == U'.' || c == U'-' || c == U'_' || c == U'@' || c == U'+' || c == U',';
}

/// Each word of a name or an address, and the whole.
void add_words_of(std::vector<Letters>& words, const std::string& text) {
  const auto letters = folded(text);
  Letters word;
  const auto end_word = [&] {
    if (word.size() >= kShortestAbout) words.push_back(word);
    word.clear();
  };
  for (const auto c : letters) {
    if (parts_words(c))
      end_word();
    else
      word += c;
  }
  end_word();
  if (letters.size() >= kShortestAbout) words.push_back(letters);
}

/// Length of "aaaa", "abcd" or "4321" at a place; 0 where there is none.
std::size_t run_at(const Letters& text, std::size_t at) {
  std::size_t longest = 0;
  for (const int step : {0, 1, -1}) {
    std::size_t length = 1;
    while (at + length < text.size() &&
           static_cast<std::int64_t>(text[at + length]) - static_cast<std::int64_t>(text[at + length - 1]) ==
               step)
      ++length;
    longest = std::max(longest, length);
  }
  return longest >= kShortestRun ? longest : 0;
}

/// Four digits that begin with 19 or 20.
std::size_t year_at(const Letters& text, std::size_t at) {
  constexpr std::size_t kLength = 4;
  const auto year = Letters(text, at, kLength);
  const bool digits = std::ranges::all_of(year, [](char32_t c) { return c >= U'0' && c <= U'9'; });
  return year.size() == kLength && digits && (year.starts_with(U"19") || year.starts_with(U"20")) ? kLength
                                                                                                  : 0;
}

std::size_t word_at(const std::vector<Letters>& words, const std::array<Letters, 3>& readings,
                    std::size_t at) {
  for (const auto& word : words)
    for (const auto& reading : readings)
      if (reading.compare(at, word.size(), word) == 0) return word.size();
  return 0;
}

std::uint64_t beginning_of(const base::Sha256& hash) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < 8; ++i) number = number << 8 | hash[i];
  return number;
}

}  // namespace

CommonPasswords::CommonPasswords() {
  auto rest = embedded::access_data(kShipped);
  while (!rest.empty()) {
    const auto end = std::min(rest.find('\n'), rest.size());
    const auto line = base::trimmed(rest.substr(0, end));
    if (!line.empty() && line.front() != '#') words_.push_back(folded(line));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  by_length(words_);
}

CommonPasswords::CommonPasswords(const std::filesystem::path& file) : CommonPasswords() {
  constexpr std::size_t kMostPlain = 2'000'000;
  if (KnownHashes::is_one(file)) {
    hashes_ = std::make_shared<const KnownHashes>(file);
    return;
  }
  std::ifstream in(file, std::ios::binary);
  std::string line;
  while (std::getline(in, line)) {
    if (known_.size() == kMostPlain)
      throw base::BadInput("file of passwords " + file.string(), "has more than two million lines",
                           "Name one with their SHA-1 in order, which takes no memory.");
    if (line.ends_with('\r')) line.pop_back();
    if (!line.empty()) known_.push_back(beginning_of(base::sha256(line)));
  }
  if (!in.eof() || known_.empty())
    throw base::BadInput("file of passwords " + file.string(), "cannot be read, or is empty",
                         "Name a text file with one password a line.");
  std::ranges::sort(known_);
}

bool CommonPasswords::contains(std::string_view password, std::span<const std::string> about) const {
  if (hashes_ && hashes_->contains(password)) return true;
  if (std::ranges::binary_search(known_, beginning_of(base::sha256(password)))) return true;
  auto words = words_;
  for (const auto& text : about) add_words_of(words, text);
  by_length(words);
  const auto plain = folded(password);
  const std::array<Letters, 3> readings{plain, as_letters(plain, U'i'), as_letters(plain, U'l')};
  std::set<Letters> things;
  for (std::size_t at = 0; at < plain.size();) {
    const auto length =
        std::max({word_at(words, readings, at), run_at(plain, at), year_at(plain, at), std::size_t{1}});
    things.insert(plain.substr(at, length));
    at += length;
  }
  return things.size() < kFewestThings;
}

}  // namespace entente::access
