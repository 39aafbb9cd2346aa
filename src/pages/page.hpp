// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/messages.hpp"
#include "base/text.hpp"
#include "http/message.hpp"
#include "pages/pages.hpp"
#include "pages/view.hpp"

namespace entente::pages {

/// What surrounds a page's own part.
struct Frame {
  std::string_view language;     ///< one of base::kLanguages
  std::string title;             ///< of the page, without the register's name; never empty
  std::string description = {};  ///< one sentence for search engines; may be empty
  std::string path = {};  ///< behind the language: "/partnerships?goal=6" (links to the other languages)
  std::string_view section =
      {};                 ///< of the navigation: "home", "partnerships", "organisations", "goals" … or ""
  std::string feed = {};  ///< behind the language: the Atom feed of what the page lists; may be empty
  int status = 200;
  std::string data = {};  ///< JSON-LD (pages/structured_data.hpp), or none
  std::string etag = {};  ///< strong, quoted; empty = not cached
  bool index = true;      ///< false: robots are asked to leave it
};

/// Fills `template_name` ("list") with the view, puts it in the frame, and answers: content type, content
/// security policy (own script and style sheet only), language, caching by ETag (304 where the request has
/// it). Everything in the view is text and gets escaped. {{>name}} takes in another file of templates/.
http::Response page(const Context&, const http::Request&, const Frame&, std::string_view template_name,
                    const View& view);

/// A page that says what went wrong: 404, 400, 500 … The message keys are "error.STATUS.title" and ".text"
/// (of 500 where there is none). `detail` is a sentence in English shown below, `said` one in the reader's
/// language; an empty language is read from the path.
http::Response error_page(const Context&, const http::Request&, std::string_view language, int status,
                          const std::string& detail = {}, const std::string& said = {});

/// True where the reader asked for little data (Save-Data: on): pages come without their script, so that
/// nothing is asked for but what the reader asks for. Answers that differ by it say so in Vary.
bool saves_data(const http::Request&);

/// The entity tag of a page that depends on its address (and on the host it was asked by: origin_of()), on
/// the register up to `seq`, on the day (UTC: what is fresh today is not for ever), and on the program.
std::string etag_of(const Context&, const http::Request&, std::int64_t seq);
/// The 304 where the request already has that tag: asked before the work is done.
std::optional<http::Response> not_modified(const http::Request&, const std::string& etag,
                                           std::string_view language);

/// The register's name in the reader's language, or the program's where the operator gave none.
std::string name_of(const Context&, std::string_view language);
/// For readers of none of the languages that are offered: English, or the first of them.
std::string_view stand_in_language(const Context&);

/// A file to keep: asks browsers to save it under a name. `language` is empty where it has none.
http::Response download(std::string body, std::string_view type, std::string_view file_name,
                        std::string_view language);

/// Language of an address that names none: from Accept-Language, else English, of those that are offered
/// (none named: all; without English the first of them).
std::string_view preferred_language(const http::Request&, std::span<const std::string> offered = {});
/// Language that a path begins with ("/fr/about"), else the preferred one.
std::string_view language_of(const http::Request&, std::span<const std::string> offered = {});

/// Each language under its own name, whatever the page's language is.
std::string_view own_name(std::string_view language);

/// Direction of a text by its language tag: "rtl" for ar, fa, he, ur …, "auto" where it is not known, else
/// "ltr".
std::string_view direction_of(std::string_view language);

/// {value, language, dir, foreign, language_name, clipped} of what pick() gives the reader: `foreign` where
/// it is not the reader's language, so that templates write lang= and dir= and say so ({{>text}} and
/// {{>text_said}} do). False where there is no text. `longest` in bytes, 0 = all; cut between words.
View text_view(const base::Text& text, std::string_view language, std::size_t longest = 0);
/// The same of one narrative, of which `value` is shown.
View text_view(const base::Narrative&, std::string value, std::string_view language, bool clipped);

}  // namespace entente::pages
