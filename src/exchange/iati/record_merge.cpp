// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/record_merge.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <vector>

#include "exchange/iati/codes.hpp"
#include "exchange/iati/parties.hpp"
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

/// The keys of a bundle's organisations, each in its place.
using KeyList = std::vector<std::string>;

KeyList keys_of_elements(const Bundle& read) {
  KeyList keys;
  for (const auto& named : read.organisations) keys.push_back(named.key);
  return keys;
}

/// As elements give them: of two bodies of one name a record knows the second by its own key alone.
KeyList keys_as_elements(const Bundle& record) {
  KeyList keys;
  for (const auto& named : record.organisations) keys.push_back(key_of(named.organisation));
  return keys;
}

/// A part with its organisations by their keys: two files number them differently.
struct Named {
  const NamedRecord* part = nullptr;
  std::string organisation, giver, receiver;

  Named(const NamedRecord& p, const KeyList& keys)
      : part(&p),
        organisation(key(keys, p.organisation)),
        giver(key(keys, p.giver)),
        receiver(key(keys, p.receiver)) {}
  bool operator==(const Named& other) const {
    return part->record == other.part->record && organisation == other.organisation && giver == other.giver &&
           receiver == other.receiver;
  }

 private:
  static std::string key(const KeyList& keys, int place) {
    return place < 0 ? std::string() : keys[static_cast<std::size_t>(place)];
  }
};

template <class T>
std::vector<Named> parts_of(const Bundle& bundle, const KeyList& keys) {
  std::vector<Named> parts;
  for (const auto& part : bundle.parts)
    if (std::holds_alternative<T>(part.record)) parts.emplace_back(part, keys);
  return parts;
}

/// What IATI says of a part as the record does: an element may stand for a part of which it says the same.
template <class T>
std::string said_of(const Named& named) {
  const auto& record = std::get<T>(named.part->record);
  std::string all;
  const auto say = [&all](std::string_view text) { all.append(text).push_back('\n'); };
  if constexpr (std::is_same_v<T, model::Participation>) {
    say(named.organisation);
    say(code_of_role(record.role));
  } else if constexpr (std::is_same_v<T, model::Result>) {
    for (const auto& n : record.title.narratives) {
      say(n.language);
      say(n.value);
    }
  } else {
    say(record.value ? record.value->amount.str() + " " + record.value->currency : "");
    say(record.date ? std::to_string(record.date->first_day()) : "");
  }
  return all;
}

/// The place of the record's part that each element stands for; nothing where there is none.
template <class T>
std::vector<std::optional<std::size_t>> counterparts_of(const std::vector<Named>& own,
                                                        const std::vector<Named>& said) {
  // Those of which the same is said stay in their order.
  std::multimap<std::string, std::size_t> free;
  for (std::size_t i = 0; i < own.size(); ++i) free.emplace(said_of<T>(own[i]), i);
  std::vector<std::optional<std::size_t>> found;
  for (const auto& element : said) {
    const auto key = said_of<T>(element);
    const auto next = free.lower_bound(key);
    const bool any = next != free.end() && next->first == key;
    found.push_back(any ? std::optional(next->second) : std::nullopt);
    if (any) free.erase(next);
  }
  return found;
}

class Merger {
 public:
  Merger(Bundle& record, const Bundle& said, const Bundle& read)
      : record_(record),
        said_(said),
        read_(read),
        own_keys_(keys_as_elements(record)),
        said_keys_(keys_of_elements(said)),
        read_keys_(keys_of_elements(read)),
        places_(record.parts.size(), -1) {
    for (std::size_t i = 0; i < own_keys_.size(); ++i) bodies_.try_emplace(own_keys_[i], static_cast<int>(i));
  }

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
    const auto own = parts_of<T>(record_, own_keys_), said = parts_of<T>(said_, said_keys_),
               read = parts_of<T>(read_, read_keys_);
    if (said == read) {
      for (const auto& part : own) keep(part);
      return;
    }
    const auto counterparts = counterparts_of<T>(own, said);
    std::vector<bool> has_element(own.size());
    for (const auto& place : counterparts)
      if (place) has_element[*place] = true;
    // IATI cannot say everything: what has no element of its own is as it was.
    for (std::size_t i = 0; i < own.size(); ++i)
      if (!has_element[i]) keep(own[i]);
    // No two elements of a kind have one origin.
    std::unordered_map<std::string_view, std::size_t> by_origin;
    const auto origin = [](const Named& named) -> const std::string& {
      return std::get<T>(named.part->record).origin;
    };
    for (std::size_t i = 0; i < said.size(); ++i) by_origin.emplace(origin(said[i]), i);
    for (const auto& part : read) {
      const auto same = by_origin.find(origin(part));
      if (same != by_origin.end() && said[same->second] == part && counterparts[same->second])
        keep(own[*counterparts[same->second]]);
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
      if (*place >= 0) *place = place_of(static_cast<std::size_t>(*place));
    parts_.push_back(std::move(part));
  }

  /// The place in the record of a body that the elements name.
  int place_of(std::size_t element) {
    auto& all = record_.organisations;
    const auto [at, is_new] = bodies_.try_emplace(read_keys_[element], static_cast<int>(all.size()));
    if (is_new) all.push_back(read_.organisations[element]);
    return at->second;
  }

  Bundle& record_;
  const Bundle &said_, &read_;
  const KeyList own_keys_, said_keys_, read_keys_;
  std::unordered_map<std::string, int> bodies_;  ///< places in the record; of several of one name the first
  std::vector<int> places_;  ///< of the record's parts among those that stand now; -1 for what has gone
  std::vector<NamedRecord> parts_;
};

}  // namespace

Bundle merged(Bundle&& record, const Bundle& said, const Bundle& read) {
  // Ties go by their place among the links; changed ones come with none.
  if (read.partnership.links != said.partnership.links) record.links.clear();
  take_changes(record.partnership, said.partnership, read.partnership);
  record.parts = Merger(record, said, read).parts();
  return std::move(record);
}

}  // namespace entente::exchange::iati
