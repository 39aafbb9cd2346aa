// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "screening/listed.hpp"

/// How much a word weighs where no list says how often it stands there.
namespace entente::screening {

/// What data/screening/common_words.txt says.
class CommonWords {
 public:
  static const CommonWords& ours();
  /// Throws BadInput naming the line that says nothing, or a word again.
  explicit CommonWords(std::string_view text);

  /// 1 for a word that tells a party from others, less for one that many share: "bank", "mohamed", "mr".
  /// The word folded, in Latin letters.
  double weight(std::string_view folded, Kind) const;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>{}(s); }
  };
  using Weights = std::unordered_map<std::string, double, Hash, std::equal_to<>>;
  Weights of_persons_, of_all_;
};

}  // namespace entente::screening
