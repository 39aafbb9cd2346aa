// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/hash.hpp"
#include "model/agreement.hpp"
#include "model/concern.hpp"
#include "model/desk.hpp"
#include "model/erasure.hpp"
#include "model/file_removal.hpp"
#include "model/governance.hpp"
#include "model/promise.hpp"
#include "model/published_values.hpp"
#include "model/report.hpp"
#include "model/sealed_decision.hpp"
#include "model/values.hpp"

/// The records of the register. They are small and linked by id, so that five parties can work at once.
/// Each is a plain value; its one fields(self, visitor) gives the JSON form, the JSON Schema, the CSV
/// columns and the limits. Texts are UTF-8; lists keep the order of their source.
namespace entente::model {

/// Whoever can be a party: any kind of body (62/211, ¶7).
struct Organisation {
  static constexpr std::string_view kType = "organisation";
  base::Text name;
  std::string type = "unknown";
  std::string country;
  std::string website;
  std::vector<Identifier> identifiers;
  std::vector<Source> sources;
  bool operator==(const Organisation&) const = default;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("name", self.name,
      Rule{.about = "name in each language it is known in", .required = true, .max = 20'000});
    v("type", self.type, Rule{.about = "kind of body", .vocabulary = "organisation_type"});
    v("country", self.country, Rule{.about = "ISO 3166-1 alpha-2 code of its seat", .max = 2});
    v("website", self.website, Rule{.about = "its own web address", .max = 4'000});
    v("identifiers", self.identifiers, Rule{.about = "other systems' names for it", .items = 200});
    v("sources", self.sources, Rule{.about = "who says so, and where", .items = 1'000, .column = false});
  }
};

/// A voluntary, collaborative undertaking of several parties (62/211, ¶2).
struct Partnership {
  static constexpr std::string_view kType = "partnership";
  base::Text title, purpose, description;
  std::string kind = "partnership", level, status = "unknown";
  std::optional<base::PartialDate> planned_start, actual_start, planned_end, actual_end;
  std::vector<Place> places;
  std::vector<Goal> goals;
  std::vector<Field> fields_of_work;
  base::Text governance;
  std::vector<Budget> budgets;
  std::vector<PlannedPayment> planned_payments;
  std::vector<Classification> classifications;
  std::vector<Condition> conditions;
  std::vector<Contact> contacts;
  std::vector<Note> notes;
  std::vector<Link> links;
  std::vector<Document> documents;
  std::vector<Identifier> identifiers;
  std::vector<Source> sources;
  std::optional<Kept> kept;
  bool operator==(const Partnership&) const = default;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("title", self.title, Rule{.about = "title in each language it has", .required = true, .max = 20'000});
    v("purpose", self.purpose, Rule{.about = "the common purpose or task (paragraph 2)", .max = kLongText});
    v("description", self.description, Rule{.about = "anything more about it", .max = kLongText});
    v("kind", self.kind, Rule{.about = "what it is", .required = true, .vocabulary = "kind"});
    v("level", self.level, Rule{.about = "level at which it works", .vocabulary = "level"});
    v("status", self.status, Rule{.about = "where it stands", .vocabulary = "status"});
    v("planned_start", self.planned_start, Rule{.about = "planned first day"});
    v("actual_start", self.actual_start, Rule{.about = "actual first day"});
    v("planned_end", self.planned_end, Rule{.about = "planned last day"});
    v("actual_end", self.actual_end, Rule{.about = "actual last day"});
    v("places", self.places, Rule{.about = "where it works", .items = 5'000});
    v("goals", self.goals, Rule{.about = "internationally agreed goals it serves", .items = 1'000});
    v("fields", self.fields_of_work, Rule{.about = "fields of paragraph 5", .items = 1'000});
    v("governance", self.governance, Rule{.about = "how it is governed and how it ends", .max = kLongText});
    v("budgets", self.budgets, Rule{.about = "planned amounts by period", .items = 5'000, .column = false});
    v("planned_payments", self.planned_payments,
      Rule{.about = "amounts to be paid by period", .items = 5'000, .column = false});
    v("classifications", self.classifications,
      Rule{.about = "how it is classified: flows, policy markers, emergencies …", .items = 1'000});
    v("conditions", self.conditions,
      Rule{.about = "on which conditions is given", .items = 1'000, .column = false});
    v("contacts", self.contacts, Rule{.about = "whom to ask, as published", .items = 1'000, .column = false});
    v("notes", self.notes,
      Rule{.about = "what is said of a date in words, as published", .items = 1'000, .column = false});
    v("links", self.links, Rule{.about = "ties to other partnerships", .items = 5'000, .column = false});
    v("documents", self.documents,
      Rule{.about = "pages and files about it", .items = 5'000, .column = false});
    v("identifiers", self.identifiers, Rule{.about = "other systems' names for it", .items = 1'000});
    v("sources", self.sources, Rule{.about = "who says so, and where", .items = 1'000, .column = false});
    v("kept", self.kept, Rule{.about = "the original it was read from", .column = false});
  }
};

/// One party in one partnership: that party's part, which only it may confirm.
struct Participation {
  static constexpr std::string_view kType = "participation";
  base::Uuid partnership, organisation;
  std::string role = "member";
  std::vector<std::string> contributes;
  base::Text brings, risks, responsibilities, benefits;
  std::string activity;  ///< identifier of what this party itself publishes about its part
  std::string channel;   ///< the code by which donors' statistics know this kind of party
  std::string named_by;  ///< who named this party, where it did not do so itself
  std::string origin;    ///< its place in the source, by which a later version of the source finds it again
  std::vector<Source> sources;
  bool operator==(const Participation&) const = default;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("partnership", self.partnership, Rule{.about = "the partnership", .required = true});
    v("organisation", self.organisation, Rule{.about = "the party", .required = true});
    v("role", self.role, Rule{.about = "its role", .required = true, .vocabulary = "role"});
    v("contributes", self.contributes,
      Rule{.about = "kinds of contribution", .items = 20, .vocabulary = "contribution_kind"});
    v("brings", self.brings, Rule{.about = "what it brings", .max = kLongText});
    v("risks", self.risks, Rule{.about = "risks it bears", .max = kLongText});
    v("responsibilities", self.responsibilities, Rule{.about = "what it answers for", .max = kLongText});
    v("benefits", self.benefits, Rule{.about = "what it gains", .max = kLongText});
    v("activity", self.activity,
      Rule{.about = "identifier of the activity the party itself publishes", .max = 500, .column = false});
    v("channel", self.channel,
      Rule{.about = "code of its kind of channel, as donors report it", .max = 40, .column = false});
    v("named_by", self.named_by, Rule{.about = "who named this party", .max = 2'000});
    v("origin", self.origin, Rule{.about = "its place in the source", .max = 4'000, .column = false});
    v("sources", self.sources, Rule{.about = "who says so, and where", .items = 1'000, .column = false});
  }
};

/// A party's own word on its part. It names the hash of that part: a change of the part reopens it.
struct Confirmation {
  static constexpr std::string_view kType = "confirmation";
  base::Uuid partnership, participation, organisation;
  std::string state = "named";
  std::string part_hash;  ///< SHA-256 (hex) of the participation's body that was confirmed
  std::string by;
  std::string at;         ///< RFC 3339
  std::string corrected;  ///< RFC 3339; empty where others wrote the part
  base::Text remark;
  bool operator==(const Confirmation&) const = default;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("partnership", self.partnership, Rule{.about = "the partnership", .required = true});
    v("participation", self.participation, Rule{.about = "the part it speaks of", .required = true});
    v("organisation", self.organisation, Rule{.about = "the party that speaks", .required = true});
    v("state", self.state,
      Rule{.about = "asked, confirmed, declined or left",
           .required = true,
           .vocabulary = "confirmation_state"});
    v("part_hash", self.part_hash, Rule{.about = "SHA-256 of the part's body", .max = 64});
    v("by", self.by, Rule{.about = "who spoke for the party", .max = 500});
    v("at", self.at, Rule{.about = "when", .max = 30});
    v("corrected", self.corrected,
      Rule{.about = "when the party wrote its part itself; sources change it no more", .max = 30});
    v("remark", self.remark, Rule{.about = "remark", .max = 20'000});
  }
};

/// What came of it: a result with its indicators, baselines, targets and actuals.
struct Result {
  static constexpr std::string_view kType = "result";
  base::Uuid partnership;
  std::string kind = "other";
  base::Text title, description;
  std::string aggregated;  ///< as of an Indicator
  std::vector<Reference> references;
  std::vector<Document> documents;
  std::vector<Indicator> indicators;
  std::string origin;
  std::vector<Source> sources;
  bool operator==(const Result&) const = default;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("partnership", self.partnership, Rule{.about = "the partnership", .required = true});
    v("kind", self.kind,
      Rule{.about = "output, outcome, impact or other", .required = true, .vocabulary = "result_kind"});
    v("title", self.title, Rule{.about = "title", .max = 20'000});
    v("description", self.description, Rule{.about = "description", .max = kLongText});
    v("aggregated", self.aggregated,
      Rule{.about = "whether its figures can be added to others'",
           .vocabulary = "aggregation",
           .column = false});
    v("references", self.references,
      Rule{.about = "lists of results that hold it", .items = 200, .column = false});
    v("documents", self.documents, Rule{.about = "pages and files about it", .items = 200, .column = false});
    v("indicators", self.indicators, Rule{.about = "how it is measured", .items = 5'000, .column = false});
    v("origin", self.origin, Rule{.about = "its place in the source", .max = 4'000, .column = false});
    v("sources", self.sources, Rule{.about = "who says so, and where", .items = 1'000, .column = false});
  }
};

/// What one body reports of a whole organisation, mostly of itself: its budgets and spending by period, and
/// the documents it publishes with them. A record of its own, so that the organisation's stays small: lists
/// and partnerships read that often, and this seldom.
struct Finances {
  static constexpr std::string_view kType = "finances";
  base::Uuid organisation;
  std::vector<OrganisationBudget> budgets;
  std::vector<Document> documents;
  std::string origin;  ///< who reports it: by this a later version of the source finds it again
  std::vector<Source> sources;
  std::optional<Kept> kept;
  bool operator==(const Finances&) const = default;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("organisation", self.organisation, Rule{.about = "the organisation", .required = true});
    v("budgets", self.budgets,
      Rule{.about = "planned and spent amounts by period", .items = 20'000, .column = false});
    v("documents", self.documents,
      Rule{.about = "pages and files about it", .items = 5'000, .column = false});
    v("origin", self.origin, Rule{.about = "who reports it", .max = 4'000, .column = false});
    v("sources", self.sources, Rule{.about = "who says so, and where", .items = 1'000, .column = false});
    v("kept", self.kept, Rule{.about = "the original it was read from", .column = false});
  }
};

using Record =
    std::variant<Organisation, Partnership, Participation, Confirmation, Commitment, Delivery, Attestation,
                 Result, Finances, NationalPlan, Guidance, Acknowledgement, Capacity, Report, ReportingRhythm,
                 Appeal, HostAnswer, Erasure, Agreement, Signature, SigningKey, ConcernNotice, SealedDecision,
                 FileRemoval, PartyStatement, Governance>;

std::string_view type_of(const Record&);
/// True where `type` is the kType of a record.
bool is_record_type(std::string_view type);

/// The body a revision holds: canonical JSON (RFC 8785); an empty field is absent.
std::string body_of(const Record&);
/// Reads body_of()'s form back. An unknown member or a wrong type throws BadInput naming its path.
Record read_body(std::string_view type, std::string_view body);
/// What the body of a partnership says of its original; nothing else of it is read.
std::optional<Kept> kept_in(std::string_view body);
/// SHA-256 of a body, as confirmations and the log name it: of the body as it would read were every contact
/// that has a salt erased. So the hash outlives an erasure.
base::Sha256 hash_of_body(std::string_view body);
/// What stands in the place of a contact that is erased; the contact has a salt.
Contact erased(const Contact&);

/// The records a record hangs on, which the store keeps as keys. Organisation: the party of a
/// participation or confirmation, who attests a delivery, and whose finances they are; of what a government
/// publishes, its desk.
struct Keys {
  std::optional<base::Uuid> partnership, organisation;
};
Keys keys_of(const Record&);

/// A fault of form: where (a path like "places[2].code") and what, as a message key with its argument.
struct Fault {
  std::string path;
  std::string
      key;  ///< fault.required, fault.too_long, fault.too_many, fault.not_in_vocabulary, fault.not_utf8
  std::string argument;  ///< the limit or the value
};
/// Every breach of the rules; empty where the record is well formed.
std::vector<Fault> check(const Record&);

/// The JSON Schemas (2020-12) of all records and their values, by name, as they stand in OpenAPI's
/// components/schemas: each one JSON object on one line.
std::vector<std::pair<std::string, std::string>> json_schemas();

/// The CSV form: fields with a column; a text becomes one column in `language`, a list its items
/// joined by "; ".
std::vector<std::string> csv_columns(std::string_view type);
std::vector<std::string> csv_cells(const Record&, std::string_view language);

}  // namespace entente::model
