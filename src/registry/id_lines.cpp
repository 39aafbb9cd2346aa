// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/id_lines.hpp"

#include <string>

namespace entente::registry {

std::vector<base::Uuid> read_id_lines(store::Reader& reader, std::string_view note) {
  const auto text = reader.note(note).value_or("");
  std::vector<base::Uuid> ids;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = text.find('\n', at);
    const auto stop = end == std::string::npos ? text.size() : end;
    if (const auto id = base::Uuid::parse(std::string_view(text).substr(at, stop - at))) ids.push_back(*id);
    at = stop + 1;
  }
  return ids;
}

void write_id_lines(store::UnitOfWork& unit, std::string_view note, const std::vector<base::Uuid>& ids) {
  std::string text;
  for (const auto& id : ids) text += id.str() + "\n";
  unit.set_note(note, text);
}

}  // namespace entente::registry
