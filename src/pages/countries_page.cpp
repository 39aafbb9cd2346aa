// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/countries_page.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/collation.hpp"
#include "model/vocabulary.hpp"
#include "pages/entrance_views.hpp"
#include "pages/format.hpp"

namespace entente::pages {

namespace {

using Countries = std::vector<const model::Country*>;

std::string region_text(std::string_view code, const base::Messages& messages) {
  const auto* name = code.empty() ? nullptr : model::region_name("m49", code);
  return name ? std::string(name->str(messages.language())) : messages.get("country.elsewhere");
}

/// In the alphabetical order of the reader's language.
template <class Item, class Name>
void sort_by_name(std::vector<Item>& items, const Name& name, const base::Messages& messages) {
  std::vector<std::pair<std::string, Item>> keyed;
  for (auto& item : items)
    keyed.emplace_back(base::sort_key(name(item), messages.language()), std::move(item));
  std::ranges::sort(keyed, {}, [](const auto& pair) { return pair.first; });
  std::ranges::transform(keyed, items.begin(), [](auto& pair) { return std::move(pair.second); });
}

View country_views(Countries countries, const registry::ListAnswer& list, const base::Messages& messages) {
  const auto language = messages.language();
  sort_by_name(
      countries, [&](const auto* c) { return c->name.str(language); }, messages);
  auto all = list_view();
  for (const auto* country : countries) {
    View one;
    one["name"] = View(std::string(country->name.str(language)));
    one["href"] = View(href(language, "/countries/" + country->code));
    one["counted"] = count_view(ListQuery{}.with(search::Facet::country, country->code),
                                count_of(list, search::Facet::country, country->code), messages);
    all.push_back(std::move(one));
  }
  return all;
}

/// Regions, in each its smallest parts (Eastern Africa, Caribbean …), in each its countries.
View region_views(const registry::ListAnswer& list, const base::Messages& messages) {
  std::map<std::string, std::map<std::string, Countries>> regions;
  for (const auto& country : model::countries())
    regions[country.region][country.intermediate.empty() ? country.subregion : country.intermediate]
        .push_back(&country);
  std::vector<std::string> order;
  for (const auto& [code, parts] : regions) order.push_back(code);
  sort_by_name(
      order, [&](const auto& code) { return region_text(code, messages); }, messages);
  std::ranges::stable_partition(order, [](const auto& code) { return !code.empty(); });

  auto all = list_view();
  for (const auto& code : order) {
    auto parts = list_view();
    std::vector<std::string> part_order;
    for (const auto& [part, countries] : regions[code]) part_order.push_back(part);
    sort_by_name(
        part_order, [&](const auto& part) { return region_text(part, messages); }, messages);
    for (const auto& part : part_order) {
      View one;
      one["name"] = part.empty() ? View(false) : View(region_text(part, messages));
      one["countries"] = country_views(regions[code][part], list, messages);
      parts.push_back(std::move(one));
    }
    View region;
    region["id"] = View("m49-" + (code.empty() ? "none" : code));
    region["name"] = View(region_text(code, messages));
    region["counted"] = code.empty()
                            ? View(false)
                            : count_view(ListQuery{}.with(search::Facet::region, "m49:" + code),
                                         count_of(list, search::Facet::region, "m49:" + code), messages);
    region["parts"] = std::move(parts);
    all.push_back(std::move(region));
  }
  return all;
}

}  // namespace

http::Response countries_page(const Context& context, const http::Request& request, std::string_view language,
                              const http::Captures&) {
  const auto etag = etag_of(context, request, context.reg.applied_seq());
  if (auto known = not_modified(request, etag, language)) return *known;

  const auto& messages = base::Messages::in(language);
  search::Query counts;
  counts.limit = 0;
  const auto list = context.reg.list(counts);
  const auto covered = static_cast<std::int64_t>(list.answer.of(search::Facet::country).size());
  const auto total = static_cast<std::int64_t>(model::countries().size());
  View view;
  view["covered"] = View(messages.get("country.covered", {{"count", covered}, {"total", total}}));
  view["regions"] = region_views(list, messages);

  Frame frame{.language = language, .title = messages.get("country.all")};
  frame.description = messages.get("country.lede");
  frame.path = "/countries";
  frame.section = "countries";
  frame.etag = etag;
  return page(context, request, frame, "countries", view);
}

}  // namespace entente::pages
