// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/cards.hpp"

#include <cstring>
#include <utility>

#include "registry/host_answers.hpp"
#include "registry/reading.hpp"

namespace entente::registry {

std::size_t Cards::Hash::operator()(const base::Uuid& id) const {
  std::size_t random = 0;  // the last bytes of a UUIDv7, as of any other, were drawn by lot
  std::memcpy(&random, id.bytes().data() + id.bytes().size() - sizeof random, sizeof random);
  return random;
}

std::optional<Card> Cards::card(store::Reader& reader, const base::Uuid& id, std::int64_t changed) {
  if (auto known = find(id, changed)) return known;
  const auto head = reader.head(id);
  if (!head || head->type != model::Partnership::kType || !stands(*head)) return std::nullopt;
  const auto parts = parties_among(reader, id);
  const auto answers = reader.of_partnership(id, model::HostAnswer::kType);
  Kept kept{.card = {}, .seen = reader.last_event(), .bytes = head->body.size()};
  for (const auto& part : parts) kept.bytes += part.body.size();
  auto read = held<model::Partnership>(*head);
  kept.card = {id,
               read.version,
               read.time,
               std::make_shared<const model::Partnership>(std::move(read.value)),
               std::make_shared<const std::vector<Party>>(read_parties(reader, parts)),
               objecting_among(answers),
               {}};
  auto card = kept.card;
  keep(std::move(kept));
  return card;
}

std::size_t Cards::size() const {
  const std::scoped_lock lock(mutex_);
  return kept_.size();
}

std::optional<Card> Cards::find(const base::Uuid& id, std::int64_t changed) {
  const std::scoped_lock lock(mutex_);
  const auto found = by_id_.find(id);
  if (found == by_id_.end()) return std::nullopt;
  if (found->second->seen < changed) {
    drop(found->second);
    return std::nullopt;
  }
  kept_.splice(kept_.begin(), kept_, found->second);
  return found->second->card;
}

void Cards::keep(Kept&& kept) {
  if (kept.bytes > most_ / 64) return;  // one record must not push out all others
  const std::scoped_lock lock(mutex_);
  if (const auto found = by_id_.find(kept.card.id); found != by_id_.end()) {
    if (found->second->seen >= kept.seen) return;  // another thread was as quick, and saw as much
    drop(found->second);
  }
  bytes_ += kept.bytes;
  kept_.push_front(std::move(kept));
  by_id_.emplace(kept_.front().card.id, kept_.begin());
  while (bytes_ > most_) drop(std::prev(kept_.end()));
}

void Cards::drop(std::list<Kept>::iterator one) {
  bytes_ -= one->bytes;
  by_id_.erase(one->card.id);
  kept_.erase(one);
}

}  // namespace entente::registry
