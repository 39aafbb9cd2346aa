// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "ledger/checkpoint.hpp"

#include <charconv>

#include "base/error.hpp"
#include "ledger/base64.hpp"
#include "ledger/tiles.hpp"

namespace entente::ledger {

std::uint64_t read_count(std::string_view digits, std::string_view what) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc{} || end != digits.data() + digits.size() ||
      (digits.size() > 1 && digits.front() == '0'))
    throw base::BadInput(std::string(what), "it is no number written in digits, without a zero before them");
  if (value > kMaxSize) throw base::BadInput(std::string(what), "it is larger than any log");
  return value;
}

Hash read_hash(std::string_view text, std::string_view what) {
  const auto bytes = from_base64(text);
  if (!bytes || bytes->size() != Hash{}.size())
    throw base::BadInput(std::string(what), "it is not base64 of 32 bytes");
  return hash_at(*bytes, 0);
}

std::string base64_of(const Hash& hash) {
  std::string bytes;
  append_hash(bytes, hash);
  return base64(bytes);
}

Checkpoint read_checkpoint(std::string_view text) {
  std::vector<std::string_view> lines;
  if (!text.ends_with('\n')) throw base::BadInput("the checkpoint", "its last line has no end");
  while (!text.empty()) {
    const auto end = text.find('\n');
    if (end == 0) throw base::BadInput("the checkpoint", "it has an empty line");
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  if (lines.size() < 3)
    throw base::BadInput("the checkpoint", "it has fewer than three lines: origin, size, root");
  Checkpoint out;
  out.origin = lines[0];
  out.size = read_count(lines[1], "the size in the checkpoint");
  out.root = read_hash(lines[2], "the root in the checkpoint");
  out.extensions.assign(lines.begin() + 3, lines.end());
  if (out.size == 0 && out.root != empty_root())
    throw base::BadInput("the checkpoint",
                         "it is of no entries, and its root is not the one of an empty tree");
  return out;
}

std::string text_of(const Checkpoint& checkpoint) {
  auto out =
      checkpoint.origin + "\n" + std::to_string(checkpoint.size) + "\n" + base64_of(checkpoint.root) + "\n";
  for (const auto& line : checkpoint.extensions) out += line + "\n";
  return out;
}

}  // namespace entente::ledger
