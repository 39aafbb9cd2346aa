// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/landing.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "base/error.hpp"
#include "exchange/erasing.hpp"
#include "model/identifier.hpp"
#include "registry/authority.hpp"
#include "registry/erased_contacts.hpp"
#include "registry/merged.hpp"
#include "registry/writing.hpp"

namespace entente::registry {

namespace {

/// The same bytes, read by the same rules.
bool same_original(const model::Partnership& before, const model::Partnership& now) {
  return before.kept && now.kept && *before.kept == *now.kept;
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

model::Record without_origin(model::Record record) {
  std::visit(
      [](auto& r) {
        if constexpr (requires { r.origin; }) r.origin.clear();
      },
      record);
  return record;
}

/// Parts that stand, by type and origin.
using Standing = std::map<std::pair<std::string, std::string>, store::Revision>;

std::optional<store::Revision> taken_from(Standing& parts, const model::Record& record) {
  if (parts.empty()) return std::nullopt;
  auto part = parts.extract({std::string(model::type_of(record)), origin_of(record)});
  return part ? std::optional(std::move(part.mapped())) : std::nullopt;
}

/// Whether a part that stands says of its party what `record` says: another date of the file, say, is
/// nothing that the party has to speak of again.
bool is_same_part(const store::Revision& standing, const model::Record& record) {
  const auto* now = std::get_if<model::Participation>(&record);
  if (now == nullptr || standing.visibility != store::Visibility::open) return false;
  auto before = std::get<model::Participation>(model::read_body(standing.type, standing.body));
  before.activity = now->activity;
  before.channel = now->channel;
  before.named_by = now->named_by;
  before.origin = now->origin;
  before.sources = now->sources;
  return before == *now;
}

/// Whether complete() would find something to take.
bool lacks(const model::Organisation& known, const model::Organisation& named) {
  return (known.type == "unknown" && named.type != "unknown") ||
         (known.country.empty() && !named.country.empty()) ||
         std::ranges::any_of(named.name.narratives, [&](const auto& n) {
           return n.language != "und" && !known.name.has(n.language);
         });
}

/// An organisation that is known already takes from a file only what it lacks: a language of its name, its
/// type, its country. What stands is not overwritten by a third party's spelling.
bool complete(model::Organisation& known, const model::Organisation& named) {
  if (!lacks(known, named)) return false;
  for (const auto& n : named.name.narratives)
    if (n.language != "und" && !known.name.has(n.language)) known.name.add(n.language, n.value);
  if (known.type == "unknown") known.type = named.type;
  if (known.country.empty()) known.country = named.country;
  return true;
}

std::pair<std::string, std::string> scheme_and_value(const std::string& key) {
  const auto tab = key.find('\t');
  if (tab == std::string::npos) throw base::Error("key '" + key + "'", "has no scheme");
  return {key.substr(0, tab), key.substr(tab + 1)};
}

/// A key as a person wrote it: "entente\torganisation/who" and "organisation/who" are who, all else is what
/// stands behind its scheme.
std::string as_written(const std::string& key) {
  const auto tab = key.find('\t');
  const auto value = key.substr(tab + 1);  // npos + 1 is 0
  const bool own = tab == std::string::npos || key.substr(0, tab) == model::kEntente;
  return own ? value.substr(value.find('/') + 1) : value;
}

}  // namespace

// Keys -----------------------------------------------------------------------------------------

std::optional<base::Uuid> Landing::find(const std::string& key) {
  if (assumed_)
    if (const auto found = assumed_->find(key); found != assumed_->end()) return found->second;
  const auto [scheme, value] = scheme_and_value(key);
  if (const auto owner = reader_.find_key(scheme, value)) return standing(*owner);
  // A record that this register has written is found by its own number.
  static constexpr std::string_view kRecord = "record/";
  if (scheme != model::kEntente || !value.starts_with(kRecord)) return std::nullopt;
  const auto id = base::Uuid::parse(std::string_view(value).substr(kRecord.size()));
  return id && reader_.head(*id) ? std::optional(standing(*id)) : std::nullopt;
}

base::Uuid Landing::standing(const base::Uuid& owner) {
  if (!any_merged_) any_merged_ = any_merged(reader_);
  return *any_merged_ ? standing_for(reader_, owner) : owner;
}

void Landing::own(const std::string& key, const base::Uuid& id) {
  if (assumed_) assumed_->emplace(key, id);
  if (!unit_) return;
  const auto [scheme, value] = scheme_and_value(key);
  unit_->set_key(scheme, value, id);
}

bool Landing::put(const base::Uuid& id, const model::Record& record,
                  const std::optional<store::Revision>& before, store::Visibility visibility) {
  const auto revision = revision_of(id, record, visibility);
  if (before && before->hash == revision.hash && before->visibility == visibility) return false;
  if (unit_) unit_->put(revision);
  return true;
}

// What keeps something from landing ------------------------------------------------------------

std::optional<Hindrance> Landing::hindrance(const exchange::Bundle& bundle) {
  const auto unknown = [&](const exchange::Position& at, const std::string& path, const char* what,
                           const std::string& key) {
    return Hindrance{at, base::BadInput("partnership \"" + as_written(bundle.key_value) + "\"",
                                        path + " names the " + what + " \"" + as_written(key) +
                                            "\", which the register does not know",
                                        "Import a file that defines it first, or define it in this one")
                             .what()};
  };
  for (const auto& named : bundle.organisations)
    if (named.naming == exchange::Naming::reference && !find(named.key))
      return unknown(named.at, named.path, "organisation", named.key);
  for (const auto& link : bundle.links)
    if (!link.in_file && !find(link.key)) return unknown(link.at, link.path, "partnership", link.key);
  return std::nullopt;
}

std::optional<Hindrance> Landing::hindrance(const exchange::NamedOrganisation& definition) {
  auto id = find(definition.key);
  for (const auto& identifier : definition.organisation.identifiers)
    for (const auto& key : keys_of_identifier(identifier)) {
      const auto owner = find(key);
      if (owner && id && *owner != *id)
        return Hindrance{
            definition.at,
            base::BadInput("organisation \"" + as_written(definition.key) + "\"",
                           "its identifier " + identifier.scheme + " " + identifier.value +
                               " belongs to another organisation of the register, " + owner->str(),
                           "Give each identifier to one organisation")
                .what()};
      if (owner) id = owner;
    }
  return std::nullopt;
}

// Partnerships -----------------------------------------------------------------------------------

Landed Landing::land(exchange::Bundle& bundle, LandedIds* called) {
  const auto key = bundle.key_scheme + "\t" + bundle.key_value;
  const auto found = find(key);
  // A key may stand before its record: another partnership of the file was tied to it.
  const auto head = found ? reader_.head(*found) : std::nullopt;
  const auto before =
      head ? std::optional(std::get<model::Partnership>(model::read_body(head->type, head->body)))
           : std::nullopt;
  if (before && bundle.original_is_all && same_original(*before, bundle.partnership))
    return Landed::unchanged;
  const auto id = found ? *found : base::Uuid::v7(clock_.now());
  if (!found) own(key, id);
  std::vector<base::Uuid> organisations;
  for (const auto& named : bundle.organisations) organisations.push_back(organisation(named));
  contacts(bundle, id, before ? before->contacts : std::vector<model::Contact>());
  if (unit_ && !bundle.original.empty()) {
    // Whoever read it has hashed it already.
    const auto& kept = bundle.partnership.kept;
    const auto hash = kept ? hash_of_original(*kept) : std::nullopt;
    unit_->put_blob(hash ? *hash : base::sha256(bundle.original), bundle.original);
  }
  tie(bundle);
  const bool itself = put(id, bundle.partnership, head);
  LandedIds ids{.partnership = id, .parts = {}};
  const bool hanging = parts(id, bundle, organisations, before.has_value(), ids.parts);
  if (called != nullptr) *called = std::move(ids);
  if (!before) return Landed::created;
  return itself || hanging ? Landed::changed : Landed::unchanged;
}

void Landing::contacts(exchange::Bundle& bundle, const base::Uuid& id,
                       const std::vector<model::Contact>& before) {
  auto& now = bundle.partnership.contacts;
  if (now.empty()) return;
  if (!any_erased_) any_erased_ = any_erased(reader_);
  const auto prints = *any_erased_ ? erased_prints(reader_, id) : std::vector<ErasedPrint>();
  if (!take_contacts(now, before, prints) || bundle.original.empty() || !bundle.partnership.kept) return;
  // It is kept under the hash of what the file says, by which the file is known again.
  auto cut = exchange::without_contacts(
      bundle.partnership.kept->format, bundle.original, [&](const model::Contact& contact) {
        return std::ranges::any_of(prints, [&](const auto& print) { return print.is_of(contact); });
      });
  if (cut) bundle.original = std::move(*cut);
}

void Landing::tie(exchange::Bundle& bundle) {
  for (const auto& link : bundle.links) {
    auto id = find(link.key);
    if (!id) {
      id = base::Uuid::v7(clock_.now());
      own(link.key, *id);
    }
    bundle.partnership.links.at(link.link).record = id;
  }
}

bool Landing::parts(const base::Uuid& partnership, exchange::Bundle& bundle,
                    const std::vector<base::Uuid>& organisations, bool known, std::vector<base::Uuid>& ids) {
  // What stands, by type and origin; a part without an origin was not made by a file, and is left alone
  // unless the file names it by its id, as one that this register has written does.
  Standing before, by_id;
  std::set<base::Uuid> own_words;  // parts that their parties wrote: no file speaks for them
  std::set<base::Uuid> answered;   // parts that their parties have spoken of, as they stand
  if (known)
    for (auto& r : reader_.of_partnership(partnership)) {
      if (r.type == model::Confirmation::kType) {
        const auto said = std::get<model::Confirmation>(model::read_body(r.type, r.body));
        if (said.state != "named" && said.state != "asked") answered.insert(said.participation);
        if (!said.corrected.empty()) own_words.insert(said.participation);
        continue;
      }
      const auto origin = origin_of(model::read_body(r.type, r.body));
      if (!origin.empty())
        before.emplace(std::pair(r.type, origin), std::move(r));
      else
        by_id.emplace(std::pair(r.type, "record/" + r.id.str()), std::move(r));
    }
  const auto named = [&](int index) {
    return index < 0 ? std::optional<base::Uuid>()
                     : std::optional(organisations.at(static_cast<std::size_t>(index)));
  };
  bool changed = false;
  for (auto& part : bundle.parts) {
    auto& record = part.record;
    std::visit(
        [&](auto& r) {
          if constexpr (requires { r.partnership; }) r.partnership = partnership;
          if constexpr (requires { r.organisation; })
            if (const auto id = named(part.organisation)) r.organisation = *id;
          if constexpr (requires { r.giver.organisation; }) {
            r.giver.organisation = named(part.giver);
            r.receiver.organisation = named(part.receiver);
          }
          if constexpr (requires { r.commitment; })
            if (part.commitment >= 0) r.commitment = ids.at(static_cast<std::size_t>(part.commitment));
        },
        record);
    const auto standing = taken_from(before, record);
    const auto named_by_id = standing ? std::nullopt : taken_from(by_id, record);
    ids.push_back(standing ? standing->id : named_by_id ? named_by_id->id : base::Uuid::v7(clock_.now()));
    const auto& stands = named_by_id ? named_by_id : standing;
    if (own_words.contains(ids.back()) ||
        (stands && answered.contains(stands->id) && is_same_part(*stands, record)))
      continue;
    if (named_by_id ? put(ids.back(), without_origin(record), named_by_id)
                    : put(ids.back(), record, standing))
      changed = true;
  }
  for (const auto& [key, r] : before)
    if (r.visibility != store::Visibility::withdrawn && !own_words.contains(r.id) &&
        put(r.id, model::read_body(r.type, r.body), r, store::Visibility::withdrawn))
      changed = true;
  return changed;
}

// Organisations ----------------------------------------------------------------------------------

std::optional<base::Uuid> Landing::standing_organisation(const std::string& own_key) {
  const auto id = find(own_key);
  const auto head = id ? reader_.head(*id) : std::nullopt;
  return head && head->type == model::Organisation::kType ? id : std::nullopt;
}

base::Uuid Landing::organisation(const exchange::NamedOrganisation& named) {
  // Two bodies of one name are two where the register's own key tells them apart.
  const auto& by = named.own_key.empty() ? named.key : named.own_key;
  const auto seen = seen_.find(by);
  if (seen != seen_.end() && (named.naming == exchange::Naming::reference ||
                              (seen->second.stands && !lacks(*seen->second.stands, named.organisation))))
    return seen->second.id;
  std::optional<model::Organisation> stands;
  auto id = named.own_key.empty() ? std::nullopt : standing_organisation(named.own_key);
  if (!id) id = find(named.key);
  if (named.naming == exchange::Naming::reference) {
    if (!id) throw base::Error("organisation key '" + named.key + "'", "leads to no record");
  } else if (!id) {
    id = base::Uuid::v7(clock_.now());
    put(*id, named.organisation, std::nullopt);
    own(named.key, *id);
    stands = named.organisation;
  } else if (const auto head = reader_.head(*id)) {
    stands = std::get<model::Organisation>(model::read_body(head->type, head->body));
    if (complete(*stands, named.organisation)) put(*id, *stands, head);
  }
  seen_.insert_or_assign(by, Seen{*id, std::move(stands)});
  return *id;
}

Landed Landing::land(const exchange::ReportedOrganisation& reported) {
  seen_.clear();  // it may take away what they have
  std::vector<std::string> keys{reported.key};
  for (const auto& identifier : reported.organisation.identifiers)
    for (auto& key : keys_of_identifier(identifier)) keys.push_back(std::move(key));
  std::optional<base::Uuid> id;
  for (const auto& key : keys)
    if (!id) id = find(key);
  const auto head = id ? reader_.head(*id) : std::nullopt;
  const bool known = id.has_value();  // on a dry run without a head, where an earlier file would have made it
  if (!id) id = base::Uuid::v7(clock_.now());
  // A key of one that was merged into this stays that one's, and leads here.
  for (const auto& key : keys)
    if (find(key) != id) own(key, *id);

  bool changed = false;
  if (reported.naming == exchange::Naming::definition) {
    changed = define(*id, reported, head);
  } else if (!head) {
    changed = put(*id, reported.organisation, std::nullopt);
  } else {
    auto standing = std::get<model::Organisation>(model::read_body(head->type, head->body));
    changed = complete(standing, reported.organisation) && put(*id, standing, head);
  }
  if (reported.finances && finances(*id, reported)) changed = true;
  if (!known) return Landed::created;
  return changed ? Landed::changed : Landed::unchanged;
}

bool Landing::define(const base::Uuid& id, const exchange::NamedOrganisation& definition,
                     const std::optional<store::Revision>& head) {
  // What the file said last: so that what it drops goes, and what others added stays.
  const auto name = "defined:" + definition.key;
  const auto body = model::body_of(definition.organisation);
  const auto said = reader_.note(name);
  if (unit_ && said != body) unit_->set_note(name, body);
  if (!head) return put(id, definition.organisation, std::nullopt);
  if (said == body) return false;
  const auto standing = std::get<model::Organisation>(model::read_body(head->type, head->body));
  const auto last = said ? std::get<model::Organisation>(model::read_body(model::Organisation::kType, *said))
                         : model::Organisation();
  return put(id, redefined(standing, last, definition.organisation), head);
}

/// What one body reports of an organisation is found again by who reports it.
bool Landing::finances(const base::Uuid& organisation, const exchange::ReportedOrganisation& reported) {
  auto now = *reported.finances;
  now.organisation = organisation;
  std::optional<store::Revision> before;
  for (auto& r : reader_.of_organisation(organisation, model::Finances::kType))
    if (origin_of(model::read_body(r.type, r.body)) == now.origin) before = std::move(r);
  if (!put(before ? before->id : base::Uuid::v7(clock_.now()), now, before)) return false;
  if (unit_) unit_->put_blob(base::sha256(reported.original), reported.original);
  return true;
}

}  // namespace entente::registry
