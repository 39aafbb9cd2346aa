// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/text_bounds.hpp"

#include "base/error.hpp"

namespace entente::registry {

void require_length(std::string_view field, const base::Text& text, std::size_t most) {
  if (text.narratives.size() > kMostLanguages)
    throw base::BadInput("field " + std::string(field),
                         "is in more than " + std::to_string(kMostLanguages) + " languages",
                         "Send those that are read most.");
  for (const auto& n : text.narratives)
    require_length(std::string(field) + "." + std::string(base::clip_utf8(n.language, 40)), n.value, most);
}

void require_length(std::string_view field, std::string_view text, std::size_t most) {
  if (text.size() > most)
    throw base::BadInput("field " + std::string(field), "is longer than " + std::to_string(most) + " bytes",
                         "Shorten it.");
}

}  // namespace entente::registry
