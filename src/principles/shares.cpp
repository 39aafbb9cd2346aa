// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "principles/shares.hpp"

#include <algorithm>

namespace entente::principles {

namespace {

struct Answers {
  double yes = 0, known = 0, asked = 0;
};

/// `telling` is the answer with which a party would change something, under the key of that name.
Answers answers_of(const Facts& facts, Explanation* explanation, std::string_view fact,
                   const std::function<Answer(const PartyFacts&)>& answer,
                   const std::function<bool(const PartyFacts&)>& asked, Answer telling) {
  Answers result;
  for (std::size_t i = 0; i < facts.parties.size(); ++i) {
    const auto& party = facts.parties[i];
    if (asked && !asked(party)) continue;
    ++result.asked;
    const auto said = answer(party);
    if (said != Answer::unknown) ++result.known;
    if (said == Answer::yes) ++result.yes;
    if (explanation == nullptr) continue;
    if (said != Answer::unknown) explanation->rests_on.push_back({fact, i});
    if (said == Answer::unknown)
      explanation->would_change.push_back({"says", {{"party", Party{i}}}});
    else if (said == telling)
      explanation->would_change.push_back({said == Answer::yes ? "yes" : "no", {{"party", Party{i}}}});
  }
  return result;
}

}  // namespace

double left_by_stated(const Facts& facts, std::optional<double> PartyFacts::*share) {
  constexpr double kRounding = 1e-6;
  double stated = 0;
  for (const auto& each : facts.parties) stated += (each.*share).value_or(0);
  return stated > 1 + kRounding ? 1 : std::max(0.0, 1 - stated);
}

Measured share_of_parties(const Facts& facts, Explanation* explanation, std::string_view fact,
                          const std::function<Answer(const PartyFacts&)>& answer,
                          const std::function<bool(const PartyFacts&)>& asked) {
  const auto said = answers_of(facts, explanation, fact, answer, asked, Answer::no);
  if (said.asked == 0) return Measured::not_applicable();
  const Interval share{said.yes / said.asked, (said.yes + said.asked - said.known) / said.asked};
  if (explanation != nullptr)
    explanation->why = {"why",
                        {{"share", Share{share}},
                         {"yes", count(said.yes)},
                         {"known", count(said.known)},
                         {"all", count(said.asked)}}};
  return {.value = share, .known = said.known, .asked = said.asked};
}

Measured number_of_parties(const Facts& facts, Explanation* explanation, std::string_view fact,
                           const std::function<Answer(const PartyFacts&)>& answer,
                           const std::function<bool(const PartyFacts&)>& asked) {
  const auto said = answers_of(facts, explanation, fact, answer, asked, Answer::yes);
  if (said.asked == 0) return Measured::not_applicable();
  if (explanation != nullptr)
    explanation->why = {"why",
                        {{"yes", count(said.yes)}, {"known", count(said.known)}, {"all", count(said.asked)}}};
  return {.value = {said.yes, said.yes + said.asked - said.known}, .known = said.known, .asked = said.asked};
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

Measured share_of_tally(const std::optional<Tally>& tally, Explanation* explanation, std::string_view fact) {
  return tally ? share_of_tally(*tally, explanation, fact) : not_known({0, 1}, explanation);
}

Measured not_known(Interval range, Explanation* explanation) {
  if (explanation != nullptr) {
    explanation->why = {"unknown", {}};
    explanation->would_change.push_back({"says", {}});
  }
  return {.value = range, .known = 0, .asked = 1};
}

}  // namespace entente::principles
