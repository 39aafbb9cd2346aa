// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/screener.hpp"

#include <algorithm>
#include <map>
#include <mutex>
#include <thread>

#include "screening/name_search.hpp"
#include "screening/qualifiers.hpp"

namespace entente::screening {
namespace {

constexpr std::size_t kNamesCompared = 64;
constexpr std::size_t kMostHits = 500;
constexpr double kOfLowQuality = 0.98;  ///< what is left of the score of a name the list itself doubts
/// Names further apart than this have one word in common, and are no hits whatever threshold is asked for.
constexpr double kLeastThreshold = 0.3;

/// The best name of an entry so far.
struct Candidate {
  double score = -1, evidence = 0;
  std::size_t asked = 0;  ///< which of the asked names
  std::uint32_t name = 0;
  double qualified = 0;
};

bool is_better(const Candidate& a, const Candidate& b) {
  if (a.score != b.score) return a.score > b.score;
  if (a.evidence != b.evidence) return a.evidence > b.evidence;
  return a.asked != b.asked ? a.asked < b.asked : a.name < b.name;
}

using Candidates = std::map<std::uint32_t, Candidate>;

Nearness nearness_of(const AskedName& asked, const std::vector<const NameWord*>& listed) {
  Nearness near;
  near.columns = listed.size();
  for (const auto& word : asked.words) {
    for (const auto* other : listed) near.cells.push_back(word.near(*other));
  }
  return near;
}

/// Two names, with the reason for each pair of words.
NameScore compare_names(const AskedName& asked, const AskedName& listed, Kind kind) {
  std::vector<const NameWord*> mine;
  std::vector<const NameWord*> theirs;
  for (const auto& word : asked.words) mine.push_back(&word.word());
  for (const auto& word : listed.words) theirs.push_back(&word.word());
  return NameScorer().score({mine, asked.weights}, {theirs, listed.weights}, nearness_of(asked, theirs), kind,
                            true, true);
}

Kind kind_of_both(Kind a, Kind b) {
  return a == Kind::person || b == Kind::person ? Kind::person : a;
}

}  // namespace

struct Screener::Index {
  explicit Index(std::span<const List> lists) : names(lists) {}

  NameIndex names;

  std::vector<Hit> screen(const Party& asked, const Settings& settings, bool by_index,
                          std::int64_t* steps) const;

 private:
  /// A workspace that no other thread is using, for one party.
  class Borrowed {
   public:
    explicit Borrowed(const Index& index) : index_(index) {
      const std::scoped_lock lock(index.mutex_);
      if (index.free_.empty()) return;
      one_ = std::move(index.free_.back());
      index.free_.pop_back();
    }
    Borrowed(const Borrowed&) = delete;
    Borrowed& operator=(const Borrowed&) = delete;
    ~Borrowed() {
      // One name of many words leaves rows that no other needs.
      constexpr std::size_t kCellsKept = std::size_t{1} << 18U;
      if (!one_) return;
      if (one_->cells.capacity() > kCellsKept) one_->cells = {};
      const std::scoped_lock lock(index_.mutex_);
      if (index_.free_.size() < std::max(1U, std::thread::hardware_concurrency()))
        index_.free_.push_back(std::move(one_));
    }
    Workspace& operator*() {
      if (!one_) one_ = std::make_unique<Workspace>(index_.names);
      return *one_;
    }

   private:
    const Index& index_;
    std::unique_ptr<Workspace> one_;
  };

  Candidates candidates(const Party& asked, const std::vector<AskedName>& asked_names, double least,
                        bool by_index, std::int64_t* steps) const;
  void add_by_document(const Party& asked, Candidates& to) const;
  Hit explained(const Party& asked, const std::vector<AskedName>& asked_names, std::uint32_t entry,
                const Candidate& candidate) const;

  mutable std::mutex mutex_;
  mutable std::vector<std::unique_ptr<Workspace>> free_;
};

Candidates Screener::Index::candidates(const Party& asked, const std::vector<AskedName>& asked_names,
                                       double least, bool by_index, std::int64_t* steps) const {
  Candidates out;
  Borrowed borrowed(*this);
  auto& workspace = *borrowed;
  auto left = kMostSteps;
  for (std::size_t i = 0; i < asked_names.size(); ++i) {
    // Each name has its share, with what those before left of theirs: no name can take that of another.
    const auto share = left / static_cast<std::int64_t>(asked_names.size() - i);
    workspace.steps_left = share;
    for (const auto& scored : search(names, asked_names[i], asked.kind, least, by_index, workspace)) {
      const auto& name = names.names[scored.name];
      const double quality = name.quality == NameQuality::low ? kOfLowQuality : 1;
      const Candidate one{scored.score * quality, scored.evidence, i, scored.name, 0};
      auto& best = out[name.entry];
      if (is_better(one, best)) best = one;
    }
    left -= share - workspace.steps_left;
  }
  if (steps != nullptr) *steps = kMostSteps - left;
  return out;
}

void Screener::Index::add_by_document(const Party& asked, Candidates& to) const {
  for (const auto& document : asked.documents) {
    const auto at = names.entries_of_documents.find(compared_number(document));
    if (at == names.entries_of_documents.end()) continue;
    for (const auto entry : at->second) {
      if (names.entries[entry].names == 0) continue;
      Candidate one;
      one.score = 0;
      one.name = names.entries[entry].names_from;
      to.try_emplace(entry, one);
    }
  }
}

Hit Screener::Index::explained(const Party& asked, const std::vector<AskedName>& asked_names,
                               std::uint32_t entry, const Candidate& candidate) const {
  const auto& indexed = names.entries[entry];
  const auto text = names.text(names.names[candidate.name]);
  auto score = compare_names(asked_names[candidate.asked], asked_name(text, indexed.party.kind, &names),
                             kind_of_both(asked.kind, indexed.party.kind));
  Hit hit;
  hit.list = indexed.list;
  hit.entry = indexed.entry;
  hit.name_score = candidate.score;
  hit.evidence = candidate.evidence;
  hit.asked_name = asked.names[candidate.asked].text;
  hit.listed_name = text;
  hit.pairs = std::move(score.pairs);
  hit.score = qualified(candidate.score, asked, indexed.party, hit.qualifiers);
  return hit;
}

std::vector<Hit> Screener::Index::screen(const Party& asked, const Settings& settings, bool by_index,
                                         std::int64_t* steps) const {
  const double threshold = std::clamp(settings.threshold, kLeastThreshold, 1.0);
  const double least =
      has_qualifiers(asked) ? std::max(std::min(kLeastToGain, threshold), threshold - kMostGain) : threshold;
  std::vector<AskedName> asked_names;
  for (const auto& name : asked.names) {
    if (asked_names.size() == kNamesCompared) break;
    asked_names.push_back(asked_name(name.text, asked.kind, &names));
  }
  if (asked_names.empty()) asked_names.emplace_back();
  auto found = candidates(asked, asked_names, least, by_index, steps);
  add_by_document(asked, found);

  std::vector<std::pair<std::uint32_t, Candidate>> hits;
  std::vector<Qualifier> qualifiers;
  for (auto& [entry, candidate] : found) {
    candidate.qualified = qualified(candidate.score, asked, names.entries[entry].party, qualifiers);
    if (candidate.qualified >= threshold) hits.emplace_back(entry, candidate);
  }
  const auto before = [](const auto& a, const auto& b) {
    if (a.second.qualified != b.second.qualified) return a.second.qualified > b.second.qualified;
    if (a.second.evidence != b.second.evidence) return a.second.evidence > b.second.evidence;
    return a.first < b.first;
  };
  const auto limit = std::min(std::clamp<std::size_t>(settings.limit, 1, kMostHits), hits.size());
  std::ranges::partial_sort(hits, hits.begin() + static_cast<std::ptrdiff_t>(limit), before);
  std::vector<Hit> out;
  for (std::size_t i = 0; i < limit; ++i)
    out.push_back(explained(asked, asked_names, hits[i].first, hits[i].second));
  return out;
}

Screener::Screener(std::span<const List> lists) : index_(std::make_unique<Index>(lists)) {}
Screener::~Screener() = default;
Screener::Screener(Screener&&) noexcept = default;
Screener& Screener::operator=(Screener&&) noexcept = default;

std::vector<Hit> Screener::screen(const Party& asked, const Settings& settings, std::int64_t* steps) const {
  return index_->screen(asked, settings, true, steps);
}

std::vector<Hit> Screener::scan(const Party& asked, const Settings& settings) const {
  return index_->screen(asked, settings, false, nullptr);
}

Hit compare(const Party& asked, const Party& listed) {
  Hit hit;
  double best = -1;
  std::vector<AskedName> theirs;
  for (const auto& name : listed.names) {
    if (theirs.size() == kNamesCompared) break;
    theirs.push_back(asked_name(name.text, listed.kind, nullptr));
  }
  for (std::size_t i = 0; i < std::min(asked.names.size(), kNamesCompared); ++i) {
    const auto mine = asked_name(asked.names[i].text, asked.kind, nullptr);
    for (std::size_t j = 0; j < theirs.size(); ++j) {
      auto score = compare_names(mine, theirs[j], kind_of_both(asked.kind, listed.kind));
      if (listed.names[j].quality == NameQuality::low) score.score *= kOfLowQuality;
      if (score.score < best || (score.score == best && score.evidence <= hit.evidence)) continue;
      best = score.score;
      hit.evidence = score.evidence;
      hit.name_score = score.score;
      hit.asked_name = asked.names[i].text;
      hit.listed_name = listed.names[j].text;
      hit.pairs = std::move(score.pairs);
    }
  }
  hit.score = qualified(hit.name_score, asked, listed, hit.qualifiers);
  return hit;
}

}  // namespace entente::screening
