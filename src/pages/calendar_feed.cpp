// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/calendar_feed.hpp"

#include <algorithm>

namespace entente::pages {

namespace {

constexpr std::size_t kLongestLine = 75;  // octets, without the end of the line

/// "20261130": the day of a date that is known to the day.
std::string compact(const base::PartialDate& day) {
  auto text = day.str();
  std::erase(text, '-');
  return text;
}

/// "20261130T120000Z".
std::string compact(base::Instant moment) {
  auto text = base::to_string(moment);
  text = text.substr(0, text.find('.')) + "Z";
  std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
  return text;
}

std::string property(std::string_view name, std::string_view value) {
  return calendar_line(std::string(name) + ":" + std::string(value));
}

/// A calendar holds one component at least (3.6).
std::string time_zone() {
  return property("BEGIN", "VTIMEZONE") + property("TZID", "UTC") + property("BEGIN", "STANDARD") +
         property("DTSTART", "19700101T000000") + property("TZOFFSETFROM", "+0000") +
         property("TZOFFSETTO", "+0000") + property("END", "STANDARD") + property("END", "VTIMEZONE");
}

}  // namespace

std::string calendar_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == ';' || c == ',') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) {
      out += c;
    } else if (c == '\t') {
      out += ' ';
    }
  }
  return out;
}

std::string calendar_line(std::string_view line) {
  const auto continues = [](char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; };
  std::string out;
  auto room = kLongestLine;
  while (line.size() > room) {
    auto cut = room;
    while (cut > 0 && continues(line[cut])) --cut;
    if (cut == 0) cut = room;  // no UTF-8: cut it anywhere
    out.append(line.substr(0, cut)).append("\r\n ");
    line.remove_prefix(cut);
    room = kLongestLine - 1;  // the space counts
  }
  return out.append(line).append("\r\n");
}

std::string calendar_of(std::string_view name, std::string_view language, base::Instant stamp,
                        const std::vector<CalendarDay>& days) {
  auto out = property("BEGIN", "VCALENDAR") + property("VERSION", "2.0") +
             property("PRODID", "-//Entente//Reporting calendar//EN") + property("CALSCALE", "GREGORIAN");
  const auto tag = ";LANGUAGE=" + std::string(language);
  out += property("NAME" + tag, calendar_text(name)) + property("X-WR-CALNAME", calendar_text(name));
  out += property("REFRESH-INTERVAL;VALUE=DURATION", "P1D");
  if (days.empty()) out += time_zone();
  for (const auto& day : days) {
    out += property("BEGIN", "VEVENT") + property("UID", calendar_text(day.uid)) +
           property("DTSTAMP", compact(stamp)) + property("DTSTART;VALUE=DATE", compact(day.day)) +
           property("SUMMARY" + tag, calendar_text(day.summary));
    if (!day.url.empty()) out += property("URL", day.url);
    out += property("TRANSP", "TRANSPARENT") + property("END", "VEVENT");
  }
  return out + property("END", "VCALENDAR");
}

}  // namespace entente::pages
