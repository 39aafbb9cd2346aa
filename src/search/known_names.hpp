// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "search/query_tree.hpp"
#include "search/stems.hpp"

namespace entente::search {

/// What words of a text can be the name of, in any of the six languages: codes that the register knows
/// (countries, regions, groups of countries, goals, fields), and international organisations, which it calls
/// bodies. Read once and shared.
class KnownNames {
 public:
  static const KnownNames& all();

  /// The longest name, in words.
  std::size_t most_words() const { return most_words_; }
  /// What goes by these folded words, a run of ideographs being one; where nothing does, what goes by words
  /// of the same stems. One for each facet.
  std::vector<Values> values(std::span<const std::string> words) const;
  /// The body of that name or acronym.
  std::optional<std::size_t> body(std::span<const std::string> words) const;

  std::size_t bodies() const { return acronyms_.size(); }
  /// Folded words that stand for the body, and for nothing else, in a text.
  const std::vector<std::string>& acronyms(std::size_t body) const { return acronyms_[body]; }
  /// The bodies of which names stand in names of an organisation, as plain_words() gives them.
  std::vector<std::size_t> bodies_in(std::string_view plain_words) const;

 private:
  struct Named {
    Facet facet;
    std::string code;
  };
  using ByName = std::unordered_map<std::string, std::vector<Named>>;

  KnownNames();
  /// Without its stems; returns its words.
  std::vector<std::string> add_words(Facet, const std::string& code, std::string_view name);
  void add(Facet, const std::string& code, std::string_view name, std::optional<Tongue>);
  void add_stems(Tongue, Facet, const std::string& code, std::span<const std::string> words);
  void add_body(std::string_view name, std::size_t body);
  static std::vector<Values> values_of(std::vector<const Named*>);

  ByName codes_;                                       // by words with a space between
  ByName stems_;                                       // by stems_key()
  std::unordered_map<std::string, std::size_t> body_;  // by words, too
  std::unordered_map<std::string, std::size_t>
      begins_;  // the first word of a body's name: its longest, in words
  std::vector<std::vector<std::string>> acronyms_;
  std::size_t most_words_ = 1;
};

/// The words of a text, folded; a run of ideographs is one.
std::vector<std::string> whole_words(std::string_view text);

}  // namespace entente::search
