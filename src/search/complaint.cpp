// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/index.hpp"

#include "base/messages.hpp"

namespace entente::search {

std::string text_of(const Complaint& complaint, std::string_view language) {
  return base::Messages::in(language).get(complaint.key, {{"at", static_cast<std::int64_t>(complaint.at)},
                                                          {"part", std::string_view(complaint.part)},
                                                          {"field", std::string_view(complaint.field)}});
}

}  // namespace entente::search
