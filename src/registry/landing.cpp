// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/landing.hpp"

#include <map>

#include "base/error.hpp"
#include "registry/writing.hpp"

namespace entente::registry {

namespace {

std::optional<model::Partnership> standing(store::Reader& reader, const exchange::Bundle& bundle,
                                           base::Uuid& id) {
  const auto found = reader.find_key(bundle.key_scheme, bundle.key_value);
  if (!found) return std::nullopt;
  id = *found;
  const auto head = reader.head(id);
  if (!head) return std::nullopt;
  return std::get<model::Partnership>(model::read_body(head->type, head->body));
}

bool same_original(const model::Partnership& before, const model::Partnership& now) {
  return before.kept && now.kept && before.kept->original == now.kept->original &&
         before.kept->format == now.kept->format && before.kept->unmodelled == now.kept->unmodelled;
}

std::string origin_of(const model::Record& record) {
  return std::visit(
      [](const auto& r) -> std::string {
        if constexpr (requires { r.origin; })
          return r.origin;
        else
          return {};
      },
      record);
}

/// An organisation that is known already takes from a file only what it lacks: a language of its name, its
/// type, its country. What stands is not overwritten by a third party's spelling.
bool complete(model::Organisation& known, const model::Organisation& named) {
  bool more = false;
  for (const auto& n : named.name.narratives)
    if (n.language != "und" && !known.name.has(n.language)) {
      known.name.add(n.language, n.value);
      more = true;
    }
  if (known.type == "unknown" && named.type != "unknown") {
    known.type = named.type;
    more = true;
  }
  if (known.country.empty() && !named.country.empty()) {
    known.country = named.country;
    more = true;
  }
  return more;
}

}  // namespace

Landed compare(store::Reader& reader, const exchange::Bundle& bundle) {
  base::Uuid id;
  const auto before = standing(reader, bundle, id);
  if (!before) return Landed::created;
  return same_original(*before, bundle.partnership) ? Landed::unchanged : Landed::changed;
}

Landed Landing::land(const exchange::Bundle& bundle) {
  base::Uuid id;
  const auto before = standing(unit_, bundle, id);
  if (before && same_original(*before, bundle.partnership)) return Landed::unchanged;
  if (!before) {
    id = base::Uuid::v7(clock_.now());
    unit_.set_key(bundle.key_scheme, bundle.key_value, id);
  }
  std::vector<base::Uuid> organisations;
  for (const auto& named : bundle.organisations) organisations.push_back(organisation(named));
  if (!bundle.original.empty()) unit_.put_blob(base::sha256(bundle.original), bundle.original);
  unit_.put(revision_of(id, bundle.partnership));
  parts(id, bundle, organisations, before.has_value());
  return before ? Landed::changed : Landed::created;
}

base::Uuid Landing::organisation(const exchange::NamedOrganisation& named) {
  const auto found = seen_.find(named.key);
  auto id = found == seen_.end() ? std::optional<base::Uuid>() : std::optional(found->second);
  const auto tab = named.key.find('\t');
  if (tab == std::string::npos) throw base::Error("organisation key '" + named.key + "'", "has no scheme");
  const auto scheme = named.key.substr(0, tab), value = named.key.substr(tab + 1);
  if (!id) id = unit_.find_key(scheme, value);
  if (!id) {
    id = base::Uuid::v7(clock_.now());
    unit_.put(revision_of(*id, named.organisation));
    unit_.set_key(scheme, value, *id);
  } else if (const auto head = unit_.head(*id)) {
    auto known = std::get<model::Organisation>(model::read_body(head->type, head->body));
    if (complete(known, named.organisation)) unit_.put(revision_of(*id, known));
  }
  seen_.emplace(named.key, *id);
  return *id;
}

void Landing::parts(const base::Uuid& partnership, const exchange::Bundle& bundle,
                    const std::vector<base::Uuid>& organisations, bool known) {
  // What stands, by type and origin; a part without an origin was not made by a file, and is left alone.
  std::map<std::pair<std::string, std::string>, store::Revision> before;
  if (known)
    for (auto& r : unit_.of_partnership(partnership)) {
      const auto origin = origin_of(model::read_body(r.type, r.body));
      if (!origin.empty()) before.emplace(std::pair(r.type, origin), std::move(r));
    }
  const auto named = [&](int index) {
    return index < 0 ? std::optional<base::Uuid>()
                     : std::optional(organisations.at(static_cast<std::size_t>(index)));
  };
  for (const auto& part : bundle.parts) {
    auto record = part.record;
    std::visit(
        [&](auto& r) {
          if constexpr (requires { r.partnership; }) r.partnership = partnership;
          if constexpr (requires { r.organisation; })
            if (const auto id = named(part.organisation)) r.organisation = *id;
          if constexpr (requires { r.giver.organisation; }) {
            r.giver.organisation = named(part.giver);
            r.receiver.organisation = named(part.receiver);
          }
        },
        record);
    const auto at = before.find({std::string(model::type_of(record)), origin_of(record)});
    if (at == before.end()) {
      unit_.put(revision_of(base::Uuid::v7(clock_.now()), record));
      continue;
    }
    auto revision = revision_of(at->second.id, record);
    if (revision.hash != at->second.hash || at->second.visibility != store::Visibility::open)
      unit_.put(revision);
    before.erase(at);
  }
  for (const auto& [key, r] : before)
    if (r.visibility != store::Visibility::withdrawn)
      unit_.put(revision_of(r.id, model::read_body(r.type, r.body), store::Visibility::withdrawn));
}

}  // namespace entente::registry
