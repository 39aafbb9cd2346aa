// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "screening/listed.hpp"

/// The words that are known beforehand: data/screening, read once.
namespace entente::screening {

struct KnownWord {
  std::uint32_t equivalents = 0;
  bool particle = false;
  bool not_first = false;  ///< a particle only where another word stands before it: Du, Le, Ben
  bool legal_form = false;
};

class Lexicon {
 public:
  static const Lexicon& ours();

  enum class Role : std::uint8_t {
    name,
    surname,  ///< of persons alone
    legal_form,
    word,
    particle  ///< where none of the others says more of the word
  };
  struct Source {
    std::string name, text;
    Role role{};
  };
  /// Each line a class, its members parted by commas; "#" begins a remark. A member that ends in "*" stands
  /// for all words that begin so; a particle that begins with "~" is none where it comes first. Throws
  /// BadInput naming the line that puts a word into a second class.
  explicit Lexicon(std::span<const Source> sources);

  /// What a word is for a party of that kind; null where it is not known. Folded, as Token has it.
  const KnownWord* word(std::string_view folded, Kind) const;
  /// The phrase that these words begin with, of two words or more: how many it takes, 0 where none does.
  std::size_t phrase(std::span<const std::string_view> folded, Kind, KnownWord& found) const;
  /// How many bytes of a run of Han the longest known word takes that it begins with; 0: none.
  std::size_t han(std::string_view run) const;
  /// How the class is written in Latin letters, in the order of the file.
  std::span<const std::string> latin(std::uint32_t equivalents) const;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>{}(s); }
  };
  using Words = std::unordered_map<std::string, KnownWord, Hash, std::equal_to<>>;
  struct Part {
    Words words, phrases;
    std::unordered_map<std::string, std::size_t, Hash, std::equal_to<>> begins;  ///< most words of a phrase
    std::vector<std::pair<std::string, KnownWord>> stems;                        ///< sorted
  };
  std::vector<Part*> parts_of(Role);
  void read(const Source&);
  void add(const Source&, std::string_view member, KnownWord);
  const KnownWord* of_part(const Part&, std::string_view folded) const;

  Part names_, surnames_, words_;
  Words han_;
  Words long_legal_forms_;  ///< by their skeleton
  std::size_t longest_han_ = 0;
  std::vector<std::vector<std::string>> latin_{{}};
};

}  // namespace entente::screening
