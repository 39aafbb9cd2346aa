// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/calendar_feed.hpp"

#include <gtest/gtest.h>

namespace entente::pages {
namespace {

/// 3.1: lines folded back together.
std::string unfolded(std::string text) {
  for (std::size_t at = 0; (at = text.find("\r\n ")) != std::string::npos;) text.erase(at, 3);
  return text;
}

TEST(CalendarFeed, TextIsEscapedAndHoldsNoControls) {
  EXPECT_EQ(calendar_text("a, b; c\\d\ne"), "a\\, b\\; c\\\\d\\ne");
  EXPECT_EQ(calendar_text(std::string_view("x\r\0\x1b\x7fy\tz", 8)), "xy z");
  EXPECT_EQ(calendar_text("END:VEVENT\r\nBEGIN:VALARM"), "END:VEVENT\\nBEGIN:VALARM");
  EXPECT_EQ(calendar_text("水与卫生"), "水与卫生");
}

TEST(CalendarFeed, LinesOfSeventyFiveOctetsStayWhole) {
  const std::string whole(75, 'a');
  EXPECT_EQ(calendar_line(whole), whole + "\r\n");
  EXPECT_EQ(calendar_line(whole + "b"), whole + "\r\n b\r\n");
}

TEST(CalendarFeed, FoldingNeverCutsACharacter) {
  for (std::size_t before = 60; before < 80; ++before) {
    std::string line(before, 'a');
    for (int i = 0; i < 60; ++i) line += i % 2 == 0 ? "水" : "😀";
    const auto folded = calendar_line(line);
    EXPECT_EQ(unfolded(folded), line + "\r\n");
    std::size_t at = 0;
    for (std::size_t end = 0; (end = folded.find("\r\n", at)) != std::string::npos; at = end + 2) {
      EXPECT_LE(end - at, 75U);
      const auto first = static_cast<unsigned char>(folded[at == 0 ? 0 : at + 1]);
      EXPECT_NE(first & 0xc0, 0x80) << "a line begins within a character";
    }
    EXPECT_EQ(at, folded.size());
  }
}

TEST(CalendarFeed, BytesThatAreNoTextAreFoldedToo) {
  const std::string line(400, '\x80');
  EXPECT_EQ(unfolded(calendar_line(line)), line + "\r\n");
}

TEST(CalendarFeed, ADayIsAnEventOfTheWholeDay) {
  const auto day = base::PartialDate::parse("2028-02-29").value();
  const auto text =
      calendar_of("Reports, due", "en", base::parse_instant("2026-11-30T12:34:56.789Z"),
                  {{"report-due-1", day, "Report due: Wells; pumps", "https://register.example/en/x"}});
  EXPECT_EQ(text,
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Entente//Reporting calendar//EN\r\n"
            "CALSCALE:GREGORIAN\r\nNAME;LANGUAGE=en:Reports\\, due\r\nX-WR-CALNAME:Reports\\, due\r\n"
            "REFRESH-INTERVAL;VALUE=DURATION:P1D\r\n"
            "BEGIN:VEVENT\r\nUID:report-due-1\r\nDTSTAMP:20261130T123456Z\r\n"
            "DTSTART;VALUE=DATE:20280229\r\nSUMMARY;LANGUAGE=en:Report due: Wells\\; pumps\r\n"
            "URL:https://register.example/en/x\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
}

TEST(CalendarFeed, WithoutADayItStillHoldsAComponent) {
  const auto text = calendar_of("None", "ar", {}, {});
  EXPECT_NE(text.find("BEGIN:VTIMEZONE\r\nTZID:UTC\r\n"), std::string::npos);
  EXPECT_EQ(text.find("VEVENT"), std::string::npos);
}

}  // namespace
}  // namespace entente::pages
