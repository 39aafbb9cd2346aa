// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/institution_views.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "pages/format.hpp"
#include "pages/page.hpp"

namespace entente::pages {

namespace {

std::string title_of(const registry::InstitutionText& text, const base::Messages& messages) {
  return text.title.empty() ? messages.get("institution.terms")
                            : std::string(text.title.str(messages.language()));
}

/// Own text before a web address, and the reader's language before another.
bool leads_out(const registry::InstitutionText& text, std::string_view language) {
  if (text.text.empty()) return true;
  return !text.text.has(language) && text.address.has(language);
}

View text_links(const registry::Institution& institution, const base::Messages& messages) {
  const auto language = messages.language();
  auto all = list_view();
  for (const auto& text : institution.texts) {
    View one;
    one["title"] = View(title_of(text, messages));
    one["href"] = leads_out(text, language) ? View(text.address.str(language))
                                            : View(href(language, "/about/" + text.key));
    all.push_back(std::move(one));
  }
  return all;
}

/// Paragraphs stand between empty lines, lines within them stay.
View paragraphs_of(std::string_view text) {
  auto all = list_view();
  auto lines = list_view();
  const auto end_paragraph = [&] {
    if (lines.is_empty_list()) return;
    View paragraph;
    paragraph["lines"] = std::exchange(lines, list_view());
    all.push_back(std::move(paragraph));
  };
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    if (const auto line = base::trimmed(text.substr(0, end)); line.empty()) {
      end_paragraph();
    } else {
      View one;
      one["line"] = View(line);
      lines.push_back(std::move(one));
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  end_paragraph();
  return all;
}

http::Response text_page(const Context& context, const http::Request& request, std::string_view language,
                         std::string_view key) {
  const auto& texts = context.institution->texts;
  const auto found = std::ranges::find(texts, key, &registry::InstitutionText::key);
  if (found == texts.end() || found->text.empty()) return error_page(context, request, language, 404);
  const auto etag = etag_of(context, request, 0);
  if (auto known = not_modified(request, etag, language)) return *known;
  const auto& messages = base::Messages::in(language);
  const auto& narrative = *found->text.pick(language);
  View view;
  view["title"] = View(title_of(*found, messages));
  view["about"] = View(href(language, "/about"));
  view["language"] = View(narrative.language);
  view["dir"] = View(direction_of(narrative.language));
  view["foreign"] = View(narrative.language != language);
  view["paragraphs"] = paragraphs_of(narrative.value);
  Frame frame{.language = language, .title = title_of(*found, messages)};
  frame.path = "/about/" + found->key;
  frame.section = "about";
  frame.etag = etag;
  return page(context, request, frame, "institution_text", view);
}

http::Response file_of(const Context& context, const http::Request& request, const std::string& bytes,
                       const std::string& type) {
  if (bytes.empty()) return error_page(context, request, {}, 404);
  auto response = http::text(200, bytes, type);
  // What an operator's SVG may do: show itself.
  response.set("Cache-Control", "public, max-age=86400")
      .set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox")
      .set("X-Content-Type-Options", "nosniff");
  return response;
}

}  // namespace

std::string logo_address(const registry::Institution& institution) {
  return institution.logo.empty() ? std::string() : "/logo?v=" + institution.stamp;
}

std::string accent_address(const registry::Institution& institution) {
  return institution.accent.empty() ? std::string() : "/accent.css?v=" + institution.stamp;
}

View institution_view(const Context& context, const base::Messages& messages) {
  const auto& institution = *context.institution;
  if (institution.stamp.empty()) return View(false);
  const auto language = messages.language();
  View view;
  view["name"] = View(name_of(context, language));
  view["logo"] = text_or_nothing(logo_address(institution));
  view["about"] = text_view(institution.about, language);
  view["mail"] = text_or_nothing(institution.mail);
  view["telephone"] = text_or_nothing(institution.telephone);
  view["website"] = text_or_nothing(institution.website);
  view["postal"] = text_view(institution.postal, language);
  auto texts = text_links(institution, messages);
  view["some_texts"] = View(texts.is_non_empty_list());
  view["texts"] = std::move(texts);
  view["reachable"] = View(!institution.mail.empty() || !institution.telephone.empty() ||
                           !institution.website.empty() || !institution.postal.empty());
  return view;
}

std::vector<http::Route> institution_routes(const Context& context) {
  return {
      {"GET", "/logo", "The logo of the institution that runs the register.",
       [context](const http::Request& request, const http::Captures&) {
         return file_of(context, request, context.institution->logo, context.institution->logo_type);
       }},
      {"GET", "/accent.css", "The accent colour of the institution that runs the register.",
       [context](const http::Request& request, const http::Captures&) {
         return file_of(context, request, context.institution->accent, "text/css; charset=utf-8");
       }},
      {"GET", "/{lang}/about/{text}", "Terms, or a policy, of the institution that runs the register.",
       [context](const http::Request& request, const http::Captures& captures) {
         const auto language = captures["lang"];
         return base::is_language(language) ? text_page(context, request, language, captures["text"])
                                            : error_page(context, request, {}, 404);
       }},
  };
}

void offer_languages(std::vector<http::Route>& routes, const Context& context) {
  if (context.institution->languages.size() == std::size(base::kLanguages)) return;
  for (auto& route : routes) {
    if (!route.pattern.starts_with("/{lang}")) continue;
    route.handler = [inner = std::move(route.handler), institution = context.institution](
                        const http::Request& request, const http::Captures& captures) {
      const auto language = captures["lang"];
      if (!base::is_language(language) || institution->offers(language)) return inner(request, captures);
      const auto prefix = "/" + std::string(language);
      const auto rest = request.target.starts_with(prefix) ? request.target.substr(prefix.size()) : "/";
      // 307: what was sent is sent again.
      auto response =
          http::redirect(307, "/" + std::string(preferred_language(request, institution->languages)) + rest);
      response.set("Vary", "Accept-Language").set("Cache-Control", "no-cache");
      return response;
    };
  }
}

}  // namespace entente::pages
