// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "access/password.hpp"

#include <sodium.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <semaphore>

#include "access/random.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace entente::access {

namespace {

/// No password of kLongestPassword characters is longer, and nothing longer is worth hashing.
constexpr std::size_t kMostPasswordBytes = 4 * kLongestPassword;

std::counting_semaphore<kHashesAtOnce>& turns() {
  static std::counting_semaphore<kHashesAtOnce> free(kHashesAtOnce);
  return free;
}

class Turn {
 public:
  Turn() { turns().acquire(); }
  ~Turn() { turns().release(); }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
};

icu::UnicodeString unicode_of(std::string_view text) {
  return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
}

/// Canonical composition: "é" typed as one letter on one keyboard and as two on another is one password.
std::string composed(std::string_view password) {
  UErrorCode error = U_ZERO_ERROR;
  const auto* nfc = icu::Normalizer2::getNFCInstance(error);
  std::string out;
  if (U_SUCCESS(error)) nfc->normalize(unicode_of(password), error).toUTF8String(out);
  if (U_FAILURE(error))
    throw base::Error("password", "could not be normalised", "Check the ICU installation.");
  return out;
}

bool has_control(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7F; });
}

}  // namespace

std::optional<PasswordFault> fault_of_password(std::string_view password, const CommonPasswords& common,
                                               std::span<const std::string> about) {
  if (password.size() > kMostPasswordBytes) return PasswordFault::too_long;
  if (!base::is_utf8(password) || has_control(password)) return PasswordFault::not_text;
  const auto characters = static_cast<std::size_t>(unicode_of(composed(password)).countChar32());
  if (characters < kShortestPassword) return PasswordFault::too_short;
  if (characters > kLongestPassword) return PasswordFault::too_long;
  if (common.contains(password, about)) return PasswordFault::common;
  return std::nullopt;
}

std::string hash_password(std::string_view password, const PasswordCost& cost) {
  require_crypto();
  const auto text = composed(password);
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  const Turn turn;
  if (crypto_pwhash_str_alg(hash.data(), text.data(), text.size(), cost.passes, cost.memory,
                            crypto_pwhash_ALG_ARGON2ID13) != 0)
    throw base::Error("password", "there is not enough memory to hash it",
                      "Give the program " + std::to_string(cost.memory >> 20) + " MiB more, or try again.");
  return hash.data();
}

std::string hash_of_nobody(const PasswordCost& cost) {
  constexpr std::size_t kSaltBytes = 16, kHashBytes = 32;
  const auto letters = [](std::size_t count) {
    constexpr int kVariant = sodium_base64_VARIANT_ORIGINAL_NO_PADDING;
    const auto bytes = random_bytes(count);
    std::string out(sodium_base64_encoded_len(count, kVariant), '\0');
    sodium_bin2base64(out.data(), out.size(), reinterpret_cast<const unsigned char*>(bytes.data()), count,
                      kVariant);
    out.pop_back();  // the NUL
    return out;
  };
  return "$argon2id$v=19$m=" + std::to_string(cost.memory >> 10) + ",t=" + std::to_string(cost.passes) +
         ",p=1$" + letters(kSaltBytes) + "$" + letters(kHashBytes);
}

bool password_fits(const std::string& hash, std::string_view password) {
  require_crypto();
  if (hash.empty() || password.size() > kMostPasswordBytes || !base::is_utf8(password)) return false;
  const auto text = composed(password);
  const Turn turn;
  return crypto_pwhash_str_verify(hash.c_str(), text.data(), text.size()) == 0;
}

bool is_outdated(const std::string& hash, const PasswordCost& cost) {
  require_crypto();
  return crypto_pwhash_str_needs_rehash(hash.c_str(), cost.passes, cost.memory) != 0;
}

}  // namespace entente::access
