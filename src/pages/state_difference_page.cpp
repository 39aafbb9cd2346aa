// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/state_difference_page.hpp"

#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "base/text.hpp"
#include "pages/format.hpp"
#include "pages/page.hpp"
#include "registry/moment.hpp"
#include "registry/state_difference.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kLongestTitle = 200, kMostFields = 500, kLongestMoment = 24;  ///< bytes, rows, bytes

/// What one side of the comparison is: the last commit that it knows, and how the reader's language says it.
struct Side {
  std::int64_t event = 0;
  std::string text, words;
};

std::optional<Side> side_of(const Context& context, std::string_view text, const base::Messages& messages) {
  const auto event = registry::event_at(context.reg, text);
  if (!event) return std::nullopt;
  const auto date = base::PartialDate::parse(text);
  Side side{*event, std::string(text), std::string(text)};
  if (text.empty())
    side.words = messages.get("past.now");
  else if (date && text.size() < kLongestMoment / 2)
    side.words = messages.date(*date);
  return side;
}

/// What names a record among others of its type, where something does.
base::Text title_in(const registry::RecordDifference& one) {
  const auto record = model::read_body(one.type, one.said);
  if (const auto* partnership = std::get_if<model::Partnership>(&record)) return partnership->title;
  if (const auto* organisation = std::get_if<model::Organisation>(&record)) return organisation->name;
  if (const auto* result = std::get_if<model::Result>(&record)) return result->title;
  return {};
}

/// The organisation that a part is of.
base::Text party_in(const Context& context, const registry::RecordDifference& one) {
  const auto keys = model::keys_of(model::read_body(one.type, one.said));
  const auto name = keys.organisation ? context.reg.organisation_name(*keys.organisation) : std::nullopt;
  return name.value_or(base::Text());
}

View record_block(const Context& context, const registry::RecordDifference& one, std::size_t most,
                  const base::Messages& messages) {
  const auto key = "record.type." + one.type;
  auto title = title_in(one);
  if (title.empty()) title = party_in(context, one);
  View view;
  view["type"] = View(messages.has(key) ? messages.get(key) : one.type);
  view["name"] = text_view(title, messages.language(), kLongestTitle);
  view["fate"] = one.fate == registry::RecordDifference::Fate::changed
                     ? View(false)
                     : View(messages.get("past.fate." + std::string(name_of(one.fate))));
  view["fields"] = table_of(one.fields, most, messages, [&](const registry::Difference& difference) {
    return difference_row(difference, one.type, messages);
  });
  return view;
}

/// A day for a date field; "" for what is finer.
View day_in(std::string_view text) {
  const auto date = base::PartialDate::parse(text);
  return View(date && date->str() == text ? std::string(text) : std::string());
}

}  // namespace

bool from_moment(const http::Request& request) {
  const auto from = request.parameter("from");
  return !from.empty() && !positive_number(from) && registry::is_moment(from.substr(0, kLongestMoment + 1));
}

http::Response state_differences_page(const Context& context, const http::Request& request,
                                      const Asked& asked, const FindRevised& find) {
  const auto& messages = base::Messages::in(asked.language);
  const auto from = side_of(context, request.parameter("from"), messages),
             to = side_of(context, request.parameter("to"), messages);
  if (!from || !to)
    return error_page(context, request, asked.language, 400, {}, messages.get("past.fault.unreadable"));
  const auto etag = etag_of(context, request, context.reg.applied_seq());
  if (auto unchanged = not_modified(request, etag, asked.language)) return *unchanged;
  const auto record = find(context, asked.id, asked.language);
  const auto changes =
      record ? registry::state_difference(context.reg, asked.id, from->event, to->event) : std::nullopt;
  if (!changes) return error_page(context, request, asked.language, 404);

  auto view = revised_view(*record, messages);
  std::size_t total = 0, left = kMostFields;
  auto blocks = list_view();
  for (const auto& one : *changes) {
    total += one.fields.size();
    blocks.push_back(record_block(context, one, left, messages));
    left -= std::min(left, one.fields.size());
  }
  view["records"] = std::move(blocks);
  const auto rest = "/differences?from=" + http::escape_component(from->text) +
                    (to->text.empty() ? "" : "&to=" + http::escape_component(to->text));
  view["json"] = View("/api/v1" + record->address + rest);
  const auto heading = messages.get(
      "past.from_to", {{"from", std::string_view(from->words)}, {"to", std::string_view(to->words)}});
  view["heading"] = View(heading);
  view["counted"] = View(messages.get("revision.counted", {{"count", static_cast<std::int64_t>(total)}}));
  view["before"] = View(from->words);
  view["after"] = View(to->words);
  view["compare"] = View(href(asked.language, record->address + "/differences"));
  view["from"] = day_in(from->text);
  view["to"] = day_in(to->text);
  view["last_day"] = View(base::PartialDate::from_days(base::day_of(context.reg.clock().now())).str());
  Frame frame{.language = asked.language,
              .title = heading + " – " + std::string(base::clip_utf8(record->title, kLongestTitle))};
  frame.path = record->address + rest;
  frame.section = record->section;
  frame.etag = etag;
  frame.index = false;
  return page(context, request, frame, "state_difference", view);
}

}  // namespace entente::pages
