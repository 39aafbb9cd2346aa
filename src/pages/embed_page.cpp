// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/embed_page.hpp"

#include <utility>

#include "base/direction.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "pages/format.hpp"
#include "pages/freshness_views.hpp"
#include "pages/list_query.hpp"
#include "pages/origin.hpp"
#include "pages/page.hpp"
#include "pages/partnership_view.hpp"
#include "pages/party_views.hpp"
#include "pages/program.hpp"
#include "pages/record_views.hpp"
#include "pages/template.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kHits = 10, kCardTitleBytes = 240, kCardPurposeBytes = 360, kShortBytes = 160,
                      kPlaces = 6;

/// Nothing but its own style; whoever likes may put a frame round it. Nothing else of the register may be
/// framed.
constexpr std::string_view kPolicy =
    "default-src 'none'; style-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors *";

/// Small enough to need no sheet of its own among the assets' sources: the tokens of the look, and six rules.
constexpr std::string_view kFrameStyle =
    R"(:root{color-scheme:light dark;--paper:#fff;--ink:#15202f;--ink-2:#495567;--line:#d6dce4;--edge:#76839a;--accent:#1b4b9b;--met:#176639;--partly:#845400;--not:#a02229;--unknown:#556072}
@media (prefers-color-scheme:dark){:root{--paper:#10161f;--ink:#e8ecf2;--ink-2:#adb8c8;--line:#2e3947;--edge:#7d8aa0;--accent:#92b6f5;--met:#79cf9b;--partly:#e5b659;--not:#f2989a;--unknown:#a9b5c6}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,"Segoe UI",Roboto,"Noto Sans","Noto Sans Arabic","Noto Sans CJK SC",sans-serif;overflow-wrap:anywhere}
:lang(ar){line-height:1.8}
main{border:1px solid var(--line);border-block-start:4px solid var(--accent);border-radius:3px;padding:1rem 1.25rem;min-block-size:100vh}
h1,h2{font:700 1.25rem/1.3 Charter,Georgia,Cambria,"Noto Naskh Arabic",serif;margin:0 0 .4rem}
h2{font-size:1.05rem}
:lang(zh) :is(h1,h2){font-family:inherit}
p,ul{margin:0 0 .6rem}
ul{list-style:none;padding:0}
.row{display:flex;flex-wrap:wrap;gap:.2rem 1.25rem}
.hits>li{padding-block:.6rem;border-block-start:1px solid var(--line)}
a{color:var(--accent)}a:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.small,.who,.kicker,.from{font-size:.875rem;color:var(--ink-2)}
.when,.muted{color:var(--ink-2)}
.sample{background:var(--line);padding:.3rem .5rem}
.from{border-block-start:1px solid var(--line);padding-block-start:.6rem;margin-block:.8rem 0}
.tag{font-size:.8rem;color:var(--ink-2);border:1px solid var(--line);border-radius:2px;padding:.05rem .4rem}
.mark{display:inline-flex;align-items:baseline;gap:.4em}
.i{inline-size:1.05em;block-size:1.05em;flex:none;vertical-align:-.15em}
.met{color:var(--met)}.partly{color:var(--partly)}.not{color:var(--not)}.unknown{color:var(--unknown)}
.sprite{position:absolute;inline-size:0;block-size:0}
@media print{main{min-block-size:0}}
)";

const std::string& style_address() {
  static const auto path = "/assets/embed-" + base::hex(base::sha256(kFrameStyle)).substr(0, 8) + ".css";
  return path;
}

void set_frame_headers(http::Response& response, std::string_view language, const std::string& etag) {
  response.set("Content-Language", std::string(language))
      .set("Content-Security-Policy", std::string(kPolicy))
      .set("X-Content-Type-Options", "nosniff")
      .set("Referrer-Policy", "no-referrer")
      .set("X-Robots-Tag", "noindex")
      .set("Cache-Control", "no-cache");
  if (!etag.empty()) response.set("ETag", etag);
}

std::optional<http::Response> unchanged(const http::Request& request, const std::string& etag,
                                        std::string_view language) {
  if (!http::etag_matches(request.header("if-none-match"), etag)) return std::nullopt;
  http::Response response;
  response.status = 304;
  set_frame_headers(response, language, etag);
  return response;
}

std::string today_of(const Context& context, const base::Messages& messages) {
  return messages.date(base::PartialDate::from_days(base::day_of(context.reg.clock().now())));
}

/// What both say: the way back, the day, whether the data are invented.
void set_source(View& view, const Context& context, const http::Request& request, const std::string& path,
                const base::Messages& messages) {
  view["back"] = View(origin_of(context, request) + path);
  view["register_name"] = View(name_of(context, messages.language()));
  view["as_of"] =
      View(messages.get("embed.as_of", {{"date", std::string_view(today_of(context, messages))}}));
  view["example"] = View(context.example);
  view["sample"] = View(context.sample);
}

/// An answer without an entity tag where `etag` is empty.
http::Response embed(int status, std::string_view template_name, View view, const std::string& title,
                     std::string_view language, const std::string& etag) {
  const auto& messages = base::Messages::in(language);
  View outer;
  outer["content"] = View(render(template_name, view, messages));
  outer["language"] = View(std::string(language));
  outer["dir"] = View(messages.right_to_left() ? "rtl" : "ltr");
  outer["title"] = View(title);
  outer["style"] = View(style_address());
  for (const auto shared :
       std::initializer_list<View::Name>{"back", "register_name", "as_of", "example", "sample"})
    outer[shared] = View(view[shared]);
  auto response = http::text(status, render("embed", outer, messages), "text/html; charset=utf-8");
  set_frame_headers(response, language, etag);
  return response;
}

View hit_view_small(const registry::Card& card, const Context& context, const http::Request& request,
                    const base::Messages& messages) {
  const auto language = messages.language();
  const auto& p = *card.partnership;
  View view;
  view["href"] = View(origin_of(context, request) + partnership_href(language, card.id));
  view["title"] = text_view(p.title, language, kCardTitleBytes);
  view["id"] = View(p.identifiers.empty() ? card.id.str() : p.identifiers.front().value);
  view["purpose"] = text_view(p.purpose.empty() ? p.description : p.purpose, language, kShortBytes);
  view["freshness"] = freshness_view(card.freshness, messages);
  view["parties"] = parties_summary(*card.parties, messages);
  return view;
}

http::Response list_embed(const Context& context, const http::Request& request,
                          const http::Captures& captures) {
  const auto language = captures["lang"];
  if (!base::is_language(language)) return error_page(context, request, {}, 404);
  const auto etag = etag_of(context, request, context.reg.applied_seq());
  if (auto known = unchanged(request, etag, language)) return *known;

  const auto& messages = base::Messages::in(language);
  const auto asked = ListQuery(request.query).on_page(1);
  auto query = asked.query();
  query.limit = kHits;
  const auto list = context.reg.list(query);
  const auto total = static_cast<std::int64_t>(list.answer.total), shown = std::ssize(list.cards);
  View view;
  auto hits = list_view();
  for (const auto& card : list.cards) hits.push_back(hit_view_small(card, context, request, messages));
  const auto heading = messages.get(asked.plain() ? "list.total" : "list.found", {{"count", total}});
  view["heading"] = View(heading);
  view["hits"] = std::move(hits);
  view["shown"] =
      shown < total ? View(messages.get("embed.shown", {{"shown", shown}, {"count", total}})) : View(false);
  set_source(view, context, request, href(language, "/partnerships" + asked.suffix()), messages);
  return embed(200, "embed_list", std::move(view), heading, language, etag);
}

http::Response card_embed(const Context& context, const http::Request& request,
                          const http::Captures& captures) {
  const auto asked = asked_record(captures);
  if (!asked) return error_page(context, request, {}, 404);
  const auto etag = etag_of(context, request, context.reg.applied_seq());
  if (auto known = unchanged(request, etag, asked->language)) return *known;
  const auto record = context.reg.partnership(asked->id);
  if (!record) return error_page(context, request, asked->language, 404);

  const auto& messages = base::Messages::in(asked->language);
  const auto language = messages.language();
  const auto& p = record->partnership.value;
  View view;
  view["kicker"] = View(term("kind", p.kind, language));
  view["title"] = text_view(p.title, language, kCardTitleBytes);
  view["id"] = View(p.identifiers.empty() ? asked->id.str() : p.identifiers.front().value);
  view["purpose"] = text_view(p.purpose.empty() ? p.description : p.purpose, language, kCardPurposeBytes);
  view["status"] = text_or_nothing(term("status", p.status, language));
  view["dates"] = text_or_nothing(date_range(messages, start_of(p), end_of(p)));
  view["freshness"] = freshness_view(record->freshness, messages);
  view["parties"] = parties_summary(record->parties, messages);
  std::vector<std::string> goals;
  for (const auto& value : goal_values(p.goals)) goals.push_back(goal_label(value, language));
  view["goals"] = text_or_nothing(goals.empty() ? std::string{} : messages.list(goals));
  const auto places = place_names(p.places, language, kPlaces);
  view["places"] = text_or_nothing(places.names.empty() ? std::string{} : messages.list(places.names));
  view["more_places"] =
      places.total > places.names.size()
          ? View(messages.get("partnership.more_places",
                              {{"count", static_cast<std::int64_t>(places.total - places.names.size())}}))
          : View(false);
  view["version"] = View(messages.get("revision.version", {{"version", record->head_version}}));
  set_source(view, context, request, partnership_href(language, asked->id), messages);
  const auto title = std::string(base::clip_utf8(title_of(*record, language), kCardTitleBytes));
  return embed(200, "embed_card", std::move(view), title, language, etag);
}

}  // namespace

bool is_embed(const http::Request& request) {
  const std::string_view path = request.path;
  const auto behind_language = path.find('/', 1);
  return behind_language != path.npos && path.substr(behind_language).starts_with("/embed/");
}

http::Response embed_error(const Context& context, const http::Request& request, std::string_view language,
                           int status, const std::string& heading, const std::string& text) {
  View view;
  view["heading"] = View(heading);
  view["text"] = View(text);
  set_source(view, context, request, href(language, "/"), base::Messages::in(language));
  return embed(status, "embed_error", std::move(view), heading, language, {});
}

std::string embed_code(const std::string& address, const std::string& title, int height) {
  return "<iframe src=\"" + html_escape(address) + "\" title=\"" +
         html_escape(base::ending_its_turns(title)) + "\" width=\"100%\" height=\"" + std::to_string(height) +
         "\" loading=\"lazy\" sandbox=\"allow-popups allow-popups-to-escape-sandbox\"></iframe>";
}

std::vector<http::Route> embed_routes(const Context& context) {
  return {
      {"GET", "/{lang}/embed/partnerships",
       "What the same filters find, as a small list for other sites' pages.",
       [context](const http::Request& request, const http::Captures& captures) {
         return list_embed(context, request, captures);
       }},
      {"GET", "/{lang}/embed/partnerships/{id}", "One partnership as a card for other sites' pages.",
       [context](const http::Request& request, const http::Captures& captures) {
         return card_embed(context, request, captures);
       }},
      {"GET", style_address(), "The style of the card and the list for other sites' pages.",
       [](const http::Request&, const http::Captures&) {
         auto response = http::text(200, std::string(kFrameStyle), "text/css; charset=utf-8");
         response.set("Cache-Control", "public, max-age=31536000, immutable")
             .set("X-Content-Type-Options", "nosniff");
         return response;
       }},
  };
}

}  // namespace entente::pages
