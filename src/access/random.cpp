// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "access/random.hpp"

#include <sodium.h>

#include "base/error.hpp"

namespace entente::access {

void require_crypto() {
  static const bool ready = sodium_init() >= 0;
  if (!ready)
    throw base::Error("libsodium", "could not be made ready", "Check the system's source of random numbers.");
}

std::string random_bytes(std::size_t count) {
  require_crypto();
  std::string bytes(count, '\0');
  randombytes_buf(bytes.data(), bytes.size());
  return bytes;
}

}  // namespace entente::access
