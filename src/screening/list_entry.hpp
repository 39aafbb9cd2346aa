// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "screening/list_reading.hpp"

/// Internal to the readers of lists: how an entry is filled, and how a reading grows.
namespace entente::screening {

/// Trimmed, and each run of white space inside made one space. Lists break lines within names.
std::string squeezed(std::string_view text);

/// Cut at each of these, the parts squeezed, empty ones left out.
std::vector<std::string> split_list(std::string_view text, std::string_view at);

/// Whether the texts are the same but for the case of ASCII letters.
bool same_word(std::string_view a, std::string_view b);

/// Why this can be no entry's reference; empty where it can: it is longer than kEntryIdBytes, or holds a
/// control character.
std::string fault_of_id(std::string_view id);

/// An entry under way. Whatever is added twice stands once; empty text is nothing.
class EntryMaker {
 public:
  /// Throws BadInput where fault_of_id() finds one.
  EntryMaker(ListReading& reading, std::string id, Kind kind);

  // Whatever an entry has more of than kEntryNames and kEntryValues throws BadInput.

  const std::string& id() const { return entry_.id; }
  void fault(std::string what);

  /// One name as it stands.
  void name(std::string_view text, NameQuality quality, bool original_script = false);
  /// What a list writes in a field for a name, where several may be joined by ";" or " / ", named again in
  /// another script or abbreviated in brackets, or followed by where someone was born.
  void names(std::string_view text, NameQuality quality, bool original_script = false);
  void born(DateSpan span);
  void gender(std::string_view text);
  /// A country by name or code; a fault where nobody knows it.
  void country(std::string_view text);
  void document(std::string_view type, std::string_view number, std::string_view country = {});
  void address(std::string_view text);
  void programme(std::string_view text);
  void note(std::string_view text);
  void listed_on(std::string_view text);
  void updated_on(std::string_view text);

  /// The entry joins the list; one without any name does so with a fault. Throws BadInput where the list
  /// grows past its bounds.
  void finish();

 private:
  std::string clipped(std::string_view text, std::size_t most);
  [[noreturn]] void refuse(const std::string& cause) const;
  template <class T>
  void add_once(std::vector<T>& into, T value, std::string_view what);
  void take_room(std::size_t bytes);
  void line(std::vector<std::string>& into, std::string_view text, std::string_view what);
  std::optional<base::PartialDate> day(std::string_view text, std::string_view field);

  ListReading& reading_;
  Listed entry_;
  std::size_t party_bytes_ = 0, line_bytes_ = 0;
  bool cut_ = false;  ///< lines were left out, and a fault says so
};

/// What holds for a list as a whole: it has entries, and each reference stands once. Throws BadInput.
void finish_list(ListReading& reading, std::string_view file);

}  // namespace entente::screening
