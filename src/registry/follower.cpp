// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/follower.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <utility>

#include "base/error.hpp"
#include "registry/agreement_reading.hpp"
#include "registry/document.hpp"
#include "registry/host_answers.hpp"
#include "registry/likeness.hpp"
#include "registry/reading.hpp"
#include "search/names.hpp"

namespace entente::registry {

namespace {
/// Commits looked at in one go, and documents handed to the index in one go: bounds on memory.
constexpr std::int64_t kCommits = 20;
constexpr std::size_t kDocuments = 500;

std::vector<std::string> folded_words(std::string_view text) {
  constexpr std::size_t kLongest = 200;  // bytes
  std::vector<std::string> words;
  const auto folded = search::fold(base::clip_utf8(text, kLongest));
  for (std::size_t i = 0; i < folded.size();) {
    const auto end = std::min(folded.find(' ', i), folded.size());
    if (end > i) words.push_back(folded.substr(i, end - i));
    i = end + 1;
  }
  return words;
}

/// Names a commit: another history has another under its number, or none.
std::string mark_of(store::Reader& reader, std::int64_t event) {
  std::string mark;
  if (event > 0 && event <= reader.last_event())
    for (const auto& change : reader.changes(event - 1, 1))
      mark += ' ' + change.id.str() + ' ' + std::to_string(change.version);
  return mark;
}

/// Not when its head was written: a merge of organisations writes it anew.
std::int64_t published_ms(const Held<model::Report>& report) {
  try {
    return base::parse_instant(report.value.published).ms;
  } catch (const base::BadInput&) {  // no moment
    return report.time.ms;
  }
}

search::IndexOptions options_of(const std::filesystem::path& file, bool writes) {
  search::IndexOptions options;
  options.file = file;
  options.writes = options.background = writes;
  // What ends with one answer makes no base for it.
  if (!writes) options.merge_at = std::numeric_limits<std::size_t>::max() / 8;
  return options;
}

/// Whether a change of such a record may bear on who has to sign an agreement of its partnership still.
bool bears_on_signatures(std::string_view type) {
  return type == model::Agreement::kType || type == model::Signature::kType ||
         type == model::Partnership::kType || type == model::Participation::kType ||
         type == model::Confirmation::kType;
}
}  // namespace

Follower::Follower(store::Store& store, const std::filesystem::path& index, bool writes,
                   std::shared_ptr<const Rates> rates)
    : store_(store),
      rates_(rates ? std::move(rates) : std::make_shared<const Rates>()),
      index_([this](std::string_view name) { return parties_named(name); },
             [&] {
               auto options = options_of(index, writes);
               options.keep = [this] { return keep(); };
               options.parties_of_body = [this](std::size_t body) { return parties_of_body(body); };
               return options;
             }()) {}

std::string Follower::keep() const {
  // What was read of a record may be of a later commit than the one it was read for.
  OrganisationsWriter writer(seen_, mark_of(*store_.read(), seen_));
  for (const auto& [id, known] : organisations_)
    if (!known.line.id.is_nil()) writer.add(known.line, known.folded, known.words);
  return writer.take();
}

void Follower::remember(store::Reader& reader) {
  const auto reached = index_.sequence();
  if (begun_ || reached == 0) return;
  bool good = read_organisations(
      index_.kept(), [&](std::int64_t event) { return mark_of(reader, event); },
      [this](OrganisationLine line, std::string folded, std::string words) {
        auto& known = organisations_[line.id];
        names_.put(line.id, folded);
        known.folded = std::move(folded);
        known.words = std::move(words);
        known.line = std::move(line);
        recognise(known.line.id, known);
      });
  index_.each_kept([&](const base::Uuid& id, std::string_view bytes) {
    auto now = good ? unpack_tally(bytes) : std::nullopt;
    good = now.has_value();
    if (now) tally(id, std::move(*now));
  });
  if (good) {
    applied_ = reached;
    return;
  }
  index_.clear();
  const std::scoped_lock lock(tables_);
  forget();
}

void Follower::forget() {
  organisations_.clear();
  names_.clear();
  by_body_.clear();
  tallies_.clear();
  sums_.clear();
  answers_.clear();
  waiting_.clear();
  reported_.clear();
  parties_ = confirmed_ = 0;
}

void Follower::rebuild_index() {
  {
    const std::scoped_lock turn(turn_);
    begun_ = true;
    index_.clear();
    const std::scoped_lock lock(tables_);
    forget();
    applied_ = 0;
  }
  follow();
  const std::scoped_lock turn(turn_);
  index_.merge(applied_);
}

std::int64_t Follower::follow() {
  const std::scoped_lock turn(turn_);
  const auto reader = store_.read();
  const auto last = reader->last_event();
  seen_ = last;
  remember(*reader);
  begun_ = true;
  while (applied_ < last) {
    std::set<base::Uuid> partnerships, organisations, made, signed_anew;
    const auto upto = std::min(last, applied_ + kCommits);
    for (const auto& change : reader->changes(applied_, upto - applied_)) {
      if (bears_on_signatures(change.type)) signed_anew.insert(change.partnership.value_or(change.id));
      if (change.type == model::Partnership::kType) {
        partnerships.insert(change.id);
      } else if (change.type == model::Organisation::kType) {
        organisations.insert(change.id);
        if (change.version == 1) made.insert(change.id);
        // A new name must be found on all its partnerships; a new organisation has none but those that came
        // with it or after it. What stands now may have been taken in already: records are read as of the
        // last commit.
        if (!made.contains(change.id) && !is_known(*reader, change.id)) {
          for (const auto& part : reader->of_organisation(change.id, model::Participation::kType)) {
            const auto in = held<model::Participation>(part).value.partnership;
            partnerships.insert(in);
            signed_anew.insert(in);
          }
          // What it gives may be a government's money now, or no longer.
          if (const auto known = organisations_.find(change.id); known != organisations_.end())
            partnerships.insert(known->second.deals_in.begin(), known->second.deals_in.end());
        }
      } else if (change.type == model::SigningKey::kType) {
        // Agreements that it signed may wait for another signature.
        if (const auto known = organisations_.find(change.organisation.value_or(base::Uuid()));
            known != organisations_.end()) {
          partnerships.insert(known->second.partnerships.begin(), known->second.partnerships.end());
          signed_anew.insert(known->second.partnerships.begin(), known->second.partnerships.end());
        }
      } else if (change.partnership) {
        partnerships.insert(*change.partnership);
      }
    }
    apply(*reader, partnerships, organisations, signed_anew, upto);
    applied_ = upto;
  }
  return applied_;
}

/// As it was last taken in; only the turn changes it, so that the turn may look without the lock.
const OrganisationLine* Follower::line_of(const base::Uuid& organisation) const {
  const auto known = organisations_.find(organisation);
  return known == organisations_.end() || known->second.line.id.is_nil() ? nullptr : &known->second.line;
}

/// Whether an organisation stands just as it was last taken in.
bool Follower::is_known(store::Reader& reader, const base::Uuid& organisation) const {
  const auto* line = line_of(organisation);
  const auto head = line != nullptr ? reader.head(organisation) : std::nullopt;
  return head && stands(*head) && registry::line_of(held<model::Organisation>(*head)) == *line;
}

void Follower::apply(store::Reader& reader, const std::set<base::Uuid>& partnerships,
                     const std::set<base::Uuid>& organisations, const std::set<base::Uuid>& signed_anew,
                     std::int64_t upto) {
  for (const auto& id : organisations) {
    const auto head = reader.head(id);
    if (!head || !stands(*head)) {
      if (head && head->visibility == store::Visibility::withdrawn) ++withdrawals_;
      const std::scoped_lock lock(tables_);
      if (const auto known = organisations_.find(id); known != organisations_.end()) {
        known->second.line = {};
        names_.drop(id);
        known->second.words.clear();
        recognise(id, known->second);
      }
      continue;
    }
    const auto line = registry::line_of(held<model::Organisation>(*head));
    std::string folded = " ";
    std::string words;
    for (const auto& n : line.name.narratives) {
      folded += search::fold(n.value) + " ";
      words += search::plain_words(n.value);
    }
    const std::scoped_lock lock(tables_);
    auto& known = organisations_[id];
    known.line = line;
    names_.put(id, folded);
    known.folded = std::move(folded);
    known.words = std::move(words);
    recognise(id, known);
  }
  std::vector<search::Document> documents;
  std::vector<base::Uuid> removed;
  const auto hand_over = [&](std::optional<std::int64_t> reached) {
    index_.apply(std::move(documents), removed, reached);
    documents.clear();
    removed.clear();
  };
  for (const auto& id : partnerships) {
    const auto head = reader.head(id);
    if (!head || !stands(*head)) {
      if (head && head->visibility == store::Visibility::withdrawn) ++withdrawals_;
      if (auto document = document_of_withdrawn(reader, id))
        documents.push_back(*std::move(document));
      else
        removed.push_back(id);
      tally(id, {.changed = seen_});
      if (documents.size() == kDocuments) hand_over(std::nullopt);
      continue;
    }
    const auto revisions = reader.of_partnership(id);
    const auto parties =
        read_parties(reader, revisions, [this](const auto& party) { return line_of(party); });
    const auto parts = read_parts(revisions);
    const auto partnership = held<model::Partnership>(*head);
    Tally now{.reporting = reporting_of(partnership, parties, parts),
              .dealings = dealings_of(parts),
              .changed = seen_};
    documents.push_back(document_of(partnership, parties, parts.commitments, now.reporting, parts.reports));
    now.entries = entries_of(parts.commitments, parts.deliveries, [&](const base::Uuid& giver) {
      if (const auto* line = line_of(giver)) return is_public_body(line->type);
      // What a government gave stays its money once its record is withdrawn, as on the partnership's page.
      const auto gone = reader.head(giver);
      return gone && gone->type == model::Organisation::kType &&
             is_public_body(held<model::Organisation>(*gone).value.type);
    });
    if (!now.entries.empty())
      for (const auto& [facet, value] : documents.back().facets)
        if (facet == search::Facet::country || facet == search::Facet::goal)
          now.scopes.emplace_back(facet, value);
    for (const auto& party : parties) {
      now.organisations.push_back(party.organisation.id);
      ++now.parties;
      if (party.state != "confirmed") continue;
      ++now.confirmed;
      if (std::ranges::find(now.confirmed_by, party.organisation.id) == now.confirmed_by.end())
        now.confirmed_by.push_back(party.organisation.id);
    }
    now.waits = calendar_waits_in(revisions);
    // To look at all agreements takes long beside what a delivery or a report changes.
    const auto known = tallies_.find(id);
    now.awaited = awaited_in(parties, parts,
                             known == tallies_.end() || signed_anew.contains(id)
                                 ? signers_awaited(reader, id, revisions)
                                 : signers_among(known->second.awaited));
    for (auto& country : answering_among(revisions)) {
      const bool named =
          std::ranges::find(documents.back().facets, std::pair(search::Facet::country, country)) !=
          documents.back().facets.end();
      now.answered.push_back({std::move(country), named});
    }
    for (const auto& report : parts.reports) now.reported = std::max(now.reported, published_ms(report));
    documents.back().kept = pack_tally(now);
    tally(id, std::move(now));
    if (documents.size() == kDocuments) hand_over(std::nullopt);
  }
  hand_over(upto);
}

void Follower::tally(const base::Uuid& partnership, Tally now) {
  now.lines = lines_of(std::exchange(now.entries, {}), *rates_);
  const std::scoped_lock lock(tables_);
  auto& known = tallies_[partnership];
  count_money(known, false);
  count_money(now, true);
  for (const auto& id : known.organisations) organisations_[id].partnerships.erase(partnership);
  for (const auto& [key, dealing] : known.dealings) organisations_[key.first].deals_in.erase(partnership);
  for (const auto& each : known.awaited) await(partnership, each, false);
  for (const auto& id : known.confirmed_by) organisations_[id].confirms.erase(partnership);
  for (const auto& each : known.answered) {
    auto& all = answers_[each.country];
    (each.named ? all.named : all.left).erase(partnership);
  }
  if (known.reported > 0) reported_.erase({known.reported, partnership});
  parties_ += now.parties - known.parties;
  confirmed_ += now.confirmed - known.confirmed;
  known = std::move(now);
  if (known.waits)
    waiting_.insert(partnership);
  else
    waiting_.erase(partnership);
  for (const auto& id : known.organisations) organisations_[id].partnerships.insert(partnership);
  for (const auto& [key, dealing] : known.dealings) organisations_[key.first].deals_in.insert(partnership);
  for (const auto& each : known.awaited) await(partnership, each, true);
  for (const auto& id : known.confirmed_by) organisations_[id].confirms.insert(partnership);
  for (const auto& each : known.answered) {
    auto& all = answers_[each.country];
    (each.named ? all.named : all.left).insert(partnership);
  }
  if (known.reported > 0) reported_.insert({known.reported, partnership});
}

OrganisationList Follower::organisations(const OrganisationQuery& query) const {
  const auto words = folded_words(query.text);
  const std::shared_lock lock(tables_);
  OrganisationList list;
  std::vector<const Known*> found;
  std::map<std::string_view, std::uint32_t> types;
  const auto take = [&](const Known& known) {
    const auto& line = known.line;
    if (line.id.is_nil() || (!query.country.empty() && line.country != query.country)) return;
    ++types[line.type];
    if (query.type.empty() || line.type == query.type) found.push_back(&known);
  };
  if (words.empty())
    for (const auto& [id, known] : organisations_) take(known);
  else
    names_.each_with(words,
                     [&](std::string_view, const base::Uuid& id) { take(organisations_.find(id)->second); });
  for (const auto& [type, count] : types) list.types.push_back({std::string(type), count});
  std::ranges::stable_sort(list.types, std::ranges::greater{}, &search::Count::count);

  list.total = found.size();
  const auto before = [](const Known* a, const Known* b) {
    return a->folded != b->folded ? a->folded < b->folded : a->line.id < b->line.id;
  };
  const auto end = std::min(found.size(), query.offset + std::min(query.limit, found.size()));
  std::ranges::partial_sort(found, found.begin() + static_cast<std::ptrdiff_t>(end), before);
  for (auto i = query.offset; i < end; ++i)
    list.cards.push_back({found[i]->line, static_cast<std::int64_t>(found[i]->partnerships.size())});
  return list;
}

std::vector<OrganisationLine> Follower::begun_names(std::string_view text, std::size_t limit) const {
  const auto words = folded_words(text);
  const std::shared_lock lock(tables_);
  using Named = std::pair<std::string_view, base::Uuid>;
  std::vector<Named> first;  // a heap, what goes last in front
  names_.each_with(words, [&](std::string_view folded, const base::Uuid& id) {
    if (first.size() < limit) {
      first.emplace_back(folded, id);
      std::ranges::push_heap(first);
    } else if (limit > 0 && Named(folded, id) < first.front()) {
      std::ranges::pop_heap(first);
      first.back() = {folded, id};
      std::ranges::push_heap(first);
    }
  });
  std::ranges::sort_heap(first);
  std::vector<OrganisationLine> lines;
  for (const auto& [folded, id] : first) lines.push_back(organisations_.find(id)->second.line);
  return lines;
}

std::vector<OrganisationCard> Follower::similar(std::string_view name, std::size_t limit) const {
  constexpr double kAlike = 0.5;
  const auto folded = search::fold(base::clip_utf8(name, Likeness::kLongest));
  const Likeness likeness(folded);
  struct Found {
    double share;
    const Known* known;
  };
  std::vector<Found> found;
  const std::shared_lock lock(tables_);
  for (const auto& [id, known] : organisations_)
    if (!known.line.id.is_nil())
      if (const auto share = likeness.share_in(known.folded); share >= kAlike)
        found.push_back({share, &known});
  // Of two that hold as much of it, the shorter name is the nearer.
  const auto before = [](const Found& a, const Found& b) {
    if (a.share != b.share) return a.share > b.share;
    return std::pair(a.known->folded.size(), a.known->line.id) <
           std::pair(b.known->folded.size(), b.known->line.id);
  };
  limit = std::min(limit, found.size());
  std::ranges::partial_sort(found, found.begin() + static_cast<std::ptrdiff_t>(limit), before);
  std::vector<OrganisationCard> nearest;
  for (std::size_t i = 0; i < limit; ++i)
    nearest.push_back({found[i].known->line, static_cast<std::int64_t>(found[i].known->partnerships.size())});
  return nearest;
}

std::optional<base::Text> Follower::name_of(const base::Uuid& organisation) const {
  const std::shared_lock lock(tables_);
  const auto found = organisations_.find(organisation);
  if (found == organisations_.end() || found->second.line.id.is_nil()) return std::nullopt;
  return found->second.line.name;
}

std::int64_t Follower::partnerships_of(const base::Uuid& organisation) const {
  const std::shared_lock lock(tables_);
  const auto found = organisations_.find(organisation);
  return found == organisations_.end() ? 0 : static_cast<std::int64_t>(found->second.partnerships.size());
}

std::int64_t Follower::changed(const base::Uuid& partnership) const {
  const std::shared_lock lock(tables_);
  const auto found = tallies_.find(partnership);
  return found == tallies_.end() ? 0 : found->second.changed;
}

std::array<std::int64_t, kLightNames.size()> Follower::lights(const base::Uuid& organisation,
                                                              std::int64_t today) const {
  std::array<std::int64_t, kLightNames.size()> counts{};
  const std::shared_lock lock(tables_);
  const auto found = organisations_.find(organisation);
  if (found == organisations_.end()) return counts;
  for (const auto& id : found->second.partnerships)
    if (const auto tally = tallies_.find(id); tally != tallies_.end())
      ++counts[static_cast<std::size_t>(freshness_of(tally->second.reporting, today).light)];
  return counts;
}

std::vector<base::Uuid> Follower::naming(const base::Uuid& organisation) const {
  const std::shared_lock lock(tables_);
  const auto found = organisations_.find(organisation);
  if (found == organisations_.end()) return {};
  std::set<base::Uuid> all(found->second.partnerships.begin(), found->second.partnerships.end());
  all.insert(found->second.deals_in.begin(), found->second.deals_in.end());
  return {all.begin(), all.end()};
}
Partners Follower::partners(const base::Uuid& organisation, std::size_t limit,
                            std::size_t partnerships) const {
  std::map<base::Uuid, std::vector<base::Uuid>> together;
  const std::shared_lock lock(tables_);
  const auto self = organisations_.find(organisation);
  if (self == organisations_.end()) return {};
  for (const auto& id : self->second.partnerships)
    if (const auto tally = tallies_.find(id); tally != tallies_.end())
      for (const auto& other :
           std::set(tally->second.organisations.begin(), tally->second.organisations.end()))
        if (other != organisation) together[other].push_back(id);

  std::vector<std::pair<const base::Uuid, std::vector<base::Uuid>>*> order;
  for (auto& one : together) order.push_back(&one);
  const auto end = order.begin() + static_cast<std::ptrdiff_t>(std::min(limit, order.size()));
  std::partial_sort(order.begin(), end, order.end(), [](const auto* a, const auto* b) {
    return a->second.size() != b->second.size() ? a->second.size() > b->second.size() : a->first < b->first;
  });
  Partners partners{.first = {}, .total = std::ssize(order)};
  for (auto it = order.begin(); it != end; ++it) {
    const auto known = organisations_.find((*it)->first);
    Partner partner{
        .organisation = known->second.line, .together = std::ssize((*it)->second), .partnerships = {}};
    partner.organisation.id = (*it)->first;
    for (const auto& id : (*it)->second)
      if (partner.partnerships.size() < partnerships) partner.partnerships.emplace_back(id, base::Text());
    partners.first.push_back(std::move(partner));
  }
  return partners;
}

std::pair<std::int64_t, std::int64_t> Follower::confirmations() const {
  const std::shared_lock lock(tables_);
  return {parties_, confirmed_};
}

}  // namespace entente::registry
