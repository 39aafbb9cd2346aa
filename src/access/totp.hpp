// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"

/// The second factor: codes of six digits that an application on a person's telephone makes from a shared
/// secret and the time (RFC 6238 over HMAC-SHA-1, steps of 30 seconds, which is what all of them can do).
namespace entente::access {

/// 160 random bits, the length that RFC 4226 section 4 recommends.
std::string new_totp_secret();

/// The code of one counter value (RFC 4226 section 5.3).
std::string hotp_code(std::string_view secret, std::uint64_t counter, std::size_t digits = 6);

/// Number of the half minute a moment falls in.
std::int64_t totp_step(base::Instant);

/// The step whose code was typed: the present one or a neighbour, since clocks differ. Nothing where it fits
/// none, or none later than `last_step`: a code opens once, and whoever looked over a shoulder comes too late
/// (RFC 6238 section 5.2). Spaces within the code are passed over; a
/// `last_step` more than five minutes ahead, which a wrong clock showed, counts for nothing.
std::optional<std::int64_t> accepted_step(std::string_view secret, std::string_view typed, base::Instant now,
                                          std::int64_t last_step);

/// What an application reads from a picture or a link: "otpauth://totp/…". `issuer` is the register's name.
std::string totp_address(std::string_view secret, std::string_view issuer, std::string_view account);

/// The secret as a person can type it: groups of four letters.
std::string totp_letters(std::string_view secret);

}  // namespace entente::access
