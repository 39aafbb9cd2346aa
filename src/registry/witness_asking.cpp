// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/witness_asking.hpp"

#include <algorithm>
#include <future>
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

std::vector<WitnessAsking::Asked*> WitnessAsking::whose_turn_it_is(const PublishedLog& published,
                                                                   base::Instant now) {
  // A clock that was put back does not keep a witness waiting.
  const auto is_due = [&](const Asked& one) {
    return now >= one.next || one.next.ms - now.ms > kAskAtLeastMs;
  };
  std::vector<Asked*> unsigned_yet;
  bool any = false;
  for (auto& one : all_) {
    if (has_signed(published.note, one.witness.key)) continue;
    unsigned_yet.push_back(&one);
    any = any || is_due(one);
  }
  if (!any) return {};
  // Those that sign when they are asked are asked together, so that one checkpoint has all of them.
  std::erase_if(unsigned_yet, [&](const Asked* one) { return one->failures > 0 && !is_due(*one); });
  return unsigned_yet;
}

std::vector<std::string> WitnessAsking::round() {
  const auto published = Log(reg_).published();
  if (!published) return {};
  const auto now = reg_.clock().now();
  const auto asked = whose_turn_it_is(*published, now);
  if (asked.empty()) return {};
  if (!lease_) lease_ = Lease::take(reg_, "witnesses");
  if (!lease_) return {};
  try {
    // One that hangs keeps none of the others waiting.
    std::vector<std::future<Said>> answers;
    for (auto* one : asked)
      answers.push_back(
          std::async(std::launch::async, [this, one, &published] { return ask_one(*one, *published); }));
    for (const auto& answer : answers) answer.wait();
    std::vector<std::string> told;
    std::vector<ledger::NoteSignature> signatures;
    for (std::size_t i = 0; i < asked.size(); ++i) {
      auto said = answers[i].get();
      auto& one = *asked[i];
      one.failures = said.fault.empty() ? 0 : one.failures + 1;
      one.next = {now.ms + pause_after(one.failures)};
      if (!said.fault.empty()) told.push_back("witness " + one.witness.key.name() + ": " + said.fault);
      for (auto& signature : said.signatures) signatures.push_back(std::move(signature));
    }
    if (!signatures.empty()) keep(*published, signatures);
    return told;
  } catch (...) {
    lease_.reset();  // another may have it meanwhile
    throw;
  }
}

WitnessAsking::Said WitnessAsking::ask_one(Asked& one, const PublishedLog& published) const {
  constexpr int kSigned = 200;
  try {
    for (bool again = false;; again = true) {
      const auto said = ask_(one.witness.url, body_for(one, published));
      if (said.status == kSigned) {
        auto signatures = ledger::cosignatures_in(said.body, published.note.text, one.witness.key);
        one.size = published.checkpoint.size;
        return {std::move(signatures), {}};
      }
      const auto size = other_size(said);
      if (size && *size > published.checkpoint.size)
        return {{},
                "it has signed " + std::to_string(*size) + " entries of this log, of which " +
                    std::to_string(published.checkpoint.size) +
                    " are published: the register may have been put back to an earlier state."};
      if (!size || again || size == one.size)
        return {{},
                said.status == 0
                    ? "it could not be reached."
                    : "it did not sign, and answered with the status " + std::to_string(said.status) + "."};
      one.size = size;
    }
  } catch (const base::BadInput& e) {
    return {{}, e.what()};  // what it answered with
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

void WitnessAsking::keep(const PublishedLog& published,
                         const std::vector<ledger::NoteSignature>& signatures) {
  const auto add = [](ledger::Note& note, const std::vector<ledger::NoteSignature>& more) {
    for (const auto& signature : more)
      if (std::ranges::find(note.signatures, signature) == note.signatures.end() &&
          note.signatures.size() < ledger::kMaxSignatures)
        note.signatures.push_back(signature);
  };
  const auto same_in = [&](store::Reader& reader, std::string_view name) -> std::optional<ledger::Note> {
    const auto bytes = reader.note(name);
    auto note = bytes ? std::optional(ledger::read_note(*bytes)) : std::nullopt;
    return note && note->text == published.note.text ? note : std::nullopt;
  };
  reg_.store().write({"system"}, [&](store::UnitOfWork& unit) {
    lease_->check(unit);
    // Another may have been published meanwhile, and is not what they signed.
    if (auto last = same_in(unit, kLogCheckpoint)) {
      add(*last, signatures);
      unit.set_note(kLogCheckpoint, ledger::bytes_of(*last));
    }
    auto witnessed = published.note;
    add(witnessed, signatures);
    if (const auto before = same_in(unit, kLogWitnessed)) add(witnessed, before->signatures);
    unit.set_note(kLogWitnessed, ledger::bytes_of(witnessed));
  });
}

}  // namespace entente::registry
