// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/permission.hpp"
#include "base/clock.hpp"
#include "base/text.hpp"
#include "registry/accounts.hpp"
#include "registry/concern_bounds.hpp"
#include "registry/register.hpp"
#include "store/concerns.hpp"

/// Concerns about records: anybody raises one, with or without a name, comes back to it by a secret address,
/// and gets an answer by a day. Of whoever raised it nothing is kept but what they typed, and that sealed.
namespace entente::registry {

inline constexpr std::array<std::string_view, 6> kConcernKinds{
    "facts", "harm", "conflict_of_interest", "principles", "privacy", "other"};
bool is_concern_kind(std::string_view);
std::string_view name_of(store::ConcernState);  ///< "answered"

/// The record that a concern is about.
struct ConcernSubject {
  base::Uuid id;
  std::string type;
  base::Text title;
  std::string path;                   ///< of its page, behind the language
  bool stands = false;                ///< in public view
  std::vector<access::Grant> places;  ///< who speaks for the one concerned
};

struct NewConcern {
  base::Uuid about;
  std::string kind, text;
  std::string name, address;  ///< may be empty
  std::string language;       ///< for mail
  std::string secret;         ///< of the form: sent twice, it raises one concern
};

struct ConcernFault {
  enum class Kind : std::uint8_t {
    kind,       ///< none of the kinds
    no_text,    ///< nothing is said
    long_text,  ///< more than kMostConcernCharacters
    name,       ///< too long, or no text
    address,    ///< none that mail goes to
    too_many,   ///< said about this one already
    moved_on,   ///< more was said than its form showed
    later       ///< too many came: heard again at `heard`
  };
  Kind kind{};
  base::Instant heard = {};
};
inline constexpr std::size_t kMostConcernCharacters = 5'000;
inline constexpr std::size_t kMostConcernText = 3 * kMostConcernCharacters;  ///< bytes, in any script
/// Of one concern, each bounded by itself: nobody's words keep another's out.
inline constexpr std::size_t kMostConcernSteps = 60;  ///< by those who answer, who may close it beyond that
inline constexpr std::size_t kMostConcernAdded = 20, kMostConcernReplies = 20;

struct Raised {
  std::optional<ConcernFault> fault;
  std::int64_t number = 0;
};

/// The kinds of step that a concern takes.
inline constexpr std::string_view kConcernRaised = "raised", kConcernAdded = "added",
                                  kConcernAnswered = "answered", kConcernClosed = "closed",
                                  kConcernHandedOn = "handed_on", kConcernPublished = "published",
                                  kConcernUnpublished = "unpublished", kConcernReplied = "replied",
                                  kConcernWithdrawn = "withdrawn";

struct ConcernLine {
  store::ConcernStep step;  ///< its words are opened
  bool unreadable = false;  ///< they were sealed with a key that this register has no more
  std::string author;       ///< the person's name; empty where it is not for the reader
  base::Text of;            ///< the organisation they spoke for; empty where for none
  std::string country;      ///< or the code of the country
};

struct ConcernDetail {
  store::Concern concern;
  ConcernSubject subject;
  std::string name, address;  ///< of whoever raised it; for people who answer alone, and no token
  std::vector<ConcernLine> lines;
};

struct ConcernRow {
  store::Concern concern;
  ConcernSubject subject;
};

/// What everybody sees of the concerns about a record.
struct ConcernsAbout {
  std::array<std::int64_t, store::kConcernStates> counts{};  ///< by store::ConcernState
  std::vector<ConcernDetail> published;                      ///< the newest first
};

/// The use cases of concerns. Whoever acts in an account is handed in; what the table of permissions does not
/// allow throws access::Refused. Safe for many threads.
class Concerns {
 public:
  /// An answer is due after `answer_days`; 0: none are taken.
  Concerns(Register& reg, Accounts& accounts, std::int64_t answer_days)
      : reg_(reg), accounts_(accounts), answer_days_(answer_days) {}

  /// Whether any are taken: the register has a key to seal them with.
  bool taken() const { return answer_days_ > 0 && accounts_.key().has_value(); }
  std::int64_t answer_days() const { return answer_days_; }
  std::optional<ConcernSubject> subject(const base::Uuid& record) const;
  ConcernsAbout about(const base::Uuid& record) const;
  /// The newest of those that are published, without what was said.
  std::vector<store::Concern> published(const base::Uuid& record, std::size_t limit) const;
  /// The counts alone.
  std::array<std::int64_t, store::kConcernStates> counts(const base::Uuid& record) const;
  /// Changes with whatever everybody sees of any concern; of another node's doing within a second.
  std::int64_t stamp() const;

  // A form says how many steps its page showed, and writes nothing where there are others by now: the fault
  // is `moved_on`. Sent twice, it writes once.

  // Whoever raises one ------------------------------------------------------------------------
  /// Throws base::NotFound where no such record stands in public view, and base::BadInput for a secret that
  /// is none.
  Raised raise(const NewConcern&, const std::string& network);
  std::optional<ConcernDetail> own(std::string_view secret) const;
  /// Says more; what was answered or closed is open again. Throws base::NotFound, and base::Conflict where it
  /// was withdrawn.
  std::optional<ConcernFault> add(std::string_view secret, std::string_view text, const std::string& network,
                                  std::optional<std::size_t> seen = {});
  void withdraw(std::string_view secret);

  // Whoever answers: nobody who speaks for the one concerned ----------------------------------
  std::vector<ConcernRow> list(const access::Actor&, store::ConcernState, base::Instant due,
                               std::int64_t after, std::size_t limit) const;
  /// Throws base::NotFound.
  ConcernDetail look(const access::Actor&, std::int64_t number) const;
  std::optional<ConcernFault> answer(const access::Actor&, std::int64_t number, std::string_view text,
                                     std::optional<std::size_t> seen = {});
  std::optional<ConcernFault> close(const access::Actor&, std::int64_t number, std::string_view reason,
                                    std::optional<std::size_t> seen = {});
  /// Shows it to those concerned, or to everybody, in these words; `counted` takes it back from everybody.
  std::optional<ConcernFault> show(const access::Actor&, std::int64_t number, store::ConcernSight,
                                   std::string_view text, std::optional<std::size_t> seen = {});

  // The one concerned -------------------------------------------------------------------------
  std::vector<ConcernRow> handed_on(const access::Actor&, std::size_t limit) const;
  /// Nothing where it was handed on to none of theirs.
  std::optional<ConcernDetail> handed(const access::Actor&, std::int64_t number) const;
  std::optional<ConcernFault> reply(const access::Actor&, std::int64_t number, std::string_view text,
                                    std::optional<std::size_t> seen = {});

 private:
  Register& reg_;
  Accounts& accounts_;
  const std::int64_t answer_days_;
  ConcernBounds raised_, added_;
  mutable std::atomic<std::int64_t> stamp_{0}, looked_ms_{0};

  const access::Key& key() const;
  std::string sealed(const base::Uuid& concern, std::string_view words) const;
  base::Instant due_from(base::Instant) const;
  void note_public(store::UnitOfWork&) const;
  void tell_raiser(store::UnitOfWork&, const store::Concern&, std::string_view kind) const;
  ConcernSubject subject_of(const store::Concern&) const;
  store::Concern numbered(const access::Actor&, std::int64_t number) const;
  std::optional<ConcernFault> answered(const access::Actor&, std::int64_t number, store::ConcernState,
                                       std::string_view what, std::string_view text,
                                       std::optional<std::size_t> seen);
};

}  // namespace entente::registry
