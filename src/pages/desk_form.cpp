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
                          const AskedForm& asked, const DeskFields& fields, const std::string& fault,
                          int status_of_fault = 422) {
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
  view["changed"] = View(status_of_fault == 409);
  auto frame = private_frame(language, fault.empty() ? heading : fault + " – " + heading, "/desk/" + code);
  if (!fault.empty()) frame.status = status_of_fault;
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

/// Whether what was sent stands already, as after a second click.
bool stands_so(const registry::DeskRecord& standing, const model::Record& sent, bool publish) {
  const bool as_draft = standing.beside || standing.state == registry::DeskRecord::State::draft;
  return publish != as_draft && standing.held.value == sent;
}

/// After base::Conflict: the form again with what was typed, over what stands now. Throws on where nobody
/// else has changed the record.
http::Response form_after_conflict(const Context& context, const http::Request& request,
                                   std::string_view language, const AskedForm& now,
                                   const registry::MadeFrom& from, const DeskFields& fields) {
  if (!now.standing || (now.standing->from.version == from.version && now.standing->from.draft == from.draft))
    throw;
  return form_shown(context, request, language, now, fields,
                    base::Messages::in(language).get("form.fault.changed"), 409);
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
  const auto form = own_form(context, request, http::kMostLongFormBytes);
  if (!form) return error_page(context, request, language, 403);
  const auto visitor = visitor_of(context, request);
  const auto asked = read_asked(context, visitor, captures);
  if (!asked) return error_page(context, request, language, 404);
  const auto& messages = base::Messages::in(language);
  const auto& code = asked->country->code;
  registry::Desk desk(context.reg);
  const auto wish = http::value_of(*form, "do");
  const auto id = asked->standing ? asked->standing->held.id : base::Uuid();
  const auto from = made_from(*form);
  const auto fields = fields_of_form(*form);
  const bool publish = wish == "publish", ends = asked->standing && (wish == "withdraw" || wish == "discard");
  const auto read = ends ? ReadDeskFields{} : record_of_fields(fields, asked->kind, code);
  if (!ends && !read.record)
    return form_shown(context, request, language, *asked, fields, messages.get(read.fault));
  const std::string done = !ends                ? publish ? "published" : "draft"
                           : wish == "withdraw" ? "withdrawn"
                                                : "discarded";
  try {
    if (!ends)
      desk.put(visitor.actor, id, from, *read.record, publish);
    else if (wish == "withdraw")
      desk.withdraw(visitor.actor, id, from);
    else
      desk.discard(visitor.actor, id, from);
  } catch (const base::Conflict&) {  // what was typed is not lost
    const auto now = read_asked(context, visitor, captures);
    if (!now) throw;
    const bool there = !ends && now->standing && stands_so(*now->standing, *read.record, publish);
    if (!there) return form_after_conflict(context, request, language, *now, from, fields);
  }
  return see(language, "/desk/" + code + "?done=" + done);
}

}  // namespace entente::pages
