// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/name_score.hpp"

#include <algorithm>
#include <cmath>

#include "screening/assignment.hpp"

namespace entente::screening {
namespace {

constexpr double kWellLaid = 0.9;  ///< a pair as near as this is not taken apart for a run
constexpr double kInitials = 0.85;

/// Some words of one name beside some of the other: one beside one, or a run beside one.
struct Laid {
  std::size_t asked, asked_count;
  std::size_t listed, listed_count;
  double similarity;
  Likeness likeness;
};

}  // namespace

/// The names and what has been laid beside what.
class NameScorer::Laying {
 public:
  void lay(const Weighed& asked, const Weighed& listed, const Nearness& near, bool runs) {
    asked_ = asked;
    listed_ = listed;
    laid_.clear();
    in_run_of_asked_.assign(asked.words.size(), 0);
    in_run_of_listed_.assign(listed.words.size(), 0);
    assign(near);
    if (runs) lay_runs(near);
    if (!laid_.empty()) assign(near);  // what the runs parted may stand beside others
    for (std::size_t i = 0; i < partner_of_asked_.size(); ++i) {
      const auto j = partner_of_asked_[i];
      if (j == kAlone) continue;
      laid_.push_back({i, 1, j, 1, near.at(i, j).similarity, near.at(i, j).likeness});
    }
  }

  const std::vector<Laid>& laid() const { return laid_; }
  bool asked_alone(std::size_t i) const { return partner_of_asked_[i] == kAlone && !in_run_of_asked_[i]; }
  bool listed_alone(std::size_t j) const { return partner_of_listed_[j] == kAlone && !in_run_of_listed_[j]; }

 private:
  bool loose(std::size_t i, std::size_t j, const Nearness& near) const {
    return i == kAlone || j == kAlone || near.at(i, j).similarity < kWellLaid;
  }
  bool asked_loose(std::size_t i, const Nearness& near) const {
    return !in_run_of_asked_[i] && loose(i, partner_of_asked_[i], near);
  }
  bool listed_loose(std::size_t j, const Nearness& near) const {
    return !in_run_of_listed_[j] && loose(partner_of_listed_[j], j, near);
  }

  void assign(const Nearness& near) {
    edges_.clear();
    for (std::size_t i = 0; i < asked_.words.size(); ++i) {
      for (std::size_t j = 0; !in_run_of_asked_[i] && j < listed_.words.size(); ++j) {
        const double similarity = near.at(i, j).similarity;
        if (similarity > 0 && !in_run_of_listed_[j])
          edges_.push_back({i, j, similarity * (asked_.weights[i] + listed_.weights[j]) / 2});
      }
    }
    assignment_.find(asked_.words.size(), listed_.words.size(), edges_, partner_of_asked_);
    partner_of_listed_.assign(listed_.words.size(), kAlone);
    for (std::size_t i = 0; i < partner_of_asked_.size(); ++i) {
      if (partner_of_asked_[i] != kAlone) partner_of_listed_[partner_of_asked_[i]] = i;
    }
  }

  double similarity_of_one(std::size_t one, bool of_asked, const Nearness& near) const {
    const auto partner = (of_asked ? partner_of_listed_ : partner_of_asked_)[one];
    if (partner == kAlone) return 0;
    return of_asked ? near.at(partner, one).similarity : near.at(one, partner).similarity;
  }

  void lay_runs(const Nearness& near) {
    const auto any = [](std::size_t count, const auto& is_loose) {
      for (std::size_t i = 0; i < count; ++i) {
        if (is_loose(i)) return true;
      }
      return false;
    };
    if (!any(asked_.words.size(), [&](std::size_t i) { return asked_loose(i, near); }) ||
        !any(listed_.words.size(), [&](std::size_t j) { return listed_loose(j, near); }))
      return;
    for (std::size_t j = 0; asked_.words.size() > 1 && j < listed_.words.size(); ++j) {
      if (listed_loose(j, near)) lay_run(asked_, j, true, near);
    }
    for (std::size_t i = 0; listed_.words.size() > 1 && i < asked_.words.size(); ++i) {
      if (asked_loose(i, near)) lay_run(listed_, i, false, near);
    }
  }

  /// Whether a run that begins with this word could be the other: most cannot, and it is asked often.
  static bool may_begin(const NameWord& first, const NameWord& together) {
    return (first.begins & together.begins) != 0 || !is_plain(first.form()) || !is_plain(together.form());
  }
  static bool is_plain(std::string_view form) { return form[0] >= 'a' && form[0] <= 'z'; }

  /// How near the words joined are to the likeliest form that has their key.
  static double joined_to(std::string_view joined, const NameWord& together) {
    double best = 0;
    for (const auto& form : together.token.forms) best = std::max(best, joined_likeness(joined, form));
    return best;
  }

  /// A run of words of `apart` beside the one word of the other name, where that is what the run says.
  void lay_run(const Weighed& apart, std::size_t one, bool of_asked, const Nearness& near) {
    const NameWord& together = *(of_asked ? listed_ : asked_).words[one];
    for (std::size_t from = 0; from + 1 < apart.words.size(); ++from) {
      if (!may_begin(*apart.words[from], together)) continue;
      std::string joined;
      std::string initials;
      for (std::size_t to = from; to < apart.words.size() && to < from + kLongestRun; ++to) {
        const bool is_loose = of_asked ? asked_loose(to, near) : listed_loose(to, near);
        const bool free = of_asked ? !in_run_of_asked_[to] : !in_run_of_listed_[to];
        if (!free || (!is_loose && apart.words[to]->part != Part::particle)) break;
        joined += apart.words[to]->form();
        initials += apart.words[to]->form().substr(0, 1);
        if (to == from) continue;
        if (joined.size() > kLongestEdited) break;
        double similarity = joined_to(joined, together);
        auto likeness = Likeness::merged;
        if (similarity == 0 && together.abbreviation && initials == together.form()) {
          similarity = kInitials;
          likeness = Likeness::initial;
        }
        if (similarity <= similarity_of_one(one, of_asked, near)) continue;
        take_run(from, to - from + 1, one, of_asked, similarity, likeness);
        return;
      }
    }
  }

  void take_run(std::size_t from, std::size_t count, std::size_t one, bool of_asked, double similarity,
                Likeness likeness) {
    auto& partner_of_run = of_asked ? partner_of_asked_ : partner_of_listed_;
    auto& partner_of_one = of_asked ? partner_of_listed_ : partner_of_asked_;
    const auto part = [](auto& mine, auto& theirs, std::size_t at) {
      if (mine[at] != kAlone) theirs[mine[at]] = kAlone;
      mine[at] = kAlone;
    };
    for (std::size_t at = from; at < from + count; ++at) {
      part(partner_of_run, partner_of_one, at);
      (of_asked ? in_run_of_asked_ : in_run_of_listed_)[at] = 1;
    }
    part(partner_of_one, partner_of_run, one);
    (of_asked ? in_run_of_listed_ : in_run_of_asked_)[one] = 1;
    laid_.push_back(of_asked ? Laid{from, count, one, 1, similarity, likeness}
                             : Laid{one, 1, from, count, similarity, likeness});
  }

  Weighed asked_, listed_;
  Assignment assignment_;
  std::vector<Edge> edges_;
  std::vector<std::size_t> partner_of_asked_, partner_of_listed_;
  std::vector<char> in_run_of_asked_, in_run_of_listed_;
  std::vector<Laid> laid_;
};

namespace {

double weight_of_run(const Weighed& name, std::size_t from, std::size_t count) {
  double weight = 0;
  for (std::size_t i = from; i < from + count; ++i) {
    if (name.words[i]->part != Part::legal_form) weight += name.weights[i];
  }
  return weight;
}

std::string written(const Weighed& name, std::size_t from, std::size_t count) {
  std::string text;
  for (std::size_t i = from; i < from + count; ++i) {
    if (i > from) text += ' ';
    text += name.words[i]->token.written;
  }
  return text;
}

std::size_t telling_words(const Weighed& name) {
  return static_cast<std::size_t>(
      std::ranges::count_if(name.words, [](const NameWord* word) { return word->part == Part::word; }));
}

bool has_syllables(const Weighed& name) {
  return std::ranges::any_of(name.words, [](const NameWord* word) { return word->syllables; });
}

template <class Laying>
std::vector<TokenPair> explained(const Weighed& asked, const Weighed& listed, const Laying& laying) {
  std::vector<TokenPair> pairs;
  std::vector<std::size_t> order;  // of the asked name; what only the list has comes last
  const auto add = [&](std::size_t at, TokenPair pair) {
    order.push_back(at);
    pairs.push_back(std::move(pair));
  };
  const auto weight = [](const Weighed& name, std::size_t from, std::size_t count) {
    double sum = 0;
    for (std::size_t i = from; i < from + count; ++i) sum += name.weights[i];
    return sum;
  };
  for (const auto& one : laying.laid()) {
    const double both =
        weight(asked, one.asked, one.asked_count) + weight(listed, one.listed, one.listed_count);
    add(one.asked, {written(asked, one.asked, one.asked_count), written(listed, one.listed, one.listed_count),
                    one.likeness, one.similarity, both / 2});
  }
  for (std::size_t i = 0; i < asked.words.size(); ++i) {
    if (laying.asked_alone(i)) add(i, {written(asked, i, 1), {}, Likeness::none, 0, asked.weights[i]});
  }
  for (std::size_t j = 0; j < listed.words.size(); ++j) {
    if (laying.listed_alone(j))
      add(asked.words.size() + j, {{}, written(listed, j, 1), Likeness::none, 0, listed.weights[j]});
  }
  std::vector<std::size_t> by_place(pairs.size());
  for (std::size_t i = 0; i < by_place.size(); ++i) by_place[i] = i;
  std::ranges::sort(by_place, {}, [&order](std::size_t i) { return order[i]; });
  double total = 0;
  for (const auto& pair : pairs) total += pair.weight;
  std::vector<TokenPair> out;
  for (const auto i : by_place) {
    pairs[i].weight = total > 0 ? pairs[i].weight / total : 0;
    out.push_back(std::move(pairs[i]));
  }
  return out;
}

}  // namespace

double score_without(double taken) {
  constexpr double kHalf = 0.5;
  return taken <= kHalf ? 1 - taken : kHalf * std::exp((kHalf - taken) / kHalf);
}

double total_weight(const Weighed& name) {
  return weight_of_run(name, 0, name.words.size());
}

NameScorer::NameScorer() : laying_(std::make_unique<Laying>()) {}
NameScorer::~NameScorer() = default;

NameScore NameScorer::score(const Weighed& asked, const Weighed& listed, const Nearness& near, Kind kind,
                            bool runs, bool explain) {
  auto& laying = *laying_;
  laying.lay(asked, listed, near, runs);
  double lost = 0;
  NameScore out;
  std::size_t telling = 0;
  for (const auto& one : laying.laid()) {
    const double weight = (weight_of_run(asked, one.asked, one.asked_count) +
                           weight_of_run(listed, one.listed, one.listed_count)) /
                          2;
    lost += (1 - one.similarity) * weight;
    out.evidence += one.similarity * weight;
    // Initials alone are no name.
    const bool of_words = one.likeness != Likeness::initial && asked.words[one.asked]->part == Part::word &&
                          listed.words[one.listed]->part == Part::word;
    telling += of_words ? std::max(one.asked_count, one.listed_count) : 0;
  }
  if (explain) out.pairs = explained(asked, listed, laying);
  const double heavier = std::max(total_weight(asked), total_weight(listed));
  if (telling == 0 || heavier == 0) return out;

  struct Alone {
    double words = 0, legal_forms = 0;
  } of_asked, of_listed;
  const auto count = [](Alone& alone, const Weighed& name, std::size_t i) {
    (name.words[i]->part == Part::legal_form ? alone.legal_forms : alone.words) += name.weights[i];
  };
  for (std::size_t i = 0; i < asked.words.size(); ++i) {
    if (laying.asked_alone(i)) count(of_asked, asked, i);
  }
  for (std::size_t j = 0; j < listed.words.size(); ++j) {
    if (laying.listed_alone(j)) count(of_listed, listed, j);
  }
  double omission = kind == Kind::person ? kWeighing.omission : kWeighing.of_others;
  if (telling == 1 && std::max(telling_words(asked), telling_words(listed)) > 1)
    omission = std::max(omission, kWeighing.of_one_word);
  if (has_syllables(asked) || has_syllables(listed)) omission = std::max(omission, kWeighing.of_syllables);
  // A legal form contradicts another, or a word that stands where it does; alone it says little.
  const double both =
      std::min(of_asked.words + of_asked.legal_forms, of_listed.words + of_listed.legal_forms);
  const double words = std::abs(of_asked.words - of_listed.words);
  const double forms = std::abs(of_asked.legal_forms - of_listed.legal_forms);
  const double scarce = 1 + kWeighing.scarce * std::exp(-out.evidence);
  const double alone = kWeighing.conflict * both + omission * words + kWeighing.legal_form * forms;
  out.score = score_without((scarce * alone + kWeighing.likeness * lost) / heavier);
  return out;
}

}  // namespace entente::screening
