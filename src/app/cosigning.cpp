// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cosigning.hpp"

#include <spdlog/spdlog.h>

#include <chrono>
#include <fstream>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "ledger/note.hpp"
#include "outbound/fetch.hpp"

namespace entente::app {

namespace {

constexpr std::size_t kMostWitnesses = 30;
constexpr std::size_t kMostAnswer = std::size_t{64} * 1024;

/// The operator names them, so they may be on a network of their own.
outbound::HookRules witness_rules() {
  return {.clear = true, .inner = true, .certificates = {}, .timeout = std::chrono::seconds(10)};
}

}  // namespace

std::vector<registry::AskedWitness> asked_witnesses(const std::string& file) {
  std::vector<registry::AskedWitness> all;
  if (file.empty()) return all;
  std::ifstream in(file, std::ios::binary);
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    const auto refuse = [&](const std::string& cause) {
      throw base::BadInput("log.witnesses " + file + ":" + std::to_string(number), cause,
                           "Write the witness's key, a space, and the address before /add-checkpoint.");
    };
    const auto text = base::trimmed(line);
    if (text.empty() || text.front() == '#') continue;
    const auto space = text.find(' ');
    if (space == std::string_view::npos) refuse("names no address");
    auto key = ledger::VerifierKey::parse(text.substr(0, space));
    if (key.kind() != ledger::KeyKind::witness) refuse("has the key of a log");
    std::string url(base::trimmed(text.substr(space)));
    while (url.ends_with('/')) url.pop_back();
    if (!outbound::is_hook_url(url, witness_rules())) refuse("has no address of https:// or http://");
    if (all.size() == kMostWitnesses) refuse("is one more than the thirty witnesses that are asked");
    all.push_back({std::move(key), std::move(url)});
  }
  if (!in.eof() || all.empty())
    throw base::BadInput("log.witnesses " + file, "cannot be read, or names no witness",
                         "Check its name and permissions.");
  return all;
}

Cosigning::Cosigning(registry::Register& reg, const Config& config) {
  const auto witnesses = asked_witnesses(config.log_witnesses);
  if (witnesses.empty()) return;
  asking_ = std::make_unique<registry::WitnessAsking>(
      reg, witnesses, [this](const std::string& url, const std::string& body) {
        // Several are asked at once, and each over a connection of its own.
        outbound::Fetcher fetcher(witness_rules());
        auto got = fetcher.post({.url = url + "/add-checkpoint",
                                 .headers = {{"Content-Type", "text/plain; charset=utf-8"}},
                                 .body = body},
                                kMostAnswer, *stop_);
        return registry::WitnessSaid{got.status, std::move(got.body)};
      });
  repeating_.emplace("witnesses", std::chrono::milliseconds(500), [this](const std::atomic<bool>& stop) {
    stop_ = &stop;
    for (const auto& sentence : asking_->round()) spdlog::warn("{}", sentence);
  });
}

}  // namespace entente::app
