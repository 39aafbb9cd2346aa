// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/receipt_link.hpp"

#include <utility>

#include "base/direction.hpp"
#include "base/text.hpp"
#include "pages/format.hpp"

namespace entente::pages {

std::string receipt_href(std::string_view language, const base::Uuid& id, std::int64_t version) {
  return href(language, "/log/receipts/" + id.str() + "/" + std::to_string(version));
}

View receipt_link(const base::Uuid& id, std::int64_t version, std::string_view of,
                  const base::Messages& messages) {
  constexpr std::size_t kMost = 80;  // bytes
  View view;
  view["href"] = View(receipt_href(messages.language(), id, version));
  view["of"] = text_or_nothing(base::ending_its_turns(base::clip_utf8(of, kMost)));
  return view;
}

void set_receipt(View& row, View link) {
  const auto* said = row.get("said");
  const bool in_line = said != nullptr && said->is_object();
  row["receipt"] = in_line ? View(false) : link;
  if (in_line) row["said"]["receipt"] = std::move(link);
}

}  // namespace entente::pages
