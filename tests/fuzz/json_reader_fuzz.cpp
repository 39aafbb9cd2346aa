// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Any bytes as a file of the register's own format: it is read to the end or refused with a base::Error. What
// is handed over is whole, keeps its own bytes, and points only at what it has; what is JSON stays the same
// when it is written and read again.
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>

#include "base/error.hpp"
#include "exchange/json/json_format.hpp"

namespace exchange = entente::exchange;
namespace json = entente::exchange::json;
namespace model = entente::model;

namespace {

void must(bool holds) {
  if (!holds) std::abort();
}

/// Well formed, but for the ids that the register puts in.
void must_be_well_formed(const model::Record& record) {
  for (const auto& fault : model::check(record))
    must(fault.path == "partnership" || fault.path == "organisation");
}

void check(const exchange::Bundle& bundle) {
  must(!bundle.key_value.empty() && !bundle.original.empty() && bundle.at.line > 0);
  must_be_well_formed(bundle.partnership);
  for (const auto& named : bundle.organisations)
    must(named.naming == exchange::Naming::reference && named.key.starts_with("entente\torganisation/") &&
         named.at.line > 0);
  for (const auto& link : bundle.links) must(link.link < bundle.partnership.links.size());
  const auto known = static_cast<int>(bundle.organisations.size());
  int place = 0;
  for (const auto& part : bundle.parts) {
    must_be_well_formed(part.record);
    must(part.organisation < known && part.giver < known && part.receiver < known &&
         part.commitment < place++);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  const json::Limits limits{.bytes = 1 << 20, .values = 10'000};
  try {
    const auto once = json::write(json::parse(bytes, limits).root);
    must(json::write(json::parse(once, limits).root) == once);
  } catch (const json::SyntaxFault& fault) {
    must(fault.offset <= bytes.size() && !fault.cause.empty());
  }
  exchange::Sink sink;
  sink.bundle = [](std::uint64_t, exchange::Bundle&& bundle) { check(bundle); };
  sink.organisation = [](std::uint64_t, exchange::NamedOrganisation&& named) {
    must(named.naming == exchange::Naming::definition && named.at.line > 0);
    must_be_well_formed(named.organisation);
  };
  sink.refused = [](exchange::Refusal&& refusal) {
    must(!refusal.message.empty() && refusal.message.find('\n') == std::string::npos && refusal.line > 0);
  };
  std::istringstream in(bytes);
  try {
    json::JsonFormat(limits).read(in, "file", sink);
  } catch (const entente::base::BadInput&) {
    // Refused in a sentence: as it should be.
  }
  return 0;
}
