// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "access/key.hpp"

#include <sodium.h>

#include <fstream>
#include <system_error>

#include "access/random.hpp"
#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/hmac.hpp"
#include "base/text.hpp"
#include "base/whole_file.hpp"

namespace entente::access {

namespace {

constexpr std::string_view kKeyMark = "entente-key-1 ";
/// No secret of a second factor begins so and is as long as what is sealed.
constexpr std::string_view kSealMark = "\x01sealed\n";
constexpr std::size_t kKeyBytes = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
constexpr std::size_t kNonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr int kKeyLetters = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* bytes_of(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}

void make_key_file(const std::filesystem::path& file) {
  const std::filesystem::path part = file.string() + ".part-" + Key::fresh().name();  // nobody else's
  {
    base::WholeFile written(part, base::WholeFile::Readers::owner);
    written.out() << Key::fresh().text() << '\n';
    written.commit();
  }
  try {
    base::put_in_place(part, file);
  } catch (const base::Conflict&) {
    std::error_code ignore;  // another was faster, and theirs is the key
    std::filesystem::remove(part, ignore);
  }
}

}  // namespace

std::string Key::derive(std::string_view purpose) const {
  const auto mac = base::hmac_sha256(bytes_, "entente derived\n" + std::string(purpose));
  return {mac.begin(), mac.end()};
}

Key Key::fresh() {
  return Key(random_bytes(kKeyBytes));
}

std::optional<Key> Key::parse(std::string_view text) {
  require_crypto();
  text = base::trimmed(text);
  if (!text.starts_with(kKeyMark)) return std::nullopt;
  text.remove_prefix(kKeyMark.size());
  std::string bytes(kKeyBytes, '\0');
  std::size_t length = 0;
  const char* end = nullptr;
  if (sodium_base642bin(bytes_of(bytes), bytes.size(), text.data(), text.size(), nullptr, &length, &end,
                        kKeyLetters) != 0 ||
      length != kKeyBytes || end != text.data() + text.size())
    return std::nullopt;
  return Key(std::move(bytes));
}

std::string Key::text() const {
  std::string letters(sodium_base64_encoded_len(bytes_.size(), kKeyLetters), '\0');
  sodium_bin2base64(letters.data(), letters.size(), bytes_of(std::string_view(bytes_)), bytes_.size(),
                    kKeyLetters);
  letters.pop_back();  // the NUL
  return std::string(kKeyMark) + letters;
}

std::string Key::name() const {
  constexpr std::size_t kNameLetters = 16;
  return base::hex(base::sha256("entente name of a key\n" + bytes_)).substr(0, kNameLetters);
}

std::string Key::seal(std::string_view purpose, std::string_view plain) const {
  const auto nonce = random_bytes(kNonceBytes);
  std::string box(plain.size() + kTagBytes, '\0');
  crypto_aead_xchacha20poly1305_ietf_encrypt(
      bytes_of(box), nullptr, bytes_of(plain), plain.size(), bytes_of(purpose), purpose.size(), nullptr,
      bytes_of(std::string_view(nonce)), bytes_of(std::string_view(bytes_)));
  return std::string(kSealMark) + nonce + box;
}

std::optional<std::string> Key::open(std::string_view purpose, std::string_view sealed) const {
  if (!is_sealed(sealed)) return std::nullopt;
  const auto nonce = sealed.substr(kSealMark.size(), kNonceBytes);
  const auto box = sealed.substr(kSealMark.size() + kNonceBytes);
  std::string plain(box.size() - kTagBytes, '\0');
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(bytes_of(plain), nullptr, nullptr, bytes_of(box), box.size(),
                                                 bytes_of(purpose), purpose.size(), bytes_of(nonce),
                                                 bytes_of(std::string_view(bytes_))) != 0)
    return std::nullopt;
  return plain;
}

bool is_sealed(std::string_view text) {
  return text.starts_with(kSealMark) && text.size() >= kSealMark.size() + kNonceBytes + kTagBytes;
}

Key key_in(const std::filesystem::path& file) {
  const auto bad = [&](const char* cause, const char* next) {
    return base::BadInput("key " + file.string(), cause, next);
  };
  std::error_code fault;
  if (!std::filesystem::exists(file, fault)) {
    if (fault) throw bad("cannot be looked at", "Check its folder and permissions.");
    make_key_file(file);
  }
  const auto status = std::filesystem::status(file, fault);
  if (fault || (status.permissions() & std::filesystem::perms::others_read) != std::filesystem::perms::none)
    throw bad("can be read by everybody on this machine", "Take that away: chmod 600.");
  std::ifstream in(file, std::ios::binary);
  std::string line;
  std::getline(in, line);
  const auto key = Key::parse(line);
  if (!key)
    throw bad(
        "cannot be read, or holds no key",
        "Put the register's key back from where it is kept. Only where it is lost: remove the file, and "
        "see 'entente user new-key'.");
  return *key;
}

}  // namespace entente::access
