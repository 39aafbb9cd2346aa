// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "base/hmac.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "base/error.hpp"

namespace entente::base {

Sha256 hmac_sha256(std::string_view key, std::string_view message) {
  Sha256 out{};
  unsigned length = 0;
  const auto* made =
      HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
           reinterpret_cast<const unsigned char*>(message.data()), message.size(), out.data(), &length);
  if (made == nullptr || length != out.size())
    throw Error("HMAC-SHA-256", "OpenSSL refused the operation", "Check the OpenSSL installation.");
  return out;
}

}  // namespace entente::base
