// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/activity_writer.hpp"

#include <algorithm>

#include "exchange/iati/classifications.hpp"
#include "exchange/iati/codes.hpp"
#include "exchange/iati/contacts.hpp"
#include "exchange/iati/documents.hpp"
#include "exchange/iati/money_writer.hpp"
#include "exchange/iati/places.hpp"
#include "exchange/iati/result_writer.hpp"
#include "exchange/iati/xml_text.hpp"
#include "model/identifier.hpp"
#include "model/vocabulary.hpp"

namespace entente::exchange::iati {

namespace {

/// Records whose teller nobody named, and identifiers that are made here, go by the program's name.
constexpr std::string_view kNobody = "entente";

std::string percentage(const std::optional<base::Decimal>& share) {
  return share ? share->str() : std::string();
}

/// The identifier of the activity of a record that has none of IATI's. By the standard it begins with that of
/// its publisher.
std::string identifier_of(const Publisher& publisher, std::string_view record) {
  std::string made(publisher.identifier.empty() ? kNobody : std::string_view(publisher.identifier));
  return made.append("-").append(record);
}

class ActivityWriter {
 public:
  ActivityWriter(const Born& born, const Heading& heading, std::string& out)
      : born_(born), bundle_(born.bundle), p_(bundle_.partnership), heading_(heading), xml_(out), out_(out) {}

  void write() {
    xml_.open("iati-activity", {{"last-updated-datetime", heading_.updated},
                                {"linked-data-uri", linked_data()},
                                {"hierarchy", hierarchy()},
                                {"humanitarian", humanitarian_flag(p_.classifications)},
                                {"budget-not-provided", code_of(p_.classifications, "budget_not_provided")}});
    xml_.element("iati-identifier", heading_.identifier);
    reporting_org();
    xml_.narratives("title", p_.title);
    descriptions();
    parties();
    other_identifiers();
    const auto status = theirs(kStatus, p_.status);
    // The schema wants one; of a record that says none all that can be said is whether it has ended.
    xml_.empty("activity-status", {{"code", !status.empty() ? status : p_.actual_end ? "4" : "2"}});
    date("1", "planned_start", p_.planned_start, false);
    date("2", "actual_start", p_.actual_start, false);
    date("3", "planned_end", p_.planned_end, true);
    date("4", "actual_end", p_.actual_end, true);
    write_contacts(p_.contacts, xml_);
    // "Field" is several codes of theirs, and the record does not say which.
    if (p_.level != "field")
      if (const auto level = theirs(kLevel, p_.level); !level.empty())
        xml_.empty("activity-scope", {{"code", level}});
    places();
    sectors();
    tags();
    write_classifications(p_.classifications, xml_);
    write_budgets(p_, xml_);
    write_planned_payments(p_, xml_);
    write_capital_spend(p_.classifications, xml_);
    write_transactions(bundle_, xml_);
    documents();
    related();
    write_conditions(p_.conditions, xml_);
    for (const auto& part : bundle_.parts)
      if (const auto* result = std::get_if<model::Result>(&part.record)) write_result(*result, xml_);
    write_extension(born_, heading_.publisher.identifier, out_);
    xml_.close();
  }

 private:
  /// Whoever runs the register or, where it is not known by an identifier, whoever states the record. The
  /// register hands on what others say, unless it is a party itself.
  void reporting_org() {
    const auto& publisher = heading_.publisher;
    if (!publisher.identifier.empty()) {
      const auto type = type_of_body(publisher.type);
      xml_.open("reporting-org", {{"ref", publisher.identifier},
                                  {"type", type.empty() ? "90" : type},
                                  {"secondary-reporter", is_party(publisher) ? "" : "1"}});
      xml_.element("narrative", publisher.name.empty() ? publisher.identifier : publisher.name);
      xml_.close();
      return;
    }
    const std::string stated = p_.sources.empty() ? std::string() : p_.sources.front().stated_by;
    std::string_view ref, type;
    for (const auto& named : bundle_.organisations)
      if (!stated.empty() && std::ranges::any_of(named.organisation.name.narratives,
                                                 [&](const auto& n) { return n.value == stated; })) {
        ref = reference_of(named.organisation);
        type = type_of_body(named.organisation.type);
      }
    xml_.open("reporting-org", {{"ref", ref.empty() ? kNobody : ref},
                                {"type", type.empty() ? "90" : type},
                                {"secondary-reporter", "1"}});
    xml_.element("narrative", stated.empty() ? kNobody : std::string_view(stated));
    xml_.close();
  }

  bool is_party(const Publisher& publisher) const {
    return std::ranges::any_of(bundle_.parts, [&](const NamedRecord& part) {
      if (!std::holds_alternative<model::Participation>(part.record) || part.organisation < 0) return false;
      const auto& who = bundle_.organisations[static_cast<std::size_t>(part.organisation)].organisation;
      return reference_of(who) == publisher.identifier;
    });
  }

  void descriptions() {
    const auto& general = p_.description.empty() ? p_.purpose : p_.description;
    xml_.narratives("description", general.empty() ? p_.title : general, {{"type", "1"}});
    if (!p_.description.empty()) xml_.narratives("description", p_.purpose, {{"type", "2"}});
  }

  void parties() {
    for (const auto& part : bundle_.parts)
      if (const auto* party = std::get_if<model::Participation>(&part.record);
          party && part.organisation >= 0)
        write_body(xml_, "participating-org",
                   bundle_.organisations[static_cast<std::size_t>(part.organisation)].organisation,
                   code_of_role(party->role), {"activity-id", party->activity}, party->channel);
  }

  void other_identifiers() {
    for (const auto& id : p_.identifiers) {
      if (id.scheme == model::kIatiActivity || id.value.empty() || id.kind == kLinkedData) continue;
      const auto type = id.kind.empty() ? std::string_view("A9") : std::string_view(id.kind);
      if (id.owner.empty()) {
        xml_.empty("other-identifier", {{"ref", id.value}, {"type", type}});
        continue;
      }
      xml_.open("other-identifier", {{"ref", id.value}, {"type", type}});
      xml_.narratives("owner-org", base::Text("", id.owner));
      xml_.close();
    }
  }

  /// A number, as the schema wants it.
  std::string_view hierarchy() const {
    const auto level = code_of(p_.classifications, "hierarchy");
    constexpr std::size_t kMostDigits = 9;
    const bool number = level.size() <= kMostDigits &&
                        std::ranges::all_of(level, [](char c) { return c >= '0' && c <= '9'; });
    return number ? level : std::string_view();
  }

  std::string_view linked_data() const {
    const auto found = std::ranges::find(p_.identifiers, kLinkedData, &model::Identifier::kind);
    return found == p_.identifiers.end() ? std::string_view() : std::string_view(found->value);
  }

  void date(std::string_view type, std::string_view field, const std::optional<base::PartialDate>& date,
            bool end) {
    if (!date) return;
    const auto day = iati_day(*date, end);
    const auto note = std::ranges::find(p_.notes, field, &model::Note::about);
    if (note == p_.notes.end() || note->text.empty())
      xml_.empty("activity-date", {{"type", type}, {"iso-date", day}});
    else
      xml_.narratives("activity-date", note->text, {{"type", type}, {"iso-date", day}});
  }

  void places() {
    for (const auto& place : p_.places)
      if (place.kind == "country" && !place.code.empty()) write_country(place, xml_);
    for (const auto& place : p_.places)
      if (place.kind == "region" && !place.code.empty()) write_region(place, xml_);
    for (const auto& place : p_.places)
      if (place.kind == "location") write_location(place, xml_);
  }

  void sectors() {
    for (const auto& field : p_.fields_of_work) {
      const auto share = percentage(field.percentage);
      if (!field.sector.empty()) {
        xml_.empty("sector", {{"vocabulary", field.sector.size() == 5 ? "1" : "2"},
                              {"code", field.sector},
                              {"percentage", share}});
      } else if (const auto* const term = model::vocabulary("field").find(field.code)) {
        // A field of paragraph 5 gathers several of the DAC's sectors; the record does not say which.
        xml_.narratives("sector", term->label,
                        {{"vocabulary", "99"}, {"code", field.code}, {"percentage", share}});
      }
    }
    for (const auto& goal : p_.goals)
      if (const auto vocabulary = theirs(kGoalSector, goal.stated_in);
          goal.framework == "sdg" && !vocabulary.empty())
        xml_.empty(
            "sector",
            {{"vocabulary", vocabulary}, {"code", goal.code}, {"percentage", percentage(goal.percentage)}});
    write_list_codes(p_.classifications, "sector", xml_);
  }

  void tags() {
    for (const auto& goal : p_.goals)
      if (goal.framework == "sdg" && theirs(kGoalSector, goal.stated_in).empty())
        xml_.empty("tag", {{"vocabulary", goal.code.find('.') == std::string::npos ? "2" : "3"},
                           {"code", goal.code}});
    write_list_codes(p_.classifications, "tag", xml_);
  }

  void documents() {
    for (const auto& document : p_.documents) write_document(document, xml_);
    for (const auto& source : p_.sources) {
      model::Document document;
      document.url = source.url;
      document.title = base::Text("", source.title);
      document.date = source.date;
      write_document(document, xml_);
    }
  }

  void related() {
    const auto write = [&](std::string_view ref, std::string_view relation) {
      const auto type = theirs(kRelation, relation);
      xml_.empty("related-activity", {{"ref", ref}, {"type", type.empty() ? "3" : type}});
    };
    for (const auto& link : p_.links)
      if (!link.identifier.empty()) write(link.identifier, link.relation);
    // Ties to records: each by the identifier that its own activity has.
    static constexpr std::string_view kIati = "iati-activity\t", kRecord = "entente\trecord/";
    for (const auto& tie : bundle_.links) {
      const std::string_view key = tie.key;
      const auto& relation = p_.links[tie.link].relation;
      if (key.starts_with(kIati)) write(key.substr(kIati.size()), relation);
      if (key.starts_with(kRecord))
        write(identifier_of(heading_.publisher, key.substr(kRecord.size())), relation);
    }
  }

  const Born& born_;
  const Bundle& bundle_;
  const model::Partnership& p_;
  const Heading& heading_;
  XmlText xml_;
  std::string& out_;
};

}  // namespace

Heading heading_of(const Born& born, std::string updated, const Publisher& publisher) {
  for (const auto& id : born.bundle.partnership.identifiers)
    if (id.scheme == model::kIatiActivity) return {id.value, std::move(updated), publisher};
  return {identifier_of(publisher, born.id), std::move(updated), publisher};
}

void write_activity(const Born& born, const Heading& heading, std::string& out) {
  ActivityWriter(born, heading, out).write();
}

}  // namespace entente::exchange::iati
