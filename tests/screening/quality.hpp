// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "screening/screener.hpp"
#include "sets.hpp"

/// How well names are matched, on sets whose answers are known.
namespace entente::screening_sets {

struct Verdicts {
  double f1 = 0, auc = 0;
};

/// Ours and the peer's on the same rows; the differences with what 95 of 100 resamplings of the rows give.
struct PairFigures {
  std::size_t pairs = 0;
  Verdicts ours, peer;
  double f1_least = 0, f1_most = 0;    ///< of the difference in F1
  double auc_least = 0, auc_most = 0;  ///< of the difference in AUC
};

struct ScoredPair {
  bool match = false;
  double ours = 0, peer = 0;
  bool peer_match = false;
};

std::vector<ScoredPair> score_pairs(const std::vector<LabelledPair>& pairs);
PairFigures figures_of(const std::vector<ScoredPair>& pairs, double threshold);

struct Asked {
  std::string id, name;
  screening::Kind kind = screening::Kind::unknown;
};

struct RecallFigures {
  std::size_t asked = 0, found = 0;
  std::size_t negatives = 0, allowed = 0;  ///< how many of the negatives may be hit
  std::vector<std::string> missed;
  double threshold = 0;
  double recall() const { return asked ? static_cast<double>(found) / static_cast<double>(asked) : 0; }
};

/// How many of `asked` find their entry at the score that no more than `rate` of the negatives reach. Scores
/// that are equal are told apart by evidence.
RecallFigures recall_at(const screening::Screener& screener, const screening::List& list,
                        const std::vector<Asked>& asked, const std::vector<std::string>& negatives,
                        double rate);

/// How many find their entry as the first hit of all.
RecallFigures recall_first(const screening::Screener& screener, const screening::List& list,
                           const std::vector<Asked>& asked);

/// How many hits that a scan finds at the threshold the index finds too; each with the same score.
RecallFigures recall_of_index(const screening::Screener& screener, const std::vector<std::string>& names,
                              double threshold);

/// Those names of which some word is no word of the list.
std::vector<Asked> not_listed_as_they_stand(const screening::List& list, const std::vector<Asked>& asked);

/// Organisations with names in two languages: how many find themselves among all the others first, by pair.
struct LanguageFigures {
  std::string asked, listed;
  RecallFigures figures;
};
std::vector<LanguageFigures> organisations_by_language(const std::string& folder);

std::vector<Asked> un_positives(const std::string& folder);
std::vector<std::string> un_negatives(const std::string& folder);
/// `kind` and `script` as the file has them, or empty for all.
std::vector<Asked> un_original_script(const std::string& folder, const std::string& kind,
                                      const std::string& script);

}  // namespace entente::screening_sets
