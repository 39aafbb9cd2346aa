// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/list_entry.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "base/error.hpp"
#include "base/text.hpp"
#include "screening/country_names.hpp"
#include "screening/name_parts.hpp"

namespace entente::screening {

namespace {

constexpr std::string_view kNoBreak = "\xC2\xA0";

bool is_blank(char c) {
  return static_cast<unsigned char>(c) <= 0x20 || c == 0x7F;
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

/// How much of what stands in a list a fault repeats.
std::string in_marks(std::string_view text) {
  constexpr std::size_t kShown = 80;
  const auto shown = base::clip_utf8(text, kShown);
  return "\"" + std::string(shown) + (shown.size() < text.size() ? "…\"" : "\"");
}

bool has_control(std::string_view text) {
  constexpr unsigned char kDelete = 0x7F, kSecondRow = 0xC2, kItsEnd = 0xA0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c < ' ' || c == kDelete) return true;
    // U+0080 to U+009F.
    if (c == kSecondRow && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < kItsEnd)
      return true;
  }
  return false;
}

/// What a message says of a reference that is none.
std::string shown_id(std::string_view id) {
  std::string shown;
  for (const char c : id) shown += is_blank(c) ? ' ' : c;
  return in_marks(shown);
}

}  // namespace

std::string squeezed(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool gap = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool no_break = text.compare(i, kNoBreak.size(), kNoBreak) == 0;
    if (is_blank(text[i]) || no_break) {
      gap = true;
      if (no_break) ++i;
      continue;
    }
    if (gap && !out.empty()) out += ' ';
    gap = false;
    out += text[i];
  }
  return out;
}

std::vector<std::string> split_list(std::string_view text, std::string_view at) {
  std::vector<std::string> parts;
  while (true) {
    const auto cut = text.find(at);
    auto part = squeezed(text.substr(0, cut));
    if (!part.empty()) parts.push_back(std::move(part));
    if (cut == std::string_view::npos) return parts;
    text.remove_prefix(cut + at.size());
  }
}

bool same_word(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return lower(x) == lower(y); });
}

std::string fault_of_id(std::string_view id) {
  if (id.size() > kEntryIdBytes)
    return "the reference " + shown_id(id) + " is longer than " + std::to_string(kEntryIdBytes) + " bytes";
  if (has_control(id)) return "the reference " + shown_id(id) + " holds a control character";
  return {};
}

EntryMaker::EntryMaker(ListReading& reading, std::string id, Kind kind) : reading_(reading) {
  if (const auto cause = fault_of_id(id); !cause.empty())
    throw base::BadInput("Entry " + std::to_string(reading.list.entries.size() + 1) + " of the list", cause,
                         "See whether the file is whole and what it claims to be");
  entry_.id = std::move(id);
  entry_.party.kind = kind;
}

void EntryMaker::fault(std::string what) {
  if (++reading_.fault_count <= kFaultsKept) reading_.faults.push_back({entry_.id, std::move(what)});
}

std::string EntryMaker::clipped(std::string_view text, std::size_t most) {
  auto all = squeezed(text);
  if (all.size() <= most) return all;
  fault(in_marks(all) + " is longer than " + std::to_string(most) + " bytes: the rest is cut off");
  return std::string(base::clip_utf8(all, most));
}

void EntryMaker::refuse(const std::string& cause) const {
  throw base::BadInput(
      "Entry " + entry_.id, cause,
      "No list says so much of anybody: see whether the file is whole and what it claims to be");
}

template <class T>
void EntryMaker::add_once(std::vector<T>& into, T value, std::string_view what) {
  if (std::ranges::find(into, value) != into.end()) return;
  if (into.size() == kEntryValues)
    refuse("it has more than " + std::to_string(kEntryValues) + " " + std::string(what));
  into.push_back(std::move(value));
}

/// For what parties are compared by: none of it may be left out.
void EntryMaker::take_room(std::size_t bytes) {
  party_bytes_ += bytes;
  if (party_bytes_ > kEntryPartyBytes)
    refuse("its names and documents are longer than " + std::to_string(kEntryPartyBytes >> 10U) + " KB");
}

void EntryMaker::name(std::string_view text, NameQuality quality, bool original_script) {
  PartyName name{clipped(text, kNameBytes), quality, original_script};
  if (name.text.empty()) return;
  auto& names = entry_.party.names;
  // What stands twice is worth the better of both.
  const auto same = std::ranges::find(names, name.text, &PartyName::text);
  if (same == names.end()) {
    if (names.size() == kEntryNames) refuse("it has more than " + std::to_string(kEntryNames) + " names");
    take_room(name.text.size());
    names.push_back(std::move(name));
    return;
  }
  same->quality = std::min(same->quality, quality);
  same->original_script = same->original_script || original_script;
}

void EntryMaker::names(std::string_view text, NameQuality quality, bool original_script) {
  const auto parts = name_parts(text, entry_.party.kind);
  for (const auto& part : parts.names)
    name(part.text, part.weak ? NameQuality::low : quality, original_script || part.original_script);
  for (const auto& remark : parts.remarks) note(remark);
}

void EntryMaker::born(DateSpan span) {
  add_once(entry_.party.born, span, "days of birth");
}

void EntryMaker::gender(std::string_view text) {
  const auto word = squeezed(text);
  if (word.empty()) return;
  if (same_word(word, "male") || same_word(word, "m")) {
    entry_.party.gender = Gender::male;
  } else if (same_word(word, "female") || same_word(word, "f")) {
    entry_.party.gender = Gender::female;
  } else if (!same_word(word, "unknown")) {
    fault("the gender " + in_marks(word) + " is neither male nor female: left out");
  }
}

void EntryMaker::country(std::string_view text) {
  const auto word = squeezed(text);
  if (is_no_country(word)) return;
  auto code = country_code(word);
  if (code.empty()) return fault("the country " + in_marks(word) + " is not known: left out");
  add_once(entry_.party.countries, std::move(code), "countries");
}

void EntryMaker::document(std::string_view type, std::string_view number, std::string_view country) {
  Document document{clipped(type, kNameBytes), clipped(number, kNameBytes), country_code(squeezed(country))};
  if (document.number.empty()) return;
  const auto bytes = document.type.size() + document.number.size();
  const auto before = entry_.party.documents.size();
  add_once(entry_.party.documents, std::move(document), "documents");
  if (entry_.party.documents.size() > before) take_room(bytes);
}

void EntryMaker::line(std::vector<std::string>& into, std::string_view text, std::string_view what) {
  auto whole = clipped(text, kLineBytes);
  if (whole.empty()) return;
  if (line_bytes_ + whole.size() > kEntryLineBytes) {
    if (!cut_)
      fault("its addresses, programmes and notes are longer than " + std::to_string(kEntryLineBytes >> 10U) +
            " KB: the rest is left out");
    cut_ = true;
    return;
  }
  const auto bytes = whole.size();
  const auto before = into.size();
  add_once(into, std::move(whole), what);
  if (into.size() > before) line_bytes_ += bytes;
}

void EntryMaker::address(std::string_view text) {
  line(entry_.addresses, text, "addresses");
}

void EntryMaker::programme(std::string_view text) {
  line(entry_.programmes, text, "programmes");
}

void EntryMaker::note(std::string_view text) {
  line(entry_.notes, text, "notes");
}

std::optional<base::PartialDate> EntryMaker::day(std::string_view text, std::string_view field) {
  const auto word = squeezed(text);
  if (word.empty()) return std::nullopt;
  // XML Schema dates may carry a zone: "2015-04-07-04:00".
  constexpr std::size_t kDay = 10;
  auto read = base::PartialDate::parse(std::string_view(word).substr(0, kDay));
  if (!read) fault("the day " + in_marks(word) + " (" + std::string(field) + ") is no date: left out");
  return read;
}

void EntryMaker::listed_on(std::string_view text) {
  if (const auto read = day(text, "listed")) entry_.listed_on = read;
}

void EntryMaker::updated_on(std::string_view text) {
  if (const auto read = day(text, "updated")) add_once(entry_.updated_on, *read, "days of change");
}

void EntryMaker::finish() {
  if (entry_.party.names.empty()) fault("it has no name: only its documents can be found");
  if (reading_.list.entries.size() == kListEntries)
    throw base::BadInput("Entry " + entry_.id,
                         "the list has more than " + std::to_string(kListEntries) + " entries",
                         "Give the list in parts, each under its own name");
  reading_.list.entries.push_back(std::move(entry_));
}

void finish_list(ListReading& reading, std::string_view file) {
  auto& entries = reading.list.entries;
  if (entries.empty())
    throw base::BadInput(std::string(file), "it names nobody",
                         "An empty list would clear everyone: fetch the file again from its publisher");
  std::unordered_set<std::string> seen;
  std::unordered_map<std::string, std::size_t> repeated;
  for (auto& entry : entries) {
    if (seen.insert(entry.id).second) continue;
    const auto first = entry.id;
    auto& times = repeated[first];
    times = std::max<std::size_t>(times, 1);
    do entry.id = first + "/" + std::to_string(++times);
    while (!seen.insert(entry.id).second);
    if (++reading.fault_count <= kFaultsKept)
      reading.faults.push_back({first, "the reference stands " + std::to_string(times) +
                                           " times in the list: this one is read as " + in_marks(entry.id)});
  }
}

}  // namespace entente::screening
