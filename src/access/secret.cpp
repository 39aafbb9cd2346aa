// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "access/secret.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>

#include "access/base32.hpp"
#include "access/random.hpp"

namespace entente::access {

namespace {

constexpr std::size_t kSecretBytes = 32;
constexpr std::size_t kSecretLetters = 43;  // 32 bytes in base64 without padding
constexpr std::string_view kTokenMark = "entente_", kHookMark = "entente_hook_";
constexpr std::size_t kCodeBytes = 10;
constexpr std::size_t kCodeLetters = 16;
constexpr std::size_t kCodeGroup = 4;
constexpr std::size_t kSpokenBytes = 8, kSpokenLetters = 12;  // 60 bits of them

std::string_view word_of(SecretKind kind) {
  switch (kind) {
    case SecretKind::session:
      return "session";
    case SecretKind::token:
      return "token";
    case SecretKind::link:
      return "link";
    case SecretKind::feed:
      return "feed";
    case SecretKind::hook:
      return "hook";
    case SecretKind::spoken_code:
      return "spoken code";
    case SecretKind::recovery_code:
      break;
  }
  return "recovery code";
}

std::string_view mark_of(SecretKind kind) {
  if (kind == SecretKind::token) return kTokenMark;
  return kind == SecretKind::hook ? kHookMark : std::string_view();
}

std::string base64url(std::string_view bytes) {
  constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::string out(sodium_base64_encoded_len(bytes.size(), kVariant), '\0');
  sodium_bin2base64(out.data(), out.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                    bytes.size(), kVariant);
  out.pop_back();  // the NUL
  return out;
}

bool is_base64url(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

char read_letter(char c) {
  if (c >= 'A' && c <= 'Z') return static_cast<char>(c - 'A' + 'a');
  if (c == '0') return 'o';
  if (c == '1') return 'l';
  if (c == '8') return 'b';
  return c;
}

std::string in_groups(std::string_view letters) {
  std::string code;
  for (std::size_t at = 0; at < letters.size(); at += kCodeGroup)
    code += (at == 0 ? "" : "-") + std::string(letters.substr(at, kCodeGroup));
  return code;
}

std::string read_code(std::string_view typed, std::size_t length) {
  std::string letters;
  for (const char c : typed) {
    if (c == ' ' || c == '-' || c == '\t') continue;
    const auto letter = read_letter(c);
    if (!is_base32(letter) || letters.size() == length) return {};
    letters += letter;
  }
  return letters.size() == length ? in_groups(letters) : std::string();
}

}  // namespace

std::string new_secret(SecretKind kind) {
  const auto letters = base64url(random_bytes(kSecretBytes));
  return std::string(mark_of(kind)) + letters;
}

std::string link_of(std::string_view bytes) {
  return base64url(bytes.substr(0, kSecretBytes));
}

std::string spoken_code_of(std::string_view bytes) {
  return in_groups(std::string_view(base32(bytes.substr(0, kSpokenBytes))).substr(0, kSpokenLetters));
}

base::Sha256 hash_of_secret(SecretKind kind, std::string_view secret) {
  return base::sha256("entente " + std::string(word_of(kind)) + '\n' + std::string(secret));
}

bool is_secret(SecretKind kind, std::string_view text) {
  if (kind == SecretKind::recovery_code) return !read_recovery_code(text).empty();
  if (kind == SecretKind::spoken_code) return !read_spoken_code(text).empty();
  if (!text.starts_with(mark_of(kind))) return false;
  text.remove_prefix(mark_of(kind).size());
  return text.size() == kSecretLetters && std::ranges::all_of(text, is_base64url);
}

bool same(std::string_view a, std::string_view b) {
  require_crypto();
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

bool same(const base::Sha256& a, const base::Sha256& b) {
  require_crypto();
  return sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string form_key(std::string_view session_secret) {
  return base::hex(base::sha256("entente form\n" + std::string(session_secret)));
}

std::string act_key(std::string_view session_secret, std::string_view act) {
  return base::hex(base::sha256("entente act\n" + std::string(act) + '\n' + std::string(session_secret)));
}

std::vector<std::string> new_recovery_codes() {
  std::vector<std::string> codes;
  while (codes.size() < kRecoveryCodes) {
    codes.push_back(in_groups(base32(random_bytes(kCodeBytes))));
  }
  return codes;
}

std::string read_recovery_code(std::string_view typed) {
  return read_code(typed, kCodeLetters);
}

std::string new_spoken_code() {
  return spoken_code_of(random_bytes(kSpokenBytes));
}

std::string read_spoken_code(std::string_view typed) {
  return read_code(typed, kSpokenLetters);
}

}  // namespace entente::access
