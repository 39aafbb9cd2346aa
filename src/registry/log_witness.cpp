// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/log_witness.hpp"

#include <algorithm>
#include <utility>

#include "base/error.hpp"

namespace entente::registry {

namespace {

constexpr std::string_view kSigned = "witness-keys", kRetired = "witness-retired";
constexpr std::size_t kIdLetters = 8;

/// The number of a key, as it stands in what is handed round.
std::string number_of(const ledger::VerifierKey& key) {
  return key.text().substr(key.name().size() + 1, kIdLetters);
}

std::string state_name(const ledger::VerifierKey& key, std::string_view origin) {
  return "witness/" + number_of(key) + "/" + std::string(origin);
}

/// Whether a list of numbers, each with a space behind it, has this one.
bool has_number(const std::optional<std::string>& numbers, const std::string& one) {
  return numbers && numbers->find(one + " ") != std::string::npos;
}

std::string kept_form(const Witnessed& one) {
  return ledger::text_of(ledger::Checkpoint{one.origin, one.size, one.root, {base::to_string(one.time)}});
}

Witnessed read_kept(std::string_view text) {
  auto kept = ledger::read_checkpoint(text);
  if (kept.extensions.size() != 1)
    throw base::Error("what was witnessed of " + kept.origin, "is damaged in the store",
                      "Restore the register from a backup.");
  return {std::move(kept.origin), kept.size, kept.root, base::parse_instant(kept.extensions.front())};
}

std::string refusal(ledger::Judged judged, const std::optional<Witnessed>& last) {
  switch (judged) {
    case ledger::Judged::not_last:
      return std::to_string(last ? last->size : 0) + "\n";
    case ledger::Judged::not_readable:
      return "The old size is above the size of the checkpoint.\n";
    case ledger::Judged::not_signed:
      return "No key of this log that is known here has signed the checkpoint.\n";
    case ledger::Judged::not_known:
      return "Checkpoints of this log are not signed here.\n";
    case ledger::Judged::not_grown:
    case ledger::Judged::sign:
      break;
  }
  return "The proof does not show that the log begins with what was signed here last.\n";
}

}  // namespace

std::optional<Witnessed> LogWitness::last_of(store::Reader& reader, const std::string& origin) const {
  std::optional<Witnessed> last;
  for (const auto& key : keys_) {
    const auto text = reader.note(state_name(key.verifier(), origin));
    if (!text) continue;
    auto one = read_kept(*text);
    if (!last || one.size > last->size) last = std::move(one);
  }
  return last;
}

LogWitness::Judged LogWitness::judge_in(store::Reader& reader, const ledger::AddCheckpoint& wanted,
                                        const ledger::KnownLog& log) const {
  const auto retired = reader.note(kRetired);
  for (const auto& key : keys_)
    if (has_number(retired, number_of(key.verifier())))
      throw base::Conflict("the witness's key " + number_of(key.verifier()),
                           "signs no more: the register was restored from a backup, which does not know what "
                           "was signed since",
                           "Make another with 'entente log key make --witness', and hand it round.");
  auto last = last_of(reader, log.origin);
  const auto judged = ledger::judge(
      wanted, log,
      last ? std::optional(ledger::Checkpoint{last->origin, last->size, last->root, {}}) : std::nullopt);
  return {.as = judged, .last = std::move(last)};
}

bool LogWitness::is_kept_by_all(store::Reader& reader, const ledger::Checkpoint& checkpoint) const {
  return std::ranges::all_of(keys_, [&](const ledger::SignerKey& key) {
    const auto text = reader.note(state_name(key.verifier(), checkpoint.origin));
    if (!text) return false;
    const auto kept = read_kept(*text);
    return kept.size == checkpoint.size && kept.root == checkpoint.root;
  });
}

LogWitness::Answer LogWitness::add_checkpoint(std::string_view body) {
  const auto wanted = ledger::read_add_checkpoint(body);
  const auto* log = ledger::log_of(wanted, known_);
  if (log == nullptr) return {status_of(ledger::Judged::not_known), refusal(ledger::Judged::not_known, {})};
  const auto next = ledger::read_checkpoint(wanted.checkpoint.text);
  // Signatures are looked at before anything waits for its turn to write.
  if (ledger::judge(wanted, *log, {}) == ledger::Judged::not_signed)
    return {status_of(ledger::Judged::not_signed), refusal(ledger::Judged::not_signed, {})};
  const auto now = reg_.clock().now();
  // Anybody may send again what has been signed, or a size that is not the last: neither takes a writer's
  // turn.
  auto judged = Judged();
  bool is_kept = false;
  {
    const auto reader = reg_.store().read();
    judged = judge_in(*reader, wanted, *log);
    is_kept = is_kept_by_all(*reader, next);
  }
  if (judged.as == ledger::Judged::sign && !is_kept)
    reg_.store().write({"system"}, [&](store::UnitOfWork& unit) {
      judged = judge_in(unit, wanted, *log);
      if (judged.as != ledger::Judged::sign) return;
      auto known = unit.note(kSigned).value_or("");
      for (const auto& key : keys_) {
        unit.set_note(state_name(key.verifier(), log->origin),
                      kept_form({next.origin, next.size, next.root, now}));
        if (const auto number = number_of(key.verifier()); !has_number(known, number)) known += number + " ";
      }
      unit.set_note(kSigned, known);
    });
  if (judged.as != ledger::Judged::sign) return {status_of(judged.as), refusal(judged.as, judged.last)};
  constexpr std::int64_t kSecond = 1000;
  Answer answer;
  for (const auto& key : keys_)
    answer.body += ledger::line_of(key.sign(wanted.checkpoint.text, now.ms / kSecond));
  return answer;
}

std::vector<Witnessed> LogWitness::signed_last() const {
  const auto reader = reg_.store().read();
  std::vector<Witnessed> all;
  for (const auto& log : known_)
    if (auto last = last_of(*reader, log.origin)) all.push_back(std::move(*last));
  return all;
}

std::vector<std::string> retire_witness_keys(Register& reg) {
  std::vector<std::string> all;
  reg.store().write({"system"}, [&](store::UnitOfWork& unit) {
    all.clear();
    const auto numbers = unit.note(kSigned).value_or("");
    auto retired = unit.note(kRetired).value_or("");
    for (std::size_t at = 0; at + kIdLetters < numbers.size(); at += kIdLetters + 1) {
      all.push_back(numbers.substr(at, kIdLetters));
      if (!has_number(retired, all.back())) retired += all.back() + " ";
    }
    if (!all.empty()) unit.set_note(kRetired, retired);
  });
  return all;
}

}  // namespace entente::registry
