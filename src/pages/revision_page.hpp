// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/messages.hpp"
#include "http/router.hpp"
#include "pages/pages.hpp"
#include "pages/view.hpp"

namespace entente::pages {

/// A record whose revisions are shown.
struct RevisedRecord {
  std::string_view section;  ///< "partnerships", "organisations", "countries": where it belongs
  std::string_view type;     ///< the record's kType
  base::Uuid id;
  std::string address;  ///< behind the language: what its revisions and differences hang on
  std::string page;     ///< the address, behind the language, of the page that shows it as it stands
  std::string all;      ///< that of the list of its revisions
  std::string title;
  std::int64_t head_version = 0;
  std::vector<registry::RevisionLine> revisions;  ///< newest first
  /// What is reported of an organisation, each with revisions of its own; of such a report, itself.
  std::vector<registry::FinancesHistory> reports;
};
/// What changed between two revisions; nothing where one does not exist.
using FindDifference = std::function<std::optional<std::vector<registry::Difference>>(
    const Context&, const base::Uuid& id, std::int64_t from, std::int64_t to)>;
/// Finds it, with its title for a reader of `language`; nothing where there is no such record.
using FindRevised = std::function<std::optional<RevisedRecord>(const Context&, const base::Uuid& id,
                                                               std::string_view language)>;

/// All revisions of a record, and a form that chooses two of them.
http::Response revisions_page(const Context&, const http::Request&, const http::Captures&,
                              const FindRevised&);
/// What changed between the revisions ?from= and ?to=, or between two days (pages/state_difference_page.hpp).
http::Response differences_page(const Context&, const http::Request&, const http::Captures&,
                                const FindRevised&, const FindDifference&);
/// What the pages of revisions show of the record: {record, title, collection, section, all_revisions}.
View revised_view(const RevisedRecord&, const base::Messages&);
/// {label, path, old_value, new_value} of a field of a record of `type`.
View difference_row(const registry::Difference&, std::string_view type, const base::Messages&);
/// Of records that everybody reads while they stand.
std::optional<std::vector<registry::Difference>> standing_difference(const Context&, const base::Uuid& id,
                                                                     std::int64_t from, std::int64_t to);
/// For {{>compare_form}}: {compare, from, to}, two revisions chosen.
void offer_comparison(View&, const std::string& address, const std::vector<registry::RevisionLine>&,
                      std::int64_t from, std::int64_t to, const base::Messages&);

}  // namespace entente::pages
