// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Any bytes as OFAC's SDN.CSV and ALT.CSV.
#include "screening/ofac.hpp"

#include <array>
#include <cstdint>
#include <string>

#include "list_checks.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace entente::screening;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  looks_like_ofac(bytes);
  // A NUL divides the two files.
  const auto cut = bytes.find(static_cast<char>(0));
  const std::string first = bytes.substr(0, cut),
                    second = cut == std::string::npos ? "" : bytes.substr(cut + 1);
  read_or_refused([&] {
    return second.empty() ? read_ofac(std::array{ListFile{"one", first}})
                          : read_ofac(std::array{ListFile{"one", first}, ListFile{"two", second}});
  });
  return 0;
}
