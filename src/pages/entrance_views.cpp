// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/entrance_views.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "pages/facet_views.hpp"
#include "pages/format.hpp"
#include "pages/hit_views.hpp"

namespace entente::pages {

namespace {

using search::Facet;

constexpr std::size_t kLatest = 5, kMostEntries = 8;

/// Goals, countries, fields and parties have pages of their own.
std::optional<std::string> page_of(Facet facet, const std::string& value) {
  switch (facet) {
    case Facet::goal:
      return "/goals/" + value;
    case Facet::country:
      return "/countries/" + value;
    case Facet::field:
      return "/fields/" + value;
    case Facet::party:
      return "/organisations/" + value;
    default:
      return std::nullopt;
  }
}

View group_views(std::span<const Facet> facets, const ListQuery& asked, const registry::ListAnswer& list,
                 const base::Messages& messages) {
  auto all = list_view();
  for (const auto facet : facets)
    if (auto one = count_links(asked, facet, kMostEntries, list, messages); one.is_object())
      all.push_back(std::move(one));
  return all;
}

}  // namespace

std::string list_href(const ListQuery& asked, std::string_view language) {
  return href(language, "/partnerships" + asked.suffix());
}

std::uint32_t count_of(const registry::ListAnswer& list, Facet facet, std::string_view value) {
  const auto& counts = list.answer.of(facet);
  const auto found = std::ranges::find(counts, value, &search::Count::value);
  return found == counts.end() ? 0 : found->count;
}

View count_view(const ListQuery& asked, std::uint32_t count, const base::Messages& messages) {
  if (count == 0) return View(false);
  View view;
  view["href"] = View(list_href(asked, messages.language()));
  view["count"] = View(messages.number(count));
  return view;
}

View count_links(const ListQuery& asked, Facet facet, std::size_t most, const registry::ListAnswer& list,
                 const base::Messages& messages) {
  const auto language = messages.language();
  std::vector<search::Count> counts;
  for (const auto& count : list.answer.of(facet))
    if (!asked.has(facet, count.value)) counts.push_back(count);
  if (counts.empty()) return View(false);
  auto links = list_view();
  for (std::size_t i = 0; i < std::min(most, counts.size()); ++i) {
    const auto& value = counts[i].value;
    const auto narrower = list_href(asked.with(facet, value), language);
    const auto own = asked.plain() ? page_of(facet, value) : std::nullopt;
    View one;
    one["label"] = View(facet_label(facet, value, language, list.party_names));
    one["count"] = View(messages.number(counts[i].count));
    one["href"] = View(own ? href(language, *own) : narrower);
    one["list"] = own ? View(narrower) : View(false);
    links.push_back(std::move(one));
  }
  View view;
  view["label"] = View(messages.get("home.by." + std::string(name_of(facet))));
  view["links"] = std::move(links);
  view["all"] = View(false);
  // The list can unfold what its form offers, and nothing else.
  if (counts.size() > most && std::ranges::find(kOffered, facet) != kOffered.end()) {
    View rest;
    rest["href"] = View(list_href(asked.unfolding(facet), language) + "#f-" + std::string(name_of(facet)));
    rest["label"] =
        View(messages.get("list.show_all", {{"count", static_cast<std::int64_t>(counts.size())}}));
    view["all"] = std::move(rest);
  }
  return view;
}

search::Query gathering_query(const ListQuery& asked) {
  auto query = asked.query();
  query.limit = kLatest;
  return query;
}

void set_gathering(View& view, const Gathering& shown, const ListQuery& asked,
                   const registry::ListAnswer& list, const base::Messages& messages) {
  auto hits = list_view();
  for (const auto& card : list.cards) hits.push_back(hit_view(card, messages, {}));
  view["some"] = View(list.answer.total > 0);
  view["list"] = View(list_href(asked, messages.language()));
  view["csv"] = View(href(messages.language(), "/partnerships.csv" + asked.filter_suffix()));
  view["map"] = View(href(messages.language(), "/map" + asked.filter_suffix()));
  view["feed"] = View(href(messages.language(), "/partnerships.atom" + asked.filter_suffix()));
  view["hits"] = std::move(hits);
  view["what"] = group_views(shown.what, asked, list, messages);
  auto whom = group_views(shown.whom, asked, list, messages);
  view["has_whom"] = View(whom.is_non_empty_list());
  view["whom"] = std::move(whom);
  auto where = group_views(shown.where, asked, list, messages);
  view["has_where"] = View(where.is_non_empty_list());
  view["where"] = std::move(where);
}

}  // namespace entente::pages
