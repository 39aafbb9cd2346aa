// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Any bytes as what a register shows, held against a log of two entries: compared, or refused with
// base::BadInput; what is taken for the record of an entry stands in the bytes as its body.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "registry/records_in_log.hpp"

namespace ledger = entente::ledger;
using entente::registry::RecordsInLog;

namespace {

constexpr std::string_view kBody = R"({"name":{"en":"One"}})";
constexpr std::string_view kLater = R"({"name":{"en":"Two"}})";

void must(bool holds) {
  if (!holds) std::abort();
}

RecordsInLog two_entries() {
  RecordsInLog records;
  ledger::Statement said;
  said.event_seq = 3;
  said.hash = entente::base::sha256(kBody);
  said.id = entente::base::Uuid::parse("0193580a-1b2c-7abc-8def-0123456789ab").value();
  said.time = entente::base::parse_instant("2026-11-24T04:05:06.789Z");
  said.type = "organisation";
  said.version = 1;
  records.take(0, ledger::bytes_of(said));
  said.act = ledger::Act::changed;
  said.event_seq = 4;
  said.hash = entente::base::sha256(kLater);
  said.version = 2;
  records.take(1, ledger::bytes_of(said));
  return records;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const RecordsInLog kRecords = two_entries();
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  auto records = kRecords;
  std::uint64_t told = 0;
  try {
    records.compare(bytes, "the page", [&](const std::string& sentence) {
      must(!sentence.empty());
      ++told;
    });
  } catch (const entente::base::BadInput&) {
  }
  const auto seen = records.seen();
  const auto stands = [&](std::string_view body) { return bytes.find(body) != bytes.npos ? 1U : 0U; };
  must(seen.same <= stands(kBody) + stands(kLater) && seen.same + seen.unseen == 2);
  must(seen.differences == told);
  return 0;
}
