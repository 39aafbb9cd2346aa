// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "model/record.hpp"

/// The exchange port: formats turn files into bundles and records into bytes. Formats are pure: they
/// know no store and no network.
namespace entente::exchange {

/// An organisation as a file names it: by identifier, or by name alone.
struct NamedOrganisation {
  model::Organisation organisation;
  /// What makes it the same organisation elsewhere: "iati-org\tXM-DAC-41114", or "name\t<folded name>".
  std::string key;
};

/// A participation, commitment … of the bundle's partnership. Organisations are named by their place
/// in Bundle::organisations (-1 = none): the register puts the ids in.
struct NamedRecord {
  model::Record record;
  int organisation = -1;          ///< Participation::organisation
  int giver = -1, receiver = -1;  ///< Commitment and Delivery
};

/// One partnership of a file with all that hangs on it. The parts' `origin` fields are unique within it.
struct Bundle {
  model::Partnership partnership;
  std::vector<NamedOrganisation> organisations;
  std::vector<NamedRecord> parts;
  std::string key_scheme, key_value;  ///< by which a later version of the file finds it again
  std::string original;               ///< the bytes it was read from (UTF-8), kept whole
};

/// A piece of a file that could not be taken. `piece` counts from 1; line and column likewise (bytes).
struct Refusal {
  std::uint64_t piece = 0, line = 0, column = 0;
  std::string identifier;  ///< of the piece, where it could be read
  std::string message;     ///< one sentence: thing, cause, next step
};

/// What a reader hands over, in the order of the file.
struct Sink {
  /// A piece begins at byte `offset`: return false to skip it unread (it has landed before).
  std::function<bool(std::uint64_t piece, std::uint64_t offset)> want;
  std::function<void(std::uint64_t piece, Bundle&&)> bundle;
  std::function<void(Refusal&&)> refused;
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

/// All formats that can be read, in the order in which they are asked.
const std::vector<const Format*>& formats();
/// The format of a file by its first bytes. Throws BadInput that lists what can be read.
const Format& recognise(std::string_view head, std::string_view file_name);

}  // namespace entente::exchange
