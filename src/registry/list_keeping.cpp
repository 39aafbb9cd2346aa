// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/list_keeping.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <optional>
#include <utility>

#include "base/error.hpp"
#include "base/json.hpp"
#include "registry/account_words.hpp"
#include "registry/list_changes.hpp"
#include "registry/list_folder.hpp"
#include "registry/screening_lists.hpp"

namespace entente::registry {

namespace json = boost::json;

namespace {

std::optional<store::ListVersion> newest_of(store::ListReader& lists, std::string_view dataset) {
  auto versions = lists.versions(dataset, 1);
  if (versions.empty()) return std::nullopt;
  return std::move(versions.front());
}

/// More than anybody brings of one list.
constexpr std::size_t kVersionsEver = 100'000;

/// What a list is measured by: its newest version that has files, whether or not its use has ended.
std::optional<store::ListVersion> last_of(const std::vector<store::ListVersion>& versions) {
  const auto last =
      std::ranges::find_if(versions, [](const auto& version) { return !version.format.empty(); });
  return last == versions.end() ? std::nullopt : std::optional(*last);
}

/// A file that lies in the folder still, when a server starts anew, is no word of anybody's that what it
/// holds be used again.
void require_news(const std::vector<store::ListVersion>& versions, const screening::List& list) {
  for (const auto& version : versions)
    if (!version.format.empty() && version.hash == list.hash)
      throw base::Conflict(
          "List " + list.dataset,
          "these bytes are version " + std::to_string(version.version) + ", which is used no more",
          "Remove it from the folder; to use it again, take it with 'entente lists update'");
}

std::vector<ListDoubt> doubts_about(const screening::ListReading& reading,
                                    const std::optional<store::ListVersion>& before,
                                    const std::optional<base::PartialDate>& changes_of, std::int64_t today) {
  std::vector<ListDoubt> doubts;
  const auto entries = static_cast<std::int64_t>(reading.list.entries.size());
  const auto& dated = reading.list.dated;
  // A clock that goes a little ahead somewhere is no reason.
  if (dated && dated->first_day() > today + 1) doubts.push_back(ListDoubt::future);
  if (reading.fault_count > reading.list.entries.size()) doubts.push_back(ListDoubt::mostly_unread);
  if (!before) return doubts;
  constexpr std::int64_t kKept = 4, kOf = 5;
  if (entries * kOf < before->entries * kKept) doubts.push_back(ListDoubt::shrunk);
  const auto former = base::PartialDate::parse(before->dated);
  // A list that was changed is as old as before at most; its changes may be older.
  const auto& day = changes_of ? changes_of : dated;
  if (day && former && day->first_day() < former->first_day()) doubts.push_back(ListDoubt::older);
  if (reading.list.format != before->format) doubts.push_back(ListDoubt::other_format);
  return doubts;
}

std::string sentence_of(ListDoubt doubt, const screening::List& list,
                        const std::optional<store::ListVersion>& before,
                        const std::optional<base::PartialDate>& changes_of) {
  switch (doubt) {
    case ListDoubt::shrunk:
      return "it has " + std::to_string(list.entries.size()) + " entries, where version " +
             std::to_string(before->version) + " has " + std::to_string(before->entries);
    case ListDoubt::older:
      return (changes_of ? "the changes are of " + changes_of->str() : "it is of " + list.dated->str()) +
             ", older than version " + std::to_string(before->version) + " of " + before->dated;
    case ListDoubt::future:
      return "it is of " + list.dated->str() + ", a day that is still to come";
    case ListDoubt::other_format:
      return "it is in the format " + list.format + ", where version " + std::to_string(before->version) +
             " is in " + before->format;
    case ListDoubt::mostly_unread:
      return "more of what it says is not understood than it has entries";
  }
  return {};
}

std::string words_of(const std::vector<ListDoubt>& doubts) {
  std::string all;
  for (const auto doubt : doubts) {
    if (!all.empty()) all += ' ';
    all += name_of(doubt);
  }
  return all;
}

[[noreturn]] void refuse_doubtful(const screening::List& list, const std::vector<ListDoubt>& doubts,
                                  const std::optional<store::ListVersion>& before,
                                  const std::optional<base::PartialDate>& changes_of) {
  std::string all;
  for (const auto doubt : doubts) {
    if (!all.empty()) all += "; ";
    all += sentence_of(doubt, list, before, changes_of);
  }
  throw base::Conflict("List " + list.dataset, all,
                       "Fetch it again from its publisher; if it is right as it is, take it with --accept");
}

[[noreturn]] void refuse_late(const std::string& dataset) {
  throw base::Conflict("List " + dataset, "another version came in meanwhile", "Bring this one again");
}

std::vector<screening::ListFile> views_of(const std::vector<store::KeptListFile>& kept) {
  std::vector<screening::ListFile> files;
  for (const auto& file : kept) files.push_back({file.name, file.bytes});
  return files;
}

store::ListVersion version_of(const screening::ListReading& reading, const ListBrought& brought,
                              const std::vector<ListDoubt>& doubts, base::Instant now) {
  store::ListVersion version;
  version.dataset = reading.list.dataset;
  version.format = reading.list.format;
  version.hash = reading.list.hash;
  if (reading.list.dated) version.dated = reading.list.dated->str();
  version.entries = static_cast<std::int64_t>(reading.list.entries.size());
  version.faults = static_cast<std::int64_t>(reading.fault_count);
  for (const auto& file : brought.files) version.bytes += static_cast<std::int64_t>(file.bytes.size());
  version.brought_by = brought.by;
  version.accepted = words_of(doubts);
  version.brought = now;
  return version;
}

/// The note of when the bytes of each list in use were brought once more, by dataset.
constexpr std::string_view kConfirmedNote = "screening_confirmed";

json::object confirmations_in(store::Reader& reader) {
  const auto note = reader.note(kConfirmedNote);
  return note && !note->empty() ? base::parse_json(*note, kConfirmedNote).as_object() : json::object();
}

/// The day on which a version was the newest still; the first of all where nobody brought it again.
std::int64_t confirmed_day(const json::object& confirmations, const store::ListVersion& version) {
  const auto* said = confirmations.if_contains(version.dataset);
  if (said == nullptr || said->at("version").as_int64() != version.version) return 0;
  return base::day_of(base::parse_instant(said->at("at").as_string()));
}

/// Nothing is written where it was known on that day.
void confirm(Register& reg, const store::ListVersion& version, base::Instant at) {
  if (confirmed_day(confirmations_in(*reg.read()), version) >= base::day_of(at)) return;
  reg.store().write({.author = "system"}, [&](store::UnitOfWork& unit) {
    auto all = confirmations_in(unit);
    all[version.dataset] = json::object{{"version", version.version}, {"at", base::to_string(at)}};
    unit.set_note(kConfirmedNote, json::serialize(all));
  });
}

/// The version; the one that stands where it is 0.
store::ListVersion must_be_kept(store::ListReader& lists, std::string_view dataset, std::int64_t version) {
  auto wanted = version == 0 ? standing_in(lists, dataset) : lists.version(dataset, version);
  if (!wanted || wanted->format.empty())
    throw base::NotFound(
        "List " + std::string(dataset) + (version == 0 ? "" : ", version " + std::to_string(version)),
        "is not kept", "See which are with 'entente lists status'");
  return std::move(*wanted);
}

}  // namespace

std::string_view name_of(ListDoubt doubt) {
  constexpr std::array<std::string_view, 5> kDoubts{"shrunk", "older", "future", "other_format",
                                                    "mostly_unread"};
  return kDoubts.at(static_cast<std::size_t>(doubt));
}

screening::List read_kept_list(store::ListReader& lists, const store::ListVersion& version) {
  const auto kept = lists.files(version.dataset, version.version);
  return screening::read_list(views_of(kept), version.format, version.dataset).list;
}

ListTaken ListKeeping::take(ListBrought list_brought) {
  const auto whole = whole_list_of(reg_.read()->lists(), std::move(list_brought));
  if (whole.within) return {.version = *whole.within, .unchanged = true, .within = true};
  const auto& brought = whole.brought;
  auto reading = screening::read_list(views_of(brought.files), brought.format, brought.dataset);
  // It is no older for having lost the entry that gave the day.
  if (whole.former_day > reading.list.dated) reading.list.dated = whole.former_day;
  const auto& list = reading.list;
  const auto now = reg_.clock().now();
  ListTaken taken{.faults = reading.faults, .fault_count = reading.fault_count};
  if (whole.changed) taken.changed_version = whole.changed->version;
  std::optional<store::ListVersion> before, last;
  {
    const auto reader = reg_.read();
    before = standing_in(reader->lists(), list.dataset);
    if (before && before->hash == list.hash) {
      taken.version = *before;
      taken.unchanged = true;
      confirm(reg_, *before, std::min(brought.fetched.value_or(now), now));
      return taken;
    }
    const auto versions = reader->lists().versions(list.dataset, kVersionsEver);
    if (brought.by == kByFolder) require_news(versions, list);
    last = last_of(versions);
    screening::List former;
    try {
      if (before) former = read_kept_list(reader->lists(), *before);
    } catch (const base::BadInput&) {
      // What this program cannot read any more is replaced: all that follows it is new.
      former = {};
    }
    taken.changes = screening::difference(former, list);
  }
  if (whole.changed && whole.changed != before) refuse_late(list.dataset);
  taken.doubts = doubts_about(reading, last, whole.changes_of, base::day_of(now));
  if (!taken.doubts.empty() && !brought.accept) refuse_doubtful(list, taken.doubts, last, whole.changes_of);
  taken.version = version_of(reading, brought, taken.doubts, now);
  reg_.store().write({.author = "system"}, [&](store::UnitOfWork& unit) {
    if (standing_in(unit.lists(), list.dataset) != before) refuse_late(list.dataset);
    taken.version.version = unit.lists().add(taken.version, brought.files);
  });
  return taken;
}

void ListKeeping::end(std::string_view dataset, std::string_view by) {
  store::ListVersion version;
  version.dataset = dataset;
  version.brought_by = by;
  version.brought = reg_.clock().now();
  reg_.store().write({.author = "system"}, [&](store::UnitOfWork& unit) {
    if (!standing_in(unit.lists(), dataset))
      throw base::NotFound("List " + std::string(dataset), "is not in use",
                           "See those that are with 'entente lists status'");
    unit.lists().add(version, {});
  });
}

std::vector<ListStanding> ListKeeping::standing() const {
  constexpr std::size_t kVersionsLookedAt = 100;
  const auto today = base::day_of(reg_.clock().now());
  std::vector<ListStanding> all;
  const auto reader = reg_.read();
  const auto confirmations = confirmations_in(*reader);
  for (auto& version : reader->lists().newest()) {
    if (version.format.empty()) continue;
    const auto dated = base::PartialDate::parse(version.dated);
    const auto day = std::max(dated ? dated->first_day() : base::day_of(version.brought),
                              confirmed_day(confirmations, version));
    const auto age = std::max<std::int64_t>(0, today - day);
    const auto versions = reader->lists().versions(version.dataset, kVersionsLookedAt);
    const auto most = std::ranges::max_element(versions, {}, &store::ListVersion::entries);
    ListStanding one{.version = std::move(version), .age_days = age, .stale = age > stale_days_};
    if (most != versions.end() && most->entries > one.version.entries) {
      one.most_entries = most->entries;
      one.most_in = most->version;
    }
    all.push_back(std::move(one));
  }
  return all;
}

std::vector<store::ListVersion> ListKeeping::versions(std::string_view dataset, std::size_t limit) const {
  return reg_.read()->lists().versions(dataset, limit);
}

screening::List ListKeeping::read(std::string_view dataset, std::int64_t version) const {
  const auto reader = reg_.read();
  return read_kept_list(reader->lists(), must_be_kept(reader->lists(), dataset, version));
}

std::vector<store::KeptListFile> ListKeeping::files(std::string_view dataset, std::int64_t version) const {
  const auto reader = reg_.read();
  return reader->lists().files(dataset, must_be_kept(reader->lists(), dataset, version).version);
}

screening::ListDifference ListKeeping::changes(std::string_view dataset, std::int64_t version) const {
  const auto after = read(dataset, version);
  const auto reader = reg_.read();
  auto& lists = reader->lists();
  const auto number = version == 0 ? newest_of(lists, dataset)->version : version;
  const auto before = lists.version(dataset, number - 1);
  screening::List former;
  if (before && !before->format.empty()) former = read_kept_list(lists, *before);
  return screening::difference(former, after);
}

ListsSeen ListKeeping::seen(const access::Actor& actor) const {
  require(actor, access::Action::see_lists, {.sight = access::Sight::restricted});
  return {standing(), folder_faults(), unread()};
}

std::vector<store::ListVersion> ListKeeping::versions_seen(const access::Actor& actor,
                                                           std::string_view dataset,
                                                           std::size_t limit) const {
  require(actor, access::Action::see_lists, {.sight = access::Sight::restricted});
  return versions(dataset, limit);
}

std::vector<FolderFault> ListKeeping::folder_faults() const {
  return faults_in_folder(*reg_.read());
}

std::vector<FolderFault> ListKeeping::unread() const {
  return unread_in(*reg_.read());
}

}  // namespace entente::registry
