// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "base/small_file.hpp"

#include <fstream>

#include "base/error.hpp"
#include "base/text.hpp"

namespace entente::base {

void require_small_text(std::string_view text, const std::string& name, std::size_t most) {
  if (text.size() > most)
    throw BadInput(name, "is larger than " + std::to_string(most) + " bytes", "Name the right file.");
  if (!is_utf8(text) || text.find('\0') != text.npos) throw BadInput(name, "is not UTF-8", "Save it so.");
}

std::string read_small_file(const std::filesystem::path& file, std::size_t most) {
  std::error_code failed;
  if (std::filesystem::exists(file, failed) && !std::filesystem::is_regular_file(file, failed))
    throw BadInput(file.string(), "is no file", "Name a file, not a folder, pipe or device.");
  std::ifstream in(file, std::ios::binary);
  std::string bytes(most + 1, '\0');
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!in.is_open() || in.bad())
    throw NotFound(file.string(), "cannot be read", "Check its name and permissions.");
  bytes.resize(static_cast<std::size_t>(in.gcount()));
  require_small_text(bytes, file.string(), most);
  return bytes;
}

}  // namespace entente::base
