// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/messages.hpp"
#include "pages/page.hpp"
#include "registry/views.hpp"

namespace entente::pages {

/// The title a reader sees: in a language there is, else an identifier, else the record's id.
std::string title_of(const registry::PartnershipView&, std::string_view language);
/// What a record's page has to know beside the record.
struct RecordPage {
  std::string register_name;  ///< never empty
  std::string origin;         ///< of absolute addresses: "https://register.example"
  std::int64_t today = 0;     ///< days since 1970-01-01
};
/// Everything templates/partnership.mustache shows.
View partnership_view(const registry::PartnershipView&, const RecordPage&, const base::Messages&);
/// One page of its parties, from the first of `page` on (from 1), for templates/parties.mustache.
View all_parties_view(const registry::PartnershipView&, std::int64_t page, const base::Messages&);

}  // namespace entente::pages
