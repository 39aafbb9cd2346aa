// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/messages.hpp"
#include "http/router.hpp"
#include "model/record.hpp"
#include "pages/page.hpp"
#include "registry/views.hpp"

/// What the pages of single records (partnership, organisation, revisions) show alike. A table of a page is
/// an object {rows, some, left_out}: `some` is false where it is empty, `left_out` says how many rows stand
/// only in the JSON form ({{>left_out}}).
namespace entente::pages {

/// Most rows a page shows of one list: a partnership can have thousands, and a page must stay light.
inline constexpr std::size_t kMostParties = 200, kMostRows = 50, kMostRevisions = 20;

/// The record an address names: its language and its id. Nothing where the language is not ours or the id is
/// no UUID.
struct Asked {
  std::string language;
  base::Uuid id;
};
std::optional<Asked> asked_record(const http::Captures&);
/// A version or a page's number: decimal digits, from 1, without leading zeros.
std::optional<std::int64_t> positive_number(std::string_view);

/// {rows, some, left_out} of rows already cut, out of `total`.
View table_view(View rows, std::size_t shown, std::size_t total, const base::Messages&);
/// The same, made from the first `most` items by `row(item)`.
template <class Items, class Row>
View table_of(const Items& items, std::size_t most, const base::Messages& messages, const Row& row) {
  auto rows = list_view();
  std::size_t shown = 0;
  for (const auto& item : items) {
    if (shown == most) break;
    rows.push_back(row(item));
    ++shown;
  }
  return table_view(std::move(rows), shown, items.size(), messages);
}

/// {label, text, value, given} for a list of facts: a text in languages, or a plain value; neither is a gap.
View fact(const std::string& label, View text);
View fact(const std::string& label, const std::string& value);
/// A date's fact; a gap where it is not known.
View fact(const std::string& label, const std::optional<base::PartialDate>&, const base::Messages&);
/// {url, linked}: `linked` is false where a page may not link to it.
void set_address(View& view, std::string_view url);

/// rows {scheme, value, holds, fails}: whether the check digits of those that have some hold.
View identifier_table(const std::vector<model::Identifier>&, const base::Messages&);
/// rows {stated_by, title, publisher, url, linked, date, about, attestation}.
View source_table(const std::vector<model::Source>&, const base::Messages&);
/// {stated_by, document, date, attestation} for {{>said_by}}: who says so, in which document (its title and
/// publisher), of when, how well it is attested.
View provenance(const model::Source&, const base::Messages&);
/// The provenance of the source that speaks for a field, or for the whole record; false where none does.
View said_by(const std::vector<model::Source>&, std::string_view field, const base::Messages&);
/// The provenance of a part, where it is not that of the whole record, which the page tells once.
View own_provenance(const std::vector<model::Source>& part, const std::vector<model::Source>& record,
                    const base::Messages&);
/// rows {label, href, when, author, hash, entry, current, shown}, newest first; `base` is the record's
/// address. The second leads where `address_of` says.
View revision_table(const std::vector<registry::RevisionLine>&, std::int64_t head, std::int64_t shown,
                    const std::string& base, std::size_t most, const base::Messages&);
View revision_table(const std::vector<registry::RevisionLine>&, std::int64_t head, std::int64_t shown,
                    const std::function<std::string(std::int64_t version)>& address_of, std::size_t most,
                    const base::Messages&);
/// {before, after, page}: addresses of the neighbouring pages (false at an end) and "page 2 of 7"; false
/// where there is one page. `base` is the address up to the page's number ("…?page=").
View pager_view(std::int64_t page, std::int64_t pages, const std::string& base, const base::Messages&);

/// The label of a field of a record ("planned_start"): the name itself where we have none.
std::string field_label(std::string_view name, const base::Messages&);

}  // namespace entente::pages
