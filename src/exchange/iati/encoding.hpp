// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>

namespace entente::exchange::iati {

/// A stream of XML as UTF-8, whatever encoding it has: by its byte order mark, else by its XML
/// declaration, else UTF-8. UTF-8 itself passes through unconverted (and unchecked: the pieces are).
class Utf8Source {
 public:
  Utf8Source(std::istream& in, std::string_view file_name);
  ~Utf8Source();
  Utf8Source(const Utf8Source&) = delete;
  Utf8Source& operator=(const Utf8Source&) = delete;

  /// Appends some more text to `out`; false at the end of the stream. Throws BadInput where the bytes are
  /// not of the encoding.
  bool read(std::string& out);
  std::uint64_t bytes_read() const { return bytes_read_; }
  /// Length of a UTF-8 byte order mark that was dropped: what it adds to offsets.
  std::uint64_t mark() const { return mark_; }

 private:
  struct Converter;
  void begin();
  bool fetch(std::string& into);
  void convert(std::string& out, bool flush);

  std::istream& in_;
  std::string file_name_;
  std::string raw_;
  std::unique_ptr<Converter> converter_;
  std::uint64_t bytes_read_ = 0, mark_ = 0;
  bool begun_ = false, ended_ = false;
};

/// What the first bytes say: the encoding's name in upper case ("" for UTF-8) and the length of its byte
/// order mark. For tests and for recognising a file.
struct Encoding {
  std::string name;
  std::size_t mark = 0;
};
Encoding encoding_of(std::string_view head);

/// The first bytes of a file as UTF-8; empty where they are not text in a known encoding.
std::string utf8_head(std::string_view head);

}  // namespace entente::exchange::iati
