// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/records_in_log.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>
#include <utility>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/json_end.hpp"
#include "base/json_reader.hpp"
#include "model/record.hpp"
#include "model/vocabulary.hpp"

namespace entente::registry {

namespace {

/// A record that has an address of its own, and whether each of its versions has one.
struct Addressed {
  std::string_view type, path;
  bool versions = false;
};
constexpr std::array kAddressed{Addressed{"partnership", "/api/v1/partnerships/", true},
                                Addressed{"organisation", "/api/v1/organisations/", true},
                                Addressed{"agreement", "/api/v1/agreements/", false}};
/// What stands on the page of its country.
constexpr std::array<std::string_view, 3> kOfGovernments{"national_plan", "guidance", "capacity"};

constexpr int kMostLevels = 64;

/// Whether a body has the hash, or has it without some of the records that the register has found since by
/// the identifiers of a partnership's links, and shows beside these.
bool has_hash(std::string_view body, const ledger::Hash& hash) {
  if (model::hash_of_body(body) == hash) return true;
  constexpr std::string_view kLinks = R"("links":[)", kFound = R"(,"record":")";
  constexpr std::size_t kMember = kFound.size() + 37;  // with the UUID and its quote
  constexpr std::size_t kMostFound = 10;
  std::vector<std::size_t> found;
  const auto links = body.find(kLinks);
  if (links == body.npos) return false;
  const auto end = body.find(']', links);
  for (auto at = body.find(kFound, links); at < end && found.size() < kMostFound;
       at = body.find(kFound, at + 1))
    found.push_back(at);
  for (unsigned left_out = 1; left_out < 1U << found.size(); ++left_out) {
    std::string as_kept(body);
    for (auto i = found.size(); i-- > 0;)
      if ((left_out >> i & 1U) != 0) as_kept.erase(found[i], kMember);
    if (model::hash_of_body(as_kept) == hash) return true;
  }
  return false;
}

}  // namespace

/// One text. A record is an object that has id, version, event_seq and hash, and its body under the name of
/// its type; what has no id and no body is a line about a version of the record around it.
class RecordsInLog::Reading {
 public:
  Reading(RecordsInLog& in, std::string_view text, std::string_view where,
          const std::function<void(const std::string&)>& told, const Address* asked = nullptr)
      : in_(in), text_(text), where_(where), reader_(text, where_), told_(told), asked_(asked) {}

  void run() {
    value({}, 0);
    reader_.end();
    if (asked_ == nullptr || (asked_->or_newer && newer_shown_)) return;
    for (const auto version : asked_->versions)
      if (std::ranges::find(looked_at_, version) == looked_at_.end())
        tell(where_ + " does not show " + asked_->id.str() + ", version " + std::to_string(version) +
             ", with its hash, its commit and all that it says; the log has not withdrawn it.");
  }

 private:
  using Kind = base::JsonReader::Kind;
  struct Held {
    std::optional<base::Uuid> id;
    std::int64_t version = 0, event_seq = 0;
    std::string_view hash;
    std::size_t bodies = 0;  ///< where its objects begin in bodies_
    std::size_t names = 0;   ///< where what it has said begins in names_
  };
  struct Body {
    std::string_view name, text;
    const Entry* logged = nullptr;  ///< whose hash it has
  };

  void value(const std::optional<base::Uuid>& around, int level) {
    if (level > kMostLevels)
      throw base::BadInput(where_, "its JSON is nested too deeply",
                           "No record is: see whether it is a register's export, or its API");
    switch (reader_.next()) {
      case Kind::object:
        return object(around, level);
      case Kind::array:
        for (reader_.begin(); reader_.item();) value(around, level + 1);
        return;
      default:
        reader_.skip();
    }
  }

  void object(const std::optional<base::Uuid>& around, int level) {
    Held held{.id = {}, .hash = {}, .bodies = bodies_.size(), .names = names_.size()};
    std::string_view name;
    for (reader_.begin(); reader_.member(name);) {
      must_be_said_once(name, held.names);
      const auto kind = reader_.next();
      const auto begin = reader_.at();
      if (kind == Kind::string && name == "id") {
        held.id = base::Uuid::parse(reader_.string());
      } else if (kind == Kind::string && name == "hash") {
        held.hash = reader_.string();
      } else if (kind == Kind::number && name == "version") {
        held.version = reader_.integer().value_or(0);
      } else if (kind == Kind::number && name == "event_seq") {
        held.event_seq = reader_.integer().value_or(0);
      } else {
        const auto& id = held.id ? held.id : around;
        const auto* entry = kind == Kind::object ? entry_of_body(id, held.version, name) : nullptr;
        const bool as_logged = entry != nullptr && pass_logged(entry->hash);
        if (entry == nullptr)
          value(id, level + 1);
        else if (!as_logged)
          reader_.skip();  // there are no records within
        if (kind == Kind::object)
          bodies_.push_back({.name = name,
                             .text = text_.substr(begin, reader_.at() - begin),
                             .logged = as_logged ? entry : nullptr});
      }
    }
    if (held.version > 0 && held.event_seq > 0 && !held.hash.empty()) compare(held, around);
    bodies_.resize(held.bodies);
    names_.resize(held.names);
  }

  /// Of what is compared. What else an object says may stand in it as often as it likes.
  void must_be_said_once(std::string_view name, std::size_t names) {
    constexpr std::array<std::string_view, 4> kCompared{"id", "version", "event_seq", "hash"};
    if (std::ranges::find(kCompared, name) == kCompared.end() &&
        std::ranges::find(in_.types_, name) == in_.types_.end())
      return;
    const auto said = names_.begin() + static_cast<std::ptrdiff_t>(names);
    if (std::find(said, names_.end(), name) != names_.end())
      throw base::BadInput(where_, "an object of its JSON says \"" + std::string(name) + "\" twice",
                           "Keep it: of two, some who read it take the first, and others the last.");
    names_.push_back(name);
  }

  /// That a version of what was asked for was held against its entry, whatever came of it.
  void look(const base::Uuid& id, std::int64_t version) {
    if (asked_ != nullptr && asked_->id == id) looked_at_.push_back(version);
  }

  /// Null where there is none. A version is asked for twice, for its body and for what stands around it.
  Entry* entry_of(const base::Uuid& id, std::int64_t version) {
    if (const Version asked{id, version}; last_.second == nullptr || last_.first != asked) {
      const auto found = in_.entries_.find(asked);
      last_ = {asked, found == in_.entries_.end() ? nullptr : &found->second};
    }
    return last_.second;
  }

  /// The entry that tells of the object of that name; null where it is no body.
  const Entry* entry_of_body(const std::optional<base::Uuid>& id, std::int64_t version,
                             std::string_view name) {
    if (!id || version < 1) return nullptr;
    const auto* const entry = entry_of(*id, version);
    return entry != nullptr && in_.types_[entry->type] == name ? entry : nullptr;
  }

  /// Passes over a body with the hash that was logged: its bytes are those that were, whatever stands in
  /// them, so that it need not be read as JSON. Any other is left to who reads it.
  bool pass_logged(const ledger::Hash& hash) {
    const auto end = base::json_object_end(text_, reader_.at());
    if (model::hash_of_body(text_.substr(reader_.at(), end - reader_.at())) != hash) return false;
    reader_.pass(end);
    return true;
  }

  void compare(const Held& held, const std::optional<base::Uuid>& around) {
    const auto& id = held.id ? held.id : around;
    if (!id) return;
    auto* const told_of = entry_of(*id, held.version);
    if (told_of == nullptr) return not_told(*id, held);
    auto& entry = *told_of;
    const auto& type = in_.types_[entry.type];
    const auto name = [&] {
      return type + " " + id->str() + ", version " + std::to_string(held.version) + ": entry " +
             std::to_string(entry.index) + " of the log";
    };
    if (held.hash != base::hex(entry.hash)) {
      look(*id, held.version);
      return tell(name() + " tells another hash than " + where_ + " does.");
    }
    if (held.event_seq != entry.event_seq) {
      look(*id, held.version);
      return tell(name() + " tells another commit than " + where_ + " does.");
    }
    const auto body = std::find_if(bodies_.begin() + static_cast<std::ptrdiff_t>(held.bodies), bodies_.end(),
                                   [&](const Body& one) { return one.name == type; });
    if (body == bodies_.end()) return;
    look(*id, held.version);
    if (body->logged != &entry && !has_hash(body->text, entry.hash))
      return tell(name() + " tells another hash than what " + where_ + " says has.");
    if (!std::exchange(entry.same, true)) ++in_.same_;
  }

  /// Of a record whose other versions are in public view all that are shown were; a line of its revisions may
  /// be of one that was not.
  void not_told(const base::Uuid& id, const Held& held) {
    if (!held.id || bodies_.size() == held.bodies) return;
    if (held.event_seq > in_.last_event_) {
      ++in_.newer_;
      newer_shown_ = newer_shown_ || (asked_ != nullptr && asked_->id == id);
    } else {
      tell(id.str() + ", version " + std::to_string(held.version) + ": " + where_ +
           " shows it, and no entry of the log tells of it.");
    }
  }

  void tell(const std::string& sentence) {
    ++in_.differences_;
    told_(sentence);
  }

  RecordsInLog& in_;
  const std::string_view text_;
  const std::string where_;
  base::JsonReader reader_;
  const std::function<void(const std::string&)>& told_;
  std::pair<Version, Entry*> last_{};    ///< whose entry was looked for last
  std::vector<Body> bodies_;             ///< of the objects that are being read, the innermost last
  std::vector<std::string_view> names_;  ///< of what is compared, of the same objects
  const Address* const asked_;
  std::vector<std::int64_t> looked_at_;  ///< versions of what was asked for
  bool newer_shown_ = false;             ///< of the same
};

std::size_t RecordsInLog::HashOf::operator()(const Version& one) const noexcept {
  return std::hash<base::Uuid>{}(one.id) * 31 + static_cast<std::size_t>(one.number);
}

std::uint32_t RecordsInLog::number_of(std::string_view type) {
  const auto at = std::ranges::find(types_, type);
  if (at != types_.end()) return static_cast<std::uint32_t>(at - types_.begin());
  types_.emplace_back(type);
  return static_cast<std::uint32_t>(types_.size() - 1);
}

void RecordsInLog::take(std::uint64_t index, std::string_view bytes) {
  try {
    const auto said = ledger::read_statement(bytes);
    const Version version{said.id, said.version};
    last_event_ = std::max(last_event_, said.event_seq);
    const auto type = number_of(said.type);
    auto [at, first] = entries_.try_emplace(version);
    if (!first && said.act == ledger::Act::rehashed) {
      at->second.hash = said.hash;
      return;
    }
    at->second = {
        .hash = said.hash, .index = index, .event_seq = said.event_seq, .type = type, .act = said.act};
    if (!first) return;
    order_.push_back(version);
    auto& record = records_[said.id];
    if (said.version < record.last) return;
    record = {.last = said.version, .type = type, .withdrawn = said.act == ledger::Act::withdrawn};
  } catch (const base::BadInput& e) {
    throw base::BadInput("entry " + std::to_string(index) + " of the log",
                         "is none of a register: " + e.cause());
  }
}

void RecordsInLog::compare(std::string_view json, std::string_view where,
                           const std::function<void(const std::string&)>& told) {
  Reading(*this, json, where, told).run();
}

void RecordsInLog::compare(const Address& address, std::string_view json, std::string_view where,
                           const std::function<void(const std::string&)>& told) {
  Reading(*this, json, where, told, &address).run();
}

std::vector<RecordsInLog::Address> RecordsInLog::addresses() const {
  std::vector<Address> all;
  std::unordered_map<base::Uuid, std::size_t> together;  // whose versions have one address: its place in all
  bool governments = false;
  for (const auto& version : order_) {
    const auto& record = records_.at(version.id);
    const std::string_view type = types_[record.type];
    governments = governments || std::ranges::find(kOfGovernments, type) != kOfGovernments.end();
    const auto* addressed = std::ranges::find(kAddressed, type, &Addressed::type);
    if (addressed == kAddressed.end() || record.withdrawn ||
        entries_.at(version).act == ledger::Act::withdrawn)
      continue;
    const auto path = std::string(addressed->path) + version.id.str();
    if (addressed->versions) {
      const bool last = version.number == record.last;
      all.push_back({.path = last ? path : path + "/revisions/" + std::to_string(version.number),
                     .id = version.id,
                     .versions = {version.number},
                     .or_newer = last});
      continue;
    }
    const auto [at, first] = together.try_emplace(version.id, all.size());
    if (first) all.push_back({.path = path, .id = version.id, .versions = {}});
    all[at->second].versions.push_back(version.number);
  }
  if (governments)
    for (const auto& country : model::countries())
      all.push_back({.path = "/api/v1/countries/" + std::string(country.code), .id = {}, .versions = {}});
  return all;
}

RecordsInLog::Seen RecordsInLog::seen() const {
  return {.same = same_, .newer = newer_, .differences = differences_, .unseen = entries_.size() - same_};
}

}  // namespace entente::registry
