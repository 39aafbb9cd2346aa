// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/concern_views.hpp"

#include <charconv>
#include <numeric>

#include "http/form.hpp"
#include "pages/format.hpp"

namespace entente::pages {

namespace {

std::string number_words(const store::Concern& concern, const base::Messages& messages) {
  return messages.get("concern.number", {{"number", std::to_string(concern.number)}});
}

std::string concern_path(const base::Uuid& record) {
  return "/concerns/about/" + record.str();
}

}  // namespace

View concern_fault_view(const registry::ConcernFault& fault, const base::Messages& messages) {
  using Kind = registry::ConcernFault::Kind;
  const auto view = [](std::string_view field, std::string text) {
    View one;
    one["field"] = View(field);
    one["text"] = View(std::move(text));
    return one;
  };
  switch (fault.kind) {
    case Kind::kind:
      return view("kind", messages.get("concern.fault.kind"));
    case Kind::no_text:
      return view("text", messages.get("claim.fault.no_text"));
    case Kind::long_text:
      return view("text",
                  messages.get("claim.fault.long_text",
                               {{"most", static_cast<std::int64_t>(registry::kMostConcernCharacters)}}));
    case Kind::name:
      return view("name", messages.get("person.name.fault"));
    case Kind::address:
      return view("address", messages.get("person.address.fault"));
    case Kind::too_many:
      return view("text", messages.get("concern.fault.too_many"));
    case Kind::moved_on:
      return view("steps", messages.get("concern.fault.moved_on"));
    case Kind::later:
      break;
  }
  return view("text", messages.get("concern.fault.later", {{"time", messages.moment(fault.heard)}}));
}

int concern_fault_status(const registry::ConcernFault& fault) {
  return fault.kind == registry::ConcernFault::Kind::moved_on ? 409 : 422;
}

std::string concern_kind_label(std::string_view kind, const base::Messages& messages) {
  return registry::is_concern_kind(kind) ? messages.get("concern.kind." + std::string(kind))
                                         : std::string(kind);
}

std::string concern_state_label(store::ConcernState state, const base::Messages& messages) {
  return messages.get("concern.state." + std::string(registry::name_of(state)));
}

std::string concern_counts(const std::array<std::int64_t, store::kConcernStates>& counts,
                           const base::Messages& messages) {
  const auto total = std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
  if (total == 0) return {};
  auto words = messages.get("concern.count", {{"count", total}});
  for (const auto state : {store::ConcernState::answered, store::ConcernState::open,
                           store::ConcernState::closed, store::ConcernState::withdrawn})
    if (const auto count = counts.at(static_cast<std::size_t>(state)); count > 0)
      words +=
          " · " + messages.get("concern.count." + std::string(registry::name_of(state)), {{"count", count}});
  return words;
}

View concern_link(const Context& context, const base::Uuid& record, const base::Messages& messages) {
  const auto words = concern_counts(context.concerns->counts(record), messages);
  if (words.empty() && !context.concerns->taken()) return View(false);
  constexpr std::size_t kShown = 5;
  const auto path = href(messages.language(), concern_path(record));
  View view;
  view["href"] = View(path);
  view["counts"] = text_or_nothing(words);
  view["rows"] = list_view();
  for (const auto& concern : context.concerns->published(record, kShown)) {
    View row;
    row["href"] = View(path + "#n" + std::to_string(concern.number));
    row["label"] = View(number_words(concern, messages));
    row["kind"] = View(concern_kind_label(concern.kind, messages));
    row["state"] = View(concern_state_label(concern.state, messages));
    view["rows"].push_back(std::move(row));
  }
  view["some"] = View(view["rows"].is_non_empty_list());
  return view;
}

std::string concern_subject_title(const registry::ConcernSubject& subject, const base::Messages& messages) {
  constexpr std::size_t kTitleBytes = 200;
  const auto title = base::clip_utf8(subject.title.str(messages.language()), kTitleBytes);
  return title.empty() ? messages.get("concern.no_title") : std::string(title);
}

std::optional<std::size_t> seen_steps(const http::Parameters& fields) {
  const auto text = http::value_of(fields, "seen");
  std::size_t seen = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), seen);
  if (text.empty() || read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
  return seen;
}

View concern_step_rows(const std::vector<registry::ConcernLine>& lines, const base::Messages& messages) {
  auto rows = list_view();
  for (const auto& line : lines) {
    View row;
    row["what"] = View(messages.get("concern.step." + line.step.what));
    const auto of = line.country.empty() ? std::string(line.of.str(messages.language()))
                                         : country_name(line.country, messages.language());
    row["of"] = text_or_nothing(of);
    row["author"] = text_or_nothing(line.author);
    row["when"] = View(messages.moment(line.step.at));
    row["unreadable"] = View(line.unreadable);
    row["text"] = text_or_nothing(line.step.words);
    rows.push_back(std::move(row));
  }
  return rows;
}

View concern_view(const Context& context, const registry::ConcernDetail& detail,
                  const base::Messages& messages) {
  const auto& concern = detail.concern;
  const bool open = concern.state == store::ConcernState::open;
  View view;
  view["id"] = View("n" + std::to_string(concern.number));
  view["label"] = View(number_words(concern, messages));
  view["kind"] = View(concern_kind_label(concern.kind, messages));
  view["state"] = View(concern_state_label(concern.state, messages));
  view["made"] = View(messages.moment(concern.made));
  view["due"] = open ? View(messages.moment(concern.due)) : View(false);
  view["overdue"] = View(open && concern.due <= context.reg.clock().now());
  view["shown"] = text_or_nothing(concern.shown);
  view["shortened"] = View(concern.shortened);
  view["published"] = View(concern.sight == store::ConcernSight::published);
  view["handed_on"] = View(concern.sight == store::ConcernSight::handed_on);
  view["subject"] = View(concern_subject_title(detail.subject, messages));
  view["subject_href"] =
      detail.subject.path.empty() ? View(false) : View(href(messages.language(), detail.subject.path));
  view["name"] = text_or_nothing(detail.name);
  view["address"] = text_or_nothing(detail.address);
  view["steps"] = concern_step_rows(detail.lines, messages);
  view["seen"] = View(std::to_string(detail.lines.size()));
  view["unsent"] = View(false);
  return view;
}

}  // namespace entente::pages
