// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "app/witnessing.hpp"

#include <algorithm>
#include <utility>

#include "base/error.hpp"
#include "ledger/key_file.hpp"

namespace entente::app {

namespace {

using ledger::KeyKind;

/// The logs that a file names, each with all of its keys there.
std::vector<ledger::KnownLog> known_logs(const std::string& file) {
  std::vector<ledger::KnownLog> logs;
  for (auto& key : ledger::read_public_keys(file)) {
    if (key.kind() != KeyKind::log)
      throw base::BadInput("witness.logs " + file, "has a witness's key in it: " + key.name(),
                           "Give the keys of logs.");
    auto at = std::ranges::find(logs, key.name(), &ledger::KnownLog::origin);
    if (at == logs.end()) at = logs.insert(at, {key.name(), {}});
    at->keys.push_back(std::move(key));
  }
  if (logs.empty())
    throw base::BadInput("witness.logs " + file, "names no log", "Give a key of each, one a line.");
  return logs;
}

}  // namespace

std::shared_ptr<registry::LogWitness> witness_of(registry::Register& reg, const Config& config) {
  if (config.witness_key_file.empty()) return nullptr;
  auto keys = ledger::read_key_file(config.witness_key_file);
  if (keys.front().verifier().kind() != KeyKind::witness)
    throw base::BadInput("witness.key_file " + config.witness_key_file, "holds the key of a log",
                         "Make one with 'entente log key make --witness'.");
  return std::make_shared<registry::LogWitness>(reg, std::move(keys), known_logs(config.witness_logs));
}

}  // namespace entente::app
