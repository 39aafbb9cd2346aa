// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Any bytes as the European Union's list.
#include "screening/eu.hpp"

#include <array>
#include <cstdint>
#include <string>

#include "list_checks.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace entente::screening;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  looks_like_eu(bytes);
  read_or_refused([&] { return read_eu({"list", bytes}); });
  return 0;
}
