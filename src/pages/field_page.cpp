// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <string>
#include <utility>

#include "model/vocabulary.hpp"
#include "pages/entrance_views.hpp"
#include "pages/fields_page.hpp"
#include "pages/format.hpp"

namespace entente::pages {

namespace {

using search::Facet;

constexpr std::array kWhatOfField = {Facet::goal, Facet::kind, Facet::status, Facet::level};
constexpr std::array kWhoOfField = {Facet::party_type, Facet::party};
constexpr std::array kWhereOfField = {Facet::region, Facet::country};

}  // namespace

http::Response field_page(const Context& context, const http::Request& request, std::string_view language,
                          const http::Captures& captures) {
  const auto* field = model::vocabulary("field").find(captures["code"]);
  if (!field) return error_page(context, request, language, 404);
  const auto etag = etag_of(context, request, context.reg.applied_seq());
  if (auto known = not_modified(request, etag, language)) return *known;

  const auto& messages = base::Messages::in(language);
  const auto asked = ListQuery{}.with(Facet::field, field->code);
  const auto list = context.reg.list(gathering_query(asked));
  const auto total = static_cast<std::int64_t>(list.answer.total);

  View view;
  view["all"] = View(href(language, "/fields"));
  view["name"] = View(std::string(field->label.str(language)));
  view["note"] = text_or_nothing(std::string(field->note.str(language)));
  view["total"] = View(messages.get("field.total", {{"count", total}}));
  view["what_title"] = View(messages.get("entrance.what"));
  set_gathering(view, {kWhatOfField, kWhoOfField, kWhereOfField}, asked, list, messages);

  Frame frame{.language = language, .title = std::string(field->label.str(language))};
  frame.description = messages.get("field.total", {{"count", total}});
  frame.path = "/fields/" + field->code;
  frame.section = "fields";
  frame.feed = "/partnerships.atom" + asked.filter_suffix();
  frame.etag = etag;
  return page(context, request, frame, "field", view);
}

}  // namespace entente::pages
