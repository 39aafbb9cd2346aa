// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// The parties that a draft names, and the part of each.
#include <algorithm>
#include <optional>
#include <utility>

#include "base/error.hpp"
#include "http/form.hpp"
#include "model/vocabulary.hpp"
#include "pages/format.hpp"
#include "pages/in_language.hpp"
#include "pages/page.hpp"
#include "pages/part_fields.hpp"
#include "pages/record_views.hpp"
#include "pages/register_fields.hpp"
#include "pages/register_pages.hpp"
#include "pages/register_views.hpp"
#include "pages/visitor.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kMostCandidates = 10, kMostNameBytes = 1'000;

/// What was typed to name a party.
struct TypedParty {
  std::string query, role = "member", name, type, country, fault;
  bool naming = false;  ///< a new one
  std::vector<std::string> contributes = {};
  std::vector<registry::OrganisationCard> similar = {};
  int status = 422;
};

/// What is looked for: nothing has a name of more bytes.
std::string query_of(std::string_view typed) {
  return typed.size() > kMostNameBytes ? std::string() : std::string(typed);
}

/// Organisations of the register with such a name: those that have all its words, then the similar ones.
std::vector<registry::OrganisationCard> organisations_named(const Context& context, const std::string& name) {
  std::vector<registry::OrganisationCard> all;
  if (name.empty()) return all;
  const auto add = [&](registry::OrganisationCard card) {
    const bool known = std::ranges::any_of(
        all, [&](const auto& each) { return each.organisation.id == card.organisation.id; });
    if (!known && all.size() < kMostCandidates) all.push_back(std::move(card));
  };
  for (auto& card : context.reg.organisations({.text = name, .limit = kMostCandidates}).cards)
    add(std::move(card));
  for (auto& card : context.reg.similar_organisations(name, kMostCandidates)) add(std::move(card));
  return all;
}

View candidate_rows(const std::vector<registry::OrganisationCard>& cards, std::string_view language) {
  auto rows = list_view();
  for (const auto& card : cards) {
    View row;
    row["id"] = View(card.organisation.id.str());
    row["name"] = text_view(card.organisation.name, language);
    row["type"] = text_or_nothing(term("organisation_type", card.organisation.type, language));
    row["country"] = text_or_nothing(country_name(card.organisation.country, language));
    rows.push_back(std::move(row));
  }
  return rows;
}

std::optional<registry::Draft> draft_with_parties(const Context& context, const http::Request& request,
                                                  const http::Captures& captures) {
  const auto id = base::Uuid::parse(captures["id"]);
  return id ? registry::Registering(context.reg, context.review)
                  .draft(visitor_of(context, request).actor, *id)
            : std::nullopt;
}

http::Response parties_shown(const Context& context, const http::Request& request, std::string_view language,
                             const registry::Draft& draft, const TypedParty& typed) {
  const auto& messages = base::Messages::in(language);
  const auto path = draft_path(draft.partnership.id) + "/parties";
  const auto found = organisations_named(context, typed.query);
  auto view = draft_view(draft, messages);
  view["steps"] = draft_steps(draft, "parties", language);
  view["action"] = View(href(language, path));
  view["next"] = View(href(language, step_after(draft, "parties")));
  view["key"] = View(key_of_forms(context, request));
  view["query"] = View(typed.query);
  view["asked"] = View(!typed.query.empty());
  view["candidates"] = candidate_rows(found, language);
  view["some_candidates"] = View(!found.empty());
  view["roles"] = draft_choices("role", typed.role, messages, false);
  PartFields part;
  part.contributes = typed.contributes;
  view["contributions"] = *part_fields_view(part, messages).get("contributions");
  view["done"] = text_or_nothing(request.parameter("done") == "named" ? messages.get("account.done.saved")
                                                                      : std::string());
  view["naming"] = View(typed.naming || (!typed.query.empty() && found.empty()));
  view["name"] = View(typed.naming ? typed.name : typed.query);
  view["types"] =
      draft_choices("organisation_type", typed.type.empty() ? "unknown" : typed.type, messages, false);
  view["countries"] = country_choices(typed.country, {}, messages);
  view["similar"] = candidate_rows(typed.similar, language);
  view["some_similar"] = View(!typed.similar.empty());
  const auto fault = typed.fault.empty() ? std::string() : messages.get(typed.fault);
  view["fault"] = text_or_nothing(fault);
  const auto title = messages.get("registering.step.parties");
  auto frame = private_frame(language, fault.empty() ? title : fault + " – " + title, path);
  if (!fault.empty()) frame.status = typed.status;
  return page(context, request, frame, "registering_parties", view);
}

http::Response draft_parties_page(const Context& context, const http::Request& request,
                                  std::string_view language, const http::Captures& captures) {
  const auto draft = draft_with_parties(context, request, captures);
  if (!draft) return error_page(context, request, language, 404);
  if (draft->state == registry::DraftState::handed_in)
    return see(language, draft_path(draft->partnership.id));
  TypedParty typed;
  typed.query = query_of(request.parameter("q"));
  return parties_shown(context, request, language, *draft, typed);
}

/// The party that was typed; its fault where it is none.
registry::NamedParty read_party(TypedParty& typed, const Context& context, const http::Parameters& form,
                                std::string_view language) {
  registry::NamedParty named;
  named.role = typed.role;
  named.contributes = typed.contributes;
  const bool known_codes = model::vocabulary("role").find(typed.role) != nullptr &&
                           std::ranges::all_of(typed.contributes, [](const std::string& code) {
                             return model::vocabulary("contribution_kind").find(code) != nullptr;
                           });
  if (!typed.naming) {
    named.organisation = base::Uuid::parse(http::value_of(form, "organisation"));
    if (!named.organisation || !known_codes) typed.fault = "desk.fault.choice";
    return named;
  }
  if (typed.name.empty() || typed.name.size() > kMostNameBytes)
    typed.fault = typed.name.empty() ? "registering.fault.name" : "desk.fault.long";
  else if (!known_codes || !model::vocabulary("organisation_type").find(typed.type) ||
           (!typed.country.empty() && !model::find_country(typed.country)))
    typed.fault = "desk.fault.choice";
  named.new_one.name = base::Text(language, typed.name);
  named.new_one.type = typed.type;
  named.new_one.country = typed.country;
  if (typed.fault.empty() && http::value_of(form, "do") != "anyway") {
    typed.similar = organisations_named(context, typed.name);
    if (!typed.similar.empty()) typed.fault = "registering.fault.similar";
  }
  return named;
}

/// What was typed is not lost where the draft was handed in meanwhile, or something else is in the way.
http::Response parties_in_the_way(const Context& context, const http::Request& request,
                                  std::string_view language, const base::Uuid& id, TypedParty typed,
                                  const std::string& otherwise) {
  const auto now =
      registry::Registering(context.reg, context.review).draft(visitor_of(context, request).actor, id);
  if (!now) return error_page(context, request, language, 409);
  typed.fault = now->state == registry::DraftState::handed_in ? "registering.fault.handed_in" : otherwise;
  typed.status = 409;
  return parties_shown(context, request, language, *now, typed);
}

http::Response party_removed(const Context& context, const http::Request& request, std::string_view language,
                             const registry::Draft& draft, const http::Parameters& form) {
  const auto part = base::Uuid::parse(http::value_of(form, "part"));
  if (!part) return error_page(context, request, language, 400);
  try {
    registry::Registering(context.reg, context.review)
        .remove_part(visitor_of(context, request).actor, draft.partnership.id, *part,
                     positive_number(http::value_of(form, "version")).value_or(0));
  } catch (const base::Conflict&) {
    return parties_in_the_way(context, request, language, draft.partnership.id, {}, "form.fault.changed");
  }
  return see(language, draft_path(draft.partnership.id) + "/parties");
}

/// Whether it is a party, in that role, to what a change is made to.
bool takes_part(const Context& context, const registry::Draft& draft, const registry::NamedParty& named) {
  const auto standing = draft.of ? context.reg.partnership(*draft.of) : std::nullopt;
  return standing && std::ranges::any_of(standing->parties, [&](const registry::Party& party) {
           return named.organisation == party.organisation.id && named.role == party.part.value.role;
         });
}

http::Response party_sent(const Context& context, const http::Request& request, std::string_view language,
                          const http::Captures& captures) {
  const auto form = own_form(context, request);
  if (!form) return error_page(context, request, language, 403);
  const auto draft = draft_with_parties(context, request, captures);
  if (!draft) return error_page(context, request, language, 404);
  const auto wish = http::value_of(*form, "do");
  if (wish == "remove") return party_removed(context, request, language, *draft, *form);
  if (wish != "add" && wish != "name" && wish != "anyway") return error_page(context, request, language, 400);
  TypedParty typed;
  typed.query = query_of(http::value_of(*form, "q"));
  typed.role = http::value_of(*form, "role");
  typed.naming = wish != "add";
  typed.name = typed_lines(*form, "name");
  typed.contributes = part_fields_of_form(*form).contributes;
  typed.type = http::value_of(*form, "type");
  typed.country = http::value_of(*form, "country");
  const auto named = read_party(typed, context, *form, language);
  if (!typed.fault.empty()) return parties_shown(context, request, language, *draft, typed);
  registry::Registering registering(context.reg, context.review);
  const auto actor = visitor_of(context, request).actor;
  try {
    registering.add_party(actor, draft->partnership.id, named);
  } catch (const base::Conflict&) {
    return parties_in_the_way(
        context, request, language, draft->partnership.id, std::move(typed),
        takes_part(context, *draft, named) ? "registering.fault.joined" : "registering.fault.parties");
  }
  return see(language, draft_path(draft->partnership.id) + "/parties?done=named");
}

const registry::DraftPart* part_in(const registry::Draft& draft, std::string_view id) {
  const auto found = std::ranges::find_if(
      draft.parts, [&](const registry::DraftPart& each) { return each.part.id.str() == id; });
  return found == draft.parts.end() ? nullptr : &*found;
}

http::Response draft_part_shown(const Context& context, const http::Request& request,
                                std::string_view language, const registry::Draft& draft,
                                const registry::DraftPart& part, const PartFields& fields,
                                const std::string& fault_key, int status) {
  const auto& messages = base::Messages::in(language);
  const auto path = draft_path(draft.partnership.id) + "/parties/" + part.part.id.str();
  auto view = part_fields_view(fields, messages);
  view["steps"] = draft_steps(draft, "parties", language);
  view["name"] = text_view(part.organisation.name, language);
  view["is_new"] = View(part.is_new);
  view["action"] = View(href(language, path));
  view["back"] = View(href(language, draft_path(draft.partnership.id) + "/parties"));
  view["key"] = View(key_of_forms(context, request));
  view["version"] = View(std::to_string(part.part.version));
  view["changed"] = View(status == 409);
  view["standing"] = draft_part_facts(part.part.value, messages);
  const auto fault = fault_key.empty() ? std::string() : messages.get(fault_key);
  view["fault"] = text_or_nothing(fault);
  const auto title = messages.get("registering.part");
  auto frame = private_frame(language, fault.empty() ? title : fault + " – " + title, path);
  if (!fault.empty()) frame.status = status;
  return page(context, request, frame, "registering_part", view);
}

http::Response draft_part_page(const Context& context, const http::Request& request,
                               std::string_view language, const http::Captures& captures) {
  const auto draft = draft_with_parties(context, request, captures);
  const auto* part = draft ? part_in(*draft, captures["part"]) : nullptr;
  if (!part) return error_page(context, request, language, 404);
  if (draft->state == registry::DraftState::handed_in)
    return see(language, draft_path(draft->partnership.id));
  return draft_part_shown(context, request, language, *draft, *part,
                          fields_of_part(part->part.value, language), {}, 200);
}

http::Response draft_part_sent(const Context& context, const http::Request& request,
                               std::string_view language, const http::Captures& captures) {
  const auto form = own_form(context, request, http::kMostLongFormBytes);
  if (!form) return error_page(context, request, language, 403);
  const auto draft = draft_with_parties(context, request, captures);
  const auto* part = draft ? part_in(*draft, captures["part"]) : nullptr;
  if (!part) return error_page(context, request, language, 404);
  const auto fields = part_fields_of_form(*form);
  auto now = part->part.value;
  if (const auto fault = put_into(now, fields, language); !fault.empty())
    return draft_part_shown(context, request, language, *draft, *part, fields, fault, 422);
  const auto version = positive_number(http::value_of(*form, "version")).value_or(0);
  try {
    registry::Registering(context.reg, context.review)
        .save_part(visitor_of(context, request).actor, draft->partnership.id, part->part.id, version, now);
  } catch (const base::Conflict&) {  // what was typed is not lost
    const auto standing = draft_with_parties(context, request, captures);
    const auto* there = standing ? part_in(*standing, captures["part"]) : nullptr;
    if (!there) throw;
    const bool handed_in = standing->state == registry::DraftState::handed_in;
    if (!handed_in && there->part.version == version) throw;
    return draft_part_shown(context, request, language, *standing, *there, fields,
                            handed_in ? "registering.fault.handed_in" : "form.fault.changed", 409);
  }
  return see(language, draft_path(draft->partnership.id) + "/parties");
}

}  // namespace

std::vector<http::Route> register_parties_routes(const Context& context) {
  return {
      {"GET", "/{lang}/registering/{id}/parties",
       "The parties that a draft names, and a search for organisations.",
       in_language(context, draft_parties_page)},
      {"POST", "/{lang}/registering/{id}/parties", "Names a party, or takes one out.",
       in_language(context, party_sent)},
      {"GET", "/{lang}/registering/{id}/parties/{part}",
       "What one party brings, bears, answers for and gains.", in_language(context, draft_part_page)},
      {"POST", "/{lang}/registering/{id}/parties/{part}", "Saves that.",
       in_language(context, draft_part_sent)},
  };
}

}  // namespace entente::pages
