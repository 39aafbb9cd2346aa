// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/home_page.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "http/message.hpp"
#include "model/vocabulary.hpp"
#include "pages/format.hpp"
#include "pages/list_query.hpp"

namespace entente::pages {

namespace {

using search::Facet;

constexpr std::size_t kNewest = 5, kCountries = 18, kTitleBytes = 200;

std::string list_address(Facet facet, const std::string& value, std::string_view language) {
  return href(language, "/partnerships" + ListQuery{}.with(facet, value).suffix());
}

/// All goals by number; those that no partnership serves too, for a gap is worth seeing.
View goal_entrances(const registry::ListAnswer& list, const base::Messages& messages) {
  const auto& counts = list.answer.of(Facet::goal);
  std::uint32_t most = 1;
  for (const auto& count : counts) most = std::max(most, count.count);
  auto all = list_view();
  for (const auto& goal : model::goals("sdg")) {
    if (goal.target) continue;
    const auto found = std::ranges::find(counts, goal.code, &search::Count::value);
    const auto count = found == counts.end() ? 0 : found->count;
    View one;
    one["number"] = View(goal.code);
    one["label"] = View(std::string(goal.label.str(messages.language())));
    one["href"] = View(list_address(Facet::goal, goal.code, messages.language()));
    one["count"] = View(messages.get("home.goal_count", {{"count", std::int64_t{count}}}));
    one["width"] = View(std::to_string(std::uint64_t{count} * 100 / most) + "%");
    all.push_back(one);
  }
  return all;
}

/// {label, links: [{label, count, href}]} of the largest values of a facet; false where there is none.
View entrance(Facet facet, std::size_t most, const registry::ListAnswer& list,
              const base::Messages& messages) {
  const auto& counts = list.answer.of(facet);
  if (counts.empty()) return View(false);
  auto links = list_view();
  for (std::size_t i = 0; i < std::min(most, counts.size()); ++i) {
    View one;
    one["label"] = View(facet_label(facet, counts[i].value, messages.language(), list.party_names));
    one["count"] = View(messages.number(counts[i].count));
    one["href"] = View(list_address(facet, counts[i].value, messages.language()));
    links.push_back(one);
  }
  View view;
  view["label"] =
      View(messages.get("home.by." + std::string(search::kFacetNames[static_cast<std::size_t>(facet)])));
  view["links"] = std::move(links);
  view["all"] = View(false);
  if (counts.size() > most) {
    View rest;
    rest["href"] = View(href(messages.language(), "/partnerships" + ListQuery{}.unfolding(facet).suffix()));
    rest["label"] =
        View(messages.get("list.show_all", {{"count", static_cast<std::int64_t>(counts.size())}}));
    view["all"] = std::move(rest);
  }
  return view;
}

View figure(const base::Messages& messages, std::int64_t number, std::string_view key) {
  View view;
  view["number"] = View(messages.number(number));
  view["label"] = View(messages.get(key, {{"count", number}}));
  return view;
}

/// The last of them is what is not known: who has been named, but has not spoken.
View figures(const registry::Overview& o, const base::Messages& messages) {
  auto all = list_view();
  all.push_back(figure(messages, o.partnerships, "home.figure.partnerships"));
  all.push_back(figure(messages, o.organisations, "home.figure.organisations"));
  all.push_back(figure(messages, o.commitments, "home.figure.commitments"));
  all.push_back(figure(messages, o.deliveries, "home.figure.deliveries"));
  const auto silent = o.parties_named - o.parties_confirmed;
  View unknown;
  unknown["number"] = View(messages.number(silent));
  unknown["label"] =
      View(messages.get("home.figure.unconfirmed", {{"count", silent}, {"total", o.parties_named}}));
  all.push_back(unknown);
  return all;
}

View newest_views(const registry::ListAnswer& list, const base::Messages& messages) {
  auto all = list_view();
  for (const auto& card : list.cards) {
    View one;
    one["href"] = View(partnership_href(messages.language(), card.id));
    one["title"] = text_view(card.partnership.title, messages.language(), kTitleBytes);
    one["what"] = View(messages.get(card.version == 1 ? "home.entered" : "home.changed"));
    one["when"] = View(messages.date(base::PartialDate::from_days(card.updated.ms / 86'400'000)));
    one["now"] = View(all.is_empty_list());
    all.push_back(one);
  }
  return all;
}

}  // namespace

http::Response home_page(const Context& context, const http::Request& request, std::string_view language) {
  const auto etag = etag_of(context, request, context.reg.applied_seq());
  if (auto known = not_modified(request, etag, language)) return *known;

  const auto& messages = base::Messages::in(language);
  search::Query newest;
  newest.order = search::Order::updated;
  newest.limit = kNewest;
  const auto list = context.reg.list(newest);
  const auto overview = context.reg.overview();

  View view;
  view["action"] = View(href(language, "/partnerships"));
  view["suggestions"] = View(href(language, "/suggestions"));
  view["about"] = View(href(language, "/about"));
  view["filled"] = View(overview.partnerships > 0);
  view["figures"] = figures(overview, messages);
  view["goals"] = goal_entrances(list, messages);
  view["countries"] = entrance(Facet::country, kCountries, list, messages);
  auto entrances = list_view();
  for (const auto facet : {Facet::field, Facet::kind, Facet::status})
    if (auto one = entrance(facet, ListQuery::kPageSize, list, messages); one.is_object())
      entrances.push_back(one);
  view["entrances"] = std::move(entrances);
  view["newest"] = newest_views(list, messages);
  view["newest_all"] = View(href(language, "/partnerships?sort=updated"));

  Frame frame{.language = language, .title = messages.get("home.title")};
  frame.description = messages.get("home.lede");
  frame.path = "/";
  frame.section = "home";
  frame.etag = etag;
  return page(context, request, frame, "home", std::move(view));
}

http::Response choose_language(const http::Request& request) {
  auto response = http::redirect(302, href(preferred_language(request), "/"));
  response.set("Vary", "Accept-Language").set("Cache-Control", "no-cache");
  return response;
}

}  // namespace entente::pages
