// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "ledger/witness.hpp"

#include <algorithm>

#include "base/error.hpp"

namespace entente::ledger {

namespace {

/// Its text is a checkpoint that is signed with a key of this log.
bool is_signed_by(const KnownLog& log, const Note& note) {
  try {
    signers_of(note, log.keys);
    return true;
  } catch (const base::BadInput&) {
    return false;
  }
}

}  // namespace

AddCheckpoint read_add_checkpoint(std::string_view body) {
  constexpr std::string_view kThing = "the request to sign a checkpoint", kOld = "old ";
  if (body.size() > kMaxNote) throw base::BadInput(std::string(kThing), "it is longer than a million bytes");
  const auto blank = body.find("\n\n");
  if (!body.starts_with(kOld) || blank == std::string_view::npos)
    throw base::BadInput(std::string(kThing),
                         "it is not an old size, a proof, an empty line and a checkpoint",
                         "Write it as c2sp.org/tlog-witness says.");
  auto head = body.substr(kOld.size(), blank + 1 - kOld.size());
  const auto take = [&] {
    const auto line = head.substr(0, head.find('\n'));
    head.remove_prefix(line.size() + 1);
    return line;
  };
  AddCheckpoint out;
  out.old_size = read_count(take(), "the old size");
  while (!head.empty()) {
    if (out.proof.size() == kMaxProof)
      throw base::BadInput(std::string(kThing), "its proof has more than 63 hashes");
    out.proof.push_back(read_hash(take(), "a line of the proof"));
  }
  out.checkpoint = read_note(body.substr(blank + 2));
  return out;
}

std::string bytes_of(const AddCheckpoint& wanted) {
  auto out = "old " + std::to_string(wanted.old_size) + "\n";
  for (const auto& hash : wanted.proof) out += base64_of(hash) + "\n";
  return out + "\n" + bytes_of(wanted.checkpoint);
}

unsigned status_of(Judged judged) {
  switch (judged) {
    case Judged::sign:
      return 200;
    case Judged::not_readable:
      return 400;
    case Judged::not_signed:
      return 403;
    case Judged::not_known:
      return 404;
    case Judged::not_last:
      return 409;
    case Judged::not_grown:
      break;
  }
  return 422;
}

const KnownLog* log_of(const AddCheckpoint& wanted, std::span<const KnownLog> known) {
  const auto origin = read_checkpoint(wanted.checkpoint.text).origin;
  const auto at =
      std::find_if(known.begin(), known.end(), [&](const KnownLog& log) { return log.origin == origin; });
  return at == known.end() ? nullptr : &*at;
}

Judged judge(const AddCheckpoint& wanted, const KnownLog& log, const std::optional<Checkpoint>& last) {
  const auto next = read_checkpoint(wanted.checkpoint.text);
  if (next.origin != log.origin) return Judged::not_known;
  if (!is_signed_by(log, wanted.checkpoint)) return Judged::not_signed;
  if (wanted.old_size > next.size) return Judged::not_readable;
  if (wanted.old_size != (last ? last->size : 0)) return Judged::not_last;
  const auto old_root = last ? last->root : empty_root();
  if (wanted.old_size == next.size && next.root != old_root) return Judged::not_last;
  return proves_consistency(wanted.proof, wanted.old_size, old_root, next.size, next.root)
             ? Judged::sign
             : Judged::not_grown;
}

std::vector<NoteSignature> cosignatures_in(std::string_view answer, std::string_view text,
                                           const VerifierKey& witness) {
  Note note{std::string(text), read_signatures(answer)};
  signers_of(note, {&witness, 1});
  std::erase_if(note.signatures, [&](const NoteSignature& one) { return !witness.is_named_by(one); });
  return note.signatures;
}

}  // namespace entente::ledger
