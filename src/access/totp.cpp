// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "access/totp.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>

#include "access/base32.hpp"
#include "access/random.hpp"
#include "access/secret.hpp"
#include "base/error.hpp"

namespace entente::access {

namespace {

constexpr std::size_t kTotpSecretBytes = 20;
constexpr std::int64_t kStepMs = 30'000;
constexpr std::size_t kDigits = 6;
constexpr std::int64_t kNeighbours = 1;  // steps that a telephone's clock may be early or late

std::array<std::uint8_t, 20> hmac_sha1(std::string_view key, std::string_view message) {
  std::array<std::uint8_t, 20> out{};
  unsigned length = 0;
  const auto* made =
      HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()),
           reinterpret_cast<const unsigned char*>(message.data()), message.size(), out.data(), &length);
  if (made == nullptr || length != out.size())
    throw base::Error("HMAC-SHA-1", "OpenSSL refused the operation", "Check the OpenSSL installation.");
  return out;
}

std::string upper(std::string text) {
  for (auto& c : text)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return text;
}

/// RFC 3986 section 2.1, everything but unreserved characters.
std::string percent_encoded(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '.' || c == '_' || c == '~';
    if (plain)
      out += c;
    else
      out.append({'%', kHex[byte >> 4], kHex[byte & 15]});
  }
  return out;
}

}  // namespace

std::string new_totp_secret() {
  return random_bytes(kTotpSecretBytes);
}

std::string hotp_code(std::string_view secret, std::uint64_t counter, std::size_t digits) {
  std::string message(8, '\0');
  for (std::size_t i = 0; i < message.size(); ++i)
    message[message.size() - 1 - i] = static_cast<char>(counter >> (8 * i) & 0xFF);
  const auto mac = hmac_sha1(secret, message);
  const std::size_t at = mac.back() & 15U;
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 4; ++i) number = number << 8 | mac[at + i];
  number &= 0x7FFFFFFFU;
  std::string code(digits, '0');
  for (auto digit = code.rbegin(); digit != code.rend(); ++digit, number /= 10)
    *digit = static_cast<char>('0' + number % 10);
  return code;
}

std::int64_t totp_step(base::Instant moment) {
  return moment.ms / kStepMs;
}

std::optional<std::int64_t> accepted_step(std::string_view secret, std::string_view typed, base::Instant now,
                                          std::int64_t last_step) {
  std::string code(typed);
  std::erase(code, ' ');
  if (code.size() != kDigits || !std::ranges::all_of(code, [](char c) { return c >= '0' && c <= '9'; }))
    return std::nullopt;
  const auto present = totp_step(now);
  // One taken while the clock was far ahead is not to bar all until then.
  constexpr std::int64_t kClocksDiffer = 10;
  if (last_step > present + kClocksDiffer) last_step = 0;
  std::optional<std::int64_t> found;
  // All are compared, so that the time taken says nothing of which was nearly right.
  for (auto step = present - kNeighbours; step <= present + kNeighbours; ++step)
    if (same(hotp_code(secret, static_cast<std::uint64_t>(step), kDigits), code) && step > last_step)
      found = step;
  return found;
}

std::string totp_address(std::string_view secret, std::string_view issuer, std::string_view account) {
  const auto from = percent_encoded(issuer);
  return "otpauth://totp/" + from + ":" + percent_encoded(account) + "?secret=" + upper(base32(secret)) +
         "&issuer=" + from + "&algorithm=SHA1&digits=6&period=30";
}

std::string totp_letters(std::string_view secret) {
  constexpr std::size_t kGroup = 4;
  const auto letters = base32(secret);
  std::string out;
  for (std::size_t at = 0; at < letters.size(); at += kGroup)
    out += (at == 0 ? "" : " ") + letters.substr(at, kGroup);
  return out;
}

}  // namespace entente::access
