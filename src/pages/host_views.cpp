// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/host_views.hpp"

#include <string>
#include <utility>

#include "pages/desk_views.hpp"
#include "pages/format.hpp"
#include "pages/receipt_link.hpp"
#include "pages/record_views.hpp"
#include "registry/host_answers.hpp"

namespace entente::pages {

namespace {

View host_row(const registry::HostWord& host, const base::Uuid& partnership, std::int64_t partnership_version,
              const base::Messages& messages) {
  const auto language = messages.language();
  const auto& said = host.answer->value;
  View row;
  row["name"] = View(country_name(host.country, language));
  row["href"] = View(href(language, "/countries/" + host.country));
  row["answer"] = View(term("host_answer", said.answer, language));
  row["objects"] = View(said.answer == "objects");
  row["cited"] = text_view(said.cited, language);
  row["basis"] = said.basis ? View(href(language, published_path(host.country, *said.basis))) : View(false);
  row["remark"] = text_view(said.remark, language);
  const auto day = base::PartialDate::parse(said.at);
  row["when"] = day ? View(messages.date(*day)) : View(false);
  const bool earlier = said.version < partnership_version;
  row["before"] = earlier ? View(messages.get("hosts.earlier", {{"number", said.version}})) : View(false);
  row["changes"] =
      View(partnership_href(language, partnership) + "/differences?from=" + std::to_string(said.version) +
           "&to=" + std::to_string(partnership_version));
  row["versions"] = View(href(language, published_path(host.country, host.answer->id)));
  row["not_named"] = View(!host.named);
  row["receipt"] = receipt_link(*host.answer, country_name(host.country, language), messages);
  return row;
}

std::string country_list(const std::vector<std::string>& codes, const base::Messages& messages) {
  std::vector<std::string> names;
  for (const auto& code : codes) names.push_back(country_name(code, messages.language()));
  return messages.list(names);
}

View in_sentence(std::string_view key, const std::vector<std::string>& codes,
                 const base::Messages& messages) {
  if (codes.empty()) return View(false);
  const auto list = country_list(codes, messages);
  return View(messages.get(key, {{"countries", std::string_view(list)}}));
}

}  // namespace

View objecting_view(const std::vector<std::string>& countries, const base::Messages& messages) {
  return in_sentence("hosts.objecting", countries, messages);
}

View hosts_view(const registry::PartnershipView& shown, const base::Messages& messages) {
  const auto& partnership = shown.partnership;
  // An answer speaks of a version of what stands, which the preview of a change is not.
  const auto stands = shown.changes.value_or(std::pair(partnership.id, partnership.version));
  auto rows = list_view();
  std::vector<std::string> silent;
  for (const auto& host : shown.hosts) {
    if (!host.answer) {
      silent.push_back(host.country);
      continue;
    }
    rows.push_back(host_row(host, stands.first, stands.second, messages));
  }
  View view;
  view["some"] = View(!shown.hosts.empty());
  view["answered"] = View(rows.is_non_empty_list());
  view["rows"] = std::move(rows);
  view["silent"] = in_sentence("hosts.silent", silent, messages);
  view["objecting"] = objecting_view(registry::objecting_among(shown.hosts), messages);
  return view;
}

}  // namespace entente::pages
