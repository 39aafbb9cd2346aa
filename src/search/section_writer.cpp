// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/section_writer.hpp"

#include <libdeflate.h>

#include <cstddef>
#include <ostream>

#include "search/bits.hpp"

namespace entente::search {

std::uint64_t checksum_of(const void* bytes, std::size_t size) {
  return libdeflate_crc32(0, bytes, size);
}

void SectionWriter::begin(Section section) {
  place_ = &footer.sections[static_cast<std::size_t>(section)];
  *place_ = {at_, 0, 0};
}

void SectionWriter::put(std::string_view bytes) {
  out_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  place_->checksum =
      libdeflate_crc32(static_cast<std::uint32_t>(place_->checksum), bytes.data(), bytes.size());
  place_->size += bytes.size();
  at_ += bytes.size();
}

void SectionWriter::end() {
  constexpr std::string_view kZeros("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 15);
  const auto zeros = kZeros.substr(0, 8 + (8 - place_->size % 8) % 8);
  out_.write(zeros.data(), static_cast<std::streamsize>(zeros.size()));
  at_ += zeros.size();
}

void SectionWriter::finish() {
  footer.checksum = checksum_of(&footer, offsetof(SegmentFooter, checksum));
  out_.write(reinterpret_cast<const char*>(&footer), sizeof footer);
}

void put_front_coded(std::string& out, std::string_view text, std::string_view before) {
  std::size_t shared = 0;
  while (shared < 255 && shared < text.size() && shared < before.size() && text[shared] == before[shared])
    ++shared;
  out += static_cast<char>(shared);
  put_varint(out, text.size() - shared);
  out += text.substr(shared);
}

}  // namespace entente::search
