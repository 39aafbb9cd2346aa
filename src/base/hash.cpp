// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "base/hash.hpp"

#include <openssl/evp.h>

#include "base/error.hpp"

namespace entente::base {

struct Sha256Stream::State {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  ~State() { EVP_MD_CTX_free(context); }
};

namespace {
void check(int ok) {
  if (ok != 1) throw Error("SHA-256", "OpenSSL refused the operation", "Check the OpenSSL installation.");
}

// Looked up once and never given back: OpenSSL would look for EVP_sha256() anew each time.
const EVP_MD* algorithm() {
  static const EVP_MD* const found = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  check(found != nullptr ? 1 : 0);
  return found;
}
}  // namespace

Sha256Stream::Sha256Stream() : state_(std::make_unique<State>()) {
  check(EVP_DigestInit_ex(state_->context, algorithm(), nullptr));
}
Sha256Stream::~Sha256Stream() = default;

void Sha256Stream::add(std::string_view bytes) {
  check(EVP_DigestUpdate(state_->context, bytes.data(), bytes.size()));
}

Sha256 Sha256Stream::finish() {
  Sha256 digest{};
  unsigned length = 0;
  check(EVP_DigestFinal_ex(state_->context, digest.data(), &length));
  return digest;
}

Sha256 sha256(std::string_view bytes) {
  Sha256Stream stream;
  stream.add(bytes);
  return stream.finish();
}

std::string hex(const Sha256& digest) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string out;
  out.reserve(64);
  for (const auto b : digest) {
    out += kHex[b >> 4];
    out += kHex[b & 15];
  }
  return out;
}

}  // namespace entente::base
