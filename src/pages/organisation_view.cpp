// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "model/vocabulary.hpp"
#include "pages/finances_view.hpp"
#include "pages/format.hpp"
#include "pages/freshness_views.hpp"
#include "pages/organisation_page.hpp"
#include "pages/partner_views.hpp"
#include "pages/record_views.hpp"

namespace entente::pages {

namespace {

/// Every name, with its language: what the header shows is only one of them.
View name_table(const base::Text& name, const base::Messages& messages) {
  return table_of(name.narratives, kMostRows, messages, [&](const base::Narrative& narrative) {
    const bool known = narrative.language != "und";
    View row;
    row["value"] = View(narrative.value);
    row["language"] = known ? View(narrative.language) : View(false);
    row["dir"] = View(std::string(direction_of(narrative.language)));
    row["language_name"] = View(known ? model::label("language", narrative.language, messages.language())
                                      : messages.get("organisation.language_unknown"));
    return row;
  });
}

View engagement_row(const registry::Engagement& engagement, const base::Messages& messages) {
  const auto language = messages.language();
  View row;
  row["href"] = View(partnership_href(language, engagement.partnership));
  row["title"] = text_view(engagement.title, language);
  row["id"] = View(engagement.partnership.str());
  row["role"] = View(term("role", engagement.role, language));
  row["kind"] = text_or_nothing(term("kind", engagement.kind, language));
  row["status"] = text_or_nothing(term("status", engagement.status, language));
  row["range"] = text_or_nothing(date_range(messages, engagement.start, engagement.end));
  row["freshness"] = freshness_view(engagement.freshness, messages);
  row["state"] = state_view(engagement.state, language);
  return row;
}

/// Each light that one of its partnerships shows, and how many do.
View light_counts(const registry::OrganisationView& view, const base::Messages& messages) {
  auto all = list_view();
  for (std::size_t i = 0; i < view.lights.size(); ++i) {
    if (view.lights[i] == 0) continue;
    auto one = freshness_view({.light = static_cast<registry::Light>(i)}, messages);
    one["count"] = View(messages.number(view.lights[i]));
    all.push_back(one);
  }
  return all;
}

View role_counts(const registry::OrganisationView& view, const base::Messages& messages) {
  auto all = list_view();
  for (const auto& [role, count] : view.by_role) {
    View one;
    one["role"] = View(term("role", role, messages.language()));
    one["count"] = View(messages.number(count));
    all.push_back(one);
  }
  return all;
}

View facts_of(const model::Organisation& organisation, const base::Messages& messages) {
  const auto language = messages.language();
  const auto type =
      organisation.type == "unknown" ? std::string{} : term("organisation_type", organisation.type, language);
  auto facts = list_view();
  facts.push_back(fact(field_label("type", messages), type));
  facts.push_back(fact(field_label("country", messages), country_name(organisation.country, language)));
  return facts;
}

View old_view(const registry::OrganisationView& view, const std::string& address,
              const base::Messages& messages) {
  const auto version = view.organisation.version;
  if (version == view.head_version) return View(false);
  View old;
  old["text"] = View(messages.get("revision.old", {{"version", version}, {"current", view.head_version}}));
  old["current"] = View(address);
  old["compare"] = View(address + "/differences?from=" + std::to_string(version) +
                        "&to=" + std::to_string(view.head_version));
  return old;
}

}  // namespace

std::string name_of(const registry::OrganisationView& view, std::string_view language) {
  const auto& organisation = view.organisation.value;
  if (!organisation.name.empty()) return std::string(organisation.name.str(language));
  return organisation.identifiers.empty() ? view.organisation.id.str()
                                          : organisation.identifiers.front().value;
}

View organisation_view(const registry::OrganisationView& view, const Relations& relations, std::int64_t page,
                       const base::Messages& messages) {
  const auto language = messages.language();
  const auto& organisation = view.organisation.value;
  const auto address = organisation_href(language, view.organisation.id);
  const auto type = term("organisation_type", organisation.type, language);
  const auto country = country_name(organisation.country, language);

  View shown;
  shown["list"] = View(href(language, "/organisations"));
  shown["name"] = text_view(organisation.name, language);
  shown["name_text"] = View(name_of(view, language));
  shown["kicker"] = text_or_nothing(type + (type.empty() || country.empty() ? "" : " · ") + country);
  shown["counted"] = View(messages.get("organisation.engagements", {{"count", view.engagements_total}}));
  shown["json"] = View("/api/v1/organisations/" + view.organisation.id.str());
  shown["old"] = old_view(view, address, messages);
  shown["names"] = name_table(organisation.name, messages);
  shown["facts"] = facts_of(organisation, messages);
  set_address(shown, organisation.website);
  shown["identifiers"] = identifier_table(organisation.identifiers, messages);
  // An earlier revision has no partners of its own: the parts stand as they do now.
  shown["current_one"] = View(view.organisation.version == view.head_version);
  shown["partners"] = partners_view(relations.partners, relations.partnerships, messages);
  shown["claim"] = View(address + "/claim");
  shown["partners_csv"] = View(address + "/partners.csv");
  shown["dealings"] = dealings_view(relations.dealings, messages);
  shown["finances"] = finances_view(relations.finances, messages);
  shown["has_finances"] = View(!relations.finances.empty());
  shown["budgets_csv"] = View(address + "/budgets.csv");
  shown["iati"] = View("/api/v1/organisations/" + view.organisation.id.str() + "/iati");
  shown["lights"] = light_counts(view, messages);
  shown["has_lights"] = View(shown["lights"].is_non_empty_list());
  shown["by_role"] = role_counts(view, messages);
  auto rows = list_view();
  for (const auto& engagement : view.engagements) rows.push_back(engagement_row(engagement, messages));
  shown["has_roles"] = View(!view.by_role.empty());
  shown["has_engagements"] = View(!view.engagements.empty());
  shown["engagements"] = std::move(rows);
  const auto a_page = static_cast<std::int64_t>(kEngagementsAPage);
  shown["pager"] =
      pager_view(page, (view.engagements_total + a_page - 1) / a_page, address + "?page=", messages);
  shown["partnerships"] = View(href(language, "/partnerships?party=" + view.organisation.id.str()));
  shown["sources"] = source_table(organisation.sources, messages);
  shown["revisions"] = revision_table(view.revisions, view.head_version, view.organisation.version, address,
                                      kMostRevisions, messages);
  shown["reports"] = reports_view(relations.reports, kMostRevisions, messages);
  shown["all_revisions"] = View(address + "/revisions");
  shown["version"] = View(messages.get("revision.version", {{"version", view.organisation.version}}));
  shown["when"] = View(messages.moment(view.organisation.time));
  shown["hash"] = View(base::hex(view.organisation.hash));
  return shown;
}

}  // namespace entente::pages
