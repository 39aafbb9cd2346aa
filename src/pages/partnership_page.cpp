// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/partnership_page.hpp"

#include <optional>
#include <string>
#include <utility>

#include "base/text.hpp"
#include "pages/page.hpp"
#include "pages/partnership_view.hpp"
#include "pages/record_views.hpp"
#include "pages/revision_page.hpp"

namespace entente::pages {

namespace {

// A title can be 10,000 characters long: tabs and search engines get the beginning.
constexpr std::size_t kLongestTitle = 200, kLongestDescription = 300;

/// The page of a partnership as it stands, or as it stood in `version`.
http::Response partnership_page(const Context& context, const http::Request& request,
                                const http::Captures& captures, bool of_version) {
  const auto asked = asked_record(captures);
  if (!asked) return error_page(context, request, "", 404);
  const auto etag = etag_of(context, request, context.reg.applied_seq());
  if (auto unchanged = not_modified(request, etag, asked->language)) return *unchanged;

  std::optional<registry::PartnershipView> view;
  if (!of_version)
    view = context.reg.partnership(asked->id);
  else if (const auto version = positive_number(captures["version"]))
    view = context.reg.partnership_at(asked->id, *version);
  if (!view) return error_page(context, request, asked->language, 404);

  const auto& messages = base::Messages::in(asked->language);
  const auto purpose = view->partnership.value.purpose.str(asked->language);
  Frame frame{.language = asked->language,
              .title = std::string(base::clip_utf8(title_of(*view, asked->language), kLongestTitle))};
  frame.description = base::clip_utf8(purpose, kLongestDescription);
  frame.path = "/partnerships/" + asked->id.str();
  if (of_version) frame.path += "/revisions/" + std::to_string(view->partnership.version);
  frame.section = "partnerships";
  frame.etag = etag;
  frame.index = !of_version;
  const auto& register_name = context.register_name.empty() ? "Entente" : context.register_name;
  return page(context, request, frame, "partnership", partnership_view(*view, register_name, messages));
}

/// What the pages of revisions need to know of a partnership.
std::optional<RevisedRecord> revised(const Context& context, const base::Uuid& id,
                                     std::string_view language) {
  auto view = context.reg.partnership(id);
  if (!view) return std::nullopt;
  return RevisedRecord{.collection = "partnerships",
                       .type = model::Partnership::kType,
                       .id = id,
                       .title = title_of(*view, language),
                       .head_version = view->head_version,
                       .revisions = std::move(view->revisions)};
}

}  // namespace

std::vector<http::Route> partnership_routes(const Context& context) {
  return {
      {"GET", "/{lang}/partnerships/{id}", "One partnership with all that hangs on it",
       [context](const http::Request& request, const http::Captures& captures) {
         return partnership_page(context, request, captures, false);
       }},
      {"GET", "/{lang}/partnerships/{id}/revisions",
       "The revisions of a partnership, and a form to compare two",
       [context](const http::Request& request, const http::Captures& captures) {
         return revisions_page(context, request, captures, revised);
       }},
      {"GET", "/{lang}/partnerships/{id}/revisions/{version}",
       "A partnership as it stood in an earlier revision",
       [context](const http::Request& request, const http::Captures& captures) {
         return partnership_page(context, request, captures, true);
       }},
      {"GET", "/{lang}/partnerships/{id}/differences",
       "What changed from one revision of a partnership to another",
       [context](const http::Request& request, const http::Captures& captures) {
         return differences_page(context, request, captures, revised);
       }},
  };
}

}  // namespace entente::pages
