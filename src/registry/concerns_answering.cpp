// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Whoever answers concerns, and the one concerned.
#include <algorithm>
#include <initializer_list>
#include <set>
#include <utility>

#include "access/refused.hpp"
#include "base/error.hpp"
#include "registry/account_words.hpp"
#include "registry/concern_notices.hpp"
#include "registry/concern_words.hpp"
#include "registry/concerns.hpp"
#include "registry/notices.hpp"

namespace entente::registry {

namespace {

constexpr std::size_t kMostHandedOn = 1'000;  // to one place, of which one person reads

void require_answering(const access::Actor& actor, const ConcernSubject& subject) {
  require(actor, access::Action::answer_concern, {.sight = access::Sight::confidential});
  if (speaks_for(actor, subject))
    throw access::Refused("concern", "is about those for whom this account speaks",
                          "Somebody else who looks after the register answers it.");
}

store::Concern standing_concern(store::Reader& reader, std::int64_t number) {
  auto concern = reader.concerns().numbered(number);
  if (!concern) throw base::NotFound("concern " + std::to_string(number), "does not exist");
  return std::move(*concern);
}

void require_not_withdrawn(const store::Concern& concern) {
  if (concern.state == store::ConcernState::withdrawn)
    throw base::Conflict("concern " + std::to_string(concern.number), "was withdrawn", "Look at it again.");
}

bool has_many(const std::vector<ConcernLine>& lines, std::initializer_list<std::string_view> kinds,
              std::size_t most) {
  return std::ranges::count_if(lines, [&](const ConcernLine& line) {
           return std::ranges::find(kinds, line.step.what) != kinds.end();
         }) >= static_cast<std::ptrdiff_t>(most);
}

bool is_full_of_answers(const std::vector<ConcernLine>& lines) {
  return has_many(
      lines, {kConcernAnswered, kConcernClosed, kConcernHandedOn, kConcernPublished, kConcernUnpublished},
      kMostConcernSteps);
}

/// Without the number: whoever sees events may be one who is not told that this concern came in.
void note_by_token(store::UnitOfWork& unit, const access::Actor& actor, base::Instant now) {
  note_office_act(unit, actor, access::Action::answer_concern, {}, now);
}

/// The places for which somebody may reply.
std::vector<access::Grant> places_of(const access::Actor& actor) {
  std::vector<access::Grant> places;
  for (const auto& grant : actor.grants)
    if ((grant.role == access::Role::representative || grant.role == access::Role::focal_point) &&
        access::may(actor, access::Action::reply_to_concern,
                    {.place = grant.of, .sight = access::Sight::restricted}))
      places.push_back(grant);
  return places;
}

/// Tells those who speak for the one concerned, that they may reply.
void hand_on_to(store::UnitOfWork& unit, const base::Clock& clock, const store::Concern& concern,
                const ConcernSubject& subject) {
  std::set<base::Uuid> told;
  for (const auto& place : subject.places) {
    unit.concerns().hand_on(concern.id, place.of);
    for (const auto& holder : unit.accounts().holders(access::name_of(place.role), place.of))
      if (told.insert(holder.account).second)
        notify_anew(unit.accounts(), clock, holder.account, kNoticeConcern, std::to_string(concern.number));
  }
}

}  // namespace

std::vector<ConcernRow> Concerns::list(const access::Actor& actor, store::ConcernState state,
                                       base::Instant due, std::int64_t after, std::size_t limit) const {
  require(actor, access::Action::answer_concern, {.sight = access::Sight::confidential});
  return concerns_for(reg_, actor, state, due, after, limit);
}

store::Concern Concerns::numbered(const access::Actor& actor, std::int64_t number) const {
  require(actor, access::Action::answer_concern, {.sight = access::Sight::confidential});
  return standing_concern(*reg_.read(), number);
}

ConcernDetail Concerns::look(const access::Actor& actor, std::int64_t number) const {
  ConcernDetail detail;
  detail.concern = numbered(actor, number);
  detail.subject = subject_of(detail.concern);
  require_answering(actor, detail.subject);
  if (!actor.scopes) {  // what a program reads leaves the register without a trace
    const auto contact = opened_contact(accounts_.key(), detail.concern);
    detail.name = contact.name;
    detail.address = contact.address;
  }
  detail.lines = concern_lines(*reg_.read(), accounts_.key(), detail.concern, ConcernReaderKind::office);
  return detail;
}

std::optional<ConcernFault> Concerns::answered(const access::Actor& actor, std::int64_t number,
                                               store::ConcernState to, std::string_view what,
                                               std::string_view text, std::optional<std::size_t> seen) {
  const auto about = subject_of(numbered(actor, number));
  require_answering(actor, about);
  if (auto fault = fault_of_concern_words(text)) return fault;
  const auto by = actor.account.value_or(base::Uuid());
  const auto now = reg_.clock().now();
  std::optional<ConcernFault> fault;
  reg_.store().write({author_of(actor)}, [&](store::UnitOfWork& unit) {
    fault.reset();
    auto concern = standing_concern(unit, number);
    const auto lines = concern_lines(unit, accounts_.key(), concern, ConcernReaderKind::office);
    if (const auto since = concern_since(lines, seen, by, what, text); since != ConcernSince::nothing) {
      if (since == ConcernSince::other) fault = ConcernFault{ConcernFault::Kind::moved_on};
      return;
    }
    require_not_withdrawn(concern);
    if (concern.state == store::ConcernState::closed)
      throw base::Conflict("concern " + std::to_string(number), "is closed", "Look at it again.");
    if (to != store::ConcernState::closed && is_full_of_answers(lines)) {
      fault = ConcernFault{ConcernFault::Kind::too_many};
      return;
    }
    tell_raiser(unit, concern, what);
    concern.state = to;
    concern.changed =
        now;  // from which on the contact is kept for a while: neither replies nor showing it count
    if (to == store::ConcernState::closed) concern.contact.clear();
    unit.concerns().set(concern);
    unit.concerns().add_step({concern.id, 0, by, {}, std::string(what), std::string(text), now});
    put_concern_notice(unit, concern, about);
    note_by_token(unit, actor, now);
    note_public(unit);
  });
  looked_ms_ = 0;
  return fault;
}

std::optional<ConcernFault> Concerns::answer(const access::Actor& actor, std::int64_t number,
                                             std::string_view text, std::optional<std::size_t> seen) {
  return answered(actor, number, store::ConcernState::answered, kConcernAnswered, text, seen);
}

std::optional<ConcernFault> Concerns::close(const access::Actor& actor, std::int64_t number,
                                            std::string_view reason, std::optional<std::size_t> seen) {
  return answered(actor, number, store::ConcernState::closed, kConcernClosed, reason, seen);
}

std::optional<ConcernFault> Concerns::show(const access::Actor& actor, std::int64_t number,
                                           store::ConcernSight sight, std::string_view text,
                                           std::optional<std::size_t> seen) {
  const auto about = subject_of(numbered(actor, number));
  require_answering(actor, about);
  const bool taken_back = sight == store::ConcernSight::counted;
  if (!taken_back)
    if (auto fault = fault_of_concern_words(text)) return fault;
  const auto what = taken_back                                ? kConcernUnpublished
                    : sight == store::ConcernSight::published ? kConcernPublished
                                                              : kConcernHandedOn;
  const auto said = taken_back ? std::string() : std::string(text);
  const auto by = actor.account.value_or(base::Uuid());
  const auto now = reg_.clock().now();
  std::optional<ConcernFault> fault;
  reg_.store().write({author_of(actor)}, [&](store::UnitOfWork& unit) {
    fault.reset();
    auto concern = standing_concern(unit, number);
    const auto lines = concern_lines(unit, accounts_.key(), concern, ConcernReaderKind::office);
    if (const auto since = concern_since(lines, seen, by, what, said); since != ConcernSince::nothing) {
      if (since == ConcernSince::other) fault = ConcernFault{ConcernFault::Kind::moved_on};
      return;
    }
    require_not_withdrawn(concern);
    if (taken_back ? concern.sight != store::ConcernSight::published : sight < concern.sight)
      throw base::Conflict("concern " + std::to_string(number), "is shown in another way by now",
                           "Look at it again.");
    if (!taken_back && is_full_of_answers(lines)) {
      fault = ConcernFault{ConcernFault::Kind::too_many};
      return;
    }
    if (taken_back) {
      concern.sight = store::ConcernSight::handed_on;
    } else {
      concern.sight = sight;
      concern.shown = text;
      concern.shortened = lines.empty() || lines.front().step.words != text;
      hand_on_to(unit, reg_.clock(), concern, about);
    }
    unit.concerns().set(concern);
    unit.concerns().add_step({concern.id, 0, by, {}, std::string(what), said, now});
    put_concern_notice(unit, concern, about);
    note_by_token(unit, actor, now);
    if (sight != store::ConcernSight::handed_on) note_public(unit);
  });
  looked_ms_ = 0;
  return fault;
}

std::vector<ConcernRow> Concerns::handed_on(const access::Actor& actor, std::size_t limit) const {
  std::vector<store::Concern> all;
  {
    const auto reader = reg_.read();
    for (const auto& place : places_of(actor))
      for (auto& concern : reader->concerns().handed_to(place.of, kMostHandedOn))
        if (std::ranges::find(all, concern.id, &store::Concern::id) == all.end() &&
            concern.sight != store::ConcernSight::counted)
          all.push_back(std::move(concern));
  }
  std::ranges::sort(all, std::ranges::greater(), &store::Concern::number);
  all.resize(std::min(all.size(), limit));
  std::vector<ConcernRow> rows;
  for (auto& concern : all) {
    auto about = subject_of(concern);
    rows.push_back({std::move(concern), std::move(about)});
  }
  return rows;
}

std::optional<ConcernDetail> Concerns::handed(const access::Actor& actor, std::int64_t number) const {
  ConcernDetail detail;
  {
    const auto reader = reg_.read();
    auto concern = reader->concerns().numbered(number);
    if (!concern || concern->sight == store::ConcernSight::counted ||
        std::ranges::none_of(places_of(actor), [&](const access::Grant& place) {
          return reader->concerns().is_handed_to(concern->id, place.of);
        }))
      return std::nullopt;
    detail.lines = concern_lines(*reader, accounts_.key(), *concern, ConcernReaderKind::concerned);
    detail.concern = std::move(*concern);
  }
  detail.subject = subject_of(detail.concern);
  return detail;
}

std::optional<ConcernFault> Concerns::reply(const access::Actor& actor, std::int64_t number,
                                            std::string_view text, std::optional<std::size_t> seen) {
  const auto known = handed(actor, number);
  if (!known)
    throw base::NotFound("concern " + std::to_string(number), "was handed on to none of this account's");
  if (auto fault = fault_of_concern_words(text)) return fault;
  const auto by = require_account(actor);
  const auto now = reg_.clock().now();
  std::optional<ConcernFault> fault;
  reg_.store().write({author_of(actor)}, [&](store::UnitOfWork& unit) {
    fault.reset();
    const auto concern = standing_concern(unit, number);
    require_not_withdrawn(concern);
    const auto places = places_of(actor);
    const auto place = std::ranges::find_if(
        places, [&](const access::Grant& each) { return unit.concerns().is_handed_to(concern.id, each.of); });
    if (place == places.end())
      throw base::NotFound("concern " + std::to_string(number), "was handed on to none of this account's");
    const auto lines = concern_lines(unit, accounts_.key(), concern, ConcernReaderKind::concerned);
    if (const auto since = concern_since(lines, seen, by, kConcernReplied, text);
        since != ConcernSince::nothing) {
      if (since == ConcernSince::other) fault = ConcernFault{ConcernFault::Kind::moved_on};
      return;
    }
    if (has_many(lines, {kConcernReplied}, kMostConcernReplies)) {
      fault = ConcernFault{ConcernFault::Kind::too_many};
      return;
    }
    unit.concerns().add_step(
        {concern.id, 0, by, place->of, std::string(kConcernReplied), std::string(text), now});
    if (concern.sight == store::ConcernSight::published) note_public(unit);
    tell_those_who_answer(unit, reg_.clock(), known->subject, kNoticeConcernReply, std::to_string(number));
  });
  looked_ms_ = 0;
  return fault;
}

}  // namespace entente::registry
