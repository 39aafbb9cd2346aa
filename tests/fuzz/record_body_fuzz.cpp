// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Any bytes as the body of any record: read, or refused with base::BadInput; what is read is written back
// the same.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/error.hpp"
#include "model/record.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1) return 0;
  constexpr std::string_view kTypes[] = {"organisation", "partnership", "participation", "confirmation",
                                         "commitment",   "delivery",    "result",        "attestation"};
  const auto type = kTypes[data[0] % std::size(kTypes)];
  const std::string_view body(reinterpret_cast<const char*>(data + 1), size - 1);
  try {
    const auto record = entente::model::read_body(type, body);
    const auto again = entente::model::body_of(record);
    if (!(entente::model::read_body(type, again) == record)) std::abort();
    entente::model::check(record);
    entente::model::csv_cells(record, "en");
  } catch (const entente::base::BadInput&) {
    // Refused in a sentence: as it should be.
  }
  return 0;
}
