// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "access/permission.hpp"
#include "registry/register.hpp"
#include "registry/screened_form.hpp"
#include "store/screening.hpp"

/// What screening found, for those who decide on it.
namespace entente::registry {

/// What somebody says of a hit. It is the same only when another has confirmed it.
enum class HitWord : std::uint8_t {
  same,
  not_same,
  unclear,
  confirm,    ///< of another's word that it is the same
  refuse,     ///< the same: it waits anew
  look_again  ///< what was decided waits anew
};
std::string_view name_of(HitWord);  ///< "same", "not_same" …
std::optional<HitWord> hit_word_named(std::string_view name);
store::HitState state_after(HitWord);  ///< of the hit

/// The step of a hit that went along as two records of one organisation were merged or parted. Its words are
/// the id of the party whose it was.
inline constexpr std::string_view kHitMoved = "moved";

struct HitLine {
  store::ScreeningStep step;
  std::string author;  ///< the person's name; empty where the register did it, or the account is gone
  std::optional<bool>
      unbroken;  ///< of a decision: whether it, and what stands beside it, is as sealed in the log
};

struct HitRow {
  store::ScreeningHit hit;
  base::Text party;
  std::string listed_name;
};

/// Hits of one state, as a page of them.
struct HitPage {
  std::vector<HitRow> rows;
  std::optional<std::pair<base::Instant, base::Uuid>>
      next;  ///< behind what: nothing where these are the last
};

struct HitDetail {
  store::ScreeningHit hit;
  screening::Listed entry;     ///< as it was when the two were compared last
  model::Organisation party;   ///< as it was then, too; as it stands now where that is not known any more
  bool party_changed = false;  ///< what was compared of it is not what stands now
  bool party_stands = false;   ///< in public view
  ReasonsForHit reasons;
  std::vector<HitLine> lines;
  std::vector<HitWord> may_say;  ///< by who looks, as it stands
  bool own_word = false;         ///< it waits for another than who looks
};

/// Why a word was not taken.
enum class HitFault : std::uint8_t {
  no_reason,
  too_long,
  moved_on,  ///< something is another since the page was shown, or it does not take this word now
  own_word   ///< whoever said that it is the same does not confirm it
};
inline constexpr std::size_t kMostReasonCharacters = 2'000;
inline constexpr std::size_t kMostReasonBytes = 3 * kMostReasonCharacters;  ///< in any script

/// Where one party stands.
struct ScreeningStanding {
  std::array<std::int64_t, store::kHitStates> counts{};     ///< by store::HitState
  std::optional<base::Instant> screened;                    ///< nothing: never
  std::string algorithm;                                    ///< it was compared by
  std::vector<std::pair<std::string, std::int64_t>> lists;  ///< and with which versions
  std::int64_t of(store::HitState state) const { return counts.at(static_cast<std::size_t>(state)); }
  std::int64_t left_out = 0;  ///< entries it is like that come when others of its hits were decided
  std::int64_t waiting() const {
    return of(store::HitState::open) + of(store::HitState::confirming) + left_out;
  }
};
/// For whoever may see it: asks nobody.
ScreeningStanding standing_of(store::Reader&, const base::Uuid& organisation);

/// One party, with all its hits, whatever their state.
struct ScreenedPartyView {
  base::Text name;
  bool stands = false;  ///< in public view
  ScreeningStanding standing;
  std::vector<HitRow> hits;
};

/// Whether somebody speaks or writes for any organisation.
bool has_interests(const access::Actor&);
/// Those who speak or write for it, or for the one that it was merged into.
std::set<base::Uuid> interested_in(store::Reader&, const base::Uuid& organisation);
/// The organisations that somebody speaks or writes for, and those that were merged into them.
std::set<base::Uuid> interests_of(store::Reader&, const access::Actor&);

/// Tells those who answer for the register of a hit, but nobody who speaks or writes for its party, to whom a
/// notice that leads nowhere would say as much.
void tell_stewards(store::UnitOfWork&, const base::Clock&, const access::Actor&, const base::Uuid& party,
                   const base::Uuid& hit, std::string_view kind);

/// How many hits there are, by store::HitState. Of each state kHitsCounted are counted, and one more where
/// there are more.
using HitCounts = std::array<std::int64_t, store::kHitStates>;
inline constexpr std::int64_t kHitsCounted = 1'000;
/// Without those of parties that whoever looks has an interest in.
HitCounts counts_but_own(store::Reader&, const access::Actor&, const store::HitFilter&);

/// What somebody had before them when they said their word.
struct HitShown {
  std::size_t steps = 0;
  std::string sides;  ///< sides_of() the hit
};
/// One text for what was compared, on both sides: another one where either has changed.
std::string sides_of(const store::ScreeningHit&);

/// Whether somebody speaks or writes for an organisation, or the one that it was merged into: they are told
/// nothing of its screening.
bool has_interest(store::Reader&, const access::Actor&, const base::Uuid& organisation);

/// The use cases of those who decide. What the table of permissions does not allow throws access::Refused; to
/// whoever has an interest in a party its hits do not exist (base::NotFound).
class ScreeningReview {
 public:
  explicit ScreeningReview(Register& reg) : reg_(reg) {}

  /// Those in a state that may be shown to whoever looks, the longest there first; behind the one that
  /// `since` and `after` name.
  HitPage list(const access::Actor&, store::HitState, const store::HitFilter&, base::Instant since,
               base::Uuid after, std::size_t limit) const;
  /// The lists that hits may be of: those that the register has used, by name.
  std::vector<std::string> datasets(const access::Actor&) const;
  ScreenedPartyView party(const access::Actor&, const base::Uuid& organisation) const;
  /// How many there are in each state, without those that list() leaves out.
  HitCounts counts(const access::Actor&, const store::HitFilter&) const;
  HitDetail look(const access::Actor&, const base::Uuid& hit) const;
  /// Of what its page showed, and of nothing newer. Sent twice, it is written once.
  std::optional<HitFault> say(const access::Actor&, const base::Uuid& hit, HitWord, std::string_view reason,
                              const HitShown&);
  /// Nothing for whoever may not see it, or has an interest.
  std::optional<ScreeningStanding> standing(const access::Actor&, const base::Uuid& organisation) const;

 private:
  Register& reg_;
};

/// How many hits wait for a word of whoever looks, who may see them: without those of parties that they have
/// an interest in; kHitsCounted + 1 where they are more than kHitsCounted.
std::int64_t waiting_hits(const Register&, const access::Actor&);

/// Compares every decision with its seal, the columns of its row and the state of its hit with it, and the
/// seals in the log with the rows. Throws base::Error where one is not what was sealed, or is gone; returns
/// how many there are.
std::int64_t verify_seals(Register&);

}  // namespace entente::registry
