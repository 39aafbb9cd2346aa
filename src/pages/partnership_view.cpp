// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/partnership_view.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "pages/compare_page.hpp"
#include "pages/embed_page.hpp"
#include "pages/format.hpp"
#include "pages/freshness_views.hpp"
#include "pages/governing_views.hpp"
#include "pages/host_views.hpp"
#include "pages/life_view.hpp"
#include "pages/money_views.hpp"
#include "pages/party_views.hpp"
#include "pages/published_views.hpp"
#include "pages/record_views.hpp"
#include "pages/report_views.hpp"
#include "pages/results_view.hpp"
#include "pages/subject_views.hpp"

namespace entente::pages {

namespace {

View agreed_facts(const model::Partnership& partnership, const base::Messages& messages) {
  const auto language = messages.language();
  const auto label = [&](std::string_view name) { return field_label(name, messages); };
  auto facts = list_view();
  facts.push_back(fact(label("purpose"), text_view(partnership.purpose, language)));
  facts.push_back(fact(label("description"), text_view(partnership.description, language)));
  facts.push_back(fact(label("governance"), text_view(partnership.governance, language)));
  facts.push_back(fact(label("kind"), term("kind", partnership.kind, language)));
  facts.push_back(fact(label("level"), term("level", partnership.level, language)));
  facts.push_back(fact(label("status"), term("status", partnership.status, language)));
  const auto date = [&](std::string_view name, const std::optional<base::PartialDate>& day) {
    auto one = fact(label(name), day, messages);
    const auto note = std::ranges::find(partnership.notes, name, &model::Note::about);
    if (note != partnership.notes.end()) one["note"] = text_view(note->text, language);
    facts.push_back(one);
  };
  date("planned_start", partnership.planned_start);
  date("actual_start", partnership.actual_start);
  date("planned_end", partnership.planned_end);
  date("actual_end", partnership.actual_end);
  return facts;
}

std::string kicker(const model::Partnership& partnership, const base::Messages& messages) {
  std::string text = term("kind", partnership.kind, messages.language());
  const auto range = date_range(messages, start_of(partnership), end_of(partnership));
  for (const auto& part : {term("level", partnership.level, messages.language()), range})
    if (!part.empty()) text += (text.empty() ? "" : " · ") + part;
  return text;
}

View glance_places(const model::Partnership& partnership, const base::Messages& messages) {
  constexpr std::size_t kMost = 6;
  auto names = place_names(partnership.places, messages.language(), kMost);
  View view;
  view["names"] = text_or_nothing(names.names.empty() ? std::string{} : messages.list(names.names));
  view["more"] =
      names.total > names.names.size()
          ? View(messages.get("partnership.more_places",
                              {{"count", static_cast<std::int64_t>(names.total - names.names.size())}}))
          : View(false);
  return view;
}

/// The kept original; only that of the current revision has an address.
View kept_view(const registry::PartnershipView& view, const base::Messages& messages) {
  const auto& held = view.partnership;
  if (!held.value.kept || held.value.kept->original.empty()) return View(false);
  View kept;
  kept["format"] = View(held.value.kept->format);
  kept["hash"] = View(held.value.kept->original);
  kept["href"] = held.version == view.head_version
                     ? View("/api/v1/partnerships/" + held.id.str() + "/original")
                     : View(false);
  kept["unmodelled"] = View(messages.get("partnership.unmodelled", {{"count", held.value.kept->unmodelled}}));
  return kept;
}

/// The note over a revision that is not the current one.
View old_view(const registry::PartnershipView& view, const std::string& address,
              const base::Messages& messages) {
  const auto version = view.partnership.version;
  if (version == view.head_version) return View(false);
  View old;
  old["text"] = View(messages.get("revision.old", {{"version", version}, {"current", view.head_version}}));
  old["current"] = View(address);
  old["compare"] = View(address + "/differences?from=" + std::to_string(version) +
                        "&to=" + std::to_string(view.head_version));
  return old;
}

/// Addresses of the tables of this page as CSV, and of its citations: of the record as it stands.
void set_downloads(View& page, const std::string& address) {
  page["parties_csv"] = View(address + "/parties.csv");
  page["commitments_csv"] = View(address + "/commitments.csv");
  page["deliveries_csv"] = View(address + "/deliveries.csv");
  page["money_csv"] = View(address + "/money.csv");
  page["results_csv"] = View(address + "/results.csv");
  page["all_parties"] = View(address + "/parties");
}

void set_version(View& page, const registry::PartnershipView& view, const std::string& address,
                 const std::string& title, const RecordPage& about, const base::Messages& messages) {
  const auto& held = view.partnership;
  const auto when = messages.moment(held.time);
  const auto revision = address + "/revisions/" + std::to_string(held.version);
  page["version"] = View(messages.get("revision.version", {{"version", held.version}}));
  page["when"] = View(when);
  page["hash"] = View(base::hex(held.hash));
  page["permanent"] = View(about.origin + revision);
  page["bibtex"] = View(revision + "/citation.bib");
  page["ris"] = View(revision + "/citation.ris");
  page["cite"] = View(messages.get("partnership.cite", {{"title", std::string_view(title)},
                                                        {"register", std::string_view(about.register_name)},
                                                        {"version", held.version},
                                                        {"date", std::string_view(when)}}));
}

/// The code that puts a card of the record, as it stands, into another page.
View embed_view(const registry::PartnershipView& view, const std::string& title, const RecordPage& about,
                std::string_view language) {
  constexpr int kHeight = 480;
  if (view.partnership.version != view.head_version) return View(false);
  const auto address = href(language, "/embed/partnerships/" + view.partnership.id.str());
  View embed;
  embed["address"] = View(address);
  embed["code"] = View(embed_code(about.origin + address, title, kHeight));
  return embed;
}

}  // namespace

std::string title_of(const registry::PartnershipView& view, std::string_view language) {
  const auto& partnership = view.partnership.value;
  if (!partnership.title.empty()) return std::string(partnership.title.str(language));
  return partnership.identifiers.empty() ? view.partnership.id.str() : partnership.identifiers.front().value;
}

View partnership_view(const registry::PartnershipView& view, const RecordPage& about,
                      const base::Messages& messages) {
  const auto language = messages.language();
  const auto& partnership = view.partnership.value;
  const auto address = partnership_href(language, view.partnership.id);
  constexpr std::size_t kTabTitle = 300;
  const auto title = title_of(view, language);
  const auto short_title = std::string(base::clip_utf8(title, kTabTitle));

  View page;
  page["list"] = View(href(language, "/partnerships"));
  page["kicker"] = View(kicker(partnership, messages));
  page["title"] = text_view(partnership.title, language);
  page["title_text"] = View(title);
  page["lede"] = text_view(partnership.purpose, language, 600);
  page["status"] = text_or_nothing(term("status", partnership.status, language));
  page["json"] = View("/api/v1/partnerships/" + view.partnership.id.str());
  page["compare"] = View(compare_href(messages.language(), view.partnership.id));
  page["old"] = old_view(view, address, messages);
  // A light is of today: an earlier revision has none.
  page["freshness"] = page["old"].is_false() ? freshness_view(view.freshness, messages) : View(false);

  page["agreed"] = agreed_facts(partnership, messages);
  page["said"] = said_by(partnership.sources, "description", messages);
  page["parties"] = parties_view(view.parties, 0, kMostParties, partnership.sources, messages,
                                 statements_at(view, language));
  page["hosts"] = hosts_view(view, messages);
  page["money"] = money_view(view, about.today, messages);
  page["life"] = life_view(view, about.today, messages);
  page["governing"] = View(false);  // a preview has no page of that
  page["reporting"] = page["old"].is_false() ? reporting_view(view, messages) : View(false);
  page["results"] = results_view(view.results, partnership.places, messages);
  page["places"] = place_table(partnership.places, messages);
  page["goal_rows"] = goal_table(partnership.goals, messages);
  page["fields"] = field_table(partnership.fields_of_work, messages);
  page["classifications"] = classification_table(partnership.classifications, messages);
  page["denied"] = denied_view(partnership.classifications, messages);
  page["conditions"] = condition_table(partnership.conditions, messages);
  page["contacts"] = contact_table(partnership.contacts, messages);
  page["links"] = link_table(partnership.links, view.linked, messages);
  page["documents"] = document_table(partnership.documents, messages);
  page["identifiers"] = identifier_table(partnership.identifiers, messages);
  page["sources"] = source_table(partnership.sources, messages);
  page["kept"] = kept_view(view, messages);
  page["iati"] = view.partnership.version == view.head_version
                     ? View("/api/v1/partnerships/" + view.partnership.id.str() + "/iati")
                     : View(false);
  page["revisions"] = revision_table(view.revisions, view.head_version, view.partnership.version, address,
                                     kMostRevisions, messages);
  page["all_revisions"] = View(address + "/revisions");
  page["goals"] = goal_chips(partnership.goals, language);
  page["has_goals"] = View(page["goals"].is_non_empty_list());
  page["glance"] = glance_places(partnership, messages);
  page["date_range"] = text_or_nothing(date_range(messages, start_of(partnership), end_of(partnership)));
  set_downloads(page, address);
  set_version(page, view, address, short_title, about, messages);
  page["embed"] = embed_view(view, short_title, about, language);
  return page;
}

View all_parties_view(const registry::PartnershipView& view, std::int64_t page,
                      const base::Messages& messages) {
  constexpr std::size_t kTabTitle = 300;
  const auto language = messages.language();
  const auto address = partnership_href(language, view.partnership.id);
  const auto total = view.parties.size();
  View shown;
  shown["list"] = View(href(language, "/partnerships"));
  shown["record"] = View(address);
  shown["title_text"] = View(std::string(base::clip_utf8(title_of(view, language), kTabTitle)));
  shown["invitations"] = View(partnership_href(messages.language(), view.partnership.id) + "/invitations");
  shown["parties"] =
      parties_view(view.parties, static_cast<std::size_t>(page - 1) * kMostParties, kMostParties,
                   view.partnership.value.sources, messages, statements_at(view, language));
  shown["pager"] = pager_view(page, static_cast<std::int64_t>((total + kMostParties - 1) / kMostParties),
                              address + "/parties?page=", messages);
  shown["csv"] = View(address + "/parties.csv");
  shown["json"] = View("/api/v1/partnerships/" + view.partnership.id.str());
  return shown;
}

}  // namespace entente::pages
