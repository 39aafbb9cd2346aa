// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "exchange/iati/validation/code_table.hpp"
#include "exchange/iati/validation/names.hpp"
#include "exchange/iati/validation/tables.hpp"

/// The IATI standard as tables, made once from data/iati: what may stand where, the lists of codes, the
/// rules. A *place* is an element where the standard knows it, as "/iati-activities/iati-activity/title".
namespace entente::exchange::iati::validation {

enum class Severity : std::uint8_t { critical, error, warning, advisory };
std::string_view name_of(Severity);
/// Throws BadInput for a word that is none of the four.
Severity severity_of(std::string_view);

/// What a finding goes back to.
struct Rule {
  std::string id;  ///< the official one, or one of ours: "entente.…"
  Severity severity = Severity::error;
  std::string category;
  std::string say;   ///< names its messages: "validate.what.SAY", "validate.mend.SAY"
  std::string text;  ///< the standard's own words, where `say` is "official"
};

using Strings = std::unordered_set<std::string, scan::Hash, std::equal_to<>>;

struct CodeList {
  std::string name;
  Strings codes;      ///< withdrawn ones included
  Strings withdrawn;  ///< still allowed
  CodeTable table;    ///< both of them
};

/// A value must be of a list, perhaps only where a vocabulary says so.
struct CodeCheck {
  const CodeList* list = nullptr;
  const Rule* rule = nullptr;
  Name where = 0;  ///< the attribute that names the vocabulary; 0: always asked
  std::string is;
  bool or_absent = false;  ///< and where the attribute is absent or empty
};

enum class Type : std::uint8_t {
  string,
  uri,
  date,
  date_time,
  decimal,
  boolean,
  integer,
  non_negative,
  positive,
  token,
  language
};
std::string_view name_of(Type);

struct Attribute {
  Name name = 0;
  Type type = Type::string;
  bool required = false;
  std::vector<CodeCheck> codes;
  /// Where one list is asked always, all of its codes being values of the type: who stands there needs no
  /// more asking.
  const CodeTable* all = nullptr;
};

using PlaceId = std::uint16_t;
constexpr PlaceId kNowhere = 0;     ///< an element the standard does not know there
constexpr PlaceId kOther = 0xFFFF;  ///< in Item: any element of another namespace

struct Item {
  PlaceId place = kNowhere;
  std::uint8_t least = 0;
  bool many = false;
};

enum class Content : std::uint8_t { elements, text, anything };

struct Place {
  Name name = 0;
  PlaceId parent = kNowhere;
  std::string path;
  Content content = Content::elements;
  Type text = Type::string;
  bool other_attributes = false;
  std::vector<Item> items;  ///< in their order
  std::vector<Attribute> attributes;
  std::uint64_t required = 0;  ///< bits: attributes that must be there
  std::vector<CodeCheck> text_codes;
  std::vector<std::uint16_t> cases;  ///< rules asked here: indices of Ruleset::cases
};

/// The schema of one version, both kinds of file.
class Schema {
 public:
  explicit Schema(std::string_view text, Names&);

  PlaceId activities() const { return activities_; }
  PlaceId organisations() const { return organisations_; }
  const Place& place(PlaceId id) const { return places_[id]; }
  Place& place(PlaceId id) { return places_[id]; }
  std::size_t size() const { return places_.size(); }
  /// The place of a child; kNowhere where the standard knows none of that name there.
  PlaceId child(PlaceId parent, Name name) const { return children_[parent * width_ + name]; }
  /// A place whose rules of form an element has where it stands inside one of another namespace.
  PlaceId global(Name name) const { return globals_[name]; }
  /// Index in Place::attributes, or kNone.
  static constexpr std::uint8_t kNone = 0xFF;
  std::uint8_t attribute(PlaceId place, Name name) const { return attribute_of_[place * width_ + name]; }
  /// By its path, "/a/b/c"; kNowhere where there is none.
  PlaceId find(std::string_view path) const;

 private:
  friend class SchemaReader;
  std::vector<Place> places_;
  std::size_t width_ = 0;
  std::vector<PlaceId> children_, globals_;
  std::vector<std::uint8_t> attribute_of_;
  PlaceId activities_ = kNowhere, organisations_ = kNowhere;
};

struct Ruleset;

/// Everything about one version of the standard.
struct Standard {
  /// The one in use: the one that is compiled in, made on first use, unless another was chosen. Shared and
  /// safe for many threads.
  static const Standard& current();
  /// Chooses another for current(), or, with nullptr, the one that is compiled in. What current() has given
  /// before may then be gone: only where nothing is being validated.
  static void use(std::unique_ptr<const Standard>);

  /// Throws BadInput where a table cannot be read, or one speaks of what another does not know.
  explicit Standard(const Tables&);
  ~Standard();
  Standard(const Standard&) = delete;
  Standard& operator=(const Standard&) = delete;

  Names names;
  std::map<std::string, CodeList, std::less<>> lists;
  std::vector<std::unique_ptr<Rule>> rules;
  Schema schema;
  Strings agencies, publishers;
  std::unique_ptr<Ruleset> ruleset;
  Name language = 0;  ///< "xml:lang"

  // Findings that come of no line in a rules file.
  Rule not_xml{"0.1.1", Severity::critical, "iati", "not_xml"};
  Rule not_iati{"0.2.1", Severity::critical, "iati", "not_iati"};
  Rule schema_rule{"0.3.1", Severity::critical, "schema", "schema"};
  Rule version{"0.6.1", Severity::critical, "documents", "version"};
  Rule twice{"1.1.2", Severity::error, "identifiers", "twice"};
  Rule withdrawn{"entente.withdrawn", Severity::advisory, "iati", "withdrawn"};
  Rule unverified{"entente.unverified", Severity::advisory, "documents", "unverified"};
  Rule too_large{"entente.limit", Severity::critical, "documents", "limit"};
  Rule doctype{"entente.doctype", Severity::critical, "iati", "doctype"};
};

}  // namespace entente::exchange::iati::validation
