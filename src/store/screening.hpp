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

/// What screening found of the register's parties, and what was decided. An engine knows nothing of lists and
/// scores. These are no revisions: none of it is for everybody (docs/decisions/0085).
namespace entente::store {

enum class HitState : std::uint8_t {
  open,        ///< waits for somebody to decide
  confirming,  ///< somebody said that it is the same: waits for another to confirm
  same,
  not_same,
  unclear,  ///< somebody looked, and could not tell
  closed    ///< by itself: nothing stands on one of its sides any more, or the two are no longer alike
};
inline constexpr std::size_t kHitStates = 6;

/// One party of the register against one entry of one list, as they were when they were last compared.
struct ScreeningHit {
  base::Uuid id;
  base::Uuid subject;          ///< the organisation
  std::string country;         ///< its, as it was compared; empty where it gives none
  std::string dataset, entry;  ///< the list, and its reference for the entry
  std::int64_t subject_version = 0, list_version = 0;
  base::Sha256 subject_hash{}, entry_hash{};  ///< of the fields that were compared
  std::int64_t score = 0;                     ///< in ten-thousandths
  std::string listed;                         ///< the entry whole, as JSON
  std::string reasons;                        ///< why the two are alike, as JSON
  std::string algorithm, settings;
  HitState state = HitState::open;
  base::Instant found, since;  ///< the first time; in this state
  bool operator==(const ScreeningHit&) const = default;
};

/// Which hits are asked for, apart from their state.
struct HitFilter {
  std::string dataset, country;  ///< empty: whichever
  std::int64_t least_score = 0;  ///< in ten-thousandths
};

/// What was done about a hit, one after the other; nothing of it is ever changed.
struct ScreeningStep {
  base::Uuid hit;
  std::int64_t ordinal = 0;  ///< from 1
  base::Uuid account;        ///< who; none where the register did
  std::string what, words;
  std::string decision;  ///< what was decided, with all that it rested on, as it was sealed; else empty
  std::string salt;      ///< bytes, of the seal
  base::Uuid sealed;     ///< the record that seals it
  base::Instant at;
  bool operator==(const ScreeningStep&) const = default;
};

/// That a party was compared, and with what.
struct ScreenedParty {
  base::Uuid subject;
  base::Sha256 hash{};  ///< of the fields that were compared
  std::string against;  ///< the lists and the algorithm
  base::Instant at;
  bool operator==(const ScreenedParty&) const = default;
};

class ScreeningReader {
 public:
  virtual ~ScreeningReader() = default;

  virtual std::optional<ScreeningHit> hit(const base::Uuid& id) = 0;
  /// All of a party, in order of dataset and entry.
  virtual std::vector<ScreeningHit> hits_of(const base::Uuid& subject) = 0;
  /// Those in a state, the longest there first; behind the one that `since` and `id` name.
  virtual std::vector<ScreeningHit> hits_in(HitState, const HitFilter&, base::Instant since,
                                            const base::Uuid& id, std::size_t limit) = 0;
  /// All, in order of id, with id > after.
  virtual std::vector<ScreeningHit> hits_after(const base::Uuid& after, std::size_t limit) = 0;
  /// How many there are, by state: of each they are counted up to `most`, and no further.
  virtual std::array<std::int64_t, kHitStates> hit_counts(const HitFilter&, std::int64_t most) = 0;
  /// How many a party has, by state.
  virtual std::array<std::int64_t, kHitStates> hit_counts_of(const base::Uuid& subject,
                                                             const HitFilter& = {}) = 0;
  virtual std::vector<ScreeningStep> steps(const base::Uuid& hit) = 0;
  /// What an account did, the newest first.
  virtual std::vector<ScreeningStep> done_by(const base::Uuid& account, std::size_t limit) = 0;
  virtual std::optional<ScreenedParty> screened(const base::Uuid& subject) = 0;
};

class ScreeningWriter : public ScreeningReader {
 public:
  /// A new one. Throws base::Conflict where there is one of these two.
  virtual void add(const ScreeningHit&) = 0;
  /// Sets all of one that is known by its id but its two sides and when it was found.
  virtual void set(const ScreeningHit&) = 0;
  /// The next step of its hit, whatever its `ordinal` says.
  virtual void add_step(const ScreeningStep&) = 0;
  virtual void set_screened(const ScreenedParty&) = 0;
  /// Makes it one of another party. Throws where that has one of the same entry.
  virtual void move(const base::Uuid& hit, const base::Uuid& subject) = 0;
};

}  // namespace entente::store
