// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "outbound/mail.hpp"

#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"

namespace entente::outbound {
namespace {

const Sender kRegister{"register@example.org", "Register: \"of\" <Exampleland>"};

Mail mail(std::string subject, std::string text = "Hello") {
  return {"0191",
          "amina@sante.example",
          std::move(subject),
          std::move(text),
          "en",
          base::parse_instant("2026-03-01T08:05:09Z")};
}

std::vector<std::string> lines_of(const std::string& message) {
  std::vector<std::string> lines;
  std::size_t at = 0;
  for (auto end = message.find("\r\n"); end != std::string::npos; end = message.find("\r\n", at)) {
    lines.push_back(message.substr(at, end - at));
    at = end + 2;
  }
  EXPECT_EQ(at, message.size()) << "the last line ends as the others do";
  return lines;
}

std::string decoded(std::string_view letters) {
  constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  std::uint32_t group = 0;
  int bits = 0;
  for (const char c : letters) {
    if (c == '=') break;
    group = group << 6 | static_cast<std::uint32_t>(kLetters.find(c));
    if ((bits += 6) >= 8) out += static_cast<char>(group >> (bits -= 8) & 255);
  }
  return out;
}

/// The words of a folded header, decoded.
std::string header(const std::string& message, const std::string& key) {
  std::string found;
  bool on = false;
  for (const auto& line : lines_of(message)) {
    if (line.empty()) break;
    on = line.starts_with(key + ": ") || (on && line.starts_with(' '));
    if (!on) continue;
    std::istringstream words(line.starts_with(' ') ? line : line.substr(key.size() + 2));
    for (std::string word; words >> word;)
      found += word.starts_with("=?UTF-8?B?") ? decoded(word.substr(10, word.size() - 12))
                                              : (found.empty() ? "" : " ") + word;
  }
  return found;
}

std::string body(const std::string& message) {
  std::string out;
  bool on = false;
  for (const auto& line : lines_of(message)) {
    if (on) out += decoded(line);
    on = on || line.empty();
  }
  return out;
}

TEST(Mail, HasTheHeadersOfAMachine) {
  const auto message = message_of(mail("A link"), kRegister);
  EXPECT_EQ(header(message, "To"), "<amina@sante.example>");
  EXPECT_EQ(header(message, "Date"), "Sun, 01 Mar 2026 08:05:09 +0000");
  EXPECT_EQ(header(message, "Message-ID"), "<0191@example.org>");
  EXPECT_EQ(header(message, "Auto-Submitted"), "auto-generated");
  EXPECT_EQ(header(message, "Content-Type"), "text/plain; charset=utf-8");
  EXPECT_EQ(header(message, "From"), "Register: \"of\" <Exampleland> <register@example.org>");
}

TEST(Mail, SubjectsOfEveryLanguageComeBackWhole) {
  for (const std::string subject :
       {"A link", "Une nouvelle clé", "رابط لتعيين كلمة مرور جديدة في سجل الشراكات العالمي للتنمية المستدامة",
        "用于设置新密码的链接，请在一天之内打开，过后链接即失效，届时请重新申请一个链接",
        "Ссылка для нового пароля", "=?UTF-8?B?aGVsbG8=?=",
        "A subject of plain letters that is longer than any line a mail should have in its head"}) {
    const auto message = message_of(mail(subject), kRegister);
    EXPECT_EQ(header(message, "Subject"), subject);
    for (const auto& line : lines_of(message)) {
      EXPECT_LE(line.size(), 78U) << line;
      for (const char c : line) EXPECT_LT(static_cast<unsigned char>(c), 0x80U);
    }
  }
}

TEST(Mail, NothingInItBecomesAHeader) {
  auto sent = mail("Hello\r\nBcc: everybody@example.org\r\n\r\nBody", "one\n.\r\nQUIT\r\n");
  sent.id = "1\r\nX: y";
  sent.language = "en\r\nX: y";
  const auto message = message_of(sent, {"register@example.org", "Name\r\nBcc: x@example.org"});
  for (const auto& line : lines_of(message)) {
    EXPECT_FALSE(line.starts_with("Bcc")) << line;
    EXPECT_FALSE(line.starts_with("X: ")) << line;
    EXPECT_NE(line, ".") << "which would end the mail";
  }
  EXPECT_EQ(body(message), "one\r\n.\r\nQUIT\r\n");
  const std::vector<std::string> unfit{"a@b\r\nBcc: c@d",
                                       "a@b>\r\nRCPT TO:<c@d",
                                       "a@b,c@d",
                                       "a b@c",
                                       "@b",
                                       "a@",
                                       "a",
                                       "a@b@c",
                                       "<a@b>",
                                       "a@b;c",
                                       "a\n@b",
                                       std::string("a\0@b", 4)};
  for (const auto& to : unfit) {
    auto wrong = mail("x");
    wrong.to = to;
    EXPECT_FALSE(is_mailable(to));
    EXPECT_THROW(message_of(wrong, kRegister), base::BadInput) << to;
  }
  EXPECT_TRUE(is_mailable("amina.diallo+register@sante.example"));
}

TEST(Mail, TextsOfEveryLanguageComeBackWhole) {
  const std::string text = "Добрый день\n\nمرحبا\n你好\nhttps://register.example/ar/link/abc_-123\n";
  std::string on_the_wire;
  for (const char c : text) on_the_wire += c == '\n' ? "\r\n" : std::string(1, c);
  EXPECT_EQ(body(message_of(mail("x", text), kRegister)), on_the_wire);
}

}  // namespace
}  // namespace entente::outbound
