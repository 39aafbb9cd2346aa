// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "model/record.hpp"
#include "registry/views.hpp"

/// Where an agreement stands, which follows from its versions and the signatures under them alone.
namespace entente::registry {

/// Why a signature does not count.
enum class SignatureFault : std::uint8_t {
  none,
  other_text,   ///< it is of another version, hash or act
  unknown_key,  ///< no key of that party
  wrong_key,    ///< the key does not verify it
  ended_key,    ///< the key had ended when it came in
  not_in_log
};

struct SignatureView {
  Held<model::Signature> signature;
  SignatureFault fault = SignatureFault::none;
};

/// One party that has to sign a version.
struct NeededSignature {
  model::AgreedParty party;
  std::optional<SignatureView> given;  ///< one that counts, where there is one; else the last
  bool counts() const { return given && given->fault == SignatureFault::none; }
};

struct AgreementVersion {
  Held<model::Agreement> text;
  std::vector<NeededSignature> needed;  ///< its parties, and those of the version before that all had signed
  std::optional<base::Instant> signed_at;  ///< when the last of them had; nothing while one is missing
  std::int64_t from_day = 0;               ///< where all have: the day on which it begins to count
  bool was_signed = false;  ///< all have, or had until a signature lost its worth: its key was ended, say
};

enum class AgreementState : std::uint8_t { waits, begins, in_force, suspended, ended, expired };
std::string_view name_of(AgreementState);  ///< "in_force"

struct AgreementView {
  base::Uuid id;
  std::vector<AgreementVersion> versions;  ///< the first comes first; never empty
  AgreementState state = AgreementState::waits;
  std::int64_t counting = 0;  ///< the version that counts today, or counted last; 0: none yet
  bool rests = false;         ///< by all that was signed, days to come too: only 'resume' has it count again
  bool withdrawn = false;     ///< before all had signed any version

  const AgreementVersion& head() const { return versions.back(); }
  const AgreementVersion* version(std::int64_t number) const;
  /// Whether the last version still misses a signature.
  bool waits() const { return !head().signed_at; }
  /// The last version under which all have signed; null where there is none.
  const AgreementVersion* signed_last() const;
  /// The same, or where there is none the last under which all had; null where no version ever was. What
  /// this names is not withdrawn by one party: whoever signed it would lose it.
  const AgreementVersion* signed_ever() const;
  /// The version to show where none is asked for: the one that counts, else the last that all have signed,
  /// else the last. `state` is said of this one, never of a proposal that waits beside it.
  const AgreementVersion& shown() const;
};

/// Versions that are read beside the last one and those that somebody has signed.
struct ShownVersions {
  std::vector<std::int64_t> some = {};
  std::int64_t upto = 0;  ///< and `count` of them up to this one; 0: the last
  std::int64_t count = 0;

  static ShownVersions all() { return {.count = std::numeric_limits<std::int64_t>::max()}; }
};

/// A version counts once every party of it, and every party of the version it takes the place of, has signed
/// its hash; `signatures` say of each whether it holds by itself and is in the log. Parties are those that
/// the text names, whatever was merged since. Versions that nobody has signed may be left out, but the last.
/// `today` is a day since 1970-01-01.
AgreementView in_force(const base::Uuid& id, std::vector<Held<model::Agreement>> versions,
                       const std::vector<SignatureView>& signatures, std::int64_t today);

}  // namespace entente::registry
