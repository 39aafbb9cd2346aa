// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/revision_page.hpp"

#include <utility>

#include "base/text.hpp"
#include "pages/difference_words.hpp"
#include "pages/finances_view.hpp"
#include "pages/format.hpp"
#include "pages/page.hpp"
#include "pages/record_views.hpp"
#include "pages/state_difference_page.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kNamedTitle = 200, kLongestValue = 4'000, kMostDifferences = 500, kMostListed = 1'000;

Frame frame_of(const RevisedRecord& record, std::string_view language, std::string heading,
               const std::string& rest, const std::string& etag) {
  Frame frame{.language = language,
              .title = std::move(heading) + " – " + std::string(base::clip_utf8(record.title, kNamedTitle))};
  frame.path = record.address + rest;
  frame.section = record.section;
  frame.etag = etag;
  frame.index = false;
  return frame;
}

/// Choices of the form: every revision, one of them chosen.
View choices(const std::vector<registry::RevisionLine>& revisions, std::int64_t chosen,
             const base::Messages& messages) {
  auto all = list_view();
  for (const auto& revision : revisions) {
    View one;
    one["number"] = View(std::to_string(revision.version));
    one["label"] = View(messages.get("revision.version", {{"version", revision.version}}) + ", " +
                        messages.moment(revision.time));
    one["chosen"] = View(revision.version == chosen);
    all.push_back(one);
  }
  return all;
}

}  // namespace

View revised_view(const RevisedRecord& record, const base::Messages& messages) {
  View view;
  view["record"] = View(href(messages.language(), record.page));
  view["title"] = View(record.title);
  view["collection"] = View(href(messages.language(), "/" + std::string(record.section)));
  view["section"] = View(messages.get("frame.section." + std::string(record.section)));
  view["all_revisions"] = View(href(messages.language(), record.all));
  return view;
}

View difference_row(const registry::Difference& difference, std::string_view type,
                    const base::Messages& messages) {
  const auto side = [&](const std::string& value) {
    const auto words = difference_value(type, difference.path, value, messages);
    const auto clipped = base::clip_utf8(words, kLongestValue);
    return text_or_nothing(std::string(clipped) + (clipped.size() < words.size() ? "…" : ""));
  };
  View row;
  row["label"] = View(difference_label(difference.path, messages));
  row["path"] = View(difference.path);
  row["old_value"] = side(difference.before);
  row["new_value"] = side(difference.after);
  return row;
}

std::optional<std::vector<registry::Difference>> standing_difference(const Context& context,
                                                                     const base::Uuid& id, std::int64_t from,
                                                                     std::int64_t to) {
  return context.reg.difference(id, from, to);
}

void offer_comparison(View& view, const std::string& address,
                      const std::vector<registry::RevisionLine>& revisions, std::int64_t from,
                      std::int64_t to, const base::Messages& messages) {
  view["compare"] = View(href(messages.language(), address + "/differences"));
  view["from"] = choices(revisions, from, messages);
  view["to"] = choices(revisions, to, messages);
}

http::Response revisions_page(const Context& context, const http::Request& request,
                              const http::Captures& captures, const FindRevised& find) {
  const auto asked = asked_record(captures);
  if (!asked) return error_page(context, request, "", 404);
  const auto etag = etag_of(context, request, context.reg.applied_seq());
  if (auto unchanged = not_modified(request, etag, asked->language)) return *unchanged;
  const auto record = find(context, asked->id, asked->language);
  if (!record) return error_page(context, request, asked->language, 404);

  const auto& messages = base::Messages::in(asked->language);
  auto view = revised_view(*record, messages);
  const bool report = record->type == model::Finances::kType;
  view["revisions"] = report ? finances_revisions(record->reports.front(), kMostListed, messages)
                             : revision_table(record->revisions, record->head_version, record->head_version,
                                              href(asked->language, record->address), kMostListed, messages);
  view["reports"] = report ? list_view() : reports_view(record->reports, kMostListed, messages);
  view["json"] = View("/api/v1" + record->page);
  const bool several = record->revisions.size() > 1;
  view["several"] = View(several);
  offer_comparison(view, record->address, record->revisions, several ? record->revisions[1].version : 0,
                   record->head_version, messages);
  return page(context, request,
              frame_of(*record, asked->language, messages.get("revision.all"), "/revisions", etag),
              "revisions", view);
}

http::Response differences_page(const Context& context, const http::Request& request,
                                const http::Captures& captures, const FindRevised& find,
                                const FindDifference& compare) {
  const auto asked = asked_record(captures);
  if (!asked) return error_page(context, request, "", 404);
  if (from_moment(request)) return state_differences_page(context, request, *asked, find);
  const auto from = positive_number(request.parameter("from")), to = positive_number(request.parameter("to"));
  if (!from || !to) return error_page(context, request, asked->language, 404);
  const auto etag = etag_of(context, request, context.reg.applied_seq());
  if (auto unchanged = not_modified(request, etag, asked->language)) return *unchanged;
  const auto record = find(context, asked->id, asked->language);
  const auto differences = record ? compare(context, asked->id, *from, *to) : std::nullopt;
  if (!differences) return error_page(context, request, asked->language, 404);

  const auto& messages = base::Messages::in(asked->language);
  auto view = revised_view(*record, messages);
  view["differences"] =
      table_of(*differences, kMostDifferences, messages, [&](const registry::Difference& difference) {
        return difference_row(difference, record->type, messages);
      });
  view["json"] = View("/api/v1" + record->page);
  view["heading"] = View(messages.get("revision.from_to", {{"from", *from}, {"to", *to}}));
  view["counted"] = View(messages.get("revision.counted", {{"count", std::ssize(*differences)}}));
  view["before"] = View(messages.get("revision.version", {{"version", *from}}));
  view["after"] = View(messages.get("revision.version", {{"version", *to}}));
  offer_comparison(view, record->address, record->revisions, *from, *to, messages);
  const auto rest = "/differences?from=" + std::to_string(*from) + "&to=" + std::to_string(*to);
  return page(context, request,
              frame_of(*record, asked->language, messages.get("revision.differences"), rest, etag),
              "difference", view);
}

}  // namespace entente::pages
