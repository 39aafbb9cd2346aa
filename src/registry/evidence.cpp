// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/evidence.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "registry/reading.hpp"
#include "registry/writing.hpp"

namespace entente::registry {

namespace {

struct FileType {
  std::string_view begins, media_type, suffix;
};
constexpr std::array kFileTypes{FileType{"%PDF-", "application/pdf", ".pdf"},
                                FileType{"\x89PNG\r\n\x1a\n", "image/png", ".png"},
                                FileType{"\xff\xd8\xff", "image/jpeg", ".jpg"}};
constexpr std::string_view kPlainText = "text/plain";

bool is_plain_text(std::string_view bytes) {
  return !bytes.empty() && base::is_utf8(bytes) && std::ranges::none_of(bytes, [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r' && c != '\t') || c == 0x7f;
  });
}

/// Marks that turn the direction of a text (U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069, U+061C): a
/// name with one can look as if it ended otherwise.
std::size_t direction_mark_at(std::string_view text) {
  const auto byte = [&](std::size_t at) {
    return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U;
  };
  if (byte(0) == 0xd8 && byte(1) == 0x9c) return 2;
  if (byte(0) != 0xe2) return 0;
  const auto last = byte(2);
  const bool marks = byte(1) == 0x80 ? last == 0x8e || last == 0x8f || (last >= 0xaa && last <= 0xae)
                                     : byte(1) == 0x81 && last >= 0xa6 && last <= 0xa9;
  return marks ? 3 : 0;
}

}  // namespace

std::string_view media_type_of(std::string_view bytes) {
  for (const auto& type : kFileTypes)
    if (bytes.starts_with(type.begins)) return type.media_type;
  return is_plain_text(bytes) ? kPlainText : std::string_view();
}

std::string shown_file_name(std::string_view typed) {
  constexpr std::size_t kMost = 100;
  if (const auto folder = typed.find_last_of("/\\"); folder != typed.npos) typed.remove_prefix(folder + 1);
  std::string name;
  for (std::size_t i = 0; base::is_utf8(typed) && i < typed.size();) {
    if (const auto mark = direction_mark_at(typed.substr(i))) {
      i += mark;
      continue;
    }
    if (static_cast<unsigned char>(typed[i]) >= 0x20 && typed[i] != 0x7f) name += typed[i];
    ++i;
  }
  name = base::clip_utf8(base::trimmed(name), kMost);
  return name.empty() || name == "." || name == ".." ? "file" : name;
}

std::string_view suffix_of_media_type(std::string_view media_type) {
  if (media_type == kPlainText) return ".txt";
  const auto* const type = std::ranges::find(kFileTypes, media_type, &FileType::media_type);
  return type == kFileTypes.end() ? std::string_view() : type->suffix;
}

bool is_evidence(const Register& reg, const base::Uuid& delivery, std::string_view hash) {
  const auto reader = reg.read();
  const auto head = standing_head(*reader, delivery, model::Delivery::kType);
  if (!head || hash.empty()) return false;
  const auto given = held<model::Delivery>(*head).value;
  return standing_head(*reader, given.partnership, model::Partnership::kType) &&
         std::ranges::find(given.evidence, hash, &model::Evidence::file) != given.evidence.end();
}

std::optional<EvidenceFile> evidence_file(const Register& reg, const base::Uuid& delivery,
                                          std::string_view hash) {
  if (!is_evidence(reg, delivery, hash)) return std::nullopt;
  const auto reader = reg.read();
  const auto key = hash_of_original({.format = {}, .original = std::string(hash)});
  auto bytes = key ? reader->blob(*key) : std::nullopt;
  if (!bytes) return std::nullopt;
  // What a file of another register says of a type is not believed: a kept one has the type of its content.
  std::string type(media_type_of(*bytes));
  if (type.empty()) return std::nullopt;
  return EvidenceFile{std::move(*bytes), std::move(type)};
}

}  // namespace entente::registry
