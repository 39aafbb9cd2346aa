// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/page.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/hash.hpp"
#include "model/vocabulary.hpp"
#include "pages/assets.hpp"
#include "pages/format.hpp"
#include "pages/institution_views.hpp"
#include "pages/origin.hpp"
#include "pages/template.hpp"
#include "registry/concerns.hpp"
#include "registry/rates.hpp"

namespace entente::pages {

namespace {

/// Nothing but our own style sheet, script and images, forms and requests that go to us, no frame around us.
constexpr std::string_view kSecurityPolicy =
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'";

struct Section {
  std::string_view name, path, key;
};
constexpr std::array kSections = {Section{"partnerships", "/partnerships", "frame.section.partnerships"},
                                  Section{"organisations", "/organisations", "frame.section.organisations"},
                                  Section{"goals", "/goals", "frame.section.goals"},
                                  Section{"countries", "/countries", "frame.section.countries"},
                                  Section{"fields", "/fields", "frame.section.fields"},
                                  Section{"about", "/about", "frame.section.about"}};

View language_views(const Context& context, const Frame& frame, const std::string& origin) {
  auto all = list_view();
  for (const auto& language : context.institution->languages) {
    View one;
    one["code"] = View(language);
    one["name"] = View(std::string(own_name(language)));
    one["dir"] = View(std::string(direction_of(language)));
    const auto address = href(language, frame.path.empty() ? "/" : frame.path);
    one["href"] = View(address);
    one["absolute"] = View(origin + address);
    one["current"] = View(language == frame.language);
    all.push_back(std::move(one));
  }
  return all;
}

View section_views(const Frame& frame, const base::Messages& messages) {
  auto all = list_view();
  for (const auto& section : kSections) {
    View one;
    one["href"] = View(href(frame.language, section.path));
    one["label"] = View(messages.get(section.key));
    one["current"] = View(section.name == frame.section);
    all.push_back(std::move(one));
  }
  return all;
}

/// The page's one address, the one for readers of no language of ours, and the feed of what it lists. A page
/// that says what went wrong has none.
void set_addresses(View& outer, const Context& context, const Frame& frame, const std::string& origin,
                   const base::Messages& messages) {
  const bool there = frame.status == 200 && !frame.path.empty();
  outer["addressed"] = View(there);
  outer["canonical"] = View(origin + href(frame.language, frame.path));
  // At "/" the server chooses by Accept-Language; elsewhere English stands in, or the first that is offered.
  outer["default_address"] =
      View(origin + (frame.path == "/" ? "/" : href(stand_in_language(context), frame.path)));
  outer["feed"] = frame.feed.empty() ? View(false) : View(origin + href(frame.language, frame.feed));
  outer["feed_title"] = View(messages.get("feed.link"));
  outer["named"] = View(href(frame.language, "/named"));
  outer["map"] = View(href(frame.language, "/map"));
  outer["validate"] = View(href(frame.language, "/validate"));
  outer["atom"] = View(href(frame.language, "/partnerships.atom"));
}

void set_page_headers(http::Response& response, std::string_view language, const std::string& etag) {
  response.set("Content-Language", std::string(language))
      .set("Content-Security-Policy", std::string(kSecurityPolicy))
      .set("X-Content-Type-Options", "nosniff")
      // The address of a page that nobody keeps may be a secret (a link that opens once): no other learns it.
      // We do, so that whoever has to sign in for a form comes back to the page it stood on.
      .set("Referrer-Policy", etag.empty() ? "same-origin" : "strict-origin-when-cross-origin")
      .set("Vary", "Save-Data")
      .set("Cache-Control", etag.empty() ? "no-store" : "no-cache");
  if (!etag.empty()) response.set("ETag", etag);
}

}  // namespace

std::string_view own_name(std::string_view language) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kNames = {{{"ar", "العربية"},
                                                                                    {"zh", "中文"},
                                                                                    {"en", "English"},
                                                                                    {"fr", "Français"},
                                                                                    {"ru", "Русский"},
                                                                                    {"es", "Español"}}};
  const auto* it = std::ranges::find(kNames, language, &std::pair<std::string_view, std::string_view>::first);
  return it == kNames.end() ? language : it->second;
}

http::Response page(const Context& context, const http::Request& request, const Frame& frame,
                    std::string_view template_name, const View& view) {
  if (auto known = not_modified(request, frame.etag, frame.language); known && frame.status == 200)
    return *known;
  const auto& messages = base::Messages::in(frame.language);

  View outer;
  outer["content"] = View(render(template_name, view, messages));
  outer["language"] = View(std::string(frame.language));
  outer["dir"] = View(messages.right_to_left() ? "rtl" : "ltr");
  outer["title"] = View(frame.title);
  outer["description"] = text_or_nothing(frame.description);
  outer["data"] = text_or_nothing(frame.data);
  outer["noindex"] = View(!frame.index);
  outer["style"] = View(style_path());
  outer["script"] = saves_data(request) ? View(false) : View(script_path());
  const auto origin = origin_of(context, request);
  outer["languages"] = language_views(context, frame, origin);
  set_addresses(outer, context, frame, origin, messages);
  outer["sections"] = section_views(frame, messages);
  outer["home"] = View(href(frame.language, "/"));
  outer["about"] = View(href(frame.language, "/about"));
  outer["csv"] = View(href(frame.language, "/partnerships.csv"));
  outer["account"] = View(href(frame.language, "/sign-in"));
  outer["at_home"] = View(frame.section == "home");
  const auto& institution = *context.institution;
  outer["register_name"] =
      text_or_nothing(institution.name.empty() ? context.register_name : name_of(context, frame.language));
  outer["logo"] = text_or_nothing(logo_address(institution));
  outer["accent"] = text_or_nothing(accent_address(institution));
  outer["institution"] = institution_view(context, messages);
  outer["example"] = View(context.example);
  outer["sample"] = View(context.sample);

  auto response = http::text(frame.status, render("frame", outer, messages), "text/html; charset=utf-8");
  set_page_headers(response, frame.language, frame.etag);
  return response;
}

bool saves_data(const http::Request& request) {
  return http::same_ignoring_case(request.header("save-data"), "on");
}

std::string name_of(const Context& context, std::string_view language) {
  if (const auto own = context.institution->name.str(language); !own.empty()) return std::string(own);
  return context.register_name.empty() ? "Entente" : context.register_name;
}

std::string_view stand_in_language(const Context& context) {
  return context.institution->offers("en") ? "en" : std::string_view(context.institution->languages.front());
}

http::Response download(std::string body, std::string_view type, std::string_view file_name,
                        std::string_view language) {
  auto response = http::text(200, std::move(body), std::string(type));
  if (!language.empty()) response.set("Content-Language", std::string(language));
  response.set("Content-Disposition", "attachment; filename=\"" + std::string(file_name) + "\"")
      .set("X-Content-Type-Options", "nosniff")
      .set("X-Robots-Tag", "noindex")
      .set("Cache-Control", "no-cache");
  return response;
}

std::string etag_of(const Context& context, const http::Request& request, std::int64_t seq) {
  const auto day = base::day_of(context.reg.clock().now());
  const auto text = std::to_string(seq) + '\n' + std::to_string(day) + '\n' + request.target + '\n' +
                    origin_of(context, request) + '\n' + context.register_name + '\n' +
                    context.institution->stamp + '\n' + (context.rates ? context.rates->stamp() : "") + '\n' +
                    std::to_string(context.concerns->stamp()) + '\n' + (context.example ? "example" : "") +
                    (context.sample ? "sample" : "") + '\n' + (saves_data(request) ? "save-data" : "") +
                    '\n' + build_stamp();
  return '"' + base::hex(base::sha256(text)).substr(0, 24) + '"';
}

std::optional<http::Response> not_modified(const http::Request& request, const std::string& etag,
                                           std::string_view language) {
  if (etag.empty() || !http::etag_matches(request.header("if-none-match"), etag)) return std::nullopt;
  http::Response response;
  response.status = 304;
  set_page_headers(response, language, etag);
  return response;
}

std::string_view direction_of(std::string_view language) {
  constexpr std::array<std::string_view, 10> kRightToLeft = {"ar", "arc", "ckb", "dv", "fa",
                                                             "he", "ps",  "sd",  "ug", "ur"};
  if (language.empty() || language == "und") return "auto";
  return std::ranges::find(kRightToLeft, language.substr(0, language.find('-'))) != kRightToLeft.end()
             ? "rtl"
             : "ltr";
}

View text_view(const base::Text& text, std::string_view language, std::size_t longest) {
  const auto* narrative = text.pick(language);
  if (!narrative) return View(false);
  std::string_view value = narrative->value;
  const bool clipped = longest != 0 && value.size() > longest;
  if (clipped) {
    value = base::clip_utf8(value, longest);
    // Back to the last space, unless the script writes none.
    if (const auto space = value.rfind(' '); space != value.npos && space > longest / 2)
      value = value.substr(0, space);
  }
  return text_view(*narrative, std::string(value) + (clipped ? "…" : ""), language, clipped);
}

View text_view(const base::Narrative& narrative, std::string value, std::string_view language, bool clipped) {
  const bool foreign = narrative.language != language;
  const bool known = narrative.language != "und";
  View view;
  view["value"] = View(std::move(value));
  view["language"] = View(known ? narrative.language : std::string{});
  view["dir"] = View(direction_of(narrative.language));
  view["foreign"] = View(foreign);
  view["language_name"] = text_or_nothing(
      foreign && known ? model::label("language", narrative.language, language) : std::string{});
  view["clipped"] = View(clipped);
  return view;
}

}  // namespace entente::pages
