// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/record_merge.hpp"

#include <algorithm>
#include <type_traits>

#include "model/visit.hpp"

namespace entente::exchange::iati {

namespace {

/// The members of a record, in the order of its fields().
struct Members {
  std::vector<const void*> at;
  template <class T>
  void operator()(const char*, const T& value, const model::Rule&) {
    at.push_back(&value);
  }
};

struct ChangeTaker {
  const std::vector<const void*>&said, &read;
  std::size_t member = 0;
  template <class T>
  void operator()(const char*, T& value, const model::Rule&) {
    const auto& now = *static_cast<const T*>(read[member]);
    if (now != *static_cast<const T*>(said[member])) value = now;
    ++member;
  }
};

template <class T>
void take_changes(T& record, const T& said, const T& read) {
  Members before, now;
  T::fields(said, before);
  T::fields(read, now);
  ChangeTaker taker{before.at, now.at};
  T::fields(record, taker);
}

/// A part with its organisations by their keys: two files number them differently.
struct Named {
  const NamedRecord* part = nullptr;
  std::string organisation, giver, receiver;

  Named(const NamedRecord& p, const Bundle& of)
      : part(&p),
        organisation(key(of, p.organisation)),
        giver(key(of, p.giver)),
        receiver(key(of, p.receiver)) {}
  bool operator==(const Named& other) const {
    return part->record == other.part->record && organisation == other.organisation && giver == other.giver &&
           receiver == other.receiver;
  }

 private:
  static std::string key(const Bundle& of, int place) {
    return place < 0 ? std::string() : of.organisations[static_cast<std::size_t>(place)].key;
  }
};

template <class T>
std::vector<Named> parts_of(const Bundle& bundle) {
  std::vector<Named> parts;
  for (const auto& part : bundle.parts)
    if (std::holds_alternative<T>(part.record)) parts.emplace_back(part, bundle);
  return parts;
}

bool same_day(const std::optional<base::PartialDate>& a, const std::optional<base::PartialDate>& b) {
  return a && b ? a->first_day() == b->first_day() : a == b;
}

bool same_amount(const std::optional<base::Money>& a, const std::optional<base::Money>& b) {
  return a && b ? a->amount == b->amount && a->currency == b->currency : !a && !b;
}

/// Whether an element may stand for a part of the record: by what IATI says of it as the record does.
template <class T>
bool stands_for(const Named& element, const Named& part) {
  const auto& a = std::get<T>(element.part->record);
  const auto& b = std::get<T>(part.part->record);
  if constexpr (std::is_same_v<T, model::Participation>)
    return element.organisation == part.organisation;
  else if constexpr (std::is_same_v<T, model::Result>)
    return a.title == b.title;
  else
    return same_amount(a.value, b.value) && same_day(a.date, b.date);
}

/// The record's part that each element stands for; null where there is none.
template <class T>
std::vector<const Named*> counterparts_of(const std::vector<Named>& own, const std::vector<Named>& said) {
  std::vector<const Named*> found;
  std::vector<bool> used(own.size());
  for (const auto& element : said) {
    std::size_t i = 0;
    while (i < own.size() && (used[i] || !stands_for<T>(element, own[i]))) ++i;
    if (i < own.size()) used[i] = true;
    found.push_back(i < own.size() ? &own[i] : nullptr);
  }
  return found;
}

class Merger {
 public:
  Merger(Bundle&& record, const Bundle& said, const Bundle& read)
      : record_(record), said_(said), read_(read), places_(record.parts.size(), -1) {}

  std::vector<NamedRecord> parts() {
    take<model::Participation>();
    take<model::Commitment>();
    take<model::Delivery>();
    take<model::Result>();
    return std::move(parts_);
  }

 private:
  template <class T>
  void take() {
    const auto own = parts_of<T>(record_), said = parts_of<T>(said_), read = parts_of<T>(read_);
    if (said == read) {
      for (const auto& part : own) keep(part);
      return;
    }
    const auto counterparts = counterparts_of<T>(own, said);
    // IATI cannot say everything: what has no element of its own is as it was.
    for (const auto& part : own)
      if (std::ranges::find(counterparts, &part) == counterparts.end()) keep(part);
    std::vector<bool> used(said.size());
    for (const auto& part : read) {
      std::size_t same = 0;
      while (same < said.size() && (used[same] || said[same] != part)) ++same;
      if (same < said.size()) used[same] = true;
      if (same < said.size() && counterparts[same] != nullptr)
        keep(*counterparts[same]);
      else
        add(*part.part);
    }
  }

  void keep(const Named& own) {
    const auto place = static_cast<std::size_t>(own.part - record_.parts.data());
    places_[place] = static_cast<int>(parts_.size());
    auto part = record_.parts[place];
    // A promise stands before what keeps it; where it has gone, nothing is kept of it.
    if (part.commitment >= 0) part.commitment = places_[static_cast<std::size_t>(part.commitment)];
    parts_.push_back(std::move(part));
  }

  void add(NamedRecord part) {
    for (auto* place : {&part.organisation, &part.giver, &part.receiver})
      if (*place >= 0) *place = place_of(read_.organisations[static_cast<std::size_t>(*place)]);
    parts_.push_back(std::move(part));
  }

  int place_of(const NamedOrganisation& named) {
    auto& all = record_.organisations;
    const auto found = std::ranges::find(all, named.key, &NamedOrganisation::key);
    const auto place = static_cast<int>(found - all.begin());
    if (found == all.end()) all.push_back(named);
    return place;
  }

  Bundle& record_;
  const Bundle &said_, &read_;
  std::vector<int> places_;  ///< of the record's parts among those that stand now; -1 for what has gone
  std::vector<NamedRecord> parts_;
};

}  // namespace

Bundle merged(Bundle&& record, const Bundle& said, const Bundle& read) {
  // Ties go by their place among the links; changed ones come with none.
  if (read.partnership.links != said.partnership.links) record.links.clear();
  take_changes(record.partnership, said.partnership, read.partnership);
  auto parts = Merger(std::move(record), said, read).parts();
  record.parts = std::move(parts);
  return std::move(record);
}

}  // namespace entente::exchange::iati
