// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "principles/shares.hpp"

namespace entente::principles {

Measured share_of_parties(const Facts& facts, Explanation* explanation, std::string_view fact,
                          const std::function<Answer(const PartyFacts&)>& answer,
                          const std::function<bool(const PartyFacts&)>& asked) {
  Measured result;
  double yes = 0;
  for (std::size_t i = 0; i < facts.parties.size(); ++i) {
    const auto& party = facts.parties[i];
    if (asked && !asked(party)) continue;
    ++result.asked;
    const auto said = answer(party);
    if (said != Answer::unknown) ++result.known;
    if (said == Answer::yes) ++yes;
    if (explanation == nullptr) continue;
    if (said != Answer::unknown) explanation->rests_on.push_back({fact, i});
    if (said == Answer::unknown)
      explanation->would_change.push_back({"says", {{"party", Party{i}}}});
    else if (said == Answer::no)
      explanation->would_change.push_back({"no", {{"party", Party{i}}}});
  }
  if (result.asked == 0) return Measured::not_applicable();
  result.value = {yes / result.asked, (yes + result.asked - result.known) / result.asked};
  if (explanation != nullptr)
    explanation->why = {"why",
                        {{"share", Share{result.value}},
                         {"yes", count(yes)},
                         {"known", count(result.known)},
                         {"all", count(result.asked)}}};
  return result;
}

Measured share_of_tally(const Tally& tally, Explanation* explanation, std::string_view fact) {
  if (tally.all <= 0) return Measured::not_applicable();
  const auto share = tally.done / tally.all;
  if (explanation != nullptr) {
    explanation->why = {
        "why",
        {{"share", Share{Interval::at(share)}}, {"done", count(tally.done)}, {"all", count(tally.all)}}};
    explanation->rests_on.push_back({fact, {}});
    if (tally.done < tally.all)
      explanation->would_change.push_back({"rest", {{"count", count(tally.all - tally.done)}}});
  }
  return {.value = Interval::at(share), .known = 1, .asked = 1};
}

}  // namespace entente::principles
