// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/checkpoint.hpp"
#include "ledger/key.hpp"
#include "ledger/note.hpp"

/// What a log asks of a witness, and what the witness says to it (C2SP tlog-witness, add-checkpoint).
namespace entente::ledger {

inline constexpr std::size_t kMaxProof = 63;  ///< hashes of one proof

struct AddCheckpoint {
  std::uint64_t old_size = 0;  ///< of the checkpoint that the witness signed last, as the log believes
  std::vector<Hash> proof;     ///< that the tree begins with that one
  Note checkpoint;
  bool operator==(const AddCheckpoint&) const = default;
};
/// Throws BadInput where it is written in another way than bytes_of writes it.
AddCheckpoint read_add_checkpoint(std::string_view body);
std::string bytes_of(const AddCheckpoint&);

/// A log that a witness knows: those of its keys that are believed, all of one name.
struct KnownLog {
  std::string origin;
  std::vector<VerifierKey> keys;
};

/// What add-checkpoint ends with, named by the status of HTTP that stands for it.
enum class Judged : std::uint8_t {
  sign,          ///< 200: what is new is kept, and then signed
  not_readable,  ///< 400: among others, an old size above the new one
  not_signed,    ///< 403: not by a key of the log that is believed
  not_known,     ///< 404: the log
  not_last,      ///< 409: the witness signed another size last, or this size with another root
  not_grown      ///< 422: the tree does not begin with the one signed last
};
unsigned status_of(Judged);

/// Of a log that is named in the request; null where the witness knows it not. Throws BadInput where what is
/// to be signed is no checkpoint.
const KnownLog* log_of(const AddCheckpoint&, std::span<const KnownLog>);

/// What a witness says that signed `last` as the last of this log. Whoever has asked keeps the checkpoint in
/// the same transaction that gave `last`, so that two requests at a time cannot lead back.
Judged judge(const AddCheckpoint&, const KnownLog&, const std::optional<Checkpoint>& last);

/// Of what a witness has answered, its signatures of this text; those with keys that are not its own are
/// passed over. Throws BadInput where it is no answer, one of its own does not hold, or there is none.
std::vector<NoteSignature> cosignatures_in(std::string_view answer, std::string_view text,
                                           const VerifierKey& witness);

}  // namespace entente::ledger
