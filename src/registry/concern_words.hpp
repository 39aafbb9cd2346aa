// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/key.hpp"
#include "registry/concerns.hpp"

/// Internal to registry: what concerns say, sealed and opened.
namespace entente::registry {

/// The note that counts changes of what everybody sees.
inline constexpr std::string_view kConcernNote = "concerns";
std::int64_t concern_stamp(store::Reader&);

/// Who reads: each sees other steps of a concern.
enum class ConcernReaderKind : std::uint8_t { everybody, concerned, raiser, office };

/// The steps that are for a reader, their words opened.
std::vector<ConcernLine> concern_lines(store::Reader&, const std::optional<access::Key>&,
                                       const store::Concern&, ConcernReaderKind);

/// What has become of a concern since a page showed `seen` of its steps to somebody.
enum class ConcernSince : std::uint8_t { nothing, same, other };
/// `same`: what came next are the very words that are sent now, by the same account.
ConcernSince concern_since(const std::vector<ConcernLine>& now, std::optional<std::size_t> seen,
                           const base::Uuid& account, std::string_view what, std::string_view text);

/// What a concern is about. Of an organisation that was merged into another: that one.
std::optional<ConcernSubject> concern_subject(Register&, const base::Uuid& record);
/// Whether somebody speaks for the one concerned.
bool speaks_for(const access::Actor&, const ConcernSubject&);
/// Those in a state that somebody may answer: none about those for whom they speak.
std::vector<ConcernRow> concerns_for(Register&, const access::Actor&, store::ConcernState, base::Instant due,
                                     std::int64_t after, std::size_t limit);

/// Who is to be told by mail, and how they come back.
struct ConcernContact {
  std::string name, address, language, secret;
};
std::string sealed_contact(const access::Key&, const base::Uuid& concern, const ConcernContact&);
/// Empty where there is none, or it was sealed with another key.
ConcernContact opened_contact(const std::optional<access::Key>&, const store::Concern&);

std::optional<ConcernFault> fault_of_concern_words(std::string_view text);

/// Puts a notice into the feed of everybody who answers concerns, but of those who speak for the one
/// concerned.
void tell_those_who_answer(store::UnitOfWork&, const base::Clock&, const ConcernSubject&,
                           std::string_view kind, std::string_view about);

/// Seals with `next` what was sealed with `present`. Returns how many texts were.
std::size_t seal_concerns(store::ConcernWriter&, const access::Key& present, const access::Key& next);

}  // namespace entente::registry
