// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/vocabulary.hpp"

#include <algorithm>
#include <bit>

namespace entente::screening {
namespace {

std::string identity_of(const NameWord& word) {
  std::string out = word.token.folded;
  out += '\n';
  out += static_cast<char>('0' + static_cast<int>(word.part));
  out += static_cast<char>('0' + static_cast<int>(word.token.script));
  // Titles weigh little in names of persons alone.
  constexpr double kHundredths = 100;
  out += static_cast<char>(static_cast<int>(word.weight * kHundredths));
  return out;
}

/// A Han word of four characters and more with one of them left out, each in turn.
std::vector<std::string> han_keys(const Token& token) {
  constexpr std::size_t kBytes = 3;
  constexpr std::size_t kLongEnough = 4 * kBytes;
  std::vector<std::string> out;
  const auto& text = token.folded;
  if (token.script != Script::han || text.size() < kLongEnough || text.size() % kBytes != 0) return out;
  for (std::size_t i = 0; i < text.size(); i += kBytes) {
    auto key = text;
    key.replace(i, kBytes, "?");
    key += std::to_string(i);
    out.push_back(std::move(key));
  }
  return out;
}

// Where the machine counts bits by itself, which all of the last fifteen years do, this takes a third. The
// sanitizers do not know functions that are chosen when a program starts.
#if defined(__x86_64__) && !defined(__SANITIZE_ADDRESS__) && !defined(__clang__)
#define ENTENTE_COUNTS_BITS __attribute__((target_clones("popcnt", "default")))
#else
#define ENTENTE_COUNTS_BITS
#endif

/// The places of those that differ in so few letters that they may be near.
ENTENTE_COUNTS_BITS void few_differ(const std::vector<std::uint64_t>& all, std::uint64_t letters, int most,
                                    std::vector<std::uint32_t>& out) {
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (std::popcount(all[i] ^ letters) <= most) out.push_back(static_cast<std::uint32_t>(i));
  }
}

}  // namespace

Vocabulary::Id Vocabulary::add(NameWord word) {
  const auto [at, fresh] = by_identity_.try_emplace(identity_of(word), static_cast<Id>(words_.size()));
  if (fresh) words_.push_back(std::move(word));
  return at->second;
}

void Vocabulary::add_by_length(ByLength& to, std::string_view text, Id id) {
  if (text.empty() || text.size() > kLongestEdited) return;
  if (to.size() <= text.size()) to.resize(text.size() + 1);
  auto& place = to[text.size()];
  place.letters.push_back(letters_of(text));
  place.ids.push_back(id);
  place.bytes += text;
}

void Vocabulary::finish() {
  for (Id id = 0; id < words_.size(); ++id) {
    const auto& word = words_[id];
    const auto& token = word.token;
    if (word.part == Part::initial) continue;
    const bool by_letters = word.part != Part::number && word.part != Part::letter;
    for (std::size_t i = 0; i < token.forms.size(); ++i) {
      by_form_[token.forms[i]].push_back(id);
      if (by_letters && i < kEditedForms) add_by_length(forms_, token.forms[i], id);
    }
    add_by_length(letters_, word.letters, id);
    for (const auto& form : token.forms) {
      auto& those = by_run_key_[run_key(form)];
      if (those.empty() || those.back() != id) those.push_back(id);
    }
    for (auto& key : han_keys(token)) by_han_[std::move(key)].push_back(id);
    if (token.equivalents != 0) by_equivalents_[token.equivalents].push_back(id);
    if (token.skeleton.size() < 2) continue;
    by_skeleton_[token.skeleton].push_back(id);
    add_by_length(token.script == Script::arabic ? skeletons_of_arabic_ : skeletons_of_others_,
                  token.skeleton, id);
  }
}

Vocabulary::Id Vocabulary::find(const NameWord& word) const {
  const auto at = by_identity_.find(identity_of(word));
  return at == by_identity_.end() ? kNone : at->second;
}

void Vocabulary::look_by_letters(const ByLength& all, const Spelling& asked, unsigned most,
                                 std::vector<Id>& out) {
  const auto length = asked.word().size();
  if (length == 0 || length > kLongestEdited) return;
  std::vector<std::uint32_t> places;
  for (auto other = length > most ? length - most : 1; other <= length + most && other < all.size();
       ++other) {
    const auto& those = all[other];
    const auto allowed = std::min(most, edits_allowed(std::max(length, other)));
    if (std::max(length, other) - std::min(length, other) > allowed) continue;
    places.clear();
    few_differ(those.letters, asked.letters(), static_cast<int>(2 * allowed), places);
    for (const auto place : places) {
      if (asked.edits_to(std::string_view(those.bytes).substr(place * other, other)) <= allowed)
        out.push_back(those.ids[place]);
    }
  }
}

std::vector<Vocabulary::Found> Vocabulary::near(const AskedWord& asked) const {
  std::vector<Found> out;
  const auto& word = asked.word();
  const auto& token = word.token;
  if (word.part == Part::initial) return out;
  std::vector<Id> candidates;
  const auto take = [&candidates](const auto& map, const auto& key) {
    const auto at = map.find(key);
    if (at != map.end()) candidates.insert(candidates.end(), at->second.begin(), at->second.end());
  };
  if (const auto same = find(word); same != kNone) candidates.push_back(same);
  std::size_t forms = 0;
  for (const auto& spelling : asked.forms()) {
    take(by_form_, std::string(spelling.word()));
    if (word.part == Part::number || word.part == Part::letter || ++forms > kEditedForms) continue;
    look_by_letters(forms_, spelling, kMostEdits, candidates);
  }
  look_by_letters(letters_, asked.letters(), kMostEdits, candidates);
  for (const auto& key : han_keys(token)) take(by_han_, key);
  if (token.equivalents != 0) take(by_equivalents_, token.equivalents);
  if (token.skeleton.size() >= 2) {
    take(by_skeleton_, token.skeleton);
    if (token.skeleton.size() + 1 >= kShortestComparedSkeleton) {
      look_by_letters(skeletons_of_arabic_, asked.skeleton(), 1, candidates);
      if (token.script == Script::arabic)
        look_by_letters(skeletons_of_others_, asked.skeleton(), 1, candidates);
    }
  }
  std::ranges::sort(candidates);
  const auto repeated = std::ranges::unique(candidates);
  candidates.erase(repeated.begin(), repeated.end());
  for (const auto id : candidates) {
    const auto near = asked.near(words_[id]);
    if (near.similarity > 0) out.push_back({id, near});
  }
  return out;
}

const std::vector<Vocabulary::Id>& Vocabulary::those(const ByText& all, const std::string& text) {
  static const std::vector<Id> kNothing;
  const auto at = all.find(text);
  return at == all.end() ? kNothing : at->second;
}

const std::vector<Vocabulary::Id>& Vocabulary::joined(const std::string& run_key) const {
  return those(by_run_key_, run_key);
}

const std::vector<Vocabulary::Id>& Vocabulary::written(const std::string& form) const {
  return those(by_form_, form);
}

}  // namespace entente::screening
