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

void begin(EVP_MD_CTX* context) {
  // OpenSSL 3 takes a context that could not be made for one.
  check(context != nullptr ? 1 : 0);
  check(EVP_DigestInit_ex(context, algorithm(), nullptr));
}

Sha256 end(EVP_MD_CTX* context) {
  Sha256 digest{};
  unsigned length = 0;
  check(EVP_DigestFinal_ex(context, digest.data(), &length));
  return digest;
}
}  // namespace

Sha256Stream::Sha256Stream() : state_(std::make_unique<State>()) {
  begin(state_->context);
}
Sha256Stream::~Sha256Stream() = default;

void Sha256Stream::add(std::string_view bytes) {
  check(EVP_DigestUpdate(state_->context, bytes.data(), bytes.size()));
}

Sha256 Sha256Stream::finish() {
  return end(state_->context);
}

Sha256 sha256(std::string_view bytes) {
  // Making a context takes as long as hashing some hundred bytes.
  thread_local const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context(EVP_MD_CTX_new(),
                                                                                EVP_MD_CTX_free);
  begin(context.get());
  check(EVP_DigestUpdate(context.get(), bytes.data(), bytes.size()));
  return end(context.get());
}

std::string hex(const Sha256& digest) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string out(2 * digest.size(), '0');
  for (std::size_t i = 0; i < digest.size(); ++i) {
    out[2 * i] = kHex[digest[i] >> 4];
    out[2 * i + 1] = kHex[digest[i] & 15];
  }
  return out;
}

}  // namespace entente::base
