// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/log_signer.hpp"

#include <algorithm>
#include <functional>
#include <utility>

#include "base/error.hpp"
#include "base/whole_file.hpp"
#include "registry/log.hpp"
#include "registry/log_keys.hpp"
#include "registry/log_tiles.hpp"

namespace entente::registry {

namespace {

constexpr std::size_t kCatchUpRevisions = 2'000;  ///< in one unit
constexpr std::uint64_t kTilesInUnit = 16;
constexpr std::string_view kClaim = "log:claim";

/// What a signer says it is about to sign, and under which lease.
std::string claim_of(const ledger::Checkpoint& checkpoint, std::int64_t token) {
  return std::to_string(token) + "\n" + ledger::text_of(checkpoint);
}

/// As Log::former() tells it.
std::string former_log(const std::vector<ledger::VerifierKey>& keys, const std::string& note) {
  std::string text;
  for (const auto& key : keys) text += key.text() + "\n";
  return text + "\n" + note + "--\n";
}

bool has(const std::vector<ledger::VerifierKey>& all, const ledger::VerifierKey& one) {
  return std::ranges::find(all, one) != all.end();
}

}  // namespace

/// What the store says of what was published.
struct LogSigner::Standing {
  std::string note;  ///< empty: nothing was
  std::optional<ledger::Checkpoint> checkpoint;
  std::vector<ledger::VerifierKey> keys;
  std::uint64_t size = 0;  ///< entries that are durable
  bool behind = false;

  explicit Standing(store::Reader& reader)
      : note(reader.note(kLogCheckpoint).value_or(std::string())),
        keys(log_keys_in(reader)),
        size(reader.log().size()),
        behind(reader.log().is_behind()) {
    if (!note.empty()) checkpoint = ledger::read_checkpoint(ledger::read_note(note).text);
  }
  /// Whether what was published is of the log that the key is named by. An operator who puts there a key of
  /// another name begins another log, of the same entries.
  bool is_of(const ledger::SignerKey& key) const {
    return checkpoint && checkpoint->origin == key.verifier().name();
  }
  /// Whether a checkpoint of now would say nothing else.
  bool is_signed_by(const std::vector<ledger::SignerKey>& signers) const {
    if (!checkpoint || checkpoint->size != size) return false;
    const auto signatures = ledger::read_note(note).signatures;
    return std::ranges::all_of(signers, [&](const ledger::SignerKey& signer) {
      return std::ranges::any_of(signatures,
                                 [&](const auto& each) { return signer.verifier().is_named_by(each); });
    });
  }
};

LogSigner::LogSigner(Register& reg, std::vector<ledger::SignerKey> keys, std::filesystem::path signed_file,
                     bool alone)
    : reg_(reg), keys_(std::move(keys)), signed_file_(std::move(signed_file)), alone_(alone) {}

bool LogSigner::round() {
  const Standing standing(*reg_.store().read());
  if (!standing.behind && (keys_.empty() || standing.is_signed_by(keys_))) {
    // Whoever can sign nothing keeps nobody from it.
    if (keys_.empty()) lease_.reset();
    return false;
  }
  try {
    // Before the lease is taken: what must not be signed now must not be signed the next time either, and
    // each lease is two writes beside the very database whose state is to be looked at.
    if (!standing.behind) check_may_sign(standing);
    if (!lease_) lease_ = alone_ ? Lease::seize(reg_, "log") : Lease::take(reg_, "log");
    if (!lease_) return false;
    if (standing.behind) return catch_up() || !keys_.empty();
    keep_tiles(standing.size);
    publish(standing, standing.size);
  } catch (...) {
    // Another may have taken it over meanwhile, and this one looks again.
    lease_.reset();
    throw;
  }
  return false;
}

void LogSigner::check_may_sign(const Standing& standing) const {
  if (standing.is_of(keys_.front()) &&
      std::ranges::none_of(keys_, [&](const auto& key) { return has(standing.keys, key.verifier()); }))
    throw base::Conflict("the key of the log", "is none of those that this log is signed with",
                         "Put the log's own key into the file that log.key_file names.");
  if (standing.checkpoint && !standing.is_of(keys_.front()) && !another_)
    throw base::Conflict(
        "the key of the log",
        "is of " + keys_.front().verifier().name() + ", and this log is called " +
            standing.checkpoint->origin,
        "Put the log's own key into the file that log.key_file names; or set log.origin to the name of "
        "another log, which then begins.");
  if (lease_) return;  // publish() looks at the rest
  const auto reader = reg_.store().read();
  check_begins(reader->log(), standing, standing.size, Tiles::some_to_be_kept);
}

bool LogSigner::catch_up() {
  bool more = false;
  reg_.store().write({"system"}, [&](store::UnitOfWork& unit) {
    lease_->check(unit);
    more = unit.log().catch_up(kCatchUpRevisions);
  });
  return more;
}

void LogSigner::keep_tiles(std::uint64_t size) {
  const auto whole = size / ledger::kTileWidth;
  for (;;) {
    std::vector<store::LogTile> next;
    {
      const auto reader = reg_.store().read();
      const auto kept = reader->log().kept_tiles();
      for (auto index = kept; index < std::min(whole, kept + kTilesInUnit); ++index)
        next.push_back(whole_tile(reader->log(), index));
    }
    if (next.empty()) return;
    reg_.store().write({"system"}, [&](store::UnitOfWork& unit) {
      lease_->check(unit);
      for (const auto& tile : next) unit.log().keep(tile);
    });
  }
}

void LogSigner::check_begins(store::LogReader& log, const Standing& standing, std::uint64_t size,
                             Tiles tiles) const {
  const auto check = [&](const ledger::Checkpoint& with, const char* what) {
    if (with.size <= size) {
      if (tiles == Tiles::some_to_be_kept && with.size / ledger::kTileWidth > log.kept_tiles()) return;
      if (ledger::root_of(with.size, hashes_of_log(log, with.size)) == with.root) return;
    }
    throw base::Conflict("the log of this register",
                         "does not begin with the " + std::to_string(with.size) + " entries that " + what,
                         "Nothing is signed until it does: put back the latest state of the register. See "
                         "the page on the log for what to do where that is lost.");
  };
  if (standing.is_of(keys_.front())) check(*standing.checkpoint, "were published");
  if (const auto last = read_log_signed(signed_file_);
      last && last->origin == keys_.front().verifier().name())
    check(*last, "were signed with this key");
}

void LogSigner::publish(const Standing& standing, std::uint64_t size) {
  ledger::Checkpoint checkpoint{
      .origin = keys_.front().verifier().name(), .size = size, .root = {}, .extensions = {}};
  {
    const auto reader = reg_.store().read();
    auto& log = reader->log();
    check_begins(log, standing, size, Tiles::all_kept);
    checkpoint.root = ledger::root_of(size, hashes_of_log(log, size));
  }
  const auto claim = claim_of(checkpoint, lease_->token());
  reg_.store().write({"system"}, [&](store::UnitOfWork& unit) {
    lease_->check(unit);
    const auto note = unit.note(kLogCheckpoint).value_or(std::string());
    const auto stands =
        note.empty() ? std::nullopt : std::optional(ledger::read_checkpoint(ledger::read_note(note).text));
    if (stands != standing.checkpoint)
      throw base::Conflict("the checkpoint of the log", "is another than the one that this follows",
                           "It is looked at again.");
    unit.set_note(kClaim, claim);
  });
  ledger::Note note{.text = ledger::text_of(checkpoint), .signatures = {}};
  for (const auto& key : keys_) note.signatures.push_back(key.sign(note.text));
  {
    base::WholeFile file(signed_file_);
    file.out() << note.text;
    file.commit();
  }
  std::string keys;
  for (const auto& key : keys_) keys += key.verifier().text() + "\n";
  for (const auto& former : standing.keys)
    if (former.name() == checkpoint.origin &&
        std::ranges::none_of(keys_, [&](const auto& key) { return key.verifier() == former; }))
      keys += former.text() + "\n";
  reg_.store().write({"system"}, [&](store::UnitOfWork& unit) {
    lease_->check(unit);
    if (unit.note(kClaim) != claim)
      throw base::Conflict("the checkpoint of the log", "was claimed by another signer",
                           "It is looked at again.");
    // What was signed under another name can be checked for good.
    if (standing.checkpoint && standing.checkpoint->origin != checkpoint.origin)
      unit.set_note(kLogFormer,
                    former_log(standing.keys, standing.note) + unit.note(kLogFormer).value_or(std::string()));
    unit.set_note(kLogCheckpoint, ledger::bytes_of(note));
    unit.set_note(kLogKeys, keys);
  });
}

}  // namespace entente::registry
