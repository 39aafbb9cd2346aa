// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/lists_page.hpp"

#include <sstream>

#include "base/date.hpp"
#include "pages/format.hpp"
#include "pages/in_language.hpp"
#include "pages/record_views.hpp"
#include "pages/visitor.hpp"
#include "registry/list_keeping.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kVersionsShown = 100;

/// Whose list it is, in the reader's language; a format that this program does not know is named as it is.
std::string publisher_of(const store::ListVersion& version, const base::Messages& messages) {
  const auto key = "lists.format." + version.format;
  return messages.has(key) ? messages.get(key) : version.format;
}

std::string day_label(const std::string& day, const base::Messages& messages) {
  const auto read = base::PartialDate::parse(day);
  return read ? messages.date(*read) : std::string("–");
}

std::string bringer_label(const std::string& by, const base::Messages& messages) {
  if (by == registry::kByCommand) return messages.get("lists.by.command");
  if (by == registry::kByFolder) return messages.get("lists.by.folder");
  return by;
}

/// Why it was doubted and taken all the same.
std::string doubts_label(const std::string& accepted, const base::Messages& messages) {
  std::string all;
  std::istringstream words(accepted);
  for (std::string word; words >> word;) {
    const auto key = "lists.doubt." + word;
    if (!all.empty()) all += "; ";
    all += messages.has(key) ? messages.get(key) : word;
  }
  return all;
}

View version_view(const store::ListVersion& version, const base::Messages& messages) {
  View view;
  view["version"] = View(messages.number(version.version));
  view["ended"] = View(version.format.empty());
  view["entries"] = View(messages.number(version.entries));
  view["dated"] = View(day_label(version.dated, messages));
  view["brought"] = View(messages.moment(version.brought));
  view["by"] = View(bringer_label(version.brought_by, messages));
  view["faults"] =
      version.faults > 0 ? View(messages.get("lists.faults", {{"count", version.faults}})) : View(false);
  view["doubts"] = text_or_nothing(doubts_label(version.accepted, messages));
  view["hash"] = View(version.format.empty() ? "" : base::hex(version.hash));
  return view;
}

http::Response lists_shown(const Context& context, const http::Request& request, std::string_view language) {
  const auto& messages = base::Messages::in(language);
  const auto frame = private_frame(language, messages.get("lists.title"), "/screening/lists");
  View view;
  view["account"] = View(href(language, "/account"));
  view["rows"] = list_view();
  const auto seen = context.lists->seen(visitor_of(context, request).actor);
  const auto& standing = seen.standing;
  for (const auto& list : standing) {
    auto row = version_view(list.version, messages);
    row["dataset"] = View(list.version.dataset);
    row["publisher"] = View(publisher_of(list.version, messages));
    row["href"] = View(href(language, "/screening/lists/" + list.version.dataset));
    row["stale"] = list.stale ? View(messages.get("lists.stale", {{"count", list.age_days}})) : View(false);
    view["rows"].push_back(std::move(row));
  }
  view["some"] = View(!standing.empty());
  view["refused"] = list_view();
  const auto& refused = seen.refused;
  for (const auto& fault : refused) {
    View row;
    row["fault"] = View(fault.fault);
    row["since"] = View(messages.moment(fault.since));
    view["refused"].push_back(std::move(row));
  }
  view["some_refused"] = View(!refused.empty());
  view["unread"] = list_view();
  for (const auto& fault : seen.unread) {
    View row;
    row["dataset"] = View(fault.item);
    row["fault"] = View(fault.fault);
    row["since"] = View(messages.moment(fault.since));
    view["unread"].push_back(std::move(row));
  }
  view["some_unread"] = View(!seen.unread.empty());
  return page(context, request, frame, "lists", view);
}

http::Response list_versions_shown(const Context& context, const http::Request& request,
                                   std::string_view language, const http::Captures& captures) {
  const std::string dataset(captures["dataset"]);
  const auto versions =
      context.lists->versions_seen(visitor_of(context, request).actor, dataset, kVersionsShown);
  if (versions.empty()) return error_page(context, request, language, 404);
  const auto& messages = base::Messages::in(language);
  const auto frame =
      private_frame(language, messages.get("lists.of", {{"name", dataset}}), "/screening/lists/" + dataset);
  View view;
  view["back"] = View(href(language, "/screening/lists"));
  view["heading"] = View(frame.title);
  view["rows"] = list_view();
  for (const auto& version : versions) view["rows"].push_back(version_view(version, messages));
  return page(context, request, frame, "list_versions", view);
}

}  // namespace

std::vector<http::Route> lists_routes(const Context& context) {
  return {
      {"GET", "/{lang}/screening/lists", "The lists that the register screens against, and how they stand.",
       in_language(context, lists_shown)},
      {"GET", "/{lang}/screening/lists/{dataset}", "Every version of one of them.",
       in_language(context, list_versions_shown)},
  };
}

}  // namespace entente::pages
