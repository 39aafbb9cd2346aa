// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/id.hpp"
#include "base/money.hpp"
#include "base/text.hpp"
#include "model/rule.hpp"

/// The small values that records are made of. Each has one fields(self, visitor): write a field once.
namespace entente::model {

/// Another system's name for a thing: scheme + value ("iati-activity" + "NO-BRC-971277882-SRB-13/0049").
/// The schemes are listed in model/identifier.hpp.
struct Identifier {
  std::string scheme, value;
  std::string kind = {};   ///< of the others: the code of the standard that says what it is
  std::string owner = {};  ///< who gave it, as given
  bool operator==(const Identifier&) const = default;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("scheme", self.scheme,
      Rule{.about = "iati-activity, iati-org, org-id, lei, ror, isin, other", .required = true, .max = 40});
    v("value", self.value, Rule{.about = "the identifier itself", .required = true, .max = 500});
    v("kind", self.kind, Rule{.about = "of the scheme other: what it is, by the code of IATI", .max = 40});
    v("owner", self.owner, Rule{.about = "of the scheme other: who gave it, as given", .max = 2'000});
  }
};

/// A code by which others know a thing: a place in a gazetteer or among administrative areas, an indicator or
/// a result in a list of such.
struct Reference {
  std::string kind;  ///< of a place: gazetteer or administrative
  std::string vocabulary, code, level, uri;
  bool operator==(const Reference&) const = default;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("kind", self.kind, Rule{.about = "of a place: which kind of code", .vocabulary = "place_code_kind"});
    v("vocabulary", self.vocabulary, Rule{.about = "of the code, as published", .max = 500});
    v("code", self.code, Rule{.about = "code in that vocabulary", .required = true, .max = 1'000});
    v("level", self.level,
      Rule{.about = "of an administrative area: its level, 0 being the country", .max = 40});
    v("uri", self.uri, Rule{.about = "where the vocabulary, or what the code stands for, is told"});
  }
};

/// Who states a fact, and where it can be read.
struct Source {
  std::string stated_by;                  ///< name of whoever says so
  std::string title, publisher, url;      ///< the document
  std::optional<base::PartialDate> date;  ///< of the document
  std::vector<std::string> about;         ///< names of the fields it speaks for; none = the whole record
  std::string attestation = "self_reported";
  bool operator==(const Source&) const = default;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("stated_by", self.stated_by, Rule{.about = "who states it", .max = 2'000});
    v("title", self.title, Rule{.about = "title of the document", .max = 4'000});
    v("publisher", self.publisher, Rule{.about = "publisher of the document", .max = 2'000});
    v("url", self.url, Rule{.about = "address of the document", .max = 4'000});
    v("date", self.date, Rule{.about = "date of the document"});
    v("about", self.about,
      Rule{
          .about = "names of the fields it speaks for; none means the whole record", .max = 60, .items = 60});
    v("attestation", self.attestation, Rule{.about = "how well it is attested", .vocabulary = "attestation"});
  }
};

/// Where a partnership works. One of: a country or area (ISO 3166-1 alpha-2), a region (M49 or DAC
/// code), a named location with a point (WGS 84, decimal degrees as text, as given).
struct Place {
  std::string kind;  ///< "country", "region", "location"
  std::string code, vocabulary;
  base::Text name;
  std::optional<base::Decimal> percentage;  ///< share of the whole, 0–100
  std::string latitude, longitude;
  std::string uri;        ///< of a vocabulary that is its publisher's own
  std::string reference;  ///< by which its publisher refers to it, in figures say
  base::Text description, activity_description;
  std::string reach, exactness, site;
  std::string feature;  ///< what stands or lies there, by GeoNames' feature codes
  std::vector<Reference> codes;
  bool operator==(const Place&) const = default;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("kind", self.kind, Rule{.about = "country, region or location", .required = true, .max = 20});
    v("code", self.code, Rule{.about = "ISO 3166-1 alpha-2, or the region's code", .max = 40});
    v("vocabulary", self.vocabulary,
      Rule{.about = "of a region's code: m49 or dac; otherwise as published", .max = 60});
    v("name", self.name, Rule{.about = "name, where there is no code for it"});
    v("percentage", self.percentage, Rule{.about = "share of the whole, 0 to 100"});
    v("latitude", self.latitude, Rule{.about = "decimal degrees north", .max = 40});
    v("longitude", self.longitude, Rule{.about = "decimal degrees east", .max = 40});
    v("uri", self.uri, Rule{.about = "where the vocabulary is told, where it is a publisher's own"});
    v("reference", self.reference, Rule{.about = "by which its publisher refers to it", .max = 500});
    v("description", self.description, Rule{.about = "what the place is", .max = kLongText});
    v("activity_description", self.activity_description,
      Rule{.about = "what is done there", .max = kLongText});
    v("reach", self.reach,
      Rule{.about = "whether work is done there, or people there gain by it", .vocabulary = "place_reach"});
    v("exactness", self.exactness, Rule{.about = "how exact the point is", .vocabulary = "place_exactness"});
    v("site", self.site, Rule{.about = "what kind of place it is", .vocabulary = "place_class"});
    v("feature", self.feature, Rule{.about = "what it is, by GeoNames' feature codes", .max = 40});
    v("codes", self.codes, Rule{.about = "gazetteers and administrative areas that name it", .items = 200});
  }
};

/// A goal or target of an internationally agreed framework: "sdg" + "6" or "6.1", "mdg" + "7" or "7.C".
struct Goal {
  std::string framework, code;
  std::optional<base::Decimal> percentage;
  std::string stated_in;  ///< where the source coded it: tag-2, tag-3, sector-7, sector-8, indicator
  bool operator==(const Goal&) const = default;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("framework", self.framework, Rule{.about = "sdg or mdg", .required = true, .max = 20});
    v("code", self.code, Rule{.about = "goal or target", .required = true, .max = 20});
    v("percentage", self.percentage, Rule{.about = "share of the whole, 0 to 100"});
    v("stated_in", self.stated_in, Rule{.about = "where the source coded it", .max = 40});
  }
};

/// A field of paragraph 5 of resolution 62/211 (vocabulary "field"), with the DAC/CRS sector it was read
/// from.
struct Field {
  std::string code;
  std::string sector;  ///< DAC/CRS purpose code (5 digits) or category (3 digits), where one was given
  std::optional<base::Decimal> percentage;
  bool operator==(const Field&) const = default;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("code", self.code, Rule{.about = "field of paragraph 5", .required = true, .vocabulary = "field"});
    v("sector", self.sector, Rule{.about = "DAC/CRS purpose code or category", .max = 20});
    v("percentage", self.percentage, Rule{.about = "share of the whole, 0 to 100"});
  }
};

/// A planned amount for a period (IATI budget).
struct Budget {
  std::string kind;    ///< "original" or "revised"
  std::string status;  ///< indicative or committed; "" where nobody said
  std::optional<base::PartialDate> start, end;
  base::Money value;
  bool operator==(const Budget&) const = default;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("kind", self.kind, Rule{.about = "original or revised", .max = 20});
    v("status", self.status, Rule{.about = "how firm it is", .vocabulary = "budget_status"});
    v("start", self.start, Rule{.about = "first day"});
    v("end", self.end, Rule{.about = "last day"});
    v("value", self.value, Rule{.about = "the amount"});
  }
};

/// A part of such an amount, as its organisation divides it (IATI budget-line, expense-line).
struct BudgetLine {
  std::string reference;  ///< the organisation's own code for it
  base::Text text;        ///< what it is for
  base::Money value;
  bool operator==(const BudgetLine&) const = default;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("reference", self.reference, Rule{.about = "the organisation's own code for it", .max = 500});
    v("text", self.text, Rule{.about = "what it is for", .max = 20'000});
    v("value", self.value, Rule{.about = "the amount"});
  }
};

/// An amount of a whole organisation for a period: what it plans to spend in all, for another organisation,
/// for a region or a country, or what it has spent (IATI organisation files).
struct OrganisationBudget {
  std::string kind = "total";
  std::string status;  ///< indicative or committed; "" where nobody said
  std::optional<base::PartialDate> start, end;
  std::string recipient;       ///< identifier of the organisation it is for
  base::Text recipient_name;   ///< of that organisation, as given
  std::optional<Place> place;  ///< the region or country it is for
  base::Money value;
  std::vector<BudgetLine> lines;  ///< parts of it: they need not add up to it
  bool operator==(const OrganisationBudget&) const = default;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("kind", self.kind,
      Rule{.about = "for whom it is, or whether it was spent",
           .required = true,
           .vocabulary = "organisation_budget_kind"});
    v("status", self.status, Rule{.about = "how firm it is", .vocabulary = "budget_status"});
    v("start", self.start, Rule{.about = "first day"});
    v("end", self.end, Rule{.about = "last day"});
    v("recipient", self.recipient, Rule{.about = "identifier of the organisation it is for", .max = 500});
    v("recipient_name", self.recipient_name, Rule{.about = "name of that organisation as given"});
    v("place", self.place, Rule{.about = "the region or country it is for"});
    v("value", self.value, Rule{.about = "the amount"});
    v("lines", self.lines, Rule{.about = "parts of the amount, which need not add up to it", .items = 5'000});
  }
};

/// A tie to another partnership: by record where the register holds it, else by identifier.
struct Link {
  std::string relation;  ///< part_of, has_part, follows, replicates, launched_at, related
  std::optional<base::Uuid> record;
  std::string identifier;
  bool operator==(const Link&) const = default;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("relation", self.relation,
      Rule{.about = "part_of, has_part, follows, replicates, launched_at or related",
           .required = true,
           .max = 40});
    v("record", self.record, Rule{.about = "the other record, where the register holds it"});
    v("identifier", self.identifier, Rule{.about = "the other's identifier", .max = 500});
  }
};

/// A page or file about the partnership, or of the organisation.
struct Document {
  std::string url, format;
  base::Text title, description;
  std::vector<std::string> categories, languages, countries;
  std::optional<base::PartialDate> date;
  bool operator==(const Document&) const = default;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("url", self.url, Rule{.about = "address", .required = true, .max = 4'000});
    v("format", self.format, Rule{.about = "media type", .max = 200});
    v("title", self.title, Rule{.about = "title", .max = 10'000});
    v("description", self.description, Rule{.about = "what it holds", .max = kLongText});
    v("categories", self.categories,
      Rule{.about = "what kinds of document it is, by the codes of IATI", .max = 40, .items = 100});
    v("languages", self.languages, Rule{.about = "its languages, by code", .max = 40, .items = 100});
    v("countries", self.countries,
      Rule{.about = "the countries it is about, by code", .max = 40, .items = 300});
    v("date", self.date, Rule{.about = "day of its publication"});
  }
};

/// Where a record came from, when it came from a file: so that the same file changes nothing twice.
struct Kept {
  std::string format;           ///< "iati-2.03"
  std::string original;         ///< SHA-256 (hex) of the kept original, a blob of the store
  std::int64_t unmodelled = 0;  ///< elements of the original that stand only there
  std::int64_t reader = 0;      ///< the number of the rules by which it was read
  bool operator==(const Kept&) const = default;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("format", self.format, Rule{.about = "format of the original", .max = 40});
    v("original", self.original, Rule{.about = "SHA-256 of the original, kept whole", .max = 64});
    v("unmodelled", self.unmodelled, Rule{.about = "elements that stand only in the original"});
    v("reader", self.reader, Rule{.about = "number of the rules by which it was read"});
  }
};

/// A party as it is named in a commitment or delivery: a record of the register, or only a name.
struct PartyRef {
  std::optional<base::Uuid> organisation;
  std::string name;
  bool operator==(const PartyRef&) const = default;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("organisation", self.organisation, Rule{.about = "record of the organisation"});
    v("name", self.name, Rule{.about = "name as given", .max = 2'000});
  }
};

/// One slice of a disaggregated figure: "sex" + "female".
struct Dimension {
  std::string name, value;
  bool operator==(const Dimension&) const = default;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("name", self.name, Rule{.about = "what it is split by", .max = 500});
    v("value", self.value, Rule{.about = "the slice", .max = 500});
  }
};

/// A target or an observation. The value is text as published: many are qualitative.
struct Figure {
  std::string value;
  std::vector<Dimension> dimensions;
  base::Text comment;
  std::vector<std::string> locations;  ///< references of places of the partnership
  std::vector<Document> documents;
  bool operator==(const Figure&) const = default;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("value", self.value, Rule{.about = "value as published", .max = 4'000});
    v("dimensions", self.dimensions, Rule{.about = "disaggregation", .items = 200});
    v("comment", self.comment, Rule{.about = "comment", .max = kLongText});
    v("locations", self.locations,
      Rule{.about = "the places it is of, by their references", .max = 500, .items = 200});
    v("documents", self.documents, Rule{.about = "pages and files about it", .items = 200});
  }
};

struct Period {
  std::optional<base::PartialDate> start, end;
  std::vector<Figure> targets, actuals;
  bool operator==(const Period&) const = default;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("start", self.start, Rule{.about = "first day"});
    v("end", self.end, Rule{.about = "last day"});
    v("targets", self.targets, Rule{.about = "what was aimed at", .items = 5'000});
    v("actuals", self.actuals, Rule{.about = "what was reached", .items = 5'000});
  }
};

struct Baseline {
  std::optional<base::PartialDate> date;
  Figure figure;
  bool operator==(const Baseline&) const = default;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("date", self.date, Rule{.about = "day or year of the baseline"});
    v("figure", self.figure, Rule{.about = "its value"});
  }
};

/// IATI indicator: measure 1 unit, 2 percentage, 3 nominal, 4 ordinal, 5 qualitative.
struct Indicator {
  base::Text title, description;
  std::string measure;           ///< unit, percentage, nominal, ordinal, qualitative
  std::string direction = "up";  ///< up: more is better; down: less is better (IATI ascending)
  std::string aggregated;        ///< yes or no: whether its figures can be added to others'
  std::vector<Reference> references;
  std::vector<Document> documents;
  std::vector<Baseline> baselines;
  std::vector<Period> periods;
  bool operator==(const Indicator&) const = default;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("title", self.title, Rule{.about = "title", .max = 20'000});
    v("description", self.description, Rule{.about = "description", .max = kLongText});
    v("measure", self.measure, Rule{.about = "unit, percentage, nominal, ordinal or qualitative", .max = 40});
    v("direction", self.direction,
      Rule{.about = "up where more is better, down where less is", .vocabulary = "indicator_direction"});
    v("aggregated", self.aggregated,
      Rule{.about = "whether its figures can be added to others'", .vocabulary = "aggregation"});
    v("references", self.references, Rule{.about = "lists of indicators that hold it", .items = 200});
    v("documents", self.documents, Rule{.about = "pages and files about it", .items = 200});
    v("baselines", self.baselines, Rule{.about = "where it stood before", .items = 1'000});
    v("periods", self.periods, Rule{.about = "targets and actuals over time", .items = 5'000});
  }
};

}  // namespace entente::model
