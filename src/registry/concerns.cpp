// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Whoever raises a concern.
#include "registry/concerns.hpp"

#include <algorithm>
#include <utility>

#include "access/secret.hpp"
#include "base/error.hpp"
#include "registry/account_words.hpp"
#include "registry/concern_words.hpp"
#include "registry/letters.hpp"
#include "registry/notices.hpp"
#include "registry/sealed.hpp"

namespace entente::registry {

namespace {

constexpr std::int64_t kAnswerDayMs = 24 * 3'600'000LL;
constexpr std::int64_t kAnswerLetterMs = 7 * kAnswerDayMs;
constexpr auto kRaisersSecret = access::SecretKind::link;

std::optional<ConcernFault> fault_of(const NewConcern& wanted) {
  if (!is_concern_kind(wanted.kind)) return ConcernFault{ConcernFault::Kind::kind};
  if (auto fault = fault_of_concern_words(wanted.text)) return fault;
  if (!wanted.name.empty() && !is_person_name(wanted.name)) return ConcernFault{ConcernFault::Kind::name};
  if (!wanted.address.empty() && !is_address(wanted.address))
    return ConcernFault{ConcernFault::Kind::address};
  return std::nullopt;
}

base::NotFound no_such() {
  return {"concern", "is at no such address", "Check the address: it was shown once, when it was raised."};
}

store::Concern raised_with(store::Reader& reader, std::string_view secret) {
  if (!access::is_secret(kRaisersSecret, secret)) throw no_such();
  auto concern = reader.concerns().raised_with(access::hash_of_secret(kRaisersSecret, secret));
  if (!concern) throw no_such();
  if (concern->state == store::ConcernState::withdrawn)
    throw base::Conflict("concern " + std::to_string(concern->number), "was withdrawn",
                         "Raise another one where there is more to say.");
  return std::move(*concern);
}

}  // namespace

const access::Key& Concerns::key() const {
  if (!taken()) throw base::NotFound("concerns", "are not taken by this register");
  return *accounts_.key();
}

std::string Concerns::sealed(const base::Uuid& concern, std::string_view words) const {
  return key().seal(purpose_of_concern(concern), words);
}

base::Instant Concerns::due_from(base::Instant now) const {
  return {now.ms + answer_days_ * kAnswerDayMs};
}

Raised Concerns::raise(const NewConcern& wanted, const std::string& network) {
  const auto& own = key();
  if (!access::is_secret(kRaisersSecret, wanted.secret))
    throw base::BadInput("form", "did not come from this register",
                         "Open the page again, and send its form.");
  if (const auto fault = fault_of(wanted)) return {fault, 0};
  const auto hash = access::hash_of_secret(kRaisersSecret, wanted.secret);
  if (const auto known = reg_.read()->concerns().raised_with(hash)) return {{}, known->number};
  const auto subject_now = subject(wanted.about);
  if (!subject_now || !subject_now->stands)
    throw base::NotFound("record " + wanted.about.str(), "does not stand in this register");
  const auto now = reg_.clock().now();
  if (const auto heard = raised_.take(network, now))
    return {ConcernFault{ConcernFault::Kind::later, *heard}, 0};
  store::Concern concern;
  concern.id = base::Uuid::v7(now);
  concern.about = subject_now->id;
  concern.hash = hash;
  concern.kind = wanted.kind;
  const auto address = wanted.address.empty() ? std::string() : kept_address(wanted.address);
  concern.contact = sealed_contact(own, concern.id,
                                   {std::string(base::trimmed(wanted.name)), address, wanted.language,
                                    address.empty() ? std::string() : wanted.secret});
  concern.made = concern.changed = now;
  concern.due = due_from(now);
  const auto words = sealed(concern.id, wanted.text);
  Raised done;
  reg_.store().write({"system"}, [&](store::UnitOfWork& unit) {
    require_key_of_register(unit, own, "a concern");
    if (const auto known = unit.concerns().raised_with(hash)) {
      done.number = known->number;
      return;
    }
    done.number = unit.concerns().add(concern);
    unit.concerns().add_step({concern.id, 0, {}, {}, std::string(kConcernRaised), words, now});
    note_public(unit);
    tell_those_who_answer(unit, reg_.clock(), *subject_now, kNoticeConcernRaised, {});
  });
  looked_ms_ = 0;
  return done;
}

std::optional<ConcernDetail> Concerns::own(std::string_view secret) const {
  if (!access::is_secret(kRaisersSecret, secret)) return std::nullopt;
  ConcernDetail detail;
  {
    const auto reader = reg_.read();
    auto concern = reader->concerns().raised_with(access::hash_of_secret(kRaisersSecret, secret));
    if (!concern) return std::nullopt;
    detail.lines = concern_lines(*reader, accounts_.key(), *concern, ConcernReaderKind::raiser);
    detail.concern = std::move(*concern);
  }
  detail.subject = subject_of(detail.concern);
  return detail;
}

std::optional<ConcernFault> Concerns::add(std::string_view secret, std::string_view text,
                                          const std::string& network, std::optional<std::size_t> seen) {
  if (auto fault = fault_of_concern_words(text)) return fault;
  const auto concern = raised_with(*reg_.read(), secret);
  const auto since = [&](store::Reader& reader) {
    return concern_since(concern_lines(reader, accounts_.key(), concern, ConcernReaderKind::raiser), seen, {},
                         kConcernAdded, text);
  };
  // Before it is counted: sending the form again takes nothing from the hour.
  if (const auto already = since(*reg_.read()); already == ConcernSince::same)
    return std::nullopt;
  else if (already == ConcernSince::other)
    return ConcernFault{ConcernFault::Kind::moved_on};
  const auto subject_now = subject_of(concern);
  const auto now = reg_.clock().now();
  if (const auto heard = added_.take(network, now)) return ConcernFault{ConcernFault::Kind::later, *heard};
  const auto words = sealed(concern.id, text);
  std::optional<ConcernFault> fault;
  reg_.store().write({"system"}, [&](store::UnitOfWork& unit) {
    fault.reset();
    require_key_of_register(unit, key(), "a concern");
    auto standing = raised_with(unit, secret);
    if (const auto meanwhile = since(unit); meanwhile != ConcernSince::nothing) {
      if (meanwhile == ConcernSince::other) fault = ConcernFault{ConcernFault::Kind::moved_on};
      return;
    }
    if (std::ranges::count(unit.concerns().steps(standing.id), kConcernAdded, &store::ConcernStep::what) >=
        static_cast<std::ptrdiff_t>(kMostConcernAdded)) {
      fault = ConcernFault{ConcernFault::Kind::too_many};
      return;
    }
    const bool reopened = standing.state != store::ConcernState::open;
    if (reopened) standing.due = due_from(now);
    standing.state = store::ConcernState::open;
    standing.changed = now;
    unit.concerns().set(standing);
    unit.concerns().add_step({standing.id, 0, {}, {}, std::string(kConcernAdded), words, now});
    if (reopened) note_public(unit);
    tell_those_who_answer(unit, reg_.clock(), subject_now, kNoticeConcernRaised, {});
  });
  looked_ms_ = 0;
  return fault;
}

void Concerns::withdraw(std::string_view secret) {
  const auto now = reg_.clock().now();
  reg_.store().write({"system"}, [&](store::UnitOfWork& unit) {
    auto concern = raised_with(unit, secret);
    concern.state = store::ConcernState::withdrawn;
    concern.sight = store::ConcernSight::counted;
    concern.contact.clear();
    concern.changed = now;
    unit.concerns().set(concern);
    unit.concerns().add_step({concern.id, 0, {}, {}, std::string(kConcernWithdrawn), {}, now});
    note_public(unit);
  });
  looked_ms_ = 0;
}

void Concerns::tell_raiser(store::UnitOfWork& unit, const store::Concern& concern,
                           std::string_view kind) const {
  const auto contact = opened_contact(accounts_.key(), concern);
  if (contact.address.empty() || !accounts_.mails()) return;
  accounts_.post(unit,
                 letter_of_concern(accounts_.letterhead(), kind, concern.number, contact.address,
                                   contact.language, contact.secret),
                 kAnswerLetterMs);
}

}  // namespace entente::registry
