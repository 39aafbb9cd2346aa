// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// What two versions of an agreement say otherwise: clauses by line, terms by field, parties, files by hash.
// Whoever is asked to sign reads here what they sign: nothing that differs is cut short, and where the bytes
// differ in what is not shown, the page says so.
#include <algorithm>
#include <functional>
#include <set>
#include <utility>

#include "base/text.hpp"
#include "pages/agreement_fields.hpp"
#include "pages/agreement_views.hpp"
#include "pages/format.hpp"
#include "pages/in_language.hpp"
#include "pages/page.hpp"
#include "pages/record_views.hpp"
#include "pages/typed_text.hpp"
#include "registry/agreeing.hpp"
#include "registry/line_difference.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kMostChangedLines = 1'000, kLongestSame = 4'000;  // rows, bytes
constexpr std::size_t kLinesAround = 2;                                 // that are the same, beside a change

/// {label, old_value, new_value}.
View changed_row(std::string label, std::string_view before, std::string_view after) {
  View row;
  row["label"] = View(std::move(label));
  row["old_value"] = text_or_nothing(std::string(before));
  row["new_value"] = text_or_nothing(std::string(after));
  return row;
}

std::set<std::string> languages_of(const base::Text& before, const base::Text& after) {
  std::set<std::string> all;
  for (const auto* text : {&before, &after})
    for (const auto& narrative : text->narratives) all.insert(narrative.language);
  return all;
}

/// Whether there is one to show.
bool add_texts(View& rows, const std::string& label, const base::Text& before, const base::Text& after,
               const base::Messages& messages) {
  bool some = false;
  const auto languages = languages_of(before, after);
  for (const auto& language : languages) {
    const auto was = value_in(before, language), is = value_in(after, language);
    if (was == is) continue;
    some = true;
    rows.push_back(changed_row(
        languages.size() == 1 ? label : label + " – " + term("language", language, messages.language()), was,
        is));
  }
  return some;
}

/// Title and terms, field by field, in the order of the form; the clauses are shown by line. What is shown of
/// `after` goes into `told`.
void add_terms(View& rows, const model::Agreement& before, const model::Agreement& after,
               const base::Messages& messages, model::Agreement& told) {
  told.act = after.act;
  if (before.act != after.act)
    rows.push_back(changed_row(messages.get("agreement.act"),
                               term("agreement_act", before.act, messages.language()),
                               term("agreement_act", after.act, messages.language())));
  for (const auto& field : agreement_text_fields())
    if (field.member != &model::Agreement::wording &&
        add_texts(rows, messages.get(field.label), before.*field.member, after.*field.member, messages))
      told.*field.member = after.*field.member;
  for (const auto& field : agreement_day_fields()) {
    told.*field.member = after.*field.member;
    const auto &was = before.*field.member, &is = after.*field.member;
    if (was != is)
      rows.push_back(changed_row(messages.get(field.label), was ? messages.date(*was) : std::string(),
                                 is ? messages.date(*is) : std::string()));
  }
}

/// What both sides have, as it stands on each: a row where that is another order.
template <class Each>
void add_order(View& rows, const std::string& label, const std::vector<Each>& before,
               const std::vector<Each>& after, const base::Messages& messages, const auto& is_same,
               const auto& name) {
  const auto common = [&](const std::vector<Each>& of, const std::vector<Each>& other) {
    std::vector<Each> both;
    for (const auto& one : of)
      if (std::ranges::any_of(other, [&](const Each& each) { return is_same(one, each); }))
        both.push_back(one);
    return both;
  };
  const auto was = common(before, after), is = common(after, before);
  if (std::ranges::equal(was, is, is_same)) return;
  const auto names = [&](const std::vector<Each>& all) {
    std::vector<std::string> texts;
    for (const auto& one : all) texts.push_back(name(one));
    return messages.list(texts);
  };
  rows.push_back(changed_row(label, names(was), names(is)));
}

void add_parties(View& rows, const model::Agreement& before, const model::Agreement& after,
                 const base::Messages& messages) {
  const auto in = [](const model::Agreement& side, const base::Uuid& id) {
    const auto found = std::ranges::find(side.parties, id, &model::AgreedParty::organisation);
    return found == side.parties.end() ? nullptr : &*found;
  };
  const auto office = [&](const model::AgreedParty* party) {
    if (party == nullptr) return std::string();
    return party->signer.empty() ? messages.get("agreement.party") : party->signer;
  };
  const auto label = [&](const model::AgreedParty& party) { return party_label(party, messages.language()); };
  std::set<base::Uuid> seen;
  for (const auto* side : {&before, &after})
    for (const auto& party : side->parties) {
      if (!seen.insert(party.organisation).second) continue;
      const auto *const was = in(before, party.organisation), *const is = in(after, party.organisation);
      if (office(was) != office(is)) rows.push_back(changed_row(label(party), office(was), office(is)));
      if (was != nullptr && is != nullptr)
        add_texts(rows, label(party) + " – " + messages.get("revision.field.name"), was->name, is->name,
                  messages);
    }
  add_order(
      rows, messages.get("agreement.parties"), before.parties, after.parties, messages,
      [](const auto& one, const auto& other) { return one.organisation == other.organisation; }, label);
}

void add_files(View& rows, const model::Agreement& before, const model::Agreement& after,
               const base::Messages& messages) {
  const auto is_in = [](const model::Agreement& in, const model::AgreedFile& file) {
    return std::ranges::find(in.files, file) != in.files.end();
  };
  const auto label = [&](const model::AgreedFile& file) {
    return file.name.empty() ? messages.get("agreement.files") : file.name;
  };
  for (const auto& file : before.files)
    if (!is_in(after, file)) rows.push_back(changed_row(label(file), file.file, {}));
  for (const auto& file : after.files)
    if (!is_in(before, file)) rows.push_back(changed_row(label(file), {}, file.file));
  add_order(rows, messages.get("agreement.files"), before.files, after.files, messages, std::equal_to<>(),
            label);
}

/// A line to be shown, or how many that are the same are not.
struct ShownLine {
  registry::LineChange change;
  std::int64_t passed = 0;
};

/// The changed lines, with some that are the same beside them.
std::vector<ShownLine> shown_lines(const std::vector<registry::LineChange>& changes) {
  std::vector<bool> near(changes.size());
  for (std::size_t i = 0; i < changes.size(); ++i) {
    if (changes[i].fate == registry::LineFate::same) continue;
    const auto from = i - std::min(i, kLinesAround), to = std::min(i + kLinesAround + 1, changes.size());
    std::fill(near.begin() + static_cast<std::ptrdiff_t>(from),
              near.begin() + static_cast<std::ptrdiff_t>(to), true);
  }
  std::vector<ShownLine> lines;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    if (near[i])
      lines.push_back({changes[i]});
    else if (lines.empty() || lines.back().passed == 0)
      lines.push_back({{}, 1});
    else
      ++lines.back().passed;
  }
  return lines;
}

std::string clipped_same(std::string_view text) {
  const auto clipped = base::clip_utf8(text, kLongestSame);
  return std::string(clipped) + (clipped.size() < text.size() ? "…" : "");
}

View line_row(const ShownLine& line, const base::Messages& messages) {
  View row;
  const bool shown = line.passed == 0;
  row["passed"] = shown ? View(false) : View(messages.get("agreement.diff.same", {{"count", line.passed}}));
  row["same"] = View(shown && line.change.fate == registry::LineFate::same);
  row["added"] = View(shown && line.change.fate == registry::LineFate::added);
  row["removed"] = View(shown && line.change.fate == registry::LineFate::removed);
  row["text"] = View(line.change.fate == registry::LineFate::same ? clipped_same(line.change.text)
                                                                  : std::string(line.change.text));
  return row;
}

/// {label, code, dir, lines} for each language in which the clauses have other lines. Where all that differs
/// in them is shown, `told` has those of `after`.
View clause_changes(const base::Text& before, const base::Text& after, const base::Messages& messages,
                    base::Text& told) {
  auto all = list_view();
  bool unseen = false;
  std::size_t left = kMostChangedLines;
  for (const auto& language : languages_of(before, after)) {
    const auto was = value_in(before, language), is = value_in(after, language);
    if (was == is) continue;
    const auto changes = registry::line_difference(was, is);
    if (std::ranges::all_of(changes, [](const registry::LineChange& change) {
          return change.fate == registry::LineFate::same;
        })) {
      unseen = true;  // where its lines end alone
      continue;
    }
    const auto lines = shown_lines(changes);
    View one;
    one["label"] = View(term("language", language, messages.language()));
    one["code"] = View(language);
    one["dir"] = View(direction_of(language));
    one["lines"] =
        table_of(lines, left, messages, [&](const ShownLine& line) { return line_row(line, messages); });
    left -= std::min(left, lines.size());
    all.push_back(std::move(one));
  }
  if (!unseen && all.is_non_empty_list()) told = after;
  return all;
}

/// Every version, one of them chosen.
View version_choices(std::int64_t last, std::int64_t chosen, const base::Messages& messages) {
  auto all = list_view();
  for (auto number = last; number > 0; --number) {
    View one;
    one["number"] = View(std::to_string(number));
    one["label"] = View(messages.get("desk.version", {{"number", number}}));
    one["chosen"] = View(number == chosen);
    all.push_back(std::move(one));
  }
  return all;
}

http::Response agreement_differences(const Context& context, const http::Request& request,
                                     std::string_view language, const http::Captures& captures) {
  const auto id = base::Uuid::parse(captures["id"]);
  const auto from = positive_number(request.parameter("from")), to = positive_number(request.parameter("to"));
  if (!id || !from || !to) return error_page(context, request, language, 404);
  const auto etag = etag_of(context, request, context.reg.applied_seq());
  if (auto unchanged = not_modified(request, etag, language)) return *unchanged;
  const auto agreement = registry::Agreeing(context.reg).one(*id, {.some = {*from, *to}});
  if (!agreement) {
    auto stone = withdrawn_agreement_page(context, request, language, *id);
    return stone ? std::move(*stone) : error_page(context, request, language, 404);
  }
  const auto *const before = agreement->version(*from), *const after = agreement->version(*to);
  if (before == nullptr || after == nullptr) return error_page(context, request, language, 404);

  const auto& messages = base::Messages::in(language);
  const auto &was = before->text.value, &is = after->text.value;
  const auto path = path_of_agreement(*id);
  View view;
  view["agreement"] = View(href(language, path));
  view["title"] = text_view(agreement->shown().text.value.title, language);
  const auto heading = messages.get("revision.from_to", {{"from", *from}, {"to", *to}});
  view["heading"] = View(heading);
  view["compare"] = View(href(language, path + "/differences"));
  view["json"] = View("/api/v1" + path);
  view["from"] = version_choices(agreement->head().text.version, *from, messages);
  view["to"] = version_choices(agreement->head().text.version, *to, messages);
  view["before"] = View(messages.get("desk.version", {{"number", *from}}));
  view["after"] = View(messages.get("desk.version", {{"number", *to}}));
  view["before_href"] = View(href(language, path + "?version=" + std::to_string(*from)));
  view["after_href"] = View(href(language, path + "?version=" + std::to_string(*to)));
  auto told = was;  // with all of the other that the page shows
  view["clauses"] = clause_changes(was.wording, is.wording, messages, told.wording);
  View terms = list_view(), parties = list_view(), files = list_view();
  add_terms(terms, was, is, messages, told);
  add_parties(parties, was, is, messages);
  add_files(files, was, is, messages);
  if (parties.is_non_empty_list()) told.parties = is.parties;
  if (files.is_non_empty_list()) told.files = is.files;
  const bool unseen = model::body_of(told) != model::body_of(is);
  bool some = view.get("clauses")->is_non_empty_list();
  view["sections"] = list_view();
  const auto add_section = [&](std::string_view key, View rows) {
    if (!rows.is_non_empty_list()) return;
    some = true;
    View section;
    section["label"] = View(messages.get(key));
    section["rows"] = std::move(rows);
    view["sections"].push_back(std::move(section));
  };
  add_section("agreement.terms", std::move(terms));
  add_section("agreement.parties", std::move(parties));
  add_section("agreement.files", std::move(files));
  view["same"] = View(!some && !unseen);
  view["unseen"] = View(unseen);
  view["before_json"] = View("/api/v1" + path + "/versions/" + std::to_string(*from));
  view["after_json"] = View("/api/v1" + path + "/versions/" + std::to_string(*to));
  Frame frame{.language = language, .title = heading + " – " + agreement_title(*agreement, language)};
  frame.path = path + "/differences?from=" + std::to_string(*from) + "&to=" + std::to_string(*to);
  frame.section = "partnerships";
  frame.etag = etag;
  frame.index = false;
  return page(context, request, frame, "agreement_difference", view);
}

}  // namespace

std::string difference_href(std::string_view language, const base::Uuid& agreement, std::int64_t from,
                            std::int64_t to) {
  return href(language, path_of_agreement(agreement) + "/differences?from=" + std::to_string(from) +
                            "&to=" + std::to_string(to));
}

std::vector<http::Route> agreement_difference_routes(const Context& context) {
  return {{"GET", "/{lang}/agreements/{id}/differences", "What two versions of an agreement say otherwise.",
           in_language(context, agreement_differences)}};
}

}  // namespace entente::pages
