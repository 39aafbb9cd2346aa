// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/witness_asking.hpp"

#include <algorithm>
#include <utility>

#include "base/error.hpp"
#include "ledger/witness.hpp"
#include "registry/log_tiles.hpp"

namespace entente::registry {

namespace {

constexpr std::int64_t kAskAgainMs = 10'000, kAskAtLeastMs = 3'600'000;

bool has_signed(const ledger::Note& note, const ledger::VerifierKey& key) {
  return std::ranges::any_of(note.signatures, [&](const auto& one) { return key.is_named_by(one); });
}

std::int64_t pause_after(unsigned failures) {
  constexpr unsigned kDoublings = 9;  // which pass the longest
  return std::min(kAskAtLeastMs, kAskAgainMs << std::min(failures, kDoublings));
}

/// The answer to a size that the witness did not sign last: the one it did. Nothing where it is none.
std::optional<std::uint64_t> other_size(const WitnessSaid& said) {
  constexpr int kOtherSize = 409;
  if (said.status != kOtherSize || !said.body.ends_with('\n')) return {};
  try {
    return ledger::read_count(std::string_view(said.body).substr(0, said.body.size() - 1), "the size");
  } catch (const base::BadInput&) {
    return {};
  }
}

}  // namespace

WitnessAsking::WitnessAsking(Register& reg, const std::vector<AskedWitness>& witnesses, AskWitness ask)
    : reg_(reg), ask_(std::move(ask)) {
  for (const auto& one : witnesses) all_.push_back({.witness = one, .size = {}, .next = {}});
}

std::vector<std::string> WitnessAsking::round() {
  const auto published = Log(reg_).published();
  if (!published) return {};
  const auto now = reg_.clock().now();
  std::vector<std::string> told;
  for (auto& one : all_) {
    if (has_signed(published->note, one.witness.key)) continue;
    // A clock that was put back does not keep a witness waiting.
    if (now < one.next && one.next.ms - now.ms <= kAskAtLeastMs) continue;
    if (!lease_) lease_ = Lease::take(reg_, "witnesses");
    if (!lease_) return told;
    std::string fault;
    try {
      fault = ask_one(one, *published);
    } catch (const base::BadInput& e) {
      fault = e.what();  // what it answered with
    } catch (...) {
      lease_.reset();  // another may have it meanwhile
      throw;
    }
    one.failures = fault.empty() ? 0 : one.failures + 1;
    one.next = {now.ms + pause_after(one.failures)};
    if (!fault.empty()) told.push_back("witness " + one.witness.key.name() + ": " + fault);
  }
  return told;
}

std::string WitnessAsking::ask_one(Asked& one, const PublishedLog& published) {
  constexpr int kSigned = 200;
  for (bool again = false;; again = true) {
    const auto said = ask_(one.witness.url, body_for(one, published));
    if (said.status == kSigned) {
      take(one, published, said.body);
      return {};
    }
    const auto size = other_size(said);
    if (size && *size > published.checkpoint.size)
      return "it has signed " + std::to_string(*size) + " entries of this log, of which " +
             std::to_string(published.checkpoint.size) +
             " are published: the register may have been put back to an earlier state.";
    if (!size || again || size == one.size)
      return said.status == 0
                 ? "it could not be reached."
                 : "it did not sign, and answered with the status " + std::to_string(said.status) + ".";
    one.size = size;
  }
}

std::string WitnessAsking::body_for(const Asked& one, const PublishedLog& published) const {
  ledger::AddCheckpoint wanted{one.size.value_or(0), {}, {published.note.text, {}}};
  for (const auto& signature : published.note.signatures)
    if (signature.key_name == published.checkpoint.origin) wanted.checkpoint.signatures.push_back(signature);
  const auto size = published.checkpoint.size;
  const auto reader = reg_.store().read();
  wanted.proof = ledger::prove_consistency(wanted.old_size, size, hashes_of_log(reader->log(), size));
  return ledger::bytes_of(wanted);
}

void WitnessAsking::take(Asked& one, const PublishedLog& published, const std::string& answer) {
  const auto signatures = ledger::cosignatures_in(answer, published.note.text, one.witness.key);
  reg_.store().write({"system"}, [&](store::UnitOfWork& unit) {
    lease_->check(unit);
    const auto bytes = unit.note(kLogCheckpoint);
    if (!bytes) return;
    auto note = ledger::read_note(*bytes);
    if (note.text != published.note.text) return;  // another one was published meanwhile
    for (const auto& signature : signatures)
      if (std::ranges::find(note.signatures, signature) == note.signatures.end() &&
          note.signatures.size() < ledger::kMaxSignatures)
        note.signatures.push_back(signature);
    unit.set_note(kLogCheckpoint, ledger::bytes_of(note));
  });
  one.size = published.checkpoint.size;
}

}  // namespace entente::registry
