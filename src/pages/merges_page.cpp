// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Likely duplicates among organisations, merging two, and undoing it.
#include "http/form.hpp"
#include "pages/claim_pages.hpp"
#include "pages/format.hpp"
#include "pages/in_language.hpp"
#include "pages/place_views.hpp"
#include "pages/visitor.hpp"
#include "registry/merging.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kMostProposals = 100;
constexpr std::size_t kIdLetters = 36;

/// The id of an organisation, typed as it is or as the address of its page.
std::optional<base::Uuid> typed_id(std::string_view typed) {
  const auto text = base::trimmed(typed);
  if (const auto id = base::Uuid::parse(text)) return id;
  constexpr std::string_view kBefore = "/organisations/";
  const auto at = text.find(kBefore);
  return at == text.npos ? std::nullopt : base::Uuid::parse(text.substr(at + kBefore.size(), kIdLetters));
}

std::string shown_name(const base::Text& name, const base::Uuid& id, std::string_view language) {
  return name.empty() ? id.str() : std::string(name.str(language));
}

/// {name, href, id}.
View one_side(const base::Uuid& id, const base::Text& name, std::string_view language) {
  View side;
  side["name"] = View(shown_name(name, id, language));
  side["href"] = View(organisation_href(language, id));
  side["id"] = View(id.str());
  return side;
}

View proposal_rows(const registry::LikelyDuplicates& all, const base::Messages& messages) {
  const auto language = messages.language();
  auto rows = list_view();
  for (const auto& each : all.found) {
    View row;
    row["one"] = one_side(each.one, each.one_name, language);
    row["other"] = one_side(each.other, each.other_name, language);
    row["why"] = View(messages.get(each.by_identifier ? "merges.same_identifier" : "merges.same_name",
                                   {{"value", each.value}}));
    row["look"] = View(href(language, "/merges?kept=" + each.one.str() + "&other=" + each.other.str()));
    rows.push_back(std::move(row));
  }
  return rows;
}

View merge_rows(const std::vector<registry::MergeLine>& lines, const base::Messages& messages) {
  const auto language = messages.language();
  auto rows = list_view();
  for (const auto& line : lines) {
    View row;
    row["other"] = one_side(line.other, line.other_name, language);
    row["kept"] = one_side(line.kept, line.kept_name, language);
    row["revisions"] = View(organisation_href(language, line.other) + "/revisions");
    row["when"] = View(messages.moment(line.at));
    rows.push_back(std::move(row));
  }
  return rows;
}

/// What a merge of two would do, with the button for it.
View preview_view(const registry::MergeView& merge, const base::Messages& messages) {
  const auto language = messages.language();
  View view;
  view["kept"] = one_side(merge.kept, merge.kept_name, language);
  view["other"] = one_side(merge.other, merge.other_name, language);
  view["text"] = View(messages.get("merges.preview", {{"count", merge.partnerships}}));
  auto moving = list_view();
  for (const auto& name : merge.moving) moving.push_back(View(name));
  view["some_moving"] = View(!merge.moving.empty());
  view["moving"] = std::move(moving);
  view["both_assessed"] = View(merge.both_assessed);
  view["turned"] = View(href(language, "/merges?kept=" + merge.other.str() + "&other=" + merge.kept.str()));
  return view;
}

http::Response merges_shown(const Context& context, const http::Request& request, std::string_view language,
                            const std::string& fault) {
  const auto& messages = base::Messages::in(language);
  const auto actor = visitor_of(context, request).actor;
  auto frame = private_frame(language, messages.get("merges.title"), "/merges");
  View view;
  view["action"] = View(href(language, "/merges"));
  view["key"] = View(key_of_forms(context, request));
  view["preview"] = View(false);
  auto said = fault;
  const auto kept = typed_id(request.parameter("kept")), other = typed_id(request.parameter("other"));
  const bool asked = !request.parameter("kept").empty() || !request.parameter("other").empty();
  if (asked && (!kept || !other || *kept == *other || !context.reg.organisation_name(*kept) ||
                !context.reg.organisation_name(*other)))
    said = messages.get("merges.fault");
  else if (asked)
    view["preview"] = preview_view(context.merging->look(actor, *kept, *other), messages);
  view["typed_kept"] = View(request.parameter("kept"));
  view["typed_other"] = View(request.parameter("other"));
  const auto likely = context.merging->likely(actor, kMostProposals);
  view["proposals"] = proposal_rows(likely, messages);
  view["some_proposals"] = View(!likely.found.empty());
  view["cut"] = View(!likely.whole);
  const auto lines = context.merging->merges(actor);
  view["merges"] = merge_rows(lines, messages);
  view["some_merges"] = View(!lines.empty());
  view["fault"] = text_or_nothing(said);
  if (!said.empty()) frame.status = 422;
  return page(context, request, frame, "merges", view);
}

http::Response merges_page(const Context& context, const http::Request& request, std::string_view language,
                           const http::Captures&) {
  return merges_shown(context, request, language, {});
}

http::Response merges_sent(const Context& context, const http::Request& request, std::string_view language,
                           const http::Captures&) {
  const auto fields = own_form(context, request);
  if (!fields) return error_page(context, request, language, 403);
  const auto actor = visitor_of(context, request).actor;
  const auto wish = http::value_of(*fields, "do");
  const auto other = base::Uuid::parse(http::value_of(*fields, "other"));
  const auto kept = base::Uuid::parse(http::value_of(*fields, "kept"));
  if (wish == "merge" && kept && other)
    context.merging->merge(actor, *kept, *other);
  else if (wish == "undo" && other)
    context.merging->undo(actor, *other);
  else
    return error_page(context, request, language, 400);
  context.reg.follow();
  return see(language, "/merges");
}

}  // namespace

std::vector<http::Route> merge_routes(const Context& context) {
  return {
      {"GET", "/{lang}/merges",
       "Organisations that may be one, what a merge would do, and those that were merged.",
       in_language(context, merges_page)},
      {"POST", "/{lang}/merges", "Merges two organisations, or undoes it.",
       in_language(context, merges_sent)},
  };
}

}  // namespace entente::pages
