// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Signed notes (C2SP signed-note): a text and who signed it, one line each. Nothing here says that a
/// signature holds; keys do (ledger/key.hpp).
namespace entente::ledger {

inline constexpr std::size_t kMaxNote = 1'000'000;  ///< bytes
inline constexpr std::size_t kMaxSignatures = 100;  ///< of one note; 16 is what everybody has to take

struct NoteSignature {
  std::string key_name;
  std::uint32_t key_id = 0;
  std::string bytes;  ///< what the kind of key makes of it
  bool operator==(const NoteSignature&) const = default;
};

struct Note {
  std::string text;  ///< with the newline at its end
  std::vector<NoteSignature> signatures;
  bool operator==(const Note&) const = default;
};

/// Throws BadInput unless it is a note as signed-note tells it, with one signature at least.
Note read_note(std::string_view bytes);
std::string bytes_of(const Note&);

/// The lines of signatures alone, as a witness answers with them. Throws BadInput.
std::vector<NoteSignature> read_signatures(std::string_view lines);
std::string line_of(const NoteSignature&);  ///< with its newline

/// Not empty, no plus sign, no space of Unicode and no control character.
bool is_key_name(std::string_view name);

}  // namespace entente::ledger
