// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/ftm.hpp"

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <unordered_map>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "screening/ftm_entity.hpp"
#include "screening/list_entry.hpp"

namespace entente::screening {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kInLine = " in line 1";

/// The next line of a text, without its end.
std::string_view take_line(std::string_view& text) {
  const auto end = std::min(text.find('\n'), text.size());
  const auto line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return base::trimmed(line);
}

enum class Operation : std::uint8_t { none, add, change, remove };

std::optional<Operation> operation_named(std::string_view name) {
  if (name == "ADD") return Operation::add;
  if (name == "MOD") return Operation::change;
  if (name == "DEL") return Operation::remove;
  return std::nullopt;
}

struct Line {
  Operation operation = Operation::none;
  FtmEntity entity;
};

/// An object with "op" and "entity", in any order, or an entity.
Line read_line(std::string_view text, std::string_view thing, const FtmLimits& limits) {
  base::JsonReader reader(text, thing);
  if (reader.next() != base::JsonReader::Kind::object)
    throw base::BadInput(std::string(thing), "is no object", "Each line is one entity as JSON.");
  Line line;
  bool entity = false, said = false;
  reader.begin();
  for (std::string_view name; reader.member(name);) {
    if (name == "op" && reader.next() == base::JsonReader::Kind::string) {
      const auto operation = operation_named(reader.string());
      if (!operation)
        throw base::BadInput(std::string(thing), "says something else than ADD, MOD or DEL in op",
                             "Bring the file as its publisher wrote it.");
      line.operation = *operation;
      said = true;
    } else if (name == "entity" && reader.next() == base::JsonReader::Kind::object) {
      line.entity = read_ftm_entity(reader, thing, limits.values);
      entity = true;
    } else {
      reader.skip();
    }
  }
  reader.end();
  if (said && entity) return line;
  base::JsonReader whole(text, thing);
  line.operation = Operation::none;
  line.entity = read_ftm_entity(whole, thing, limits.values);
  whole.end();
  return line;
}

/// What is kept of an entity that is no party, and joins nothing: that it is there.
void keep_what_is_joined(FtmEntity& entity) {
  const bool joins = entity.schema == "Address" || entity.schema == "Identification" ||
                     entity.schema == "Passport" || entity.schema == "Sanction";
  if (!joins && !kind_of_schema(entity.schema)) entity.properties.clear();
}

class Entities {
 public:
  explicit Entities(const FtmLimits& limits) : limits_(limits) {}

  void read(const ListFile& file) {
    auto rest = file.bytes;
    if (rest.starts_with(kByteOrderMark)) rest.remove_prefix(kByteOrderMark.size());
    for (std::size_t number = 1; !rest.empty(); ++number) {
      const auto text = take_line(rest);
      if (text.empty()) continue;
      const auto thing = std::string(file.name) + ", line " + std::to_string(number);
      if (text.size() > limits_.line)
        throw base::BadInput(thing, "is longer than " + std::to_string(limits_.line >> 20U) + " MB",
                             "A list has one entity a line: is this file one?");
      put(line_of(text, thing), thing);
    }
  }

  ListReading reading() const;

 private:
  Line line_of(std::string_view text, const std::string& thing) const {
    try {
      return read_line(text, thing, limits_);
    } catch (const base::BadInput& fault) {
      // A line is read by itself: it is always the first.
      auto cause = fault.cause();
      if (cause.ends_with(kInLine)) cause.resize(cause.size() - kInLine.size());
      throw base::BadInput(thing, cause,
                           fault.next().empty() ? "Was the file cut off? Fetch it again." : fault.next());
    }
  }

  void put(Line line, const std::string& thing) {
    if (kind_of_schema(line.entity.schema))
      if (const auto cause = fault_of_id(line.entity.id); !cause.empty())
        throw base::BadInput(thing, cause, "Is it what its publisher wrote? Fetch it again.");
    const auto found = places_.find(line.entity.id);
    const bool there = found != places_.end() && entities_[found->second];
    if (line.operation == Operation::none && there)
      throw base::BadInput(thing, "holds " + line.entity.id + " a second time",
                           "Merge statements about one entity before ('ftm aggregate').");
    if ((line.operation == Operation::change || line.operation == Operation::remove) && !there)
      throw base::BadInput(
          thing, "changes " + line.entity.id + ", which nothing before it holds",
          "They are changes to another version: bring those made before them, or the whole list.");
    if (line.operation == Operation::remove) {
      entities_[found->second].reset();
      return;
    }
    keep_what_is_joined(line.entity);
    if (found != places_.end()) {
      entities_[found->second] = std::move(line.entity);
      return;
    }
    if (entities_.size() == limits_.entities)
      throw base::BadInput(thing, "is one entity more than " + std::to_string(limits_.entities),
                           "Bring the data sets that you screen against, each by itself.");
    places_.emplace(line.entity.id, entities_.size());
    entities_.emplace_back(std::move(line.entity));
  }

  const FtmEntity* find(std::string_view id) const {
    const auto found = places_.find(std::string(id));
    return found == places_.end() || !entities_[found->second] ? nullptr : &*entities_[found->second];
  }

  /// Which entities of a schema point at a party, by its id.
  using Pointing = std::unordered_map<std::string_view, std::vector<const FtmEntity*>>;

  const FtmLimits& limits_;
  std::vector<std::optional<FtmEntity>> entities_;       ///< in the order of the files; empty: taken out
  std::unordered_map<std::string, std::size_t> places_;  ///< in entities_, by id
};

/// One more than an entry may have is enough: it is refused for that.
template <class T>
bool is_full(const std::vector<T>& all) {
  return all.size() > kEntryValues;
}

void add_once(std::vector<std::string>& all, std::string_view text) {
  if (is_full(all)) return;
  const auto line = base::trimmed(text);
  if (!line.empty() && std::ranges::find(all, line) == all.end()) all.emplace_back(line);
}

void add_all(std::vector<std::string>& all, const FtmEntity& entity, std::initializer_list<const char*> of) {
  for (const auto property : of)
    for (const auto& text : entity.values(property)) add_once(all, text);
}

/// An address in one line.
std::string line_of(const FtmEntity& address) {
  if (const auto& full = address.values("full"); !full.empty()) return full.front();
  std::string line;
  for (const auto property : {"street", "postOfficeBox", "postalCode", "city", "region", "state", "country"})
    for (const auto& part : address.values(property)) line += (line.empty() ? "" : ", ") + part;
  return line;
}

std::vector<base::PartialDate> days_of(const FtmEntity& entity, std::string_view property) {
  std::vector<base::PartialDate> days;
  for (const auto& text : entity.values(property))
    if (const auto day = base::PartialDate::parse(text)) days.push_back(*day);
  return days;
}

void add_address(Listed& listed, const FtmEntity& address) {
  add_once(listed.addresses, line_of(address));
  for (const auto& code : address.values("country"))
    if (const auto country = country_of_ftm(code);
        !country.empty() &&
        std::ranges::find(listed.party.countries, country) == listed.party.countries.end())
      listed.party.countries.push_back(country);
}

void add_document(Listed& listed, const FtmEntity& document) {
  const auto& types = document.values("type");
  const auto& countries = document.values("country");
  for (const auto& number : document.values("number")) {
    if (is_full(listed.party.documents)) return;
    Document found{types.empty() ? (document.schema == "Passport" ? "passport" : "identity") : types.front(),
                   number, countries.empty() ? std::string() : country_of_ftm(countries.front())};
    // The party's own property has the number too, without the country.
    const auto same = std::ranges::find(listed.party.documents, number, &Document::number);
    if (same == listed.party.documents.end())
      listed.party.documents.push_back(std::move(found));
    else if (same->country.empty())
      same->country = std::move(found.country);
  }
}

void add_sanctions(Listed& listed, const std::vector<const FtmEntity*>& sanctions) {
  std::vector<base::PartialDate> listing, start;
  for (const auto* const sanction : sanctions) {
    add_all(listed.programmes, *sanction, {"program", "programId"});
    add_all(listed.notes, *sanction, {"reason"});
    for (const auto& day : days_of(*sanction, "listingDate")) listing.push_back(day);
    for (const auto& day : days_of(*sanction, "startDate")) start.push_back(day);
  }
  const auto& days = listing.empty() ? start : listing;
  if (!days.empty()) listed.listed_on = *std::ranges::min_element(days);
}

std::vector<base::PartialDate> updated(const FtmEntity& entity) {
  auto days = days_of(entity, "modifiedAt");
  if (const auto change = base::PartialDate::parse(entity.last_change)) days.push_back(*change);
  std::ranges::sort(days);
  const auto twice = std::ranges::unique(days);
  days.erase(twice.begin(), twice.end());
  return days;
}

/// A party with what its own properties and the entities round it say.
Listed listed_of(const FtmEntity& entity) {
  Listed listed;
  listed.party = party_of(entity);
  add_all(listed.addresses, entity, {"address"});
  add_all(listed.programmes, entity, {"topics", "program", "programId"});
  add_all(listed.notes, entity, {"position", "title", "notes", "summary", "description"});
  listed.updated_on = updated(entity);
  return listed;
}

/// The same within the bounds of an entry.
void add_entry(ListReading& reading, const FtmEntity& entity, const Listed& listed) {
  EntryMaker maker(reading, entity.id, listed.party.kind);
  for (const auto property : {"birthDate", "incorporationDate", "buildDate"})
    for (const auto& text : entity.values(property))
      if (!base::PartialDate::parse(text))
        maker.fault(std::string(property) + " \"" + text + "\" is no date");
  if (listed.party.names.empty()) return maker.fault("has no name: it was left out");
  for (const auto& name : listed.party.names) maker.name(name.text, name.quality);
  for (const auto& span : listed.party.born) maker.born(span);
  if (const auto& gender = entity.values("gender"); listed.party.gender != Gender::unknown)
    maker.gender(gender.front());
  for (const auto& country : listed.party.countries) maker.country(country);
  for (const auto& document : listed.party.documents)
    maker.document(document.type, document.number, document.country);
  for (const auto& address : listed.addresses) maker.address(address);
  for (const auto& programme : listed.programmes) maker.programme(programme);
  for (const auto& note : listed.notes) maker.note(note);
  if (listed.listed_on) maker.listed_on(listed.listed_on->str());
  for (const auto& day : listed.updated_on) maker.updated_on(day.str());
  maker.finish();
}

ListReading Entities::reading() const {
  Pointing documents, sanctions;
  const auto point = [&](Pointing& pointing, const FtmEntity& from, std::string_view by) {
    for (const auto& id : from.values(by))
      if (auto& all = pointing[id]; all.size() < limits_.values) all.push_back(&from);
  };
  for (const auto& entity : entities_) {
    if (!entity) continue;
    if (entity->schema == "Passport" || entity->schema == "Identification")
      point(documents, *entity, "holder");
    if (entity->schema == "Sanction") point(sanctions, *entity, "entity");
  }
  ListReading reading;
  for (const auto& entity : entities_) {
    if (!entity) continue;
    if (const auto seen = base::PartialDate::parse(entity->last_seen); seen && seen > reading.list.dated)
      reading.list.dated = seen;
    if (!entity->target || !kind_of_schema(entity->schema)) continue;
    auto listed = listed_of(*entity);
    for (const auto& id : entity->values("addressEntity"))
      if (const auto* const address = find(id)) add_address(listed, *address);
    if (const auto found = documents.find(entity->id); found != documents.end())
      for (const auto* const document : found->second) add_document(listed, *document);
    if (const auto found = sanctions.find(entity->id); found != sanctions.end())
      add_sanctions(listed, found->second);
    if (const auto created = days_of(*entity, "createdAt"); !listed.listed_on && !created.empty())
      listed.listed_on = *std::ranges::min_element(created);
    add_entry(reading, *entity, listed);
  }
  return reading;
}

}  // namespace

bool looks_like_ftm(std::string_view bytes) {
  if (bytes.starts_with(kByteOrderMark)) bytes.remove_prefix(kByteOrderMark.size());
  std::string_view line;
  while (!bytes.empty() && line.empty()) line = take_line(bytes);
  try {
    const auto first = read_line(line, "line", {});
    return first.operation != Operation::none || !first.entity.schema.empty();
  } catch (const base::BadInput&) {
    return false;
  }
}

std::optional<ListChanges> changes_in_ftm(std::string_view bytes) {
  if (bytes.starts_with(kByteOrderMark)) bytes.remove_prefix(kByteOrderMark.size());
  const FtmLimits limits;
  std::optional<ListChanges> changes;
  while (!bytes.empty()) {
    const auto text = take_line(bytes);
    if (text.empty()) continue;
    try {
      const auto line = read_line(text, "line", limits);
      if (line.operation == Operation::none) return std::nullopt;
      if (!changes) changes.emplace();
      if (const auto seen = base::PartialDate::parse(line.entity.last_seen); seen && seen > changes->dated)
        changes->dated = seen;
    } catch (const base::BadInput&) {
      // The first line tells what a file is.
      if (!changes) return std::nullopt;
    }
  }
  return changes;
}

ListReading read_ftm(std::span<const ListFile> files, const FtmLimits& limits) {
  Entities entities(limits);
  for (const auto& file : files) entities.read(file);
  auto reading = entities.reading();
  finish_list(reading, files.empty() ? std::string_view("the list") : files.front().name);
  return reading;
}

ListReading read_ftm(std::span<const ListFile> files) {
  return read_ftm(files, {});
}

}  // namespace entente::screening
