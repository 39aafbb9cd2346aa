// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/desk_form.hpp"

#include <optional>
#include <utility>

#include "base/error.hpp"
#include "http/form.hpp"
#include "model/vocabulary.hpp"
#include "pages/desk_fields.hpp"
#include "pages/desk_views.hpp"
#include "pages/format.hpp"
#include "pages/page.hpp"
#include "pages/record_views.hpp"
#include "pages/visitor.hpp"

namespace entente::pages {

namespace {

/// What an address names: a country, a kind of record, and maybe one that is there.
struct AskedForm {
  const model::Country* country = nullptr;
  std::string kind;
  std::optional<registry::DeskRecord> standing;
};

/// Nothing where there is no such thing.
std::optional<AskedForm> read_asked(const Context& context, const registry::Visitor& visitor,
                                    const http::Captures& captures) {
  AskedForm asked;
  asked.country = model::find_country(captures["code"]);
  asked.kind = captures["kind"];
  if (!asked.country || !is_desk_kind(asked.kind)) return std::nullopt;
  const registry::Desk desk(context.reg);
  desk.require(visitor.actor, asked.country->code);
  if (captures["id"].empty()) return asked;
  const auto id = base::Uuid::parse(captures["id"]);
  asked.standing = id ? desk.own_record(visitor.actor, *id) : std::nullopt;
  if (!asked.standing || asked.standing->country != asked.country->code ||
      kind_of(asked.standing->held.value) != asked.kind ||
      asked.standing->state == registry::DeskRecord::State::withdrawn)
    return std::nullopt;
  return asked;
}

http::Response form_shown(const Context& context, const http::Request& request, std::string_view language,
                          const AskedForm& asked, const DeskFields& fields, const std::string& fault) {
  const auto& messages = base::Messages::in(language);
  const auto& code = asked.country->code;
  const auto id = asked.standing ? asked.standing->held.id.str() : std::string();
  const bool published = asked.standing && asked.standing->state == registry::DeskRecord::State::published;
  auto view = fields_view(fields, asked.kind, context.institution->languages, messages);
  const auto heading = messages.get("desk.form." + asked.kind);
  view["heading"] = View(heading);
  view["country"] = View(std::string(asked.country->name.str(language)));
  view["desk"] = View(href(language, "/desk/" + code));
  view["action"] = View(desk_href(language, code, asked.kind, id));
  view["key"] = View(key_of_forms(context, request));
  const auto from = asked.standing ? asked.standing->from : registry::MadeFrom{};
  view["version"] = View(std::to_string(from.version));
  view["draft"] = View(std::to_string(from.draft));
  view["beside"] = View(published && asked.standing->beside);
  view["public_page"] =
      published ? View(href(language, published_path(code, asked.standing->held.id))) : View(false);
  view["published"] = View(published);
  view["standing"] = View(asked.standing.has_value());
  view["fault"] = text_or_nothing(fault);
  auto frame = private_frame(language, fault.empty() ? heading : fault + " – " + heading, "/desk/" + code);
  if (!fault.empty()) frame.status = 422;
  return page(context, request, frame, "desk_form", view);
}

/// A version that a form was made from; -2, which never stands, where it says none.
std::int64_t version_of_form(const http::Parameters& fields, std::string_view name) {
  const auto text = http::value_of(fields, name);
  return text == "0" ? 0 : positive_number(text).value_or(-2);
}

registry::MadeFrom made_from(const http::Parameters& fields) {
  return {version_of_form(fields, "version"), version_of_form(fields, "draft")};
}

}  // namespace

http::Response desk_form(const Context& context, const http::Request& request, std::string_view language,
                         const http::Captures& captures) {
  const auto asked = read_asked(context, visitor_of(context, request), captures);
  if (!asked) return error_page(context, request, language, 404);
  return form_shown(context, request, language, *asked,
                    asked->standing ? fields_of_record(asked->standing->held.value) : DeskFields{}, {});
}

http::Response desk_sent(const Context& context, const http::Request& request, std::string_view language,
                         const http::Captures& captures) {
  if (request.body.size() > http::kMostFormBytes) return error_page(context, request, language, 413);
  const auto form = own_form(context, request);
  if (!form) return error_page(context, request, language, 403);
  const auto visitor = visitor_of(context, request);
  const auto asked = read_asked(context, visitor, captures);
  if (!asked) return error_page(context, request, language, 404);
  const auto& messages = base::Messages::in(language);
  const auto& code = asked->country->code;
  registry::Desk desk(context.reg);
  const auto wish = http::value_of(*form, "do");
  const auto id = asked->standing ? asked->standing->held.id : base::Uuid();
  if (wish == "withdraw" && asked->standing) {
    desk.withdraw(visitor.actor, id, made_from(*form));
    return see(language, "/desk/" + code + "?done=withdrawn");
  }
  if (wish == "discard" && asked->standing) {
    desk.discard(visitor.actor, id, made_from(*form));
    return see(language, "/desk/" + code + "?done=discarded");
  }
  const auto fields = fields_of_form(*form);
  const auto read = record_of_fields(fields, asked->kind, code);
  if (!read.record) return form_shown(context, request, language, *asked, fields, messages.get(read.fault));
  const bool publish = wish == "publish";
  desk.put(visitor.actor, id, made_from(*form), *read.record, publish);
  return see(language, "/desk/" + code + "?done=" + (publish ? "published" : "draft"));
}

}  // namespace entente::pages
