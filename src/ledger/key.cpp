// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "ledger/key.hpp"

#include <sodium.h>

#include <algorithm>
#include <charconv>
#include <limits>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "ledger/base64.hpp"

namespace entente::ledger {

namespace {

constexpr std::string_view kPrivate = "PRIVATE+KEY+";
constexpr std::size_t kTimeSize = 8;
constexpr std::size_t kSignatureSize = crypto_sign_BYTES;

using Bytes32 = std::array<std::uint8_t, 32>;

std::uint32_t id_of(std::string_view name, KeyKind kind, const Bytes32& public_key) {
  std::string bytes(name);
  bytes += '\n';
  bytes += static_cast<char>(kind);
  bytes.append(reinterpret_cast<const char*>(public_key.data()), public_key.size());
  const auto hash = base::sha256(bytes);
  return std::uint32_t{hash[0]} << 24U | std::uint32_t{hash[1]} << 16U | std::uint32_t{hash[2]} << 8U |
         hash[3];
}

std::string hex_of(std::uint32_t id) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  for (unsigned shift = 32; shift != 0; shift -= 4) out += kDigits[id >> (shift - 4) & 0xFU];
  return out;
}

/// "name+0a1b2c3d+base64(kind and 32 bytes)".
struct Parts {
  std::string name;
  std::string id;
  KeyKind kind;
  Bytes32 bytes;
};

std::optional<Parts> parts_of(std::string_view text) {
  const auto first = text.find('+');
  if (first == std::string_view::npos || !is_key_name(text.substr(0, first))) return {};
  const auto second = text.find('+', first + 1);
  if (second == std::string_view::npos) return {};
  auto decoded = from_base64(text.substr(second + 1));
  if (!decoded || decoded->size() != 33) return {};
  const auto kind = static_cast<unsigned char>(decoded->front());
  if (kind != static_cast<unsigned char>(KeyKind::log) &&
      kind != static_cast<unsigned char>(KeyKind::witness))
    return {};
  Parts parts{std::string(text.substr(0, first)),
              std::string(text.substr(first + 1, second - first - 1)),
              static_cast<KeyKind>(kind),
              {}};
  std::transform(decoded->begin() + 1, decoded->end(), parts.bytes.begin(),
                 [](char c) { return static_cast<std::uint8_t>(c); });
  sodium_memzero(decoded->data(), decoded->size());
  return parts;
}

std::string text_of(std::string_view name, std::uint32_t id, KeyKind kind, const Bytes32& bytes) {
  std::string whole(1, static_cast<char>(kind));
  whole.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  auto out = std::string(name) + "+" + hex_of(id) + "+" + base64(whole);
  sodium_memzero(whole.data(), whole.size());
  return out;
}

/// What a witness signs: when, and the whole text (tlog-cosignature, "Ed25519 signed message").
std::string witnessed(std::string_view text, std::int64_t seconds) {
  return "cosignature/v1\ntime " + std::to_string(seconds) + "\n" + std::string(text);
}

void must_have_sodium() {
  if (sodium_init() < 0) throw base::Error("libsodium", "could not be started");
}

}  // namespace

VerifierKey::VerifierKey(std::string name, KeyKind kind, Bytes32 public_key)
    : name_(std::move(name)), kind_(kind), public_key_(public_key), id_(id_of(name_, kind, public_key)) {
  must_have_sodium();
}

VerifierKey VerifierKey::parse(std::string_view text) {
  const auto parts = parts_of(text);
  if (!parts)
    throw base::BadInput("the key", "it is not written as name+number+base64 of an Ed25519 key",
                         "Copy the whole line, as 'entente log key' prints it.");
  VerifierKey key(parts->name, parts->kind, parts->bytes);
  if (parts->id != hex_of(key.id_))
    throw base::BadInput("the key of " + parts->name, "its number is not the one of its name and its bytes",
                         "Copy the whole line again: something in it was changed.");
  return key;
}

std::string VerifierKey::text() const {
  return text_of(name_, id_, kind_, public_key_);
}

bool VerifierKey::is_named_by(const NoteSignature& one) const {
  return one.key_id == id_ && one.key_name == name_;
}

bool VerifierKey::holds(std::string_view text, const NoteSignature& one) const {
  const auto* signature = reinterpret_cast<const unsigned char*>(one.bytes.data());
  std::string message;
  if (kind_ == KeyKind::witness) {
    const auto seconds = time_of(one);
    if (!seconds) return false;
    message = witnessed(text, *seconds);
    signature += kTimeSize;
    text = message;
  } else if (one.bytes.size() != kSignatureSize) {
    return false;
  }
  return crypto_sign_verify_detached(signature, reinterpret_cast<const unsigned char*>(text.data()),
                                     text.size(), public_key_.data()) == 0;
}

SignerKey::SignerKey(std::string name, KeyKind kind, const Bytes32& seed)
    : seed_(seed), verifier_([&] {
        must_have_sodium();
        Bytes32 public_key{};
        crypto_sign_seed_keypair(public_key.data(), secret_.data(), seed.data());
        return VerifierKey(std::move(name), kind, public_key);
      }()) {}

SignerKey::SignerKey(SignerKey&& other) noexcept
    : seed_(other.seed_), secret_(other.secret_), verifier_(std::move(other.verifier_)) {
  sodium_memzero(other.seed_.data(), other.seed_.size());
  sodium_memzero(other.secret_.data(), other.secret_.size());
}

SignerKey::~SignerKey() {
  sodium_memzero(seed_.data(), seed_.size());
  sodium_memzero(secret_.data(), secret_.size());
}

SignerKey SignerKey::make(std::string name, KeyKind kind) {
  must_have_sodium();
  if (!is_key_name(name))
    throw base::BadInput("the name of the key",
                         "it is empty, or has a space, a plus sign or a control character");
  Bytes32 seed{};
  randombytes_buf(seed.data(), seed.size());
  SignerKey key(std::move(name), kind, seed);
  sodium_memzero(seed.data(), seed.size());
  return key;
}

SignerKey SignerKey::parse(std::string_view text) {
  auto parts = text.starts_with(kPrivate) ? parts_of(text.substr(kPrivate.size())) : std::nullopt;
  if (!parts)
    throw base::BadInput("the private key", "it is not written as PRIVATE+KEY+name+number+base64",
                         "Take the file that 'entente log key' made, or a copy of it.");
  SignerKey key(parts->name, parts->kind, parts->bytes);
  sodium_memzero(parts->bytes.data(), parts->bytes.size());
  if (parts->id != hex_of(key.verifier_.id()))
    throw base::BadInput("the private key of " + parts->name,
                         "its number is not the one of its name and its bytes",
                         "Something in the file was changed: take a copy of it.");
  return key;
}

std::string SignerKey::text() const {
  return std::string(kPrivate) + text_of(verifier_.name(), verifier_.id(), verifier_.kind(), seed_);
}

NoteSignature SignerKey::sign(std::string_view text, std::int64_t seconds) const {
  NoteSignature one{verifier_.name(), verifier_.id(), {}};
  std::string message(text);
  if (verifier_.kind() == KeyKind::witness) {
    if (seconds < 0) throw base::Error("the time of a signature", "it lies before 1970");
    for (unsigned shift = 64; shift != 0; shift -= 8)
      one.bytes += static_cast<char>(static_cast<std::uint64_t>(seconds) >> (shift - 8) & 0xFFU);
    message = witnessed(text, seconds);
  }
  std::array<unsigned char, kSignatureSize> signature{};
  crypto_sign_detached(signature.data(), nullptr, reinterpret_cast<const unsigned char*>(message.data()),
                       message.size(), secret_.data());
  one.bytes.append(reinterpret_cast<const char*>(signature.data()), signature.size());
  return one;
}

std::optional<std::int64_t> time_of(const NoteSignature& one) {
  if (one.bytes.size() != kTimeSize + kSignatureSize) return {};
  std::uint64_t seconds = 0;
  for (std::size_t i = 0; i < kTimeSize; ++i)
    seconds = seconds << 8U | static_cast<unsigned char>(one.bytes[i]);
  if (seconds > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) return {};
  return static_cast<std::int64_t>(seconds);
}

std::vector<const VerifierKey*> signers_of(const Note& note, std::span<const VerifierKey> keys) {
  std::vector<const VerifierKey*> out;
  for (const auto& key : keys)
    for (const auto& one : note.signatures) {
      if (!key.is_named_by(one)) continue;
      if (!key.holds(note.text, one))
        throw base::BadInput("the signature of " + key.name(),
                             "it does not hold: the text was not signed with that key");
      if (std::find(out.begin(), out.end(), &key) == out.end()) out.push_back(&key);
    }
  if (out.empty()) throw base::BadInput("the signed note", "none of the keys that are trusted has signed it");
  return out;
}

}  // namespace entente::ledger
