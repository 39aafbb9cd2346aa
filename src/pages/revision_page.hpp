// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/router.hpp"
#include "pages/pages.hpp"

namespace entente::pages {

/// A record whose revisions are shown.
struct RevisedRecord {
  std::string_view collection;  ///< "partnerships", "organisations": the address behind the language
  std::string_view type;        ///< the record's kType
  base::Uuid id;
  std::string page;  ///< the address, behind the language, of the page that shows it as it stands
  std::string title;
  std::int64_t head_version = 0;
  std::vector<registry::RevisionLine> revisions;  ///< newest first
  /// What is reported of an organisation, each with revisions of its own; of such a report, itself.
  std::vector<registry::FinancesHistory> reports;
};
/// Finds it, with its title for a reader of `language`; nothing where there is no such record.
using FindRevised = std::function<std::optional<RevisedRecord>(const Context&, const base::Uuid& id,
                                                               std::string_view language)>;

/// All revisions of a record, and a form that chooses two of them.
http::Response revisions_page(const Context&, const http::Request&, const http::Captures&,
                              const FindRevised&);
/// What changed between the revisions ?from= and ?to=.
http::Response differences_page(const Context&, const http::Request&, const http::Captures&,
                                const FindRevised&);

}  // namespace entente::pages
