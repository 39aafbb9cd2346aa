// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/record.hpp"

/// The exchange port: formats turn files into bundles and records into bytes. Formats are pure: they
/// know no store and no network.
namespace entente::exchange {

/// Where in a file something stands, in lines and columns (bytes) from 1; 0 where it is not known.
struct Position {
  std::uint64_t line = 0, column = 0;
};

/// How a file speaks of an organisation: in passing, as a third party does; as the authority on it; by
/// the key alone under which it, or a file before it, defines the organisation.
enum class Naming : std::uint8_t { mention, definition, reference };

/// An organisation as a file names it: by identifier, by name alone, or by a key of its own.
struct NamedOrganisation {
  model::Organisation organisation;  ///< empty in a reference
  /// What makes it the same organisation elsewhere: "iati-org\tXM-DAC-41114", "name\t<folded name>",
  /// "entente\torganisation/who".
  std::string key;
  /// By which the register that wrote the file knows it, and which goes before the other there:
  /// "entente\trecord/ID". Mostly none.
  std::string own_key;
  Naming naming = Naming::mention;
  Position at;       ///< of a definition or reference
  std::string path;  ///< of a reference, for the sentence that refuses it: "participations[2].organisation"
};

/// An organisation that stands in a file by itself: defined by it, or, where somebody else reports it,
/// mentioned.
struct ReportedOrganisation : NamedOrganisation {
  std::optional<model::Finances> finances;  ///< its `organisation` is for the register to put in
  std::string original;                     ///< the bytes it was read from (UTF-8), where they are kept
};

/// A tie to another partnership by a key of the file: the register puts the record in.
struct NamedLink {
  std::size_t link = 0;  ///< place in Partnership::links
  std::string key;       ///< "entente\tpartnership/gavi"
  bool in_file = false;  ///< the same file holds it, perhaps further on
  Position at;
  std::string path;  ///< "partnership.links[0].key"
};

/// A participation, commitment … of the bundle's partnership. Organisations are named by their place
/// in Bundle::organisations (-1 = none): the register puts the ids in.
struct NamedRecord {
  model::Record record;
  int organisation = -1;          ///< Participation::organisation
  int giver = -1, receiver = -1;  ///< Commitment and Delivery
  int commitment = -1;            ///< Delivery::commitment, as a place in Bundle::parts before its own
};

/// One partnership of a file with all that hangs on it. The parts' `origin` fields are unique within it.
struct Bundle {
  model::Partnership partnership;
  std::vector<NamedOrganisation> organisations;
  std::vector<NamedRecord> parts;
  std::vector<NamedLink> links;
  std::string key_scheme, key_value;  ///< by which a later version of the file finds it again
  std::string original;               ///< the bytes it was read from (UTF-8), kept whole
  /// Whether the original says all: if not, the same original may yet mean something else.
  bool original_is_all = true;
  Position at;
};

/// A piece of a file that could not be taken. `piece` counts from 1; line and column likewise (bytes).
struct Refusal {
  std::uint64_t piece = 0, line = 0, column = 0;
  std::string identifier;        ///< of the piece, where it could be read
  std::string message;           ///< one sentence: thing, cause, next step
  bool of_organisation = false;  ///< the piece is an organisation by itself, not a partnership
};

/// How right a piece must be to be handed over, by the rules of its format beyond being readable: one in
/// which something as bad as this was found is refused. From the mildest demand to the strictest.
enum class Strictness : std::uint8_t { readable, critical, error, warning };

/// What a reader hands over, in the order of the file.
struct Sink {
  /// A piece begins at byte `offset`: return false to skip it unread (it has landed before).
  std::function<bool(std::uint64_t piece, std::uint64_t offset)> want;
  std::function<void(std::uint64_t piece, Bundle&&)> bundle;
  /// An organisation that stands in the file by itself.
  std::function<void(std::uint64_t piece, ReportedOrganisation&&)> organisation;
  std::function<void(Refusal&&)> refused;
  Strictness reject = Strictness::readable;
  unsigned threads = 1;  ///< that may read at once, the caller's among them; what comes does not depend on it
  std::int64_t today = 0;  ///< for rules that speak of it, in days since 1970-01-01
  /// Where set, it is told of each piece before it is handed over: the worst that was found in it.
  std::function<void(std::uint64_t piece, Strictness worst)> judged;
  /// Bytes read so far, for progress.
  std::function<void(std::uint64_t)> progress;
};

class Format {
 public:
  virtual ~Format() = default;
  virtual std::string_view name() const = 0;
  /// Whether the first bytes of a file (up to 4 KB) look like this format.
  virtual bool recognises(std::string_view head) const = 0;
  /// Reads a stream to its end. Throws base::BadInput where the file as a whole cannot be read (not XML,
  /// cut short, a version not known, an entity declared): what was handed over before stays valid.
  virtual void read(std::istream& in, std::string_view file_name, const Sink& sink) const = 0;
};

/// As what a kept original is handed out: the media type, and the extension of its file name.
struct KeptForm {
  std::string_view media_type, extension;
};
/// By model::Kept::format.
KeptForm kept_form(std::string_view format);

/// All formats that can be read, in the order in which they are asked.
const std::vector<const Format*>& formats();
/// The format of a file by its first bytes. Throws BadInput that lists what can be read.
const Format& recognise(std::string_view head, std::string_view file_name);

}  // namespace entente::exchange
