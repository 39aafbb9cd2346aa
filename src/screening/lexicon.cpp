// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/lexicon.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "embedded/screening_data.hpp"
#include "screening/pieces.hpp"
#include "screening/skeleton.hpp"

namespace entente::screening {
namespace {

/// Legal forms as long as this are known by their sound as well: "Aktiengeselschaft".
constexpr std::size_t kLongLegalForm = 10;
constexpr std::size_t kHanBytes = 3;  ///< of an ideograph in UTF-8

template <class Each>
void each_part(std::string_view text, char divider, const Each& each) {
  for (std::size_t from = 0; from <= text.size();) {
    const auto end = std::min(text.find(divider, from), text.size());
    each(text.substr(from, end - from));
    from = end + 1;
  }
}

}  // namespace

const Lexicon& Lexicon::ours() {
  static const Lexicon one = [] {
    std::vector<Source> sources;
    for (const auto& [name, role] :
         {std::pair("names", Role::name), std::pair("romanised", Role::surname),
          std::pair("legal_forms", Role::legal_form), std::pair("words", Role::word),
          std::pair("particles", Role::particle)}) {
      const auto path = "data/screening/" + std::string(name) + ".txt";
      sources.push_back({path, std::string(embedded::screening_data(path)), role});
    }
    return Lexicon(sources);
  }();
  return one;
}

Lexicon::Lexicon(std::span<const Source> sources) {
  for (const auto& source : sources) read(source);
  for (auto* part : {&names_, &surnames_, &words_})
    std::ranges::sort(part->stems, {}, [](const auto& s) { return s.first; });
}

void Lexicon::read(const Source& source) {
  std::size_t number = 0;
  each_part(source.text, '\n', [&](std::string_view line) {
    ++number;
    line = base::trimmed(line.substr(0, std::min(line.find('#'), line.size())));
    if (line.empty()) return;
    KnownWord word{.equivalents = static_cast<std::uint32_t>(latin_.size()),
                   .particle = source.role == Role::particle,
                   .legal_form = source.role == Role::legal_form};
    latin_.emplace_back();
    each_part(line, ',', [&](std::string_view member) {
      member = base::trimmed(member);
      auto one = word;
      if (member.starts_with('~')) {
        one.not_first = true;
        member.remove_prefix(1);
      }
      try {
        add(source, member, one);
      } catch (const base::BadInput& fault) {
        throw base::BadInput(source.name + ", line " + std::to_string(number), fault.what());
      }
    });
  });
}

std::vector<Lexicon::Part*> Lexicon::parts_of(Role role) {
  switch (role) {
    case Role::name:
      return {&names_};
    case Role::surname:
      return {&surnames_};
    case Role::particle:
      return {&names_, &words_};
    default:
      return {&words_};
  }
}

void Lexicon::add(const Source& source, std::string_view member, KnownWord word) {
  const bool stem = member.ends_with('*');
  if (stem) member.remove_suffix(1);
  auto pieces = pieces_of(member);
  // In the Arabic script the article is a piece of its own, which is no part of the word.
  if (pieces.size() == 2 && pieces.front().folded == "ال") pieces.erase(pieces.begin());
  if (pieces.empty() || (stem && pieces.size() > 1)) throw base::BadInput(std::string(member), "is no word");
  std::string key = pieces.front().folded;
  for (std::size_t i = 1; i < pieces.size(); ++i) key += " " + pieces[i].folded;
  for (auto* part : parts_of(source.role)) {
    if (stem) {
      part->stems.emplace_back(key, word);
      continue;
    }
    auto& into = pieces.size() == 1 ? part->words : part->phrases;
    const auto [at, added] = into.emplace(key, word);
    // Two spellings of one class may fold to the same.
    if (!added && at->second.equivalents != word.equivalents && source.role != Role::particle)
      throw base::BadInput("“" + key + "”", "is in two classes");
    if (pieces.size() > 1) {
      auto& most = part->begins[pieces.front().folded];
      most = std::max(most, pieces.size());
    }
  }
  if (pieces.size() == 1 && !stem && pieces.front().script == Script::latin) {
    auto& latin = latin_[word.equivalents];
    if (std::ranges::find(latin, key) == latin.end()) latin.push_back(key);
  }
  if (source.role == Role::legal_form && pieces.size() == 1 && pieces.front().script == Script::latin &&
      key.size() >= kLongLegalForm)
    long_legal_forms_.emplace(skeleton_of(key), word);
  if (pieces.size() == 1 && pieces.front().script == Script::han && source.role != Role::name &&
      source.role != Role::surname) {
    han_.emplace(key, word);
    longest_han_ = std::max(longest_han_, key.size());
  }
}

const KnownWord* Lexicon::of_part(const Part& part, std::string_view folded) const {
  if (const auto found = part.words.find(folded); found != part.words.end()) return &found->second;
  const auto after = std::ranges::upper_bound(part.stems, folded, {},
                                              [](const auto& s) -> std::string_view { return s.first; });
  if (after != part.stems.begin() && folded.starts_with(std::prev(after)->first))
    return &std::prev(after)->second;
  return nullptr;
}

const KnownWord* Lexicon::word(std::string_view folded, Kind kind) const {
  if (kind != Kind::person) {
    if (const auto* found = of_part(words_, folded)) return found;
    // What is said of a man, a woman or many: "islami", "islamiya".
    constexpr std::string_view kOfWomen = "ه", kOf = "ي";
    if (folded.ends_with(kOf))
      if (const auto* found = of_part(words_, std::string(folded).append(kOfWomen))) return found;
    if (folded.ends_with(kOfWomen) && folded.size() > 3 * kOfWomen.size())
      if (const auto* found = of_part(words_, folded.substr(0, folded.size() - kOfWomen.size())))
        return found;
    if (folded.size() >= kLongLegalForm && folded.front() >= 'a' && folded.front() <= 'z')
      if (const auto found = long_legal_forms_.find(skeleton_of(folded)); found != long_legal_forms_.end())
        return &found->second;
  }
  if (const auto* found = of_part(names_, folded)) return found;
  return kind == Kind::person || kind == Kind::unknown ? of_part(surnames_, folded) : nullptr;
}

std::size_t Lexicon::phrase(std::span<const std::string_view> folded, Kind kind, KnownWord& found) const {
  const auto& part = kind == Kind::person ? names_ : words_;
  const auto begins = part.begins.find(folded.front());
  if (begins == part.begins.end()) return 0;
  for (std::size_t count = std::min(begins->second, folded.size()); count > 1; --count) {
    std::string key(folded.front());
    for (std::size_t i = 1; i < count; ++i) key.append(" ").append(folded[i]);
    if (const auto at = part.phrases.find(key); at != part.phrases.end()) {
      found = at->second;
      return count;
    }
  }
  return 0;
}

std::size_t Lexicon::han(std::string_view run) const {
  for (std::size_t size = std::min(longest_han_, run.size() - run.size() % kHanBytes); size > kHanBytes;
       size -= kHanBytes)
    if (han_.contains(run.substr(0, size))) return size;
  return 0;
}

std::span<const std::string> Lexicon::latin(std::uint32_t equivalents) const {
  return latin_.at(equivalents);
}

}  // namespace entente::screening
