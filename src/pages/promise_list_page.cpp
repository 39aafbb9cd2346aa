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

constexpr std::size_t kPromisesAPage = 50;

View promise_line(const base::Uuid& id, const registry::Given& record, const char* place,
                  const base::Messages& messages) {
  View row;
  row["href"] = View(href(messages.language(), place + id.str()));
  row["label"] = View(promise_label(record, messages));
  const auto day = std::visit([](const auto& r) { return r.date; }, record);
  row["date"] = day ? View(messages.date(*day)) : View(false);
  set_each(row, {"levels", "disputed", "was_disputed", "waiting"}, View(false));
  return row;
}

View delivery_line(const registry::Held<model::Delivery>& held, const registry::PartPromises& all,
                   const char* place, const base::Messages& messages) {
  auto row = promise_line(held.id, held.value, place, messages);
  const auto levels = registry::levels_of(held, all.words);
  row["levels"] = list_view();
  row["levels"].push_back(level_view(levels.back(), messages.language()));
  row["disputed"] = View(registry::is_disputed(held, all.words));
  row["was_disputed"] = View(registry::was_disputed(held, all.words));
  row["waiting"] = View(registry::waits_for_receiver(held, all.words));
  return row;
}

/// One of the three lists, a page of it, and the way to its others. Each turns its pages by itself; ids are
/// in the order in which they were given, and the newest come first.
template <class T, class Row>
View list_in_pages(std::vector<registry::Held<T>>& all, const http::Request& request, const std::string& path,
                   const char* name, const base::Messages& messages, const Row& row) {
  std::ranges::reverse(all);
  const auto count = static_cast<std::int64_t>((all.size() + kPromisesAPage - 1) / kPromisesAPage);
  const auto number = std::clamp<std::int64_t>(positive_number(request.parameter(name)).value_or(1), 1,
                                               std::max<std::int64_t>(count, 1));
  const auto first = static_cast<std::size_t>(number - 1) * kPromisesAPage;
  View view;
  view["rows"] = list_view();
  for (auto i = first; i < std::min(first + kPromisesAPage, all.size()); ++i)
    view["rows"].push_back(row(all[i]));
  view["some"] = View(!all.empty());
  std::string others;
  for (const auto* each : {"promised", "delivered", "received"})
    if (const auto page = positive_number(request.parameter(each)); page && std::string_view(each) != name)
      others += std::string(each) + "=" + std::to_string(*page) + "&";
  view["pager"] =
      pager_view(number, count, href(messages.language(), path + "?" + others + name + "="), messages);
  return view;
}

http::Response promises_page(const Context& context, const http::Request& request, std::string_view language,
                             const http::Captures& captures) {
  const auto& messages = base::Messages::in(language);
  const auto part = base::Uuid::parse(captures["id"]);
  auto all = part ? registry::Promising(context.reg).of_part(visitor_of(context, request).actor, *part)
                  : std::nullopt;
  if (!all) return error_page(context, request, language, 404);
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
  const auto in_pages = [&](auto& list, const char* list_name, const auto& row) {
    return list_in_pages(list, request, path + "/promises", list_name, messages, row);
  };
  view["promised"] = in_pages(all->promised, "promised", [&](const auto& held) {
    auto row = promise_line(held.id, held.value, "/account/promises/", messages);
    row["deliver"] =
        all->confirmed
            ? View(href(language, path + "/promises/new?what=delivery&commitment=" + held.id.str()))
            : View(false);
    return row;
  });
  view["delivered"] = in_pages(all->delivered, "delivered", [&](const auto& held) {
    return delivery_line(held, *all, "/account/promises/", messages);
  });
  view["received"] = in_pages(all->received, "received", [&](const auto& held) {
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
