// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// One hit of screening: the two sides, why they are alike, what was done about it, and the form to decide.
#include <string>
#include <utility>
#include <vector>

#include "http/form.hpp"
#include "pages/claim_views.hpp"
#include "pages/format.hpp"
#include "pages/in_language.hpp"
#include "pages/page.hpp"
#include "pages/record_views.hpp"
#include "pages/screening_views.hpp"
#include "pages/visitor.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kMostHitForm = std::size_t{64} * 1024;  // a reason, each byte sent as three

View pairs_view(const registry::ReasonsForHit& reasons, const base::Messages& messages) {
  auto rows = list_view();
  for (const auto& pair : reasons.pairs) {
    View row;
    row["asked"] = View(pair.asked.empty() ? "–" : pair.asked);
    row["listed"] = View(pair.listed.empty() ? "–" : pair.listed);
    row["likeness"] = View(messages.get("screening.likeness." + pair.likeness));
    row["similarity"] = View(share_label(pair.similarity, messages));
    row["weight"] = View(share_label(pair.weight, messages));
    rows.push_back(std::move(row));
  }
  return rows;
}

/// What was compared, in the reader's language where it is a word of ours or a country's code.
std::string said_of_field(std::string_view field, const std::string& said, const base::Messages& messages) {
  if (said.empty()) return "–";
  if (field == "kind" || field == "gender") {
    const auto key = "screening." + std::string(field) + "." + said;
    return messages.has(key) ? messages.get(key) : said;
  }
  if (field != "country") return said;
  std::vector<std::string> names;
  std::string code;
  for (const char c : said + ",")
    if (c >= 'A' && c <= 'Z') {
      code += c;
    } else if (!code.empty()) {
      names.push_back(country_name(code, messages.language()));
      code.clear();
    }
  return messages.list(names);
}

View qualifiers_view(const registry::ReasonsForHit& reasons, const base::Messages& messages) {
  auto rows = list_view();
  for (const auto& field : reasons.fields) {
    View row;
    row["field"] = View(messages.get("screening.qualifier." + field.field));
    row["verdict"] = View(messages.get("screening.verdict." + field.verdict));
    row["asked"] = View(said_of_field(field.field, field.asked, messages));
    row["listed"] = View(said_of_field(field.field, field.listed, messages));
    row["effect"] = View(share_label(field.effect, messages));
    rows.push_back(std::move(row));
  }
  return rows;
}

View hit_steps_view(const std::vector<registry::HitLine>& lines, const base::Messages& messages) {
  auto rows = list_view();
  for (const auto& [step, author, unbroken] : lines) {
    View row;
    row["what"] = View(messages.get("screening.step." + step.what));
    row["when"] = View(messages.moment(step.at));
    row["author"] = text_or_nothing(author);
    const bool by_itself = step.account.is_nil();
    row["text"] = by_itself ? View(false) : text_or_nothing(step.words);
    // The words of a move are an id, and nothing to read.
    const bool has_cause = by_itself && !step.words.empty() && step.what != registry::kHitMoved;
    row["why"] = has_cause ? View(messages.get("screening.because." + step.words)) : View(false);
    row["sealed"] = unbroken && *unbroken ? View(step.sealed.str()) : View(false);
    row["broken"] = View(unbroken && !*unbroken);
    rows.push_back(std::move(row));
  }
  return rows;
}

View words_view(const std::vector<registry::HitWord>& words, const base::Messages& messages) {
  auto rows = list_view();
  for (const auto word : words) {
    View row;
    row["value"] = View(registry::name_of(word));
    row["label"] = View(messages.get("screening.say." + std::string(registry::name_of(word))));
    row["first"] = View(word == words.front());
    rows.push_back(std::move(row));
  }
  return rows;
}

std::string_view fault_name(registry::HitFault fault) {
  switch (fault) {
    case registry::HitFault::no_reason:
      return "no_reason";
    case registry::HitFault::too_long:
      return "too_long";
    case registry::HitFault::moved_on:
      return "moved_on";
    case registry::HitFault::own_word:
      break;
  }
  return "own_word";
}

View fault_view(registry::HitFault fault, const base::Messages& messages) {
  View view;
  view["field"] = View("text");
  view["text"] = View(messages.get("screening.fault." + std::string(fault_name(fault)),
                                   {{"most", static_cast<std::int64_t>(registry::kMostReasonCharacters)}}));
  return view;
}

http::Response hit_shown(const Context& context, const http::Request& request, std::string_view language,
                         const base::Uuid& id, const std::string& typed,
                         const std::optional<registry::HitFault>& fault) {
  const auto& messages = base::Messages::in(language);
  const auto detail = registry::ScreeningReview(context.reg).look(visitor_of(context, request).actor, id);
  const auto& hit = detail.hit;
  auto frame = private_frame(language, messages.get("screening.one", {{"name", detail.reasons.listed_name}}),
                             "/screening/hits/" + id.str());
  View view;
  view["back"] = View(href(language, "/screening"));
  view["heading"] = View(frame.title);
  view["party"] = text_view(detail.party.name, language);
  view["party_href"] = View(href(language, "/screening/parties/" + hit.subject.str()));
  view["state"] = View(hit_state_label(hit.state, messages));
  view["since"] = View(messages.moment(hit.since));
  view["likeness"] = View(share_label(hit.score, messages));
  view["name_likeness"] = View(share_label(detail.reasons.name_score, messages));
  view["dataset"] = View(hit.dataset);
  view["entry"] = View(hit.entry);
  view["rests"] = View(messages.get("screening.rests", {{"party", hit.subject_version},
                                                        {"list", hit.list_version},
                                                        {"algorithm", std::string_view(hit.algorithm)}}));
  view["changed"] = View(detail.party_changed);
  view["sides"] = sides_view(detail, messages);
  view["asked_name"] = View(detail.reasons.asked_name);
  view["listed_name"] = View(detail.reasons.listed_name);
  view["pairs"] = pairs_view(detail.reasons, messages);
  view["qualifiers"] = qualifiers_view(detail.reasons, messages);
  view["has_qualifiers"] = View(view["qualifiers"].is_non_empty_list());
  view["steps"] = hit_steps_view(detail.lines, messages);
  view["words"] = words_view(detail.may_say, messages);
  view["deciding"] = View(!detail.may_say.empty());
  view["own_word"] = View(detail.own_word);
  view["unsent"] = detail.may_say.empty() ? text_or_nothing(typed) : View(false);
  view["typed"] = View(typed);
  view["action"] = View(href(language, frame.path));
  view["key"] = View(key_of_forms(context, request));
  view["seen"] = View(std::to_string(detail.lines.size()));
  view["sides_shown"] = View(registry::sides_of(hit));
  view["done"] = View(!fault && request.parameter("done") == "1");
  view["claim_fault"] = View(false);
  if (fault) {
    view["claim_fault"] = fault_view(*fault, messages);
    frame.title = view["claim_fault"]["text"].string_value() + " – " + frame.title;
    frame.status = *fault == registry::HitFault::moved_on ? 409 : 422;
  }
  return page(context, request, frame, "screening_hit", view);
}

http::Response hit_page(const Context& context, const http::Request& request, std::string_view language,
                        const http::Captures& captures) {
  const auto id = base::Uuid::parse(captures["id"]);
  if (!id) return error_page(context, request, language, 404);
  return hit_shown(context, request, language, *id, {}, {});
}

http::Response hit_decided(const Context& context, const http::Request& request, std::string_view language,
                           const http::Captures& captures) {
  const auto id = base::Uuid::parse(captures["id"]);
  if (!id) return error_page(context, request, language, 404);
  const auto fields = own_form(context, request, kMostHitForm);
  if (!fields) return error_page(context, request, language, 403);
  const auto word = registry::hit_word_named(http::value_of(*fields, "do"));
  const auto seen = positive_number(http::value_of(*fields, "seen"));
  const auto sides = http::value_of(*fields, "sides");
  if (!word || !seen || sides.empty()) return error_page(context, request, language, 400);
  const auto typed = typed_words(*fields);
  const auto fault = registry::ScreeningReview(context.reg)
                         .say(visitor_of(context, request).actor, *id, *word, typed,
                              {static_cast<std::size_t>(*seen), std::string(sides)});
  if (fault) return hit_shown(context, request, language, *id, typed, fault);
  return see(language, "/screening/hits/" + id->str() + "?done=1");
}

}  // namespace

std::vector<http::Route> screening_hit_routes(const Context& context) {
  return {
      {"GET", "/{lang}/screening/hits/{id}", "One hit: both sides, why they are alike, what was done.",
       in_language(context, hit_page)},
      {"POST", "/{lang}/screening/hits/{id}", "Decides on it, with a reason.",
       in_language(context, hit_decided)},
  };
}

}  // namespace entente::pages
