// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/in_language.hpp"
#include "pages/own_place.hpp"
#include "pages/place_views.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "http/form.hpp"
#include "pages/account_views.hpp"
#include "pages/format.hpp"
#include "pages/page.hpp"
#include "pages/visitor.hpp"
#include "registry/notices.hpp"
#include "registry/tasks.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kTasksShown = 100;

http::Response erase_shown(const Context& context, const http::Request& request, std::string_view language,
                           const std::string& fault) {
  const auto& messages = base::Messages::in(language);
  const auto visitor = visitor_of(context, request);
  auto frame = private_frame(language, messages.get("erase.title"), "/account/erase");
  View view;
  view["account"] = View(href(language, "/account"));
  view["data"] = View(href(language, "/account/data.json"));
  view["action"] = View(href(language, "/account/erase"));
  view["key"] = View(key_of_forms(context, request));
  view["address"] = View(visitor.account ? visitor.account->address : std::string());
  view["fault"] = text_or_nothing(fault);
  if (!fault.empty()) frame.status = 422;
  return page(context, request, frame, "erase", view);
}

http::Response erase_form(const Context& context, const http::Request& request, std::string_view language) {
  return erase_shown(context, request, language, {});
}

http::Response erase_sent(const Context& context, const http::Request& request, std::string_view language) {
  const auto fields = own_form(context, request);
  if (!fields) return error_page(context, request, language, 403);
  const auto visitor = visitor_of(context, request);
  if (!context.accounts.erase_own(visitor, http::value_of(*fields, "password"), origin_of_client(request)))
    return erase_shown(context, request, language, base::Messages::in(language).get("password.wrong"));
  auto response = see(language, "/");
  drop_session(response, context);
  return response;
}

View task_rows(const Context& context, const registry::Visitor& visitor, const base::Messages& messages) {
  const auto language = messages.language();
  auto rows = list_view();
  for (const auto& task : registry::tasks_of(context.reg, visitor.actor, kTasksShown)) {
    View row;
    row["what"] = View(messages.get(task.message, {{"count", task.count}}));
    row["title"] = task.title.empty() ? View(false) : text_view(task.title, language);
    row["href"] = View(href(language, task.path));
    row["whose"] = text_or_nothing(country_name(task.whose, language));
    const auto name =
        task.organisation.is_nil() ? std::nullopt : context.reg.organisation_name(task.organisation);
    row["organisation"] = name ? text_view(*name, language) : View(false);
    row["within"] = task.within.empty() ? View(false) : text_view(task.within, language);
    row["since"] = View(false);
    if (task.since) {
      const auto day = messages.date(base::PartialDate::from_days(base::day_of(*task.since)));
      row["since"] = View(messages.get("task.since", {{"date", std::string_view(day)}}));
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

/// The organisations, countries and parts that somebody holds a role in, and where they lead.
View place_rows(const Context& context, const access::Actor& actor, const base::Messages& messages) {
  const auto language = messages.language();
  auto rows = list_view();
  for (const auto& grant : actor.grants) {
    View row;
    row["role"] = View(messages.get(role_key(grant.role)));
    set_each(row, {"name", "desk", "parts", "reports", "hooks", "keys"}, View(false));
    if (grant.role == access::Role::focal_point) {
      row["href"] = View(href(language, "/countries/" + grant.of));
      row["name"] = View(country_name(grant.of, language));
      row["desk"] = View(href(language, "/desk/" + grant.of));
    } else if (access::reach_of(grant.role) == access::Reach::organisation) {
      const auto id = base::Uuid::parse(grant.of);
      const auto name = id ? context.reg.organisation_name(*id) : std::nullopt;
      row["href"] = View(href(language, "/organisations/" + grant.of));
      row["name"] = View(name ? std::string(name->str(language)) : grant.of);
      row["parts"] = View(href(language, "/account/parts?organisation=" + grant.of));
      if (grant.role == access::Role::representative) {
        row["reports"] = View(href(language, "/account/reports"));
        row["hooks"] = View(href(language, "/organisations/" + grant.of + "/webhooks"));
        row["keys"] = View(href(language, "/account/keys/" + grant.of));
      }
    } else if (grant.role == access::Role::invited_party) {
      const auto place = place_of(context, grant, language);
      if (place.path.empty()) continue;
      row["href"] = View(href(language, place.path));
      row["name"] = View(place.name);
    } else {
      continue;
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

View digest_options(std::string_view chosen, const base::Messages& messages) {
  auto all = list_view();
  constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kChoices{
      {{"", "digest.never"},
       {registry::kDigestDaily, "digest.daily"},
       {registry::kDigestWeekly, "digest.weekly"}}};
  for (const auto& [code, key] : kChoices) {
    View one;
    one["code"] = View(code);
    one["label"] = View(messages.get(key));
    one["chosen"] = View(code == chosen);
    all.push_back(std::move(one));
  }
  return all;
}

}  // namespace

registry::Notices notices_of(const Context& context) {
  return {context.reg.store(), context.reg.clock()};
}

void set_own_place(View& view, const Context& context, const registry::Visitor& visitor,
                   const base::Messages& messages) {
  const auto language = messages.language();
  auto tasks = task_rows(context, visitor, messages);
  view["some_tasks"] = View(tasks.is_non_empty_list());
  view["tasks"] = std::move(tasks);
  auto places = place_rows(context, visitor.actor, messages);
  view["some_places"] = View(places.is_non_empty_list());
  view["places"] = std::move(places);
  const auto notices = notices_of(context);
  view["registering"] = View(href(language, "/registering"));
  view["notices"] = View(href(language, "/account/notifications"));
  view["notices_count"] = View(messages.get("notices.unread", {{"count", notices.unread(visitor)}}));
  view["digests"] = digest_options(notices.digest(visitor), messages);
  view["erase"] = View(href(language, "/account/erase"));
}

std::vector<http::Route> own_place_routes(const Context& context) {
  return {
      {"GET", "/{lang}/account/erase", "What erasing one's account means.", in_language(context, erase_form)},
      {"POST", "/{lang}/account/erase", "Erases it.", in_language(context, erase_sent)},
  };
}

}  // namespace entente::pages
