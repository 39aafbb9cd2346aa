// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// What the party of one part has promised, given and received: from here it enters more.
#include <algorithm>
#include <utility>

#include "pages/format.hpp"
#include "pages/in_language.hpp"
#include "pages/page.hpp"
#include "pages/promise_fields.hpp"
#include "pages/promise_pages.hpp"
#include "pages/promise_views.hpp"
#include "pages/record_views.hpp"
#include "pages/visitor.hpp"
#include "registry/attesting.hpp"
#include "registry/witnessing.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kPromisesShown = 500;  // as many as one party may enter

View promise_line(const base::Uuid& id, const registry::Given& record, const char* place,
                  const base::Messages& messages) {
  View row;
  row["href"] = View(href(messages.language(), place + id.str()));
  row["label"] = View(promise_label(record, messages));
  const auto day = std::visit([](const auto& r) { return r.date; }, record);
  row["date"] = day ? View(messages.date(*day)) : View(false);
  set_each(row, {"levels", "disputed", "waiting"}, View(false));
  return row;
}

View delivery_line(const registry::Held<model::Delivery>& held, const registry::PartPromises& all,
                   const char* place, const base::Messages& messages) {
  auto row = promise_line(held.id, held.value, place, messages);
  const auto levels = registry::levels_of(held, all.words);
  row["levels"] = list_view();
  row["levels"].push_back(level_view(levels.back(), messages.language()));
  row["disputed"] = View(registry::is_disputed(held, all.words));
  row["waiting"] = View(registry::waits_for_receiver(held, all.words));
  return row;
}

http::Response promises_page(const Context& context, const http::Request& request, std::string_view language,
                             const http::Captures& captures) {
  const auto& messages = base::Messages::in(language);
  const auto part = base::Uuid::parse(captures["id"]);
  auto all = part ? registry::Promising(context.reg).of_part(visitor_of(context, request).actor, *part)
                  : std::nullopt;
  if (!all) return error_page(context, request, language, 404);
  // The newest first: ids are in the order in which they were given.
  std::ranges::reverse(all->promised);
  std::ranges::reverse(all->delivered);
  std::ranges::reverse(all->received);
  const auto path = "/account/parts/" + part->str();
  View view;
  view["part"] = View(href(language, path));
  view["partnership"] = text_view(all->partnership, language);
  view["href"] = View(partnership_href(language, all->part.value.partnership));
  const auto name = context.reg.organisation_name(all->part.value.organisation);
  view["organisation"] = name ? text_view(*name, language) : View(false);
  view["confirmed"] = View(all->confirmed);
  view["new_promise"] = View(href(language, path + "/promises/new?what=commitment"));
  view["new_delivery"] = View(href(language, path + "/promises/new?what=delivery"));
  view["promised"] = table_of(all->promised, kPromisesShown, messages, [&](const auto& held) {
    auto row = promise_line(held.id, held.value, "/account/promises/", messages);
    row["deliver"] =
        all->confirmed
            ? View(href(language, path + "/promises/new?what=delivery&commitment=" + held.id.str()))
            : View(false);
    return row;
  });
  view["delivered"] = table_of(all->delivered, kPromisesShown, messages, [&](const auto& held) {
    return delivery_line(held, *all, "/account/promises/", messages);
  });
  view["received"] = table_of(all->received, kPromisesShown, messages, [&](const auto& held) {
    return delivery_line(held, *all, "/account/deliveries/", messages);
  });
  return page(context, request, private_frame(language, messages.get("promises.title"), path + "/promises"),
              "promises", view);
}

}  // namespace

std::vector<http::Route> promise_list_routes(const Context& context) {
  return {
      {"GET", "/{lang}/account/parts/{id}/promises",
       "What an organisation one speaks for has promised, given and received in a partnership.",
       in_language(context, promises_page)},
  };
}

}  // namespace entente::pages
