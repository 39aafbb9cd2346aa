// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "search/segment_format.hpp"

namespace entente::search {

/// Writes the sections of a base in any order, and the footer in the end.
class SectionWriter {
 public:
  explicit SectionWriter(std::ostream& out) : out_(out) {}

  void begin(Section);
  void put(std::string_view bytes);
  void end();
  void whole(Section section, std::string_view bytes) {
    begin(section);
    put(bytes);
    end();
  }
  template <class T>
  void whole(Section section, const std::vector<T>& numbers) {
    whole(section, {reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(T)});
  }
  void finish();

  SegmentFooter footer;

 private:
  std::ostream& out_;
  std::uint64_t at_ = 0;
  SectionPlace* place_ = nullptr;
};

/// Collects a section's bytes and hands them on in large pieces.
class Buffered {
 public:
  Buffered(SectionWriter& out, Section section) : out_(out) { out_.begin(section); }
  std::string& bytes() {
    if (bytes_.size() > kPiece) flush();
    return bytes_;
  }
  std::uint64_t at() const { return flushed_ + bytes_.size(); }
  void end() {
    flush();
    out_.end();
  }

 private:
  static constexpr std::size_t kPiece = 1U << 18;
  void flush() {
    out_.put(bytes_);
    flushed_ += bytes_.size();
    bytes_.clear();
  }
  SectionWriter& out_;
  std::string bytes_;
  std::uint64_t flushed_ = 0;
};

/// Appends a string as what it does not share with the one before: bytes shared (u8), varint size of the
/// rest, the rest.
void put_front_coded(std::string& out, std::string_view text, std::string_view before);

}  // namespace entente::search
