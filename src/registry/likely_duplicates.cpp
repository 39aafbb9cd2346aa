// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Which organisations may be one.
#include <set>
#include <string>
#include <unordered_map>

#include "model/identifier.hpp"
#include "registry/account_words.hpp"
#include "registry/merging.hpp"
#include "registry/reading.hpp"
#include "search/index.hpp"

namespace entente::registry {

namespace {

constexpr std::size_t kMostLookedAt = 200'000;
/// Shorter ones are numbers within some list, which another list has too.
constexpr std::size_t kLeastIdentifier = 8;

/// A name as it is compared: folded, with one space between words.
std::string compared(std::string_view name) {
  const auto folded = search::fold(name);
  std::string words;
  for (const char c : folded)
    if (c != ' ' || (!words.empty() && words.back() != ' ')) words += c;
  if (words.ends_with(' ')) words.pop_back();
  return words;
}

/// What the first organisation with a key was.
struct FirstOfKey {
  base::Uuid id;
  std::string country;
};

class DuplicateFinder {
 public:
  explicit DuplicateFinder(std::size_t limit) : limit_(limit) {}

  /// False where enough have been found, or looked at.
  bool look(const store::Revision& revision) {
    if (looked_at_++ == kMostLookedAt || found_.size() >= limit_) return whole_ = false;
    const auto organisation = held<model::Organisation>(revision).value;
    for (const auto& each : organisation.identifiers) {
      const auto key = model::identifier_key(each.scheme, each.value);
      if (key.size() >= kLeastIdentifier && each.scheme != model::kEntente)
        meet("i " + key, key, revision.id, {}, true);
    }
    for (const auto& each : organisation.name.narratives)
      if (auto name = compared(each.value); !name.empty())
        meet("n " + name, name, revision.id, organisation.country, false);
    return true;
  }

  LikelyDuplicates take() { return {std::move(found_), whole_}; }

 private:
  void meet(const std::string& key, const std::string& value, const base::Uuid& id,
            const std::string& country, bool by_identifier) {
    const auto [first, is_new] = first_.try_emplace(key, FirstOfKey{id, country});
    if (is_new || first->second.id == id) return;
    // Ministries of health are many, one in each country.
    const auto& other = first->second.country;
    if (!country.empty() && !other.empty() && country != other) return;
    if (!pairs_.insert({first->second.id, id}).second) return;
    found_.push_back({first->second.id, id, {}, {}, by_identifier, value});
  }

  const std::size_t limit_;
  std::size_t looked_at_ = 0;
  bool whole_ = true;
  std::vector<LikelyDuplicate> found_;
  std::unordered_map<std::string, FirstOfKey> first_;
  std::set<std::pair<base::Uuid, base::Uuid>> pairs_;
};

}  // namespace

LikelyDuplicates Merging::likely(const access::Actor& actor, std::size_t limit) const {
  require(actor, access::Action::merge_organisations, {.sight = access::Sight::confidential});
  const auto reader = reg_.read();
  DuplicateFinder finder(limit);
  each_standing(*reader, model::Organisation::kType,
                [&](const store::Revision& revision) { return finder.look(revision); });
  auto all = finder.take();
  const auto name_of = [&](const base::Uuid& id) {
    const auto head = standing_head(*reader, id, model::Organisation::kType);
    return head ? held<model::Organisation>(*head).value.name : base::Text();
  };
  for (auto& each : all.found) {
    each.one_name = name_of(each.one);
    each.other_name = name_of(each.other);
  }
  return all;
}

}  // namespace entente::registry
