// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "app/signing.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "app/wiring.hpp"
#include "base/error.hpp"
#include "registry/log.hpp"
#include "registry/log_keys.hpp"

namespace entente::app {

namespace {

constexpr const char* kLogKey = "log.key";

std::vector<ledger::SignerKey> keys_of(registry::Register& reg, const std::filesystem::path& file,
                                       const Config& config) {
  if (file.empty()) {
    spdlog::warn("the log is not signed by this server: set log.key_file.");
    return {};
  }
  auto keys = registry::read_log_keys(file);
  if (keys.empty()) {
    const auto known = registry::Log(reg).keys();
    // A name that is new is how an operator begins another log, once the key of the former is lost.
    if (!known.empty() && (config.log_origin.empty() || config.log_origin == known.front().name())) {
      spdlog::warn("the log is not signed by this server: its key is not in {}. Put it there.",
                   file.string());
      return {};
    }
    const auto origin =
        config.log_origin.empty() ? registry::log_origin(config.public_url) : config.log_origin;
    try {
      registry::make_log_key(file, origin);
    } catch (const base::Conflict&) {
      // Another was faster, and theirs is the key.
    }
    keys = registry::read_log_keys(file);
  }
  const auto& name = keys.front().verifier().name();
  if (!config.log_origin.empty() && config.log_origin != name)
    throw base::BadInput("log.origin '" + config.log_origin + "'",
                         "is not the name in " + file.string() + ", which is " + name,
                         "A log keeps its name: take the setting out, or set it to that.");
  return keys;
}

}  // namespace

std::filesystem::path log_key_file(const cli::Place& place, const Config& config) {
  if (!config.log_key_file.empty()) return config.log_key_file;
  return place.data.empty() ? std::filesystem::path() : place.data / kLogKey;
}

Signing::Signing(registry::Register& reg, const cli::Place& place, const Config& config) {
  const auto file = log_key_file(place, config);
  signer_ = std::make_unique<registry::LogSigner>(
      reg, keys_of(reg, file, config), registry::log_signed_file(file), is_in_folder(place, config));
  if (!config.log_origin.empty()) signer_->may_begin_another();
  using Milliseconds = Repeating::Milliseconds;
  // What is written within it shares a checkpoint.
  static constexpr Milliseconds kGather(200);
  static constexpr Milliseconds kRefusedAgain(60'000);
  repeating_.emplace("log", kGather, [this, refused = kGather](const std::atomic<bool>&) mutable {
    try {
      const bool more = signer_->round();
      refused = kGather;
      return more ? Milliseconds(0) : kGather;
    } catch (const base::Conflict& e) {
      // Another signer is there again at once; what must not be signed stays so until somebody acts, and is
      // looked at, and told, ever more rarely.
      spdlog::error("log: {}", e.what());
      refused = std::min(kRefusedAgain, 2 * refused);
      return refused;
    }
  });
}

}  // namespace entente::app
