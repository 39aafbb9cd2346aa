// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/list_page.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "pages/facet_tree.hpp"
#include "pages/facet_views.hpp"
#include "pages/format.hpp"
#include "pages/hit_views.hpp"
#include "pages/list_query.hpp"
#include "registry/withdrawn_since.hpp"

namespace entente::pages {

namespace {

std::int64_t number(std::size_t n) {
  return static_cast<std::int64_t>(n);
}
std::size_t last_page(std::size_t total) {
  return std::max<std::size_t>(1, (total + ListQuery::kPageSize - 1) / ListQuery::kPageSize);
}

View sort_views(const ListQuery& asked, const base::Messages& messages) {
  using search::Order;
  auto all = list_view();
  for (const auto order : {Order::relevance, Order::title, Order::newest, Order::updated}) {
    if (order == Order::relevance && asked.text().empty()) continue;
    View one;
    one["value"] = View(std::string(name_of(order)));
    one["label"] = View(messages.get("list.sort." + std::string(name_of(order))));
    one["current"] = View(order == asked.order());
    all.push_back(std::move(one));
  }
  return all;
}

/// The first, the last, and those beside the current one; a gap between what is not neighbours.
View list_pager(const ListQuery& asked, std::size_t pages, const base::Messages& messages) {
  if (pages < 2) return View(false);
  const auto address = [&](std::size_t page) {
    return href(messages.language(), "/partnerships" + asked.on_page(page).suffix());
  };
  auto items = list_view();
  std::size_t before = 0;
  for (std::size_t page = 1; page <= pages; ++page) {
    const bool near = page + 1 >= asked.page() && page <= asked.page() + 1;
    if (page != 1 && page != pages && !near) continue;
    View one;
    one["gap"] = View(page > before + 1);
    one["number"] = View(messages.number(number(page)));
    one["current"] = View(page == asked.page());
    one["href"] = View(address(page));
    items.push_back(std::move(one));
    before = page;
    if (page > asked.page() + 1 && page < pages) page = pages - 1;  // nothing is shown between
  }
  View view;
  view["items"] = std::move(items);
  view["before"] = asked.page() > 1 ? View(address(asked.page() - 1)) : View(false);
  view["after"] = asked.page() < pages ? View(address(asked.page() + 1)) : View(false);
  return view;
}

View notes_of(const ListQuery& asked, const search::Answer& answer, std::size_t pages, bool beyond,
              const base::Messages& messages) {
  auto notes = unknown_values(asked, messages);
  if (asked.clipped())
    notes.push_back(View(messages.get("list.clipped", {{"count", number(ListQuery::kLongestText)}})));
  add_complaints(notes, answer, messages);
  add_readings(notes, asked, answer, messages);
  if (beyond) notes.push_back(View(messages.get("list.beyond", {{"count", number(pages)}})));
  return notes;
}

View range_view(const ListQuery& asked, const registry::ListAnswer& list, const base::Messages& messages) {
  const auto first = (asked.page() - 1) * ListQuery::kPageSize + 1;
  const auto last = std::min(first + ListQuery::kPageSize - 1, list.answer.total);
  return View(
      messages.get("list.range",
                   {{"first", number(first)}, {"last", number(last)}, {"total", number(list.answer.total)}}));
}

/// Shows what the order comes from, or no longer; only where it comes from words.
View why_view(const ListQuery& asked, const base::Messages& messages) {
  if (asked.text().empty() || asked.order() != search::Order::relevance) return View(false);
  View view;
  view["href"] =
      View(href(messages.language(), "/partnerships" + asked.explaining(!asked.explained()).suffix()));
  view["text"] = View(messages.get(asked.explained() ? "list.why_not" : "list.why"));
  return view;
}

/// The feed goes by the latest change, whatever order the list is in.
std::string feed_of(const ListQuery& asked) {
  return "/partnerships.atom" + asked.sorted(search::Order::updated).filter_suffix();
}

std::size_t place_of(const base::Uuid& id, const std::vector<base::Uuid>& results) {
  return static_cast<std::size_t>(std::ranges::find(results, id) - results.begin());
}

/// What stands in the place of a partnership that was withdrawn since.
View withdrawn_hit(const registry::WithdrawnLine& line, const base::Messages& messages) {
  const auto day = messages.date(base::PartialDate::from_days(base::day_of(line.when)));
  View withdrawn;
  withdrawn["href"] = View(partnership_href(messages.language(), line.id));
  withdrawn["text"] = View(messages.get("past.withdrawn_on", {{"date", std::string_view(day)}}));
  withdrawn["reason"] = text_or_nothing(line.reason);
  View hit;
  hit["withdrawn"] = std::move(withdrawn);
  return hit;
}

View list_content(const ListQuery& asked, const registry::ListAnswer& list,
                  const std::vector<registry::WithdrawnLine>& withdrawn, bool beyond,
                  const base::Messages& messages) {
  const auto language = messages.language();
  const auto total = list.answer.total;
  auto hits = list_view();
  auto next = withdrawn.begin();
  const auto add_withdrawn = [&](std::size_t before) {
    for (; next != withdrawn.end() && next->at < before; ++next)
      hits.push_back(withdrawn_hit(*next, messages));
  };
  for (const auto& card : list.cards) {
    add_withdrawn(place_of(card.id, list.answer.results));
    auto hit = hit_view(card, messages, list.answer.words);
    hit["choose"] = View(true);
    hit["withdrawn"] = View(false);
    hits.push_back(std::move(hit));
  }
  add_withdrawn(list.answer.results.size());

  View view;
  view["action"] = View(href(language, "/partnerships"));
  view["suggestions"] = View(href(language, "/suggestions"));
  view["q"] = View(asked.text());
  view["search_hidden"] = hidden_views(asked, false, true, true);
  view["facet_hidden"] = hidden_views(asked, true, false, true);
  view["sort_hidden"] = hidden_views(asked, true, true, false);
  view["notes"] = notes_of(asked, list.answer, last_page(total), beyond, messages);
  view["total"] = View(messages.get(asked.plain() ? "list.total" : "list.found", {{"count", number(total)}}));
  view["meant"] = meant_view(asked, list.answer, messages);
  view["chips"] = chip_views(asked, list, messages);
  view["chosen"] = View(!asked.plain());
  view["facet_summary"] = View(messages.get("list.filter", {{"count", number(asked.filters().size())}}));
  view["facets"] = facet_views(asked, list, messages);
  view["found"] = View(total > 0);
  view["range"] = range_view(asked, list, messages);
  view["why"] = why_view(asked, messages);
  view["sorts"] = sort_views(asked, messages);
  view["hits"] = std::move(hits);
  view["pager"] = list_pager(asked, last_page(total), messages);
  view["calendar"] = View(href(language, "/partnerships.ics" + asked.filter_suffix()));
  view["csv"] = View(href(language, "/partnerships.csv" + asked.filter_suffix()));
  view["map"] = View(href(language, "/map" + asked.filter_suffix()));
  view["feed"] = View(href(language, feed_of(asked)));
  view["compare"] = View(href(language, "/compare"));
  view["iati"] = View(href(language, "/partnerships.xml" + asked.filter_suffix()));
  view["json"] = View("/api/v1/partnerships" + asked.filter_suffix());
  view["download"] = View(messages.get("list.download", {{"count", number(total)}}));
  return view;
}

}  // namespace

http::Response list_page(const Context& context, const http::Request& request, std::string_view language) {
  const auto etag = etag_of(context, request, context.reg.applied_seq());
  if (auto known = not_modified(request, etag, language)) return *known;

  const auto& messages = base::Messages::in(language);
  ListQuery asked(request.query);
  auto list = context.reg.list(asked.query());
  const bool beyond = asked.page() > last_page(list.answer.total);
  if (beyond) {
    asked = asked.on_page(last_page(list.answer.total));
    list = context.reg.list(asked.query());
  }
  look_within(context.reg, asked, list, language);
  Frame frame{.language = language, .title = messages.get("frame.section.partnerships")};
  if (!asked.text().empty())
    frame.title = messages.get("list.title_words", {{"words", std::string_view(asked.text())}});
  if (asked.page() > 1)
    frame.title = messages.get("list.title_page",
                               {{"title", std::string_view(frame.title)}, {"page", number(asked.page())}});
  frame.description = messages.get("list.description");
  frame.path = "/partnerships" + asked.suffix();
  frame.section = "partnerships";
  frame.feed = feed_of(asked);
  frame.etag = etag;
  frame.index = asked.plain();  // robots would find the same records in endless combinations
  return page(context, request, frame, "list",
              list_content(asked, list, registry::withdrawn_among(context.reg, list), beyond, messages));
}

}  // namespace entente::pages
