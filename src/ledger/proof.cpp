// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "ledger/proof.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "ledger/base64.hpp"

namespace entente::ledger {

namespace {

constexpr std::string_view kFirstLine = "c2sp.org/tlog-proof@v1";
constexpr std::size_t kMostHashes = 63;

/// The next line, without its newline. Throws where there is none.
std::string_view take_line(std::string_view& rest) {
  const auto end = rest.find('\n');
  if (end == std::string_view::npos) throw base::BadInput("the proof", "it ends before its checkpoint");
  const auto line = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  return line;
}

}  // namespace

Proof read_proof(std::string_view bytes) {
  if (bytes.size() > kMaxNote) throw base::BadInput("the proof", "it is longer than a million bytes");
  if (take_line(bytes) != kFirstLine)
    throw base::BadInput("the proof", "its first line is not '" + std::string(kFirstLine) + "'",
                         "Take the file that a register offers beside a record.");
  Proof proof;
  auto line = take_line(bytes);
  if (constexpr std::string_view kExtra = "extra "; line.starts_with(kExtra)) {
    proof.extra = from_base64(line.substr(kExtra.size()));
    if (!proof.extra) throw base::BadInput("the proof", "what stands beside 'extra' is not base64");
    line = take_line(bytes);
  }
  constexpr std::string_view kIndex = "index ";
  if (!line.starts_with(kIndex)) throw base::BadInput("the proof", "it has no line that begins with 'index'");
  proof.index = read_count(line.substr(kIndex.size()), "the index in the proof");
  while (!(line = take_line(bytes)).empty()) {
    if (proof.hashes.size() == kMostHashes) throw base::BadInput("the proof", "it has more than 63 hashes");
    proof.hashes.push_back(
        read_hash(line, "hash number " + std::to_string(proof.hashes.size() + 1) + " of the proof"));
  }
  proof.checkpoint = read_note(bytes);
  return proof;
}

std::string bytes_of(const Proof& proof) {
  auto out = std::string(kFirstLine) + "\n";
  if (proof.extra) out += "extra " + base64(*proof.extra) + "\n";
  out += "index " + std::to_string(proof.index) + "\n";
  for (const auto& hash : proof.hashes) out += base64_of(hash) + "\n";
  return out + "\n" + bytes_of(proof.checkpoint);
}

Proven verify(const Proof& proof, std::string_view entry, std::string_view origin,
              std::span<const VerifierKey> keys) {
  Proven out{read_checkpoint(proof.checkpoint.text), signers_of(proof.checkpoint, keys)};
  if (out.checkpoint.origin != origin)
    throw base::BadInput("the proof", "its checkpoint is of the log " + out.checkpoint.origin + ", not of " +
                                          std::string(origin));
  const bool by_log = std::any_of(out.signers.begin(), out.signers.end(), [&](const VerifierKey* key) {
    return key->kind() == KeyKind::log && key->name() == origin;
  });
  if (!by_log)
    throw base::BadInput("the proof",
                         "the log itself has not signed its checkpoint with a key that is trusted");
  if (!proves_inclusion(proof.hashes, proof.index, out.checkpoint.size, leaf_hash(entry),
                        out.checkpoint.root))
    throw base::BadInput("the proof", "its hashes do not lead from the entry to the root that was signed");
  return out;
}

}  // namespace entente::ledger
