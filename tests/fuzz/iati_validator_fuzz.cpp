// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>

#include "base/error.hpp"
#include "base/messages.hpp"
#include "exchange/iati/validation/validator.hpp"
#include "exchange/iati/validation/wording.hpp"

/// Any bytes get a report: the same one whatever the chunks, with a place and words for each finding.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace v = entente::exchange::iati::validation;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  const auto report = [&](std::size_t chunk) {
    v::Options options;
    options.chunk_bytes = chunk;
    std::string said;
    std::istringstream in(bytes);
    try {
      v::validate(in, "fuzz", options, [&](v::Finding&& f) {
        if (f.at.line == 0 || f.at.column == 0) std::abort();
        said += std::to_string(f.at.line) + ":" + std::to_string(f.at.column) + " " + f.rule->id + " " +
                f.path + "\n";
        if (v::words_of(f, entente::base::Messages::in("en")).what.empty()) std::abort();
      });
    } catch (const entente::base::BadInput& e) {
      said += e.what();
    }
    return said;
  };
  if (report(1 << 20) != report(1)) std::abort();
  return 0;
}
