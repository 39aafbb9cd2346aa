// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/bringing.hpp"

#include <algorithm>
#include <bit>
#include <limits>
#include <numeric>
#include <string>
#include <utility>

namespace entente::screening {
namespace {

/// Of a longer name all words are taken to be in any other: asking for each would take longer than it saves.
constexpr std::size_t kAskedFor = 16;

}  // namespace

Bringing::Bringing(const NameIndex& index, const AskedNear& near, const Reach& reach, Workspace& space)
    : index_(index), near_(near), reach_(reach), space_(space), reading_left_(space.steps_left / 2) {
  space_.touched.clear();
  learn();
}

void Bringing::bring() {
  add_runs();
  if (terms_.size() <= kAskedFor) keep_by_sketch();
  for (std::size_t place = 0; place < order_.size(); ++place) bring_by(place);
}

Bringing::Term Bringing::term_of(std::size_t asked) const {
  Term term{asked, near_.weight(asked), near_.word(asked).part == Part::word, 0, 0, {}};
  const bool stands = near_.may_stand_for(asked) > 0;
  for (const auto& one : near_.found(asked)) {
    const auto& brief = index_.briefs[one.id];
    const auto bit = std::uint64_t{1} << brief.mark;
    const auto listed = static_cast<float>(brief.weight);
    const auto lost = stands ? 0 : static_cast<float>(near_.lost_by(asked, one));
    auto& mark = term.of_mark.at(brief.mark);
    mark = (term.marks & bit) == 0 ? Term::Mark{listed, lost}
                                   : Term::Mark{std::max(mark.listed, listed), std::min(mark.lost, lost)};
    term.marks |= bit;
    term.names += index_.names_of_words[one.id].size();
  }
  return term;
}

void Bringing::learn() {
  for (std::size_t i = 0; i < near_.size(); ++i) {
    auto& term = terms_.emplace_back(term_of(i));
    heaviest_ = std::max(heaviest_, term.weight);
    abbreviations_ = abbreviations_ || near_.word(i).abbreviation;
    const double stands_for = near_.may_stand_for(i);
    if (stands_for == 0) continue;
    always_.listed += stands_for;
    always_.asked += std::exchange(term.weight, 0);
  }
  // The rare words bring the names; the common ones only those that could reach the score by them alone.
  // What does not tell brings none: a name with no other word in common is no hit.
  order_.resize(terms_.size());
  std::iota(order_.begin(), order_.end(), 0);
  std::ranges::stable_sort(order_, {},
                           [this](std::size_t i) { return std::pair(!terms_[i].tells, terms_[i].names); });
}

/// What a name with these marks may have in common by the term.
void Bringing::add(const Term& term, std::uint64_t marks, Common& to) {
  marks &= term.marks;
  if (marks == 0) return;
  Term::Mark most{0, std::numeric_limits<float>::max()};
  for (; marks != 0; marks &= marks - 1) {
    const auto& mark = term.of_mark[static_cast<std::size_t>(std::countr_zero(marks))];
    most.listed = std::max(most.listed, mark.listed);
    most.lost = std::min(most.lost, mark.lost);
  }
  to.asked += term.weight;
  to.listed += most.listed;
  to.lost += most.lost;
  to.telling += term.tells ? 1U : 0U;
}

/// A listed initial may stand beside any word, and loses less than what it is only near.
void Bringing::add_initials(unsigned count, Common& to) const {
  if (count == 0) return;
  to.asked += count * heaviest_;
  to.listed += count * kOfInitials;
  to.lost = 0;
}

/// Brings the names of the words near this one that could reach the score without any of the rarer ones.
void Bringing::bring_by(std::size_t place) {
  const Term& term = terms_[order_[place]];
  if (!term.tells) return;
  // Those that lose least first: what a name loses by the word that brings it is then the least it can be.
  std::vector<std::pair<double, Vocabulary::Id>> words;
  for (const auto& one : near_.found(term.asked)) words.emplace_back(near_.lost_by(term.asked, one), one.id);
  std::ranges::sort(words);
  std::vector<double> most(words.size() + 1);
  for (std::size_t k = words.size(); k-- > 0;)
    most[k] = std::max(most[k + 1], index_.briefs[words[k].second].weight);
  const bool stands = near_.may_stand_for(term.asked) > 0;
  for (std::size_t k = 0; k < words.size(); ++k) {
    const auto& [lost, id] = words[k];
    Common by_it = always_;
    by_it.asked += term.weight;
    by_it.listed += most[k];
    by_it.lost += stands ? 0 : lost;
    by_it.telling += 1;
    bring_those(index_.names_of_words[id], std::span(order_).subspan(place + 1), by_it);
  }
}

void Bringing::bring_those(std::span<const Sketch> names, std::span<const std::size_t> others,
                           const Common& by_it) {
  Common most = by_it;
  for (const auto other : others) add(terms_[other], ~std::uint64_t{0}, most);
  if (!reach_.may_any(most)) {
    // Those with initials stand first: they may have more in common.
    const auto end =
        std::ranges::partition_point(names, [](const auto& name) { return name.initials() > 0; });
    names = names.first(static_cast<std::size_t>(end - names.begin()));
  }
  const bool each = others.size() <= kAskedFor;
  if (!may_read(names.size() * (each ? others.size() + 1 : 1))) return;
  for (std::size_t place = 0; place < names.size(); ++place) {
    const auto& name = names[place];
    if (!each && place + kAhead < names.size()) fetch(space_.seen[names[place + kAhead].name]);
    Common common = each ? by_it : most;
    for (std::size_t i = 0; each && i < others.size(); ++i) add(terms_[others[i]], name.bits, common);
    add_initials(name.initials(), common);
    if (reach_.may(common, name.weight, name.omits())) see(name.name);
  }
}

/// Words that are one on one side and several on the other.
void Bringing::add_runs() {
  for (std::size_t from = 0; from < near_.size(); ++from) {
    for (const auto& form : near_.word(from).token.forms) {
      const auto runs = index_.apart(run_key(form));
      if (!may_read(runs.size())) return;
      for (std::size_t i = 0; i < runs.size(); ++i) {
        if (i + kAhead < runs.size()) fetch(space_.seen[runs[i + kAhead].name]);
        may_be_run(runs[i].name, bit_of(from), runs[i].weight);
      }
    }
    std::string joined;
    std::string initials;
    std::uint64_t asked = 0;
    for (std::size_t to = from; to < near_.size() && to < from + kLongestRun; ++to) {
      const auto& form = near_.word(to).form();
      joined += form;
      initials += form.substr(0, 1);
      asked |= bit_of(to);
      if (joined.size() > kLongestEdited) break;
      if (to == from) continue;
      for (const auto id : index_.vocabulary.joined(run_key(joined))) {
        if (!add_run(id, asked)) return;
      }
      for (const auto id : index_.vocabulary.written(initials)) {
        if (index_.vocabulary.word(id).abbreviation && !add_run(id, asked)) return;
      }
    }
  }
}

bool Bringing::add_run(Vocabulary::Id together, std::uint64_t asked) {
  const auto names = index_.names_of_words[together];
  if (!may_read(names.size())) return false;
  const auto listed = static_cast<float>(index_.briefs[together].weight);
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i + kAhead < names.size()) fetch(space_.seen[names[i + kAhead].name]);
    may_be_run(names[i].name, asked, listed);
  }
  return true;
}

void Bringing::may_be_run(std::uint32_t name, std::uint64_t asked, float listed) {
  auto& seen = see(name);
  seen.asked |= asked;
  seen.listed += listed;
}

/// Of the names with runs those that could reach the score.
void Bringing::keep_by_sketch() {
  auto& touched = space_.touched;
  const auto steps = static_cast<std::int64_t>(terms_.size());
  const auto room = static_cast<std::size_t>(std::max<std::int64_t>(space_.steps_left, 0) / steps);
  if (touched.size() > room) touched.resize(room);
  space_.steps_left -= static_cast<std::int64_t>(touched.size()) * steps;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < touched.size(); ++i) {
    if (i + kAhead < touched.size()) {
      fetch(index_.sketches[touched[i + kAhead]]);
      fetch(space_.seen[touched[i + kAhead]]);
    }
    if (may_by_sketch(touched[i])) touched[kept++] = touched[i];
  }
  touched.resize(kept);
}

bool Bringing::may_by_sketch(std::uint32_t name) const {
  const auto& sketch = index_.sketches[name];
  const auto& seen = space_.seen[name];
  Common common = always_;
  common.listed += seen.listed;
  for (const auto& term : terms_) {
    add(term, sketch.bits, common);
    const bool run = (seen.asked & bit_of(term.asked)) != 0;
    if (run && (sketch.bits & term.marks) == 0) common.asked += term.weight;
  }
  common.lost = 0;
  common.telling = kLongestRun;
  add_initials(sketch.initials(), common);
  return reach_.may(common, sketch.weight, sketch.omits());
}

Workspace::Seen& Bringing::see(std::uint32_t name) {
  auto& seen = space_.seen[name];
  if (seen.search != space_.search) {
    seen = {.search = space_.search};
    space_.touched.push_back(name);
  }
  return seen;
}

/// Whether reading may take so many steps; they are counted.
bool Bringing::may_read(std::size_t steps) {
  const auto wanted = static_cast<std::int64_t>(steps);
  if (wanted > std::min(reading_left_, space_.steps_left)) {
    all_read_ = false;
    return false;
  }
  reading_left_ -= wanted;
  space_.steps_left -= wanted;
  return true;
}

}  // namespace entente::screening
