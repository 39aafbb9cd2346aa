// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/id.hpp"
#include "base/messages.hpp"
#include "pages/view.hpp"
#include "registry/views.hpp"

/// The way from what a page shows to its receipt: that it is in the public log.
namespace entente::pages {

/// The page of the receipt of one version of a record.
std::string receipt_href(std::string_view language, const base::Uuid& id, std::int64_t version);

/// {href, of} for {{>receipt_link}}. A page has many of them: `of`, which is cut, says to whoever does not
/// see beside what each stands.
View receipt_link(const base::Uuid& id, std::int64_t version, std::string_view of, const base::Messages&);

/// The same; false for what a preview shows, which is in no log yet.
template <class T>
View receipt_link(const registry::Held<T>& held, std::string_view of, const base::Messages& messages) {
  return held.event_seq == 0 ? View(false) : receipt_link(held.id, held.version, of, messages);
}

/// Puts it into the line that says who says so, row["said"], where there is one; else row["receipt"] is the
/// link.
void set_receipt(View& row, View link);

}  // namespace entente::pages
