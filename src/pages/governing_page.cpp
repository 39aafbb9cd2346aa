// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// How a partnership is governed, and what its parties say of themselves.
#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "base/text.hpp"
#include "pages/format.hpp"
#include "pages/governing_pages.hpp"
#include "pages/governing_views.hpp"
#include "pages/in_language.hpp"
#include "pages/page.hpp"
#include "pages/record_views.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kTitleOfGoverned = 200;  // bytes, in the tab of a browser

http::Response governing_read(const Context& context, const http::Request& request, std::string_view language,
                              const http::Captures& captures) {
  const auto id = base::Uuid::parse(captures["id"]);
  if (!id) return error_page(context, request, language, 404);
  const auto etag = etag_of(context, request, context.reg.applied_seq());
  if (auto known = not_modified(request, etag, language)) return *known;
  const auto shown = context.reg.partnership(*id);
  if (!shown) return error_page(context, request, language, 404);
  const auto& messages = base::Messages::in(language);
  View view;
  view["partnership"] = text_view(shown->partnership.value.title, language);
  view["id"] = View(id->str());
  view["href"] = View(partnership_href(language, *id));
  view["json"] = View("/api/v1/partnerships/" + id->str());
  view["governance"] = governance_view(*shown, messages);
  auto statements = list_view(), silent = list_view();
  std::set<base::Uuid> seen;
  std::size_t left_out = 0;
  for (const auto& party : shown->parties) {
    if (party.state == "declined" || party.state == "left" || !seen.insert(party.organisation.id).second)
      continue;
    const auto said = std::ranges::find(shown->statements, party.organisation.id,
                                        [](const auto& one) { return one.value.organisation; });
    if (statements.list_value().size() + silent.list_value().size() == kMostParties) {
      ++left_out;
    } else if (said != shown->statements.end()) {
      statements.push_back(statement_view(*said, *shown, messages));
    } else {
      View one;
      one["href"] = View(organisation_href(language, party.organisation.id));
      one["name"] = text_view(party.organisation.name, language);
      silent.push_back(std::move(one));
    }
  }
  const auto rows = seen.size() - left_out;
  view["left_out"] = *table_view(list_view(), rows, seen.size(), messages).get("left_out");
  view["some_silent"] = View(silent.is_non_empty_list());
  view["statements"] = std::move(statements);
  view["silent"] = std::move(silent);
  view["answer"] = View(href(language, "/account/parts"));
  const auto words = base::clip_utf8(shown->partnership.value.title.str(language), kTitleOfGoverned);
  Frame frame{
      .language = language,
      .title = messages.get("governing.title") + " – " + (words.empty() ? id->str() : std::string(words))};
  frame.description = messages.get("governing.lede");
  frame.path = "/partnerships/" + id->str() + "/governance";
  frame.section = "partnerships";
  frame.etag = etag;
  return page(context, request, frame, "governing", view);
}

}  // namespace

std::vector<http::Route> governing_routes(const Context& context) {
  return {
      {"GET", "/{lang}/partnerships/{id}/governance",
       "How a partnership is governed, and what its parties say of themselves.",
       in_language(context, governing_read)},
  };
}

}  // namespace entente::pages
