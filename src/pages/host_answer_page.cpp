// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// What a focal point says, for its government, of a partnership on its soil.
#include <algorithm>
#include <utility>

#include "base/error.hpp"
#include "http/form.hpp"
#include "model/vocabulary.hpp"
#include "pages/format.hpp"
#include "pages/in_language.hpp"
#include "pages/page.hpp"
#include "pages/part_fields.hpp"
#include "pages/published_page.hpp"
#include "pages/record_views.hpp"
#include "pages/typed_text.hpp"
#include "pages/visitor.hpp"
#include "registry/host_answers.hpp"

namespace entente::pages {

namespace {

/// As typed.
struct TypedHostAnswer {
  std::string answer, basis, cited, remark;
  std::string fault;  ///< key of a message
  int status = 422;   ///< where there is a fault
};

/// What was cited in words of its own: the title of the plan or guidance that was chosen is none.
base::Text words_cited(const registry::HostQuestion& question) {
  if (!question.standing) return {};
  const auto& said = question.standing->value;
  const bool title = said.basis && std::ranges::any_of(question.bases, [&](const auto& each) {
                       return each.first == *said.basis && each.second == said.cited;
                     });
  return title ? base::Text() : said.cited;
}

TypedHostAnswer typed_of(const registry::HostQuestion& question, std::string_view language) {
  if (!question.standing) return {};
  const auto& said = question.standing->value;
  return {said.answer,
          said.basis ? said.basis->str() : std::string(),
          value_in(words_cited(question), language),
          value_in(said.remark, language),
          {}};
}

View answer_choices(const std::string& chosen, const base::Messages& messages) {
  auto all = list_view();
  for (const auto& each : model::vocabulary("host_answer").terms) {
    View one;
    one["code"] = View(each.code);
    one["label"] = View(each.label.str(messages.language()));
    one["chosen"] = View(each.code == chosen);
    all.push_back(std::move(one));
  }
  return all;
}

View basis_choices(const registry::HostQuestion& question, const std::string& chosen,
                   const base::Messages& messages) {
  auto all = list_view();
  for (const auto& [id, title] : question.bases) {
    View one;
    one["id"] = View(id.str());
    one["label"] = View(std::string(title.str(messages.language())));
    one["chosen"] = View(id.str() == chosen);
    all.push_back(std::move(one));
  }
  return all;
}

std::string path_of_answer(const base::Uuid& partnership, std::string_view country) {
  return "/partnerships/" + partnership.str() + "/hosts/" + std::string(country);
}

http::Response answer_shown(const Context& context, const http::Request& request, std::string_view language,
                            const registry::HostQuestion& question, const std::string& country,
                            const TypedHostAnswer& typed) {
  const auto& messages = base::Messages::in(language);
  const auto path = path_of_answer(question.partnership.id, country);
  View view;
  view["desk"] = View(href(language, "/desk/" + country));
  view["country"] = View(country_name(country, language));
  view["partnership"] = text_view(question.partnership.value.title, language);
  view["href"] = View(partnership_href(language, question.partnership.id));
  view["purpose"] = text_view(question.partnership.value.purpose, language, 600);
  view["stands"] =
      question.standing
          ? View(messages.get("hosts.stands",
                              {{"answer", term("host_answer", question.standing->value.answer, language)}}))
          : View(false);
  view["action"] = View(href(language, path));
  view["key"] = View(key_of_forms(context, request));
  view["version"] = View(std::to_string(question.partnership.version));
  view["seen"] = View(std::to_string(question.seen));
  view["named"] = View(question.named);
  view["own"] = View(question.own);
  view["answers"] = answer_choices(typed.answer, messages);
  view["bases"] = basis_choices(question, typed.basis, messages);
  view["some_bases"] = View(!question.bases.empty());
  view["cited"] = View(typed.cited);
  view["remark"] = View(typed.remark);
  const auto done = request.parameter("done");
  view["done"] = done == "answered" || done == "withdrawn"
                     ? View(messages.get("hosts.done." + std::string(done)))
                     : View(false);
  const auto fault = typed.fault.empty() ? std::string() : messages.get(typed.fault);
  view["fault"] = text_or_nothing(fault);
  const auto title = messages.get("hosts.title");
  auto frame = private_frame(language, fault.empty() ? title : fault + " – " + title, path);
  if (!fault.empty()) frame.status = typed.status;
  return page(context, request, frame, "host_answer", view);
}

std::optional<registry::HostQuestion> asked_question(const Context& context, const access::Actor& actor,
                                                     const http::Captures& captures) {
  const auto id = base::Uuid::parse(captures["id"]);
  return id ? registry::host_question(context.reg, actor, captures["code"], *id) : std::nullopt;
}

http::Response answer_form(const Context& context, const http::Request& request, std::string_view language,
                           const http::Captures& captures) {
  const auto question = asked_question(context, visitor_of(context, request).actor, captures);
  if (!question) return error_page(context, request, language, 404);
  return answer_shown(context, request, language, *question, std::string(captures["code"]),
                      typed_of(*question, language));
}

/// What was typed as the record has it, or the key of what is wrong with it. A text that was not touched
/// keeps its other languages.
std::string read_answer(model::HostAnswer& said, const TypedHostAnswer& typed,
                        const registry::HostQuestion& question, std::string_view language) {
  said.answer = typed.answer;
  if (model::vocabulary("host_answer").find(said.answer) == nullptr) return "hosts.fault.answer";
  base::Text cited, remark;
  if (auto fault = read_remark(cited, typed.cited, language); !fault.empty()) return fault;
  if (auto fault = read_remark(remark, typed.remark, language); !fault.empty()) return fault;
  if (question.standing) said.remark = question.standing->value.remark;
  said.remark = with_value(said.remark, language, remark.str(language));
  cited = with_value(words_cited(question), language, cited.str(language));
  said.basis = base::Uuid::parse(typed.basis);
  const auto chosen = std::ranges::find_if(
      question.bases, [&](const auto& each) { return said.basis && each.first == *said.basis; });
  if (said.basis && chosen == question.bases.end()) return "hosts.fault.cited";
  said.cited = cited.empty() && said.basis ? chosen->second : cited;
  constexpr std::size_t kMostCited = 2'000;
  if (said.cited.empty()) return "hosts.fault.cited";
  return typed.cited.size() > kMostCited ? "part.fault.long" : "";
}

http::Response answer_sent(const Context& context, const http::Request& request, std::string_view language,
                           const http::Captures& captures) {
  const auto form = own_form(context, request, http::kMostLongFormBytes);
  if (!form) return error_page(context, request, language, 403);
  const auto actor = visitor_of(context, request).actor;
  const auto question = asked_question(context, actor, captures);
  if (!question) return error_page(context, request, language, 404);
  const std::string country(captures["code"]);
  const auto path = path_of_answer(question->partnership.id, country);
  const auto wish = http::value_of(*form, "do");
  const registry::AnsweredFrom from{positive_number(http::value_of(*form, "version")).value_or(0),
                                    positive_number(http::value_of(*form, "seen")).value_or(0)};
  if (wish == "withdraw") {
    registry::withdraw_host_answer(context.reg, actor, country, question->partnership.id, from.answer);
    return see(language, question->named ? path + "?done=withdrawn" : "/desk/" + country);
  }
  if (wish != "answer") return error_page(context, request, language, 400);
  TypedHostAnswer typed{std::string(http::value_of(*form, "answer")),
                        std::string(http::value_of(*form, "basis")),
                        std::string(http::value_of(*form, "cited")),
                        std::string(http::value_of(*form, "remark")),
                        {}};
  model::HostAnswer said;
  typed.fault = read_answer(said, typed, *question, language);
  if (!typed.fault.empty()) return answer_shown(context, request, language, *question, country, typed);
  try {
    registry::answer_as_host(context.reg, actor, country, question->partnership.id, from, said);
  } catch (const base::Conflict&) {  // what was typed is not lost
    typed.fault = "form.fault.changed";
    typed.status = 409;
    return answer_shown(context, request, language, *question, country, typed);
  }
  return see(language, path + "?done=answered");
}

}  // namespace

std::vector<http::Route> host_answer_routes(const Context& context) {
  return {
      {"GET", "/{lang}/partnerships/{id}/hosts/{code}",
       "A form for what a host government says of a partnership.", in_language(context, answer_form)},
      {"POST", "/{lang}/partnerships/{id}/hosts/{code}", "Says it, or takes it back.",
       in_language(context, answer_sent)},
  };
}

}  // namespace entente::pages
