// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/id.hpp"

/// The index of partnerships: derived, fed with documents, asked with queries. It knows no store.
namespace entente::search {

/// What can be filtered by and is counted. The order is that of kFacetNames.
enum class Facet : std::uint8_t {
  goal,
  target,
  country,
  region,
  field,
  level,
  kind,
  status,
  year,
  party,
  party_type,
  role,
  language,
  group,  ///< of countries, as on the day of the query: no document has a value of it (see day_facets.hpp)
  fresh   ///< one of kLights, likewise
};
inline constexpr std::array<std::string_view, 15> kFacetNames = {
    "goal", "target", "country",    "region", "field",    "level", "kind", "status",
    "year", "party",  "party_type", "role",   "language", "group", "fresh"};
inline constexpr std::size_t kFacets = kFacetNames.size();
/// What addresses, files and messages call it.
constexpr std::string_view name_of(Facet facet) {
  return kFacetNames[static_cast<std::size_t>(facet)];
}
std::optional<Facet> facet_named(std::string_view name);

/// How long ago a partnership last reported: what changes with the day alone, so that no record says it.
inline constexpr std::array<std::string_view, 6> kLights = {"reported", "due",     "silent",
                                                            "dormant",  "not_due", "closed"};

/// How well a record is attested, in rising order: by nobody but whoever wrote it; by a document or by some
/// party; by an independent body or by every party.
inline constexpr std::array<std::string_view, 3> kAttested = {"self_reported", "attested", "well_attested"};

enum class Zone : std::uint8_t { title, party, purpose, rest };  ///< in falling order of weight

/// A text of a document, in one language ("und" where nobody said).
struct Passage {
  Zone zone = Zone::rest;
  std::string text;
  std::string language = "und";
};

/// One partnership as the index sees it.
struct Document {
  base::Uuid id;
  std::vector<Passage> texts;                         ///< all languages
  std::vector<std::pair<Facet, std::string>> facets;  ///< codes; a party is its record's id
  std::string sort_title;                             ///< the title results are ordered by
  std::int64_t start = 0, updated = 0;                ///< days since 1970 (0 = unknown); event_seq
  std::int64_t changed = 0;                           ///< the day of `updated`, since 1970
  std::vector<std::pair<std::string, std::int64_t>> amounts =
      {};  ///< what was promised, by currency, in whole units
  /// From each day on (since 1970) it shows that light, of kLights. In the order of the days; before the
  /// first of them, and where there is none, it shows no light.
  std::vector<std::pair<std::int32_t, std::uint8_t>> lights = {};
  std::uint8_t attested = 0;  ///< of kAttested
  std::string kept = {};  ///< what the owner of the index wants to have again with it: see Index::each_kept()
};

enum class Order : std::uint8_t { relevance, title, newest, updated };
std::optional<Order> order_named(std::string_view name);

struct Query {
  std::string text;                                    ///< what a person typed: see query_text.hpp
  std::vector<std::pair<Facet, std::string>> filters;  ///< OR inside a facet, AND across
  Order order = Order::relevance;                      ///< relevance without text means updated
  std::size_t offset = 0, limit = 20;
  std::int64_t today = 0;  ///< days since 1970, by which lights are told
  /// Words find what they name as well (a country's code, an organisation under another name); and where
  /// nothing has all of the words, slips are mended, or most of the words will do. See Answer::reading.
  bool forgiving = false;
  bool of_day = false;   ///< count the facets of the day, too
  bool explain = false;  ///< say what the results have their scores from
  /// So many values of each facet are told, those in most documents.
  std::size_t values = std::numeric_limits<std::size_t>::max();
};

/// Where and why a query was read otherwise than written: a message with {at}, {part} and {field}.
struct Complaint {
  std::string key;
  std::size_t at = 0;  ///< character of the text, from 1
  std::string part;    ///< what stands there, or its beginning
  std::string field;   ///< as written, where `part` is its value
  bool operator==(const Complaint&) const = default;
};
/// In the words of a language.
std::string text_of(const Complaint&, std::string_view language);

/// How a query was taken, so that it finds something.
enum class Reading : std::uint8_t {
  every_word,  ///< as it was written
  corrected,   ///< with other words in the place of those that nothing has
  most_words,  ///< nothing has all of its words: what has most of them
};
/// What addresses and messages call it.
std::string_view name_of(Reading);

/// A word of a query and the one that was probably meant, folded.
struct Correction {
  std::string word, better;
  bool operator==(const Correction&) const = default;
};

/// A word of a text as it stands there. It lives as long as the text.
struct Written {
  std::string folded;
  std::string_view written;
};
/// The words of a text; runs of ideographs are none.
std::vector<Written> written_words(std::string_view text);
/// The text of a query with the better words in the place of the others.
std::string respelled(std::string_view text, const std::vector<Correction>&);

struct Count {
  std::string value;
  std::uint32_t count = 0;
};

/// What a word, or a code that words stand for, adds to the score of a result; and what its light and its
/// being attested do.
struct Reason {
  std::string word;                 ///< folded; empty for a code
  Facet facet = Facet::goal;        ///< of the code, or of the light
  std::vector<std::string> values;  ///< one of these, of that facet
  std::string_view attested;        ///< of kAttested: then it is no word and no code
  std::size_t documents = 0;        ///< that have it: the fewer, the more it adds
  float points = 0;
};

struct Answer {
  std::size_t total = 0;
  std::vector<base::Uuid> results;  ///< from offset, at most limit
  std::array<std::vector<Count>, kFacets>
      facets;                      ///< exact, largest first, each counted as if its own choice were open
  std::vector<std::string> words;  ///< folded words of the query, for highlighting
  std::vector<Complaint> complaints;
  Reading reading = Reading::every_word;
  /// What was mended. Of a query that was read as written, what might have been meant instead.
  std::vector<Correction> corrections;
  std::vector<std::vector<Reason>> reasons;  ///< of each result, where they were asked for
  const std::vector<Count>& of(Facet f) const { return facets[static_cast<std::size_t>(f)]; }
};

/// Case, accents and letter forms folded (NFKD, marks dropped, case folded; Arabic alef, ya, ta marbuta
/// and tatweel folded; full-width forms narrowed; ideographs simplified). What words are compared by.
std::string fold(std::string_view text);
/// Folded words of a text; runs of Han, Hiragana, Katakana come as overlapping pairs of characters.
std::vector<std::string> tokens(std::string_view text);

/// How an index is kept.
struct IndexOptions {
  /// Where the base lies, so that the next start has it again; empty: in memory.
  std::filesystem::path file;
  bool writes = true;  ///< false: the file is read, and new bases are made in memory alone
  /// So many documents come into memory before they and the base become a new base; of a large base, more.
  std::size_t merge_at = 5'000;
  /// Makes new bases in a thread of its own; else within apply().
  bool background = false;
  /// A base keeps more than its list of what a share of its documents have, but so many at least.
  std::size_t kept_from = 512;
  /// What the owner wants to have again with the base: asked, within apply(), when a new one is begun.
  std::function<std::string()> keep;
  /// The ids of the parties that are a body of that number (see KnownNames); asked while a query is read.
  std::function<std::vector<std::string>(std::size_t)> parties_of_body;
};

/// A packed base and what came since, in memory. Safe for many readers and one writer at a time. Derived: it
/// can be thrown away and made again at any time.
class Index {
 public:
  /// `parties`: the ids of the parties whose names hold the words of a text; asked while a query is read.
  /// Begins with the base in the file. One that is not there, damaged or of another version is none: see
  /// fault().
  explicit Index(std::function<std::vector<std::string>(std::string_view)> parties = {}, IndexOptions = {});
  ~Index();
  Index(const Index&) = delete;
  Index& operator=(const Index&) = delete;

  /// Puts documents in (replacing those with the same id) and takes others out. `reached`: the last commit of
  /// which all is in the index now; nothing while more of it is to come.
  void apply(std::vector<Document> documents, const std::vector<base::Uuid>& removed = {},
             std::optional<std::int64_t> reached = 0);
  Answer search(const Query&) const;
  /// What to offer to somebody who is typing: see suggesting.hpp.
  std::vector<base::Uuid> suggest(std::string_view text, std::size_t limit) const;
  /// What is like a document, itself not among it: see like.hpp.
  std::vector<base::Uuid> like(const Document&, std::size_t limit) const;
  std::size_t size() const;

  /// The last commit that the base knows of.
  std::int64_t sequence() const;
  /// What the owner kept with the base, and with each document of it.
  std::string kept() const;
  void each_kept(const std::function<void(const base::Uuid&, std::string_view)>&) const;
  /// Forgets all.
  void clear();
  /// Makes a new base of all there is, and waits for it.
  void merge(std::int64_t reached);
  /// Why the base could not be read or written, in a sentence; empty where nothing went wrong. Once.
  std::string fault();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace entente::search
