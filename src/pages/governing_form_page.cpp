// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// The forms in which a party says what it seeks and gains in a partnership, and the lead how it is governed.
#include <optional>
#include <string>
#include <utility>

#include "base/error.hpp"
#include "http/form.hpp"
#include "pages/format.hpp"
#include "pages/governing_fields.hpp"
#include "pages/governing_pages.hpp"
#include "pages/in_language.hpp"
#include "pages/page.hpp"
#include "pages/record_views.hpp"
#include "pages/visitor.hpp"
#include "registry/governing.hpp"

namespace entente::pages {

namespace {

/// What tells the two forms apart.
struct StatementForm {
  using Said = model::PartyStatement;
  static constexpr std::string_view kPath = "statement", kTitle = "governing.form.statement";
  static const std::optional<registry::Held<Said>>& standing(const registry::OwnGovernance& own) {
    return own.statement;
  }
  static bool may(const registry::OwnGovernance& own) { return own.confirmed; }
  static View fields(const TypedGoverning& typed, const registry::OwnGovernance& own,
                     const base::Messages& messages) {
    return statement_form_view(typed, own, messages);
  }
};
struct GovernanceForm {
  using Said = model::Governance;
  static constexpr std::string_view kPath = "governance", kTitle = "governing.form.governance";
  static const std::optional<registry::Held<Said>>& standing(const registry::OwnGovernance& own) {
    return own.governance;
  }
  static bool may(const registry::OwnGovernance& own) { return own.confirmed && own.leads; }
  static View fields(const TypedGoverning& typed, const registry::OwnGovernance& own,
                     const base::Messages& messages) {
    return governance_form_view(typed, own, messages);
  }
};

/// What was typed, the version it was made from, and what is wrong with it, in the reader's language.
struct SentGoverning {
  TypedGoverning fields;
  std::int64_t version = 0;
  std::string fault;
  int status = 422;
};

std::optional<registry::OwnGovernance> asked_governing(const Context& context, const http::Request& request,
                                                       const http::Captures& captures) {
  const auto id = base::Uuid::parse(captures["id"]);
  return id ? registry::Governing(context.reg).of_part(visitor_of(context, request).actor, *id)
            : std::nullopt;
}

template <class Form>
typename Form::Said standing_said(const registry::OwnGovernance& own) {
  const auto& standing = Form::standing(own);
  return standing ? standing->value : typename Form::Said();
}

template <class Form>
SentGoverning untouched(const registry::OwnGovernance& own, const base::Messages& messages) {
  const auto& standing = Form::standing(own);
  return {fields_of(standing_said<Form>(own), messages), standing ? standing->version : 0, {}};
}

template <class Form>
http::Response governing_shown(const Context& context, const http::Request& request,
                               std::string_view language, const registry::OwnGovernance& own,
                               const SentGoverning& sent) {
  const auto& messages = base::Messages::in(language);
  const auto part = "/account/parts/" + own.part.id.str();
  const auto path = part + "/" + std::string(Form::kPath);
  auto view = Form::fields(sent.fields, own, messages);
  const auto title = messages.get(Form::kTitle);
  view["title"] = View(title);
  view["back"] = View(href(language, part));
  view["organisation"] = text_view(own.organisation, language);
  view["partnership"] = text_view(own.partnership, language);
  const auto shown = partnership_href(language, own.part.value.partnership) + "/governance";
  view["href"] = View(shown);
  view["open"] = View(Form::may(own));
  view["unconfirmed"] = View(!own.confirmed);
  view["not_lead"] = View(own.confirmed && !Form::may(own));
  view["action"] = View(href(language, path));
  view["key"] = View(key_of_forms(context, request));
  view["version"] = View(std::to_string(sent.version));
  view["done"] =
      request.parameter("done") == "published" ? View(messages.get("governing.form.done")) : View(false);
  view["fault"] = text_or_nothing(sent.fault);
  auto frame = private_frame(language, sent.fault.empty() ? title : sent.fault + " – " + title, path);
  if (!sent.fault.empty()) frame.status = sent.status;
  return page(context, request, frame, "governing_form", view);
}

template <class Form>
http::Response governing_form(const Context& context, const http::Request& request, std::string_view language,
                              const http::Captures& captures) {
  const auto own = asked_governing(context, request, captures);
  if (!own) return error_page(context, request, language, 404);
  return governing_shown<Form>(context, request, language, *own,
                               untouched<Form>(*own, base::Messages::in(language)));
}

template <class Form>
http::Response governing_sent(const Context& context, const http::Request& request, std::string_view language,
                              const http::Captures& captures) {
  const auto form = own_form(context, request, http::kMostLongFormBytes);
  if (!form) return error_page(context, request, language, 403);
  auto own = asked_governing(context, request, captures);
  if (!own) return error_page(context, request, language, 404);
  const auto& messages = base::Messages::in(language);
  const auto version = http::value_of(*form, "version");
  SentGoverning sent{
      governing_fields_of_form(*form), version == "0" ? 0 : positive_number(version).value_or(-1), {}};
  auto said = standing_said<Form>(*own);
  sent.fault = put_into(said, sent.fields, *own, messages);
  if (sent.fault.empty()) try {
      registry::Governing(context.reg)
          .say(visitor_of(context, request).actor, own->part.id, sent.version, std::move(said));
      return see(language,
                 "/account/parts/" + own->part.id.str() + "/" + std::string(Form::kPath) + "?done=published");
    } catch (const base::BadInput& refused) {
      sent.fault = governing_fault(refused, messages);
    } catch (const base::Conflict&) {  // what was typed is not lost
      own = asked_governing(context, request, captures);
      if (!own) throw;
      const auto& standing = Form::standing(*own);
      sent.version = standing ? standing->version : 0;
      sent.fault = messages.get(own->confirmed ? "form.fault.changed" : "governing.form.unconfirmed");
      sent.status = 409;
    }
  return governing_shown<Form>(context, request, language, *own, sent);
}

}  // namespace

std::vector<http::Route> governing_form_routes(const Context& context) {
  return {
      {"GET", "/{lang}/account/parts/{id}/statement",
       "What a party says of itself in a partnership, to be said.",
       in_language(context, governing_form<StatementForm>)},
      {"POST", "/{lang}/account/parts/{id}/statement", "Publishes it.",
       in_language(context, governing_sent<StatementForm>)},
      {"GET", "/{lang}/account/parts/{id}/governance", "How a partnership is governed, for its lead to say.",
       in_language(context, governing_form<GovernanceForm>)},
      {"POST", "/{lang}/account/parts/{id}/governance", "Publishes it.",
       in_language(context, governing_sent<GovernanceForm>)},
  };
}

}  // namespace entente::pages
