// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/hash.hpp"
#include "base/id.hpp"

/// Concerns that are raised about records, and what is said about them. An engine knows nothing of kinds and
/// places, and cannot read what is sealed. These are no revisions: most of it is not for everybody.
namespace entente::store {

enum class ConcernState : std::uint8_t {
  open,      ///< waits for an answer
  answered,  ///< and may be written to again
  closed,    ///< without an answer
  withdrawn  ///< by whoever raised it
};
inline constexpr std::size_t kConcernStates = 4;

/// How far it is shown beyond those who answer: each further one includes those before.
enum class ConcernSight : std::uint8_t { counted, handed_on, published };

struct Concern {
  base::Uuid id;
  std::int64_t number = 0;  ///< from 1, without gaps; the engine gives it
  base::Uuid about;         ///< the record
  base::Sha256 hash{};      ///< of the secret by which whoever raised it comes back
  std::string kind;
  ConcernState state = ConcernState::open;
  ConcernSight sight = ConcernSight::counted;
  std::string contact;     ///< sealed; empty where nobody is to be told, or not any more
  std::string shown;       ///< what was raised, in the words in which it is shown to others
  bool shortened = false;  ///< those are not the words of whoever raised it
  base::Instant made, due, changed;
  bool operator==(const Concern&) const = default;
};

/// What was said and done about a concern, one after the other.
struct ConcernStep {
  base::Uuid concern;
  std::int64_t ordinal = 0;  ///< from 1
  base::Uuid account;        ///< who; none where whoever raised it did
  std::string place;         ///< for which organisation or country; empty where for none
  std::string what, words;   ///< sealed where whoever raised it wrote them
  base::Instant at;
  bool operator==(const ConcernStep&) const = default;
};

class ConcernReader {
 public:
  virtual ~ConcernReader() = default;

  virtual std::optional<Concern> numbered(std::int64_t number) = 0;
  virtual std::optional<Concern> raised_with(const base::Sha256& hash) = 0;
  /// How many there are about a record, by state.
  virtual std::array<std::int64_t, kConcernStates> counts_about(const base::Uuid& record) = 0;
  virtual std::int64_t count_in(ConcernState) = 0;
  /// Those that are due by then and still open.
  virtual std::int64_t overdue(base::Instant now) = 0;
  /// The published ones about a record, the newest first, at most `limit`.
  virtual std::vector<Concern> published_about(const base::Uuid& record, std::size_t limit) = 0;
  /// Those in a state, what is due first comes first; behind the one that `due` and `number` name.
  virtual std::vector<Concern> in_state(ConcernState, base::Instant due, std::int64_t number,
                                        std::size_t limit) = 0;
  /// Those with a greater number, in its order.
  virtual std::vector<Concern> after(std::int64_t number, std::size_t limit) = 0;
  /// Those that were handed on to a place, the newest first.
  virtual std::vector<Concern> handed_to(std::string_view place, std::size_t limit) = 0;
  virtual bool is_handed_to(const base::Uuid& concern, std::string_view place) = 0;
  virtual std::vector<ConcernStep> steps(const base::Uuid& concern) = 0;
  /// What an account wrote, the newest first.
  virtual std::vector<ConcernStep> written_by(const base::Uuid& account, std::size_t limit) = 0;
};

class ConcernWriter : public ConcernReader {
 public:
  /// A new one. Returns the number it is given.
  virtual std::int64_t add(const Concern&) = 0;
  /// Sets all of one that is known by its id but its number, kind, secret and when it was made.
  virtual void set(const Concern&) = 0;
  /// The next step of its concern, whatever its `ordinal` says.
  virtual void add_step(const ConcernStep&) = 0;
  /// The words of a step that stands, sealed anew.
  virtual void set_words(const base::Uuid& concern, std::int64_t ordinal, std::string_view words) = 0;
  /// Handed on already is no fault.
  virtual void hand_on(const base::Uuid& concern, std::string_view place) = 0;
  /// Removes the contacts of those that are not open and were changed before then. Returns how many went.
  virtual std::int64_t forget_contacts(base::Instant changed_before) = 0;
};

}  // namespace entente::store
