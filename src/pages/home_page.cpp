// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/home_page.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "http/message.hpp"
#include "model/vocabulary.hpp"
#include "pages/entrance_views.hpp"
#include "pages/format.hpp"
#include "pages/goal_views.hpp"
#include "pages/list_query.hpp"

namespace entente::pages {

namespace {

using search::Facet;

constexpr std::size_t kNewest = 5, kCountries = 18, kNewestTitleBytes = 200;

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
    one["title"] = text_view(card.partnership->title, messages.language(), kNewestTitleBytes);
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
  view["goals"] = goal_bars("sdg", list, messages);
  view["countries"] = count_links({}, Facet::country, kCountries, list, messages);
  view["all_countries"] = View(href(language, "/countries"));
  auto entrances = list_view();
  for (const auto facet : {Facet::field, Facet::kind, Facet::status})
    if (auto one = count_links({}, facet, ListQuery::kPageSize, list, messages); one.is_object())
      entrances.push_back(one);
  view["entrances"] = std::move(entrances);
  view["newest"] = newest_views(list, messages);
  view["named"] = View(href(language, "/named"));
  view["map"] = View(href(language, "/map"));
  view["newest_all"] = View(href(language, "/partnerships?sort=updated"));

  Frame frame{.language = language, .title = messages.get("home.title")};
  frame.description = messages.get("home.lede");
  frame.path = "/";
  frame.section = "home";
  frame.feed = "/partnerships.atom";
  frame.etag = etag;
  return page(context, request, frame, "home", view);
}

http::Response choose_language(const Context& context, const http::Request& request) {
  auto response = http::redirect(302, href(preferred_language(request, context.institution->languages), "/"));
  response.set("Vary", "Accept-Language").set("Cache-Control", "no-cache");
  return response;
}

}  // namespace entente::pages
