// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "screening/listed.hpp"

/// Screening: one party against every entry of every list, with the reason for each hit.
namespace entente::screening {

/// The rule that made a score. It changes whenever any score can: decisions keep it.
inline constexpr std::string_view kAlgorithm = "entente-1";

struct Settings {
  double threshold = 0.70;  ///< hits below are not returned; 0 to 1
  std::size_t limit = 10;   ///< at most so many hits; 1 to 500
};

/// Why two tokens were laid beside each other.
enum class Likeness : std::uint8_t {
  same,        ///< the same after folding
  script,      ///< the same once written in one script
  equivalent,  ///< two forms of one name: Yuri, George
  initial,     ///< a letter for a name
  merged,      ///< two tokens written as one, on either side
  edited,      ///< a few letters differ
  none         ///< nothing was found for it
};

std::string_view name_of(Likeness);

struct TokenPair {
  std::string asked, listed;  ///< as written; empty where nothing stands beside it
  Likeness likeness = Likeness::none;
  double similarity = 0;  ///< 0 to 1
  double weight = 0;      ///< the share of the name's weight, by rarity; those of a name add to 1
};

/// A field beside the name that speaks for or against.
struct Qualifier {
  enum class Field : std::uint8_t { born, country, gender, document, kind };
  enum class Verdict : std::uint8_t { agrees, conflicts, unknown };
  Field field{};
  Verdict verdict{};
  std::string asked, listed;  ///< what was compared, as written; empty where unknown
  double effect = 0;          ///< what it added to the score, or took
};

std::string_view name_of(Qualifier::Field);
std::string_view name_of(Qualifier::Verdict);

struct Hit {
  std::size_t list = 0;                 ///< of those given to the screener
  std::size_t entry = 0;                ///< of that list
  double score = 0;                     ///< 0 to 1, name and qualifiers
  double name_score = 0;                ///< the name alone
  double evidence = 0;                  ///< how much was compared: equal scores are ranked by it
  std::string asked_name, listed_name;  ///< the two names that were nearest
  std::vector<TokenPair> pairs;
  std::vector<Qualifier> qualifiers;
};

/// An index over lists. Immutable once made; any number of threads may ask it at the same time. It keeps a
/// copy of nothing but names and qualifiers; the lists may go.
class Screener {
 public:
  explicit Screener(std::span<const List> lists);
  ~Screener();
  Screener(Screener&&) noexcept;
  Screener& operator=(Screener&&) noexcept;

  /// Best first. Names beyond their limits (128 tokens, 1,024 characters) are cut, and only the first 64
  /// names of a party are compared; where those have so many common words that it would take seconds, only
  /// with the entries that have the rarest of them. Text that holds no letter of any script finds nothing.
  /// `steps`: how much was done for it.
  std::vector<Hit> screen(const Party&, const Settings&, std::int64_t* steps = nullptr) const;
  /// The same by comparing every entry, each of its words with each asked one, without the index and without
  /// a bound: what tests and benchmarks hold the index against.
  std::vector<Hit> scan(const Party&, const Settings&) const;

 private:
  struct Index;
  std::unique_ptr<const Index> index_;
};

/// Two parties against each other, without a list: rarity is that of no list at all.
Hit compare(const Party& asked, const Party& listed);

}  // namespace entente::screening
