// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Any bytes as a file: every format that recognises them reads them to the end or refuses them with a
// base::Error. What is handed over is whole: it names itself, and its parts point at parties it has.
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>

#include "base/error.hpp"
#include "exchange/format.hpp"

namespace exchange = entente::exchange;

namespace {

void check(const exchange::Bundle& bundle) {
  if (bundle.key_value.empty() || bundle.original.empty()) std::abort();
  const auto known = static_cast<int>(bundle.organisations.size());
  for (const auto& part : bundle.parts)
    if (part.organisation >= known || part.giver >= known || part.receiver >= known) std::abort();
  for (const auto& named : bundle.organisations)
    if (named.key.find('\t') == std::string::npos) std::abort();
  if (!entente::model::check(bundle.partnership).empty()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  exchange::Sink sink;
  sink.bundle = [](std::uint64_t, exchange::Bundle&& bundle) { check(bundle); };
  sink.refused = [](exchange::Refusal&& refusal) {
    if (refusal.message.empty()) std::abort();
  };
  for (const auto* format : exchange::formats()) {
    if (!format->recognises(std::string_view(bytes).substr(0, 4096))) continue;
    std::istringstream in(bytes);
    try {
      format->read(in, "file", sink);
    } catch (const entente::base::Error&) {
      // Refused in a sentence: as it should be.
    }
  }
  return 0;
}
