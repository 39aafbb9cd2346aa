// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/withdrawn_since.hpp"

#include <algorithm>
#include <utility>

#include "registry/document.hpp"
#include "registry/follower.hpp"
#include "registry/reviewing.hpp"

namespace entente::registry {

namespace {

/// A register of a moment has the revision that withdrew a record in the place of the one of then.
bool is_withdrawn_since(store::Reader& reader, const store::Revision& head) {
  return head.type == model::Partnership::kType && head.visibility == store::Visibility::withdrawn &&
         head.event_seq > reader.last_event();
}

/// Leaves of a document the codes that lists count: no words, no names, no amounts, and not who took part.
void leave_codes(search::Document& document) {
  document.texts.clear();
  document.sort_title.clear();
  document.amounts.clear();
  std::erase_if(document.facets, [](const auto& each) { return each.first == search::Facet::party; });
}

}  // namespace

std::optional<search::Document> Follower::document_of_withdrawn(store::Reader& reader,
                                                                const base::Uuid& id) const {
  const auto head = reader.head(id);
  if (!head || !is_withdrawn_since(reader, *head)) return std::nullopt;
  const auto history = reader.history(id);  // the newest first
  const auto then = std::ranges::find_if(
      history, [&](const store::Revision& each) { return each.event_seq <= reader.last_event(); });
  if (then == history.end() || !stands(*then)) return std::nullopt;
  const auto revisions = reader.of_partnership(id);
  const auto parties = read_parties(reader, revisions, [this](const auto& party) { return line_of(party); });
  const auto parts = read_parts(revisions);
  const auto partnership = held<model::Partnership>(*then);
  auto document = document_of(partnership, parties, {}, reporting_of(partnership, parties, parts));
  leave_codes(document);
  document.kept = pack_tally({.changed = seen_});
  return document;
}

std::vector<WithdrawnLine> withdrawn_among(const Register& reg, const ListAnswer& list) {
  std::vector<WithdrawnLine> all;
  const auto& results = list.answer.results;
  if (results.size() == list.cards.size()) return all;
  {
    const auto reader = reg.read();
    for (std::size_t i = 0; i < results.size(); ++i)
      if (const auto head = reader->head(results[i]); head && is_withdrawn_since(*reader, *head))
        all.push_back({results[i], i, head->time, {}});
  }
  for (auto& line : all)
    if (auto stone = tombstone_of(reg, line.id)) {
      line.when = stone->at;
      line.reason = std::move(stone->reason);
    }
  return all;
}

}  // namespace entente::registry
