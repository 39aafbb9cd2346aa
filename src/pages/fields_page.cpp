// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/fields_page.hpp"

#include <string>
#include <utility>

#include "model/vocabulary.hpp"
#include "pages/entrance_views.hpp"
#include "pages/format.hpp"

namespace entente::pages {

namespace {

View field_rows(const registry::ListAnswer& list, const base::Messages& messages) {
  auto all = list_view();
  for (const auto& field : model::vocabulary("field").terms) {
    const auto count = count_of(list, search::Facet::field, field.code);
    View one;
    one["label"] = View(std::string(field.label.str(messages.language())));
    one["note"] = text_or_nothing(std::string(field.note.str(messages.language())));
    one["href"] = View(href(messages.language(), "/fields/" + field.code));
    one["counted"] = count_view(ListQuery{}.with(search::Facet::field, field.code), count, messages);
    all.push_back(std::move(one));
  }
  return all;
}

}  // namespace

http::Response fields_page(const Context& context, const http::Request& request, std::string_view language,
                           const http::Captures&) {
  const auto etag = etag_of(context, request, context.reg.applied_seq());
  if (auto known = not_modified(request, etag, language)) return *known;

  const auto& messages = base::Messages::in(language);
  search::Query counts;
  counts.limit = 0;
  const auto list = context.reg.list(counts);
  View view;
  view["fields"] = field_rows(list, messages);

  Frame frame{.language = language, .title = messages.get("field.all")};
  frame.description = messages.get("field.lede");
  frame.path = "/fields";
  frame.section = "fields";
  frame.etag = etag;
  return page(context, request, frame, "fields", view);
}

}  // namespace entente::pages
