// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/events_page.hpp"

#include <algorithm>
#include <array>

#include "base/error.hpp"
#include "pages/account_views.hpp"
#include "pages/format.hpp"
#include "pages/in_language.hpp"
#include "pages/place_views.hpp"
#include "pages/visitor.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kEventsAPage = 100;

std::string actor_label(const registry::EventLine& line, const base::Messages& messages) {
  if (!line.actor_name.empty()) return line.actor_name;
  if (!line.event.actor.is_nil()) return line.event.actor.str();  // whose account was erased
  if (line.event.what == "refused_unlisted") return messages.get("events.register");
  // Whoever declines an offer, by its link alone.
  const bool by_link = line.event.what == "role_offer_declined";
  return messages.get(line.event.network.empty() && !by_link ? "events.operator" : "events.nobody");
}

/// A role in the reader's language; anything else as it was named.
std::string detail_label(const Context& context, const store::AccountEvent& event,
                         const base::Messages& messages) {
  if (!event.what.starts_with("role_") && event.what != "invited") return event.detail;
  try {
    return named_role(context, access::read_grant(event.detail), messages);
  } catch (const base::BadInput&) {
    return event.detail;  // of a role that this program does not know
  }
}

View event_views(const Context& context, const std::vector<registry::EventLine>& lines, bool all,
                 const base::Messages& messages) {
  auto views = list_view();
  for (const auto& line : lines) {
    const auto key = "event." + line.event.what;
    View one;
    one["when"] = View(messages.moment(line.event.time));
    one["who"] = View(actor_label(line, messages));
    one["what"] = View(messages.has(key) ? messages.get(key) : line.event.what);
    const auto detail = detail_label(context, line.event, messages);
    one["detail"] = text_or_nothing(detail);
    one["network"] = View(line.event.network.empty() ? "–" : line.event.network);
    one["all"] = View(all);
    const bool of_nobody = line.event.account.is_nil();
    one["whom"] = View(of_nobody                   ? "–"
                       : line.account_name.empty() ? line.event.account.str()
                                                   : line.account_name);
    one["href"] =
        of_nobody ? View(false) : View(href(messages.language(), "/accounts/" + line.event.account.str()));
    views.push_back(std::move(one));
  }
  return views;
}

/// What an auditor chooses from: [{value, label, chosen}].
constexpr std::array<std::pair<std::string_view, store::Refusals>, 3> kShown{
    {{"all", store::Refusals::with}, {"done", store::Refusals::without}, {"refused", store::Refusals::only}}};

View shown_choices(store::Refusals chosen, const base::Messages& messages) {
  auto all = list_view();
  for (const auto& [value, refusals] : kShown) {
    View one;
    one["value"] = View(value);
    one["label"] = View(messages.get("events.show." + std::string(value)));
    one["chosen"] = View(refusals == chosen);
    all.push_back(std::move(one));
  }
  return all;
}

http::Response events_shown(const Context& context, const http::Request& request, std::string_view language,
                            const std::vector<registry::EventLine>& lines, bool all, const std::string& path,
                            store::Refusals refusals = store::Refusals::with) {
  const auto& messages = base::Messages::in(language);
  View view;
  view["heading"] = View(messages.get(all ? "events.title" : "events.own"));
  view["all"] = View(all);
  view["back"] = View(href(language, all ? "/accounts" : "/account"));
  view["back_label"] = View(messages.get(all ? "accounts.title" : "account.title"));
  view["choices"] = all ? shown_choices(refusals, messages) : list_view();
  view["action"] = View(href(language, "/events"));
  view["some"] = View(!lines.empty());
  view["events"] = event_views(context, lines, all, messages);
  const bool more = lines.size() == kEventsAPage;
  const auto sign = path.find('?') == std::string::npos ? "?before=" : "&before=";
  view["next"] = more ? View(href(language, path + sign + lines.back().event.id.str())) : View(false);
  return page(context, request,
              private_frame(language, messages.get(all ? "events.title" : "events.own"), path), "events",
              view);
}

base::Uuid before_of(const http::Request& request) {
  return base::Uuid::parse(request.parameter("before")).value_or(base::Uuid());
}

http::Response own_events_page(const Context& context, const http::Request& request,
                               std::string_view language) {
  const auto lines =
      context.accounts.own_events(visitor_of(context, request), before_of(request), kEventsAPage);
  return events_shown(context, request, language, lines, false, "/account/events");
}

http::Response all_events_page(const Context& context, const http::Request& request,
                               std::string_view language) {
  const auto account = base::Uuid::parse(request.parameter("account"));
  const auto show = request.parameter("show");
  const auto chosen = std::ranges::find(kShown, show, [](const auto& one) { return one.first; });
  const auto refusals = account || chosen == kShown.end() ? store::Refusals::with : chosen->second;
  const auto lines = context.accounts.events(visitor_of(context, request).actor, account, before_of(request),
                                             kEventsAPage, refusals);
  const std::string path = account                             ? "/events?account=" + account->str()
                           : refusals == store::Refusals::with ? "/events"
                                                               : "/events?show=" + std::string(show);
  return events_shown(context, request, language, lines, true, path, refusals);
}

}  // namespace

std::vector<http::Route> events_routes(const Context& context) {
  return {
      {"GET", "/{lang}/account/events", "What was done to one's own account.",
       in_language(context, own_events_page)},
      {"GET", "/{lang}/events", "What was done to accounts, by whom, when and from where.",
       in_language(context, all_events_page)},
  };
}

}  // namespace entente::pages
