// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "outbound/mail.hpp"

#include <algorithm>
#include <array>
#include <chrono>

#include "base/error.hpp"
#include "base/text.hpp"

namespace entente::outbound {

namespace {

constexpr std::size_t kMostAddress = 254;
constexpr std::size_t kMostSubject = 300;  // bytes; longer ones are cut
constexpr std::size_t kPlainHeader = 60;   // letters that need no folding
constexpr std::size_t kWordBytes = 39;     // of an encoded word: 64 letters with what stands round them
constexpr std::size_t kLineBytes = 57;     // of a body's line: 76 letters

bool is_control(char c) {
  return static_cast<unsigned char>(c) < ' ' || c == 0x7F;
}

std::string base64(std::string_view bytes) {
  constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const auto left = std::min<std::size_t>(3, bytes.size() - i);
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; ++k)
      group = group << 8 | (k < left ? static_cast<unsigned char>(bytes[i + k]) : 0U);
    for (std::size_t k = 0; k < 4; ++k) out += k <= left ? kLetters[group >> (18 - 6 * k) & 63] : '=';
  }
  return out;
}

/// A header's text on one line: whatever could end the line is a space.
std::string on_one_line(std::string_view text) {
  std::string line(base::is_utf8(text) ? base::clip_utf8(text, kMostSubject) : "");
  std::ranges::replace_if(line, is_control, ' ');
  return line;
}

/// RFC 2047: encoded words, cut between characters, each on a line of its own.
std::string encoded_words(std::string_view text) {
  std::string out;
  for (std::string_view rest = text; !rest.empty();) {
    const auto word = base::clip_utf8(rest, kWordBytes);
    out += (out.empty() ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?") + base64(word) + "?=";
    rest.remove_prefix(word.size());
  }
  return out;
}

/// As it is where it is short and ASCII, else in encoded words.
std::string subject_text(std::string_view text) {
  auto line = on_one_line(text);
  const bool plain = line.size() <= kPlainHeader && line.find("=?") == std::string::npos &&
                     std::ranges::all_of(line, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  return plain ? line : encoded_words(line);
}

/// "Mon, 30 Nov 2026 08:15:00 +0000", whatever the machine's language.
std::string header_date(base::Instant moment) {
  constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                               "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  using namespace std::chrono;
  const auto day = sys_days(days(base::day_of(moment)));
  const year_month_day date(day);
  const auto in_day = (moment.ms - base::day_of(moment) * 86'400'000) / 1000;
  const auto two = [](std::int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return std::string(kDays[weekday(day).c_encoding()]) + ", " +
         two(static_cast<std::int64_t>(static_cast<unsigned>(date.day()))) + " " +
         kMonths[static_cast<unsigned>(date.month()) - 1] + " " +
         std::to_string(static_cast<int>(date.year())) + " " + two(in_day / 3600) + ":" +
         two(in_day / 60 % 60) + ":" + two(in_day % 60) + " +0000";
}

void require_mailable(std::string_view address) {
  if (!is_mailable(address))
    throw base::BadInput(
        "address '" + on_one_line(base::clip_utf8(base::is_utf8(address) ? address : "", 60)) + "'",
        "is none to which mail can be sent", "Write it as name@organisation.example.");
}

std::string domain_of(std::string_view address) {
  return std::string(address.substr(address.rfind('@') + 1));
}

std::string body_of(std::string_view text) {
  std::string lines;
  for (const char c : text) {
    if (c == '\r') continue;
    if (c == '\n') lines += '\r';
    lines += c;
  }
  std::string out;
  for (std::size_t at = 0; at < lines.size(); at += kLineBytes)
    out += base64(std::string_view(lines).substr(at, kLineBytes)) + "\r\n";
  return out;
}

}  // namespace

bool is_mailable(std::string_view address) {
  const auto at = address.find('@');
  return at != 0 && at != address.npos && at + 1 < address.size() && at == address.rfind('@') &&
         address.size() <= kMostAddress && base::is_utf8(address) &&
         std::ranges::none_of(address, [](char c) {
           return is_control(c) || std::string_view(" <>()[],;:\\\"").find(c) != std::string_view::npos;
         });
}

std::string message_of(const Mail& mail, const Sender& sender) {
  require_mailable(mail.to);
  require_mailable(sender.address);
  const auto name = on_one_line(sender.name);
  std::string out;
  const auto header = [&out](std::string_view key, std::string_view value) {
    out += std::string(key) + ": " + std::string(value) + "\r\n";
  };
  header("From", (name.empty() ? "" : encoded_words(name) + "\r\n ") + "<" + sender.address + ">");
  header("To", "<" + mail.to + ">");
  header("Subject", subject_text(mail.subject));
  header("Date", header_date(mail.date));
  header("Message-ID", "<" + on_one_line(mail.id) + "@" + domain_of(sender.address) + ">");
  header("MIME-Version", "1.0");
  header("Content-Type", "text/plain; charset=utf-8");
  header("Content-Language", on_one_line(mail.language));
  header("Content-Transfer-Encoding", "base64");
  // RFC 3834: nothing answers this by itself.
  header("Auto-Submitted", "auto-generated");
  header("X-Auto-Response-Suppress", "All");
  out += "\r\n" + body_of(mail.text);
  return out;
}

}  // namespace entente::outbound
