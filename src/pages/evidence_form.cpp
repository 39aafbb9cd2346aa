// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/evidence_form.hpp"

#include <utility>

#include "base/error.hpp"
#include "http/form.hpp"
#include "http/multipart.hpp"
#include "model/vocabulary.hpp"
#include "pages/format.hpp"
#include "pages/gone_file_views.hpp"
#include "pages/in_language.hpp"
#include "pages/page.hpp"
#include "pages/promise_pages.hpp"
#include "pages/promise_views.hpp"
#include "pages/record_views.hpp"
#include "pages/visitor.hpp"
#include "registry/evidence.hpp"
#include "registry/promising.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kMostEvidenceTitle = 600;

/// What is wrong with what was sent: the key of a message, or "".
std::string fault_of_evidence(const model::Evidence& piece, std::string_view bytes, std::string_view title) {
  if (!model::vocabulary("evidence_kind").find(piece.kind)) return "desk.fault.choice";
  if (title.size() > kMostEvidenceTitle || piece.url.size() > 4'000) return "part.fault.long";
  if (bytes.empty() && piece.url.empty()) return "promise.fault.evidence";
  if (bytes.size() > registry::kMostEvidenceBytes) return "promise.fault.file_large";
  if (!bytes.empty() && registry::media_type_of(bytes).empty()) return "promise.fault.file_type";
  return {};
}

http::Response evidence_sent(const Context& context, const http::Request& request, std::string_view language,
                             const http::Captures& captures) {
  if (!http::parse_multipart(request)) return error_page(context, request, language, 400);
  const auto parts = own_multipart(context, request);
  if (!parts) return error_page(context, request, language, 403);
  const auto id = base::Uuid::parse(captures["id"]);
  if (!id) return error_page(context, request, language, 404);
  const auto version = positive_number(http::content_of(*parts, "version")).value_or(0);
  const auto actor = visitor_of(context, request).actor;
  registry::Promising promising(context.reg);
  const auto back = "/account/promises/" + id->str() + "?done=evidence#evidence";
  TypedEvidence typed{.kind = std::string(http::content_of(*parts, "kind")),
                      .title = std::string(base::trimmed(http::content_of(*parts, "title"))),
                      .url = std::string(base::trimmed(http::content_of(*parts, "url")))};
  if (!base::is_utf8(typed.title) || !base::is_utf8(typed.url) || !base::is_utf8(typed.kind))
    return error_page(context, request, language, 400);
  try {
    if (const auto drop = http::content_of(*parts, "drop"); !drop.empty()) {
      const auto place = positive_number(drop);
      if (!place) return error_page(context, request, language, 400);
      promising.drop_evidence(actor, *id, version, static_cast<std::size_t>(*place - 1));
      return see(language, back);
    }
    model::Evidence piece;
    piece.kind = typed.kind;
    piece.url = typed.url;
    std::string_view bytes;
    for (const auto& part : *parts)
      if (part.name == "file" && !part.content.empty()) {
        bytes = part.content;
        piece.name = part.file_name;
      }
    typed.fault = fault_of_evidence(piece, bytes, typed.title);
    if (!typed.fault.empty()) return evidence_not_taken(context, request, language, captures, typed);
    piece.title = base::Text(language, typed.title);
    promising.add_evidence(actor, *id, version, std::move(piece), bytes);
    return see(language, back);
  } catch (const base::BadInput& bad) {
    typed.fault = is_of_gone_file(bad) ? "removal.fault.again" : "promise.fault.evidence";
  } catch (const base::Conflict&) {
    typed.fault = "promise.fault.evidence_changed";
    typed.status = 409;
  }
  return evidence_not_taken(context, request, language, captures, typed);
}

}  // namespace

View evidence_form_view(const model::Delivery& delivery, const base::Uuid& id, std::int64_t version,
                        bool open, const registry::GoneByHash& gone, const TypedEvidence& typed,
                        const base::Messages& messages) {
  View view;
  view["evidence"] = evidence_view(delivery.evidence, id, gone, messages);
  view["some_evidence"] = View(!delivery.evidence.empty());
  view["pieces"] = list_view();
  for (std::size_t i = 0; i < delivery.evidence.size(); ++i) {
    View piece;
    piece["place"] = View(std::to_string(i + 1));
    piece["label"] =
        View(messages.get("promises.drop_evidence", {{"number", static_cast<std::int64_t>(i + 1)}}));
    view["pieces"].push_back(std::move(piece));
  }
  view["kinds"] = list_view();
  for (const auto& each : model::vocabulary("evidence_kind").terms) {
    View kind;
    kind["code"] = View(each.code);
    kind["label"] = View(std::string(each.label.str(messages.language())));
    kind["chosen"] = View(typed.kind == each.code);
    view["kinds"].push_back(std::move(kind));
  }
  view["action"] = View(href(messages.language(), "/account/promises/" + id.str() + "/evidence"));
  view["version"] = View(std::to_string(version));
  view["open"] = View(open);
  view["typed_title"] = View(typed.title);
  view["typed_url"] = View(typed.url);
  view["hint"] =
      View(messages.get("promise.hint.file",
                        {{"size", static_cast<std::int64_t>(registry::kMostEvidenceBytes / (1024 * 1024))}}));
  return view;
}

std::vector<http::Route> evidence_form_routes(const Context& context) {
  return {
      {"POST", "/{lang}/account/promises/{id}/evidence",
       "Adds a piece of evidence to a delivery, a file or a link, or takes one away.",
       in_language(context, evidence_sent)},
  };
}

}  // namespace entente::pages
