// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "ledger/note.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "ledger/base64.hpp"

namespace entente::ledger {

namespace {

constexpr std::string_view kDash = "— ";

[[noreturn]] void refuse(std::string cause) {
  throw base::BadInput("the signed note", std::move(cause));
}

/// What Unicode calls a space, as UTF-8.
constexpr std::string_view kSpaces[] = {" ",      "\u0085", "\u00A0", "\u1680", "\u2000", "\u2001", "\u2002",
                                        "\u2003", "\u2004", "\u2005", "\u2006", "\u2007", "\u2008", "\u2009",
                                        "\u200A", "\u2028", "\u2029", "\u202F", "\u205F", "\u3000"};

bool has_control(std::string_view text, bool newlines) {
  return std::any_of(text.begin(), text.end(), [newlines](char c) {
    return static_cast<unsigned char>(c) < 0x20 && !(newlines && c == '\n');
  });
}

NoteSignature read_line(std::string_view line) {
  if (!line.starts_with(kDash)) refuse("a line of its signatures does not begin with a dash and a space");
  line.remove_prefix(kDash.size());
  const auto space = line.find(' ');
  if (space == std::string_view::npos || !is_key_name(line.substr(0, space)))
    refuse("a signature names no key, or names it as no key is named");
  const auto bytes = from_base64(line.substr(space + 1));
  if (!bytes || bytes->size() < 5) refuse("a signature is not base64 of a key's number and something signed");
  NoteSignature one;
  one.key_name = line.substr(0, space);
  for (std::size_t i = 0; i < 4; ++i) one.key_id = one.key_id << 8U | static_cast<unsigned char>((*bytes)[i]);
  one.bytes = bytes->substr(4);
  return one;
}

}  // namespace

bool is_key_name(std::string_view name) {
  if (name.empty() || !base::is_utf8(name) || has_control(name, false) ||
      name.find('+') != std::string_view::npos)
    return false;
  return std::none_of(std::begin(kSpaces), std::end(kSpaces),
                      [&](std::string_view space) { return name.find(space) != std::string_view::npos; });
}

std::vector<NoteSignature> read_signatures(std::string_view lines) {
  if (lines.size() > kMaxNote) refuse("it is longer than a million bytes");
  if (lines.empty() || lines.back() != '\n') refuse("it has no signature, or its last line has no end");
  std::vector<NoteSignature> out;
  while (!lines.empty()) {
    if (out.size() == kMaxSignatures) refuse("it has more than a hundred signatures");
    const auto end = lines.find('\n');
    out.push_back(read_line(lines.substr(0, end)));
    lines.remove_prefix(end + 1);
  }
  return out;
}

Note read_note(std::string_view bytes) {
  if (bytes.size() > kMaxNote) refuse("it is longer than a million bytes");
  if (!base::is_utf8(bytes)) refuse("it is not UTF-8");
  if (has_control(bytes, true)) refuse("it has a control character");
  const auto blank = bytes.rfind("\n\n");
  if (blank == std::string_view::npos) refuse("no empty line parts its text from signatures");
  Note note;
  note.text = bytes.substr(0, blank + 1);
  note.signatures = read_signatures(bytes.substr(blank + 2));
  return note;
}

std::string line_of(const NoteSignature& one) {
  std::string bytes;
  for (const unsigned shift : {24U, 16U, 8U, 0U}) bytes += static_cast<char>(one.key_id >> shift & 0xFFU);
  bytes += one.bytes;
  return std::string(kDash) + one.key_name + " " + base64(bytes) + "\n";
}

std::string bytes_of(const Note& note) {
  auto out = note.text + "\n";
  for (const auto& one : note.signatures) out += line_of(one);
  return out;
}

}  // namespace entente::ledger
