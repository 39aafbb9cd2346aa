// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "exchange/iati/encoding.hpp"

namespace entente::exchange::iati {

/// What one activity or organisation may weigh; the largest real one seen has 0.5 MB. Beyond it a file is
/// refused, so that memory stays bounded whatever is sent.
struct Limits {
  std::size_t piece_bytes = 64UL * 1024 * 1024;
  std::size_t piece_elements = 1'000'000;
};

/// The start tag of the root: what the pieces inherit from it. Values are as written (references not
/// resolved).
struct Root {
  bool of_organisations = false;  ///< <iati-organisations>, whose pieces are organisations
  std::string prefix;             ///< "" or "p:", of the root and so of its pieces
  std::string version;            ///< "" where there is none
  std::string language;           ///< xml:lang
  std::vector<std::pair<std::string, std::string>> namespaces;  ///< "xmlns" or "xmlns:p", and its value
};

/// Why a piece is not well-formed, and where in it.
struct PieceFault {
  std::size_t offset = 0;
  std::string cause;
};

/// One activity or organisation, from the '<' of its start tag to the '>' of its end tag.
struct Piece {
  bool organisation = false;
  std::uint64_t number = 0;            ///< from 1
  std::uint64_t offset = 0;            ///< of its first byte in the file (in the text as UTF-8)
  std::uint64_t line = 0, column = 0;  ///< of its first byte, from 1
  std::string_view bytes;              ///< until the next call of next()
  std::optional<PieceFault> fault;
};

/// Line and column of a byte of a piece.
std::pair<std::uint64_t, std::uint64_t> position_in(const Piece&, std::size_t offset);

/// Cuts a file at the boundaries of its activities, or organisations, without building a tree: a tokenizer
/// that knows comments, CDATA, processing instructions and quotes, so that none of them can be mistaken for
/// the end of an activity. Entities cannot do harm: a document type is refused before anything is read.
class Cutter {
 public:
  /// Reads up to the root's start tag. Throws BadInput where the file is none of activities or organisations.
  Cutter(Utf8Source&, std::string_view file_name, Limits = {});

  const Root& root() const { return root_; }
  /// The next piece; false after the last. Throws BadInput where the file is cut short or its outer
  /// structure is broken.
  bool next(Piece&);

 private:
  enum class Kind { start, empty, end, comment, cdata, instruction, doctype };
  struct Markup {
    Kind kind;
    std::size_t begin, end;  ///< of the whole markup, '<' to behind '>'
    std::size_t name_end;    ///< of a tag's name
  };

  bool fill();
  bool need(std::size_t end);
  std::size_t find(std::string_view text, std::size_t from);
  std::size_t require(std::string_view text, std::size_t from, std::string_view what, std::size_t begin);
  Markup scan(std::size_t begin);
  Markup scan_tag(std::size_t begin);
  std::string_view name(const Markup&) const;
  void check_references(std::size_t begin, std::size_t end);
  void note(std::size_t at, std::string cause);
  void prolog();
  void refuse_root(std::string_view name) const;
  void read_root(const Markup&);
  void epilog(std::size_t from);
  std::size_t cut_piece(const Markup& start);
  std::size_t cut_other(const Markup& start);
  void count_lines(std::size_t to);
  std::uint64_t line_of(std::size_t at);
  void compact();
  [[noreturn]] void cut_short(std::string_view what, std::size_t begin);

  Utf8Source& source_;
  std::string file_name_;
  Limits limits_;
  Root root_;
  std::string root_name_, piece_name_;
  std::string_view noun_ = "activity";  ///< what a piece is, in messages
  std::string buffer_;
  std::size_t at_ = 0;      ///< all before it is done with
  std::size_t piece_ = 0;   ///< where the piece being cut begins
  std::uint64_t base_ = 0;  ///< offset of the buffer's first byte
  std::size_t counted_ = 0;
  std::uint64_t line_ = 1, line_begin_ = 0, number_ = 0;
  std::optional<PieceFault> fault_;
  bool ended_ = false;
};

}  // namespace entente::exchange::iati
