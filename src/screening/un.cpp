// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/un.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>

#include "screening/date_spans.hpp"
#include "screening/list_document.hpp"
#include "screening/list_entry.hpp"
#include "screening/name_parts.hpp"
#include "screening/un_elements.hpp"

namespace entente::screening {

namespace {

constexpr std::string_view kUnRoot = "CONSOLIDATED_LIST";

/// What the list calls the parts of an entry, by whether it is a person.
struct UnElements {
  std::string_view alias, address;
};

NameQuality quality_of_alias(std::string_view quality) {
  return same_word(quality, "low") ? NameQuality::low : NameQuality::good;
}

/// A day of birth as the elements say it; a fault where they say something that is none.
void read_birth(EntryMaker& entry, const pugi::xml_node& node) {
  const auto type = child_text(node, "TYPE_OF_DATE");
  const auto date = child_text(node, "DATE");
  const auto year = child_text(node, "YEAR");
  const auto from = child_text(node, "FROM_YEAR");
  const auto to = child_text(node, "TO_YEAR");
  auto note = child_text(node, "NOTE");
  if (note.empty()) note = child_text(node, "NOTES");
  const bool approximate = same_word(type, "APPROXIMATELY");
  const auto said = from + (to.empty() ? std::string() : " to " + to) + date + year;
  if (!note.empty()) entry.note("Born" + (said.empty() ? said : " " + said) + ": " + note);
  if (!from.empty() || !to.empty()) {
    const auto first = read_written_date(from);
    const auto last = read_written_date(to);
    const auto span = first && last ? date_span(*first, *last, approximate) : std::nullopt;
    if (span) return entry.born(*span);
    return entry.fault("born between \"" + from + "\" and \"" + to +
                       "\": these are no years in order, left out");
  }
  for (const auto& written : {date, year}) {
    if (written.empty()) continue;
    if (const auto read = read_written_date(written)) return entry.born({*read, *read, approximate});
    return entry.fault("born \"" + written + "\": this is no date, left out");
  }
  if (note.empty()) {
    // "EXACT" or "APPROXIMATELY" without a date is how the list writes that it knows none.
    return;
  }
  auto span = read_date_span(note);
  if (!span) return entry.fault("born \"" + note + "\": this is no date, left out");
  span->approximate = span->approximate || approximate;
  entry.born(*span);
}

/// "In Arabic: سيف العدل" in the note of an alias names it in its own script.
void read_alias_note(EntryMaker& entry, std::string_view note, NameQuality quality) {
  for (const std::string_view lead : {"n Arabic: ", "n Arabic script: "}) {
    const auto at = note.find(lead);
    if (at == std::string_view::npos) continue;
    const auto rest = note.substr(at + lead.size());
    entry.names(rest.substr(0, rest.find_first_of(".,")), quality, true);
  }
}

/// What is known of someone under one name, and may be another's life: "Alias Uno: born 1984 in Cairo,
/// Egypt".
void read_alias(EntryMaker& entry, const pugi::xml_node& node) {
  const auto name = child_text(node, "ALIAS_NAME");
  const auto quality = quality_of_alias(child_text(node, "QUALITY"));
  const auto note = child_text(node, "NOTE");
  entry.names(name, quality, has_other_script(name) && !has_latin_letters(name));
  if (!note.empty()) read_alias_note(entry, note, quality);
  const auto born = child_text(node, "DATE_OF_BIRTH");
  const auto place = joined_line({child_text(node, "CITY_OF_BIRTH"), child_text(node, "COUNTRY_OF_BIRTH")});
  std::string life;
  if (!born.empty() || !place.empty())
    life = "born" + (born.empty() ? std::string() : " " + born) +
           (place.empty() ? std::string() : " in " + place);
  const auto said = joined_line({life, note});
  if (!said.empty()) entry.note(name.empty() ? said : "Alias " + name + ": " + said);
  if (born.empty()) return;
  const auto span = read_date_span(born);
  if (span) return entry.born(*span);
  entry.fault("born \"" + born + "\" (of an alias): this is no date, left out");
}

/// The number is compared; when and where it was issued, and what else is said of it, is a line to read:
/// "Passport L335915: issued 1996-11-08 in Milan, Italy, expired on 7 Nov. 2001".
void read_document(EntryMaker& entry, const pugi::xml_node& node) {
  const auto first = child_text(node, "TYPE_OF_DOCUMENT");
  const auto second = child_text(node, "TYPE_OF_DOCUMENT2");
  const auto number = child_text(node, "NUMBER");
  const auto issuing = child_text(node, "ISSUING_COUNTRY");
  const auto issued_in = child_text(node, "COUNTRY_OF_ISSUE");
  auto type = first.empty() ? second : first;
  for (const std::string_view passport : {"passport", "Numéro de passeport", "Número de pasaporte"})
    if (same_word(type, passport)) type = "passport";
  entry.document(type, number, issuing.empty() ? issued_in : issuing);

  const auto day = child_text(node, "DATE_OF_ISSUE");
  const auto place = joined_line({child_text(node, "CITY_OF_ISSUE"), issued_in == issuing ? "" : issued_in});
  std::string issue;
  if (!day.empty() || !place.empty())
    issue = "issued" + (day.empty() ? std::string() : " " + day) +
            (place.empty() ? std::string() : " in " + place);
  const bool other_type = !first.empty() && !second.empty() && !same_word(first, second);
  const auto said =
      joined_line({other_type ? second : "", number.empty() ? issuing : "", issue, child_text(node, "NOTE")});
  if (said.empty()) return;
  const auto title = number.empty() || type.empty() ? type + number : type + " " + number;
  entry.note(title.empty() ? said : title + ": " + said);
}

/// Ships' owners are told by their number at the International Maritime Organization, in the comments.
void read_comments(EntryMaker& entry, const std::string& comments) {
  entry.note(comments);
  constexpr std::size_t kBetween = 12, kDigits = 7;
  for (auto at = comments.find("IMO"); at != std::string::npos; at = comments.find("IMO", at + 1)) {
    const auto begin = comments.find_first_of("0123456789", at);
    if (begin == std::string::npos || begin - at > kBetween) continue;
    const auto end = std::min(comments.find_first_not_of("0123456789", begin), comments.size());
    if (end - begin == kDigits) entry.document("imo", std::string_view(comments).substr(begin, kDigits));
  }
}

void read_address(EntryMaker& entry, const pugi::xml_node& node, bool person) {
  const auto country = child_text(node, "COUNTRY");
  entry.address(
      joined_line({child_text(node, "STREET"), child_text(node, "CITY"), child_text(node, "STATE_PROVINCE"),
                   child_text(node, "ZIP_CODE"), country, child_text(node, "NOTE")}));
  if (!person) entry.country(country);
}

void read_un_entry(ListReading& reading, const pugi::xml_node& node, bool person, UnknownElements& unknown) {
  auto id = child_text(node, "REFERENCE_NUMBER");
  if (id.empty()) id = "DATAID " + child_text(node, "DATAID");
  unknown.look(node, id);
  EntryMaker entry(reading, std::move(id), person ? Kind::person : Kind::organisation);
  std::string name;
  for (const std::string_view part : {"FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"}) {
    const auto text = child_text(node, part);
    if (!name.empty() && !text.empty()) name += ' ';
    name += text;
  }
  entry.names(name, NameQuality::primary);
  const UnElements elements = person ? UnElements{"INDIVIDUAL_ALIAS", "INDIVIDUAL_ADDRESS"}
                                     : UnElements{"ENTITY_ALIAS", "ENTITY_ADDRESS"};
  entry.names(child_text(node, "NAME_ORIGINAL_SCRIPT"), NameQuality::primary, true);
  each_child(node, elements.alias, [&](const auto& alias) { read_alias(entry, alias); });
  each_child(node, "INDIVIDUAL_DATE_OF_BIRTH", [&](const auto& birth) { read_birth(entry, birth); });
  entry.gender(child_text(node, "GENDER"));
  const auto each_value = [&](std::string_view element, auto take) {
    each_child(node, element, [&](const auto& values) {
      each_child(values, "VALUE", [&](const auto& value) { take(element_text(value)); });
    });
  };
  each_value("NATIONALITY", [&](const std::string& text) { entry.country(text); });
  each_child(node, "INDIVIDUAL_PLACE_OF_BIRTH", [&](const auto& place) {
    const auto country = child_text(place, "COUNTRY");
    entry.country(country);
    const auto line = joined_line({child_text(place, "STREET"), child_text(place, "CITY"),
                                   child_text(place, "STATE_PROVINCE"), country, child_text(place, "NOTE")});
    if (!line.empty()) entry.note("Born in " + line);
  });
  each_child(node, "INDIVIDUAL_DOCUMENT", [&](const auto& document) { read_document(entry, document); });
  each_child(node, elements.address, [&](const auto& address) { read_address(entry, address, person); });
  entry.programme(child_text(node, "UN_LIST_TYPE"));
  each_value("TITLE", [&](const std::string& text) { entry.note(text); });
  each_value("DESIGNATION", [&](const std::string& text) { entry.note(text); });
  read_comments(entry, child_text(node, "COMMENTS1"));
  const auto submitter = child_text(node, "SUBMITTED_BY");
  const auto submitted = child_text(node, "SUBMITTED_ON");
  if (!submitter.empty() || !submitted.empty())
    entry.note("Submitted" + (submitter.empty() ? std::string() : " by " + submitter) +
               (submitted.empty() ? std::string() : " on " + submitted));
  entry.listed_on(child_text(node, "LISTED_ON"));
  each_value("LAST_DAY_UPDATED", [&](const std::string& text) { entry.updated_on(text); });
  entry.finish();
}

}  // namespace

bool looks_like_un(std::string_view bytes) {
  return outermost_element(bytes) == kUnRoot;
}

ListReading read_un(const ListFile& file) {
  pugi::xml_document document;
  parse_list(file, kUnRoot, document);
  const auto root = document.document_element();
  ListReading reading;
  UnknownElements unknown;
  reading.list.dated = read_written_date(attribute_text(root, "dateGenerated"));
  each_child(root, "INDIVIDUALS", [&](const auto& group) {
    each_child(group, "INDIVIDUAL", [&](const auto& node) { read_un_entry(reading, node, true, unknown); });
  });
  each_child(root, "ENTITIES", [&](const auto& group) {
    each_child(group, "ENTITY", [&](const auto& node) { read_un_entry(reading, node, false, unknown); });
  });
  unknown.tell(reading);
  finish_list(reading, file.name);
  return reading;
}

}  // namespace entente::screening
