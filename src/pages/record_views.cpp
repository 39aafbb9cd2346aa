// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/record_views.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "model/identifier.hpp"
#include "model/identifier_fault.hpp"
#include "pages/format.hpp"
#include "pages/identifier_words.hpp"

namespace entente::pages {

namespace {

View date_or_nothing(const std::optional<base::PartialDate>& date, const base::Messages& messages) {
  return date ? View(messages.date(*date)) : View(false);
}

std::string labels_of(const std::vector<std::string>& fields, const base::Messages& messages) {
  std::vector<std::string> labels;
  for (const auto& name : fields) labels.push_back(field_label(name, messages));
  return labels.empty() ? std::string{} : messages.list(labels);
}

/// [{text, words, was}]: that something was erased from a revision.
View erased_lines(const std::vector<registry::ErasedLine>& all, const base::Messages& messages) {
  auto lines = list_view();
  for (const auto& erased : all) {
    const auto day = messages.date(base::PartialDate::from_days(base::day_of(erased.at)));
    const auto reason = term("erasure_reason", erased.reason, messages.language());
    View line;
    line["text"] = View(messages.get(
        "revision.erased", {{"date", std::string_view(day)}, {"reason", std::string_view(reason)}}));
    line["words"] = text_view(erased.words, messages.language());
    line["was"] = text_or_nothing(erased.was);
    lines.push_back(line);
  }
  return lines;
}

/// One row of a table of revisions; where it has a receipt is for those to say who know.
View revision_row(const registry::RevisionLine& revision, std::int64_t head, std::int64_t shown,
                  const std::string& address, const base::Messages& messages) {
  View row;
  row["label"] = View(messages.get("revision.version", {{"version", revision.version}}));
  row["href"] = View(address);
  row["when"] = View(messages.moment(revision.time));
  row["author"] = text_or_nothing(revision.author);
  row["hash"] = View(base::hex(revision.hash));
  row["entry"] = View(messages.number(revision.event_seq));
  row["erased"] = erased_lines(revision.erased, messages);
  row["current"] = View(revision.version == head);
  row["shown"] = View(revision.version == shown);
  row["receipt"] = View(false);
  return row;
}

}  // namespace

std::optional<Asked> asked_record(const http::Captures& captures) {
  const auto id = base::Uuid::parse(captures["id"]);
  if (!id || !base::is_language(captures["lang"])) return std::nullopt;
  return Asked{std::string(captures["lang"]), *id};
}

std::optional<std::int64_t> positive_number(std::string_view text) {
  constexpr std::size_t kMostDigits = 15;
  if (text.empty() || text.size() > kMostDigits || text.front() == '0') return std::nullopt;
  if (!std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; })) return std::nullopt;
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

View table_view(View rows, std::size_t shown, std::size_t total, const base::Messages& messages) {
  View table;
  table["some"] = View(rows.is_non_empty_list());
  table["rows"] = std::move(rows);
  table["left_out"] =
      shown < total
          ? View(messages.get("partnership.left_out", {{"count", static_cast<std::int64_t>(total - shown)}}))
          : View(false);
  return table;
}

View fact(const std::string& label, View text) {
  View view;
  view["label"] = View(label);
  view["given"] = View(!text.is_false());
  view["text"] = std::move(text);
  view["value"] = View(false);
  view["note"] = View(false);
  return view;
}

View fact(const std::string& label, const std::string& value) {
  auto view = fact(label, View(false));
  view["given"] = View(!value.empty());
  view["value"] = text_or_nothing(value);
  return view;
}

View fact(const std::string& label, const std::optional<base::PartialDate>& date,
          const base::Messages& messages) {
  return fact(label, date ? messages.date(*date) : std::string{});
}

void set_address(View& view, std::string_view url) {
  view["url"] = text_or_nothing(std::string(url));
  view["linked"] = View(model::is_linkable(url));
}

View identifier_table(const std::vector<model::Identifier>& identifiers, const base::Messages& messages) {
  return table_of(identifiers, kMostRows, messages, [&](const model::Identifier& identifier) {
    // An org-id has no check digits; of one that names no list nothing is said, for many are older than
    // lists.
    const bool has_list = identifier.scheme == model::kOrgId;
    const auto fault = model::identifier_fault(identifier.scheme, identifier.value);
    View row;
    row["scheme"] = View(identifier.scheme);
    row["value"] = View(identifier.value);
    row["holds"] = View(model::is_checked_scheme(identifier.scheme) && !fault);
    row["holds_text"] = View(messages.get(has_list ? "identifier.list_known" : "organisation.check_holds"));
    row["fails"] = View(fault && !has_list);
    row["why"] = fault && !has_list ? View(words_of(*fault, messages)) : View(false);
    return row;
  });
}

View source_table(const std::vector<model::Source>& sources, const base::Messages& messages) {
  return table_of(sources, kMostRows, messages, [&](const model::Source& source) {
    View row;
    row["stated_by"] = text_or_nothing(source.stated_by);
    row["title"] = text_or_nothing(source.title);
    row["publisher"] = text_or_nothing(source.publisher);
    set_address(row, source.url);
    row["date"] = date_or_nothing(source.date, messages);
    row["about"] = text_or_nothing(labels_of(source.about, messages));
    row["attestation"] = attestation_view(source.attestation, messages.language());
    return row;
  });
}

View provenance(const model::Source& source, const base::Messages& messages) {
  View view;
  const bool speaks = !source.stated_by.empty() && source.stated_by != source.publisher;
  view["stated_by"] = speaks || source.title.empty() ? text_or_nothing(source.stated_by) : View(false);
  View document;
  document["title"] = View(source.title);
  document["publisher"] = text_or_nothing(source.publisher);
  view["document"] = source.title.empty() ? View(false) : std::move(document);
  view["date"] = date_or_nothing(source.date, messages);
  view["attestation"] = attestation_view(source.attestation, messages.language());
  view["receipt"] = View(false);
  return view;
}

View own_provenance(const std::vector<model::Source>& part, const std::vector<model::Source>& record,
                    const base::Messages& messages) {
  const auto own = std::ranges::find_if(
      part, [&](const auto& source) { return std::ranges::find(record, source) == record.end(); });
  return own == part.end() ? View(false) : provenance(*own, messages);
}

View said_by(const std::vector<model::Source>& sources, std::string_view field,
             const base::Messages& messages) {
  const auto speaks = [&](const model::Source& s) {
    return std::ranges::find(s.about, field) != s.about.end();
  };
  auto it = std::ranges::find_if(sources, speaks);
  if (it == sources.end()) it = std::ranges::find_if(sources, [](const auto& s) { return s.about.empty(); });
  if (it == sources.end()) return View(false);
  return provenance(*it, messages);
}

View revision_table(const std::vector<registry::RevisionLine>& revisions, std::int64_t head,
                    std::int64_t shown, const std::string& base, std::size_t most,
                    const base::Messages& messages) {
  const auto address_of = [&](std::int64_t version) {
    return version == head ? base : base + "/revisions/" + std::to_string(version);
  };
  // The receipts of a record are found by its id, with which its address ends.
  const auto receipts = href(messages.language(), "/log/receipts") + base.substr(base.rfind('/')) + "/";
  return table_of(revisions, most, messages, [&](const registry::RevisionLine& revision) {
    auto row = revision_row(revision, head, shown, address_of(revision.version), messages);
    row["receipt"] = View(receipts + std::to_string(revision.version));
    return row;
  });
}

View revision_table(const std::vector<registry::RevisionLine>& revisions, std::int64_t head,
                    std::int64_t shown, const std::function<std::string(std::int64_t version)>& address_of,
                    std::size_t most, const base::Messages& messages) {
  return table_of(revisions, most, messages, [&](const registry::RevisionLine& revision) {
    return revision_row(revision, head, shown, address_of(revision.version), messages);
  });
}

View pager_view(std::int64_t page, std::int64_t pages, const std::string& base,
                const base::Messages& messages) {
  if (pages < 2) return View(false);
  View view;
  view["before"] = page > 1 ? View(base + std::to_string(page - 1)) : View(false);
  view["after"] = page < pages ? View(base + std::to_string(page + 1)) : View(false);
  view["page"] = View(messages.get("organisation.page", {{"page", page}, {"pages", pages}}));
  return view;
}

std::string field_label(std::string_view name, const base::Messages& messages) {
  for (const auto* const of : {"revision.field.", "governing.field."})
    if (const auto key = of + std::string(name); messages.has(key)) return messages.get(key);
  return std::string(name);
}

}  // namespace entente::pages
