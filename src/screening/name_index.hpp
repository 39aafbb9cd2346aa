// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "screening/name_reach.hpp"
#include "screening/vocabulary.hpp"

/// The names of the lists as words of one vocabulary, and where each word stands.
namespace entente::screening {

/// Some values for each of many, one after the other.
template <class Value>
class Rows {
 public:
  explicit Rows(const std::vector<std::uint32_t>& counts = {}) {
    begins_.resize(counts.size() + 1);
    for (std::size_t i = 0; i < counts.size(); ++i) begins_[i + 1] = begins_[i] + counts[i];
    next_.assign(begins_.begin(), begins_.end() - 1);
    values_.resize(begins_.back());
  }
  void put(std::size_t row, const Value& value) { values_[next_[row]++] = value; }
  void finish() { next_ = {}; }
  std::span<const Value> operator[](std::size_t row) const {
    return std::span(values_).subspan(begins_[row], begins_[row + 1] - begins_[row]);
  }

 private:
  std::vector<std::size_t> begins_;
  std::vector<std::size_t> next_;
  std::vector<Value> values_;
};

struct IndexedName {
  std::uint32_t entry;       ///< of the index, over all lists
  std::uint32_t words_from;  ///< in words_of_names
  std::uint16_t words;
  NameQuality quality;
  std::uint32_t text_from, text_size;
};

/// What is asked first of a name, close together: long lists of them are read from end to end, and no more.
struct Sketch {
  static constexpr unsigned kMarks = 60;
  static constexpr unsigned kMostInitials = 3;  ///< more than a name has: then they are letters

  /// A bit for each word by what it sounds like, initials apart: a name without any bit of the words that are
  /// near an asked one has none of them. The last four are what it is and how many initials it has.
  std::uint64_t bits;
  float weight;  ///< of all its words, legal forms apart
  std::uint32_t name;

  Omits omits() const { return static_cast<Omits>((bits >> kMarks) & 3U); }
  unsigned initials() const { return static_cast<unsigned>(bits >> (kMarks + 2)); }
};

struct IndexedEntry {
  std::uint32_t list, entry;
  std::uint32_t names_from, names;
  Party party;  ///< without its names
};

struct NameIndex {
  explicit NameIndex(std::span<const List> lists);

  std::string_view text(const IndexedName& name) const {
    return std::string_view(texts).substr(name.text_from, name.text_size);
  }
  std::span<const Vocabulary::Id> words(const IndexedName& name) const {
    return std::span(words_of_names).subspan(name.words_from, name.words);
  }
  /// What an asked word weighs, as often as the lists have it.
  double weight_of(const NameWord& word) const;
  /// Names in which words stand apart that make one word with this key.
  struct Run {
    std::uint32_t hash;  ///< of the key
    std::uint32_t name;
    float weight;  ///< of its words, legal forms apart; the most where a name has several
  };
  std::span<const Run> apart(const std::string& run_key) const;

  Vocabulary vocabulary;
  std::vector<double> weights;  ///< of each word of the vocabulary
  /// What is asked of the words of every name that is looked at.
  struct Brief {
    double weight;         ///< in a name: of legal forms, which are weighed apart, 0
    std::uint32_t begins;  ///< a bit for each letter, as NameWord has it
    Part part;
    char first;         ///< the first byte of its form
    std::uint8_t mark;  ///< which bit of a sketch
  };
  std::vector<Brief> briefs;
  std::vector<IndexedEntry> entries;
  std::vector<IndexedName> names;
  std::vector<Sketch> sketches;  ///< of each name
  std::vector<Vocabulary::Id> words_of_names;
  std::string texts;
  /// The names that a word stands in; those with initials, which may stand for other words, come first.
  Rows<Sketch> names_of_words;
  std::vector<Run> runs;  ///< sorted
  std::unordered_map<std::string, std::vector<std::uint32_t>> entries_of_documents;

 private:
  void add_names(const Party& party);
  void weigh();
  Sketch sketch_of(std::uint32_t name) const;
  void add_runs(std::uint32_t name);
  double rarity(std::uint32_t entries_with_it) const;

  std::unordered_map<std::uint32_t, std::uint32_t> entries_of_equivalents_;
  std::vector<std::uint32_t> entries_of_words_;
};

}  // namespace entente::screening
