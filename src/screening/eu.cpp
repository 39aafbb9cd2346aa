// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/eu.hpp"

#include <optional>

#include "screening/country_names.hpp"
#include "screening/date_spans.hpp"
#include "screening/list_document.hpp"
#include "screening/list_entry.hpp"
#include "screening/name_parts.hpp"

namespace entente::screening {

namespace {

constexpr std::string_view kEuRoot = "export";
constexpr std::string_view kEuNamespace = "http://eu.europa.ec/fpi/fsd/export";

Kind kind_of_subject(const pugi::xml_node& entity) {
  const auto code = attribute_text(child_named(entity, "subjectType"), "code");
  if (code == "person") return Kind::person;
  if (code == "enterprise") return Kind::organisation;
  return Kind::unknown;
}

void read_name(EntryMaker& entry, const pugi::xml_node& alias, bool first) {
  auto name = attribute_text(alias, "wholeName");
  if (name.empty())
    for (const char* part : {"firstName", "middleName", "lastName"}) {
      const auto text = attribute_text(alias, part);
      if (!name.empty() && !text.empty()) name += ' ';
      name += text;
    }
  auto quality = first ? NameQuality::primary : NameQuality::good;
  if (attribute_text(alias, "strong") == "false") quality = NameQuality::low;
  entry.name(name, quality, has_other_script(name) && !has_latin_letters(name));
  entry.gender(attribute_text(alias, "gender"));
  entry.note(joined_line({attribute_text(alias, "title"), attribute_text(alias, "function")}));
}

void read_birthdate(EntryMaker& entry, const pugi::xml_node& birth) {
  entry.country(attribute_text(birth, "countryIso2Code"));
  const bool about = attribute_text(birth, "circa") == "true";
  const auto from = attribute_text(birth, "yearRangeFrom"), to = attribute_text(birth, "yearRangeTo");
  auto written = attribute_text(birth, "birthdate");
  if (written.empty()) written = attribute_text(birth, "year");
  if (written.empty() && !from.empty()) written = from + " to " + (to.empty() ? from : to);
  if (written.empty()) return;
  const auto span = read_date_span(written);
  if (!span) return entry.fault("born \"" + written + "\": this is no date, left out");
  entry.born({span->from, span->to, about});
}

void read_identification(EntryMaker& entry, const pugi::xml_node& document) {
  auto number = attribute_text(document, "number");
  if (number.empty()) number = attribute_text(document, "latinNumber");
  entry.document(attribute_text(document, "identificationTypeCode"), number,
                 attribute_text(document, "countryIso2Code"));
}

void read_place(EntryMaker& entry, const pugi::xml_node& address) {
  const auto code = attribute_text(address, "countryIso2Code");
  entry.country(code);
  const auto country = is_no_country(code) ? std::string() : code;
  entry.address(joined_line({attribute_text(address, "street"), attribute_text(address, "poBox"),
                             attribute_text(address, "zipCode"), attribute_text(address, "city"),
                             attribute_text(address, "region"), attribute_text(address, "place"), country}));
}

void read_sanction_entity(ListReading& reading, const pugi::xml_node& entity) {
  auto id = attribute_text(entity, "euReferenceNumber");
  if (id.empty()) id = attribute_text(entity, "logicalId");
  EntryMaker entry(reading, std::move(id), kind_of_subject(entity));
  bool first = true;
  each_child(entity, "nameAlias", [&](const auto& alias) {
    read_name(entry, alias, first);
    first = false;
  });
  each_child(entity, "birthdate", [&](const auto& birth) { read_birthdate(entry, birth); });
  each_child(entity, "citizenship",
             [&](const auto& of) { entry.country(attribute_text(of, "countryIso2Code")); });
  each_child(entity, "identification", [&](const auto& document) { read_identification(entry, document); });
  each_child(entity, "address", [&](const auto& address) { read_place(entry, address); });
  // The first regulation lists, those that follow change.
  bool listed = false;
  each_child(entity, "regulation", [&](const auto& regulation) {
    entry.programme(attribute_text(regulation, "programme"));
    const auto day = attribute_text(regulation, "publicationDate");
    if (listed) {
      entry.updated_on(day);
    } else {
      entry.listed_on(day);
    }
    listed = true;
    entry.note(
        joined_line({attribute_text(regulation, "numberTitle"), child_text(regulation, "publicationUrl")}));
  });
  each_child(entity, "remark", [&](const auto& remark) { entry.note(element_text(remark)); });
  entry.note(attribute_text(entity, "designationDetails"));
  const auto reference = attribute_text(entity, "unitedNationId");
  if (!reference.empty()) entry.note("United Nations: " + reference);
  entry.finish();
}

}  // namespace

bool looks_like_eu(std::string_view bytes) {
  constexpr std::size_t kBeginning = 4'096;
  return outermost_element(bytes) == kEuRoot &&
         bytes.substr(0, kBeginning).find(kEuNamespace) != std::string_view::npos;
}

ListReading read_eu(const ListFile& file) {
  pugi::xml_document document;
  parse_list(file, kEuRoot, document);
  const auto root = document.document_element();
  ListReading reading;
  reading.list.dated = read_written_date(attribute_text(root, "generationDate"));
  each_child(root, "sanctionEntity", [&](const auto& entity) { read_sanction_entity(reading, entity); });
  finish_list(reading, file.name);
  return reading;
}

}  // namespace entente::screening
