// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.hpp"
#include "base/hash.hpp"
#include "model/record.hpp"
#include "registry/freshness.hpp"
#include "search/index.hpp"

/// What pages and endpoints show: values, read in one consistent view of the store.
namespace entente::registry {

/// A record as it stands in one revision.
template <class T>
struct Held {
  base::Uuid id;
  T value;
  std::int64_t version = 0;    ///< counts from 1
  std::int64_t event_seq = 0;  ///< the commit it came in with
  base::Instant time;          ///< of that commit
  std::string author;
  base::Sha256 hash{};
};

/// That something was erased from a revision.
struct ErasedLine {
  base::Instant at;
  std::string reason;  ///< of the vocabulary erasure_reason
  base::Text words;
  std::string was;  ///< the hash that it had before, in hex; empty where it kept it
};

/// A revision without its body.
struct RevisionLine {
  std::int64_t version = 0, event_seq = 0;
  base::Instant time;
  std::string author;
  base::Sha256 hash{};
  std::vector<ErasedLine> erased = {};  ///< the last first
};

struct OrganisationLine {
  base::Uuid id;
  base::Text name;
  std::string type, country;
  bool operator==(const OrganisationLine&) const = default;
};

struct Party {
  Held<model::Participation> part;
  OrganisationLine organisation;
  /// "named", "asked", "confirmed", "declined" or "left". A confirmation of an older part counts as asked.
  std::string state = "named";
  std::optional<Held<model::Confirmation>> confirmation;
};

/// Adds to a sum, unless it could not hold what comes out: false then, and the sum stands as it was. What a
/// stranger's file holds must not make a record unreadable.
bool add_within(base::Decimal& sum, base::Decimal more);

/// Sums of one currency. What the register does not convert it does not add.
struct Sum {
  std::string currency;
  base::Decimal committed, delivered;
  std::int64_t commitments = 0, deliveries = 0;
  bool whole = true;  ///< false: amounts that no sum can hold were left out
};

/// A country in which a partnership works, and what its government says of it; nothing where it is silent.
struct HostWord {
  std::string country;
  std::optional<Held<model::HostAnswer>> answer;
  bool named = true;  ///< false: the partnership names the country no longer, but its government has answered
};

/// A partnership with all that hangs on it.
/// What stands in the place of a file that was taken out of the register.
struct GoneFile {
  base::Uuid removal;  ///< the record that tells of it (model::FileRemoval), in its first version
  std::string file;    ///< SHA-256, in hex
  std::int64_t size = 0;
  std::string reason;  ///< of the vocabulary removal_reason
  base::Text words;
  base::Instant at;
};
using GoneByHash = std::map<std::string, GoneFile, std::less<>>;

struct PartnershipView {
  Held<model::Partnership> partnership;
  std::int64_t head_version = 0;  ///< differs from partnership.version where an old revision is shown
  std::vector<Party> parties;     ///< by role in the vocabulary's order, then as in the source
  std::vector<Held<model::Commitment>> commitments;            ///< by date
  std::vector<Held<model::Delivery>> deliveries;               ///< by date
  std::vector<Held<model::Commitment>> withdrawn_commitments;  ///< that their giver took back, and why
  std::vector<Held<model::Delivery>> withdrawn_deliveries;     ///< likewise
  std::vector<Held<model::Attestation>> attestations;  ///< words on deliveries, in the order of the ids
  std::vector<Held<model::Result>> results;
  std::vector<Held<model::Report>> reports;                 ///< newest first
  std::vector<Held<model::Report>> withdrawn_reports;       ///< with the reasons, newest first
  std::vector<Held<model::Appeal>> appeals;                 ///< newest first
  std::optional<Held<model::ReportingRhythm>> rhythm = {};  ///< nothing: every year
  std::vector<Held<model::PartyStatement>> statements =
      {};  ///< what parties say of themselves, the last of each
  std::optional<Held<model::Governance>> governance = {};  ///< nothing: nobody has said
  std::vector<HostWord> hosts;  ///< objections come first, then other answers, then the silent; by code
  std::vector<Sum> money;
  std::map<base::Uuid, OrganisationLine> organisations;  ///< every organisation the parts name
  std::map<base::Uuid, base::Text> linked;               ///< titles of the partnerships it links to
  std::vector<RevisionLine> revisions;                   ///< newest first
  Freshness freshness;                                   ///< of the day it was read
  GoneByHash gone = {};  ///< files that deliveries name as evidence, and that were taken out
  /// Of the preview of a change: the partnership that it changes, and its version.
  std::optional<std::pair<base::Uuid, std::int64_t>> changes = {};
};

/// Partnerships on which a country's government has answered.
struct HostAnswers {
  std::set<base::Uuid> named, left;  ///< those that work there; those that name it no longer
};

/// What may wait for an organisation: its word on deliveries to it, its own promises that are overdue, its
/// signature under agreements.
enum class Awaiting : std::uint8_t { words, promises, signatures };

/// What waits for an organisation in one partnership, of promises and deliveries that were entered here.
struct AwaitedIn {
  base::Uuid partnership, part;   ///< one of its own parts; nil where it is no party any more
  std::int64_t words = 0;         ///< deliveries to it that wait for its word
  std::int64_t overdue = 0;       ///< promises of its own whose day is past, and which are not kept
  std::int32_t last_overdue = 0;  ///< the last of these days, since 1970-01-01
};

/// One partnership in a list.
struct Card {
  base::Uuid id;
  std::int64_t version = 0;
  base::Instant updated;
  std::shared_ptr<const model::Partnership> partnership;  ///< never null, shared with other lists
  std::shared_ptr<const std::vector<Party>> parties;      ///< all of them; never null
  std::vector<std::string> objecting;                     ///< countries whose government objects, by code
  Freshness freshness;
  std::vector<search::Reason> reasons = {};  ///< of its place in the list, where they were asked for
};

struct ListAnswer {
  search::Answer answer;                          ///< totals and facet counts
  std::vector<Card> cards;                        ///< of answer.results
  std::map<std::string, base::Text> party_names;  ///< of the parties among the facet values shown and chosen
  std::int64_t applied_seq = 0;                   ///< the commit the index stood at
};

/// What is offered while somebody types: a record, or a code of a vocabulary.
struct Suggestion {
  enum class Kind : std::uint8_t { partnership, organisation, code };
  Kind kind = Kind::partnership;
  base::Uuid id;                              ///< of a record
  search::Facet facet = search::Facet::goal;  ///< of a code
  std::string code;                           ///< a value of that facet
  base::Text name;
};
struct SuggestionLimits {
  std::size_t partnerships = 5, organisations = 3, codes = 3;
};

struct QueryFigures {
  std::int64_t queries = 0;
  double cpu_seconds = 0;
};

/// One part an organisation plays.
struct Engagement {
  std::string role, state;
  base::Uuid partnership;
  base::Text title;
  std::string status, kind;
  std::optional<base::PartialDate> start, end;
  Freshness freshness;  ///< of the partnership
};

struct OrganisationView {
  Held<model::Organisation> organisation;
  std::int64_t head_version = 0;
  std::vector<Engagement> engagements;  ///< one page of them: by role, then newest first
  std::int64_t engagements_total = 0;
  std::vector<std::pair<std::string, std::int64_t>> by_role;  ///< role, count; the vocabulary's order
  std::array<std::int64_t, kLightNames.size()> lights{};      ///< its partnerships, by their light
  std::vector<RevisionLine> revisions;
};

/// What passed between an organisation and others in one currency, over all its partnerships.
struct Dealing {
  std::string currency;
  base::Decimal promised, delivered;  ///< by it
  base::Decimal awaited, received;    ///< promised and delivered to it
  std::int64_t promises = 0, deliveries = 0, promises_to_it = 0, deliveries_to_it = 0;
  bool whole = true;  ///< false: amounts that no sum can hold were left out
};

/// Another organisation that is named in the same partnerships.
struct Partner {
  OrganisationLine organisation;
  std::int64_t together = 0;                                    ///< partnerships
  std::vector<std::pair<base::Uuid, base::Text>> partnerships;  ///< the first few, with their titles
};
struct Partners {
  std::vector<Partner> first;  ///< those met most often, at most as many as were asked for
  std::int64_t total = 0;
};

/// One organisation in the list of organisations.
struct OrganisationCard {
  OrganisationLine organisation;
  std::int64_t partnerships = 0;
};

/// What a list of organisations is asked for; an empty field asks for nothing.
struct OrganisationQuery {
  std::string text;           ///< all its words, in any language
  std::string type, country;  ///< codes
  std::size_t offset = 0, limit = 50;
};
struct OrganisationList {
  std::vector<OrganisationCard> cards;
  std::size_t total = 0;
  /// Of those that fit the text and the country, whatever type is chosen; largest first.
  std::vector<search::Count> types;
};

/// How a field differs between two revisions. `path` is like "places[2].code"; an empty side is absence.
struct Difference {
  std::string path, before, after;
};

/// What the home and about pages say of the register as a whole.
struct Overview {
  std::int64_t partnerships = 0, organisations = 0, commitments = 0, deliveries = 0, results = 0;
  std::int64_t parties_named = 0, parties_confirmed = 0;
  std::int64_t event_seq = 0;
  base::Instant updated;  ///< of the last commit; zero where there is none
};

/// What one body reports of an organisation's money as it stands, and its revisions, newest first.
struct FinancesHistory {
  Held<model::Finances> head;
  std::vector<RevisionLine> revisions;
};

}  // namespace entente::registry
