// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

/// The register's own key: what the store must hold in a form that can be read again (the secret of a second
/// factor, mail that waits) is sealed with it. It lies in a file outside the database, so that a stolen
/// database or backup opens nothing.
namespace entente::access {

class Key {
 public:
  static Key fresh();
  /// Reads what text() gives. Nothing where it is no key.
  static std::optional<Key> parse(std::string_view text);
  /// One line, as the key's file holds it.
  std::string text() const;
  /// Tells two keys apart, and nothing of them.
  std::string name() const;

  /// What can be opened with this key and for the same `purpose` alone: moved to another row it opens no more
  /// (XChaCha20-Poly1305, the purpose as associated data).
  std::string seal(std::string_view purpose, std::string_view plain) const;
  /// Nothing where it was sealed with another key or for another purpose, or was changed since.
  std::optional<std::string> open(std::string_view purpose, std::string_view sealed) const;

  /// 32 bytes that whoever has this key makes again for the same `purpose`, and nobody else: what need not be
  /// kept to be said twice (HMAC-SHA-256).
  std::string derive(std::string_view purpose) const;

 private:
  explicit Key(std::string bytes) : bytes_(std::move(bytes)) {}
  std::string bytes_;
};

/// Whether a text was made by seal().
bool is_sealed(std::string_view);

/// The key in a file, which is made where there is none, for its owner alone. Throws base::BadInput where the
/// file holds no key, or everybody may read it; of two that make it at once both have the same.
Key key_in(const std::filesystem::path& file);

}  // namespace entente::access
