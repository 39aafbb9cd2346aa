// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/removing_files.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "access/refused.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "registry/account_words.hpp"
#include "registry/agreement_reading.hpp"
#include "registry/evidence.hpp"
#include "registry/gone_files.hpp"
#include "registry/proven_factor.hpp"
#include "registry/reading.hpp"
#include "registry/text_bounds.hpp"
#include "registry/writing.hpp"

namespace entente::registry {

namespace {

constexpr std::size_t kMostRemovalWords = 2'000;  // bytes

using Namings = std::map<std::pair<std::string, base::Uuid>, FileNaming>;

/// What a file of that hash is called in a version of an agreement or a delivery; nothing where it names
/// none.
std::optional<std::string> name_in(const store::Revision& revision, std::string_view hash) {
  // Most name no file: they are not read as records.
  if (revision.body.find(hash) == std::string::npos) return std::nullopt;
  const auto among = [&](const auto& files) -> std::optional<std::string> {
    for (const auto& each : files)
      if (each.file == hash) return each.name;
    return std::nullopt;
  };
  if (revision.type == model::Agreement::kType) return among(held<model::Agreement>(revision).value.files);
  return among(held<model::Delivery>(revision).value.evidence);
}

bool names_files(std::string_view type) {
  return type == model::Agreement::kType || type == model::Delivery::kType;
}

/// Looks at every version of one record.
void add_naming(store::Reader& reader, const store::Revision& head, std::string_view hash, Namings& all) {
  auto name = name_in(head, hash);
  if (!name && head.version > 1)
    for (const auto& earlier : reader.history(head.id))
      if (!name) name = name_in(earlier, hash);
  if (!name) return;
  const auto keys = model::keys_of(model::read_body(head.type, head.body));
  const auto place = keys.partnership.value_or(base::Uuid());
  const bool shown = stands(head) && standing_head(reader, place, model::Partnership::kType).has_value();
  all[{head.type, head.id}] = {head.type, head.id, place, *std::move(name), shown};
}

void each_head(store::Reader& reader, std::string_view type,
               const std::function<void(const store::Revision&)>& each) {
  constexpr std::size_t kPage = 1'000;
  base::Uuid after;
  for (bool more = true; more;) {
    const auto page = reader.heads(type, after, kPage);
    for (const auto& head : page) each(head);
    more = page.size() == kPage;
    if (more) after = page.back().id;
  }
}

Namings all_naming(store::Reader& reader, std::string_view hash) {
  Namings all;
  for (const auto type : {model::Agreement::kType, model::Delivery::kType})
    each_head(reader, type, [&](const store::Revision& head) { add_naming(reader, head, hash, all); });
  return all;
}

/// Those that have come since a view was read, when nobody else writes.
void add_naming_since(store::UnitOfWork& unit, std::int64_t event, std::string_view hash, Namings& all) {
  constexpr std::int64_t kCommits = 1'000;
  for (const auto last = unit.last_event(); event < last; event += kCommits)
    for (const auto& change : unit.changes(event, kCommits)) {
      const auto head = names_files(change.type) ? unit.head(change.id) : std::nullopt;
      if (head) add_naming(unit, *head, hash, all);
    }
}

/// Whether a text may be a piece of a file that a partnership or an organisation's finances was read from.
/// These are blobs too, under their hash.
bool is_like_original(std::string_view bytes) {
  const auto text = base::trimmed(bytes);
  return text.starts_with('<') || text.starts_with('{');
}

void require_no_original(store::Reader& reader, std::string_view hash) {
  for (const auto type : {model::Partnership::kType, model::Finances::kType})
    each_head(reader, type, [&](const store::Revision& head) {
      std::vector<store::Revision> versions{head};
      if (head.version > 1) versions = reader.history(head.id);
      for (const auto& version : versions)
        if (version.body.find(hash) != std::string::npos)
          throw base::Conflict("file " + std::string(hash),
                               "is what " + head.type + ' ' + head.id.str() + " was read from too",
                               "Withdraw that record, or erase the contact in it.");
    });
}

/// The bytes, of a file that may be taken out.
std::string require_kept(store::Reader& reader, std::string_view hash) {
  const auto thing = "file " + std::string(hash);
  if (gone_file(reader, hash))
    throw base::Conflict(thing, "was taken out already", "Nothing is left to be done.");
  const auto key = hash_of_original({.format = {}, .original = std::string(hash)});
  const bool hexadecimal = hash.find_first_not_of("0123456789abcdef") == hash.npos;
  auto bytes = key && hexadecimal ? reader.blob(*key) : std::nullopt;
  if (!bytes) throw base::NotFound(thing, "is not kept here", "Copy its hash from the record's page.");
  return *std::move(bytes);
}

/// A party's own people do not take out what others hold against it.
void require_no_party(store::Reader& reader, const access::Actor& actor, const Namings& all) {
  std::set<base::Uuid> partnerships;
  for (const auto& [key, each] : all) partnerships.insert(each.partnership);
  for (const auto& partnership : partnerships)
    for (const auto& party : parties_of(reader, partnership))
      if (may_for_party(reader, actor, access::Action::make_agreement, party.organisation.id))
        throw access::Refused("to take out this file",
                              "is not for those who represent a party of " + partnership.str(),
                              "Ask another steward.");
}

KeptFile kept_file(std::string_view hash, std::string_view bytes, Namings all) {
  KeptFile file{std::string(hash), std::string(media_type_of(bytes)), std::ssize(bytes), {}};
  for (auto& [key, each] : all) file.named.push_back(std::move(each));
  if (file.named.empty())
    throw base::NotFound("file " + file.file, "is named by no agreement and no delivery",
                         "Copy its hash from the record's page.");
  return file;
}

model::FileRemoval removal_of(const KeptFile& file, std::string_view reason, const base::Text& words,
                              base::Instant now) {
  model::FileRemoval removal;
  removal.partnership = file.named.front().partnership;
  removal.file = file.file;
  removal.media_type = file.media_type;
  removal.reason = reason;
  removal.at = base::to_string(now);
  removal.size = file.size;
  removal.words = words;
  for (const auto& each : file.named)
    if (removal.named.size() < kMostNamingRecords)
      removal.named.push_back({each.type, each.id, each.partnership});
    else
      ++removal.further;
  return removal;
}

}  // namespace

KeptFile FileRemoving::look(const access::Actor& actor, std::string_view hash) const {
  require(actor, access::Action::remove_file, {});
  const auto reader = reg_.read();
  const auto bytes = require_kept(*reader, hash);
  auto all = all_naming(*reader, hash);
  require_no_party(*reader, actor, all);
  auto file = kept_file(hash, bytes, std::move(all));
  if (is_like_original(bytes)) require_no_original(*reader, hash);
  return file;
}

void FileRemoving::remove(const access::Actor& actor, ProvenFactor given, std::string_view hash,
                          std::string_view reason, std::string_view words, std::string_view language) {
  const auto proven = std::move(given);
  require(actor, access::Action::remove_file, {});
  require_proven(actor, proven, act_of_removing_file(hash, reason, words));
  const base::Text said(language, base::trimmed(words));
  require_length("words", said, kMostRemovalWords);
  // All records are gone through before the register is kept from writing.
  std::int64_t event = 0;
  Namings before;
  {
    const auto reader = reg_.read();
    event = reader->last_event();
    const auto bytes = require_kept(*reader, hash);
    before = all_naming(*reader, hash);
    if (is_like_original(bytes)) require_no_original(*reader, hash);
  }
  const auto id = base::Uuid::v7(reg_.clock().now());
  reg_.store().write(written_by(actor), [&](store::UnitOfWork& unit) {
    const auto bytes = require_kept(unit, hash);
    auto all = before;
    add_naming_since(unit, event, hash, all);
    require_no_party(unit, actor, all);
    const auto now = reg_.clock().now();
    const auto file = kept_file(hash, bytes, std::move(all));
    const auto removal = removal_of(file, reason, said, now);
    require_form(removal);
    unit.rewrite_blob(hash_of_original({.format = {}, .original = file.file}).value(), {});
    note_gone_file(unit, {id, file.file, file.size, removal.reason, said, now});
    unit.put(revision_of(id, removal));
  });
  reg_.follow();
  try {
    reg_.store().maintain();
  } catch (const base::Error& error) {
    // Its bytes are gone all the same: the nightly run writes the file anew.
    spdlog::warn("After a file was taken out the store could not be looked after: {}", error.what());
  }
}

std::optional<Held<model::FileRemoval>> FileRemoving::removal(std::string_view hash) const {
  const auto reader = reg_.read();
  const auto gone = gone_file(*reader, hash);
  const auto revision = gone ? reader->revision(gone->removal, 1) : std::nullopt;
  return revision ? std::optional(held<model::FileRemoval>(*revision)) : std::nullopt;
}

}  // namespace entente::registry
