// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/note.hpp"

/// The keys of signed notes: Ed25519 (RFC 8032), of a log (C2SP signed-note, type 0x01) or of a witness,
/// whose signatures say when they were made (C2SP tlog-cosignature, type 0x04).
namespace entente::ledger {

enum class KeyKind : std::uint8_t { log = 0x01, witness = 0x04 };

/// What others check with. Written as "name+0a1b2c3d+base64", which is handed round by hand.
class VerifierKey {
 public:
  /// Throws BadInput where it is none, its number is not that of its name and bytes, or its kind is not
  /// known.
  static VerifierKey parse(std::string_view text);
  VerifierKey(std::string name, KeyKind, std::array<std::uint8_t, 32> public_key);

  const std::string& name() const { return name_; }
  KeyKind kind() const { return kind_; }
  std::uint32_t id() const { return id_; }
  std::string text() const;

  /// Whether the signature says that it is by this key.
  bool is_named_by(const NoteSignature&) const;
  bool holds(std::string_view text, const NoteSignature&) const;
  bool operator==(const VerifierKey&) const = default;

 private:
  std::string name_;
  KeyKind kind_;
  std::array<std::uint8_t, 32> public_key_;
  std::uint32_t id_;
};

/// What is signed with. Written as "PRIVATE+KEY+name+0a1b2c3d+base64"; wiped when it is done with.
class SignerKey {
 public:
  static SignerKey make(std::string name, KeyKind);  ///< a new one
  static SignerKey parse(std::string_view text);     ///< throws BadInput, whose words tell nothing of the key
  SignerKey(const SignerKey&) = delete;
  SignerKey& operator=(const SignerKey&) = delete;
  SignerKey(SignerKey&&) noexcept;
  SignerKey& operator=(SignerKey&&) = delete;
  ~SignerKey();

  std::string text() const;
  const VerifierKey& verifier() const { return verifier_; }
  /// `seconds` since 1970 is what a witness's signature says of its time; that of a log says none.
  NoteSignature sign(std::string_view text, std::int64_t seconds = 0) const;

 private:
  SignerKey(std::string name, KeyKind, const std::array<std::uint8_t, 32>& seed);
  std::array<std::uint8_t, 32> seed_;
  std::array<std::uint8_t, 64> secret_{};
  VerifierKey verifier_;
};

/// Seconds since 1970 that a witness's signature carries. Nothing where it has not the length of one.
std::optional<std::int64_t> time_of(const NoteSignature&);

/// By which of the keys a note is signed. Throws BadInput where a signature that names one of them does not
/// hold, and where none of them signed.
std::vector<const VerifierKey*> signers_of(const Note&, std::span<const VerifierKey> keys);

}  // namespace entente::ledger
