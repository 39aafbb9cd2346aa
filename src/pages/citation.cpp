// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/citation.hpp"

#include <fmt/format.h>

#include "base/date.hpp"
#include "base/text.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kCitedTitle = 500;

/// One line: a break would end the field in RIS, and mean nothing in BibTeX.
std::string one_line(std::string_view text) {
  std::string line;
  for (const char c : base::clip_utf8(text, kCitedTitle)) {
    const bool blank = static_cast<unsigned char>(c) < ' ' || c == ' ' || c == '\x7f';
    if (!blank)
      line += c;
    else if (!line.empty() && line.back() != ' ')
      line += ' ';
  }
  return line;
}

std::string tex(std::string_view text) {
  std::string out;
  for (const char c : one_line(text)) switch (c) {
      case '\\':
        out += "{\\textbackslash}";
        break;
      case '~':
        out += "{\\textasciitilde}";
        break;
      case '^':
        out += "{\\textasciicircum}";
        break;
      case '{':
      case '}':
        // Even escaped they count as braces when an entry is read.
        out += c == '{' ? "(" : ")";
        break;
      case '&':
      case '%':
      case '$':
      case '#':
      case '_':
        out += '\\';
        [[fallthrough]];
      default:
        out += c;
    }
  return out;
}

}  // namespace

std::string bibtex(const Citation& c) {
  const auto day = base::PartialDate::from_days(base::day_of(c.time));
  return fmt::format(
      "@misc{{entente-{}-v{},\n  title = {{{{{}}}}},\n  author = {{{{{}}}}},\n  year = {{{}}},\n  month = "
      "{{{}}},\n"
      "  note = {{Version {}, {}}},\n  language = {{{}}},\n  url = {{{}}}\n}}\n",
      c.id, c.version, tex(c.title), tex(c.publisher), day.year(), day.month(), c.version, day.str(),
      c.language, c.url);
}

std::string ris(const Citation& c) {
  const auto day = base::PartialDate::from_days(base::day_of(c.time)).str();
  return fmt::format(
      "TY  - ELEC\r\nTI  - {}\r\nPB  - {}\r\nPY  - {}\r\nDA  - {}/{}/{}\r\nET  - {}\r\nLA  - {}\r\nUR  - "
      "{}\r\nER  - \r\n",
      one_line(c.title), one_line(c.publisher), day.substr(0, 4), day.substr(0, 4), day.substr(5, 2),
      day.substr(8, 2), c.version, c.language, c.url);
}

}  // namespace entente::pages
