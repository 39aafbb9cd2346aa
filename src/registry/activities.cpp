// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/activities.hpp"

#include <map>
#include <set>

#include "exchange/iati/extension.hpp"
#include "exchange/iati/parties.hpp"
#include "model/identifier.hpp"
#include "registry/reading.hpp"

namespace entente::registry {

namespace {

std::string record_key(const base::Uuid& id) {
  return std::string(model::kEntente) + "\trecord/" + id.str();
}

/// A view made into what a format writes.
class Collector {
 public:
  Collector(store::Reader& reader, const PartnershipView& view) : reader_(reader), view_(view) {}

  exchange::iati::Born collect() {
    born_.id = view_.partnership.id.str();
    auto& bundle = born_.bundle;
    bundle.partnership = view_.partnership.value;
    bundle.partnership.kept.reset();
    links(bundle);
    for (const auto& party : view_.parties) {
      add(party.part, organisation(party.part.value.organisation));
      born_.states.push_back(party.state);
    }
    std::map<base::Uuid, int> promises;
    for (const auto& held : view_.commitments) {
      promises.emplace(held.id, static_cast<int>(bundle.parts.size()));
      given(held);
    }
    for (const auto& held : view_.deliveries) {
      given(held);
      if (held.value.commitment)
        if (const auto found = promises.find(*held.value.commitment); found != promises.end())
          bundle.parts.back().commitment = found->second;
    }
    for (const auto& held : view_.results) add(held, -1);
    return std::move(born_);
  }

 private:
  void links(exchange::Bundle& bundle) {
    auto& links = bundle.partnership.links;
    for (std::size_t i = 0; i < links.size(); ++i) {
      if (!links[i].record) continue;
      bundle.links.push_back({i, partnership_key(*links[i].record), true, {}, {}});
      links[i].record.reset();
    }
  }

  /// By which an import of its own activity finds the other again.
  std::string partnership_key(const base::Uuid& id) const {
    if (const auto head = standing_head(reader_, id, model::Partnership::kType)) {
      const auto p = held<model::Partnership>(*head).value;
      if (p.kept && p.kept->format == exchange::iati::ActivityFile::kFormat)
        for (const auto& identifier : p.identifiers)
          if (identifier.scheme == model::kIatiActivity) return identifier.scheme + "\t" + identifier.value;
    }
    return record_key(id);
  }

  template <class T>
  exchange::NamedRecord& add(const Held<T>& held, int organisation) {
    exchange::NamedRecord part;
    part.organisation = organisation;
    auto record = held.value;
    record.partnership = {};
    if constexpr (requires { record.organisation; }) record.organisation = {};
    if (record.origin.empty()) record.origin = "record/" + held.id.str();
    part.record = std::move(record);
    return born_.bundle.parts.emplace_back(std::move(part));
  }

  template <class T>
  void given(const Held<T>& held) {
    auto own = held;
    own.value.giver.organisation.reset();
    own.value.receiver.organisation.reset();
    if constexpr (requires { own.value.commitment; }) own.value.commitment.reset();
    const int giver = named(held.value.giver), receiver = named(held.value.receiver);
    auto& part = add(own, -1);
    part.giver = giver;
    part.receiver = receiver;
  }

  int named(const model::PartyRef& party) {
    return party.organisation ? organisation(*party.organisation) : -1;
  }

  /// The place of an organisation in the bundle; -1 where the register has lost it.
  int organisation(const base::Uuid& id) {
    const auto known = places_.find(id);
    if (known != places_.end()) return known->second;
    const auto head = standing_head(reader_, id, model::Organisation::kType);
    if (!head) return -1;
    exchange::NamedOrganisation named;
    named.organisation = held<model::Organisation>(*head).value;
    named.key = exchange::iati::key_of(named.organisation);
    named.own_key = record_key(id);
    // Two bodies of one name are two all the same.
    if (!keys_.insert(named.key).second) named.key = record_key(id);
    const auto place = static_cast<int>(born_.bundle.organisations.size());
    born_.bundle.organisations.push_back(std::move(named));
    places_.emplace(id, place);
    return place;
  }

  store::Reader& reader_;
  const PartnershipView& view_;
  exchange::iati::Born born_;
  std::map<base::Uuid, int> places_;
  std::set<std::string> keys_;
};

/// As it was published, or written from what the register says.
bool add(store::Reader& reader, const store::Revision& head, std::int64_t today,
         exchange::iati::ActivityFile& file, std::string& out) {
  if (const auto original = original_of(reader, head, exchange::iati::ActivityFile::kFormat))
    return file.add(*original, out);
  const auto view = read_partnership(reader, head, today);
  return file.add(Collector(reader, view).collect(), base::to_string(view.partnership.time), out);
}

std::int64_t today_of(const Register& reg) {
  return base::day_of(reg.clock().now());
}

}  // namespace

bool add_activity(const Register& reg, const base::Uuid& partnership, exchange::iati::ActivityFile& file,
                  std::string& out) {
  const auto reader = reg.read();
  const auto head = standing_head(*reader, partnership, model::Partnership::kType);
  return head && add(*reader, *head, today_of(reg), file, out);
}

void each_activity(const Register& reg, exchange::iati::ActivityFile& file,
                   const std::function<bool(const std::string&)>& take) {
  const auto reader = reg.read();
  const auto today = today_of(reg);
  std::string activity;
  each_standing(*reader, model::Partnership::kType, [&](const store::Revision& head) {
    activity.clear();
    add(*reader, head, today, file, activity);
    return take(activity);
  });
}

}  // namespace entente::registry
